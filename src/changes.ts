/** So many are remembered: platforms bring things again for some minutes, and not in their order. */
const REMEMBERED = 2_000

/** What was edited and taken back of late, for what comes after it though it was before. May be forgotten. */
export type Changes = {
  taken(channel: string, id: string): void
  isTaken(channel: string, id: string): boolean
  /** Whether this edit, of that moment, is the newest that we heard of. */
  isNewest(channel: string, id: string, editedAt: number): boolean
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
    taken: (channel, id) => keep(taken, `${channel} ${id}`, true),
    isTaken: (channel, id) => taken.has(`${channel} ${id}`),
    isNewest(channel, id, editedAt) {
      const key = `${channel} ${id}`
      const known = edits.get(key) ?? Number.NEGATIVE_INFINITY
      if (editedAt < known) return false
      keep(edits, key, editedAt)
      return true
    },
  }
}
