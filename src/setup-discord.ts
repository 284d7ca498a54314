import { checkDiscord } from '../adapters/discord/doctor.ts'
import { askForDiscord } from '../adapters/discord/setup.ts'
import type { Check } from './check.ts'
import { SetupError } from './errors.ts'
import { Settings } from './settings.ts'
import type { SetupRun } from './setup-run.ts'
import { readValue, type Values } from './setup-values.ts'

/** The answers of whoever sits there; null when they left. `set` is what is set so far. */
export async function askAboutDiscord(
  { input, output }: SetupRun,
  set: Values,
): Promise<Partial<Values> | null> {
  const chosen = await askForDiscord({
    given: settingsOf(set),
    apiUrl: apiUrlOf(set),
    staffElsewhere: set.SLACK_STAFF_CHANNEL === null ? null : 'Slack',
    read: (pasted) => readValue('DISCORD_BOT_TOKEN', pasted),
    input,
    output,
  })
  return (
    chosen && {
      DISCORD_BOT_TOKEN: chosen.token,
      DISCORD_STAFF_CHANNEL: chosen.staffChannel,
      DISCORD_STAFF_ROLE: chosen.staffRole,
      DISCORD_ASK_CHANNELS: chosen.askChannels.join(',') || null,
      DISCORD_API_URL: set.DISCORD_API_URL,
    }
  )
}

/** Tries what is given. Throws SetupError where something is missing. */
export function tryDiscord({ clock }: SetupRun, values: Values): Promise<Check[]> {
  const { token, ...settings } = settingsOf(values)
  if (token === null) throw new SetupError(['--discord-bot-token: is missing.'])
  if (settings.staffRole !== null && settings.staffChannel === null)
    throw new SetupError(['--discord-staff-channel: is missing; the role says who is staff there.'])
  return checkDiscord({ ...settings, token, apiUrl: apiUrlOf(values), clock })
}

function settingsOf(values: Values) {
  return {
    token: values.DISCORD_BOT_TOKEN,
    staffChannel: values.DISCORD_STAFF_CHANNEL,
    staffRole: values.DISCORD_STAFF_ROLE,
    askChannels: Settings.shape.DISCORD_ASK_CHANNELS.parse(values.DISCORD_ASK_CHANNELS ?? undefined),
  }
}

function apiUrlOf({ DISCORD_API_URL }: Values): string {
  return DISCORD_API_URL ?? Settings.shape.DISCORD_API_URL.parse(undefined)
}
