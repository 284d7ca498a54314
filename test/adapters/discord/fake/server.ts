import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { ApiError, Code, unauthorized } from './api-error.ts'
import { type Body, bodyOf } from './body.ts'
import type { Buckets } from './buckets.ts'
import { serveFile } from './cdn.ts'
import type { Fault, Faults } from './faults.ts'
import { type Answer, type Found, invalid, type Router } from './routing.ts'
import type { World } from './world.ts'

/** One request as it came in. `status` null until it was answered, or where no answer came. `at` epoch milliseconds. */
export type Request = {
  method: string
  path: string
  route: string | null
  params: Record<string, string>
  query: Record<string, string>
  body: unknown
  files: string[]
  auth: 'bot' | 'wrong' | 'none'
  reason: string | null
  status: number | null
  at: number
}

export type Doors = {
  world: World
  router: Router
  faults: Faults
  buckets: Buckets
  requests: Request[]
  /** Those that are being answered. */
  under: Set<Request>
}

/** Opens the HTTP side on loopback, at a port that is free. */
export async function openServer(doors: Doors): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    serve(doors, request, response).catch((error: unknown) => {
      process.emitWarning(error instanceof Error ? error : String(error))
      reply(response, { status: 500, body: { message: '500: Internal Server Error', code: 0 } })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = z.object({ port: z.number() }).parse(server.address())
  return { server, port: address.port }
}

async function serve(doors: Doors, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://discord')
  if (url.pathname.startsWith('/attachments/')) {
    serveFile(doors.world, url, response)
    return
  }
  const body = await bodyOf(incoming)
  const [, version, path] = /^\/api\/v(\d+)(\/.*)$/.exec(url.pathname) ?? []
  const found = path === undefined ? null : doors.router.find(incoming.method ?? '', path)
  const request = noted(doors, incoming, url, path ?? url.pathname, found, body)
  doors.under.add(request)
  try {
    if (version !== '10') throw new ApiError(Code.InvalidAPIVersion, { message: 'Invalid API version' })
    await answer(doors, request, found, url, body, response)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    say(request, response, { status: error.status, body: error.body() })
  } finally {
    doors.under.delete(request)
  }
}

async function answer(
  doors: Doors,
  request: Request,
  found: Found | null,
  url: URL,
  body: Body | null,
  response: ServerResponse,
): Promise<void> {
  const fault = doors.faults.take(found?.key ?? '', channelsOf(doors.world, request))
  if (fault && !isLater(fault)) {
    fail(doors, request, fault, response)
    return
  }
  if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms))
  if (request.auth === 'wrong' || (found?.route.auth === 'bot' && request.auth !== 'bot'))
    throw unauthorized()
  if (!found) throw new ApiError(0, { status: 404, message: '404: Not Found' })
  const allowance = doors.buckets.take(found.key, majorOf(request))
  for (const [name, value] of Object.entries(allowance.headers)) response.setHeader(name, value)
  if (!allowance.isAllowed) {
    limit(request, response, allowance.resetAfter, 'user')
    return
  }
  if (!body) throw invalid(['_: CONTENT_TYPE_INVALID Expected JSON, or a form with payload_json'])
  const given = found.route.run({
    params: found.params,
    query: url.searchParams,
    body: body.json,
    files: body.files,
  })
  if (fault && fault.kind !== 'slow') fail(doors, request, fault, response)
  else say(request, response, given)
}

function noted(
  { world, requests }: Doors,
  incoming: IncomingMessage,
  url: URL,
  path: string,
  found: Found | null,
  body: Body | null,
): Request {
  const { authorization } = incoming.headers
  const isBot = authorization === `Bot ${world.home.token}`
  const reason = incoming.headers['x-audit-log-reason']
  const request: Request = {
    method: incoming.method ?? '',
    path,
    route: found?.key ?? null,
    params: found?.params ?? {},
    query: Object.fromEntries(url.searchParams),
    body: body?.json,
    files: [...(body?.files.values() ?? [])].map(({ name }) => name),
    auth: authorization === undefined ? 'none' : isBot ? 'bot' : 'wrong',
    reason: typeof reason === 'string' ? decodeURIComponent(reason) : null,
    status: null,
    at: world.clock(),
  }
  requests.push(request)
  return request
}

/** Where it happens: in the channel of the path, or where a webhook writes. */
function channelsOf(world: World, { params, query }: Request): (string | undefined)[] {
  const webhook = world.webhooks.get(params.webhook ?? '')
  return [params.channel, query.thread_id, webhook?.channel]
}

function majorOf({ params }: Request): string {
  return params.channel ?? params.guild ?? `${params.webhook ?? ''}${params.token ?? ''}`
}

function isLater(fault: Fault): boolean {
  return fault.kind === 'slow' || ('after' in fault && fault.after === true)
}

function fail({ under }: Doors, request: Request, fault: Fault, response: ServerResponse): void {
  if (fault.kind === 'error') {
    if (fault.retryAfter !== undefined) response.setHeader('retry-after', String(fault.retryAfter))
    throw new ApiError(fault.code, fault)
  }
  if (fault.kind === 'rate_limited') limit(request, response, fault.retryAfter, fault.scope ?? 'user')
  else if (fault.kind === 'http') {
    const body = { message: `${fault.status}: Something went wrong`, code: 0 }
    say(request, response, { status: fault.status, body })
  } else {
    under.delete(request)
    if (fault.kind === 'reset') response.destroy()
  }
}

/** 429. `shared`: others have used it up; `global`: the app asks for too much in all. */
function limit(request: Request, response: ServerResponse, seconds: number, scope: string): void {
  response.setHeader('retry-after', String(Math.ceil(seconds)))
  response.setHeader('x-ratelimit-scope', scope)
  if (scope === 'global') response.setHeader('x-ratelimit-global', 'true')
  if (scope === 'user') {
    response.setHeader('x-ratelimit-remaining', '0')
    response.setHeader('x-ratelimit-reset-after', seconds.toFixed(3))
  }
  const body = { message: 'You are being rate limited.', retry_after: seconds, global: scope === 'global' }
  say(request, response, { status: 429, body })
}

function say(request: Request, response: ServerResponse, given: Answer): void {
  request.status = given.status
  reply(response, given)
}

function reply(response: ServerResponse, { status, body }: Answer): void {
  if (response.writableEnded || response.destroyed) return
  if (body === undefined) {
    response.writeHead(status).end()
    return
  }
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
