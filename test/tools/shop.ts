import { join } from 'node:path'
import { silentLog } from '../../src/log.ts'
import type { Timing } from '../../src/tools/connection.ts'
import type { ServerSettings, ToolSettings } from '../../src/tools/settings.ts'
import { openTools } from '../../src/tools/tools.ts'

export const NORA = { adapter: 'east', workspace: 'T1', id: 'U1' }
/** Reads, and is about nobody. */
export const READS: ToolSettings = { read: true, customer: null, describe: null }
export const WRITES: ToolSettings = { ...READS, read: false }
/** Milliseconds: nobody waits long in a test. */
export const QUICK: Timing = { connect: 10_000, refresh: 60_000, firstWait: 20, longestWait: 200 }

type Named = Record<string, ToolSettings>

export function commandServer(
  file: string,
  tools: Named,
  args: string[] = [],
  env: Record<string, string> = {},
): ServerSettings {
  const folder = import.meta.dirname
  const quiet = ['--disable-warning=ExperimentalWarning', file]
  return {
    kind: 'command',
    command: process.execPath,
    args: [...quiet, ...args],
    env,
    folder,
    tools: new Map(Object.entries(tools)),
  }
}

export function urlServer(url: string, tools: Named, headers: Record<string, string> = {}): ServerSettings {
  return { kind: 'url', url, headers, tools: new Map(Object.entries(tools)) }
}

/** The sample shop's own server. `runs` is the file in which it writes what it cancelled. */
export function shop(tools: Named, runs = ''): ServerSettings {
  return commandServer(join(import.meta.dirname, 'shop-server.ts'), tools, [runs])
}

export async function opened(servers: Record<string, ServerSettings>, timing = QUICK) {
  const tools = openTools(new Map(Object.entries(servers)), { log: silentLog, timing })
  await tools.tried()
  return tools
}
