import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { helpCases } from '../../src/ledger/help-cases.ts'
import { ledgerFacts } from '../../src/ledger/question-facts.ts'
import { waitForPerson } from '../../src/owner/complaint-figures.ts'
import {
  helpGroups,
  hourGroup,
  hourOf,
  outsideOf,
  waitForReply,
  waitForSign,
} from '../../src/owner/help-figures.ts'
import { helpInWords } from '../../src/owner/help-words.ts'
import { openHours } from '../../src/owner/hours-table.ts'
import { withinWords } from '../../src/owner/numbers.ts'
import { periodOf } from '../../src/owner/period.ts'
import { spreadOf } from '../../src/owner/spread.ts'
import { plainHours } from '../../src/people/hours.ts'
import { databases } from '../support/databases.ts'
import { aCase, CALL as call, cases } from './a-case.ts'
import { CLOCK, NOW, openRoom, type Room } from './open-room.ts'
import { say, tell } from './seed.ts'

const HOURS = outsideOf(plainHours('UTC'))
const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000]
const MONDAY_NOON = Date.UTC(2026, 10, 16, 12)

describe('how long things took', () => {
  test('by nearest rank', () => {
    expect(spreadOf([])).toEqual({ count: 0, p50: null, p95: null })
    expect(spreadOf([7])).toEqual({ count: 1, p50: 7, p95: 7 })
    expect(spreadOf([4, 1, 3, 2])).toEqual({ count: 4, p50: 2, p95: 4 })
    expect(spreadOf(Array.from({ length: 100 }, (_, index) => 100 - index))).toMatchObject({
      p50: 50,
      p95: 95,
    })
  })

  test.each([
    [0, '1 second'],
    [7_001, '8 seconds'],
    [MINUTE, '1 minute'],
    [61 * MINUTE, '2 hours'],
    [47.5 * HOUR, '48 hours'],
    [49 * HOUR, '3 days'],
  ])('%d ms is within %s, never less than it was', (length, words) => {
    expect(withinWords(length)).toBe(words)
  })

  test('what never came is no wait', () => {
    expect(waitForSign(aCase({ wroteAt: 5, signAt: null }))).toBeNull()
    expect(waitForSign(aCase({ wroteAt: null, signAt: 9 }))).toBeNull()
    // Words that a person said before anybody was called answer no call.
    expect(waitForReply(aCase({ call: { ...call, openedAt: 10, repliedAt: 5 } }))).toBeNull()
    expect(waitForReply(aCase({ call: { ...call, repliedAt: 5 } }))).toBe(5)
  })
})

describe('help in words', () => {
  test('nobody wrote', () => {
    expect(helpInWords([], HOURS, 4)).toEqual(['Nobody has written in the last 4 weeks.'])
  })

  test('a usual month: what is unknown is never called help', () => {
    const at = { openedAt: MONDAY_NOON, wroteAt: 0, signAt: 3 * SECOND }
    const all = [
      ...cases(5, { ...at, outcome: 'confirmed', answerAt: 8 * SECOND }),
      ...cases(3, { ...at, outcome: 'durable' }),
      aCase({ ...at, outcome: 'reopened' }),
      ...cases(10, at),
      ...cases(2, {
        ...at,
        openedAt: MONDAY_NOON - 24 * HOUR,
        call: { ...call, repliedAt: 90 * MINUTE },
        personAt: 90 * MINUTE,
      }),
    ]
    expect(helpInWords(all, HOURS, 4)).toEqual([
      'Of 21 conversations in the last 4 weeks, 5 customers said that it helped.',
      '3 had help and have been quiet since; 1 came back after help; of 12 nobody knows.',
      'A person wrote in 2 of them.',
      'Half of the first signs came within 3 seconds, half of the answers came within 8 seconds and half of people’s replies came within 2 hours.',
      '2 began outside office hours, and 2 of them had to wait for a person.',
    ])
  })

  test('one conversation to which nothing was said', () => {
    expect(helpInWords([aCase({ openedAt: MONDAY_NOON })], HOURS, 12)).toEqual([
      'Of 1 conversation in the last 12 weeks, no customer said that it helped.',
      '0 had help and have been quiet since; 0 came back after help; of 1 nobody knows.',
      'No person wrote to any of them.',
      '',
      'Everybody began in office hours.',
    ])
  })

  test('each conversation is in one figure of a group', () => {
    const all = [
      aCase({ call, outcome: 'durable' }),
      aCase({ wroteAt: 0, signAt: 0, answerAt: 5 * SECOND, personAt: 10, outcome: 'confirmed' }),
      aCase({
        wroteAt: 0,
        signAt: 20 * SECOND,
        answerAt: 60 * SECOND,
        call: { ...call, repliedAt: 30 * HOUR },
        personAt: 30 * HOUR,
      }),
      aCase({ wroteAt: 0, signAt: 5 * MINUTE, outcome: 'reopened', openedAt: MONDAY_NOON }),
    ]
    for (const { key, of, figures } of helpGroups(HOURS).filter((group) => group.key !== 'when'))
      for (const one of all.filter((each) => of?.(each) ?? true))
        expect([key, figures.filter(({ counts }) => counts(one)).length]).toEqual([key, 1])
    const [hour, ...more] = hourGroup('UTC').figures.filter(({ counts }) =>
      counts(aCase({ openedAt: MONDAY_NOON })),
    )
    expect([hour?.words, more]).toEqual(['Monday, 12 to 13 o’clock', []])
  })
})

