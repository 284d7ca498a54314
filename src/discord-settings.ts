import { z } from 'zod'
import { pasted } from './pasted.ts'

/** As it is pasted out of a message: <#123>, <@&123>. */
const unwrapped = (text: string) => text.replace(/^<(?:#|@&)(\d+)>$/, '$1')

/** An id of Discord's; servers that only speak like it may have shorter ones. `wrong` for what has another shape. */
const id = (cases: readonly (readonly [RegExp, string])[], wrong: string) =>
  pasted([...cases, [/^(?!\d{5,20}$|<(?:#|@&)\d{5,20}>$)/, wrong]]).transform((text) =>
    text === null ? null : unwrapped(text),
  )

const HOW_TO_COPY = 'In Discord: User Settings, Advanced, Developer Mode; then right-click it, and "Copy ID"'
const A_CHANNEL = `must be the channel's id, a long number, not its name. ${HOW_TO_COPY}`
const A_ROLE = `must be the role's id, a long number, not its name. ${HOW_TO_COPY}`

/** Ids with a comma or a space between. */
const Ids = z
  .string()
  .transform((text) =>
    text
      .replace(/["'`]/g, ' ')
      .split(/[\s,;]+/)
      .filter((part) => part !== '')
      .map(unwrapped),
  )
  .refine((ids) => ids.every((one) => /^\d{5,20}$/.test(one)), {
    error: `must be the ids of channels, with a comma between, not their names. ${HOW_TO_COPY}`,
  })
  .transform((ids) => [...new Set(ids)])

/** The settings of Discord, in the order of .env.example. */
export const DISCORD = {
  DISCORD_BOT_TOKEN: pasted([
    [
      /^x(ox|app-)/,
      "is a token of Slack's. Put the token of the Discord bot here (discord.com/developers, your application, Bot, Reset Token)",
    ],
    [
      /^\d{5,20}$/,
      'is an id, not a token. Put the token of the bot here (discord.com/developers, your application, Bot, Reset Token)',
    ],
    [
      /^(?!(?:Bot\s+)?\S+$)/i,
      'must be the token of the bot, without a space (discord.com/developers, your application, Bot, Reset Token)',
    ],
  ]).transform((text) => text?.replace(/^Bot\s+/i, '') ?? null),
  DISCORD_STAFF_CHANNEL: id(
    [[/^[CG][A-Z0-9_]{8,}$/, `is the id of a channel in Slack. ${HOW_TO_COPY}`]],
    A_CHANNEL,
  ),
  DISCORD_STAFF_ROLE: id([], A_ROLE),
  DISCORD_ASK_CHANNELS: Ids.default([]),
  DISCORD_API_URL: z
    .string()
    .trim()
    .refine(
      (url) => /^https?:\/\/[^\s?#@]+$/i.test(url) && URL.canParse(url),
      'must look like https://discord.com/api',
    )
    .refine((url) => !/^http:\/\/([^/]+\.)?discord\.com(?![\w.-])/i.test(url), 'must begin with https://')
    .transform((url) => url.replace(/\/+$/, '').replace(/\/v\d+$/, ''))
    .default('https://discord.com/api'),
}
type Name = keyof typeof DISCORD

const NEED_A_BOT: Name[] = ['DISCORD_STAFF_CHANNEL', 'DISCORD_STAFF_ROLE', 'DISCORD_ASK_CHANNELS']

/** What is missing beside what is given, or does not go with it, for Discord. One line each. */
export function discordMisfits(given: Partial<Record<string, string>>): string[] {
  const problems: string[] = []
  const lonely = NEED_A_BOT.filter((name) => given[name] !== undefined)
  if (given.DISCORD_BOT_TOKEN === undefined && lonely.length > 0)
    problems.push(
      `DISCORD_BOT_TOKEN: is missing, and ${lonely.join(', ')} cannot work without it. Run npm run setup, or remove the rest.`,
    )
  if (given.DISCORD_STAFF_ROLE !== undefined && given.DISCORD_STAFF_CHANNEL === undefined)
    problems.push(
      'DISCORD_STAFF_CHANNEL: is missing, and DISCORD_STAFF_ROLE says who is staff there. Set it, or remove the role.',
    )
  const staff = DISCORD.DISCORD_STAFF_CHANNEL.safeParse(given.DISCORD_STAFF_CHANNEL).data ?? null
  const asked = DISCORD.DISCORD_ASK_CHANNELS.safeParse(given.DISCORD_ASK_CHANNELS).data ?? []
  if (staff !== null && asked.includes(staff))
    problems.push(
      'DISCORD_ASK_CHANNELS: names the staff channel, and customers would read there what staff see. Take it out.',
    )
  return problems
}
