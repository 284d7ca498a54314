import { describe, expect, it } from 'vitest'
import { createPosting, type Posting } from '../../../adapters/discord/posting.ts'
import { createRest } from '../../../adapters/discord/rest.ts'
import type { Fault } from './fake/faults.ts'
import { deliver, postingWorld } from './posting-world.ts'

/** Posts for each fault, in so many channels. */
const POSTS = 20
const CHANNELS = 10
const CREATE = 'POST /channels/:channel/messages'
const SPEAK = 'POST /webhooks/:webhook/:token'

const MINUTE = 60_000

type World = Awaited<ReturnType<typeof postingWorld>>

function seenIn({ discord }: World, channels: string[]): string[] {
  return channels.flatMap((channel) => discord.seen(channel).map(({ content }) => content)).sort()
}

const textOf = (id: string, part: number) => `${id}, part ${part}`

function meant(ids: string[], parts: number): string[] {
  return ids.flatMap((id) => Array.from({ length: parts }, (_, part) => textOf(id, part))).sort()
}

const faults: [string, Fault][] = [
  ['told to wait', { kind: 'rate_limited', retryAfter: 1 }],
  ['told to wait for others', { kind: 'rate_limited', retryAfter: 1, scope: 'shared' }],
  ['told to wait with everything', { kind: 'rate_limited', retryAfter: 1, scope: 'global' }],
  ['an HTTP 502 before it was stored', { kind: 'http', status: 502 }],
  ['an HTTP 502 after it was stored', { kind: 'http', status: 502, after: true }],
  ['a reset before it was stored', { kind: 'reset' }],
  ['a reset after it was stored', { kind: 'reset', after: true }],
  ['a black hole before it was stored', { kind: 'black_hole' }],
  ['a black hole after it was stored', { kind: 'black_hole', after: true }],
]

type Case = { parts: number; isRestarted: boolean; later: number; as?: true }
const cases: [string, Case][] = [
  ['the process lives on', { parts: 1, isRestarted: false, later: 1000 }],
  ['the process is another each time', { parts: 1, isRestarted: true, later: 1000 }],
  ['a person says it', { parts: 2, isRestarted: true, later: 1000, as: true }],
  ['each attempt is long after the other', { parts: 1, isRestarted: true, later: 20 * MINUTE }],
  ['it has three parts', { parts: 3, isRestarted: false, later: 1000 }],
  ['it has three parts and the process is another', { parts: 3, isRestarted: true, later: 20 * MINUTE }],
]

describe.each(faults)('%s', (_, fault) => {
  // Waiting takes its time, and after a limit it is certain that nothing was shown.
  const some = fault.kind === 'rate_limited' ? cases.slice(0, 3) : cases
  it.each(some)('is seen once by everybody, when %s', async (_, { parts, isRestarted, later, as }) => {
    const world = await postingWorld({ timeout: fault.kind === 'black_hole' ? 500 : 10_000 })
    const { discord, time, started, message } = world
    const channels = Array.from({ length: CHANNELS }, () => discord.addChannel({}))
    for (const channel of channels)
      discord.fail(as ? SPEAK : CREATE, fault, { channel, times: POSTS / CHANNELS })
    const posting = started()
    const ids = Array.from({ length: POSTS }, (_, n) => `delivery-number-${String(n).padStart(4, '0')}`)
    const ends = await Promise.all(
      ids.map((id, n) => {
        const channel = channels[n % CHANNELS] ?? ''
        const texts = Array.from({ length: parts }, (_, part) => textOf(id, part))
        const voice = as ? { as: { name: 'Kim', picture: null, parent: channel } } : {}
        const said = message(id, texts, { channel, ...voice })
        return deliver(() => (isRestarted ? started() : posting), said, time, { later })
      }),
    )
    expect(ends.filter((end) => !/^\d+$/.test(end))).toEqual([])
    expect(seenIn(world, channels)).toEqual(meant(ids, parts))
  })
})

describe('a channel that is not there, or not for us', () => {
  it.each([10003, 50001, 50013, 50007, 50278, 200000, 160005])('is a no for each post: %i', async (code) => {
    const { discord, time, started, channel, message, calls } = await postingWorld()
    discord.fail(CREATE, { kind: 'error', code }, { times: POSTS })
    const posting = started()
    const ends = []
    for (let n = 0; n < POSTS; n++) ends.push(await deliver(() => posting, message(`d${n}`), time))
    expect(new Set(ends)).toEqual(new Set([`refused: discord_${code}`]))
    expect(discord.seen(channel)).toEqual([])
    expect(calls(CREATE)).toHaveLength(POSTS)
  })
})

describe('a token that is not taken, and then is', () => {
  it('costs no post, and nothing is asked meanwhile', async () => {
    const world = await postingWorld()
    const { discord, time, clock, channel, message, calls } = world
    const rest = createRest({ token: discord.token, apiUrl: discord.apiUrl })
    const posting = createPosting({ rest, clock })
    discord.fail(CREATE, { kind: 'http', status: 401 })
    let failed = 0
    const ids = Array.from({ length: POSTS }, (_, n) => `d${n}`)
    const sent = ids.map((id) =>
      deliver(() => posting, message(id, [textOf(id, 0)]), time, {
        failed(error) {
          failed += 1
          expect(error).toMatchObject({ message: 'unauthorized', mayHaveArrived: false })
          if (failed < 3 * POSTS) expect(calls(CREATE)).toHaveLength(1)
          if (failed === 3 * POSTS) rest.reset()
        },
      }),
    )
    expect((await Promise.all(sent)).every((end) => /^\d+$/.test(end))).toBe(true)
    expect(seenIn(world, [channel])).toEqual(meant(ids, 1))
  })
})

describe('the trouble of one channel', () => {
  it.each<[string, Fault]>([
    ['told to wait', { kind: 'rate_limited', retryAfter: 5 }],
    ['told to wait for others', { kind: 'rate_limited', retryAfter: 5, scope: 'shared' }],
    ['a black hole', { kind: 'black_hole' }],
  ])('is not felt in others: %s', async (_, fault) => {
    const { discord, started, message } = await postingWorld({ timeout: 700 })
    const others = Array.from({ length: POSTS }, () => discord.addChannel({}))
    const ill = discord.addChannel({})
    const posting = started()
    const timed = async (round: string) => {
      const took: number[] = []
      for (const channel of others) {
        // Slower than our own pace, which is for all.
        await new Promise((resolve) => setTimeout(resolve, 30))
        took.push(await timeOf(posting, message(`${round}-${channel}`.slice(0, 24), ['x'], { channel })))
      }
      return took.sort((a, b) => a - b)
    }
    await timed('warm')
    const well = await timed('well')
    discord.fail(CREATE, fault, { channel: ill, times: POSTS })
    const failing = Array.from({ length: 4 }, (_, n) =>
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
