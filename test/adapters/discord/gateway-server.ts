import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'

const Packet = z.object({ op: z.number(), d: z.unknown() })
const Identify = z.object({ intents: z.number(), token: z.string() })
const Resume = z.object({ session_id: z.string(), seq: z.number() })
const HEARTBEAT = 1
const IDENTIFY = 2
const RESUME = 6

/** How gateway/bot answers; null for the address of the gateway. */
export type Answer = ((response: ServerResponse) => void) | null

export const failing = (status: number, body: unknown = {}): Answer => json(status, body)
export const hanging: Answer = () => undefined
export const resetting: Answer = (response) => response.destroy()
export const saying =
  (text: string): Answer =>
  (response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(text)

export function json(status: number, body: unknown): Answer {
  return (response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

export type GatewayServer = Awaited<ReturnType<typeof startGatewayServer>>

/** A gateway on loopback that does what Discord's should not: it says nothing, or nonsense, or never goodbye. */
export async function startGatewayServer(port = 0) {
  const links: WebSocket[] = []
  const identifies: { intents: number; token: string; at: number }[] = []
  const resumes: { session_id: string; seq: number }[] = []
  const lines = new Set<Socket>()
  const upgrading = new Set<Duplex>()
  const state = {
    answer: null as Answer,
    /** Takes the line; speaks first; answers a login, a resume, a heartbeat; says goodbye. */
    upgrades: true,
    hello: true,
    ready: true,
    resumed: true,
    acks: true,
    goodbyes: true,
    /** Closes with this code on a login. */
    refuses: null as ((intents: number) => number | null) | null,
    /** Refuses to open a line, with this HTTP status. */
    upgradeStatus: null as number | null,
    heartbeat: 45_000,
  }
  let asked = 0
  let seq = 0

  const server = createServer((request, response) => {
    asked += 1
    request.resume()
    if (state.answer) return state.answer(response)
    const session_start_limit = { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 1 }
    json(200, { url: url(), shards: 1, session_start_limit })?.(response)
  })
  const upgraded = new WebSocketServer({ noServer: true })
  server.on('connection', (line) => {
    lines.add(line)
    line.on('error', () => undefined)
    line.on('close', () => lines.delete(line))
  })
  server.on('upgrade', (request: IncomingMessage, socket, head) => {
    upgrading.add(socket)
    socket.on('end', () => socket.end())
    socket.on('close', () => upgrading.delete(socket))
    if (!state.upgrades) return socket.resume()
    if (state.upgradeStatus !== null) return socket.end(`HTTP/1.1 ${state.upgradeStatus} No\r\n\r\n`)
    upgraded.handleUpgrade(request, socket, head, accept)
  })
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))

  function where(): number {
    const address: AddressInfo | string | null = server.address()
    return address && typeof address === 'object' ? address.port : 0
  }

  function url(): string {
    return `ws://127.0.0.1:${where()}`
  }

  function accept(link: WebSocket): void {
    links.push(link)
    link.on('error', () => undefined)
    link.on('message', (data) => hear(link, Packet.parse(JSON.parse(String(data)))))
    if (state.hello) send(link, { op: 10, d: { heartbeat_interval: state.heartbeat } })
  }

  function hear(link: WebSocket, { op, d }: z.infer<typeof Packet>): void {
    if (op === HEARTBEAT && state.acks) send(link, { op: 11 })
    if (op === IDENTIFY) identify(link, Identify.parse(d))
    if (op === RESUME) {
      resumes.push(Resume.parse(d))
      if (state.resumed) dispatch(link, 'RESUMED', {})
    }
  }

  function identify(link: WebSocket, given: z.infer<typeof Identify>): void {
    identifies.push({ ...given, at: performance.now() })
    const code = state.refuses?.(given.intents) ?? null
    if (code !== null) link.close(code)
    else if (state.ready)
      dispatch(link, 'READY', {
        v: 10,
        user: { id: '100' },
        application: { id: '200' },
        guilds: [{ id: '300', unavailable: true }],
        session_id: `session-${identifies.length}`,
        resume_gateway_url: url(),
      })
  }

  function send(link: WebSocket, packet: unknown): void {
    link.send(JSON.stringify(packet))
  }

  function dispatch(link: WebSocket, t: string, d: unknown): void {
    seq += 1
    send(link, { op: 0, s: seq, t, d })
  }

  const live = () => links.filter(({ readyState, OPEN }) => readyState === OPEN)
  return {
    state,
    links,
    identifies,
    resumes,
    port: where(),
    apiUrl: `http://127.0.0.1:${where()}/api`,
    asked: () => asked,
    /** Lines to the gateway that are not gone for good. */
    lines: () => upgrading.size,
    live,
    /** The connection that was opened last. */
    link(): WebSocket {
      const last = live().at(-1)
      if (!last) throw new Error('nobody is connected')
      return last
    },
    send,
    /** To everybody who is connected. */
    tell(t: string, d: unknown): void {
      for (const link of live()) dispatch(link, t, d)
    },
    drop(): void {
      for (const link of links) link.terminate()
    },
    /** Reads nothing more from anybody: no goodbye is answered. Or it reads again. */
    deafen(isDeaf = true): void {
      for (const line of lines) isDeaf ? line.pause() : line.resume()
    },
    async stop(): Promise<void> {
      for (const line of lines) line.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}
