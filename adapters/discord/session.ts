import { setTimeout as sleep } from 'node:timers/promises'
import type { REST } from 'discord.js'
import { RefusedError, UnreachableError } from '../../src/errors.ts'
import type { Log } from '../../src/log.ts'
import { asOurs, codeOf } from './failures.ts'
import { type Gateway, openGateway } from './gateway.ts'
import { createIdentifies, type Logins } from './identifies.ts'
import { createIntake, type Handle, type Packet } from './intake.ts'
import { TIMING, type Timing } from './session-timing.ts'
import { NO_CONTENT, saySessionTrouble } from './session-trouble.ts'
import { createWhoWeAre, type Me } from './who-we-are.ts'

export type { Timing } from './session-timing.ts'

/** The app may not read what is written in channels: then we go without. */
const NOT_ALLOWED = 'gateway_4014'
/** Longest that we wait because Discord asks us to. */
const LONGEST_REST = 5 * 60_000
/** What is handed over. */
const FOR_US =
  /^(?:MESSAGE_(?:CREATE|UPDATE|DELETE|DELETE_BULK)|THREAD_\w+|INTERACTION_CREATE|CHANNEL_(?:UPDATE|DELETE)|GUILD_ROLE_(?:UPDATE|DELETE)|GUILD_MEMBER_UPDATE)$/

export type SessionSettings = {
  token: string
  rest: REST
  /** When we logged in, as the ledger keeps it. */
  logins: Logins
  handle: Handle
  /** A gap may lie behind us: a session began that does not go on where another ended, or packets were dropped. */
  onGap: () => void | Promise<void>
  /** Discord has let us in, for the first time or again. */
  onOpen?: () => void
  log: Log
  clock: () => number
  timing?: Partial<Timing>
}

export type Session = {
  /**
   * Once. Resolves when Discord can reach us, or when that failed for a passing reason: it goes on trying then. Throws
   * RefusedError where Discord says no for good.
   */
  start(): Promise<void>
  /** Within three seconds; what is being handled is waited for, nothing is left behind. Never rejects. */
  stop(): Promise<void>
  /** Whether Discord can reach us. */
  isOpen(): boolean
  /** Whether it can, and what it brought is in the ledger: nothing was dropped, and nothing has waited for long. */
  isListening(): boolean
  /** What is wrong and what to do, in a sentence for the owner; null when all is well. */
  trouble(): string | null
  /** Who we are, once Discord has told us. */
  me(): Me | null
  /** The servers in which we are, as far as Discord has told us. */
  guilds(): readonly string[]
  /** Whether we may read what is written in channels without a word to us. */
  hasMessageContent(): boolean
  /** Whether the application is marked as one that may; null where Discord did not tell. */
  isContentMarked(): boolean | null
}

/** One connection to Discord's gateway, kept open. What it brings is handed over until it is taken. */
export function createSession(settings: SessionSettings): Session {
  const { log } = settings
  const timing = { ...TIMING, ...settings.timing }
  const ending = new AbortController()
  const first = Promise.withResolvers<void>()
  const identifies = createIdentifies({ ...settings, timing, onHeld: first.resolve })
  const intake = createIntake({ handle: settings.handle, onGap: mayHaveMissed, log, timing })
  const weAre = createWhoWeAre()
  let gateway: Gateway | null = null
  let keeping: Promise<void> = Promise.resolve()
  let stopping: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined
  let messageContent = true
  let refused: string | null = null
  let isBegun = false
  let code = 'connecting'

  const stopped = () => ending.signal.aborted
  const isOpen = () => gateway?.isOpen() ?? false

  function mayHaveMissed(): void {
    Promise.resolve()
      .then(settings.onGap)
      .catch((error: unknown) => log.trouble('discord catch-up not begun', error))
  }

  function onReady(data: unknown): void {
    if (!weAre.ready(data)) log.event('discord ready unreadable')
    first.resolve()
    mayHaveMissed()
  }

  function onPacket(packet: Packet): void {
    weAre.heard(packet)
    if (FOR_US.test(packet.t)) intake.take(packet)
  }

  function onClosed(closed: number): void {
    code = `gateway_${closed}`
    first.resolve()
  }

  /** One gateway after the other, for as long as Discord takes us. */
  async function keep(): Promise<void> {
    for (let tries = 0; !stopped(); tries++) {
      try {
        await identifies.free(ending.signal)
        gateway = await openGateway({
          ...settings,
          timing,
          messageContent,
          identifies,
          onReady,
          onOpen: settings.onOpen,
          onClosed,
          onPacket,
          ending: ending.signal,
        })
        const why = await outcomeOf(gateway)
        if (why === NOT_ALLOWED && messageContent) messageContent = false
        else if (why.startsWith('gateway_')) throw new RefusedError(why)
        else await failed(new UnreachableError(why), 1)
        tries = 0
      } catch (error) {
        if (stopped() || isForGood(error)) return
        await failed(error, tries + 1)
      }
    }
  }

  async function outcomeOf(opened: Gateway): Promise<string> {
    if (stopped()) await opened.close()
    const why = await opened.over
    await opened.close()
    return why
  }

  function isForGood(error: unknown): boolean {
    const why = codeOf(error)
    // Once we have begun there is nobody to refuse it to, and one odd answer is no proof: it is asked for again.
    const isRefused = (why === 'unauthorized' && !isBegun) || why?.startsWith('gateway_')
    if (!why || !isRefused) return false
    refused = why
    log.trouble('discord refuses us', error, { why })
    first.resolve()
    return true
  }

  /** Says so, and waits before another try. */
  async function failed(error: unknown, tries: number): Promise<void> {
    if (stopped()) return
    const ours = asOurs(error)
    code = codeOf(ours) ?? (error instanceof UnreachableError ? error.message : 'unreachable')
    log.trouble('discord gateway not open', error, { tries, why: code })
    first.resolve()
    const asked = ours instanceof UnreachableError ? (ours.retryAfter ?? 0) : 0
    const wait = Math.min(timing.longest, timing.shortest * 2 ** tries) * (0.5 + Math.random() / 2)
    await sleep(Math.max(wait, Math.min(asked, LONGEST_REST)), undefined, { signal: ending.signal }).catch(
      () => undefined,
    )
  }

  async function end(): Promise<void> {
    ending.abort()
    first.resolve()
    clearInterval(timer)
    await within(timing.end, Promise.all([gateway?.close(), keeping, within(timing.drain, intake.stop())]))
  }

  function stop(): Promise<void> {
    stopping ??= end()
    return stopping
  }

  return {
    async start() {
      timer = setInterval(() => gateway?.look(), timing.look)
      keeping = keep()
      await within(timing.begin, first.promise)
      isBegun = true
      if (refused === null) return
      await stop()
      throw new RefusedError(refused)
    },
    stop,
    isOpen,
    isListening: () => isOpen() && !intake.isBehind(),
    trouble() {
      if (refused !== null) return saySessionTrouble(refused)
      if (isOpen()) return messageContent ? null : NO_CONTENT
      return identifies.trouble() ?? saySessionTrouble(code)
    },
    me: weAre.me,
    guilds: weAre.guilds,
    hasMessageContent: () => messageContent,
    isContentMarked: weAre.isContentMarked,
  }
}

/** Waits for it, so many milliseconds at the most. */
async function within(milliseconds: number, waited: Promise<unknown>): Promise<void> {
  const enough = new AbortController()
  const late = sleep(milliseconds, undefined, { signal: enough.signal }).catch(() => undefined)
  await Promise.race([waited.catch(() => undefined), late])
  enough.abort()
}
