/**
 * What may go wrong with a call. `after` says that Slack did what was asked before it failed. `retryAfter` in seconds, as
 * Slack says it.
 */
export type Fault =
  | { kind: 'rate_limited'; retryAfter: number }
  | { kind: 'http'; status: number; after?: true }
  | { kind: 'reset'; after?: true }
  | { kind: 'black_hole'; after?: true }
  | { kind: 'error'; error: string }

type Planned = { method: string; fault: Fault; left: number; channel: string | null }

/** The faults that are to come, and the limits on how often. */
export class Faults {
  readonly #clock: () => number
  #planned: Planned[] = []
  #rows = Number.POSITIVE_INFINITY
  #callsPerMinute: number | null = null
  readonly #reads: number[] = []
  readonly #posts = new Map<string, number>()
  readonly #paced: boolean

  constructor(clock: () => number, paced: boolean) {
    this.#clock = clock
    this.#paced = paced
  }

  plan(method: string, fault: Fault, options: { times?: number; channel?: string }): void {
    const { times: left = 1, channel = null } = options
    this.#planned.push({ method, fault, left, channel })
  }

  heal(method?: string): void {
    this.#planned = method ? this.#planned.filter((planned) => planned.method !== method) : []
  }

  /** The next fault for this call, which is used up. */
  take(method: string, channel: unknown): Fault | null {
    const found = this.#planned.find(
      (planned) =>
        planned.method === method &&
        planned.left > 0 &&
        (planned.channel === null || planned.channel === channel),
    )
    if (!found) return this.#limits(method, channel)
    found.left -= 1
    return found.fault
  }

  limitHistory(rows: number, callsPerMinute: number | null): void {
    this.#rows = rows
    this.#callsPerMinute = callsPerMinute
    this.#reads.length = 0
  }

  rows(): number {
    return this.#rows
  }

  #limits(method: string, channel: unknown): Fault | null {
    if (method === 'conversations.history' || method === 'conversations.replies') return this.#readLimit()
    if (this.#paced && method === 'chat.postMessage') return this.#pace(String(channel))
    return null
  }

  #readLimit(): Fault | null {
    if (this.#callsPerMinute === null) return null
    const now = this.#clock()
    while (this.#reads[0] !== undefined && this.#reads[0] <= now - 60_000) this.#reads.shift()
    const [first] = this.#reads
    if (first === undefined || this.#reads.length < this.#callsPerMinute) {
      this.#reads.push(now)
      return null
    }
    return { kind: 'rate_limited', retryAfter: Math.max(1, Math.ceil((first + 60_000 - now) / 1000)) }
  }

  #pace(channel: string): Fault | null {
    const now = this.#clock()
    const last = this.#posts.get(channel)
    if (last !== undefined && now - last < 1000) return { kind: 'rate_limited', retryAfter: 1 }
    this.#posts.set(channel, now)
    return null
  }
}
