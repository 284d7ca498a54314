import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'

const Ack = z.object({ envelope_id: z.string(), payload: z.unknown() })

/** How apps.connections.open answers; null for the address of a socket. */
export type Answer = ((response: ServerResponse) => void) | null

export const refusing = (error: string): Answer => json(200, { ok: false, error })
export const failing = (status: number, headers: Record<string, string> = {}): Answer =>
  json(status, {}, headers)
export const hanging: Answer = () => undefined
export const resetting: Answer = (response) => response.destroy()

function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

export type SocketServer = Awaited<ReturnType<typeof startSocketServer>>

/** The part of Slack that gives out sockets and speaks over them, on loopback. */
export async function startSocketServer() {
  const links: WebSocket[] = []
  const acks: { id: string; payload: unknown; link: number }[] = []
  const seen: { token: string; at: number }[] = []
  const happened: string[] = []
  const state: { answer: Answer; upgrades: boolean; pongs: boolean; hello: string | null } = {
    answer: null,
    upgrades: true,
    pongs: true,
    hello: JSON.stringify({ type: 'hello', num_connections: 1 }),
  }
  let envelopes = 0

  const server = createServer((request, response) => {
    seen.push({ token: request.headers.authorization ?? '', at: performance.now() })
    request.resume()
    if (state.answer) return state.answer(response)
    json(200, { ok: true, url: `ws://127.0.0.1:${port()}/link` })?.(response)
  })
  const upgraded = new WebSocketServer({ noServer: true })
  const pongless = new WebSocketServer({ noServer: true, autoPong: false })
  const lines = new Set<Socket>()
  server.on('connection', (line) => {
    lines.add(line)
    line.on('error', () => undefined)
    line.on('close', () => lines.delete(line))
  })
  server.on('upgrade', (request: IncomingMessage, socket, head) => {
    if (!state.upgrades) return socket.resume()
    const by = state.pongs ? upgraded : pongless
    by.handleUpgrade(request, socket, head, accept)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))

  function port(): number {
    const address: AddressInfo | string | null = server.address()
    return address && typeof address === 'object' ? address.port : 0
  }

  function accept(link: WebSocket): void {
    const number = links.push(link) - 1
    happened.push(`open ${number}`)
    link.on('error', () => undefined)
    link.on('close', () => happened.push(`close ${number}`))
    link.on('message', (data) => {
      const { envelope_id: id, payload } = Ack.parse(JSON.parse(String(data)))
      acks.push({ id, payload, link: number })
      happened.push(`ack ${id}`)
    })
    if (state.hello) link.send(state.hello)
  }

  return {
    state,
    links,
    acks,
    seen,
    happened,
    apiUrl: `http://127.0.0.1:${port()}/api/`,
    lines: () => lines.size,
    live: () => links.filter(({ readyState, OPEN }) => readyState === OPEN),
    /** Sends an event over a link; returns the envelope's id. */
    deliver(link: WebSocket, more: Record<string, unknown> = {}): string {
      envelopes += 1
      const id = `envelope-${envelopes}`
      const payload = { type: 'event_callback', event_id: `Ev${envelopes}`, event: { type: 'message' } }
      link.send(JSON.stringify({ type: 'events_api', envelope_id: id, payload, ...more }))
      return id
    },
    tell(link: WebSocket, reason: string): void {
      link.send(JSON.stringify({ type: 'disconnect', reason }))
    },
    drop(): void {
      for (const link of links) link.terminate()
    },
    async stop(): Promise<void> {
      for (const line of lines) line.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}
