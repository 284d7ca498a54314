import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../src/id.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { addPromise, updatePromise } from '../../src/ledger/promises.ts'
import { recordSpend } from '../../src/ledger/spend.ts'
import type { PromiseRow, SpendRow } from '../../src/ledger/tables.ts'
import { type Cost, costInWords, money } from '../../src/owner/cost-words.ts'
import { promisesInWords } from '../../src/owner/promises-words.ts'
import { databases } from '../support/databases.ts'
import { NOW, openRoom, type Room } from './open-room.ts'
import { tell } from './seed.ts'

const [HOUR, DAY] = [3_600_000, 86_400_000]

describe('promises in words', () => {
  const NONE = { kept: 0, late: 0, broken: 0, due: 0, overdue: 0, earlier: 0 }
  test.each([
    [{}, ['No promise was due in the last 4 weeks.']],
    [{ kept: 3 }, ['Of 3 promises due in the last 4 weeks, all were kept in time.']],
    [
      { kept: 1, late: 1, broken: 1, due: 3, overdue: 1, earlier: 1 },
      [
        'Of 3 promises due in the last 4 weeks, 1 was kept in time.',
        '1 was kept late.',
        '1 was not kept, and is owed still.',
        '1 is late right now.',
        '2 are still to come.',
        '1 older promise was never kept.',
      ],
    ],
    [{ late: 2 }, ['Of 2 promises due in the last 4 weeks, none was kept in time.', '2 were kept late.']],
  ])('%#', (promises, words) => {
    expect(promisesInWords({ ...NONE, ...promises }, 4).filter((sentence) => sentence !== '')).toEqual(words)
  })
})

describe('cost in words', () => {
  const NONE: Cost = { models: [], helped: 0, today: 0, ever: 0, budgets: { perDay: null, total: null } }
  const say = (cost: Partial<Cost>) =>
    costInWords({ ...NONE, ...cost }, 4).filter((sentence) => sentence !== '')

  test('nothing is said of costs where no model was used', () => {
    expect(say({ helped: 5, budgets: { perDay: 1_000_000, total: null } })).toEqual([
      'No model was used in the last 4 weeks.',
    ])
  })

  test('for each customer that is known to be helped, and against the budgets', () => {
    const models = [
      { model: 'large', calls: 10, unpriced: 0, cost: 11_000_000 },
      { model: 'small', calls: 90, unpriced: 4, cost: 1_500_000 },
    ]
    expect(
      say({
        models,
        helped: 50,
        today: 500_000,
        ever: 20_000_000,
        budgets: { perDay: 2_000_000, total: 40_000_000 },
      }),
    ).toEqual([
      'In the last 4 weeks the model cost 12.50, in your currency.',
      'That is 0.25 for each of 50 customers known to be helped.',
      '4 of 100 calls had no price and count nothing.',
      'Since midnight UTC 0.50 of the day’s budget of 2.00 is spent (25\u00a0%).',
      'Of the whole budget of 40.00, 20.00 is spent (50\u00a0%).',
    ])
    expect(say({ models, helped: 0 })[1]).toBe(
      'No customer is known to be helped in that time, so there is no cost for each.',
    )
  })

  test('a model without a price costs nobody knows what', () => {
    expect(say({ models: [{ model: 'm', calls: 2, unpriced: 2, cost: 0 }], helped: 1 })).toEqual([
      'What the model cost in the last 4 weeks is unknown: it has no price.',
      'Tell Warmline what it costs in MODEL_PRICES.',
    ])
    expect([money(0), money(1_234_567_890), money(1234)]).toEqual(['0.00', '1,234.57', '0.0012'])
  })
})

