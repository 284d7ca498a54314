import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Ledger } from '../../src/ledger/ledger.ts'
import type { Ending } from '../../src/ledger/matter-ending.ts'
import { addPromise, updatePromise } from '../../src/ledger/promises.ts'
import { type Felt, toldOf } from '../../src/ledger/told.ts'
import type { VisitFacts } from '../../src/ledger/visited.ts'
import type { Ranked } from '../../src/ledger/visits.ts'
import { readCustomerFile, readCustomers } from '../../src/owner/customer-file.ts'
import { openingLine } from '../../src/owner/opening-line.ts'
import { fifthOf, valued, visitingOrder } from '../../src/owner/visiting.ts'
import { databases } from '../support/databases.ts'
import { CLOCK, NOW, openRoom, type Room } from './open-room.ts'
import { say, tell } from './seed.ts'

const DAY = 24 * 60 * 60 * 1000
const WEEK = 7 * DAY

describe.each(databases)('the visiting list on %s', (kind) => {
  let room: Room
  let ledger: Ledger
  let folder: string
  let csv: string
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'customers-'))
    csv = join(folder, 'customers.csv')
    room = await openRoom(kind, { customersFile: csv })
    ledger = room.ledger
  })
  afterEach(async () => {
    await room.close()
    rmSync(folder, { recursive: true })
  })

  const customerOf = async (conversation: string) =>
    (
      await ledger.db
        .selectFrom('conversations')
        .select('customer_id')
        .where('id', '=', conversation)
        .executeTakeFirstOrThrow()
    ).customer_id
  const order = (page: string) =>
    [...page.matchAll(/class="sheet-card visit"><h2><bdi>([^<]+)/g)].map((match) => match[1])
  const visit = (customer: string, id = 'visit-1', note = '') =>
    room.send(`/owner/visits/${customer}`, { visit: id, note, by: 'tenure' })

  test('an empty ledger has nobody to visit, and a missing file is named', async () => {
    expect(await room.see('/owner/visits?by=contacts')).toContain('The list fills by itself')
    const page = await room.see('/owner/visits')
    expect(page).toContain('cannot be read (ENOENT)')
  })

  test('shows the top fifth with what they felt, what is owed and an honest line, until they are visited', async () => {
    for (let n = 0; n < 9; n++) await tell(ledger, { at: NOW - n * DAY, customer: `Customer ${n}` })
    const { conversation, message } = await tell(ledger, {
      at: NOW - 400 * DAY,
      customer: 'Ann Old',
      message: { text: 'The pump broke again' },
      reading: { sentiment: -0.7, feeling: 'frustrated', quote: 'The pump broke again' },
    })
    const customer = await customerOf(conversation)
    const page = await room.see('/owner/visits?by=tenure')
    expect(order(page)).toEqual(['Ann Old', 'Customer 8'])
    expect(page).toContain('Next: Ann Old, never visited in over a year')
    expect(page).toContain('Of 10 customers these are the 2 longest with us.')
    expect(page).toMatch(/You wrote on 18 October 2025: “The pump broke again”/)
    expect(page).toContain('None of us has spoken with you since. How is it now?')
    expect(page).toContain('nothing owed')

    const promise = await ledger.transaction((t) =>
      addPromise(t, {
        conversation,
        customer,
        handoff: null,
        message,
        by: { kind: 'staff', id: 's', name: 'Sam' },
        what: 'I will send a new pump',
        due: NOW - 300 * DAY,
        stated: true,
        conditional: false,
        sure: 1,
        madeAt: NOW - 390 * DAY,
        now: NOW - 390 * DAY,
      }),
    )
    await ledger.transaction((t) => updatePromise(t, promise ?? '', { state: 'broken' }))
    const owed = await room.see('/owner/visits?by=tenure')
    expect(owed).toContain('Owed and late')
    expect(owed).toContain('We said “I will send a new pump”')

    const answer = await visit(customer, 'visit-1', 'Had tea.\nAll is well')
    expect(answer.status).toBe(303)
    await visit(customer, 'visit-1', 'pressed twice')
    const after = await room.see(answer.headers.get('location') ?? '')
    expect(after).toContain('Your visit to <bdi>Ann Old</bdi> is written down.')
    expect(after).toContain('All is well')
    expect(after).not.toContain('pressed twice')
    expect(order(after)).toEqual(['Customer 8', 'Ann Old'])

    const undone = await room.send('/owner/visits/visit-1/undo', { by: 'tenure' })
    expect(order(await room.see(undone.headers.get('location') ?? ''))).toEqual(['Ann Old', 'Customer 8'])
    expect((await visit('nobody')).status).toBe(404)
  })

  test('by contacts it is who began the most conversations in a year', async () => {
    for (const name of ['A', 'B', 'C', 'D', 'E']) {
      const { conversation } = await tell(ledger, { at: NOW - 500 * DAY, customer: name })
      const customer = await customerOf(conversation)
      const more = name === 'C' ? 3 : 1
      for (let n = 0; n < more; n++)
        await ledger.db
          .insertInto('conversations')
          .values({
            id: `${name}${n}`,
            customer_id: customer,
            adapter: 'local',
            workspace: 'w',
            channel: `${name}${n}`,
            thread: '',
            status: 'closed',
            outcome: 'unknown',
            turn: 1,
            ai_told_at: null,
            opened_at: NOW - n * DAY,
            last_at: NOW,
          })
          .execute()
    }
    const page = await room.see('/owner/visits?by=contacts')
    expect(order(page)).toEqual(['C'])
    expect(page).toContain('3 conversations in a year')
  })

  test('by value it is the owner’s own file, with every line that cannot be used named', async () => {
    for (const name of ['Ann', 'Bea', 'Cem', 'Cem', 'Dee', 'Eli', 'Fay'])
      await tell(ledger, { at: NOW - DAY, customer: name })
    writeFileSync(
      csv,
      '\ufeffValue;Customer;since\r\n10;ann;2010-01-01\r\n900,50;"Bea";\r\nmuch;Dee;\r\n5;Cem;\r\n7;Nobody;\r\n20;Dee;\r\n30;Eli;2020-02-31\r\n40;Fay;\r\n1;Bea;\r\n',
    )
    const page = await room.see('/owner/visits')
    expect(order(page)).toEqual(['Bea'])
    expect(page).toContain('Value 900.5')
    for (const problem of [
      'Line 4: “value” has to be a number',
      'Line 8: “since” has to be a day',
      'Line 5: 2 customers are called “Cem”.',
      'Line 10: the same customer as in line 3',
    ])
      expect(page).toContain(problem)
    expect(page).toContain('1 customer of your file has not written to us so far')
  })

  test('whoever asked for no unasked word is marked', async () => {
    const { conversation } = await tell(ledger, { at: NOW, customer: 'Quiet' })
    await ledger.db
      .updateTable('customers')
      .set({ no_unasked: 1 })
      .where('id', '=', await customerOf(conversation))
      .execute()
    expect(await room.see('/owner/visits?by=tenure')).toContain('Asked for no word that they did not ask for')
  })

  test('the line says how the last matter ended, as far as the ledger knows', async () => {
    const { conversation } = await tell(ledger, {
      at: NOW - 9 * DAY,
      message: { text: 'The pump broke again' },
      reading: { complaint: 1, feeling: 'frustrated' },
      handoff: { id: 'h', status: 'resolved', closed_at: NOW - 8 * DAY },
    })
    await say(ledger, conversation, { at: NOW - 8 * DAY, author: 'staff', text: 'A new one is on its way' })
    const page = async () => room.see('/owner/visits?by=tenure')
    expect(await page()).toContain('It was solved on 14 November, as far as I know.')

    await ledger.db
      .insertInto('aftercare')
      .values({
        id: 'a',
        conversation_id: conversation,
        handoff_id: 'h',
        matter_id: 'h',
        kind: 'complaint',
        due_at: NOW - 6 * DAY,
        asked_at: NOW - 6 * DAY,
        message_id: null,
        answer: 'not_yet',
        answered_at: NOW - 5 * DAY,
      })
      .execute()
    expect(await page()).toContain('On 17 November you told us that it was not right yet.')
    await ledger.db.updateTable('aftercare').set({ answer: 'right' }).execute()
    expect(await page()).toContain('On 17 November you told us that it is right.')
    await ledger.db.updateTable('handoffs').set({ status: 'claimed', claimed_name: 'Sam' }).execute()
    expect(await page()).toContain('Sam is on it.')
    await ledger.db.updateTable('handoffs').set({ status: 'waiting' }).execute()
    expect(await page()).toContain('It still waits for one of us')
  })

  test('what a customer took back is in no opening line', async () => {
    const told = await tell(ledger, { at: NOW - DAY, customer: 'Ann', message: { text: 'secret words' } })
    await ledger.db
      .updateTable('messages')
      .set({ text: '', removed_at: NOW })
      .where('id', '=', told.message)
      .execute()
    await say(ledger, told.conversation, { at: NOW, author: 'staff', text: 'Never mind' })
    const page = await room.see('/owner/visits?by=tenure')
    expect(page).not.toContain('secret words')
    expect(page).toContain('We last spoke on 22 November. How are things?')
  })
})

