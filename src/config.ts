import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { SetupError } from './errors.ts'
import { type ModelConfig, modelOf } from './model-settings.ts'
import { misfits, Settings, type Values } from './settings.ts'
import { readTools, type ToolsConfig } from './tools/settings.ts'

const ROOT = resolve(import.meta.dirname, '..')
export const ENV_FILE = resolve(ROOT, '.env')
export const PROMPTS_DIR = resolve(ROOT, 'prompts')

/** Slack as the adapter needs it. `oauth` where further workspaces may install the app; its key seals their tokens. */
export type SlackConfig = {
  botToken: string
  appToken: string | null
  signingSecret: string | null
  staffChannel: string | null
  /** Ends with a slash. */
  apiUrl: string
  oauth: { clientId: string; clientSecret: string; key: Buffer } | null
}

/** Discord as the adapter needs it. */
export type DiscordConfig = {
  token: string
  staffChannel: string | null
  staffRole: string | null
  askChannels: string[]
  /** With neither version nor slash at its end. */
  apiUrl: string
}

/** What the owner is sent unasked: how often, at which hour of the office's day, and where it is posted. */
export type DigestConfig = {
  every: 'daily' | 'weekly'
  hour: number
  /** The adapter's name and the channel's id; null where the file is all. */
  place: { adapter: string; channel: string } | null
}

export type Config = {
  port: number
  host: string
  dataDir: string
  knowledgeDir: string
  promptsDir: string
  /** The owner's saved replies. */
  repliesDir: string
  databaseUrl: string | null
  /** For how many days the words of quiet conversations are kept; null for ever. */
  retentionDays: number | null
  /** Whether the start prints a viewer's link to the owner's room. */
  viewerLink: boolean
  tools: ToolsConfig | null
  slack: SlackConfig | null
  discord: DiscordConfig | null
  model: ModelConfig | null
  /** A file of customers and what each is worth. */
  customersCsv: string | null
  digest: DigestConfig | null
  /** Who may ask the app for a link to the owner's room. */
  owners: { adapter: string; id: string }[]
  /** Where others reach us, without a slash at its end; null where it is where we listen. */
  publicUrl: string | null
}

/** What begins so in the .env file is the owner's, for the file of tools. */
const FOR_TOOLS = 'TOOL_'

type Given = Partial<Record<string, string>>

/**
 * The environment, with the settings of the .env file below it, as Config. Throws SetupError that names every problem at
 * once: which setting, what is wrong and what to do; never the value, which may be a secret.
 */
export function readConfig(environment: NodeJS.ProcessEnv, envFile: string = ENV_FILE): Config {
  const { given, problems, own } = readGiven(environment, envFile)
  const parsed = Settings.safeParse(given)
  for (const issue of parsed.error?.issues ?? []) problems.push(`${issue.path.join('.')}: ${issue.message}.`)
  problems.push(...misfits(given))
  const toolsFile = Settings.shape.TOOLS_FILE.parse(given.TOOLS_FILE)
  const valueFor = (name: string) =>
    Object.hasOwn(Settings.shape, name) ? null : (environment[name] ?? own[name])
  const tools = toolsFile === null ? null : readTools(toolsFile, valueFor, problems)
  if (!parsed.success || problems.length > 0) throw new SetupError(problems)
  const { PORT, HOST, DATA_DIR, KNOWLEDGE_DIR, REPLIES_DIR, DATABASE_URL } = parsed.data
  return {
    port: PORT,
    host: HOST,
    dataDir: DATA_DIR,
    knowledgeDir: KNOWLEDGE_DIR,
    promptsDir: PROMPTS_DIR,
    repliesDir: REPLIES_DIR,
    databaseUrl: DATABASE_URL,
    retentionDays: parsed.data.RETENTION_DAYS,
    viewerLink: parsed.data.VIEWER_LINK,
    tools,
    slack: slackOf(parsed.data),
    discord: discordOf(parsed.data),
    model: modelOf(parsed.data),
    customersCsv: parsed.data.CUSTOMERS_CSV,
    digest: digestOf(parsed.data),
    owners: parsed.data.OWNERS,
    publicUrl: parsed.data.PUBLIC_URL,
  }
}

/**
 * What is set, as it was written, and what is wrong with the .env file itself. An empty value is none. `own` is what the
 * owner keeps in that file for tools.
 */
export function readGiven(
  environment: NodeJS.ProcessEnv,
  envFile: string,
): { given: Given; problems: string[]; own: Given } {
  const problems: string[] = []
  const file = readEnvFile(envFile, problems)
  const given: Given = {}
  for (const name of Object.keys(Settings.shape)) {
    const value = environment[name] ?? file[name]
    if (value !== undefined && value !== '') given[name] = value
  }
  const own = Object.fromEntries(Object.entries(file).filter(([name]) => name.startsWith(FOR_TOOLS)))
  return { given, problems, own }
}

function slackOf(values: Values): SlackConfig | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = values
  if (botToken === null) return null
  const key = values.TOKEN_KEY
  const isWhole = clientId !== null && clientSecret !== null && key !== null
  return {
    botToken,
    appToken: values.SLACK_APP_TOKEN,
    signingSecret: values.SLACK_SIGNING_SECRET,
    staffChannel: values.SLACK_STAFF_CHANNEL,
    apiUrl: values.SLACK_API_URL,
    oauth: isWhole
      ? { clientId, clientSecret, key: Buffer.from(key, key.length === 64 ? 'hex' : 'base64') }
      : null,
  }
}

function discordOf(values: Values): DiscordConfig | null {
  const token = values.DISCORD_BOT_TOKEN
  if (token === null) return null
  return {
    token,
    staffChannel: values.DISCORD_STAFF_CHANNEL,
    staffRole: values.DISCORD_STAFF_ROLE,
    askChannels: values.DISCORD_ASK_CHANNELS,
    apiUrl: values.DISCORD_API_URL,
  }
}

function digestOf({ DIGEST: every, DIGEST_HOUR: hour, DIGEST_PLACE: where }: Values): DigestConfig | null {
  if (every === 'off') return null
  const colon = where?.indexOf(':') ?? -1
  const place = where === null ? null : { adapter: where.slice(0, colon), channel: where.slice(colon + 1) }
  return { every, hour, place }
}

function readEnvFile(path: string, problems: string[]): Record<string, string | undefined> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
      .replace(/^\ufeff/, '')
      .replace(/\r\n?/g, '\n')
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!isAbsent) problems.push('.env: cannot be read. It must be a text file that you may read.')
    return {}
  }
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*(#.*)?$/.test(line)) continue
    // In capitals, or it is part of a longer value: that must not be repeated here.
    const [, name, behind] = /^\s*(?:export\s+)?([A-Z_][A-Z0-9_]*)\s*=(.?)/.exec(line) ?? []
    if (name === undefined)
      problems.push(
        `.env, line ${index + 1}: not a setting. Write NAME=value, the name in capitals, or put a # before the line.`,
      )
    else if (!Object.hasOwn(Settings.shape, name) && !name.startsWith(FOR_TOOLS))
      problems.push(
        `.env, line ${index + 1}: there is no setting ${name}. The settings are ${Object.keys(Settings.shape).join(', ')}.`,
      )
    else if (behind === '#')
      problems.push(
        `.env, line ${index + 1}: what begins with # is a comment, so ${name} is empty. Put quotes round its value.`,
      )
  }
  return parseEnv(text)
}
