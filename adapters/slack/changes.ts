/** So many are remembered: Slack brings things again for some minutes, and not in their order. */
const REMEMBERED = 2_000

/** What was edited and taken back of late, for what comes after it though it was before. May be forgotten. */
export type Changes = {
  taken(channel: string, ts: string): void
  isTaken(channel: string, ts: string): boolean
  /** Whether this edit, of that moment in Slack's seconds, is the newest that we heard of. */
  isNewest(channel: string, ts: string, editedAt: number): boolean
}

export function createChanges(): Changes {
  const taken = new Map<string, true>()
  const edits = new Map<string, number>()
  const keep = <V>(map: Map<string, V>, key: string, value: V) => {
    map.delete(key)
    map.set(key, value)
    const [oldest] = map.keys()
    if (map.size > REMEMBERED && oldest !== undefined) map.delete(oldest)
  }
  return {
    taken: (channel, ts) => keep(taken, `${channel} ${ts}`, true),
    isTaken: (channel, ts) => taken.has(`${channel} ${ts}`),
    isNewest(channel, ts, editedAt) {
      const key = `${channel} ${ts}`
      const known = edits.get(key) ?? Number.NEGATIVE_INFINITY
      if (editedAt < known) return false
      keep(edits, key, editedAt)
      return true
    },
  }
}