describe('over the weeks', () => {
  /** Visits two a week, while new customers join; gives who was visited in which week. */
  const simulate = (weeks: number, joining: number) => {
    const customers: Ranked[] = Array.from({ length: 100 }, (_, n) => ({
      customer: `c${n}`,
      value: 1000 - n,
      since: n * DAY,
    }))
    const visits = new Map<string, number>()
    const visited: string[][] = []
    for (let week = 0; week < weeks; week++) {
      const now = 200 * DAY + week * WEEK
      for (let n = 0; n < joining; n++)
        customers.push({ customer: `w${week}-${n}`, value: 2000 + week, since: now })
      const fifth = [...customers].sort((a, b) => b.value - a.value).slice(0, fifthOf(customers.length))
      const next = visitingOrder(fifth, visits, now).slice(0, 2)
      for (const { customer } of next) visits.set(customer, now)
      visited.push(next.map(({ customer }) => customer))
    }
    return visited
  }

  test('everybody in the fifth comes up before anybody comes up twice', () => {
    const visited = simulate(10, 0).flat()
    expect(new Set(visited).size).toBe(20)
    expect(visited).toEqual(Array.from({ length: 20 }, (_, n) => `c${n}`))
    expect(simulate(20, 0).flat().slice(20)).toEqual(visited)
  })

  test('nobody is skipped for newcomers, however many join', () => {
    const visited = simulate(10, 2)
    const old = new Set(visited.slice(0, 3).flat())
    expect([...old].every((customer) => customer.startsWith('c'))).toBe(true)
    const all = simulate(60, 1).flat()
    for (let n = 0; n < 10; n++) expect(all).toContain(`w${n}-0`)
  })

  test('who matters least is visited within a step, though two who matter more join each week', () => {
    const weeksUntilVisited = (waited: number) => {
      const start = 1000 * DAY
      const customers: Ranked[] = [{ customer: 'least', value: 0, since: start - waited }]
      const visits = new Map<string, number>()
      for (let week = 0; week < 200; week++) {
        const now = start + week * WEEK
        // As long with us as the least, less a week each time.
        for (const n of [1, 2])
          customers.push({ customer: `${week}-${n}`, value: 9, since: now - waited + WEEK })
        for (const { customer } of visitingOrder(customers, visits, now).slice(0, 2))
          visits.set(customer, now)
        if (visits.has('least')) return week
      }
      return Number.POSITIVE_INFINITY
    }
    expect(weeksUntilVisited(0)).toBeLessThanOrEqual(14)
    expect(weeksUntilVisited(370 * DAY)).toBeLessThanOrEqual(53)
  })
})

