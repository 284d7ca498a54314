import { newId } from '../../src/id.ts'
import { moveChannel, relocate } from '../../src/ledger/conversations.ts'
import type { Ledger, Tx } from '../../src/ledger/ledger.ts'
import { editMessage, removeMessage } from '../../src/ledger/messages.ts'
import { type Scope, scopeOfErasure } from '../../src/ledger/personal/belonging.ts'
import { TABLES } from '../../src/ledger/personal/columns.ts'
import { cut } from '../../src/ledger/personal/cut.ts'
import { takeQuiet } from '../../src/ledger/personal/quiet-words.ts'
import { scrub } from '../../src/ledger/personal/scrub.ts'
import { correctComplaints, correctReading } from '../../src/ledger/readings.ts'
import { noRows, type SampleRows, writeSample } from '../../src/ledger/sample.ts'
import { keepThemes } from '../../src/ledger/themes.ts'
import { shown, words } from '../owner/seed.ts'
import { drawing } from '../owner/weeks.ts'

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]
const CONVERSATIONS = 240

/** A ledger of every kind of conversation in the hundred days before `now`, and of all that is done to one later. */
export async function fillAtRandom(ledger: Ledger, now: number, seed: number): Promise<void> {
  const dice = createDice(seed)
  await writeSample(ledger, randomRows(dice, now))
  await changeAtRandom(ledger, dice, now)
}

type Dice = ReturnType<typeof createDice>

function createDice(seed: number) {
  const draw = drawing(seed)
  const below = (end: number) => Math.floor(draw() * end)
  return {
    below,
    chance: (share: number) => draw() < share,
    one: <const T>(...of: [T, ...T[]]): T => of[below(of.length)] ?? of[0],
  }
}

function randomRows(dice: Dice, now: number): SampleRows {
  const rows = noRows()
  for (let number = 0; number < CONVERSATIONS; number++) {
    const adapter = dice.one('local', 'other')
    // Some write again.
    const earlier = dice.chance(0.3) ? rows.customers[dice.below(rows.customers.length)] : undefined
    const openedAt = now - dice.below(100 * DAY)
    const customer = earlier ?? {
      id: newId(),
      adapter,
      workspace: dice.one('w', 'v'),
      platform_id: `p${number}`,
      name: `Customer ${number}`,
      since: openedAt - dice.below(500 * DAY),
      no_unasked: 0,
      zone: null,
    }
    if (!earlier) rows.customers.push(customer)
    const conversation = newId()
    rows.conversations.push({
      id: conversation,
      customer_id: customer.id,
      adapter: customer.adapter,
      workspace: customer.workspace,
      channel: `c${number}`,
      thread: '',
      status: dice.one('open', 'closed'),
      outcome: dice.one('unknown', 'confirmed', 'durable', 'reopened'),
      turn: 0,
      ai_told_at: null,
      opened_at: openedAt,
      last_at: openedAt,
      erasure: null,
      erased_at: null,
    })
    talk(rows, dice, conversation, openedAt)
    callPeople(rows, dice, conversation, openedAt)
  }
  return rows
}

function talk(rows: SampleRows, dice: Dice, conversation: string, openedAt: number): void {
  // Two machines' clocks may differ.
  let at = openedAt - dice.below(2) * dice.below(50) * MINUTE
  const count = dice.below(9)
  for (let number = 0; number < count; number++) {
    const author = dice.one('customer', 'customer', 'assistant', 'house', 'staff', 'bystander')
    const message = words(conversation, { author, at, text: `Word ${number}` })
    rows.messages.push(message)
    if (author === 'customer' && dice.chance(0.9)) rows.readings.push(reading(dice, message))
    at += dice.below(3 * HOUR)
  }
  for (let number = 1; number <= dice.below(4); number++)
    rows.turns.push({
      conversation_id: conversation,
      number,
      decision: dice.one('answer', 'ask', 'hand_off'),
      cause: null,
      reason: 'drawn',
      passages: '[]',
      confidence: null,
      answered_by: null,
      attempts: 1,
      due_at: openedAt,
      settled_at: openedAt + dice.below(5 * HOUR),
    })
}

function reading(dice: Dice, { id, conversation_id, at }: SampleRows['messages'][number]) {
  return shown({
    message_id: id,
    conversation_id,
    at,
    wrote_at: at,
    read_by: dice.one('local', 'gpt'),
    sentiment: dice.one(null, -0.7, -0.2, 0, 0.6),
    language: dice.one(null, 'en', 'de', 'es'),
    topic: dice.one(null, 'delivery', 'parcel', 'refund'),
    complaint: dice.one(0, 0, 1),
  })
}

