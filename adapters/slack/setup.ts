import { note } from '@clack/prompts'
import { type Check, faulty } from '../../src/check.ts'
import { createQuestions, Left, type Questions, type Reading, type Terminal } from '../../src/questions.ts'
import { createClient } from './client.ts'
import { checkScopes } from './doctor.ts'
import { PublicUrl } from './manifest.ts'
import { checkStaffChannel, listChannels } from './staff-channel.ts'
import { APPS_PAGE, appOf, type Bot, checkApp, checkBot, checkSameApp, faultOf } from './tokens.ts'

/** What is set, or is to be; null for none. */
export type Tokens = {
  botToken: string | null
  appToken: string | null
  signingSecret: string | null
  staffChannel: string | null
}

export type Wizard = Terminal & {
  given: Tokens
  /** Ends with a slash. */
  apiUrl: string
  /** Where Slack reaches us over HTTPS; null when it is to be asked. */
  publicUrl: string | null
  read(name: keyof Tokens, pasted: string): Reading
  /** Writes what the Slack app is made from, and returns the file's name. */
  writeManifest(publicUrl: string | null): string
}

/** Asks for everything that Slack needs, and tries each piece at once. Null when the person left before the end. */
export async function askForSlack(wizard: Wizard): Promise<Tokens | null> {
  const questions = createQuestions(wizard)
  try {
    const publicUrl = await askTheWay(wizard, questions)
    await makeTheApp(wizard, questions, publicUrl)
    const { value: botToken, found: bot } = await askForBot(wizard, questions)
    const tokens =
      publicUrl === null
        ? {
            appToken: await askForAppToken(wizard, questions, botToken, bot),
            signingSecret: wizard.given.signingSecret,
          }
        : // With an app-level token Warmline would open a socket, and in this app Socket Mode is off.
          { appToken: null, signingSecret: await askForSigningSecret(wizard, questions) }
    return { botToken, ...tokens, staffChannel: await askForChannel(wizard, questions, botToken, bot) }
  } catch (error) {
    if (error instanceof Left) return null
    throw error
  }
}

/** The public address, or null for Socket Mode. */
async function askTheWay({ given, publicUrl }: Wizard, { choose, type }: Questions): Promise<string | null> {
  if (publicUrl !== null) return publicUrl
  const way = await choose(
    'How shall messages come from Slack to Warmline?',
    [
      { value: 'socket', label: 'Socket Mode', hint: 'needs no public address' },
      { value: 'https', label: 'HTTPS', hint: 'Slack calls an address of yours' },
    ],
    given.appToken === null && given.signingSecret !== null ? 'https' : 'socket',
  )
  if (way === 'socket') return null
  return type('The public address of Warmline', 'https://help.example.com', (typed) => {
    const url = PublicUrl.safeParse(typed)
    return url.success ? { value: url.data } : { problem: 'It must look like https://help.example.com' }
  })
}

async function makeTheApp(wizard: Wizard, { choose }: Questions, publicUrl: string | null): Promise<void> {
  const isThere = await choose(
    'Is there a Slack app for Warmline already?',
    [
      { value: 'no', label: 'No', hint: 'we make it now, in two minutes' },
      { value: 'yes', label: 'Yes' },
    ],
    wizard.given.botToken === null ? 'no' : 'yes',
  )
  if (isThere === 'yes') return
  const steps = [
    `1. Open ${APPS_PAGE}?new_app=1`,
    '2. Choose "From a manifest", and your workspace.',
    '3. Under JSON, put in all that this file holds:',
    `   ${wizard.writeManifest(publicUrl)}`,
    '   Then "Next" and "Create".',
    '4. Choose "Install to Workspace", and allow it.',
  ]
  note(steps.join('\n'), 'In your browser', { output: wizard.output })
}

