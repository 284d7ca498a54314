import { ChannelType } from 'discord.js'
import { type Check, well } from '../../src/check.ts'
import { checkRights, findRoom, type Looking, type Needs, shown } from './check-room.ts'

const NAME = 'Discord ask channel'
const FORUMS: readonly number[] = [ChannelType.GuildForum, ChannelType.GuildMedia]
/** Where people can ask: in all of these a question gets a thread. */
export const ASKED_IN: readonly number[] = [ChannelType.GuildText, ChannelType.GuildAnnouncement, ...FORUMS]

const IN_FORUMS: Needs = {
  ViewChannel: { without: 'no question in it is seen' },
  SendMessagesInThreads: { without: 'nothing can be answered' },
  ReadMessageHistory: { without: 'what was asked while Warmline was off is not found' },
  ManageThreads: { without: 'in a thread that somebody locked nothing more can be said', isOptional: true },
  ManageWebhooks: {
    without: "replies of staff come from the bot, with the person's name in front",
    isOptional: true,
  },
}
const IN_CHANNELS: Needs = {
  ...IN_FORUMS,
  SendMessages: { without: 'no question can be answered where it gets no thread' },
  CreatePublicThreads: { without: 'no question gets a thread of its own' },
}
const IN_TEXT_CHANNELS: Needs = {
  ...IN_CHANNELS,
  CreatePrivateThreads: { without: 'a complaint is answered where others can read it', isOptional: true },
}

/** Whether a channel in which every message is a question can be listened to and answered in. */
export async function checkAskChannel(looking: Looking, id: string): Promise<Check[]> {
  const found = await findRoom(looking, {
    id,
    name: NAME,
    kinds: ASKED_IN,
    wanted: 'a text channel or a forum',
  })
  if ('ok' in found) return [found]
  const { room, server } = found
  const needs =
    room.type === ChannelType.GuildText
      ? IN_TEXT_CHANNELS
      : FORUMS.includes(room.type)
        ? IN_FORUMS
        : IN_CHANNELS
  const checks = checkRights(looking.bot, found, needs)
  const isWell = checks.every(({ ok }) => ok)
  return isWell ? [well(NAME, `${shown(room)} in ${server.name}`), ...checks] : checks
}
