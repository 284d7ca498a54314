import { parseArgs } from 'node:util'
import { PublicUrl } from '../adapters/slack/manifest.ts'
import { readGiven } from './config.ts'
import { SetupError } from './errors.ts'
import { Settings } from './settings.ts'

export const HELP = `Sets up Slack or Discord for Warmline: npm run setup

In a terminal it asks for what it needs. For scripts there are flags:

  npm run setup -- --slack-bot-token xoxb-... --slack-app-token xapp-...
  npm run setup -- --discord-bot-token ... --discord-staff-channel 1029...

  --slack-bot-token TOKEN         the Bot User OAuth Token
  --slack-app-token TOKEN         the app-level token: for Socket Mode
  --slack-signing-secret SECRET   the signing secret: for HTTPS
  --slack-staff-channel ID        the channel where staff see who waits
  --slack-api-url URL             where Slack's Web API is, when not at Slack
  --public-url URL                where Slack reaches Warmline over HTTPS
  --manifest FILE                 only write what the Slack app is made from
  --discord-bot-token TOKEN       the token of the Discord bot
  --discord-staff-channel ID      the channel where staff see who waits
  --discord-staff-role ID         the role that says who is staff
  --discord-ask-channels ID,ID    where every message is a question
  --discord-api-url URL           where Discord's API is, when not at Discord
  --yes                           ask nothing: take what is given and set
  --help                          this

Everything is tried before it is written to .env. Instead of a flag, which your
shell may remember, a token can come from the environment: SLACK_BOT_TOKEN=...
and so on, with --yes.`

export const SLACK_NAMES = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_STAFF_CHANNEL',
  'SLACK_API_URL',
] as const
export const DISCORD_NAMES = [
  'DISCORD_BOT_TOKEN',
  'DISCORD_STAFF_CHANNEL',
  'DISCORD_STAFF_ROLE',
  'DISCORD_ASK_CHANNELS',
  'DISCORD_API_URL',
] as const
/** Every setting that is asked for; each has a flag of its name. */
export const NAMES = [...SLACK_NAMES, ...DISCORD_NAMES] as const
export type Name = (typeof NAMES)[number]
/** As they stand in .env, without what does not belong to them; null for none. */
export type Values = Record<Name, string | null>

export type Flags = {
  help: boolean
  yes: boolean
  manifest: string | null
  publicUrl: string | null
  values: Partial<Values>
}

const flagOf = (name: Name) => name.toLowerCase().replaceAll('_', '-')

/** The flags of the command. Throws SetupError that names each wrong one, and never a value: it may be a secret. */
export function readFlags(args: string[]): Flags {
  const given = parsed(args)
  const problems: string[] = []
  const values: Partial<Values> = {}
  for (const name of NAMES) {
    const typed = given[flagOf(name)]
    if (typeof typed !== 'string') continue
    const reading = readValue(name, typed)
    if ('problem' in reading) problems.push(`--${flagOf(name)}: ${reading.problem}.`)
    else values[name] = reading.value || null
  }
  const publicUrl = PublicUrl.nullable().default(null).safeParse(given['public-url'])
  if (!publicUrl.success) problems.push(`--public-url: It ${messageOf(publicUrl.error)}.`)
  if (problems.length > 0) throw new SetupError(problems)
  return {
    help: given.help === true,
    yes: given.yes === true,
    manifest: typeof given.manifest === 'string' ? given.manifest : null,
    publicUrl: publicUrl.data ?? null,
    values,
  }
}

function parsed(args: string[]): Record<string, unknown> {
  const text = { type: 'string' } as const
  const yesNo = { type: 'boolean' } as const
  const options = Object.fromEntries(NAMES.map((name) => [flagOf(name), text]))
  try {
    const { values } = parseArgs({
      args,
      options: { ...options, 'public-url': text, manifest: text, yes: yesNo, help: yesNo },
    })
    return values
  } catch {
    // Its own message may repeat what was typed, which may be a token.
    throw new SetupError(['There is a flag that is none of ours, or one without its value: see --help.'])
  }
}

/** One value as it was typed or pasted, without what does not belong to it; or what is wrong with it. */
export function readValue(name: Name, typed: string): { value: string } | { problem: string } {
  const reading = Settings.shape[name].safeParse(typed)
  if (!reading.success) return { problem: `It ${messageOf(reading.error)}` }
  return { value: Array.isArray(reading.data) ? reading.data.join(',') : (reading.data ?? '') }
}

/** What is set now, in the environment or in .env. What is not as it must be is told, and counts as not set. */
export function readSet(
  environment: NodeJS.ProcessEnv,
  envFile: string,
): { values: Values; wrong: Partial<Record<Name, string>> } {
  const { given } = readGiven(environment, envFile)
  const wrong: Partial<Record<Name, string>> = {}
  const values: Values = {
    SLACK_BOT_TOKEN: null,
    SLACK_APP_TOKEN: null,
    SLACK_SIGNING_SECRET: null,
    SLACK_STAFF_CHANNEL: null,
    SLACK_API_URL: null,
    DISCORD_BOT_TOKEN: null,
    DISCORD_STAFF_CHANNEL: null,
    DISCORD_STAFF_ROLE: null,
    DISCORD_ASK_CHANNELS: null,
    DISCORD_API_URL: null,
  }
  for (const name of NAMES) {
    const written = given[name]
    if (written === undefined) continue
    const reading = readValue(name, written)
    if ('problem' in reading) wrong[name] = `${name}: ${reading.problem}.`
    else values[name] = reading.value || null
  }
  return { values, wrong }
}

function messageOf(error: { issues: { message: string }[] }): string {
  return error.issues[0]?.message ?? 'cannot be read'
}
