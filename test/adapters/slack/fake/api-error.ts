import type { Json } from './world.ts'

/** Slack said no: ok false and a word. */
export class ApiError extends Error {
  readonly code: string
  readonly extra: Json
  constructor(code: string, extra: Json = {}) {
    super(code)
    this.name = 'ApiError'
    this.code = code
    this.extra = extra
  }
}
