import { BrokenCircuitError, CircuitState, circuitBreaker, DelegateBackoff, handleType } from 'cockatiel'
import type { Timing } from './deadlines.ts'
import type { Failure } from './failures.ts'

/** So many failures in a row, and the server is given a rest. */
const FAILS = 5

export type Breaker = {
  /** What `run` gives, or null without running it where the server rests. Rejects as `run` does. */
  unlessResting<T extends { failure: Failure | null }>(run: () => Promise<T>): Promise<T | null>
  isResting(): boolean
}

/** What the breaker is to count. */
class Counted extends Error {}
/** What says neither that the server is well nor that it is not. */
class Uncounted extends Error {}

/**
 * One for each server: it opens after five failures in a row, or at once when the server refuses us whatever we ask, and
 * lets one call through when the rest is over.
 */
export function createBreaker(timing: Pick<Timing, 'restAfterFailures' | 'restAfterRefusal'>): Breaker {
  let failures = 0
  let isRefused = false
  const policy = circuitBreaker(handleType(Counted), {
    breaker: {
      state: null,
      success() {
        failures = 0
        isRefused = false
      },
      failure: () => ++failures >= FAILS || isRefused,
    },
    halfOpenAfter: new DelegateBackoff(() =>
      isRefused ? timing.restAfterRefusal : timing.restAfterFailures,
    ),
  })
  return {
    async unlessResting<T extends { failure: Failure | null }>(run: () => Promise<T>) {
      // Whoever comes while another tries whether it is well again would have to wait for that.
      if (policy.state === CircuitState.HalfOpen) return null
      let result: T | null = null
      try {
        await policy.execute(async () => {
          result = await run()
          isRefused = isLasting(result.failure)
          if (isRefused || result.failure?.isServers) throw new Counted()
          if (result.failure?.why === 'too_slow') throw new Uncounted()
        })
      } catch (error) {
        const isOurs = [Counted, Uncounted, BrokenCircuitError].some((kind) => error instanceof kind)
        if (!isOurs) throw error
      }
      return result
    },
    isResting: () => policy.state !== CircuitState.Closed,
  }
}

/** One call that the server does not take is no reason to send it no other. */
function isLasting(failure: Failure | null): boolean {
  return failure !== null && failure.refusal !== null && failure.refusal !== 'request'
}
