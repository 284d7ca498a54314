/** The platform answered, and the answer was no. `code` is the platform's own word for why. */
export class RefusedError extends Error {
  readonly code: string
  constructor(code: string, message = code) {
    super(message)
    this.name = 'RefusedError'
    this.code = code
  }
}

/** No answer came: it may or may not have arrived. `retryAfter` in milliseconds, where the platform named a time. */
export class UnreachableError extends Error {
  readonly retryAfter: number | null
  constructor(message: string, options: { cause?: unknown; retryAfter?: number } = {}) {
    super(message, { cause: options.cause })
    this.name = 'UnreachableError'
    this.retryAfter = options.retryAfter ?? null
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
