import { describe, expect, it } from 'vitest'
import { epochOf, wallOf } from '../../src/calendar.ts'
import { plainHours } from '../../src/people/hours.ts'
import { promisesIn } from '../../src/people/promising.ts'
import { MORE_NO_PROMISES, MORE_PROMISES, STILL_MORE_PROMISES } from './promising-more.ts'
import { NO_PROMISES, PROMISES } from './promising-table.ts'

const YES = [...PROMISES, ...MORE_PROMISES, ...STILL_MORE_PROMISES]
const NO = [...NO_PROMISES, ...MORE_NO_PROMISES]
const LONDON = 'Europe/London'
const SAID = epochOf({ year: 2026, month: 6, day: 2 }, 10 * 60 + 30, LONDON)
const office = plainHours(LONDON)

const clock = (at: number, zone = LONDON) => {
  const { year, month, day, minutes } = wallOf(at, zone)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
const find = (text: string, at = SAID, zone = LONDON) => promisesIn(text, { at, zone, office })
const dues = async (text: string, at = SAID, zone = LONDON) =>
  (await find(text, at, zone)).map(({ due }) => clock(due, zone))

describe(`of ${YES.length} promises, each is found with the right time:`, () => {
  it.each(YES)('%s', async (text, due) => {
    expect(await dues(text)).toEqual([due])
  })
})

describe(`of ${NO.length} sentences that promise nothing, none is taken for a promise:`, () => {
  it.each(NO)('%s', async (text) => {
    expect(await find(text)).toEqual([])
  })
})

describe('a promise', () => {
  const one = async (text: string, at = SAID, zone = LONDON) => {
    const [found] = await find(text, at, zone)
    if (!found) throw new Error('Nothing was found')
    return found
  }

  it('is kept word for word, among other sentences', async () => {
    const text =
      'Hello Nora,\n\nsorry about that. I’ll **send** it by Friday. You can keep the old one.\n- We will refund the postage within 3 days\n\nKim'
    const found = await find(text)
    expect(found.map(({ what }) => what)).toEqual([
      'I’ll **send** it by Friday.',
      'We will refund the postage within 3 days',
    ])
    for (const { what } of found) expect(text).toContain(what)
  })

  it('is two where one sentence names two deeds and two times', async () => {
    const found = await find("I'll ask the workshop today and we'll refund you by Friday.")
    expect(found.map(({ what, due }) => [what, clock(due)])).toEqual([
      ["I'll ask the workshop today", '2026-06-02 17:00'],
      ["we'll refund you by Friday.", '2026-06-05 17:00'],
    ])
  })

  it('is conditional where something else has to happen first', async () => {
    const conditional = async (text: string) => (await one(text)).conditional
    expect(await conditional("If you send the photo I'll check it today.")).toBe(true)
    expect(await conditional("Send me the photo and I'll check it today.")).toBe(true)
    expect(await conditional("I'll refund you as soon as it is here.")).toBe(true)
    expect(await conditional("I'll write as soon as possible.")).toBe(false)
    expect(await conditional("I'll check it today.")).toBe(false)
    expect(await conditional('Sobald es da ist, melde ich mich bei Ihnen.')).toBe(true)
    expect(await conditional("Si vous m'envoyez la photo, je vous réponds aujourd'hui.")).toBe(true)
  })

  it('is surer with a time than without, and less sure where it is hedged', async () => {
    const sure = async (text: string) => (await one(text)).sure
    const plain = await sure("I'll send it by Friday.")
    expect(plain).toBeGreaterThan(0.8)
    expect(await sure("I'll send it.")).toBeLessThan(plain)
    expect(await sure("I'll try to send it by Friday.")).toBeLessThan(plain - 0.2)
    expect((await one("I'll send it.")).stated).toBe(false)
  })

  it('is none where the customer said it before', async () => {
    const seen = { at: SAID, zone: LONDON, quotes: ["Hi! I'll bring it by on Friday. Is that fine?"] }
    expect(await promisesIn("I'll bring it by on Friday.", seen)).toEqual([])
  })

  it('without a time is to be kept when the owner says', async () => {
    const found = await promisesIn("I'll ask.", { at: SAID, zone: LONDON, office, workingDays: 3 })
    expect(found.map(({ due }) => clock(due))).toEqual(['2026-06-05 17:00'])
  })

  it('is always ahead of its making, and the same each time', async () => {
    for (const [text] of YES) {
      for (const hour of [0, 9, 17, 23]) {
        const at = SAID + hour * 3_600_000
        const found = await find(text, at)
        expect(found.every(({ due }) => due > at)).toBe(true)
        expect(await find(text, at)).toEqual(found)
      }
    }
  })
})

describe('the time of a promise', () => {
  const at = (zone: string, month: number, day: number, hour = 10) =>
    epochOf({ year: 2026, month, day }, hour * 60, zone)

  it('is meant by the clock of the customer, and a day ends with the office', async () => {
    const berlin = 'Europe/Berlin'
    expect(await dues("I'll ring you at 3pm.", at(berlin, 6, 2), berlin)).toEqual(['2026-06-02 15:00'])
    expect(await dues("I'll send it by Friday.", at(berlin, 6, 2), berlin)).toEqual(['2026-06-05 18:00'])
    const la = 'America/Los_Angeles'
    expect(await dues("I'll send it on 6/12.", at(la, 6, 2, 8), la)).toEqual(['2026-06-12 09:00'])
  })

  it('ends with the customer’s day where that is over before the office’s', async () => {
    const auckland = 'Pacific/Auckland'
    const said = at(LONDON, 6, 2)
    expect(await dues("I'll send it by Friday.", said, auckland)).toEqual(['2026-06-06 00:00'])
    expect(await dues("I'll send it this week.", said, auckland)).toEqual(['2026-06-06 00:00'])
    expect(await dues("I'll ring you first thing tomorrow.", said, auckland)).toEqual(['2026-06-03 10:00'])
    expect(await dues("I'll send it by noon tomorrow.", said, auckland)).toEqual(['2026-06-03 12:00'])
  })

  it.each([
    ['Europe/London', 3, 28],
    ['Europe/London', 10, 24],
    ['America/New_York', 3, 7],
    ['America/New_York', 10, 31],
    ['Australia/Lord_Howe', 10, 3],
    ['Asia/Kathmandu', 10, 3],
  ])('is right over the night in which the clocks of %s change (%i/%i)', async (zone, month, day) => {
    const said = at(zone, month, day)
    const seen = { at: said, zone, office: plainHours(zone) }
    const due = async (text: string) => (await promisesIn(text, seen)).map((one) => one.due)
    const next = { year: 2026, month, day: day + 1 }
    expect(await due("I'll ring you tomorrow at 10am.")).toEqual([epochOf(next, 600, zone)])
    expect(await due("I'll do it tomorrow morning.")).toEqual([epochOf(next, 720, zone)])
    expect(await due("I'll do it within 24 hours.")).toEqual([said + 86_400_000])
  })

  it('is the last day of February in a leap year', async () => {
    const said = epochOf({ year: 2028, month: 2, day: 10 }, 600, LONDON)
    expect(await dues("I'll send it by the end of the month.", said)).toEqual(['2028-02-29 17:00'])
    expect(await dues("I'll send it on the 29th.", said)).toEqual(['2028-02-29 17:00'])
  })

  it('leaves out the days on which the office is closed', async () => {
    const closed = new Set(['2026-06-03', '2026-06-05'])
    const isOpen = (time: number) => !closed.has(clock(time).slice(0, 10))
    const holidays = {
      ...office,
      openUntil: (time: number) => (isOpen(time) ? office.openUntil(time) : null),
      nextOpening: (time: number) => {
        let next = office.nextOpening(time)
        while (next !== null && !isOpen(next)) next = office.nextOpening(next + 9 * 3_600_000)
        return next
      },
    }
    const due = async (text: string) =>
      (await promisesIn(text, { at: SAID, zone: LONDON, office: holidays })).map((one) => clock(one.due))
    expect(await due("I'll ask.")).toEqual(['2026-06-04 17:00'])
    expect(await due("I'll pay it back within 2 working days.")).toEqual(['2026-06-08 17:00'])
    expect(await due("I'll send it by the end of the week.")).toEqual(['2026-06-04 17:00'])
  })

  it('is found where the office never opens', async () => {
    const never = { zone: LONDON, openUntil: () => null, nextOpening: () => null }
    const due = async (text: string) =>
      (await promisesIn(text, { at: SAID, zone: LONDON, office: never })).map((one) => clock(one.due))
    expect(await due("I'll send it by Friday.")).toEqual(['2026-06-05 17:00'])
    expect(await due("I'll ask.")).toEqual(['2026-06-03 17:00'])
  })
})

describe('a long or strange message', () => {
  it.each([
    ['words without an end', 'the '.repeat(2_000)],
    ['a promise a hundred times over', "I'll and you'll have it will be ".repeat(100)],
    ['numbers', '12 '.repeat(2_000)],
    ['one long word', 'a'.repeat(6_000)],
    ['a sentence just short enough', `I'll ${'also then now just '.repeat(28)}send it by Friday.`],
    ['half-open quotes', '"a b c '.repeat(800)],
    ['conditions', 'if you when the once it '.repeat(24)],
  ])('does not keep anybody waiting: %s', async (_name, text) => {
    const began = performance.now()
    await find(text)
    expect(performance.now() - began).toBeLessThan(500)
  })
})
