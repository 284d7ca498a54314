import { note } from '@clack/prompts'
import type { REST } from 'discord.js'
import { type Check, faulty, well } from '../../src/check.ts'
import { createQuestions, Left, type Questions, type Reading, type Terminal } from '../../src/questions.ts'
import { askForAskChannels, askForStaff } from './ask-for-channels.ts'
import { APPS_PAGE, type Bot, checkBot, checkContent, faultOf } from './check-bot.ts'
import { inviteLink } from './invite.ts'
import { createRest } from './rest.ts'
import { type Listed, listServers } from './server.ts'

/** What is set, or is to be; null for none. */
export type Chosen = {
  token: string | null
  staffChannel: string | null
  staffRole: string | null
  askChannels: readonly string[]
}

export type Wizard = Terminal & {
  given: Chosen
  /** As in DiscordSettings. */
  apiUrl: string
  /** Where staff see already who waits, such as "Slack"; null where they do so nowhere else. */
  staffElsewhere: string | null
  /** Reads a token. */
  read(pasted: string): Reading
}

/** Asks for everything that Discord needs, and tries each piece at once. Null when the person left before the end. */
export async function askForDiscord(wizard: Wizard): Promise<Chosen | null> {
  const questions = createQuestions(wizard)
  const { apiUrl } = wizard
  try {
    await makeTheApp(wizard, questions)
    const { value: token, found } = await askForBot(wizard, questions)
    const rest = createRest({ token, apiUrl })
    const bot = await askForContent(rest, found, wizard, questions)
    const servers = await askForServer(rest, bot, wizard, questions)
    const asking = { ...wizard, rest, bot, servers }
    const askChannels = bot.hasContent === false ? [] : await askForAskChannels(asking, questions)
    return { token, askChannels, ...(await askForStaff({ ...asking, askChannels }, questions)) }
  } catch (error) {
    if (error instanceof Left) return null
    throw error
  }
}

async function makeTheApp({ given, output }: Wizard, { choose }: Questions): Promise<void> {
  const isThere = await choose(
    'Is there a Discord bot for Warmline already?',
    [
      { value: 'no', label: 'No', hint: 'we make it now, in two minutes' },
      { value: 'yes', label: 'Yes' },
    ],
    given.token === null ? 'no' : 'yes',
  )
  if (isThere === 'yes') return
  const steps = [
    `1. Open ${APPS_PAGE}`,
    '2. "New Application": give it the name that customers will see.',
    '3. At the left choose "Bot".',
    '4. Under "Privileged Gateway Intents" switch on',
    '   "Message Content Intent", and "Save Changes".',
    '5. Further up: "Reset Token", and copy the token.',
  ]
  note(steps.join('\n'), 'In your browser', { output })
}

function askForBot({ given, apiUrl, read }: Wizard, { secret }: Questions) {
  return secret<Bot>({
    title: 'Token of the bot',
    where: `The token is at ${APPS_PAGE}, your application, "Bot", "Reset Token".`,
    given: given.token,
    read,
    async check(value) {
      const { check, bot } = await checkBot(createRest({ token: value, apiUrl }), apiUrl)
      return { checks: [check], found: bot }
    },
  })
}

const ON = 'on'
const WITHOUT = 'without'

/** The bot once it may read what people write, or as it is where the person goes on without that. */
async function askForContent(rest: REST, first: Bot, wizard: Wizard, questions: Questions): Promise<Bot> {
  const { choose, tell, warn } = questions
  let bot = first
  while (bot.hasContent === false) {
    const { says } = checkContent(bot, [])
    warn(`Discord message content: ${says}`)
    const next = await choose(
      'What now?',
      [
        { value: ON, label: 'It is on now', hint: 'look again' },
        { value: WITHOUT, label: 'Go on without it' },
      ],
      ON,
    )
    if (next === WITHOUT) return bot
    const { check, bot: found } = await checkBot(rest, wizard.apiUrl)
    if (found === null) tell([check])
    else bot = found
  }
  if (bot.hasContent) tell([checkContent(bot, [])])
  return bot
}

/** The servers that the bot is in, as soon as there is one. */
async function askForServer(
  rest: REST,
  bot: Bot,
  { apiUrl, output }: Wizard,
  { choose, say, tell }: Questions,
): Promise<Listed[]> {
  for (;;) {
    const { listed, faults } = await listedBy(rest, apiUrl)
    tell(faults)
    if (listed.length > 0) {
      tell([well('Discord servers', listed.map(({ id, name }) => name || id).join(', '))])
      return listed
    }
    say('The bot is in no server yet. Open this link, choose your server, and allow it:')
    // In one piece, or it could not be copied.
    output.write(`\n${inviteLink(bot.application, apiUrl)}\n\n`)
    await choose(
      'Is the bot in your server?',
      [{ value: 'again', label: 'Look again', hint: 'after you have opened the link' }],
      'again',
    )
  }
}

async function listedBy(rest: REST, apiUrl: string): Promise<{ listed: Listed[]; faults: Check[] }> {
  try {
    return { listed: await listServers(rest), faults: [] }
  } catch (error) {
    return { listed: [], faults: [faulty('Discord servers', faultOf(error, apiUrl))] }
  }
}
