import { resolve } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillWithSample, USUAL } from '../../src/demo/sample.ts'
import { GAPS } from '../../src/demo/words/account.ts'
import { BRAKES } from '../../src/demo/words/bicycles.ts'
import { dayNumbers } from '../../src/ledger/day-numbers.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { isEmpty, noRows, TABLES, writeSample } from '../../src/ledger/sample.ts'
import { dayOf } from '../../src/owner/day.ts'
import { todayInWords } from '../../src/owner/today.ts'
import { openTimeBetween } from '../../src/people/office.ts'
import { readPrompts } from '../../src/prompts.ts'
import { createDatabase, databases, type TestDatabase } from '../support/databases.ts'
import { promptsFolder } from '../support/scripted.ts'

const DAY = 24 * 60 * 60 * 1000
/** A Wednesday afternoon. */
const NOW = Date.UTC(2026, 10, 18, 15, 20)
const prompts = readPrompts(promptsFolder)
const knowledgeDir = resolve(import.meta.dirname, '../../knowledge')
const desk = { adapter: 'local', workspace: 'local', channel: 'desk', thread: '' }

const fill = (ledger: Ledger, weeks: Partial<typeof USUAL> = {}, now = NOW) =>
  fillWithSample(ledger, { weeks: { ...USUAL, ...weeks, now }, prompts, knowledgeDir, desk })

/** Every row of every table, but for the numbers that the databases count up themselves. */
const dump = async ({ db }: Ledger) => {
  const all = []
  for (const table of TABLES) {
    const rows = await db.selectFrom(table).selectAll().execute()
    const plain = rows.map((row) =>
      JSON.stringify({ ...row, seq: 0 }, Object.keys({ ...row, seq: 0 }).sort()),
    )
    all.push([table, plain.sort()])
  }
  return all
}

const opened: TestDatabase[] = []
const open = async (kind: 'sqlite' | 'postgres') => {
  const database = await createDatabase(kind)
  opened.push(database)
  return database.open()
}
afterAll(async () => {
  for (const database of opened) await database.drop()
})

