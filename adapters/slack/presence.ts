import type { Memory } from '../../src/adapter.ts'
import type { Log } from '../../src/log.ts'
import { catchUp, lookInto, wait } from './catch-up.ts'
import type { Hearing } from './hearing.ts'
import type { Workspace, Workspaces } from './workspaces.ts'

/** How often the ledger is told that we listen. Milliseconds. */
const HEARTBEAT = 30_000
/** After a look that something was in the way of, the next one. Milliseconds. */
const AGAIN = 60_000
/** Over HTTP nobody tells us of a gap: after so long a silence there may have been one. Milliseconds. */
const SILENCE = 15 * 60_000
/** What was said to us in a channel so long before we came into it is answered. Milliseconds. */
const BEFORE_US = 60 * 60_000

/** How long a look may take to stop. Milliseconds. */
const PATIENCE = 1_000

export type PresenceSettings = {
  memory: Memory
  log: Log
  clock: () => number
  staffChannel: string | null
  workspaces: Workspaces
  hearing: Hearing
  /** Whether a socket is open; null where Slack reaches us over HTTP alone. */
  isOpen(): boolean | null
  heartbeat?: number | undefined
  pause?: ((ms: number) => Promise<void>) | undefined
}

export type Presence = {
  begin(): void
  /** Slack brought something over HTTP. */
  heard(): void
  /** A gap may lie behind us: what was said in it is looked for. One look at a time, and one more for all that asked meanwhile. */
  lookBack(): void
  /** We came into a channel. */
  joined(workspace: Workspace, channel: string): void
  end(): Promise<void>
}

/** Keeps in the ledger until when we listened, and after a gap looks for what was said in it. */
export function createPresence(settings: PresenceSettings): Presence {
  const { memory, log, clock, workspaces, isOpen } = settings
  const ending = new AbortController()
  const pause = settings.pause ?? ((ms: number) => wait(ms, ending.signal))
  let looking: Promise<void> = Promise.resolve()
  let isAsked = false
  let isLooking = false
  let isWhole = true
  let heardAt = clock()
  let timer: NodeJS.Timeout | undefined

  /** While what was missed is not yet looked for, the gap is still open. */
  async function mark(): Promise<void> {
    if (isLooking || isAsked || !isWhole) return
    const open = isOpen()
    if (open === false) return
    await markAt(open === null ? heardAt : clock())
  }

  function look(): Promise<boolean> {
    return eachWorkspace((workspace) => catchUp(workspace, lookSettings()))
  }

  async function eachWorkspace(act: (workspace: Workspace) => Promise<boolean>): Promise<boolean> {
    let whole = true
    for (const workspace of await workspaces.all()) {
      const done = await act(workspace)
      whole &&= done
    }
    return whole
  }

  function lookSettings() {
    const { hearing, staffChannel } = settings
    return {
      memory,
      log,
      clock,
      staffChannel,
      signal: ending.signal,
      take: hearing.missed,
      takeBack: hearing.missing,
      pause,
    }
  }

  async function lookOn(): Promise<void> {
    isLooking = true
    while (isAsked && !ending.signal.aborted) {
      isAsked = false
      isWhole = await look().catch((error: unknown) => {
        log.trouble('could not look back', error)
        return false
      })
      if (isWhole || ending.signal.aborted) continue
      await pause(AGAIN)
      isAsked = true
    }
    isLooking = false
    await mark()
  }

  function lookBack(): void {
    isAsked = true
    if (!isLooking) looking = lookOn()
  }

  return {
    begin() {
      const again = () => {
        void mark()
        timer = setTimeout(again, settings.heartbeat ?? HEARTBEAT)
      }
      again()
    },
    heard() {
      const before = heardAt
      heardAt = clock()
      if (isOpen() === null && heardAt - before > SILENCE) lookBack()
    },
    lookBack,
    joined(workspace, channel) {
      const where = { channel, isDirect: false, thread: '' }
      void lookInto(where, clock() - BEFORE_US, workspace, lookSettings())
    },
    async end() {
      const wasOpen = isOpen()
      ending.abort()
      clearTimeout(timer)
      await Promise.race([looking, patience()])
      if (wasOpen !== false && isWhole && !isAsked && !isLooking)
        await markAt(wasOpen === null ? heardAt : clock())
    },
  }

  async function markAt(at: number): Promise<void> {
    try {
      for (const { id } of await workspaces.all()) await memory.listening(id, at)
    } catch (error) {
      log.trouble('not remembered that we listen', error)
    }
  }
}

function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE).unref())
}
