import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { checkSlack } from '../adapters/slack/doctor.ts'
import { manifestText } from '../adapters/slack/manifest.ts'
import { askForSlack } from '../adapters/slack/setup.ts'
import type { Check } from './check.ts'
import { SetupError } from './errors.ts'
import { readPrompts } from './prompts.ts'
import { Settings } from './settings.ts'
import type { SetupRun } from './setup-run.ts'
import { type Flags, readValue, type Values } from './setup-values.ts'

const NAME_OF = {
  botToken: 'SLACK_BOT_TOKEN',
  appToken: 'SLACK_APP_TOKEN',
  signingSecret: 'SLACK_SIGNING_SECRET',
  staffChannel: 'SLACK_STAFF_CHANNEL',
} as const

/** The answers of whoever sits there; null when they left. `set` is what is set so far. */
export async function askAboutSlack(
  run: SetupRun,
  flags: Flags,
  set: Values,
): Promise<Partial<Values> | null> {
  const tokens = await askForSlack({
    given: tokensOf(set),
    apiUrl: apiUrlOf(set),
    publicUrl: flags.publicUrl,
    read: (name, pasted) => readValue(NAME_OF[name], pasted),
    writeManifest(publicUrl) {
      const file = join(dirname(run.envFile), 'slack-manifest.json')
      writeManifest(run, file, publicUrl)
      return file
    },
    input: run.input,
    output: run.output,
  })
  return (
    tokens && {
      SLACK_BOT_TOKEN: tokens.botToken,
      SLACK_APP_TOKEN: tokens.appToken,
      SLACK_SIGNING_SECRET: tokens.signingSecret,
      SLACK_STAFF_CHANNEL: tokens.staffChannel,
      SLACK_API_URL: set.SLACK_API_URL,
    }
  )
}

/** Tries what is given. Throws SetupError where something is missing. */
export function trySlack({ clock }: SetupRun, values: Values): Promise<Check[]> {
  const { botToken, ...tokens } = tokensOf(values)
  if (botToken === null) throw new SetupError(['--slack-bot-token: is missing.'])
  if (tokens.appToken === null && tokens.signingSecret === null)
    throw new SetupError(['--slack-app-token: is missing, or --slack-signing-secret for HTTPS.'])
  return checkSlack({ ...tokens, botToken, apiUrl: apiUrlOf(values), publicUrl: null, clock })
}

/** Writes what the Slack app is made from. Throws SetupError where that cannot be. */
export function writeManifest(run: SetupRun, file: string, publicUrl: string | null): void {
  const { company, assistant } = readPrompts(run.promptsDir).charter
  try {
    writeFileSync(file, manifestText({ company, assistant, publicUrl }))
  } catch {
    throw new SetupError([`${file}: cannot be written. Name a file in a folder that you may write in.`])
  }
}

function tokensOf(values: Values) {
  return {
    botToken: values.SLACK_BOT_TOKEN,
    appToken: values.SLACK_APP_TOKEN,
    signingSecret: values.SLACK_SIGNING_SECRET,
    staffChannel: values.SLACK_STAFF_CHANNEL,
  }
}

function apiUrlOf({ SLACK_API_URL }: Values): string {
  return SLACK_API_URL ?? Settings.shape.SLACK_API_URL.parse(undefined)
}
