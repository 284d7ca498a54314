import { describe, expect, it } from 'vitest'
import type { Claim } from '../../src/ledger/claims.ts'
import { FEWEST, replyWords, statedWait } from '../../src/people/waiting.ts'
import { DAY, HOUR, MINUTE } from '../../src/people/zone.ts'
import { readPrompts } from '../../src/prompts.ts'
import { promptsFolder } from '../support/scripted.ts'
import { london, never } from './offices.ts'

const at = (utc: string) => Date.parse(`${utc}Z`)
/** A Wednesday, 1.10pm in London. */
const NOW = at('2026-11-25T13:10')
const CHARTER = 'within one working day'

/** Claims of the last days, one each day at 10 in the morning, each after so many minutes. */
const took = (...minutes: number[]): Claim[] =>
  minutes.map((wait, i) => {
    const openedAt = at('2026-11-25T10:00') - (i % 3) * DAY + i * MINUTE
    return { openedAt, claimedAt: openedAt + wait * MINUTE }
  })
const many = (minutes: number) => took(...Array.from({ length: 30 }, () => minutes))
const waiting = (count: number, minutes: number): Claim[] =>
  Array.from({ length: count }, () => ({ openedAt: NOW - minutes * MINUTE, claimedAt: null }))
const words = (history: Claim[], now = NOW) => replyWords(history, london, now, CHARTER)

describe('by when a person answers', () => {
  it('follows what people took lately', () => {
    expect(words(many(5))).toBe('within 15 minutes')
    expect(words(many(20))).toBe('within half an hour')
    expect(words(many(40))).toBe('within the hour')
    expect(words(many(100))).toBe('by 3.30pm UK time today')
    expect(words(many(170))).toBe('by 4.30pm UK time today')
  })

  it('is the next morning where the day is too short for it', () => {
    expect(words(many(100), at('2026-11-25T16:30'))).toBe('by 11am UK time tomorrow')
    expect(words(many(100), at('2026-11-27T16:30'))).toBe('on Monday by 11am UK time')
  })

  it('counts from the next opening while nobody is there', () => {
    expect(words(many(40), at('2026-11-25T22:00'))).toBe('by 10am UK time tomorrow')
    expect(words(many(40), at('2026-12-24T13:30'))).toBe('on Monday 4 January by 10am UK time')
  })

  it('counts waits in office time: a night is no wait', () => {
    const overnight = Array.from({ length: 30 }, (_, i) => {
      const day = at('2026-11-24T00:00') - (i % 2) * DAY
      return { openedAt: day + 22 * HOUR, claimedAt: day + DAY + 9 * HOUR + 5 * MINUTE }
    })
    expect(words(overnight.slice(0, 20).map((claim) => ({ ...claim })))).toBe('within 15 minutes')
  })

  it('is what the slowest took, not what most did', () => {
    const some = Array.from({ length: 30 }, (_, i) => (i % 5 === 0 ? 100 : 5))
    expect(words(took(...some))).toBe('by 3.30pm UK time today')
  })

  it('does not take many who have only begun to wait for quick claims', () => {
    expect(words([...many(40), ...waiting(30, 1)])).toBe(words(many(40)))
  })

  it('is longer while many wait longer than ever, though nobody has claimed one yet', () => {
    expect(words([...many(5), ...waiting(8, 120)])).toBe('by 10am UK time tomorrow')
  })

  it('knows nothing of what happened after it', () => {
    const later = many(5).map(({ openedAt, claimedAt }) => ({
      openedAt,
      claimedAt: (claimedAt ?? 0) + DAY * 30,
    }))
    expect(statedWait(later, london, NOW)).toBeNull()
    expect(statedWait(many(5), london, at('2026-11-20T12:00'))).toBeNull()
  })
})

describe('where nobody can tell', () => {
  const few = took(...Array.from({ length: FEWEST - 1 }, () => 5))

  it('the charter says it', () => {
    expect(words([])).toBe(CHARTER)
    expect(words(few)).toBe(CHARTER)
    expect(replyWords(many(5), null, NOW, CHARTER)).toBe(CHARTER)
    expect(replyWords(many(5), never, NOW, CHARTER)).toBe(CHARTER)
  })

  it('the charter says it, and from when on while nobody is there', () => {
    expect(words(few, at('2026-11-27T18:00'))).toBe('within one working day, from Monday at 9am UK time')
    expect(words([], at('2026-11-25T06:00'))).toBe('within one working day, from 9am UK time today')
  })
})

describe('in a receipt', () => {
  const { say, saying } = readPrompts(promptsFolder)

  it('stands in place of what the charter says', () => {
    const reply = words(many(100))
    expect(saying({ reply })('receipt_complaint')).toContain(
      'A person will answer you here by 3.30pm UK time today. They work Monday to Friday',
    )
    expect(say('receipt_complaint')).toContain(
      'A person will answer you here within one working day. They work',
    )
  })

  it('reads well while nobody is there', () => {
    expect(saying({ reply: words([], at('2026-11-27T18:00')) })('waiting')).toContain(
      'A person will answer you here within one working day, from Monday at 9am UK time.',
    )
  })
})