function askForBot({ given, apiUrl, read }: Wizard, { secret }: Questions) {
  return secret<Bot>({
    title: 'Bot User OAuth Token (xoxb-)',
    where: 'The bot token is in the Slack app under "OAuth & Permissions".',
    given: given.botToken,
    read: (pasted) => read('botToken', pasted),
    async check(value) {
      const { check, bot } = await checkBot(createClient({ token: value, apiUrl }), apiUrl)
      return { checks: bot === null ? [check] : [check, ...checkScopes(bot.scopes)], found: bot }
    },
  })
}

async function askForAppToken(
  wizard: Wizard,
  { secret }: Questions,
  botToken: string,
  bot: Bot,
): Promise<string> {
  const { given, apiUrl, read } = wizard
  const app = await appOf(createClient({ token: botToken, apiUrl }), bot)
  const { value } = await secret({
    title: 'App-level token (xapp-)',
    where:
      'The app-level token is in the Slack app under "Basic Information", "App-Level Tokens": ' +
      '"Generate Token and Scopes", with connections:write.',
    given: given.appToken,
    read: (pasted) => read('appToken', pasted),
    async check(value) {
      const [itself, ...rest] = await checkApp(value, apiUrl)
      const checks = [checkSameApp(app, value), ...(itself ? [itself] : [])]
      return { checks: [...checks, ...rest], found: checks.every(({ ok }) => ok) ? true : null }
    },
  })
  return value
}

async function askForSigningSecret({ given, read }: Wizard, { secret }: Questions): Promise<string> {
  const { value } = await secret({
    title: 'Signing secret (32 characters)',
    where: 'The signing secret is in the Slack app under "Basic Information", "App Credentials": "Show" it.',
    given: given.signingSecret,
    read: (pasted) => read('signingSecret', pasted),
    // Only what Slack sends shows whether it is the right one: the doctor tries that, once Warmline runs.
    check: async () => ({ checks: [], found: true }),
  })
  return value
}

const AGAIN = 'again'
const NONE = 'none'

/** The id of the channel where staff see who waits, or null for the staff desk. */
async function askForChannel(
  { given, apiUrl }: Wizard,
  { choose, say, tell }: Questions,
  botToken: string,
  bot: Bot,
): Promise<string | null> {
  const client = createClient({ token: botToken, apiUrl })
  say(
    'Staff see who waits in a channel of their own. Everybody in it counts as staff, and reads what customers write. ' +
      `If the bot is not in it yet, write "/invite @${bot.name}" there now.`,
  )
  for (;;) {
    const { channels, faults } = await listed(() => listChannels(client), apiUrl)
    tell(faults)
    const choices = [
      ...channels.map(({ id, name, shared, general }) => ({
        value: id,
        label: `#${name}`,
        ...(general ? { hint: 'everybody in the workspace reads along' } : {}),
        ...(shared ? { disabled: true, hint: 'another company reads along' } : {}),
      })),
      { value: AGAIN, label: 'Look again', hint: `after "/invite @${bot.name}"` },
      { value: NONE, label: 'No channel', hint: 'staff use the staff desk' },
    ]
    const open = channels.filter(({ shared }) => !shared).map(({ id }) => id)
    const first = open.find((id) => id === given.staffChannel) ?? open[0] ?? AGAIN
    const chosen = await choose('Which channel is for staff?', choices, first)
    if (chosen === NONE) return null
    if (chosen === AGAIN) continue
    const check = await checkStaffChannel(client, apiUrl, chosen, bot.name)
    tell([check])
    if (check.ok) return chosen
  }
}

type Channels = Awaited<ReturnType<typeof listChannels>>

async function listed(
  list: () => Promise<Channels>,
  apiUrl: string,
): Promise<{ channels: Channels; faults: Check[] }> {
  try {
    return { channels: await list(), faults: [] }
  } catch (error) {
    const fault = faultOf(error, apiUrl, 'Start again: npm run setup.')
    return { channels: [], faults: [faulty('The channels of the bot', fault)] }
  }
}
