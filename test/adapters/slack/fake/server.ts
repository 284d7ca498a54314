import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { type Answer, type Call, loose, type Method, needScope } from './api.ts'
import { ApiError } from './api-error.ts'
import { type Body, bodyOf } from './body.ts'
import type { Fault, Faults } from './faults.ts'
import type { Json, World } from './world.ts'

/** A page that is no method: uploads, downloads, response urls. True when it took the request. */
export type Page = (request: IncomingMessage, path: URL, body: Body, response: ServerResponse) => boolean

export type Doors = {
  world: World
  faults: Faults
  methods: Record<string, Method>
  pages: Page[]
  calls: Call[]
}

/** Opens the HTTP side on loopback, at a port that is free. */
export async function openServer(doors: Doors): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    serve(doors, request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('the fake Slack has no port')
  return { server, port: address.port }
}

async function serve(doors: Doors, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://slack')
  const body = await bodyOf(request)
  if (!path.pathname.startsWith('/api/')) {
    // Uploads and downloads fail by the first word of their path: upload, files-pri.
    const fault = doors.faults.take(path.pathname.split('/')[1] ?? '', null)
    if (fault) return fail(fault, response)
    if (!doors.pages.some((page) => page(request, path, body, response))) reply(response, 404, {})
    return
  }
  const method = path.pathname.slice('/api/'.length)
  const { token: inBody, ...args } = { ...Object.fromEntries(path.searchParams), ...body.fields }
  const token = tokenOf(request) ?? (typeof inBody === 'string' ? inBody : null)
  doors.calls.push({ method, args: readable(args), at: doors.world.clock() })
  const fault = doors.faults.take(method, args.channel ?? args.channel_id)
  if (fault && !happensAfter(fault)) return fail(fault, response)
  const answer = answerTo(doors, method, args, token)
  if (fault) return fail(fault, response)
  if (method === 'auth.test') response.setHeader('x-oauth-scopes', [...doors.world.home.scopes].join(','))
  reply(response, 200, answer)
}

function answerTo({ world, methods }: Doors, name: string, args: Json, token: string | null): Answer {
  try {
    const method = methods[name]
    if (!method) throw new ApiError('unknown_method', { req_method: name })
    allow(world, method, token)
    if (method.scopes) needScope(world, ...method.scopes)
    return method.run(args)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return { ok: false, error: error.code, ...error.extra }
  }
}

function allow({ home }: World, method: Method, token: string | null): void {
  if (method.token === 'none') return
  if (token === null || token === '') throw new ApiError('not_authed')
  const kind = token === home.botToken ? 'bot' : token === home.appToken ? 'app' : null
  if (kind === null) throw new ApiError('invalid_auth')
  if (home.revoked) throw new ApiError('token_revoked')
  if (kind !== method.token) throw new ApiError('not_allowed_token_type')
}

const WRITTEN_AS_JSON = ['blocks', 'attachments', 'metadata', 'view', 'files']

/** The arguments as they were before the form made strings of them. */
function readable(args: Json): Json {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      WRITTEN_AS_JSON.includes(name) ? loose(z.unknown()).parse(value) : value,
    ]),
  )
}

/** The token of the Authorization header, or null. */
export function tokenOf(request: IncomingMessage): string | null {
  return /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null
}

function happensAfter(fault: Fault): boolean {
  return 'after' in fault && fault.after === true
}

function fail(fault: Fault, response: ServerResponse): void {
  if (fault.kind === 'rate_limited') {
    response.setHeader('retry-after', String(fault.retryAfter))
    reply(response, 429, { ok: false, error: 'ratelimited' })
  } else if (fault.kind === 'error') reply(response, 200, { ok: false, error: fault.error })
  else if (fault.kind === 'http') reply(response, fault.status, { ok: false, error: 'internal_error' })
  else if (fault.kind === 'reset') response.destroy()
}

/** Answers with JSON. */
export function reply(response: ServerResponse, status: number, body: Json): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(body))
}
