/** So many direct conversations are remembered. */
const REMEMBERED = 5_000

type Last = { ts: string; thread: string | null }
export type Threads = {
  /** Somebody wrote this in a direct conversation, perhaps in a thread of it. */
  heard(channel: string, ts: string, thread: string | null): void
  last(channel: string): Last | null
  /** The thread is gone: false where we knew of none. */
  leave(channel: string): boolean
}

/**
 * A direct conversation is one for us, whatever threads a customer opens in it; the reply goes where they wrote last, and
 * into the conversation itself as well. It may be forgotten: then it goes into the conversation alone.
 */
export function createThreads(): Threads {
  const known = new Map<string, Last>()
  return {
    heard(channel, ts, thread) {
      known.delete(channel)
      known.set(channel, { ts, thread: thread === ts ? null : thread })
      const [oldest] = known.keys()
      if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest)
    },
    last: (channel) => known.get(channel) ?? null,
    leave(channel) {
      const last = known.get(channel)
      if (!last?.thread) return false
      known.set(channel, { ...last, thread: null })
      return true
    },
  }
}
