import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { spreadTopics } from '../../src/ledger/about.ts'
import { conversationsWithin, feltWithin, moodsOf } from '../../src/ledger/feelings.ts'
import { feelingsInWords, trendWords, whyInWords } from '../../src/owner/feelings-words.ts'
import { periodOf, piecesOf, readWeeks, WEEKS } from '../../src/owner/period.ts'
import { whyOf } from '../../src/owner/reasons.ts'
import { databases } from '../support/databases.ts'
import { CLOCK, NOW, openRoom, type Room } from './open-room.ts'
import { read, say, tell } from './seed.ts'

const NONE = { negative: 0, neutral: 0, positive: 0, unknown: 0 }
const daysAgo = (days: number, hour = 12) => Date.UTC(2026, 10, 22 - days, hour)

describe('how customers feel, in words', () => {
  const words = (now: Partial<typeof NONE>, before: Partial<typeof NONE> = {}) =>
    feelingsInWords({ ...NONE, ...now }, { ...NONE, ...before }, 4)

  test('nobody wrote', () => {
    expect(words({})).toEqual(['Nobody has written in the last 4 weeks.'])
    expect(feelingsInWords(NONE, NONE, 52)).toEqual(['Nobody has written in the last year.'])
  })

  test('what is unknown is said, and never called happy', () => {
    expect(words({ unknown: 3 })).toEqual([
      'How customers felt in the last 4 weeks is unknown.',
      'None of 3 messages showed it.',
    ])
  })

  test('a usual month beside the one before', () => {
    const moods = { negative: 140, neutral: 500, positive: 361, unknown: 203 }
    expect(words(moods, { negative: 300, neutral: 400, positive: 300, unknown: 0 })).toEqual([
      'In the last 4 weeks more messages sounded happy than unhappy.',
      '1,204 messages: 140 sounded unhappy, 361 happy, 500 showed no clear sign. How 203 sounded is unknown (17\u00a0%).',
      'Fewer sounded unhappy than in the 4 weeks before: 14\u00a0% of those that could be told, 30\u00a0% then.',
    ])
  })

  test.each([
    [{ negative: 2 }, 'In the last 4 weeks nobody sounded happy.'],
    [{ positive: 2 }, 'In the last 4 weeks nobody sounded unhappy.'],
    [{ neutral: 2 }, 'In the last 4 weeks nobody sounded happy or unhappy.'],
    [{ negative: 2, positive: 2 }, 'In the last 4 weeks as many messages sounded happy as unhappy.'],
    [{ negative: 3, positive: 2 }, 'In the last 4 weeks more messages sounded unhappy than happy.'],
  ])('the first sentence %#', (moods, sentence) => {
    expect(words(moods)[0]).toBe(sentence)
  })

  test('a trend is told only of enough', () => {
    const weight = { now: 20, before: 19, trend: 'same' as const, isNew: false }
    expect(words({ negative: 9 }, { negative: 1 })[2]).toBe(
      'There are too few messages to compare with the 4 weeks before.',
    )
    expect(trendWords(weight)).toBe('(19 before: about as often)')
    expect(trendWords({ ...weight, trend: 'too few', before: 2 })).toBe('(2 before: too few to tell)')
    expect(trendWords({ ...weight, isNew: true })).toBe('')
  })
})

