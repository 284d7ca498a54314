import { setTimeout as sleep } from 'node:timers/promises'
import { RefusedError, UnreachableError } from '../../src/errors.ts'
import type { Log } from '../../src/log.ts'
import type { Handle } from './delivered.ts'
import { openSocket, type Socket, type SocketTiming } from './socket.ts'

/** After these it is over at once; after anything else the next is opened first. */
const GONE = new Set(['closed', 'deaf', 'link_disabled', 'too_many_websockets'])
const SILENT = new Set(['deaf', 'mute'])
/** Longest that we wait because Slack asks us to. */
const LONGEST_REST = 5 * 60_000

/** Milliseconds. */
export type Timing = SocketTiming & {
  /** The first wait before another try, and the longest. */
  shortest: number
  longest: number
  /** A socket that lived so long was well: the next is opened without much waiting. */
  steady: number
  /** So long may a socket bring nothing at all, before it is replaced to be sure. */
  quiet: number
  /** How often that is looked at. */
  look: number
}

const TIMING: Timing = {
  ask: 10_000,
  hello: 10_000,
  pong: 20_000,
  drain: 1_500,
  close: 300,
  shortest: 200,
  longest: 30_000,
  steady: 10_000,
  quiet: 10 * 60_000,
  look: 1_000,
}

export type SocketsSettings = {
  /** xapp-… */
  appToken: string
  /** Ends with a slash. */
  apiUrl: string
  handle: Handle
  /** A gap may lie behind us: the first socket opened after none was, or a silent one was replaced. */
  onOpen: () => void | Promise<void>
  log: Log
  clock: () => number
  timing?: Partial<Timing>
}

export type Sockets = {
  /**
   * Once. Resolves when Slack can reach us, or when the first try failed for a passing reason: it goes on trying then.
   * Throws RefusedError where Slack says no for good.
   */
  start(): Promise<void>
  /** Within two seconds: what is being handled is acked, nothing is left behind. Never rejects. */
  stop(): Promise<void>
  /** How many sockets are open. */
  open(): number
  /** Why none is open, as a code; null where one is. */
  trouble(): string | null
}

type Slot = {
  number: number
  socket: Socket | null
  why: string | null
  /** Since a socket of this slot was well. */
  tries: number
}

/** Two overlapping Socket Mode connections, kept open. An envelope is acked once `handle` has resolved, not before. */
export function createSockets(settings: SocketsSettings): Sockets {
  const { onOpen, log, clock } = settings
  const timing = { ...TIMING, ...settings.timing }
  const ending = new AbortController()
  const first = emptySlot(0)
  const slots = [first, emptySlot(1)]
  const running = new Set<Promise<unknown>>()
  let code = 'connecting'
  let mutedAt = -Infinity
  /** Until when Slack asked us, both slots, to ask for nothing. Epoch milliseconds. */
  let restUntil = 0
  let timer: NodeJS.Timeout | undefined

  const stopped = () => ending.signal.aborted
  const open = () => slots.filter(({ socket }) => socket?.isOpen()).length

  /** Runs to its end before `stop` does. */
  function run<T>(work: Promise<T>): Promise<T> {
    const done = work.then(
      () => undefined,
      () => undefined,
    )
    running.add(done)
    void done.then(() => running.delete(done))
    return work
  }

  async function renew(slot: Slot): Promise<void> {
    slot.tries += 1
    const next = await openSocket({ ...settings, timing, ending: ending.signal })
    if (stopped()) return next.close()
    const mayHaveMissed = open() === 0 || SILENT.has(slot.why ?? '')
    if (slot.socket) void run(slot.socket.close())
    slot.socket = next
    slot.why = null
    log.event('slack socket open', { socket: slot.number, open: open() })
    if (mayHaveMissed) void Promise.resolve().then(onOpen).catch(caught('slack catch-up not begun'))
  }

  function caught(what: string): (error: unknown) => void {
    return (error) => log.trouble(what, error)
  }

  function failed(slot: Slot, error: unknown): void {
    if (stopped()) return
    code = codeOf(error)
    const rest = error instanceof UnreachableError ? error.retryAfter : null
    if (rest !== null) restUntil = clock() + rest
    log.trouble('slack socket not opened', error, { socket: slot.number, tries: slot.tries, why: code })
  }

  /** Keeps one connection: waits until it is over, then opens the next, for as long as that takes. */
  async function keep(slot: Slot): Promise<void> {
    while (!stopped()) {
      if (slot.socket) await untilOver(slot, slot.socket)
      let isOpen = false
      while (!isOpen && !stopped()) isOpen = await reopened(slot)
    }
  }

  /** One wait and one try. */
  async function reopened(slot: Slot): Promise<boolean> {
    await sleep(waitOf(slot), undefined, { signal: ending.signal }).catch(() => undefined)
    if (stopped()) return false
    try {
      await renew(slot)
      return true
    } catch (error) {
      failed(slot, error)
      return false
    }
  }

  async function untilOver(slot: Slot, socket: Socket): Promise<void> {
    const why = await socket.over
    if (stopped()) return
    slot.why = why
    code = why
    if (clock() - socket.openedAt >= timing.steady) slot.tries = 0
    log.event('slack socket over', { socket: slot.number, why, open: open() })
    if (GONE.has(why)) void run(socket.close())
  }

  function waitOf({ socket, tries }: Slot): number {
    const rest = Math.min(LONGEST_REST, restUntil - clock())
    const isFine = tries === 0 && (socket === null || socket.isOpen())
    const wait = isFine ? 0 : Math.min(timing.longest, timing.shortest * 2 ** tries)
    return Math.max(rest, wait * (0.5 + Math.random() / 2))
  }

  /** Silence is told by the clock; the two are never replaced for it at the same time. */
  function look(): void {
    const now = clock()
    for (const { socket } of slots) {
      if (!socket) continue
      const isMute = now - socket.heardAt() >= timing.quiet && now - mutedAt >= timing.quiet / 2
      if (!socket.isOpen()) socket.giveUp('deaf')
      else if (isMute && socket.giveUp('mute')) mutedAt = now
    }
  }

  async function stop(): Promise<void> {
    ending.abort()
    clearInterval(timer)
    await Promise.all(slots.map(({ socket }) => socket?.close()))
    await Promise.all(running)
  }

  return {
    async start() {
      timer = setInterval(look, timing.look)
      try {
        await run(renew(first))
      } catch (error) {
        failed(first, error)
        if (error instanceof RefusedError) {
          await stop()
          throw error
        }
      }
      for (const slot of slots) void run(keep(slot))
    },
    stop,
    open,
    trouble: () => (open() > 0 ? null : code),
  }
}

function emptySlot(number: number): Slot {
  return { number, socket: null, why: null, tries: 0 }
}

function codeOf(error: unknown): string {
  if (error instanceof RefusedError) return error.code
  return error instanceof UnreachableError ? error.message : 'unreachable'
}
