import { z } from 'zod'
import { ApiError, Code } from './api-error.ts'
import type { Json } from './records.ts'

export type Upload = { name: string; type: string; bytes: Uint8Array }

/** One request to an endpoint. `files` by the number that stands in their field's name. */
export type Call = {
  params: Record<string, string>
  query: URLSearchParams
  body: unknown
  files: Map<number, Upload>
}

/** `body` undefined for 204. */
export type Answer = { status: number; body?: unknown }

/** `auth`: with the bot's token, or with what is in the path. */
export type Route = { auth: 'bot' | 'none'; run(call: Call): Answer }
/** By method and path, as in "GET /channels/:channel/messages/:message". */
export type Routes = Record<string, Route>

export const bot = (run: Route['run']): Route => ({ auth: 'bot', run })
export const open = (run: Route['run']): Route => ({ auth: 'none', run })

export const ok = (body: unknown): Answer => ({ status: 200, body })
export const created = (body: unknown): Answer => ({ status: 201, body })
export const NOTHING: Answer = { status: 204 }

/** What stands in the path under that name. */
export function param({ params }: Call, name: string): string {
  const value = params[name]
  if (value === undefined) throw new Error(`the route has no ${name}`)
  return value
}

type Compiled = { key: string; method: string; parts: string[]; route: Route }
export type Found = { key: string; route: Route; params: Record<string, string> }

/** Finds the route of a request. */
export class Router {
  readonly #all: Compiled[]

  constructor(routes: Routes) {
    this.#all = Object.entries(routes).map(([key, route]) => {
      const [method = '', path = ''] = key.split(' ')
      return { key, method, parts: path.split('/'), route }
    })
  }

  /** `path` without /api/v10. Routes with fewer names in them are meant first: @me before :user. */
  find(method: string, path: string): Found | null {
    const parts = path.split('/').map(decodeURIComponent)
    const fitting = this.#all.filter(
      (one) =>
        one.method === method &&
        one.parts.length === parts.length &&
        one.parts.every((part, n) => part.startsWith(':') || part === parts[n]),
    )
    const [best] = fitting.sort((one, other) => namesIn(one) - namesIn(other))
    if (!best) return null
    const named = best.parts.flatMap((part, n) =>
      part.startsWith(':') ? [[part.slice(1), parts[n] ?? ''] as const] : [],
    )
    return { key: best.key, route: best.route, params: Object.fromEntries(named) }
  }

  /** The route that a test means, whatever it calls the parts of the path. Throws where there is none. */
  named(key: string): string {
    const found = this.#all.find((one) => anonymous(one.key) === anonymous(key))
    if (!found) throw new Error(`there is no route ${key}`)
    return found.key
  }
}

function anonymous(key: string): string {
  return key.replace(/:\w+/g, ':')
}

function namesIn({ parts }: Compiled): number {
  return parts.filter((part) => part.startsWith(':')).length
}

/** Reads a body; otherwise 50035 with what is wrong with it. */
export function read<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body ?? {})
  if (parsed.success) return parsed.data
  throw invalid(
    parsed.error.issues.map(({ path, message }) => `${path.join('.') || '_'}: BASE_TYPE_INVALID ${message}`),
  )
}

const Nested = z.record(z.string(), z.unknown())

/** 50035, from lines such as "content: BASE_TYPE_MAX_LENGTH Must be 2000 or fewer in length." */
export function invalid(problems: string[]): ApiError {
  const errors: Json = {}
  for (const problem of problems) {
    const [path = '', rest = ''] = [
      problem.slice(0, problem.indexOf(': ')),
      problem.slice(problem.indexOf(': ') + 2),
    ]
    const [code = '', ...words] = rest.split(' ')
    let at: Json = errors
    for (const step of path.split('.').filter((part) => part !== '_')) {
      const next = Nested.safeParse(at[step]).data ?? {}
      at[step] = next
      at = next
    }
    const known = z.array(z.unknown()).safeParse(at._errors).data ?? []
    at._errors = [...known, { code, message: words.join(' ') }]
  }
  return new ApiError(Code.InvalidFormBodyOrContentType, { errors })
}