describe.each(databases)('what we owe on %s', (kind) => {
  let room: Room
  beforeEach(async () => {
    room = await openRoom(kind)
  })
  afterEach(() => room.close())

  test('empty rooms say so', async () => {
    expect(await room.see('/owner/promises')).toContain('No promise was due in the last 4 weeks.')
    expect(await room.see('/owner/cost')).toContain('No model was used in the last 4 weeks.')
  })

  test('promises by what became of them, each with its words, and none that was taken back', async () => {
    const { ledger } = room
    const day = 24 * HOUR
    await promise(ledger, 'Kit Kept', NOW - day, { state: 'kept', kept_at: NOW - 2 * day })
    await promise(ledger, 'Lou Late', NOW - 2 * day, { state: 'kept', kept_at: NOW - day })
    await promise(ledger, 'Bo Broken', NOW - 3 * day, { state: 'broken' })
    await promise(ledger, 'Olly Old', NOW - 40 * day, { state: 'broken' })
    await promise(ledger, 'Di Due', NOW + day, { state: 'open' })
    await promise(ledger, 'Ova Overdue', NOW - HOUR, { state: 'open' })
    await promise(ledger, 'Fin Found', NOW - HOUR, { state: 'found' })
    await promise(ledger, 'Dru Dropped', NOW - HOUR, { state: 'dropped' })
    await ledger.db
      .updateTable('promises')
      .set((eb) => ({ what: eb.ref('id') }))
      .where('what', 'like', '%Bo Broken%')
      .execute()

    const page = await room.see('/owner/promises')
    for (const sentence of [
      'Of 3 promises due in the last 4 weeks, 1 was kept in time.',
      '1 was kept late.',
      '1 was not kept, and is owed still.',
      '1 is late right now.',
      '1 is still to come.',
      '1 older promise was never kept.',
      'words that were taken back',
    ])
      expect(page).toContain(sentence)
    const names = (html: string) =>
      ['Kit', 'Lou', 'Bo', 'Olly', 'Di', 'Ova', 'Fin', 'Dru'].filter((name) => html.includes(`<bdi>${name} `))
    expect(names(page)).toEqual(['Bo', 'Olly', 'Di', 'Ova'])
    const shown = async (show: string) => {
      expect(page).toContain(`href="/owner/promises?weeks=4&amp;show=${show}"`)
      return names(await room.see(`/owner/promises?weeks=4&show=${show}`))
    }
    expect(await shown('kept')).toEqual(['Kit'])
    expect(await shown('late')).toEqual(['Lou'])
    expect(await shown('broken')).toEqual(['Bo'])
    expect(await shown('due')).toEqual(['Di', 'Ova'])
    expect(await room.see('/owner/promises?weeks=4&show=kept')).toContain('I will call, Kit Kept')
  })

  test('a promise that was moved counts by its first time, and is late only when its new one has passed', async () => {
    const { ledger } = room
    const day = 24 * HOUR
    const moved = { first_due_at: NOW - 2 * day, moved_at: NOW - 3 * day }
    await promise(ledger, 'Lou Late', NOW - HOUR, { ...moved, state: 'kept', kept_at: NOW - day })
    await promise(ledger, 'Olly Old', NOW - HOUR, { ...moved, first_due_at: NOW - 40 * day, state: 'broken' })
    await promise(ledger, 'Di Due', NOW + day, { ...moved, state: 'open' })
    const page = await room.see('/owner/promises')
    expect(page).toContain('Of 1 promise due in the last 4 weeks, none was kept in time.')
    expect(page).toContain('1 was kept late.')
    expect(page).toContain('1 older promise was never kept.')
    expect(page).toContain('1 is still to come.')
    expect(page).not.toContain('late right now')
    expect(await room.see('/owner/promises?show=late')).toContain('Lou Late')
    expect(await room.see('/owner/promises?show=kept')).not.toContain('Lou Late')
  })

  test('costs by model, with the dearest conversations first', async () => {
    const { ledger } = room
    const dear = await tell(ledger, { at: NOW - HOUR, customer: 'Della Dear', outcome: 'confirmed' })
    const cheap = await tell(ledger, { at: NOW - HOUR, customer: 'Chip Cheap' })
    await spend(ledger, {
      conversation_id: dear.conversation,
      model: 'large',
      cost: 3_000_000,
      at: NOW - DAY,
    })
    await spend(ledger, { conversation_id: cheap.conversation, model: 'small', cost: 1_000_000 })
    await spend(ledger, { conversation_id: cheap.conversation, model: 'small', cost: null })
    await spend(ledger, { model: 'small', cost: 9_000_000, at: NOW - 40 * DAY })
    const unpriced = await tell(ledger, { at: NOW - HOUR, customer: 'Una Unpriced' })
    await spend(ledger, { conversation_id: unpriced.conversation, model: 'small', cost: null })
    const page = await room.see('/owner/cost')
    expect(page).toContain('In the last 4 weeks the model cost 4.00, in your currency.')
    expect(page).toContain('That is 4.00 for each of 1 customer known to be helped.')
    expect(page).toContain('2 of 4 calls had no price and count nothing.')
    // What has no price is not the dearest of all, on whatever database.
    expect(page).not.toContain('Una Unpriced')
    expect(page.indexOf('Della Dear')).toBeLessThan(page.indexOf('Chip Cheap'))
    expect(page).toContain('data-value="3"')
    expect(page).toContain('href="/owner/cost?weeks=4&amp;show=small#dear"')
    const small = await room.see('/owner/cost?weeks=4&show=small')
    expect(small).toContain('Chip Cheap')
    expect(small).not.toContain('Della Dear')
    expect(await room.see('/owner/cost?weeks=12')).toContain('the model cost 13.00')
  })
})

async function promise(
  ledger: Ledger,
  customer: string,
  due: number,
  change: Partial<PromiseRow>,
): Promise<void> {
  const { conversation, message } = await tell(ledger, { at: Math.min(due, NOW) - HOUR, customer })
  const row = await ledger.db
    .selectFrom('conversations')
    .select('customer_id')
    .where('id', '=', conversation)
    .executeTakeFirstOrThrow()
  await ledger.transaction(async (t) => {
    const id = await addPromise(t, {
      conversation,
      customer: row.customer_id,
      handoff: null,
      message,
      by: { kind: 'staff', id: 'sam', name: 'Sam' },
      what: `I will call, ${customer}`,
      due,
      stated: true,
      conditional: false,
      sure: 1,
      madeAt: due - HOUR,
      now: due - HOUR,
    })
    if (id) await updatePromise(t, id, change)
  })
}

async function spend(ledger: Ledger, row: Partial<SpendRow>): Promise<void> {
  await recordSpend(ledger, {
    at: NOW - 2 * HOUR,
    customer_id: null,
    conversation_id: null,
    purpose: 'answer',
    model: newId(),
    input_tokens: 1,
    cached_tokens: 0,
    output_tokens: 1,
    reasoning_tokens: 0,
    estimated: 0,
    cost: 0,
    ms: 1,
    ended: 'whole',
    ...row,
  })
}
