import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCharter } from '../src/charter.ts'
import { isOpen } from '../src/people/office.ts'
import { promptsFolder } from './support/scripted.ts'

const FACTS = `company: Harbour Lamps
assistant: Harbour's assistant
people: our team
hours: weekdays
reply: within one working day
examples: [When are you open?]`
/** The line of the file on which the first line of the office stands. */
const FIRST = 9

const reading = (office: string) => {
  const problems: string[] = []
  const { charter } = readCharter(`---\n${FACTS}\noffice:\n${office}\n---\n`, problems)
  return { charter, problems }
}
const problemsOf = (office: string) => reading(office).problems
const OPEN = '  zone: Europe/London\n  monday: 09:00-17:00\n'
const HOURS = 'Write it like "09:00-17:00", "09:00-12:30, 13:30-17:00" or "closed".'
const DAYS = 'Write it like "2026-12-24", "2026-12-24 to 2026-12-28", or for every year "12-25".'
const ZONE = 'Write the one that your people live by, such as "zone: Europe/London".'

describe('the office of this repository', () => {
  const problems: string[] = []
  const { charter } = readCharter(readFileSync(join(promptsFolder, 'charter.md'), 'utf8'), problems)
  const office = charter?.office ?? null
  const open = (utc: string) => office && isOpen(office, Date.parse(`${utc}Z`))

  it('is read', () => {
    expect(problems).toEqual([])
    expect(office).toMatchObject({ zone: 'Europe/London', says: 'UK time' })
  })

  it.each([
    ...['2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-08-31', '2026-12-25', '2026-12-28'],
    ...['2027-01-01', '2027-03-26', '2027-03-29', '2027-05-03', '2027-05-31', '2027-08-30', '2027-12-27'],
    ...['2027-12-28', '2026-11-21', '2026-11-22'],
  ])('is closed on %s', (day) => {
    expect(open(`${day}T11:00`)).toBe(false)
  })

  it.each(['2026-11-23T09:00', '2026-07-01T08:00', '2026-12-24T12:59', '2027-01-04T16:59'])(
    'is open at %s UTC',
    (moment) => {
      expect(open(moment)).toBe(true)
    },
  )
})

describe('an office', () => {
  it('may be left out', () => {
    const problems: string[] = []
    expect(readCharter(`---\n${FACTS}\n---\n`, problems).charter?.office).toBeNull()
    expect(problems).toEqual([])
  })

  it.each([
    ['Europe/London', 'London time'],
    ['America/Argentina/Buenos_Aires', 'Buenos Aires time'],
    ['UTC', 'UTC'],
  ])('that does not say what its zone is called is named by its place: %s', (zone, says) => {
    expect(reading(`  zone: ${zone}\n  monday: 9-17`).charter?.office?.says).toBe(says)
  })

  it('may write its hours as people do', () => {
    const { charter, problems } = reading(
      '  zone: Europe/London\n  monday: 9-12.30, 13:30 – 17\n  tuesday: Closed\n  closed:\n  other_hours:\n    2026-12-24: 9-13',
    )
    expect(problems).toEqual([])
    expect(charter?.office?.week.slice(0, 2)).toEqual([
      [
        { from: 540, to: 750 },
        { from: 810, to: 1020 },
      ],
      [],
    ])
  })
})

describe('what is wrong in an office is named with its line:', () => {
  const at = (line: number) => `prompts/charter.md, line ${FIRST + line}: `

  it.each([
    ['no zone', '  monday: 09:00-17:00', -1, `office.zone is missing. ${ZONE}`],
    [
      'a zone that nobody knows',
      '  monday: 09:00-17:00\n  zone: Europe/Londn',
      1,
      `office.zone says "Europe/Londn", which is no time zone that we know. ${ZONE}`,
    ],
    [
      'a distance for a zone',
      '  zone: "+01:00"\n  monday: 09:00-17:00',
      0,
      `office.zone says "+01:00", which is no time zone that we know. ${ZONE}`,
    ],
    [
      'a time that no clock shows',
      `${OPEN}  wednesday: 09:00-25:00`,
      2,
      `office.wednesday says "09:00-25:00", which are no hours that we can read. ${HOURS}`,
    ],
    [
      'minutes that no clock shows',
      `${OPEN}  wednesday: 09:00-12:75`,
      2,
      `office.wednesday says "09:00-12:75", which are no hours that we can read. ${HOURS}`,
    ],
    ['a day without hours', `${OPEN}  friday:`, 2, `office.friday is missing. ${HOURS}`],
    ['a number', `${OPEN}  friday: 9`, 2, `office.friday holds no words. ${HOURS}`],
    [
      'hours over midnight',
      `${OPEN}  friday: 22:00-06:00`,
      2,
      'office.friday says "22:00-06:00", which end before they begin. Hours that go over midnight are written on both days: "22:00-24:00", then "00:00-06:00".',
    ],
    [
      'hours that overlap',
      `${OPEN}  friday: 09:00-13:00, 12:00-17:00`,
      2,
      'office.friday says "09:00-13:00, 12:00-17:00", which overlap or are out of order. Write the earlier hours first, each once.',
    ],
    [
      'a day of no week',
      `${OPEN}  mon: 09:00-17:00`,
      2,
      'office knows no "mon". It may hold zone, says, monday, tuesday, wednesday, thursday, friday, saturday, sunday, closed, other_hours.',
    ],
    [
      'a closed day of no calendar',
      `${OPEN}  closed:\n    - 2026-12-25\n    - 2027-02-29`,
      4,
      `office.closed says "2027-02-29", which is no day of the calendar. ${DAYS}`,
    ],
    [
      'closed days that end before they begin',
      `${OPEN}  closed:\n    - 2026-12-25 to 2026-01-01`,
      3,
      'office.closed says "2026-12-25 to 2026-01-01", which ends before it begins. Write the earlier day first.',
    ],
    [
      'a year on one side only',
      `${OPEN}  closed:\n    - 2026-12-25 to 01-01`,
      3,
      'office.closed says "2026-12-25 to 01-01", which has a year on one side only. Write the year on both sides, or on neither.',
    ],
    [
      'closed days that are no list',
      `${OPEN}  closed: 2026-12-25`,
      2,
      `office.closed needs a list, a day on each line. ${DAYS}`,
    ],
    [
      'other hours that are none',
      `${OPEN}  other_hours:\n    12-24: morning`,
      3,
      `office.other_hours.12-24 says "morning", which are no hours that we can read. ${HOURS}`,
    ],
    [
      'other hours on no day',
      `${OPEN}  other_hours:\n    Christmas: 09:00-12:00`,
      3,
      `office.other_hours.Christmas says "Christmas", which is no day of the calendar. ${DAYS}`,
    ],
    [
      'an office that never opens',
      '  zone: Europe/London\n  monday: closed',
      -1,
      'office is open on no day. Write at least one, such as "monday: 09:00-17:00", or take it out.',
    ],
    [
      'hours without a zone round them',
      '  09:00-17:00',
      -1,
      'office needs a zone and hours below it, each on a line of its own, such as "  monday: 09:00-17:00".',
    ],
  ])('%s', (_what, office, line, problem) => {
    expect(problemsOf(office)).toEqual([at(line) + problem])
  })

  it('all at once', () => {
    expect(problemsOf('  zone: Mars\n  monday: 9-\n  friday: 9-17')).toHaveLength(2)
  })
})