describe('hours', () => {
  test('are those of the office, wherever the server stands', () => {
    const late = aCase({ openedAt: Date.UTC(2026, 10, 16, 23, 30) })
    expect([hourOf(late, 'UTC'), hourOf(late, 'Europe/Berlin')]).toEqual(['1-23', '2-00'])
    const open = openHours(plainHours('Europe/Berlin'), periodOf(4, CLOCK))
    expect(open.size).toBe(5 * 8)
    expect([open.has('1-09'), open.has('5-16'), open.has('5-17'), open.has('6-12')]).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})

describe.each(databases)('help on %s', (kind) => {
  let room: Room
  beforeEach(async () => {
    room = await openRoom(kind)
  })
  afterEach(() => room.close())

  test('an empty room says so', async () => {
    expect(await room.see('/owner/help')).toContain('Nobody has written in the last 4 weeks.')
  })

  test('counts from the first words on, and each number opens its conversations', async () => {
    const { ledger } = room
    const at = MONDAY_NOON
    const anna = await tell(ledger, {
      at,
      customer: 'Anna',
      outcome: 'confirmed',
      turn: { settled_at: at + 4000 },
    })
    await say(ledger, anna.conversation, { author: 'assistant', at: at + 4000 })
    await say(ledger, anna.conversation, { author: 'customer', at: at + HOUR })
    const bert = await tell(ledger, {
      at,
      customer: 'Bert',
      turn: { decision: 'hand_off', cause: 'wants_person', settled_at: at + 1000 },
      handoff: { opened_at: at + 1000, claimed_at: at + HOUR, status: 'claimed' },
    })
    await say(ledger, bert.conversation, { author: 'house', at: at + 90_000 })
    await say(ledger, bert.conversation, { author: 'staff', at: at + 1000 + 2 * HOUR })
    await tell(ledger, { at: at - 30 * HOUR, customer: 'Carl' })

    const found = await helpCases(ledger.db, periodOf(4, CLOCK))
    expect(found.map(({ signAt, answerAt, personAt }) => [signAt, answerAt, personAt])).toEqual([
      [null, null, null],
      ...(found[1]?.outcome === 'confirmed'
        ? [
            [at + 4000, at + 4000, null],
            [at + 90_000, null, at + 1000 + 2 * HOUR],
          ]
        : [
            [at + 90_000, null, at + 1000 + 2 * HOUR],
            [at + 4000, at + 4000, null],
          ]),
    ])
    const page = await room.see('/owner/help')
    expect(page).toContain('Of 3 conversations in the last 4 weeks, 1 customer said that it helped.')
    expect(page).toContain('1 began outside office hours, and none of them had to wait for a person.')
    const shown = async (show: string) => {
      expect(page).toContain(`href="/owner/help?weeks=4&amp;show=${show}"`)
      const list = await room.see(`/owner/help?weeks=4&show=${show}`)
      return ['Anna', 'Bert', 'Carl'].filter((name) => list.includes(name))
    }
    expect(await shown('outcome.confirmed')).toEqual(['Anna'])
    expect(await shown('sign.5s')).toEqual(['Anna'])
    expect(await shown('sign.5m')).toEqual(['Bert'])
    expect(await shown('sign.none')).toEqual(['Carl'])
    expect(await shown('reply.4h')).toEqual(['Bert'])
    expect(await shown('when.out')).toEqual(['Carl'])
    expect(await shown('hour.1-12')).toEqual(['Anna', 'Bert'])
  })

  test('whoever was written to by staff unasked did not wait; who was called later did', async () => {
    const { ledger } = room
    const at = MONDAY_NOON
    const unasked = { opened_at: at, claimed_at: at, cause: 'staff_asked', status: 'resolved' } as const
    const alone = await tell(ledger, { at, customer: 'Una', handoff: unasked })
    await say(ledger, alone.conversation, { author: 'staff', at: at - 1 })
    const later = await tell(ledger, { at, customer: 'Lara', handoff: { ...unasked, cause: 'checked_in' } })
    await say(ledger, later.conversation, { author: 'staff', at })
    await tell(ledger, {
      at: at + HOUR,
      conversation: later.conversation,
      handoff: { turn: 2, opened_at: at + HOUR, claimed_at: at + 2 * HOUR, status: 'claimed' },
    })
    await say(ledger, later.conversation, { author: 'staff', at: at + 3 * HOUR })

    const found = await helpCases(ledger.db, periodOf(4, CLOCK))
    expect(found.map(waitForReply).sort()).toEqual([2 * HOUR, null])
    expect(found.map(waitForPerson).sort()).toEqual([HOUR, null])
    const page = await room.see('/owner/help')
    expect(page).toContain('show=person.wrote">2</a>')
    expect(page).not.toContain('show=reply.none')
    const { waits } = await ledgerFacts(ledger.db, { from: at - HOUR, to: NOW })
    expect(waits.map(({ waited }) => waited)).toEqual([HOUR])
  })
})
