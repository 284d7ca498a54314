import { onTestFinished } from 'vitest'
import type { Payload } from '../../../adapters/discord/payload.ts'
import { createPosting, type Message, type Posting } from '../../../adapters/discord/posting.ts'
import { createRest } from '../../../adapters/discord/rest.ts'
import { RefusedError, UnreachableError } from '../../../src/errors.ts'
import { FakeDiscord } from './fake/discord.ts'
import type { Options } from './fake/settings.ts'

/** Whatever we do about limits is done in real time: nobody waits longer for one here. Milliseconds. */
const LONGEST_WAIT = 1500

/** A Discord, a clock that stands still until somebody waits, and our posting between them. */
export async function postingWorld(options: Options & { timeout?: number } = {}) {
  const { timeout = 1500, ...others } = options
  const time = { now: 1_800_000_000_000 }
  const clock = () => time.now
  const discord = await FakeDiscord.open({ clock, messageContent: true, ...others })
  onTestFinished(() => discord.close())
  const restOf = () => createRest({ token: discord.token, apiUrl: discord.apiUrl, timeout })
  const rest = restOf()
  /** As a process that was just started: it remembers nothing. */
  const started = () => createPosting({ rest: restOf(), clock })
  const channel = discord.addChannel({ name: 'help' })
  const message = (
    id: string,
    given: (string | Payload)[] = [`The words of ${id}`],
    more: Partial<Message> = {},
  ): Message => ({
    ...{ channel, doubtful: false, since: time.now, id },
    payloads: given.map((one) => (typeof one === 'string' ? { content: one } : one)),
    ...more,
  })
  const calls = (route: string) => discord.requests.filter((request) => request.route === route)
  return { discord, rest, time, clock, started, channel, message, calls }
}

/**
 * Tries as the outbox does: again after a failure that may pass, in doubt once an attempt may have arrived. `posting` is
 * asked for before each attempt, for the process may be another one by then. `later` is how much time passes between
 * two, milliseconds. Gives the message's id, or Discord's reason for a no.
 */
export async function deliver(
  posting: () => Posting,
  message: Message,
  time: { now: number },
  {
    later = 1000,
    failed = () => undefined,
  }: { later?: number; failed?: (error: UnreachableError) => void } = {},
): Promise<string> {
  let doubtful = message.doubtful
  for (let attempt = 0; attempt < 50; attempt++) {
    try {
      return await posting().post({ ...message, doubtful })
    } catch (error) {
      if (error instanceof RefusedError) return `refused: ${error.code}`
      if (!(error instanceof UnreachableError)) throw error
      failed(error)
      doubtful = error.mayHaveArrived
      time.now += error.retryAfter ?? later
      await new Promise((resolve) => setTimeout(resolve, Math.min(error.retryAfter ?? 0, LONGEST_WAIT)))
    }
  }
  return 'given up'
}

export const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error('it did not fail')
    },
    (error: unknown) => error,
  )