describe('a rule of priority', () => {
  const ruled = (rule: string) => {
    const problems: string[] = []
    const { charter } = readCharter(`---\n${FACTS}\npriority:${rule}\n---\n`, problems)
    return { priority: charter?.priority, problems }
  }

  it('is none where none is written', () => {
    expect(reading(OPEN).charter?.priority).toEqual([])
    expect(ruled(' []')).toEqual({ priority: [], problems: [] })
    expect(ruled('')).toEqual({ priority: [], problems: [] })
  })

  it('is read in its order', () => {
    const written = `
  - complaint
  - place: East
  - workspace: "123456789012345678"
  - came back
  - promise owed
  - newcomer
  - long-standing`
    expect(ruled(written)).toEqual({
      priority: [
        'complaint',
        { place: 'east' },
        { workspace: '123456789012345678' },
        'came back',
        'promise owed',
        'newcomer',
        'long-standing',
      ],
      problems: [],
    })
  })

  const KNOWN =
    'Write one of complaint, came back, promise owed, long-standing, newcomer, "place: " with the name of a platform, or "workspace: " with its id in quotes.'
  it.each([
    ['a word of none of ours', '\n  - complaint\n  - rich', 1, `priority knows no "rich". ${KNOWN}`],
    ['a fact of none of ours', '\n  - country: France', 0, `priority cannot be read. ${KNOWN}`],
    ['an empty line', '\n  - complaint\n  -', 1, `priority cannot be read. ${KNOWN}`],
    [
      'a long id without quotes',
      '\n  - workspace: 123456789012345678',
      0,
      `priority cannot be read. ${KNOWN}`,
    ],
    ['a place without a name', '\n  - place:', 0, `priority cannot be read. ${KNOWN}`],
    [
      'the same twice',
      '\n  - newcomer\n  - complaint\n  - newcomer',
      2,
      'priority says the same twice. Take one of the two lines out.',
    ],
    ['no list', ' complaint', -1, `priority needs a list, a line each, with a "-" before it. ${KNOWN}`],
  ])('%s is named with its line', (_what, written, line, problem) => {
    expect(ruled(written).problems).toEqual([`prompts/charter.md, line ${FIRST + line}: ${problem}`])
  })
})

describe('reminders', () => {
  const read = (lines: string) => {
    const problems: string[] = []
    return { ...readCharter(`---\n${FACTS}\nreminders:\n${lines}\n---\n`, problems), problems }
  }

  it('may call somebody more, as a platform’s name and an id', () => {
    const { charter, problems, whereIs } = read('  second: slack:U0123ABCD\n  owner: discord:user:1234')
    expect(problems).toEqual([])
    expect(charter?.reminders).toEqual({
      minutes: 15,
      reply: 30,
      second: { adapter: 'slack', id: 'U0123ABCD' },
      owner: { adapter: 'discord', id: 'user:1234' },
    })
    expect(whereIs(['reminders', 'owner'])).toBe(`prompts/charter.md, line ${FIRST + 1}`)
  })

  it.each([
    ['  minutes: 15\n  second: Kim', 1, 'reminders.second: write whom to call as platform:id'],
    ['  owner: 12', 0, 'reminders.owner: write whom to call as platform:id'],
    ['  minutes: 0', 0, 'reminders.minutes: write a whole number of minutes from 1 to 600.'],
    ['  third: slack:U0123ABCD', 0, 'reminders: write "minutes:" and "reply:" below it'],
  ])('that are wrong are named with their line: %s', (lines, line, problem) => {
    const { problems } = read(lines)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(`prompts/charter.md, line ${FIRST + line}: ${problem}`)
  })
})
