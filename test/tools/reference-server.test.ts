import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ServerSettings } from '../../src/tools/settings.ts'
import type { Tools } from '../../src/tools/tools.ts'
import { commandServer, NORA, opened, READS, urlServer, WRITES } from './shop.ts'

const EVERYTHING = createRequire(import.meta.url).resolve(
  '@modelcontextprotocol/server-everything/dist/index.js',
)
const TOOLS = {
  echo: { ...READS, customer: { argument: 'message', form: 'whole' as const } },
  'get-sum': READS,
  'get-structured-content': READS,
  'get-tiny-image': READS,
  'get-resource-links': READS,
  'get-env': READS,
  'toggle-simulated-logging': WRITES,
}

const children: ChildProcess[] = []
let tools: Tools | undefined
afterEach(async () => {
  await tools?.close()
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

/** The reference server over HTTP, in the given way, on a port of its own. */
async function listening(mode: 'streamableHttp' | 'sse', port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [EVERYTHING, mode], {
    env: { PATH: process.env.PATH, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  children.push(child)
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', (said) => /port/i.test(String(said)) && resolve())
    child.once('exit', () => reject(new Error('The reference server stopped')))
  })
  return child
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

const WAYS: Record<string, () => Promise<ServerSettings>> = {
  stdio: async () => commandServer(EVERYTHING, TOOLS, ['stdio'], { SHOP_KEY: 'abc' }),
  'streamable HTTP': async () => {
    const port = await freePort()
    await listening('streamableHttp', port)
    return urlServer(`http://127.0.0.1:${port}/mcp`, TOOLS)
  },
  'the older HTTP with events': async () => {
    const port = await freePort()
    await listening('sse', port)
    return urlServer(`http://127.0.0.1:${port}/sse`, TOOLS)
  },
}

describe.each(Object.keys(WAYS))('the reference server over %s', (way) => {
  let settings: ServerSettings
  beforeAll(() => undefined)
  const open = async () => {
    settings = (await WAYS[way]?.()) ?? settings
    tools = await opened({ all: settings })
    return tools
  }

  it('shows what the owner listed, and nothing else', async () => {
    const { list, troubles } = await open()
    expect(troubles()).toEqual({})
    expect(list().map(({ name, use }) => [name, use])).toEqual([
      ['all_echo', 'look up'],
      ['all_get-sum', 'look up'],
      ['all_get-structured-content', 'look up'],
      ['all_get-tiny-image', 'look up'],
      ['all_get-resource-links', 'look up'],
      ['all_get-env', 'look up'],
      ['all_toggle-simulated-logging', 'propose'],
    ])
    expect(list()[0]?.schema).toEqual({ type: 'object', properties: {}, required: [] })
    expect(list()[1]).toEqual({
      name: 'all_get-sum',
      description: 'Returns the sum of two numbers',
      use: 'look up',
      schema: {
        type: 'object',
        properties: {
          a: { type: 'number', description: 'First number' },
          b: { type: 'number', description: 'Second number' },
        },
        required: ['a', 'b'],
      },
    })
  })

  it('is asked with the customer whom we know, and says what it says', async () => {
    const { lookUp } = await open()
    const ask = (name: string, given: string) => lookUp(name, given, NORA)
    expect(await ask('all_echo', '{}')).toEqual({ ok: true, text: 'Echo: east:T1/U1' })
    expect(await ask('all_echo', '{"message":"west:T1/U2"}')).toMatchObject({ ok: false })
    expect(await ask('all_get-sum', '{"a":1,"b":2}')).toEqual({ ok: true, text: 'The sum of 1 and 2 is 3.' })
    expect(await ask('all_get-sum', '{"a":"one","b":2}')).toEqual({
      ok: false,
      why: 'The arguments do not fit: data/a must be number.',
    })
    expect(await ask('all_get-structured-content', '{"location":"Chicago"}')).toEqual({
      ok: true,
      text: '{"temperature":36,"conditions":"Light rain / drizzle","humidity":82}',
    })
    expect(await ask('all_get-tiny-image', '')).toEqual({
      ok: true,
      text: "Here's the image you requested:\n[image, not shown]\nThe image above is the MCP logo.",
    })
    expect(await ask('all_get-resource-links', '{"count":1}')).toMatchObject({
      text: expect.stringMatching(/\n\[link, not followed: [^:\]]+\]$/),
    })
  })

  it('does not look up what only a person may run, and runs it as it was prepared', async () => {
    const { lookUp, prepare, call } = await open()
    expect(await lookUp('all_toggle-simulated-logging', '{}', NORA)).toMatchObject({ ok: false })
    expect(prepare('all_get-sum', '{"a":1,"b":2}', NORA)).toMatchObject({ ok: false })
    const prepared = prepare('all_toggle-simulated-logging', ' { } ', NORA)
    if (!prepared.ok) throw new Error(prepared.why)
    expect(prepared.call).toEqual({ server: 'all', tool: 'toggle-simulated-logging', arguments: '{}' })
    expect(await call(prepared.call, NORA)).toMatchObject({
      outcome: 'done',
      text: expect.stringContaining('logging'),
    })
  })
})

it('gives a child the variables that are named, and none of ours', async () => {
  process.env.SECRET_OF_OURS = 'canary'
  tools = await opened({ all: commandServer(EVERYTHING, TOOLS, ['stdio'], { SHOP_KEY: 'abc' }) })
  delete process.env.SECRET_OF_OURS
  const { ok, ...said } = await tools.lookUp('all_get-env', '', NORA)
  expect(ok).toBe(true)
  expect(JSON.stringify(said)).toContain('SHOP_KEY')
  expect(JSON.stringify(said)).not.toMatch(/canary|TEST_DATABASE_URL|NODE_ENV/)
})

it('finds a server over HTTP again that was started anew', async () => {
  const port = await freePort()
  const first = await listening('streamableHttp', port)
  tools = await opened({ all: urlServer(`http://127.0.0.1:${port}/mcp`, TOOLS) })
  const sum = () => tools?.lookUp('all_get-sum', '{"a":1,"b":2}', NORA)
  expect(await sum()).toMatchObject({ ok: true })
  first.kill('SIGKILL')
  expect(await sum()).toEqual({ ok: false, why: 'The tool gave no answer.' })
  expect(tools.list()).toEqual([])
  expect(tools.troubles().all).toContain('ECONNREFUSED')
  await listening('streamableHttp', port)
  await expect.poll(() => tools?.list().length, { timeout: 10_000 }).toBe(7)
  expect(await sum()).toMatchObject({ ok: true })
  expect(tools.troubles()).toEqual({})
})

it('asks a server again at once that has only forgotten us', async () => {
  const port = await freePort()
  const first = await listening('streamableHttp', port)
  tools = await opened({ all: urlServer(`http://127.0.0.1:${port}/mcp`, TOOLS) })
  first.kill('SIGKILL')
  await listening('streamableHttp', port)
  expect(await tools.lookUp('all_get-sum', '{"a":1,"b":2}', NORA)).toMatchObject({ ok: true })
  const prepared = tools.prepare('all_toggle-simulated-logging', '{}', NORA)
  expect(prepared.ok && (await tools.call(prepared.call, NORA))).toMatchObject({ outcome: 'done' })
})