describe('why customers feel so', () => {
  const window = { from: daysAgo(27, 0), freshFrom: daysAgo(6, 0), all: { now: 400, before: 400 } }
  const felt = (
    at: number,
    conversation: string,
    reason: string,
    topic: string | null = 'delivery',
    quote = `words of ${conversation}`,
  ) => ({
    conversation,
    message: `m${conversation}`,
    at,
    side: 'negative' as const,
    topic,
    named: true,
    reason,
    quote,
  })

  test('counts conversations by topic, and what stands in several reasons', () => {
    const why = whyOf(
      [
        felt(daysAgo(40), 'old', 'has waited a long time', 'Delivery'),
        felt(daysAgo(20), 'a', 'has waited a long time; asks for a person'),
        felt(daysAgo(20), 'a', 'has waited a long time'),
        felt(daysAgo(19), 'b', 'has waited a long time: “three weeks”'),
        felt(daysAgo(18), 'c', 'the parcel was crushed', 'delivery'),
        felt(daysAgo(2), 'd', 'crushed on arrival'),
        felt(daysAgo(2), 'f', 'reads as a complaint', 'delivery', 'All my cups are crushed'),
        felt(daysAgo(1), 'e', 'too dear', 'price'),
      ],
      window,
    )
    expect(why.map(({ topic, now, before, isNew }) => [topic, now, before, isNew])).toEqual([
      ['delivery', 5, 1, false],
      ['price', 1, 0, true],
    ])
    expect(why[0]?.reasons.map(({ words, now, before, isNew }) => [words, now, before, isNew])).toEqual([
      ['has waited a long time', 2, 1, false],
      ['crushed', 3, 0, false],
    ])
    expect(why[0]?.quotes.map(({ words }) => words)).toEqual([
      'All my cups are crushed',
      'words of d',
      'words of c',
    ])
    expect(whyInWords(why, 'negative')).toBe(
      'Where it was clear what made them unhappy, it was most often delivery (5), then price (1).',
    )
  })

  test('quotes words that name the topic before words that only stand near it', () => {
    const why = whyOf(
      [
        felt(daysAgo(3), 'a', 'late', 'delivery', 'my parcel is late'),
        { ...felt(daysAgo(2), 'b', 'late', 'delivery', 'I am not happy'), named: false },
        felt(daysAgo(1), 'c', 'late', 'delivery', 'where is the van'),
      ],
      window,
    )
    expect(why[0]?.quotes.map(({ words }) => words)).toEqual([
      ...['where is the van', 'my parcel is late', 'I am not happy'],
    ])
  })

  test('calls nothing new where there is nothing older, and nothing at all nothing', () => {
    expect(whyOf([felt(daysAgo(1), 'a', 'late')], window)[0]?.isNew).toBe(false)
    expect(whyInWords([], 'positive')).toBe('Nobody sounded happy in the last 4 weeks.')
    expect(whyInWords(whyOf([felt(daysAgo(1), 'a', 'late', null)], window), 'negative')).toBe(
      'No message that sounded unhappy said what it was about.',
    )
  })
})

describe('periods', () => {
  test('end with today, and are as long as they say', () => {
    const period = periodOf(4, CLOCK)
    expect([period.from, period.to]).toEqual([daysAgo(27, 0), daysAgo(-1, 0)])
    expect(period.before).toEqual({ from: daysAgo(55, 0), to: daysAgo(27, 0) })
    expect(piecesOf(period)).toHaveLength(28)
    expect(piecesOf(periodOf(52, CLOCK))).toHaveLength(52)
    expect([readWeeks('12'), readWeeks('13'), readWeeks(undefined), readWeeks('52')]).toEqual([12, 4, 4, 4])
    expect(readWeeks('52', WEEKS)).toBe(52)
  })
})

