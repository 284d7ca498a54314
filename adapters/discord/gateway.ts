import { setTimeout as sleep } from 'node:timers/promises'
import { type SessionInfo, WebSocketShardEvents, WebSocketShardStatus } from '@discordjs/ws'
import type { REST } from 'discord.js'
import type { Log } from '../../src/log.ts'
import { gatewayOptions } from './gateway-options.ts'
import type { Identifies } from './identifies.ts'
import type { Packet } from './intake.ts'
import { Shard } from './shard.ts'

/** With these codes Discord closes for good: trying again changes nothing. */
const FOR_GOOD = new Set([4004, 4010, 4011, 4012, 4013, 4014])

/** Milliseconds. */
export type GatewayTiming = {
  /** How long the line, Discord's hello, and the answer to a login may take. */
  handshake: number
  hello: number
  ready: number
  /** The first wait before another connection, and the longest. */
  shortest: number
  longest: number
  /** How long Discord may know a session whose line broke. */
  resumable: number
  /** So long may nothing at all happen while there is no session, before everything begins anew. */
  stuck: number
  /** How long the other end may take to close as well. */
  close: number
}

export type GatewaySettings = {
  token: string
  rest: REST
  messageContent: boolean
  identifies: Identifies
  log: Log
  timing: GatewayTiming
  /** `data` of a READY: a new session, not a resumed one. */
  onReady(data: unknown): void
  /** A session began, or goes on. */
  onOpen?: (() => void) | undefined
  /** For a passing reason: there is no session until the next READY, or until this one resumes. */
  onClosed(code: number): void
  onPacket(packet: Packet): void
  /** Ends the opening. */
  ending: AbortSignal
}

export type Gateway = {
  /** `gateway_` and the code with which Discord closed for good, or `stuck` or `broken`. Never rejects. */
  readonly over: Promise<string>
  isOpen(): boolean
  /** To be called now and then: begins anew where nothing moves any more. */
  look(): void
  /** Never rejects. */
  close(): Promise<void>
}

/**
 * Asks where the gateway is, and keeps one connection to it: it resumes and reconnects by itself until it is `over`.
 * Throws what `gatewayOptions` throws.
 */
export async function openGateway(settings: GatewaySettings): Promise<Gateway> {
  const { identifies, log, timing, onReady, onClosed, onPacket } = settings
  const options = await gatewayOptions({ ...settings, signal: settings.ending })
  const over = Promise.withResolvers<string>()
  const ending = new AbortController()
  let session: SessionInfo | null = null
  let isOpen = false
  let closing: Promise<void> | null = null
  let tries = 0
  let closedAt = -Infinity
  let movedAt = performance.now()

  const shard: Shard = new Shard(
    {
      options,
      async retrieveSessionInfo() {
        // Asked for at many times, and before each connection.
        if (shard.status === WebSocketShardStatus.Idle) await beforeConnecting()
        return session
      },
      updateSessionInfo(_shard, info) {
        session = info
      },
      async waitForIdentify(_shard, signal) {
        try {
          await identifies.take(AbortSignal.any([signal, ending.signal]))
        } catch (error) {
          // For any other reason than its own discord.js would log in without having waited.
          if (!signal.aborted) await never
          throw error
        }
      },
    },
    {
      closeWithin: timing.close,
      mayResume: () => performance.now() - closedAt < timing.resumable,
      onFailure(error) {
        log.trouble('discord connection failed', error)
        over.resolve('broken')
      },
    },
  )
  shard.on(WebSocketShardEvents.Hello, moved)
  shard.on(WebSocketShardEvents.Ready, ({ data }) => {
    opened()
    onReady(data)
  })
  shard.on(WebSocketShardEvents.Resumed, opened)
  shard.on(WebSocketShardEvents.Dispatch, ({ data: { t, d } }) => onPacket({ t, d }))
  shard.on(WebSocketShardEvents.Error, ({ error }) => log.trouble('discord connection troubled', error))
  shard.on(WebSocketShardEvents.Closed, ({ code }) => {
    moved()
    if (isOpen) closedAt = performance.now()
    isOpen = false
    log.event('discord connection closed', { code })
    if (FOR_GOOD.has(code)) over.resolve(`gateway_${code}`)
    else onClosed(code)
  })
  // It goes on by itself where this rejects.
  shard.connect().catch(() => undefined)

  function moved(): void {
    movedAt = performance.now()
  }

  function opened(): void {
    moved()
    isOpen = true
    tries = 0
    log.event('discord connection open')
    settings.onOpen?.()
  }

  async function beforeConnecting(): Promise<void> {
    try {
      const wait = tries === 0 ? 0 : Math.min(timing.longest, timing.shortest * 2 ** tries)
      tries += 1
      await sleep(wait * (0.5 + Math.random() / 2), undefined, { signal: ending.signal })
      if (!session) await identifies.free(ending.signal)
    } catch {
      await never
    }
    moved()
  }

  return {
    over: over.promise,
    isOpen: () => isOpen,
    look() {
      const isStill = performance.now() - movedAt > timing.stuck
      if (!isOpen && isStill && identifies.trouble() === null) over.resolve('stuck')
    },
    close() {
      ending.abort()
      isOpen = false
      over.resolve('closed')
      // Once: of two that wait for the same line, discord.js wakes the second only.
      closing ??= shard.destroy()
      return closing
    },
  }
}

/** What discord.js waits for, where there is nothing to go on with: it holds nothing, and is forgotten with the rest. */
const never = new Promise<never>(() => undefined)
