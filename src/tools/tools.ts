import type { Tool } from '@modelcontextprotocol/client'
import { stripHiddenCharacters } from '../knowledge/hidden.ts'
import { type Log, silentLog } from '../log.ts'
import { type Asker, bound, isAbout, readObject } from './binding.ts'
import { type Call, callText } from './call-text.ts'
import { type Answer, type Connection, openConnection, type Timing } from './connection.ts'
import { nameTools } from './names.ts'
import { capped, resultText } from './result.ts'
import { argumentNames, type JsonObject, shownSchema } from './schema.ts'
import type { ToolSettings, ToolsConfig } from './settings.ts'

/** A tool as a model is shown it. `use`: it may be looked up, or only be proposed to a person. */
export type ToolShown = {
  name: string
  description: string
  schema: JsonObject
  use: 'look up' | 'propose'
}

export type LookedUp = { ok: true; text: string } | { ok: false; why: string }

export type Prepared = { ok: true; call: Call } | { ok: false; why: string }

/** `failed`: the tool said no. `not run`: certainly nothing was done. `unknown`: it may have been done. */
export type Called = { outcome: 'done' | 'failed' | 'not run' | 'unknown'; text: string }

/** The company's tools. Nothing here throws. */
export type Tools = {
  /** What can be used at this moment, in the owner's order. */
  list(): ToolShown[]
  /** Runs a tool that only reads. `within` in milliseconds. What comes back is data, of at most 4,000 characters. */
  lookUp(name: string, argumentsJson: string, asker: Asker, within?: number): Promise<LookedUp>
  /** Makes the exact call that a person is asked to run; nothing is run. */
  prepare(name: string, argumentsJson: string, asker: Asker): Prepared
  /** Runs a call that a person has let through, as it was shown, once. `asker` must be whom it was prepared for. */
  call(call: Call, asker: Asker): Promise<Called>
  /** What is wrong, for the owner, by the server's name. */
  troubles(): Record<string, string>
  /** Tools that the owner says only read, and that their servers say change something, as server: tool. */
  doubts(): string[]
  /** Resolves when every server was tried once. */
  tried(): Promise<void>
  close(): Promise<void>
}

/** How long a tool may take. Milliseconds. */
const WITHIN = 15_000
export const TIMING: Timing = { connect: 15_000, refresh: 60_000, firstWait: 1_000, longestWait: 60_000 }
const LONGEST_DESCRIPTION = 500
/** Of a call as staff read it: the card must hold all of it, on every platform. */
const LONGEST_PROPOSED = 2_000

type Listed = { id: { server: string; tool: string }; settings: ToolSettings; connection: Connection }