describe('in the order of visits', () => {
  const now = 3000 * DAY
  const one = (customer: string, daysAgo: number, value: number): Ranked => ({
    customer,
    value,
    since: now - daysAgo * DAY,
  })
  const order = (fifth: Ranked[], visitedDaysAgo: Record<string, number> = {}) => {
    const visits = Object.entries(visitedDaysAgo).map(
      ([customer, ago]) => [customer, now - ago * DAY] as const,
    )
    return visitingOrder(fifth, new Map(visits), now).map(({ customer }) => customer)
  }

  test('who was never visited for as many years comes by the measure, and then by how long they are with us', () => {
    expect(order([one('two talks', 700, 2), one('four talks', 400, 4), one('four, longer', 500, 4)])).toEqual(
      ['four, longer', 'four talks', 'two talks'],
    )
  })

  test('who has waited a step longer comes before a greater measure', () => {
    expect(order([one('new', 20, 9), one('months', 100, 3), one('years', 800, 1)])).toEqual([
      'years',
      'months',
      'new',
    ])
  })

  test('whoever was visited long ago comes before who is new, and after who was never visited for as long', () => {
    const fifth = [
      one('visited', 2000, 9),
      one('never', 110, 1),
      one('new', 5, 5),
      one('visited later', 2000, 9),
    ]
    expect(order(fifth, { visited: 120, 'visited later': 100 })).toEqual([
      'never',
      'visited',
      'visited later',
      'new',
    ])
  })
})

