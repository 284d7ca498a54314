import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parse, YAMLParseError } from 'yaml'
import { z } from 'zod'

/** `whole` is adapter:workspace/id, `adapter_and_id` is adapter:id. */
export const CustomerForm = z.enum(['whole', 'adapter_and_id', 'id'], {
  error: () => 'must be whole, adapter_and_id or id',
})
export type CustomerForm = z.infer<typeof CustomerForm>

/** What the owner lets us do with one tool of a server. */
export type ToolSettings = {
  /** It only reads, says the owner: it may be looked up without asking. Otherwise a person runs it, or nobody. */
  read: boolean
  /** The argument that we fill with who the customer is, and in which form; null where the tool is about nobody. */
  customer: { argument: string; form: CustomerForm } | null
  /** The owner's own words on what it is for, instead of the server's. */
  describe: string | null
}

export type ServerSettings = { tools: ReadonlyMap<string, ToolSettings> } & (
  | { kind: 'command'; command: string; args: string[]; env: Record<string, string>; folder: string }
  | { kind: 'url'; url: string; headers: Record<string, string> }
)

/** The company's servers, by the owner's name for each. */
export type ToolsConfig = ReadonlyMap<string, ServerSettings>

const PLACEHOLDER = /\$\{([^}]*)\}/g

/** Says what is wrong in our own words; the names of keys are the owner's, the values are never shown. */
const told =
  (wrong: string) =>
  (issue: { code?: string | undefined; keys?: string[]; input?: unknown }): string => {
    if (issue.code === 'unrecognized_keys')
      return `has "${issue.keys?.join('", "')}", which means nothing here; ${wrong}`
    if (issue.code === 'invalid_key')
      return 'is no name that can be used here; it may have letters, digits, _ and -, up to 32'
    return issue.input === undefined ? `is missing; ${wrong}` : wrong
  }

const Text = (wrong: string) => z.string({ error: told(wrong) }).min(1, wrong)
/** Pieced together, or it would look like a slip. */
const SAMPLE = ['$', '{TOOL_KEY}'].join('')
const FromEnvironment = Text(`it must take its value from the environment, such as ${SAMPLE}`).refine(
  (text) => /\$\{[A-Za-z_]\w*\}/.test(text),
  `must take its value from the environment, such as ${SAMPLE}, so that no secret stands in this file`,
)
const Argument = Text('it must be the name of one of the tool’s arguments, or null')

const Tool = z.strictObject(
  {
    read: z.boolean({
      error: told('it must be true if the tool only reads, false if a person must press a button'),
    }),
    customer: Argument.nullable(),
    customer_as: CustomerForm.default('whole'),
    describe: Text('it must say in words what the tool is for')
      .max(1000, 'must be at most 1000 letters')
      .nullable()
      .default(null),
  },
  { error: told('a tool has read, customer, and if you like customer_as and describe') },
)

const Server = z.strictObject(
  {
    command: Text('it must be the command that starts the server').optional(),
    args: z
      .array(z.string({ error: told('each must be text, with quotes round a number') }), {
        error: told('it must be a list'),
      })
      .optional(),
    env: z
      .record(
        z.string().regex(/^[A-Za-z_]\w*$/, 'must be the name of an environment variable'),
        FromEnvironment,
        { error: told('it must be names with values') },
      )
      .optional(),
    url: Text('it must be the address of the server')
      .refine(
        (url) => /^https?:\/\/[^\s@]+$/i.test(url) && URL.canParse(url),
        'must look like https://tools.example.com/mcp; a key belongs in headers',
      )
      .optional(),
    headers: z
      .record(z.string().regex(/^[\w-]+$/, 'must be the name of a header'), FromEnvironment, {
        error: told('it must be names with values'),
      })
      .optional(),
    tools: z.record(z.string().min(1).max(128), Tool, {
      error: told('it must name each tool that may be used'),
    }),
  },
  { error: told('a server has command, args and env, or url and headers, and tools') },
)

const File = z.strictObject(
  {
    servers: z.record(
      z.string().regex(/^[A-Za-z0-9_-]{1,32}$/, 'must be named with up to 32 letters, digits, _ and -'),
      Server,
      { error: told('it must name each server') },
    ),
  },
  { error: told('the file begins with servers:') },
)

/** `value` of an environment variable by its name; undefined where it has none, null where it is not for tools. */
export type ValueOf = (name: string) => string | undefined | null

/** Reads the file, or adds to `problems` all that is wrong with it, one line each, never with a value. */
export function readTools(path: string, look: ValueOf, problems: string[]): ToolsConfig | null {
  const before = problems.length
  const wrong = (problem: string) => problems.push(`TOOLS_FILE, ${problem}`)
  const parsed = File.safeParse(readYaml(path, wrong))
  if (problems.length > before) return null
  for (const { path: at, message } of parsed.error?.issues ?? [])
    wrong(`${at.join('.') || 'the file'}: ${message}.`)
  if (!parsed.success) return null
  const servers = Object.entries(parsed.data.servers).map(([name, server]): [string, ServerSettings] => {
    const filled = (what: 'env' | 'headers') =>
      fill(server[what] ?? {}, look, (key, problem) => wrong(`servers.${name}.${what}.${key}: ${problem}`))
    const tools = new Map(Object.entries(server.tools).map(([tool, given]) => [tool, toolOf(given)]))
    const { command, args = [], url } = server
    if ((command === undefined) === (url === undefined))
      wrong(`servers.${name}: needs either command or url, one of the two.`)
    if (url === undefined && server.headers) wrong(`servers.${name}.headers: belongs to a server with url.`)
    if (command === undefined && (server.args || server.env))
      wrong(`servers.${name}: args and env belong to a server with command.`)
    if (url !== undefined) return [name, { kind: 'url', url, headers: filled('headers'), tools }]
    return [
      name,
      { kind: 'command', command: command ?? '', args, env: filled('env'), folder: dirname(path), tools },
    ]
  })
  return problems.length > before ? null : new Map(servers)
}

function toolOf({ read, customer, customer_as: form, describe }: z.infer<typeof Tool>): ToolSettings {
  return { read, customer: customer === null ? null : { argument: customer, form }, describe }
}

function readYaml(path: string, wrong: (problem: string) => void): unknown {
  try {
    return parse(readFileSync(path, 'utf8'))
  } catch (error) {
    // The library's own message quotes the file.
    const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined
    if (error instanceof YAMLParseError)
      wrong(
        `line ${line ?? '?'}: is not valid YAML. Look for a wrong indent, a missing quote, or a name given twice.`,
      )
    else wrong('the file: cannot be read. Name a YAML file that you may read, or remove the setting.')
    return null
  }
}

type Tell = (key: string, problem: string) => void

function fill(given: Record<string, string>, look: ValueOf, tell: Tell): Record<string, string> {
  const entries = Object.entries(given).map(([key, text]) => {
    const value = text.replaceAll(PLACEHOLDER, (_whole, name: string) => {
      const found = look(name)
      if (found === null)
        tell(key, `${name} is Warmline's own and no tool's. Give the server a key of its own.`)
      else if (found === undefined || found === '')
        tell(
          key,
          `${name} has no value. Set it in the environment, or in .env if its name begins with TOOL_.`,
        )
      return found ?? ''
    })
    if (/[\r\n]/.test(value)) tell(key, 'its value has a line break in it, which it must not.')
    return [key, value] as const
  })
  return Object.fromEntries(entries)
}
