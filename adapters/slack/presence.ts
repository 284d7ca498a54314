import type { Memory } from '../../src/adapter.ts'
import type { Log } from '../../src/log.ts'
import { catchUp } from './catch-up.ts'
import type { Hearing } from './hearing.ts'
import type { Workspaces } from './workspaces.ts'

/** How often the ledger is told that we listen. Milliseconds. */
const HEARTBEAT = 30_000

export type PresenceSettings = {
  memory: Memory
  log: Log
  clock: () => number
  staffChannel: string | null
  workspaces: Workspaces
  hearing: Hearing
  /** Whether Slack can reach us. */
  isListening(): boolean
  heartbeat?: number | undefined
  pause?: ((ms: number) => Promise<void>) | undefined
}

export type Presence = {
  isListening(): boolean
  begin(): void
  /** A gap may lie behind us: what was said in it is looked for, one look after the other. */
  lookBack(): void
  /** `wasListening` until this moment. */
  end(wasListening: boolean): Promise<void>
}

/** Keeps in the ledger until when we listened, and after a gap looks for what was said in it. */
export function createPresence(settings: PresenceSettings): Presence {
  const { memory, log, clock, workspaces, isListening, pause } = settings
  const ending = new AbortController()
  let looking: Promise<void> = Promise.resolve()
  let looks = 0
  let isWhole = true
  let timer: NodeJS.Timeout | undefined

  /** While what was missed is not yet looked for, the gap is still open. */
  async function mark(listens: boolean): Promise<void> {
    if (!listens || looks > 0 || !isWhole) return
    try {
      for (const { id } of await workspaces.all()) await memory.listening(id, clock())
    } catch (error) {
      log.trouble('not remembered that we listen', error)
    }
  }

  async function look(): Promise<void> {
    const { hearing, staffChannel } = settings
    isWhole = false
    let whole = true
    for (const workspace of await workspaces.all()) {
      const done = await catchUp(workspace, {
        memory,
        log,
        clock,
        staffChannel,
        signal: ending.signal,
        take: (said, sentAt, where) => hearing(said, where, sentAt),
        ...(pause ? { pause } : {}),
      })
      whole &&= done
    }
    isWhole = whole
  }

  return {
    isListening,
    begin() {
      const again = () => {
        void mark(isListening())
        timer = setTimeout(again, settings.heartbeat ?? HEARTBEAT)
      }
      again()
    },
    lookBack() {
      looks += 1
      looking = looking
        .then(look)
        .catch((error: unknown) => log.trouble('could not look back', error))
        .then(() => {
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
