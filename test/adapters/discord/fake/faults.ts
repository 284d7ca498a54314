/**
 * What may go wrong with a request. `after` says that Discord did what was asked before it failed. `retryAfter` in
 * seconds, as Discord says it. `error` is a JSON answer with a code of Discord's, its status the usual one unless told (30046 is a 429).
 * `slow` answers that many milliseconds late.
 */
export type Fault =
  | { kind: 'rate_limited'; retryAfter: number; scope?: 'user' | 'global' | 'shared' }
  | { kind: 'http'; status: number; after?: true }
  | { kind: 'reset'; after?: true }
  | { kind: 'black_hole'; after?: true }
  | { kind: 'error'; code: number; status?: number; message?: string; retryAfter?: number }
  | { kind: 'slow'; ms: number }

type Planned = { route: string; fault: Fault; left: number; channel: string | null }

/** The faults that are to come. */
export class Faults {
  #planned: Planned[] = []

  plan(route: string, fault: Fault, options: { times?: number; channel?: string }): void {
    const { times: left = 1, channel = null } = options
    this.#planned.push({ route, fault, left, channel })
  }

  heal(route?: string): void {
    this.#planned = route ? this.#planned.filter((planned) => planned.route !== route) : []
  }

  /** The next fault for this request, which is used up. */
  take(route: string, channels: (string | undefined)[]): Fault | null {
    const found = this.#planned.find(
      (planned) =>
        (planned.route === route || planned.route === '*') &&
        planned.left > 0 &&
        (planned.channel === null || channels.includes(planned.channel)),
    )
    if (!found) return null
    found.left -= 1
    return found.fault
  }
}
