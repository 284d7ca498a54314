import { ChannelType } from 'discord.js'
import { ApiError, Code } from './api-error.ts'
import { may, mayWrite, type Permission, permissionsIn } from './permissions.ts'
import type { Channel, Message, Thread } from './records.ts'
import type { World } from './world.ts'

/** The channel, for the bot: 10003 where there is none, 50001 where the bot cannot see it. */
export function channelSeen(world: World, id: string): Channel {
  const channel = world.channels.get(id)
  if (!channel) throw new ApiError(Code.UnknownChannel)
  if (permissionsIn(world, world.home.botId, channel) === 0n) throw new ApiError(Code.MissingAccess)
  return channel
}

/** 50013 unless the bot may do all of that there. */
export function need(world: World, channel: Channel, ...permissions: Permission[]): void {
  if (!may(world, world.home.botId, channel, ...permissions)) throw new ApiError(Code.MissingPermissions)
}

/** The message, for the bot that may read what was written: 10008 where there is none. */
export function messageSeen(world: World, channel: Channel, id: string): Message {
  need(world, channel, 'ReadMessageHistory')
  const message = world.find(channel.id, id)
  if (!message) throw new ApiError(Code.UnknownMessage)
  return message
}

const WITHOUT_TEXT = [ChannelType.GuildForum, ChannelType.GuildMedia, ChannelType.GuildCategory]

/** Throws where the bot may not write: not that kind of channel, not its right, or nobody takes it. */
export function needWriting(world: World, channel: Channel): void {
  if (WITHOUT_TEXT.includes(channel.type)) throw new ApiError(Code.CannotSendMessagesInNonTextChannel)
  if (channel.recipient) needTaker(world, channel.recipient)
  if (!mayWrite(world, world.home.botId, channel)) throw new ApiError(Code.MissingPermissions)
  if (channel.thread?.locked) needKey(world, channel, channel.thread)
}

/** Who has left the guild, or takes nothing from it, cannot be written to. */
function needTaker(world: World, recipient: string): void {
  const { member, dms } = world.user(recipient)
  if (!member) throw new ApiError(Code.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds)
  if (!dms) throw new ApiError(Code.CannotSendMessagesToThisUser)
}

function needKey(world: World, channel: Channel, thread: Thread): void {
  if (may(world, world.home.botId, channel, 'ManageThreads')) return
  throw new ApiError(thread.archived ? Code.InvalidActionOnArchivedThread : Code.ThreadLocked)
}

/** What may only be done in a thread that is open: 50083. */
export function needOpen(channel: Channel): void {
  if (channel.thread?.archived) throw new ApiError(Code.InvalidActionOnArchivedThread)
}
