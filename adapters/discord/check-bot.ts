import { type REST, Routes } from 'discord.js'
import { z } from 'zod'
import { type Check, type Fault, faulty, unsure, well } from '../../src/check.ts'
import { cleanName } from '../../src/clean.ts'
import { unreachable } from './check-reach.ts'
import { asOurs, codeOf, isLimit } from './failures.ts'
import { CONTENT } from './who-we-are.ts'

export const APPS_PAGE = 'https://discord.com/developers/applications'
const RESET = `On ${APPS_PAGE}, your application, Bot: "Reset Token", and copy the new one.`

/**
 * Who a bot token is. `hasContent`: it may read what is written without a word to it; null where Discord did not say.
 * `isBypassed`: Discord brings its clicks and commands to another address than ours.
 */
export type Bot = {
  id: string
  name: string
  application: string
  hasContent: boolean | null
  isBypassed: boolean
}

const Name = z.string().transform(cleanName).catch('')
const User = z.object({ id: z.string().min(1), username: Name, bot: z.boolean().nullish().catch(null) })
const Application = z.object({
  id: z.string().min(1),
  flags: z.number().nullish().catch(null),
  interactions_endpoint_url: z.string().nullish().catch(null),
})

/** Whose token it is: `bot` is null when the check says why it cannot be told. */
export async function checkBot(rest: REST, apiUrl: string): Promise<{ check: Check; bot: Bot | null }> {
  const name = 'Discord bot token'
  const no = (fault: Fault) => ({ check: faulty(name, fault), bot: null })
  try {
    const user = User.safeParse(await rest.get(Routes.user())).data
    if (!user) return no(unreadable('users/@me'))
    const application = await applicationOf(rest)
    // Only bots have an application behind them.
    if (user.bot !== true && application === null) return no(NO_BOT)
    const flags = application?.flags ?? null
    const bot = {
      id: user.id,
      name: user.username || 'warmline',
      application: application?.id ?? user.id,
      hasContent: flags === null ? null : (flags & CONTENT) !== 0,
      isBypassed: Boolean(application?.interactions_endpoint_url),
    }
    return { check: well(name, `@${bot.name}`), bot }
  } catch (error) {
    return no(faultOf(error, apiUrl, RESET))
  }
}

const NO_BOT: Fault = {
  problem: 'it is not the token of a bot: it acts for a person.',
  repair: `Put the token of the bot in its place. ${RESET}`,
}

/** Null where Discord says no. */
async function applicationOf(rest: REST): Promise<z.infer<typeof Application> | null> {
  try {
    return Application.safeParse(await rest.get(Routes.currentApplication())).data ?? null
  } catch (error) {
    const code = codeOf(asOurs(error))
    if (code === null || code === 'unauthorized' || isLimit(code)) throw error
    return null
  }
}

/** What is missed where messages come without their words. */
const MISSED =
  'in channels and threads only those are heard who mention the bot, reply to it or use a command; direct messages always.'
const SWITCH =
  'Switch on "Message Content Intent", and "Save Changes": it is under Bot, "Privileged Gateway Intents".'

/** Whether the bot may read what people write; it is a fault only where it is to answer what does not name it. */
export function checkContent(bot: Bot, askChannels: readonly string[]): Check {
  const name = 'Discord message content'
  if (bot.hasContent === null) return unsure(name, 'Discord did not say whether the bot may read it.')
  if (bot.hasContent) return well(name, 'the bot may read it.')
  const repair = `${SWITCH} ${APPS_PAGE}/${bot.application}/bot`
  return askChannels.length > 0
    ? faulty(name, {
        problem: `it is switched off, so that nobody is heard in the ask channels: ${MISSED}`,
        repair,
      })
    : well(name, `switched off: ${MISSED} ${repair}`)
}

/** Where an app was used for something else before; nothing to say where all is well. */
export function checkClicks({ isBypassed, application }: Bot): Check[] {
  if (!isBypassed) return []
  return [
    faulty('Discord buttons and commands', {
      problem: 'Discord sends them to an address of another program, so that every button of ours fails.',
      repair: `Empty "Interactions Endpoint URL" under General Information, and "Save Changes": ${APPS_PAGE}/${application}/information`,
    }),
  ]
}

/** A failed call in plain words; `again` is what to do about a token that Discord does not take. */
export function faultOf(error: unknown, apiUrl: string, again = RESET): Fault {
  if (error instanceof z.ZodError) return unreadable('one of our questions')
  const code = codeOf(asOurs(error))
  if (code === null) return unreachable(error, new URL(apiUrl).host)
  if (code === 'unauthorized')
    return {
      problem: 'Discord does not accept it (HTTP 401).',
      repair: `${again} The application id, the public key and the client secret are something else.`,
    }
  if (isLimit(code))
    return { problem: 'Discord asks us to wait (HTTP 429).', repair: 'Try again in a minute.' }
  return {
    problem: `Discord says no (${code}).`,
    repair: 'Try again in a minute. If it stays, look at https://discordstatus.com.',
  }
}

export function unreadable(route: string): Fault {
  return {
    problem: `the answer to ${route} is not one of Discord's.`,
    repair: 'Correct or remove DISCORD_API_URL. A proxy may also answer in its place.',
  }
}
