import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import type { Tools } from '../../src/tools/tools.ts'
import { commandServer, NORA, opened, QUICK, READS, urlServer, WRITES } from './shop.ts'

let server: Server | undefined
let tools: Tools | undefined
afterEach(async () => {
  await tools?.close()
  server?.closeAllConnections()
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)))
  server = undefined
})

type Asked = { id?: number; method: string; params?: { name?: string; protocolVersion?: string } }
type Answer = (asked: Asked, response: ServerResponse, request: IncomingMessage) => unknown

/** A server over HTTP that answers as it is told to; what is undefined is not answered at all. */
async function listening(answer: Answer): Promise<string> {
  server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += String(piece)
    if (request.method !== 'POST') return response.writeHead(405).end()
    const asked: Asked = JSON.parse(body)
    const result = answer(asked, response, request)
    if (response.writableEnded || result === undefined) return
    if (asked.id === undefined) return response.writeHead(202).end()
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ jsonrpc: '2.0', id: asked.id, ...(result ?? {}) }))
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/mcp`
}

const said = (text: string) => ({ result: { content: [{ type: 'text', text }] } })
const unknown = { error: { code: -32601, message: 'Method not found' } }

/** Speaks the protocol of 2025, and leaves what a tool does to `call`. */
const speaking =
  (call: Answer): Answer =>
  (asked, response, request) => {
    if (asked.id === undefined) return null
    if (asked.method === 'initialize') {
      const protocolVersion = asked.params?.protocolVersion
      return {
        result: { protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 's', version: '1' } },
      }
    }
    const tool = (name: string) => ({ name, inputSchema: { type: 'object', properties: {} } })
    if (asked.method === 'tools/list') return { result: { tools: [tool('look'), tool('buy')] } }
    return asked.method === 'tools/call' ? call(asked, response, request) : unknown
  }

const TOOLS = { look: READS, buy: WRITES }

it('sends the headers that the owner names, with every question', async () => {
  const seen = new Set<string | undefined>()
  const url = await listening((asked, response, request) => {
    seen.add(request.headers.authorization)
    return speaking(() => said('here'))(asked, response, request)
  })
  tools = await opened({ stock: urlServer(url, TOOLS, { Authorization: 'Bearer abc' }) })
  expect(await tools.lookUp('stock_look', '', NORA)).toEqual({ ok: true, text: 'here' })
  expect([...seen]).toEqual(['Bearer abc'])
})

it.each([
  [401, 'does not let us in. Check the key in its headers.'],
  [403, 'does not let us in. Check the key in its headers.'],
  [404, 'answers with HTTP 404. Check its address, and whether it runs.'],
  [503, 'answers with HTTP 503. Check its address, and whether it runs.'],
])('tells the owner what an HTTP %d means', async (status, says) => {
  const url = await listening((_asked, response) => response.writeHead(status).end('canary'))
  tools = await opened({ stock: urlServer(url, TOOLS, { Authorization: 'Bearer abc' }) })
  expect(tools.troubles()).toEqual({ stock: `The tool server stock ${says}` })
})

it('does not follow to another host, which would get the key', async () => {
  const url = await listening((_asked, response) =>
    response.writeHead(307, { location: 'http://127.0.0.2:1/' }).end(),
  )
  tools = await opened({ stock: urlServer(url, TOOLS, { Authorization: 'Bearer abc' }) })
  expect(tools.list()).toEqual([])
  expect(tools.troubles().stock).toContain('stock')
})

it('does not know what became of a call whose answer broke off, and does not make it again', async () => {
  let calls = 0
  const url = await listening(
    speaking((_asked, response) => {
      calls += 1
      response.destroy()
    }),
  )
  tools = await opened({ stock: urlServer(url, TOOLS) })
  const prepared = tools.prepare('stock_buy', '', NORA)
  expect(prepared.ok && (await tools.call(prepared.call, NORA))).toEqual({ outcome: 'unknown', text: '' })
  expect(calls).toBe(1)
})

it('says that nothing was done where the server did not take the call', async () => {
  const url = await listening(speaking((_asked, response) => response.writeHead(429).end()))
  tools = await opened({ stock: urlServer(url, TOOLS) })
  const prepared = tools.prepare('stock_buy', '', NORA)
  expect(prepared.ok && (await tools.call(prepared.call, NORA))).toEqual({ outcome: 'not run', text: '' })
})

it('passes on the words of a no that came as an error', async () => {
  const url = await listening(
    speaking(() => ({ error: { code: -32602, message: 'Nothing like that\u200b' } })),
  )
  tools = await opened({ stock: urlServer(url, TOOLS) })
  const prepared = tools.prepare('stock_buy', '', NORA)
  const { outcome, text } = (prepared.ok && (await tools.call(prepared.call, NORA))) || {
    outcome: '',
    text: '',
  }
  expect(outcome).toBe('failed')
  expect(text).toMatch(/Nothing like that$/)
})

it('takes nothing for an answer that is none', async () => {
  const url = await listening(speaking(() => ({ result: { content: 'all of it' } })))
  tools = await opened({ stock: urlServer(url, TOOLS) })
  expect(await tools.lookUp('stock_look', '', NORA)).toMatchObject({ ok: false })
})

it('is closed at once, even while a server does not say a word', async () => {
  const url = await listening(() => undefined)
  const mute = commandServer('-e', TOOLS, ['setInterval(() => undefined, 1000)'])
  const slow = { ...QUICK, connect: 60_000 }
  const { openTools } = await import('../../src/tools/tools.ts')
  const { silentLog } = await import('../../src/log.ts')
  tools = openTools(
    new Map([
      ['stock', urlServer(url, TOOLS)],
      ['mute', mute],
    ]),
    { log: silentLog, timing: slow },
  )
  expect(await tools.lookUp('stock_look', '', NORA, 50)).toMatchObject({ ok: false })
  const began = performance.now()
  await tools.close()
  expect(performance.now() - began).toBeLessThan(8_000)
})
