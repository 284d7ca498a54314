import { SocketModeClient } from '@slack/socket-mode'
import { LogLevel, WebClient, type WebClientOptions } from '@slack/web-api'
import { afterEach } from 'vitest'
import type { Options } from './settings.ts'
import { FakeSlack } from './slack.ts'

const opened: (() => Promise<unknown>)[] = []

/** Closes what was opened for a test, the latest first. */
export function closesAfterEach(): void {
  afterEach(async () => {
    for (const close of opened.splice(0).reverse()) await close()
  })
}

/** To be closed after this test. */
export function closing(close: () => Promise<unknown>): void {
  opened.push(close)
}

/** A Slack with one customer in one channel, and a client of the bot's that tries once. */
export async function openSlack(options: Options = {}) {
  const slack = await FakeSlack.open(options)
  closing(() => slack.close())
  const customer = slack.addUser({ name: 'Robin Moss', displayName: 'Robin' })
  const channel = slack.addChannel({ name: 'help', members: [customer] })
  return { slack, customer, channel, web: client(slack) }
}

/** A client with the bot's token, or with another. */
export function client(
  slack: FakeSlack,
  token = slack.home.botToken,
  options: WebClientOptions = {},
): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
    ...options,
  })
}

type Heard = {
  type: string
  body: { event_id?: string; event?: Record<string, unknown>; [key: string]: unknown }
  retry: number | undefined
}

/** A socket that acks everything with what `answer` gives, and does not ack where that is "nothing". */
export async function listen(slack: FakeSlack, answer: (heard: Heard) => unknown = () => undefined) {
  const socket = new SocketModeClient({
    appToken: slack.home.appToken,
    clientOptions: { slackApiUrl: slack.apiUrl },
    logger: silent,
    clientPingTimeout: 300,
  })
  const heard: Heard[] = []
  socket.on('slack_event', async ({ ack, type, body, retry_num: retry }) => {
    heard.push({ type, body, retry })
    const said = answer({ type, body, retry })
    if (said !== 'nothing') await ack(said)
  })
  await socket.start()
  closing(() => socket.disconnect())
  return { socket, heard, events: () => heard.map(({ body }) => body.event ?? body) }
}

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
}