function callPeople(rows: SampleRows, dice: Dice, conversation: string, openedAt: number): void {
  let at = openedAt + dice.below(HOUR)
  for (let left = dice.below(4); left > 0; left--) {
    const handoff = newId()
    rows.handoffs.push({
      id: handoff,
      conversation_id: conversation,
      turn: 1,
      // One at most is open.
      status: left === 1 ? dice.one('waiting', 'claimed', 'snoozed', 'resolved') : 'given_back',
      cause: dice.one('complaint', 'wants_person', 'staff_asked', 'checked_in'),
      reason: 'drawn',
      staff_place: '{}',
      opened_at: at,
      claimed_by: null,
      claimed_name: null,
      claimed_at: dice.one(null, at, at + dice.below(9 * HOUR)),
      closed_name: null,
      closed_at: null,
      summary: null,
      reopens: null,
      closed_by: null,
      held_by: null,
      held_name: null,
      snoozed_until: null,
      reminded: 0,
      remind_at: null,
      owed_since: null,
      promised_at: null,
      told_again: 0,
      tell_at: null,
      also_place: null,
    })
    if (dice.chance(0.5)) rows.aftercare.push(question(dice, conversation, handoff, at))
    at += 1 + dice.below(3 * HOUR)
  }
}

function question(dice: Dice, conversation: string, handoff: string, at: number) {
  const answer = dice.one(null, 'right', 'not_yet')
  return {
    id: newId(),
    conversation_id: conversation,
    handoff_id: handoff,
    matter_id: handoff,
    kind: dice.one('resolved', 'complaint'),
    due_at: at,
    asked_at: answer === null ? dice.one(null, at) : at,
    message_id: null,
    answer,
    answered_at: answer === null ? null : at + 1 + dice.below(HOUR),
  }
}

/** What was read is put right, words are edited, taken away and erased, and conversations are moved. */
async function changeAtRandom(ledger: Ledger, dice: Dice, now: number): Promise<void> {
  const conversations = await ledger.db.selectFrom('conversations').selectAll().orderBy('channel').execute()
  const messages = await ledger.db.selectFrom('messages').selectAll().orderBy('seq').execute()
  const readings = await ledger.db.selectFrom('readings').selectAll().execute()
  const order = new Map(messages.map(({ id, seq }) => [id, seq]))
  readings.sort((a, b) => (order.get(a.message_id) ?? 0) - (order.get(b.message_id) ?? 0))
  await ledger.transaction(async (t) => {
    for (const { id } of readings.filter(() => dice.chance(0.2)))
      await correctReading(
        t,
        id,
        {
          sentiment: dice.one(null, -0.8, 0.4),
          feeling: null,
          topic: dice.one(null, 'refund'),
          reason: 'put right',
          isComplaint: dice.chance(0.5),
          wantsPerson: false,
        },
        now,
      )
    for (const one of messages.filter(() => dice.chance(0.05))) await editMessage(t, one, 'Edited', now)
    for (const one of messages.filter(() => dice.chance(0.05))) await removeMessage(t, one, now)
    for (const { id } of conversations.filter(() => dice.chance(0.05)))
      await correctComplaints(t, id, 'Sam', now)
    for (const { id, adapter, workspace, channel } of conversations.filter(() => dice.chance(0.05)))
      await relocate(t, id, { adapter, workspace, channel: `${channel} moved`, thread: 'further' })
    for (const { adapter, workspace, channel } of conversations.filter(() => dice.chance(0.05)))
      await moveChannel(t, { adapter, workspace, from: channel, to: `${channel} renamed` })
    await keepThemes(t, { themes: new Map([['parcel', 'delivery']]), by: 'gpt', now })
  })
  const customers = [...new Set(conversations.map(({ customer_id }) => customer_id))]
  for (const customer of customers.filter(() => dice.chance(0.1))) await eraseAll(ledger, customer, now)
  await forgetOld(ledger, now)
}

async function eraseAll(ledger: Ledger, customer: string, now: number): Promise<void> {
  await ledger.transaction(async (t) => {
    const erasure = newId()
    const done = await cut(t, erasure, customer, now)
    await scrubAll(t, scopeOfErasure(erasure, done?.anew ?? null, now), now)
  })
}

/** What has been quiet for forty days goes by its age. */
async function forgetOld(ledger: Ledger, now: number): Promise<void> {
  await ledger.transaction(async (t) => {
    const erasure = newId()
    await takeQuiet(t, erasure, now - 40 * DAY)
    await scrubAll(t, scopeOfErasure(erasure, null, now), now)
  })
}

async function scrubAll(t: Tx, scope: Scope, now: number): Promise<void> {
  for (const table of TABLES.filter((one) => one !== 'customers'))
    while ((await scrub(t, table, scope, now)) > 0);
}
