/** All in milliseconds. */
export type Timing = {
  /** Until the first byte of the answer, which is after the model has read everything. */
  firstByte: number
  /** Between two pieces of a stream. */
  idle: number
  /** After the last word of a reply, for what was used. */
  afterEnd: number
  /** Before the second try, where the server names no time. */
  pause: number
  /** A try that has less time than this is not begun. */
  shortestTry: number
  /** How long a server rests after failing again and again, and after it has refused us. */
  restAfterFailures: number
  restAfterRefusal: number
}

export const TIMING: Timing = {
  firstByte: 30_000,
  idle: 15_000,
  afterEnd: 2_000,
  pause: 400,
  shortestTry: 1_000,
  restAfterFailures: 30_000,
  restAfterRefusal: 60_000,
}

/** What ended a call before its server did. */
export type Ended = 'first byte' | 'idle' | 'total' | 'too large' | 'called off'

/** Watches one call: `signal` aborts it when it is late, too large, or wanted no more. */
export type Watch = {
  readonly signal: AbortSignal
  /** Why it was aborted; null while it was not. */
  readonly ended: Ended | null
  /** Bytes came. */
  received(bytes: number): void
  /** So many characters have been written in all. */
  wrote(characters: number): void
  /** The reply has ended: what may still come gets little time. */
  almostOver(): void
  end(why: Ended): void
  /** Stops the clocks. The call is over. */
  stop(): void
}

type Limits = Pick<Timing, 'firstByte' | 'idle' | 'afterEnd'> & {
  total: number
  bytes: number
  characters: number
}

/** Starts the clocks of one call. Times in milliseconds; `bytes` and `characters` are the most that its answer may have. */
export function watch({ firstByte, idle, afterEnd, total, bytes, characters }: Limits): Watch {
  const controller = new AbortController()
  let ended: Ended | null = null
  let left = bytes
  let isFixed = false
  const stop = () => {
    isFixed = true
    clearTimeout(whole)
    clearTimeout(next)
  }
  const end = (why: Ended) => {
    if (ended !== null) return
    ended = why
    stop()
    controller.abort()
  }
  const within = (time: number, why: Ended) => {
    if (isFixed) return
    clearTimeout(next)
    next = setTimeout(() => end(why), time)
  }
  const whole = setTimeout(() => end('total'), total)
  let next = setTimeout(() => end('first byte'), firstByte)
  return {
    signal: controller.signal,
    get ended() {
      return ended
    },
    received(count) {
      left -= count
      if (left < 0) end('too large')
      within(idle, 'idle')
    },
    wrote(count) {
      if (count > characters) end('too large')
    },
    almostOver() {
      within(afterEnd, 'idle')
      isFixed = true
    },
    end,
    stop,
  }
}