describe.each(databases)('the sample weeks on %s', (kind) => {
  let ledger: Ledger
  beforeAll(async () => {
    ledger = await open(kind)
    await fill(ledger)
  }, 90_000)

  const count = async (query: ReturnType<typeof sql<{ n: number }>>): Promise<number> =>
    Number((await query.execute(ledger.db)).rows[0]?.n)

  it('are eight weeks of a small shop', async () => {
    const of = (table: 'conversations' | 'messages' | 'customers') =>
      count(sql`select count(*) as n from ${sql.table(table)}`)
    expect(await of('conversations')).toBeGreaterThan(1_800)
    expect(await of('messages')).toBeGreaterThan(9_000)
    expect(await count(sql`select count(distinct adapter) as n from customers`)).toBe(3)
    const from = NOW - USUAL.days * DAY
    expect(
      await count(
        sql`select count(*) as n from conversations where opened_at < ${from - DAY} or opened_at > ${NOW}`,
      ),
    ).toBe(0)
  })

  it('refer to nothing that is not there', async () => {
    const orphans = [
      sql<{
        n: number
      }>`select count(*) as n from messages m left join turns t on t.conversation_id = m.conversation_id and t.number = m.turn where m.turn is not null and t.number is null`,
      sql<{
        n: number
      }>`select count(*) as n from messages m left join readings r on r.message_id = m.id where m.author = 'customer' and r.id is null`,
      sql<{
        n: number
      }>`select count(*) as n from deliveries d left join messages m on m.id = d.about where d.kind in ('message', 'thread') and m.id is null`,
      sql<{
        n: number
      }>`select count(*) as n from deliveries d left join handoffs h on h.id = d.about where d.kind = 'card' and h.id is null`,
      sql<{
        n: number
      }>`select count(*) as n from messages m left join deliveries d on d.about = m.id and d.kind = 'message' where m.author <> 'customer' and d.id is null`,
      sql<{
        n: number
      }>`select count(*) as n from handoffs h left join turns t on t.conversation_id = h.conversation_id and t.number = h.turn where t.number is null or t.decision <> 'hand_off'`,
      sql<{
        n: number
      }>`select count(*) as n from handoffs h where h.reopens is not null and not exists (select 1 from handoffs b where b.id = h.reopens and b.conversation_id = h.conversation_id)`,
      sql<{
        n: number
      }>`select count(*) as n from aftercare a left join messages m on m.id = a.message_id where a.asked_at is not null and m.id is null`,
      sql<{
        n: number
      }>`select count(*) as n from promises p join messages m on m.id = p.message_id where m.author <> 'staff' or p.customer_id <> (select customer_id from conversations c where c.id = p.conversation_id)`,
      sql<{
        n: number
      }>`select count(*) as n from readings r where r.corrected_by is not null and not exists (select 1 from readings b where b.id = r.corrected_by and b.message_id = r.message_id)`,
      sql<{
        n: number
      }>`select count(*) as n from spend s where s.conversation_id is not null and not exists (select 1 from conversations c where c.id = s.conversation_id)`,
    ]
    for (const query of orphans) expect(await count(query)).toBe(0)
  })

  it('stand as Warmline itself would have left them', async () => {
    const wrong = [
      // Where a conversation stands is where its last handoff stands.
      sql<{
        n: number
      }>`select count(*) as n from conversations c where (c.status = 'waiting') <> exists (select 1 from handoffs h where h.conversation_id = c.id and h.status = 'waiting')`,
      sql<{
        n: number
      }>`select count(*) as n from conversations c where (c.status = 'with_person') <> exists (select 1 from handoffs h where h.conversation_id = c.id and h.status = 'claimed')`,
      // Whatever was quiet for seven days is over.
      sql<{
        n: number
      }>`select count(*) as n from conversations where status = 'open' and last_at < ${NOW - 7 * DAY - 60_000}`,
      sql<{
        n: number
      }>`select count(*) as n from conversations where status = 'closed' and last_at > ${NOW - 7 * DAY}`,
      // In their order, and nothing in the future.
      sql<{
        n: number
      }>`select count(*) as n from handoffs where claimed_at < opened_at or closed_at < claimed_at or (closed_at is null) <> (status in ('waiting', 'claimed'))`,
      sql<{ n: number }>`select count(*) as n from messages where at > ${NOW}`,
      sql<{ n: number }>`select count(*) as n from turns where settled_at > ${NOW}`,
      sql<{
        n: number
      }>`select count(*) as n from messages m join conversations c on c.id = m.conversation_id where m.at < c.opened_at`,
      sql<{
        n: number
      }>`select count(*) as n from messages a join messages b on a.conversation_id = b.conversation_id and a.seq < b.seq and a.at > b.at`,
      // Nobody waits for an answer, and nothing is on its way but the cards of what is open.
      sql<{ n: number }>`select count(*) as n from messages where author = 'customer' and turn is null`,
      sql<{ n: number }>`select count(*) as n from deliveries where state <> 'sent' and kind <> 'card'`,
      // The assistant says nothing while a person has it.
      sql<{
        n: number
      }>`select count(*) as n from messages m join handoffs h on h.conversation_id = m.conversation_id where m.author = 'assistant' and m.at > h.claimed_at and m.at < h.closed_at`,
      sql<{ n: number }>`select count(*) as n from work where due_at <= ${NOW} and kind <> 'deliver'`,
      sql<{
        n: number
      }>`select count(*) as n from promises where (state = 'kept') <> (kept_at is not null) or (state = 'broken' and broken_at is null) or (state = 'open' and due_at < ${NOW})`,
    ]
    for (const query of wrong) expect(await count(query)).toBe(0)
    const open = await count(sql`select count(*) as n from handoffs where closed_at is null`)
    expect(open).toBeGreaterThan(2)
    expect(
      await count(sql`select count(*) as n from deliveries where state = 'pending' and kind = 'card'`),
    ).toBe(open)
  })

  it('have a new reason to complain, and one that has become less', async () => {
    const complaints = await ledger.db
      .selectFrom('readings as r')
      .innerJoin('messages as m', 'm.id', 'r.message_id')
      .select(['m.text', 'm.at', 'r.topic'])
      .where('r.complaint', '=', 1)
      .where('r.corrected_by', 'is', null)
      .execute()
    const brakes = complaints.filter(({ text }) => BRAKES.complaints.includes(text))
    expect(brakes.length).toBeGreaterThan(8)
    expect(brakes.filter(({ at }) => at < NOW - 12 * DAY)).toEqual([])
    expect(await count(sql`select count(*) as n from causes`)).toBe(1)
    expect(await count(sql`select count(*) as n from cause_links`)).toBeGreaterThan(4)
    const delivery = complaints.filter(({ topic }) => topic === 'delivery')
    const [old, lately] = [
      delivery.filter(({ at }) => at < NOW - 28 * DAY),
      delivery.filter(({ at }) => at >= NOW - 28 * DAY),
    ]
    expect(old.length).toBeGreaterThan(2 * lately.length)
  })

  it('have ends of every kind', async () => {
    const groups = async (column: 'outcome' | 'status') =>
      Object.fromEntries(
        (
          await ledger.db
            .selectFrom('conversations')
            .select(column)
            .select((eb) => eb.fn.countAll().as('n'))
            .groupBy(column)
            .execute()
        ).map((row) => [row[column], Number(row.n)]),
      )
    for (const outcome of ['confirmed', 'durable', 'unknown', 'reopened'])
      expect((await groups('outcome'))[outcome]).toBeGreaterThan(10)
    const promises = await ledger.db.selectFrom('promises').selectAll().execute()
    for (const state of ['kept', 'broken', 'open', 'found', 'dropped'])
      expect(promises.filter((promise) => promise.state === state).length).toBeGreaterThan(0)
    expect(
      promises.filter(({ kept_at, due_at }) => kept_at !== null && kept_at > due_at).length,
    ).toBeGreaterThan(3)
    const answers = await ledger.db
      .selectFrom('aftercare')
      .select(['kind', 'answer'])
      .where('asked_at', 'is not', null)
      .execute()
    for (const kind of ['resolved', 'complaint'])
      for (const answer of ['right', 'not_yet', null])
        expect(answers.filter((one) => one.kind === kind && one.answer === answer).length).toBeGreaterThan(0)
    expect(await count(sql`select count(*) as n from readings where read_by = 'staff'`)).toBeGreaterThan(2)
    expect(
      await count(sql`select count(*) as n from readings where sentiment is null and read_by = 'local'`),
    ).toBeGreaterThan(20)
  })

  it('have people who come at any hour, and slower of late to those who have been customers for long', async () => {
    const { office } = prompts.charter
    const claims = await ledger.db
      .selectFrom('handoffs as h')
      .innerJoin('conversations as c', 'c.id', 'h.conversation_id')
      .innerJoin('customers as u', 'u.id', 'c.customer_id')
      .select(['h.opened_at', 'h.claimed_at', 'u.since'])
      .where('h.claimed_at', 'is not', null)
      .execute()
    const waits = claims.map(({ opened_at, claimed_at, since }) => {
      const [from, to] = [opened_at, claimed_at ?? 0]
      return {
        from,
        to,
        isOld: from - since > 365 * DAY,
        open: office ? openTimeBetween(office, from, to) : to - from,
      }
    })
    expect(waits.filter(({ open }) => open === 0).length).toBeGreaterThan(10)
    const lately = waits.filter(({ from, open }) => from > NOW - 8 * DAY && open > 0)
    const mean = (some: typeof waits) => some.reduce((sum, { open }) => sum + open, 0) / some.length
    const [old, young] = [lately.filter(({ isOld }) => isOld), lately.filter(({ isOld }) => !isOld)]
    expect(Math.min(old.length, young.length)).toBeGreaterThan(8)
    expect(mean(old)).toBeGreaterThan(1.5 * mean(young))
  })

  it('have questions that come again and find no answer', async () => {
    const unknown = await ledger.db
      .selectFrom('turns as t')
      .innerJoin('messages as m', (join) =>
        join.onRef('m.conversation_id', '=', 't.conversation_id').onRef('m.turn', '=', 't.number'),
      )
      .select('m.text')
      .where('m.author', '=', 'customer')
      .where('t.cause', '=', 'no_source')
      .execute()
    for (const gap of GAPS)
      expect(unknown.filter(({ text }) => gap.includes(text)).length).toBeGreaterThan(12)
  })

  it('have cost by two models, and one day that cost far more', async () => {
    const rows = await ledger.db.selectFrom('spend').select(['at', 'model', 'cost']).execute()
    expect(new Set(rows.map(({ model }) => model)).size).toBe(2)
    const days = Map.groupBy(rows, ({ at }) => new Date(at).toDateString())
    const costs = [...days.values()]
      .map((of) => of.reduce((sum, { cost }) => sum + (cost ?? 0), 0))
      .sort((a, b) => b - a)
    expect(costs[0]).toBeGreaterThan(3 * (costs[1] ?? 0))
  })

  it('have staff who are thanked by name, and a large customer', async () => {
    const thanks = await ledger.db
      .selectFrom('readings as r')
      .innerJoin('messages as m', 'm.id', 'r.message_id')
      .select('m.text')
      .where('r.sentiment', '>', 0.5)
      .execute()
    for (const name of ['Maya', 'Tom', 'Ines', 'Owen'])
      expect(thanks.filter(({ text }) => text.includes(name)).length).toBeGreaterThan(0)
    expect(
      await count(sql`select count(*) as n from customers where workspace = 'T0MOORCOURIER'`),
    ).toBeGreaterThan(30)
  })

  it('have a today that reads well', async () => {
    const [first, now, ...more] = todayInWords(await dayNumbers(ledger.db, dayOf(NOW, 'Europe/London')), NOW)
    expect(first).toMatch(/^Today: \d\d conversations, \d+ of them with an answer from your pages\.$/)
    expect(now).toMatch(/^Right now .*\.$/)
    expect(more.at(-1)).toMatch(/^How \d+ messages sounded: \d+ unhappy, \d+ happy, \d+ with no clear sign/)
  })

  it('are written whole or not at all', async () => {
    const other = await open(kind)
    const lost = {
      ...noRows(),
      turns: [
        {
          conversation_id: 'nobody',
          number: 1,
          decision: 'answer',
          cause: null,
          reason: '',
          passages: '[]',
          confidence: null,
          answered_by: null,
          attempts: 1,
          due_at: 0,
          settled_at: 0,
        },
      ],
    }
    const [customer] = await ledger.db.selectFrom('customers').selectAll().limit(1).execute()
    if (!customer) throw new Error('There is no customer')
    await expect(writeSample(other, { ...lost, customers: [customer] })).rejects.toThrow()
    expect(await isEmpty(other.db)).toBe(true)
  })
})

describe('the same seed', () => {
  it('tells the same weeks, word for word, on every database', { timeout: 120_000 }, async () => {
    const few = { days: 12, perDay: 12, standing: 60 }
    const dumps = []
    for (const kind of [...databases, 'sqlite' as const]) {
      const ledger = await open(kind)
      await fill(ledger, few)
      dumps.push(await dump(ledger))
    }
    for (const one of dumps) expect(one).toEqual(dumps[0])
    const other = await open('sqlite')
    await fill(other, { ...few, seed: 2 })
    expect(await dump(other)).not.toEqual(dumps[0])
  })

  it('has some of today even just after midnight', { timeout: 60_000 }, async () => {
    const ledger = await open('sqlite')
    const night = Date.UTC(2026, 10, 22, 0, 20)
    await fill(ledger, { days: 3 }, night)
    const { conversations } = await dayNumbers(ledger.db, dayOf(night, 'Europe/London'))
    expect(conversations).toBeGreaterThan(5)
  })
})
