import { type CallToolResult, type Client, ProtocolError, type Tool } from '@modelcontextprotocol/client'
import { withDeadline } from '../deadline.ts'
import type { Log } from '../log.ts'
import { dial, hangUp } from './dial.ts'
import { isLate, isNeverSent, tellMishap } from './mishap.ts'
import type { JsonObject } from './schema.ts'
import type { ServerSettings } from './settings.ts'

/** What became of a call: an answer, a no in words, certainly nothing, or nobody knows. */
export type Answer =
  | { kind: 'result'; result: CallToolResult }
  | { kind: 'no'; words: string }
  | { kind: 'not run' }
  | { kind: 'unknown' }

/** One server: connected again by itself whenever it was lost. Nothing here throws. */
export type Connection = {
  /** The tools that it has now, by its own names; null while it cannot be used. */
  tools(): ReadonlyMap<string, Tool> | null
  /** What is wrong at this moment, for the owner; null when all is well. */
  trouble(): string | null
  /** `harmless`: it only reads, so that it may be asked again. `within` in milliseconds, for all of it. */
  call(tool: string, given: JsonObject, harmless: boolean, within: number): Promise<Answer>
  /** Resolves when it was tried once. */
  tried(): Promise<void>
  close(): Promise<void>
}

/** Milliseconds. */
export type Timing = {
  /** How long connecting and listing may take. */
  connect: number
  /** So often the list of tools is read again, and with it whether the server is there. */
  refresh: number
  /** The wait before a server that was lost is tried again, and how long it may grow. */
  firstWait: number
  longestWait: number
}

type Live = { client: Client; tools: ReadonlyMap<string, Tool>; since: number }

export function openConnection(name: string, settings: ServerSettings, log: Log, timing: Timing): Connection {
  let live: Live | null = null
  let connecting: Promise<void> | null = null
  let waiting: NodeJS.Timeout | undefined
  let refreshing: NodeJS.Timeout | undefined
  let failures = 0
  let trouble: string | null = null
  let closed = false
  const closing = new AbortController()

  async function connect(): Promise<void> {
    clearTimeout(waiting)
    waiting = undefined
    let client: Client | undefined
    try {
      client = await dial(settings, { timeout: timing.connect, signal: closing.signal })
      const mine = client
      mine.onclose = () => lose(mine, null)
      mine.setNotificationHandler('notifications/tools/list_changed', () => void refresh())
      const tools = await list(mine, timing.connect)
      if (closed) return await mine.close()
      live = { client: mine, tools, since: performance.now() }
      trouble = null
      refreshLater()
      log.event('tool server connected', { server: name, tools: tools.size })
    } catch (error) {
      if (client) await client.close().catch(() => undefined)
      fail(error)
    }
  }

  /** Connects, unless it is connected, or has failed so lately that it is left alone for a while. */
  function ensure(): Promise<void> {
    if (live || closed || waiting) return connecting ?? Promise.resolve()
    connecting ??= connect().finally(() => {
      connecting = null
    })
    return connecting
  }

  function fail(error: unknown): void {
    if (closed) return
    failures += 1
    trouble = tellMishap(name, settings, error)
    log.trouble('tool server lost', error, { server: name, failures })
    const wait = Math.min(timing.longestWait, timing.firstWait * 2 ** Math.min(failures - 1, 20))
    waiting = setTimeout(() => {
      waiting = undefined
      void ensure()
    }, wait)
    waiting.unref()
  }

  function lose(client: Client, error: unknown): void {
    if (live?.client !== client) return
    // One that stops as soon as it was started is not started again and again.
    if (performance.now() - live.since > timing.longestWait) failures = 0
    live = null
    clearTimeout(refreshing)
    void client.close().catch(() => undefined)
    fail(error)
  }

  function refreshLater(): void {
    clearTimeout(refreshing)
    refreshing = setTimeout(() => void refresh(), timing.refresh)
    refreshing.unref()
  }

  async function refresh(): Promise<void> {
    const mine = live
    if (!mine) return
    try {
      const tools = await list(mine.client, timing.connect)
      if (live !== mine) return
      live.tools = tools
      failures = 0
      refreshLater()
    } catch (error) {
      lose(mine.client, error)
    }
  }

  /** Tries at once what would have been tried a little later, unless it failed before that, too. */
  async function hurry(): Promise<void> {
    if (waiting && failures <= 1) {
      clearTimeout(waiting)
      waiting = undefined
    }
    await ensure()
  }

  async function attempt(tool: string, given: JsonObject, harmless: boolean, until: number): Promise<Answer> {
    const left = () => Math.max(0, until - performance.now())
    const inTime = (waited: Promise<void>) => withDeadline(left(), waited).catch(() => undefined)
    // A session that the server has forgotten is found out before anything is changed, not by it.
    if (!harmless) await inTime(refresh())
    for (let isSecond = false; ; isSecond = true) {
      await inTime(hurry())
      const mine = live
      if (!mine || left() === 0) return { kind: 'not run' }
      try {
        const asked = mine.client.callTool(
          { name: tool, arguments: given },
          { timeout: left(), ...definition(mine, tool) },
        )
        return { kind: 'result', result: await withDeadline(left(), asked) }
      } catch (error) {
        if (error instanceof ProtocolError) return { kind: 'no', words: error.message }
        log.trouble('tool call failed', error, { server: name })
        const isCertain = isNeverSent(error)
        if (isLate(error)) void refresh()
        else lose(mine.client, error)
        if (isSecond || isLate(error) || !(harmless || isCertain))
          return { kind: isCertain ? 'not run' : 'unknown' }
      }
    }
  }

  void ensure()
  return {
    tools: () => live?.tools ?? null,
    trouble: () => trouble,
    async call(tool, given, harmless, within) {
      try {
        return await attempt(tool, given, harmless, performance.now() + within)
      } catch (error) {
        log.trouble('tool call failed', error, { server: name })
        return { kind: 'unknown' }
      }
    },
    async tried() {
      await connecting
    },
    async close() {
      closed = true
      closing.abort()
      clearTimeout(waiting)
      clearTimeout(refreshing)
      const mine = live
      live = null
      if (mine) await hangUp(mine.client)
      await connecting
    },
  }
}

function definition({ tools }: Live, tool: string): { toolDefinition?: Tool } {
  const known = tools.get(tool)
  return known ? { toolDefinition: known } : {}
}

async function list(client: Client, within: number): Promise<ReadonlyMap<string, Tool>> {
  const { tools } = await withDeadline(
    within,
    client.listTools(undefined, { timeout: within, cacheMode: 'refresh' }),
  )
  // Where a name comes twice the first stands. What it declares of its results we do not hold it to: they are data.
  const known = tools.map(({ outputSchema: _, ...tool }) => [tool.name, tool] as const)
  return new Map(known.reverse())
}
