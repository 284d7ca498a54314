import type { HandoffStep } from '../../src/ledger/tables.ts'
import { NEW, type Standing, statusOf, take } from '../../src/people/standing.ts'
import { standingOf } from '../../src/people/steps.ts'
import { CUSTOMERS, FIXED, type Interleaving, SECRET } from './interleavings.ts'
import { STAFF_SENTENCES } from './staff-sentences.ts'

/**
 * What went wrong, a line each. LOST: a customer's line that no turn settled, or of which neither they nor staff saw
 * anything. TWICE: words that stand in more than one post. SILENT: somebody is owed a person or a reply, and nothing is
 * planned. AFTER: the assistant spoke while a person had it. LEAK: a customer sees what is another's, or staff's. ASTRAY: a
 * handoff stands otherwise than its steps lead. INTRUDED: somebody was told that something is fixed who asked for quiet, or
 * whom a person has.
 */
export async function findWrong(one: Interleaving): Promise<string[]> {
  const found = await Promise.all([
    lost(one),
    twice(one),
    fixedTwice(one),
    movedTwice(one),
    silent(one),
    astray(one),
  ])
  const heard = [...one.after.map((text) => `AFTER ${text}`), ...one.intruded.map((row) => `INTRUDED ${row}`)]
  return [...found.flat(), ...leaks(one), ...heard]
}

const ledgerOf = ({ world }: Interleaving) => world.ledger.db
const isCustomer = (name: string) => CUSTOMERS.some((who) => who === name)

async function lost(one: Interleaving): Promise<string[]> {
  const db = ledgerOf(one)
  const messages = await db.selectFrom('messages').selectAll().orderBy('seq').execute()
  const deliveries = await db.selectFrom('deliveries').selectAll().execute()
  const turns = await db.selectFrom('turns').selectAll().execute()
  const lines = messages.filter(({ author, name }) => author === 'customer' && isCustomer(name))
  const isSeen = (id: string) =>
    deliveries.some(({ about, state }) => about === id && (state === 'sent' || state === 'withdrawn'))
  const unseen = lines.filter((line) => {
    if (line.removed_at !== null) return false
    const turn = turns.find(
      (settled) => settled.conversation_id === line.conversation_id && settled.number === line.turn,
    )
    if (!turn) return true
    // An edit of what people have closed, or one that changes no answer, needs none.
    if (turn.decision === 'stay_silent' && line.earlier_turn !== null) return false
    const said = messages.filter(
      ({ author, conversation_id, turn: at }) =>
        author === 'assistant' && conversation_id === line.conversation_id && at === line.turn,
    )
    return ![line, ...said].some(({ id }) => isSeen(id))
  })
  const underWay = deliveries.filter(({ state }) => ['pending', 'sending', 'refused'].includes(state))
  return [
    ...(one.written === lines.length ? [] : [`LOST ${one.written} were written, ${lines.length} are kept`]),
    ...unseen.map((line) => `LOST ${JSON.stringify(line)}`),
    ...underWay.map((delivery) => `LOST ${JSON.stringify(delivery)}`),
  ]
}

async function twice(one: Interleaving): Promise<string[]> {
  const posts = one.world.customers.posts.map(({ outbound }) => outbound)
  const ids = posts.map(({ id }) => id)
  const replies = posts.flatMap((outbound) =>
    outbound.kind === 'text' && outbound.text.startsWith('Reply ') ? [outbound.text] : [],
  )
  const deliveries = await ledgerOf(one)
    .selectFrom('deliveries')
    .select('about')
    .where('kind', '=', 'message')
    .where('state', '=', 'sent')
    .execute()
  const abouts = deliveries.map(({ about }) => about)
  return [ids, replies, abouts].flatMap((all) =>
    all.filter((value, at) => all.indexOf(value) !== at).map((value) => `TWICE ${value}`),
  )
}

/** Whoever has heard that a problem is fixed hears so again only where they have written since. */
async function fixedTwice(one: Interleaving): Promise<string[]> {
  const db = ledgerOf(one)
  const links = await db.selectFrom('cause_links').selectAll().where('told_at', 'is not', null).execute()
  const written = await db
    .selectFrom('messages')
    .select(['conversation_id', 'at'])
    .where('author', '=', 'customer')
    .execute()
  const again = links.filter((link) =>
    links.some(
      (other) =>
        other.cause_id === link.cause_id &&
        other.customer_id === link.customer_id &&
        other.told_as !== link.told_as &&
        (other.told_at ?? 0) <= (link.told_at ?? 0) &&
        !written.some(
          ({ conversation_id, at }) => conversation_id === link.conversation_id && at > (other.told_at ?? 0),
        ),
    ),
  )
  const told = await db.selectFrom('messages').select('id').where('text', 'like', `${FIXED}%`).execute()
  const known = new Set(links.map(({ told_as }) => told_as))
  return [
    ...again.map((link) => `TWICE ${JSON.stringify(link)}`),
    ...told.filter(({ id }) => !known.has(id)).map(({ id }) => `TWICE ${id}`),
  ]
}

