import { setTimeout as sleep } from 'node:timers/promises'
import { later, unauthorized } from './failures.ts'

const SECOND = 1000
/**
 * The least time between two calls in the long run, and how many may be made at once before that: 45 in any second.
 * Discord allows 50, and counts when they arrive.
 */
const APART = SECOND / 36
const AT_ONCE = 9
/** So long a call waits for its turn before it is told to come back. Milliseconds. */
const PATIENCE = SECOND
/** Doors that are remembered as shut. */
const REMEMBERED = 1000

/** A call that is about to be made. `isOurs`: it carries our token, and counts towards what we may ask in a second. */
export type Call = { method: string; path: string; isOurs: boolean }

/** What lets calls out to Discord, or says at once when to come back. */
export type Gate = {
  /**
   * Resolves when the call may be made, within a second; rejects with UnreachableError when it may not: `retryAfter` says
   * in how many milliseconds it may.
   */
  pass(call: Call): Promise<void>
  /** Throws UnreachableError while our token is not taken. */
  check(): void
  /** Learns from an answer. */
  heard(call: Call, answer: { status: number; headers: Headers }): void
  isShut(): boolean
  open(): void
}

/** What asks who we are, and so whether our token is taken. */
const WHO_WE_ARE = /^GET .*\/users\/@me$/

/**
 * After Discord has refused our token nothing is let out until it is opened again, but for the question who we are.
 * `onShut` hears of each time that it shuts.
 */
export function createGate(onShut: () => void = () => undefined): Gate {
  let isShut = false
  let allUntil = 0
  /** When the calls that were let out would be made, were they evenly apart. */
  let paced = 0
  const until = new Map<string, number>()

  return {
    check() {
      if (isShut) throw unauthorized()
    },
    async pass(call) {
      look(call)
      const wait = call.isOurs ? turn() : 0
      if (wait <= 0) return
      await sleep(wait)
      // Much can have been heard meanwhile.
      look(call)
    },
    heard(call, { status, headers }) {
      if (status === 401 && call.isOurs) shutAll()
      if (status !== 429) return
      const now = performance.now()
      const back = now + (Number(headers.get('retry-after')) || 1) * SECOND
      if (isForAll(headers)) allUntil = Math.max(allUntil, back)
      else shut(doorOf(call), back, now)
    },
    isShut: () => isShut,
    open() {
      isShut = false
    },
  }

  function look(call: Call): void {
    if (call.isOurs && isShut && !WHO_WE_ARE.test(doorOf(call))) throw unauthorized()
    const now = performance.now()
    if (allUntil > now) throw later(allUntil - now, true)
    const wait = (until.get(doorOf(call)) ?? 0) - now
    if (wait > 0) throw later(wait)
  }

  /** In how many milliseconds it is a call's turn, which it has taken then. */
  function turn(): number {
    const now = performance.now()
    const next = Math.max(paced, now) + APART
    const wait = next - now - AT_ONCE * APART
    if (wait > PATIENCE) throw later(wait)
    paced = next
    return wait
  }

  function shutAll(): void {
    if (isShut) return
    isShut = true
    onShut()
  }

  function shut(door: string, back: number, now: number): void {
    for (const [other, at] of until) if (at <= now || until.size >= REMEMBERED) until.delete(other)
    until.set(door, back)
  }
}

function doorOf({ method, path }: Call): string {
  return `${method} ${path}`
}

/** The whole of Discord is shut; or what stands before it shuts us out, and does not say so in Discord's own words. */
function isForAll(headers: Headers): boolean {
  const scope = headers.get('x-ratelimit-scope')
  const isDiscords = (headers.get('content-type') ?? '').includes('json')
  return headers.has('x-ratelimit-global') || scope === 'global' || (scope === null && !isDiscords)
}
