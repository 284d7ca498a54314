import { createHash } from 'node:crypto'

type Limit = { limit: number; windowMs: number }
type Bucket = { left: number; until: number }

/** Far more than a test asks for. */
const AMPLE: Limit = { limit: 1000, windowMs: 1000 }

/** `resetAfter` in seconds. */
export type Allowance = { isAllowed: boolean; resetAfter: number; headers: Record<string, string> }

/** How often a route may be asked, in one channel, guild or webhook. Real time: clients wait in it. */
export class Buckets {
  readonly #limits = new Map<string, Limit>()
  readonly #buckets = new Map<string, Bucket>()

  limit(route: string, limit: Limit): void {
    this.#limits.set(route, limit)
  }

  /** Takes one from the bucket, if there is one left. */
  take(route: string, major: string): Allowance {
    const { limit, windowMs } = this.#limits.get(route) ?? AMPLE
    const now = performance.now()
    const key = `${route} ${major}`
    const known = this.#buckets.get(key)
    const bucket = known && known.until > now ? known : { left: limit, until: now + windowMs }
    this.#buckets.set(key, bucket)
    const isAllowed = bucket.left > 0
    if (isAllowed) bucket.left -= 1
    const resetAfter = (bucket.until - now) / 1000
    return { isAllowed, resetAfter, headers: headersOf(route, limit, bucket.left, resetAfter) }
  }
}

function headersOf(route: string, limit: number, left: number, resetAfter: number): Record<string, string> {
  return {
    'x-ratelimit-bucket': createHash('md5').update(route).digest('hex'),
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(left),
    'x-ratelimit-reset': (Date.now() / 1000 + resetAfter).toFixed(3),
    'x-ratelimit-reset-after': resetAfter.toFixed(3),
  }
}
