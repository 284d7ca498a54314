import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { plainHours } from '../../src/people/hours.ts'
import { createDatabase, databases, type TestDatabase } from '../support/databases.ts'
import { openRoomOn } from './open-room.ts'
import { tell } from './seed.ts'

const at = (text: string) => Date.parse(text)
/** London’s clocks are put forward on the first day, and back on the second. */
const MARCH = '2026-03-29'
const OCTOBER = '2026-10-25'

describe.each(databases)('the room on %s, by the clock of an office in London', (kind) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await createDatabase(kind)
  })
  afterEach(() => database.drop())

  /** The room at a moment, after customers wrote: each what time it was. */
  const roomAt = async (now: string, wrote: readonly string[]) => {
    const ledger = await database.open()
    for (const time of wrote)
      await tell(ledger, { at: at(time), customer: `Customer ${time}`, message: { text: `at ${time}` } })
    const hours = { ...plainHours('Europe/London'), label: 'UK time' }
    return openRoomOn(ledger, database.dataDir, at(now), { hours })
  }
  const namesIn = (page: string) =>
    [...page.matchAll(/<bdi>Customer ([^<]+)<\/bdi>/g)].map(([, name]) => name)
  /** The days of the picture and how many messages each has. */
  const daysIn = (page: string) =>
    [
      ...page.matchAll(/<tr role="row" data-at="(\d+)"><th[^>]*>([^<]+)<\/th><td[^>]*data-value="(\d+)"/g),
    ].map(([, from, day, count]) => ({
      from: new Date(Number(from)).toISOString(),
      day,
      count: Number(count),
    }))

  const WRITTEN: Record<typeof MARCH | typeof OCTOBER, [string, string, string, string]> = {
    [MARCH]: ['2026-03-28T23:59Z', '2026-03-29T00:00Z', '2026-03-29T22:59Z', '2026-03-29T23:00Z'],
    [OCTOBER]: ['2026-10-24T22:59Z', '2026-10-24T23:00Z', '2026-10-25T23:59Z', '2026-10-26T00:00Z'],
  }

  test.each([
    [MARCH, '2026-03-29T00:00:00.000Z', '29 Mar'],
    [OCTOBER, '2026-10-24T23:00:00.000Z', '25 Oct'],
  ] as const)('%s is one day in a filter, an export and the picture', async (date, from, name) => {
    const [, first, last] = WRITTEN[date]
    const room = await roomAt(`${date}T23:59:30Z`, WRITTEN[date])
    expect(namesIn(await room.see(`/owner?from=${date}&to=${date}`))).toEqual([last, first])
    const file = await room.see(`/owner/export.jsonl?from=${date}&to=${date}`)
    const rows = file
      .trimEnd()
      .split('\n')
      .map((row) => JSON.parse(row))
    expect(rows.map((row) => row.time).sort()).toEqual(
      [first, last].map((time) => new Date(at(time)).toISOString()),
    )
    const days = daysIn(await room.see('/owner/feelings'))
    expect(days.find((day) => day.from === from)).toMatchObject({
      day: expect.stringContaining(name),
      count: 2,
    })
    expect(days).toHaveLength(28)
  })

  test('today begins at the office’s midnight, also where it is another day for the server', async () => {
    const room = await roomAt('2026-06-10T23:10Z', ['2026-06-10T22:50Z', '2026-06-10T23:05Z'])
    const page = await room.see('/owner')
    expect(page).toMatch(/<p class="date" id="today">Thursday,? 11 June 2026<\/p>/)
    expect(page).toContain('<h1>Today: 1 conversation, without an answer from your pages.</h1>')
    expect(page).toContain('/owner?from=2026-06-11&amp;to=2026-06-11#look">All of today')
    expect(page).toContain('11 Jun, 00:05</time>')
    expect(page).toContain('Days and times are those of UK time.')
    const { headers } = await room.get('/owner/export.csv')
    expect(headers.get('content-disposition')).toContain('warmline-readings-2026-06-11.csv')
    expect(await room.see('/owner/questions')).toMatch(/<p class="date">Thursday,? 11 June 2026<\/p>/)
  })

  test('whoever wrote at the turn of the year is told by the office’s year', async () => {
    const room = await roomAt('2027-01-01T00:30Z', ['2026-12-31T23:59Z', '2027-01-01T00:01Z'])
    const page = await room.see('/owner')
    expect(page).toContain('31 Dec 2026, 23:59</time>')
    expect(page).toContain('1 Jan, 00:01</time>')
  })
})
