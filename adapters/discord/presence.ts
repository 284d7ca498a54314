import { setTimeout as sleep } from 'node:timers/promises'
import type { REST } from 'discord.js'
import type { Memory } from '../../src/adapter.ts'
import type { Log } from '../../src/log.ts'
import { catchUp } from './catch-up.ts'
import { DIRECT } from './where-to-look.ts'

/** How often the ledger is told that we listen. Milliseconds. */
const HEARTBEAT = 30_000
/** After a look that something was in the way of, the next one. Milliseconds. */
const AGAIN = 60_000

export type PresenceSettings = {
  rest: REST
  memory: Memory
  log: Log
  clock: () => number
  staffChannel: string | null
  askChannels: readonly string[]
  guilds(): readonly string[]
  /** A message of the past, in the shape of MESSAGE_CREATE. */
  take(message: unknown, sentAt: number): Promise<void>
  /** In the shape of MESSAGE_DELETE. */
  takeBack(packet: unknown): Promise<void>
  /** Whether Discord can reach us. */
  isListening(): boolean
  heartbeat?: number | undefined
  pause?: ((ms: number) => Promise<void>) | undefined
}

export type Presence = {
  begin(): void
  /** A gap may lie behind us: what was said in it is looked for, one look after the other. */
  lookBack(): void
  /** `wasListening` until this moment. */
  end(wasListening: boolean): Promise<void>
}

/** Keeps in the ledger until when we listened, and after a gap looks for what was said in it. */
export function createPresence(settings: PresenceSettings): Presence {
  const { rest, memory, log, clock, isListening, pause, guilds, staffChannel, askChannels, take, takeBack } =
    settings
  const ending = new AbortController()
  let looking: Promise<void> = Promise.resolve()
  let looks = 0
  let isWhole = true
  let timer: NodeJS.Timeout | undefined

  /** While what was missed is not yet looked for, the gap is still open. */
  async function mark(listens: boolean): Promise<void> {
    if (!listens || looks > 0 || !isWhole) return
    try {
      for (const workspace of workspaces()) await memory.listening(workspace, clock())
    } catch (error) {
      log.trouble('not remembered that we listen', error)
    }
  }

  function workspaces(): string[] {
    return [DIRECT, ...guilds()]
  }

  async function look(): Promise<void> {
    isWhole = false
    isWhole = await catchUp({
      rest,
      memory,
      workspaces: workspaces(),
      watched: { askChannels, staffChannel },
      take,
      takeBack,
      log,
      clock,
      signal: ending.signal,
      ...(pause ? { pause } : {}),
    })
  }

  /** Until it is done to its end. */
  async function lookOn(): Promise<void> {
    while (!ending.signal.aborted) {
      await look().catch((error: unknown) => log.trouble('could not look back', error))
      if (isWhole || ending.signal.aborted) return
      await (pause?.(AGAIN) ?? sleep(AGAIN, undefined, { signal: ending.signal }).catch(() => undefined))
    }
  }

  return {
    begin() {
      const again = () => {
        void mark(isListening())
        timer = setTimeout(again, settings.heartbeat ?? HEARTBEAT)
      }
      again()
    },
    lookBack() {
      looks += 1
      looking = looking.then(lookOn).then(() => {
        looks -= 1
        return mark(isListening())
      })
    },
    async end(wasListening) {
      ending.abort()
      clearTimeout(timer)
      await looking
      await mark(wasListening)
    },
  }
}
