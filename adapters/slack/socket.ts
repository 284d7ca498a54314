import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../../src/log.ts'
import type { Handle } from './delivered.ts'
import { type Frame, readFrame } from './frame.ts'
import { FrameClient } from './frame-client.ts'
import { whyUnopened } from './unopened.ts'

/** Milliseconds. */
export type SocketTiming = {
  /** How long Slack may take to name the address of a socket. */
  ask: number
  /** How long from there until its hello. */
  hello: number
  /** How long our pings may stay unanswered; noticed within one and a third of it. */
  pong: number
  /** How long a closing socket waits for what is being handled, to ack it. */
  drain: number
  /** How long the other end may take to close as well, before the line is cut. */
  close: number
}

export type SocketSettings = {
  appToken: string
  apiUrl: string
  handle: Handle
  log: Log
  clock: () => number
  timing: SocketTiming
  /** Ends the opening of a socket at once. */
  ending: AbortSignal
}

/** One open connection to Slack. */
export type Socket = {
  /**
   * Why it is to be replaced, as soon as it is: `closed`, `deaf`, `mute`, or Slack's own reason. It may still be open
   * then. Never rejects.
   */
  readonly over: Promise<string>
  /** Epoch milliseconds. */
  readonly openedAt: number
  /** When the last frame came over it. Epoch milliseconds. */
  heardAt(): number
  isOpen(): boolean
  /** Has it replaced; false where that had been said before. */
  giveUp(why: 'deaf' | 'mute'): boolean
  /** Takes nothing more, waits for the acks of what is being handled, and hangs up. Never rejects. */
  close(): Promise<void>
}

type Envelope = Extract<Frame, { kind: 'envelope' }>

/**
 * Opens one connection; resolves after Slack's hello. Throws RefusedError where Slack says no for good, and
 * UnreachableError, its message a code, where another try may help.
 */
export async function openSocket(settings: SocketSettings): Promise<Socket> {
  const { appToken, apiUrl, handle, log, clock, timing, ending } = settings
  const over = Promise.withResolvers<string>()
  const underWay = new Set<Promise<void>>()
  let reason = 'unreachable'
  let opened = false
  let isOver = false
  let closing: Promise<void> | null = null
  let heardAt = clock()
  let helloTimer: NodeJS.Timeout | undefined

  const client = new FrameClient(
    {
      appToken,
      autoReconnectEnabled: false,
      clientPingTimeout: timing.pong,
      clientOptions: {
        slackApiUrl: apiUrl,
        retryConfig: { retries: 0 },
        timeout: timing.ask,
        rejectRateLimitedCalls: true,
        fetch: (url, init) => fetch(url, { ...init, signal: eitherOf(ending, init?.signal) }),
      },
    },
    // Once a socket is open, it warns of one thing only: that the other end has fallen silent.
    { isHello, warn: () => opened && giveUp('deaf') },
  )
  client.on('disconnected', () => giveUp('closed'))
  client.on('connecting', () => {
    // Slack's client would open the socket although it was told to disconnect while it asked for the address.
    if (ending.aborted) throw new Error('ending')
    reason = 'closed'
    helloTimer = setTimeout(() => abandon('no_hello'), timing.hello)
  })
  const end = () => abandon('ending')
  ending.addEventListener('abort', end, { once: true })
  try {
    await client.start()
  } catch (error) {
    await hangUp()
    throw whyUnopened(error, reason)
  } finally {
    clearTimeout(helloTimer)
    ending.removeEventListener('abort', end)
  }
  return {
    over: over.promise,
    openedAt: clock(),
    heardAt: () => heardAt,
    isOpen: () => closing === null && isActive(),
    giveUp,
    close,
  }

  function isActive(): boolean {
    return client.websocket?.isActive() ?? false
  }

  function giveUp(why: string): boolean {
    const isNews = !isOver
    isOver = true
    over.resolve(why)
    return isNews
  }

  function abandon(why: string): void {
    reason = why
    void hangUp()
  }

  function isHello(text: string): boolean {
    heardAt = clock()
    const frame = readFrame(text)
    if (frame.kind === 'envelope') take(frame)
    else if (frame.kind === 'leaving') leave(frame.reason)
    else if (frame.kind === 'unreadable') log.event('slack frame ignored')
    else opened = true
    return frame.kind === 'hello'
  }

  function leave(why: string): void {
    if (opened) giveUp(why)
    else abandon(why)
  }

  function take(envelope: Envelope): void {
    if (closing) return
    const one = answer(envelope).finally(() => underWay.delete(one))
    underWay.add(one)
  }

  async function answer({ id, delivered, takesBody }: Envelope): Promise<void> {
    try {
      if (!delivered) log.event('slack envelope empty', { envelope: id })
      const body = delivered ? await handle(delivered) : undefined
      ack(id, takesBody ? body : undefined)
    } catch (error) {
      log.trouble('slack delivery not taken', error, { envelope: id, retry: delivered?.retryNum ?? null })
    }
  }

  function ack(id: string, body: unknown): void {
    // What is sent over a socket that is closing is dropped without a word.
    if (!isActive()) {
      log.event('slack ack too late', { envelope: id })
      return
    }
    const payload = typeof body === 'string' ? { text: body } : (body ?? {})
    client.websocket?.send(JSON.stringify({ envelope_id: id, payload }), (error) => {
      if (error) log.trouble('slack ack not sent', error, { envelope: id })
    })
  }

  function close(): Promise<void> {
    closing ??= within(timing.drain, Promise.all(underWay)).then(hangUp)
    return closing
  }

  async function hangUp(): Promise<void> {
    await within(timing.close, client.disconnect())
    // The second time it cuts the line where the other end has not answered, and clears the timers it has left.
    client.websocket?.disconnect()
    giveUp('closed')
  }
}

/** Waits for it, so many milliseconds at the most. */
async function within(milliseconds: number, waited: Promise<unknown>): Promise<void> {
  const enough = new AbortController()
  const late = sleep(milliseconds, undefined, { signal: enough.signal }).catch(() => undefined)
  await Promise.race([waited.catch(() => undefined), late])
  enough.abort()
}

function eitherOf(ending: AbortSignal, other: AbortSignal | null | undefined): AbortSignal {
  return other ? AbortSignal.any([ending, other]) : ending
}