describe.each(databases)('how customers feel, on %s', (kind) => {
  let room: Room
  beforeEach(async () => {
    room = await openRoom(kind)
  })
  afterEach(() => room.close())

  test('an empty room says so', async () => {
    expect(await room.see('/owner/feelings')).toContain('Nobody has written in the last 4 weeks.')
  })

  test('counts what stands: corrections do, removed words and buttons do not', async () => {
    const { ledger } = room
    const unhappy = { sentiment: -0.6, topic: 'delivery', reason: 'has waited a long time' }
    const { conversation, message } = await tell(ledger, {
      at: daysAgo(1),
      reading: { ...unhappy, quote: 'three weeks', corrected_by: 'later' },
    })
    await read(ledger, { conversation_id: conversation, message_id: message, at: NOW, sentiment: 0.5 })
    const again = await say(ledger, conversation, { at: daysAgo(1) + 5 })
    await read(ledger, {
      conversation_id: conversation,
      message_id: again,
      at: daysAgo(1),
      read_by: 'button',
      sentiment: null,
    })
    await tell(ledger, { at: daysAgo(3), reading: { ...unhappy, quote: 'still waiting' } })
    await tell(ledger, { at: daysAgo(30), reading: unhappy })
    await tell(ledger, { at: daysAgo(2), reading: { sentiment: null } })
    await tell(ledger, {
      at: daysAgo(4),
      message: { removed_at: daysAgo(3), text: '' },
      reading: { ...unhappy, reason: 'secret reason', quote: 'secret quote' },
    })
    await say(ledger, conversation, { at: daysAgo(2), author: 'bystander', text: 'This is awful' })

    const period = periodOf(4, CLOCK)
    const pieces = await moodsOf(ledger.db, piecesOf(period))
    expect(pieces.slice(-5)).toEqual([
      { ...NONE, negative: 1 },
      { ...NONE, negative: 1 },
      { ...NONE, unknown: 1 },
      { ...NONE, positive: 1 },
      NONE,
    ])
    expect(await conversationsWithin(ledger.db, period)).toBe(4)
    const felt = await feltWithin(ledger.db, { from: period.before.from, to: period.to })
    expect(felt.map(({ side, at }) => [side, at])).toEqual([
      ['negative', daysAgo(30)],
      ['negative', daysAgo(3)],
      ['positive', daysAgo(1)],
    ])
    const page = await room.see('/owner/feelings')
    expect(page).toContain('4 messages: 2 sounded unhappy, 1 happy, 0 showed no clear sign.')
    expect(page).toContain('still waiting')
    expect(page).not.toContain('secret')
  })

  test('a figure opens what it counts', async () => {
    const { ledger } = room
    const at = daysAgo(1)
    const unhappy = { sentiment: -0.6, topic: 'Delivery', reason: 'Has waited 100% too long' }
    await tell(ledger, { at, message: { text: 'the one' }, reading: unhappy })
    await tell(ledger, {
      at,
      message: { text: 'the other' },
      reading: { ...unhappy, language: 'de' },
      outcome: 'reopened',
    })
    await tell(ledger, { at, message: { text: 'no topic' }, reading: { sentiment: -0.6, reason: 'x' } })
    await tell(ledger, { at, message: { text: '', removed_at: NOW }, reading: { ...unhappy, quote: null } })
    const { conversation } = await tell(ledger, {
      at,
      message: { text: 'asked' },
      reading: { topic: 'price' },
    })
    const silent = await say(ledger, conversation, { at: at + 1, text: 'how sad' })
    await read(ledger, {
      ...{ conversation_id: conversation, message_id: silent, at, wrote_at: at + 1 },
      ...{ sentiment: -0.6, reason: 'sad words' },
    })
    await ledger.transaction((t) => spreadTopics(t, [conversation]))
    const page = await room.see('/owner/feelings')
    const days = 'from=2026-10-26&amp;to=2026-11-22&amp;mood=negative&amp;topic='
    expect(page).toContain(`href="/owner?${days}delivery#look"`)
    expect(page).toContain(`href="/owner?${days}delivery&amp;reason=has+waited+100%25+too+long#look"`)
    const shown = async (query: string) => {
      const list = await room.see(`/owner?from=2026-01-01&${query}`)
      return ['the one', 'the other', 'no topic', 'how sad'].filter((text) => list.includes(`${text}</q>`))
    }
    expect(await shown('topic=delivery&mood=negative')).toEqual(['the one', 'the other'])
    expect(await shown('topic=none')).toEqual(['no topic'])
    expect(page).toContain(`href="/owner?${days}price#look"`)
    expect(await shown('topic=price&mood=negative')).toEqual(['how sad'])
    expect(await room.see('/owner?from=2026-01-01&topic=price')).toContain('price, by what else they wrote')
    const whole = await room.see(`/owner/conversations/${conversation}?correct=${silent}`)
    expect(whole).toContain('It counts as price, by what else they wrote.')
    expect(await shown('reason=has+waited+100%25+too+long')).toEqual(['the one', 'the other'])
    expect(await shown('reason=0%25x')).toEqual([])
    expect(await shown('language=DE')).toEqual(['the other'])
    expect(await shown('outcome=reopened')).toEqual(['the other'])
    expect(await shown('platform=local')).toEqual(['the one', 'the other', 'no topic', 'how sad'])
    expect(await shown('platform=elsewhere')).toEqual([])
    expect((await room.get('/owner?outcome=splendid')).status).toBe(400)
    expect(await room.see('/owner?reason=waited&from=2026-11-01')).toContain('value="waited"')
    expect(await room.see('/owner?reason=waited')).toContain(
      'Words are looked for within a time: please choose “From” as well.',
    )
  })
})
