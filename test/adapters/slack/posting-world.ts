import { onTestFinished } from 'vitest'
import { createClient } from '../../../adapters/slack/client.ts'
import { createPace } from '../../../adapters/slack/pace.ts'
import { createPosting, type Message, type Posting } from '../../../adapters/slack/posting.ts'
import { RefusedError, UnreachableError } from '../../../src/errors.ts'
import type { Options } from './fake/settings.ts'
import { FakeSlack } from './fake/slack.ts'

export const partOf = (text: string) => ({
  text,
  blocks: [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text } }],
})

export type Attempt = { doubtful: boolean; at: number }

/** A Slack, a clock that stands still until somebody waits, and our posting between them. */
export async function postingWorld(options: Options & { timeout?: number } = {}) {
  const { timeout = 1500, ...others } = options
  const time = { now: 1_800_000_000_000 }
  const clock = () => time.now
  const slack = await FakeSlack.open({ clock, ...others })
  onTestFinished(() => slack.close())
  const client = createClient({ token: slack.home.botToken, apiUrl: slack.apiUrl, timeout })
  /** As a process that was just started: it remembers nothing. */
  const started = (pace = 1000) => createPosting({ client, pace: createPace({ clock, pace }) })
  const channel = slack.addChannel({ name: 'help' })
  const message = (id: string, texts = [`The words of ${id}`], more: Partial<Message> = {}): Message => ({
    ...{ channel, thread: '', broadcast: false, doubtful: false, since: time.now },
    ...{ id, parts: texts.map(partOf), ...more },
  })
  const calls = (method: string) => slack.calls.filter((call) => call.method === method)
  return { slack, client, time, started, channel, message, calls }
}

/**
 * Tries as the outbox does: again after a failure that may pass, in doubt once an attempt may have arrived. `posting` is
 * asked for before each attempt, for the process may be another one by then. Gives the `ts`, or Slack's reason for a no.
 */
export async function deliver(
  posting: () => Posting,
  message: Message,
  time: { now: number },
  failed: (error: UnreachableError) => void = () => undefined,
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
      time.now += error.retryAfter ?? 1000
    }
  }
  return 'given up'
}
