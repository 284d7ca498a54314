/** The platform answered, and the answer was no. `code` is the platform's own word for why. */
export class RefusedError extends Error {
  readonly code: string
  constructor(code: string, message = code) {
    super(message)
    this.name = 'RefusedError'
    this.code = code
  }
}

type Unanswered = { cause?: unknown; retryAfter?: number; mayHaveArrived?: boolean }

/**
 * No answer came. `retryAfter` in milliseconds, where the platform named a time. `mayHaveArrived` is false only where it
 * is certain that nothing was shown.
 */
export class UnreachableError extends Error {
  readonly retryAfter: number | null
  readonly mayHaveArrived: boolean
  constructor(message: string, options: Unanswered = {}) {
    super(message, { cause: options.cause })
    this.name = 'UnreachableError'
    this.retryAfter = options.retryAfter ?? null
    this.mayHaveArrived = options.mayHaveArrived ?? true
  }
}

/** What is set up is wrong; `problems` are for the person who runs Warmline, one line each, never with a secret. */
export class SetupError extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.name = 'SetupError'
    this.problems = problems
  }
}