/** Opens the servers of the configuration, none for null. Returns at once: they are connected to meanwhile. */
export function openTools(
  config: ToolsConfig | null,
  { log, timing = TIMING }: { log: Log; timing?: Timing },
): Tools {
  const connections = new Map<string, Connection>()
  const listed = new Map<string, Listed>()
  for (const [server, settings] of config ?? [])
    connections.set(server, openConnection(server, settings, log, timing))
  for (const [name, id] of nameTools(idsOf(config))) {
    const [settings, connection] = [config?.get(id.server)?.tools.get(id.tool), connections.get(id.server)]
    if (settings && connection) listed.set(name, { id, settings, connection })
  }

  function lookAt(name: string, use: ToolShown['use']): { one: Listed; tool: Tool } | { why: string } {
    const one = listed.get(name)
    if (!one || useOf(one.settings) !== use)
      return { why: `There is no tool ${JSON.stringify(name.slice(0, 64))} to ${use}.` }
    const tool = usable(one)
    return tool ? { one, tool } : { why: 'The tool cannot be used just now.' }
  }

  return {
    list() {
      return [...listed].flatMap(([name, one]): ToolShown[] => {
        const tool = usable(one)
        if (!tool) return []
        const { describe, customer } = one.settings
        const schema = shownSchema(tool.inputSchema, customer?.argument ?? null)
        return [
          {
            name,
            description: description(describe ?? tool.description ?? ''),
            schema,
            use: useOf(one.settings),
          },
        ]
      })
    },

    async lookUp(name, argumentsJson, asker, within = WITHIN) {
      const found = lookAt(name, 'look up')
      if ('why' in found) return { ok: false, why: found.why }
      const { one, tool } = found
      const made = bound(one.settings, tool, argumentsJson, asker)
      if ('why' in made) return { ok: false, why: made.why }
      return asLookedUp(await one.connection.call(one.id.tool, made.given, true, within))
    },

    prepare(name, argumentsJson, asker) {
      const found = lookAt(name, 'propose')
      if ('why' in found) return { ok: false, why: found.why }
      const made = bound(found.one.settings, found.tool, argumentsJson, asker)
      if ('why' in made) return { ok: false, why: made.why }
      const exact = JSON.stringify(made.given)
      const call = { ...found.one.id, arguments: exact }
      if (callText(call).length > LONGEST_PROPOSED)
        return { ok: false, why: 'The call is too long for a person to check.' }
      return { ok: true, call }
    },

    async call(call, asker) {
      const one = [...listed.values()].find(({ id }) => id.server === call.server && id.tool === call.tool)
      const given = one ? readObject(call.arguments) : null
      const isGone = one !== undefined && one.connection.tools() !== null && !usable(one)
      if (!one || isGone || !given || !isAbout(one.settings, given, asker))
        return { outcome: 'not run', text: '' }
      return asCalled(await one.connection.call(call.tool, given, false, WITHIN))
    },

    troubles() {
      const entries = [...connections].flatMap(([server, connection]): [string, string][] => {
        const trouble = connection.trouble() ?? missing(server, connection, [...listed.values()])
        return trouble === null ? [] : [[server, trouble]]
      })
      return Object.fromEntries(entries)
    },

    doubts() {
      return [...listed.values()].flatMap((one) => {
        const { readOnlyHint, destructiveHint } = usable(one)?.annotations ?? {}
        const isDoubtful = one.settings.read && (readOnlyHint === false || (destructiveHint && !readOnlyHint))
        return isDoubtful ? [`${one.id.server}: ${one.id.tool}`] : []
      })
    },

    async tried() {
      await Promise.all([...connections.values()].map((connection) => connection.tried()))
    },

    async close() {
      await Promise.all([...connections.values()].map((connection) => connection.close()))
    },
  }
}

function idsOf(config: ToolsConfig | null): { server: string; tool: string }[] {
  return [...(config ?? [])].flatMap(([server, { tools }]) =>
    [...tools.keys()].map((tool) => ({ server, tool })),
  )
}

function useOf({ read }: ToolSettings): ToolShown['use'] {
  return read ? 'look up' : 'propose'
}

/** The tool as its server has it now; none where what we must fill has no place in it any more. */
function usable({ id, settings, connection }: Listed): Tool | null {
  const tool = connection.tools()?.get(id.tool)
  if (!tool) return null
  const { customer } = settings
  return customer === null || argumentNames(tool.inputSchema).includes(customer.argument) ? tool : null
}

function missing(server: string, connection: Connection, listed: Listed[]): string | null {
  if (connection.tools() === null) return null
  const gone = listed.filter((one) => one.connection === connection && !usable(one)).map(({ id }) => id.tool)
  if (gone.length === 0) return null
  return `The tool server ${server} does not have ${gone.join(', ')} as your tools file names it, or not with that customer argument. It is not used: compare the two.`
}

function description(words: string): string {
  const clean = Array.from(stripHiddenCharacters(words.slice(0, 10_000)).replace(/\s+/g, ' ').trim())
  return clean.length <= LONGEST_DESCRIPTION
    ? clean.join('')
    : `${clean.slice(0, LONGEST_DESCRIPTION - 1).join('')}…`
}

function asLookedUp(answer: Answer): LookedUp {
  if (answer.kind === 'no') return { ok: false, why: capped(['The tool said no:', answer.words]) }
  if (answer.kind !== 'result') return { ok: false, why: 'The tool gave no answer.' }
  const text = resultText(answer.result)
  return answer.result.isError === true
    ? { ok: false, why: `The tool said no:\n${text}` }
    : { ok: true, text }
}

function asCalled(answer: Answer): Called {
  if (answer.kind === 'no') return { outcome: 'failed', text: capped([answer.words]) }
  if (answer.kind !== 'result') return { outcome: answer.kind, text: '' }
  return { outcome: answer.result.isError === true ? 'failed' : 'done', text: resultText(answer.result) }
}

/** For whoever has none. */
export const noTools: Tools = openTools(null, { log: silentLog })
