import { parseArgs } from 'node:util'
import { PublicUrl } from '../adapters/slack/manifest.ts'
import type { Tokens } from '../adapters/slack/setup.ts'
import { readGiven } from './config.ts'
import { SetupError } from './errors.ts'
import { Settings } from './settings.ts'

export const HELP = `Sets up Slack for Warmline: npm run setup

In a terminal it asks for what it needs. For scripts there are flags:

  npm run setup -- --slack-bot-token xoxb-... --slack-app-token xapp-...

  --slack-bot-token TOKEN         the Bot User OAuth Token
  --slack-app-token TOKEN         the app-level token: for Socket Mode
  --slack-signing-secret SECRET   the signing secret: for HTTPS
  --slack-staff-channel ID        the channel where staff see who waits
  --slack-api-url URL             where Slack's Web API is, when not at Slack
  --public-url URL                where Slack reaches Warmline over HTTPS
  --manifest FILE                 only write what the Slack app is made from
  --yes                           ask nothing: take what is given and set
  --help                          this

Everything is tried before it is written to .env. Instead of a flag, which your
shell may remember, a token can come from the environment: SLACK_BOT_TOKEN=...
and so on, with --yes.`

export const NAMES = {
  botToken: 'SLACK_BOT_TOKEN',
  appToken: 'SLACK_APP_TOKEN',
  signingSecret: 'SLACK_SIGNING_SECRET',
  staffChannel: 'SLACK_STAFF_CHANNEL',
} as const
export const EACH = ['botToken', 'appToken', 'signingSecret', 'staffChannel'] as const
export type Values = Tokens & { apiUrl: string }

export type Flags = {
  help: boolean
  yes: boolean
  manifest: string | null
  publicUrl: string | null
  values: Partial<Values>
}

const WITH_VALUE = {
  '--slack-bot-token': 'botToken',
  '--slack-app-token': 'appToken',
  '--slack-signing-secret': 'signingSecret',
  '--slack-staff-channel': 'staffChannel',
} as const

/** The flags of the command. Throws SetupError that names each wrong one, and never a value: it may be a secret. */
export function readFlags(args: string[]): Flags {
  const given = parsed(args)
  const problems: string[] = []
  const values: Partial<Values> = {}
  for (const [flag, name] of Object.entries(WITH_VALUE)) {
    const typed = given[flag.slice(2)]
    if (typeof typed !== 'string') continue
    const reading = readValue(name, typed)
    if ('problem' in reading) problems.push(`${flag}: ${reading.problem}.`)
    else values[name] = reading.value
  }
  const apiUrl = Settings.shape.SLACK_API_URL.safeParse(given['slack-api-url'])
  if (!apiUrl.success) problems.push(`--slack-api-url: It ${messageOf(apiUrl.error)}.`)
  else if (given['slack-api-url'] !== undefined) values.apiUrl = apiUrl.data
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

function parsed(args: string[]): Record<string, string | boolean | undefined> {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      args,
      options: {
        'slack-bot-token': text,
        'slack-app-token': text,
        'slack-signing-secret': text,
        'slack-staff-channel': text,
        'slack-api-url': text,
        'public-url': text,
        manifest: text,
        yes: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
    return values
  } catch {
    // Its own message may repeat what was typed, which may be a token.
    throw new SetupError(['There is a flag that is none of ours, or one without its value: see --help.'])
  }
}

/** One value as it was typed or pasted, without what does not belong to it; or what is wrong with it. */
export function readValue(name: keyof Tokens, typed: string): { value: string } | { problem: string } {
  const reading = Settings.shape[NAMES[name]].safeParse(typed)
  if (!reading.success) return { problem: `It ${messageOf(reading.error)}` }
  return { value: reading.data ?? '' }
}

/** What is set now, in the environment or in .env. What is not as it must be is told, and counts as not set. */
export function readSet(
  environment: NodeJS.ProcessEnv,
  envFile: string,
): { values: Values; wrong: Partial<Record<keyof Values, string>> } {
  const { given } = readGiven(environment, envFile)
  const wrong: Partial<Record<keyof Values, string>> = {}
  const values: Values = {
    botToken: null,
    appToken: null,
    signingSecret: null,
    staffChannel: null,
    apiUrl: Settings.shape.SLACK_API_URL.parse(undefined),
  }
  const apiUrl = Settings.shape.SLACK_API_URL.safeParse(given.SLACK_API_URL)
  if (apiUrl.success) values.apiUrl = apiUrl.data
  else wrong.apiUrl = `SLACK_API_URL: It ${messageOf(apiUrl.error)}.`
  for (const name of EACH) {
    const written = given[NAMES[name]]
    if (written === undefined) continue
    const reading = readValue(name, written)
    if ('problem' in reading) wrong[name] = `${NAMES[name]}: ${reading.problem}.`
    else values[name] = reading.value
  }
  return { values, wrong }
}

function messageOf(error: { issues: { message: string }[] }): string {
  return error.issues[0]?.message ?? 'cannot be read'
}