/** Each move of a promise is one word to the customer. */
async function movedTwice(one: Interleaving): Promise<string[]> {
  const { say } = one.world.parts.prompts
  const slots = { name: '|', what: '|', when: '|', before: '|' }
  const words = (['promise_moved', 'promise_moved_sooner', 'promise_moved_late'] as const).map((sentence) =>
    say(sentence, slots)
      .split('|')
      .filter((piece) => piece.length > 10)
      .at(-1),
  )
  const said = await ledgerOf(one)
    .selectFrom('messages')
    .select('text')
    .where('author', '=', 'house')
    .execute()
  const moved = said.filter(({ text }) => words.some((piece) => piece !== undefined && text.includes(piece)))
  return moved.length === one.moved ? [] : [`TWICE ${one.moved} moves were told ${moved.length} times`]
}

async function silent(one: Interleaving): Promise<string[]> {
  const { clock } = one.world
  const handoffs = await ledgerOf(one)
    .selectFrom('handoffs')
    .innerJoin('conversations', 'conversations.id', 'conversation_id')
    .innerJoin('customers', 'customers.id', 'customer_id')
    .selectAll('handoffs')
    .select('no_unasked')
    .execute()
  const isPlanned = (at: number | null) => at !== null && at > clock
  return handoffs
    .filter(({ status, owed_since, remind_at, tell_at, snoozed_until, no_unasked }) => {
      // Who asked for quiet is told nothing more; people are reminded of them all the same.
      const isTold = no_unasked === 1 || isPlanned(tell_at)
      if (status === 'waiting') return !isPlanned(remind_at) || !isTold
      if (status === 'snoozed') return !isPlanned(snoozed_until)
      return status === 'claimed' && owed_since !== null && !isPlanned(remind_at)
    })
    .map((handoff) => `SILENT at ${clock}: ${JSON.stringify(handoff)}`)
}

async function astray(one: Interleaving): Promise<string[]> {
  const db = ledgerOf(one)
  const handoffs = await db.selectFrom('handoffs').selectAll().orderBy('opened_at').execute()
  const steps = await db.selectFrom('handoff_steps').selectAll().orderBy('seq').execute()
  const conversations = await db.selectFrom('conversations').selectAll().execute()
  const wrong = handoffs.filter((handoff) => {
    const own = steps.filter(({ handoff_id }) => handoff_id === handoff.id)
    return JSON.stringify(follow(own, handoff.held_by)) !== JSON.stringify(standingOf(handoff))
  })
  const apart = conversations.filter(({ id, status }) => {
    const latest = handoffs.findLast(({ conversation_id }) => conversation_id === id)
    return status !== 'closed' && status !== (latest ? statusOf(standingOf(latest)) : 'open')
  })
  return [...wrong, ...apart].map((row) => `ASTRAY ${JSON.stringify(row)}`)
}

function leaks({ world }: Interleaving): string[] {
  return world.customers.posts.flatMap(({ outbound }) => {
    if (outbound.kind !== 'text') return [`LEAK ${outbound.kind}`]
    const { text, place } = outbound
    const isOthers = CUSTOMERS.some(
      (who) => text.includes(`token-${who}`) && world.place(who).channel !== place.channel,
    )
    const isInternal = [SECRET, ...STAFF_SENTENCES].some((words) => text.includes(words))
    return isOthers || isInternal ? [`LEAK ${text}`] : []
  })
}

/** Where the steps that were written down lead by the rules; null where one of them was none. */
function follow(rows: readonly HandoffStep[], held: string | null): Standing | null {
  let standing: Standing = NEW
  for (const row of rows) {
    if (row.step === 'not_yet' || row.step === 'come_back') {
      standing = { ...NEW, state: 'waiting', by: held }
      continue
    }
    const outcome = take(standing, stepOf(row), actorOf(row), row.at)
    if (!outcome.ok) return null
    standing = outcome.standing
  }
  return standing
}

const PLAIN = [
  ...(['open', 'claim', 'take_over', 'reply', 'note', 'wake', 'give_back', 'resolve'] as const),
  ...(['write', 'remind'] as const),
]

function stepOf({ step, detail }: HandoffStep): Parameters<typeof take>[1] {
  if (step === 'snooze') return { step, until: Number(detail) }
  const known = PLAIN.find((one) => one === step)
  if (!known) throw new Error(`There is no step ${step}`)
  return { step: known }
}

function actorOf({ by_who: who, by_id }: HandoffStep): Parameters<typeof take>[2] {
  return who === 'staff' ? { who, id: by_id ?? '' } : { who }
}
