import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { type Check, faulty, well } from '../../src/check.ts'
import { cleanName } from '../../src/clean.ts'
import { codeOf } from './failures.ts'
import { faultOf, unreadable } from './tokens.ts'

const Flag = z.boolean().catch(false).default(false)
const Channel = z.object({
  id: z.string(),
  name: z.string().transform(cleanName).catch(''),
  is_archived: Flag,
  is_ext_shared: Flag,
  is_general: Flag,
  is_pending_ext_shared: Flag,
  is_member: Flag,
})
const Info = z.object({ channel: Channel })
const Page = z.object({
  channels: z.array(Channel.nullable().catch(null)),
  response_metadata: z
    .object({ next_cursor: z.string().default('') })
    .nullish()
    .catch(null),
})

/** A channel that the bot is in: `shared` where another company reads along, `general` where everybody here does. */
export type ListedChannel = { id: string; name: string; shared: boolean; general: boolean }

const NAME = 'Slack staff channel'
const MOST_PAGES = 10

/**
 * Whether something can be shown in this channel, and to nobody but staff. `bot` is the bot's name; `where` is where
 * another channel is chosen.
 */
export async function checkStaffChannel(
  client: WebClient,
  apiUrl: string,
  channel: string,
  bot: string,
  where = 'npm run setup',
): Promise<Check> {
  try {
    const info = Info.safeParse(await client.conversations.info({ channel }))
    if (!info.success) return faulty(NAME, unreadable('conversations.info'))
    return judged(info.data.channel, bot, where)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'channel_not_found')
      return faulty(NAME, {
        problem: `the channel ${channel} is not there, or it is private and the bot is not in it.`,
        repair: `Write "/invite @${bot}" in it, or choose another: ${where}.`,
      })
    if (code === 'missing_scope')
      return faulty(NAME, {
        problem: 'it cannot be looked up (channels:read or groups:read is missing).',
        repair: 'Add the permission: in the Slack app, OAuth & Permissions, then Reinstall to Workspace.',
      })
    return faulty(NAME, faultOf(error, apiUrl, 'Copy the bot token again: npm run setup.'))
  }
}

function judged(channel: z.infer<typeof Channel>, bot: string, where: string): Check {
  const its = channel.name === '' ? channel.id : `#${channel.name}`
  if (channel.is_archived)
    return faulty(NAME, {
      problem: `${its} is archived.`,
      repair: `Unarchive it in Slack, or choose another: ${where}.`,
    })
  if (channel.is_ext_shared || channel.is_pending_ext_shared)
    return faulty(NAME, {
      problem: `${its} is shared with another company, which would read about your customers.`,
      repair: `Choose a channel of your own people: ${where}.`,
    })
  if (!channel.is_member)
    return faulty(NAME, {
      problem: `the bot is not in ${its}.`,
      repair: `Write "/invite @${bot}" in ${its}.`,
    })
  return well(NAME, its)
}

/** The channels that the bot is in, the likelier ones first, at most two thousand. Throws what the client throws. */
export async function listChannels(client: WebClient): Promise<ListedChannel[]> {
  const found: ListedChannel[] = []
  let cursor = ''
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = Page.safeParse(
      await client.users.conversations({
        types: 'public_channel,private_channel',
        exclude_archived: true,
        limit: 200,
        ...(cursor === '' ? {} : { cursor }),
      }),
    )
    if (!answer.success) break
    for (const channel of answer.data.channels)
      if (channel)
        found.push({
          id: channel.id,
          name: channel.name || channel.id,
          shared: channel.is_ext_shared || channel.is_pending_ext_shared,
          general: channel.is_general,
        })
    cursor = answer.data.response_metadata?.next_cursor ?? ''
    if (cursor === '') break
  }
  const unlikely = (channel: ListedChannel) => Number(channel.general || channel.shared)
  return found.sort((a, b) => unlikely(a) - unlikely(b) || (a.name < b.name ? -1 : 1))
}
