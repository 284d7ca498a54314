/**
 * Slack takes one post a second in one channel. Nobody waits here: whoever may not go yet is told in how many
 * milliseconds to come back, and finds the place free that was booked for them.
 */
export type Pace = {
  /** 0 when `id` may post `posts` messages now, else in how many milliseconds to come back. */
  take(channel: string, id: string, posts?: number): number
  /** Slack told us to keep out of this channel for so many milliseconds. */
  block(channel: string, ms: number): void
}

export type PaceSettings = {
  clock: () => number
  /** The least time between two posts in one channel, milliseconds. */
  pace?: number
}

/** How long a booking is kept for somebody who does not come. Milliseconds. */
const KEPT = 10 * 60 * 1000
/** How often what is past is cleared away. Milliseconds. */
const SWEEP = 60 * 1000

/** `free` is when whoever has not booked may go, `rested` when the last post is long enough ago. */
type Line = { free: number; rested: number; blocked: number; booked: Map<string, number> }

/** Keeps its count in memory, and forgets what is past. */
export function createPace({ clock, pace = 1000 }: PaceSettings): Pace {
  const lines = new Map<string, Line>()
  let seen = clock()
  let swept = seen

  return {
    take(channel, id, posts = 1) {
      const now = tick()
      const line = lineOf(channel)
      const booked = line.booked.get(id)
      if (mayGo(line, booked, now)) {
        line.booked.delete(id)
        line.rested = now + posts * pace
        line.free = Math.max(line.free, line.rested)
        return 0
      }
      if (booked !== undefined && booked > now && booked >= line.blocked) return booked - now
      const slot = Math.max(line.free, line.blocked)
      line.booked.set(id, slot)
      line.free = slot + posts * pace
      return slot - now
    },
    block(channel, ms) {
      const now = tick()
      const line = lineOf(channel)
      line.blocked = Math.max(line.blocked, now + ms)
    },
  }

  /** On time with a booking; or, late or without one, when nobody has just been. */
  function mayGo(line: Line, booked: number | undefined, now: number): boolean {
    if (now < line.blocked) return false
    if (booked === undefined) return now >= line.free
    return now >= booked && (now < booked + pace || now >= line.rested)
  }

  function lineOf(channel: string): Line {
    const known = lines.get(channel)
    if (known) return known
    const line: Line = { free: 0, rested: 0, blocked: 0, booked: new Map() }
    lines.set(channel, line)
    return line
  }

  /** The time. When the clock was put back, what was counted by it is worth nothing. */
  function tick(): number {
    const now = clock()
    if (now < seen - pace) lines.clear()
    seen = now
    if (now - swept >= SWEEP || now < swept) sweep(now)
    return now
  }

  function sweep(now: number): void {
    swept = now
    for (const [channel, line] of lines) {
      for (const [id, at] of line.booked) if (at < now - KEPT) line.booked.delete(id)
      if (line.booked.size === 0 && line.free <= now && line.blocked <= now) lines.delete(channel)
    }
  }
}
