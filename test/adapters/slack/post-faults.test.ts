import { describe, expect, it } from 'vitest'
import type { Posting } from '../../../adapters/slack/posting.ts'
import type { Fault } from './fake/faults.ts'
import { deliver, postingWorld } from './posting-world.ts'

/** Posts for each fault, in so many channels. */
const POSTS = 20
const CHANNELS = 5

type World = Awaited<ReturnType<typeof postingWorld>>

/** How often each delivery's parts are to be seen, whatever was meant to be seen. */
function seenParts({ slack }: World, channels: string[]): string[] {
  return channels
    .flatMap((channel) => slack.seen(channel))
    .map(({ metadata }) => JSON.stringify(metadata?.event_payload))
    .sort()
}

function meant(ids: string[], parts: number): string[] {
  return ids.flatMap((id) => Array.from({ length: parts }, (_, part) => JSON.stringify({ id, part }))).sort()
}

const faults: [string, Fault][] = [
  ['told to wait five seconds', { kind: 'rate_limited', retryAfter: 5 }],
  ['told to wait a minute', { kind: 'rate_limited', retryAfter: 60 }],
  ['an HTTP 500 before it was stored', { kind: 'http', status: 500 }],
  ['an HTTP 500 after it was stored', { kind: 'http', status: 500, after: true }],
  ['an HTTP 503 after it was stored', { kind: 'http', status: 503, after: true }],
  ['a reset before it was stored', { kind: 'reset' }],
  ['a reset after it was stored', { kind: 'reset', after: true }],
  ['a black hole before it was stored', { kind: 'black_hole' }],
  ['a black hole after it was stored', { kind: 'black_hole', after: true }],
  ['internal_error', { kind: 'error', error: 'internal_error' }],
  ['token_revoked', { kind: 'error', error: 'token_revoked' }],
]

describe.each(faults)('%s', (_, fault) => {
  it.each([
    ['the process lives on', 1, false],
    ['the process is another each time', 1, true],
    ['it has three parts', 3, false],
    ['it has three parts and the process is another each time', 3, true],
  ])(`is seen once by everybody, when %s`, async (_, parts, isRestarted) => {
    const world = await postingWorld({ timeout: fault.kind === 'black_hole' ? 500 : 10_000 })
    const { slack, time, started, message } = world
    const channels = Array.from({ length: CHANNELS }, () => slack.addChannel({}))
    for (const channel of channels)
      slack.fail('chat.postMessage', fault, { channel, times: POSTS / CHANNELS })
    const posting = started()
    const ids = Array.from({ length: POSTS }, (_, n) => `d${n}`)
    const ends = await Promise.all(
      ids.map((id, n) => {
        const channel = channels[n % CHANNELS] ?? ''
        const texts = Array.from({ length: parts }, (_, part) => `${id}, part ${part}`)
        return deliver(() => (isRestarted ? started() : posting), message(id, texts, { channel }), time)
      }),
    )
    expect(ends.filter((end) => !/^\d+\.\d{6}$/.test(end))).toEqual([])
    expect(seenParts(world, channels)).toEqual(meant(ids, parts))
  })
})

describe('a channel that is not there', () => {
  it('is a no for each post, and none is shown', async () => {
    const world = await postingWorld()
    const { slack, time, started, channel, message } = world
    slack.fail('chat.postMessage', { kind: 'error', error: 'channel_not_found' }, { times: POSTS })
    const posting = started()
    const ends = []
    for (let n = 0; n < POSTS; n++) ends.push(await deliver(() => posting, message(`d${n}`), time))
    expect(new Set(ends)).toEqual(new Set(['refused: channel_not_found']))
    expect(slack.seen(channel)).toEqual([])
  })
})

describe('a token that was revoked and replaced', () => {
  it('costs no post', async () => {
    const world = await postingWorld()
    const { slack, time, started, channel, message } = world
    slack.home.revoked = true
    const posting = started()
    let failed = 0
    const ids = Array.from({ length: POSTS }, (_, n) => `d${n}`)
    const ends = await Promise.all(
      ids.map((id) =>
        deliver(
          () => posting,
          message(id),
          time,
          () => {
            failed += 1
            slack.home.revoked = failed < 3 * POSTS
          },
        ),
      ),
    )
    expect(ends.every((end) => /^\d+\.\d{6}$/.test(end))).toBe(true)
    expect(seenParts(world, [channel])).toEqual(meant(ids, 1))
  })
})

describe('the trouble of one channel', () => {
  it.each<[string, Fault]>([
    ['told to wait', { kind: 'rate_limited', retryAfter: 5 }],
    ['a black hole', { kind: 'black_hole' }],
  ])('is not felt in others: %s', async (_, fault) => {
    const { slack, started, message } = await postingWorld({ timeout: 2000 })
    const others = Array.from({ length: POSTS }, () => slack.addChannel({}))
    const ill = slack.addChannel({})
    const posting = started(0)
    const timed = async (round: string) => {
      const took: number[] = []
      for (const channel of others)
        took.push(await timeOf(posting, message(`${round}-${channel}`, ['x'], { channel })))
      return took.sort((a, b) => a - b)
    }
    await timed('warm')
    const well = await timed('well')
    slack.fail('chat.postMessage', fault, { channel: ill, times: POSTS })
    const failing = Array.from({ length: POSTS }, (_, n) =>
      posting.post(message(`ill-${n}`, ['x'], { channel: ill })).catch(() => 'failed'),
    )
    const beside = await timed('beside')
    expect(beside[POSTS / 2] ?? 0).toBeLessThan((well[POSTS / 2] ?? 0) + 100)
    expect(beside.at(-1) ?? 0).toBeLessThan((well.at(-1) ?? 0) + 100)
    expect(new Set(await Promise.all(failing))).toEqual(new Set(['failed']))
  })
})

/** Milliseconds of real time. */
async function timeOf(posting: Posting, message: Parameters<Posting['post']>[0]): Promise<number> {
  const began = performance.now()
  await posting.post(message)
  return performance.now() - began
}