describe('an opening line', () => {
  const facts = (change: Partial<VisitFacts>): VisitFacts => ({
    customer: 'c',
    name: 'Ann',
    since: Date.UTC(2020, 4, 1),
    wantsQuiet: false,
    felt: null,
    spokeAt: null,
    visit: null,
    told: null,
    owed: [],
    ...change,
  })
  const felt = {
    conversation: 'c',
    message: 'm',
    text: 'My rear light broke after a week',
    quote: null,
    at: Date.UTC(2026, 2, 3),
    sentiment: 0,
    feeling: null,
    readBy: 'local',
    act: 'tell',
    topic: null,
    isComplaint: false,
    wantsPerson: false,
  }
  const told = (change: Partial<NonNullable<VisitFacts['told']>> = {}) => ({
    ...felt,
    ending: null,
    ...change,
  })
  const complaint = (ending: Ending | null) => facts({ told: told({ isComplaint: true, ending }) })
  const later = Date.UTC(2026, 3, 1)
  const LIGHT = 'You wrote on 3 March: “My rear light broke after a week”.'
  test.each([
    [facts({}), 'You have been with us since 1 May 2020, and we have never spoken.'],
    [facts({ spokeAt: later }), 'We last spoke on 1 April. How are things?'],
    [facts({ felt }), 'You wrote to us on 3 March, and we have never spoken. How are things?'],
    [facts({ told: told() }), `${LIGHT} None of us has spoken with you since. How is it now?`],
    [facts({ told: told(), spokeAt: later }), `${LIGHT} We spoke on 1 April. How is it now?`],
    [
      facts({ told: told({ text: 'Where is my invoice?', act: 'ask' }) }),
      'You asked on 3 March: “Where is my invoice?” Did you find what you needed?',
    ],
    [
      facts({ told: told({ text: 'Do you read my mood?', act: 'ask', ending: { kind: 'held', by: null } }) }),
      'You asked on 3 March: “Do you read my mood?” One of us is on it. How is it now?',
    ],
    [
      facts({ told: told({ text: 'Où est mon colis ? Je l’attends.', act: 'ask', sentiment: null }) }),
      'You wrote on 3 March: “Où est mon colis ? Je l’attends.” None of us has spoken with you since. How is it now?',
    ],
    [
      facts({ told: told({ sentiment: 0.8, text: 'Lovely, the new helmet fits!' }) }),
      'You wrote on 3 March: “Lovely, the new helmet fits!” Thank you for that.',
    ],
    [
      facts({
        told: told({ isComplaint: true }),
        visit: { id: 'v', customer_id: 'c', at: later, note: '' },
      }),
      `${LIGHT} We spoke on 1 April. How is it now?`,
    ],
    [
      complaint({ kind: 'solved', at: later }),
      `${LIGHT} It was solved on 1 April, as far as I know. How is it now?`,
    ],
    [
      complaint({ kind: 'right', at: later }),
      `${LIGHT} On 1 April you told us that it is right. Is it still?`,
    ],
    [
      complaint({ kind: 'not_yet', at: later }),
      `${LIGHT} On 1 April you told us that it was not right yet. How is it now?`,
    ],
    [complaint({ kind: 'waiting' }), `${LIGHT} It still waits for one of us, and I will see to it.`],
    [complaint({ kind: 'held', by: 'Sam' }), `${LIGHT} Sam is on it. How is it now?`],
  ])('%# says what is true', (known, line) => {
    expect(openingLine(known, CLOCK)).toBe(line)
  })

  const wrote = (text: string, change: Partial<Felt> = {}): Felt => ({ ...felt, text, ...change })
  test.each([
    ['an empty yes', [wrote('yes', { act: 'yes' }), wrote('Where is my parcel?', { act: 'ask' })]],
    [
      'thanks, however warm',
      [
        wrote('Great, thank you very much.', { act: 'thank', feeling: 'grateful', sentiment: 1 }),
        wrote('Where is my parcel?', { act: 'ask' }),
      ],
    ],
    [
      'what leans on the words before it',
      [
        wrote('It is the blue one.'),
        wrote('Hello?', { act: 'ask' }),
        wrote('Where is my parcel?', { act: 'ask' }),
      ],
    ],
    [
      'a call for a person',
      [
        wrote('I want a real person, please', { act: 'ask', wantsPerson: true }),
        wrote('Where is my parcel?', { act: 'ask' }),
      ],
    ],
    [
      'how a complaint went on',
      [
        wrote('No, it is not right yet. It happened again.', {
          act: 'no',
          isComplaint: true,
          feeling: 'frustrated',
        }),
        wrote('Where is my parcel?', { isComplaint: true, feeling: 'angry', topic: 'delivery' }),
        wrote('Do you sell tents as well?', { act: 'ask' }),
      ],
    ],
    [
      'an earlier conversation',
      [
        wrote('Where is my parcel?'),
        wrote('It never arrived at all', { conversation: 'b', isComplaint: true }),
      ],
    ],
  ])('quotes what the matter was about, and not %s', (_, words) => {
    expect(
      toldOf(words.map((one) => (one.text.startsWith('Where') ? { ...one, topic: 'delivery' } : one)))?.text,
    ).toBe('Where is my parcel?')
  })

  test('quotes nobody whose words say nothing, and praise that says what for', () => {
    expect(toldOf([wrote('ok', { act: 'yes' }), wrote('👍', { act: 'yes' }), wrote('')])).toBe(null)
    const praise = 'Thank you, the workshop did a fantastic job on my old bike.'
    expect(toldOf([wrote(praise, { act: 'thank', feeling: 'grateful' })])?.text).toBe(praise)
    expect(toldOf([wrote('我的包裹还没有到', { isComplaint: true })])?.text).toBe('我的包裹还没有到')
  })
})

describe("the owner's file", () => {
  test('is read whatever stands between, and says what it lacks', () => {
    const rows = [{ line: 2, customer: 'U1', value: 12.5, since: null }]
    expect(readCustomers('customer,value\nU1,12.5\n', 'UTC')).toEqual({ rows, problems: [] })
    expect(readCustomers('customer\tvalue\n"U1"\t12.5', 'UTC').rows).toEqual(rows)
    expect(readCustomers('name,value\nU1,1', 'UTC').problems[0]).toContain('customer not found')
    expect(readCustomers('customer,value\n"U1,1', 'UTC').problems[0]).toContain('quotation mark')
    expect(readCustomers('', 'UTC')).toEqual({ rows: [], problems: [] })
    const many = `customer,value\n${'A,x\n'.repeat(50)}`
    expect(readCustomers(many, 'UTC').problems).toHaveLength(21)
    expect(readCustomers(many, 'UTC').problems.at(-1)).toBe('And 30 more lines like these.')
  })

  test('of which one line is short, or may mean thousands, is still a file', () => {
    const file = readCustomers('customer;value\nAnn\nBea;1,200\nCem;1.200\nDee;12,50\nEve;1200', 'UTC')
    expect(file.rows.map(({ customer, value }) => [customer, value])).toEqual([
      ['Dee', 12.5],
      ['Eve', 1200],
    ])
    expect(file.problems).toEqual([
      'Line 2: “value” is missing.',
      'Line 3: “value” has to be a number such as 1200 or 1200.50.',
      'Line 4: “value” has to be a number such as 1200 or 1200.50.',
    ])
  })

  test('that is no text is refused in words', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'customers-'))
    writeFileSync(join(folder, 'c.csv'), Buffer.from([0xff, 0xfe, 0x41]))
    expect((await readCustomerFile(join(folder, 'c.csv'), 'UTC')).problems[0]).toContain('is not UTF-8 text')
    expect((await readCustomerFile(folder, 'UTC')).problems[0]).toContain('cannot be read (EISDIR)')
    rmSync(folder, { recursive: true })
  })

  test('finds customers by the platform’s id before their name', () => {
    const known = [
      { id: '1', platform_id: 'U1', name: 'U2', since: 5 },
      { id: '2', platform_id: 'U2', name: 'Ann', since: 9 },
    ]
    const file = readCustomers('customer,value\nU2,3\nu2,1', 'UTC')
    expect(valued(file, known).ranked).toEqual([
      { customer: '2', value: 3, since: 9 },
      { customer: '1', value: 1, since: 5 },
    ])
  })
})
