import { ChannelType } from 'discord.js'
import { channelSeen, need, needOpen } from '../access.ts'
import { ApiError, Code } from '../api-error.ts'
import { may, permissionsIn } from '../permissions.ts'
import type { Channel, Json, Thread } from '../records.ts'
import { bot, type Call, NOTHING, ok, param, type Routes } from '../routing.ts'
import { channelShape, threadMember } from '../shapes.ts'
import { compareIds } from '../snowflake.ts'
import { activeThreads, addTo } from '../threads.ts'
import type { Works } from '../works.ts'
import type { World } from '../world.ts'

/** Which threads there are, and who is in them. */
export function threadListRoutes(works: Works): Routes {
  const { world, news } = works
  const { botId } = world.home
  const isPrivate = ({ type }: Channel) => type === ChannelType.PrivateThread
  return {
    'GET /guilds/:guild/threads/active': bot((call) => {
      if (param(call, 'guild') !== world.home.guildId) throw new ApiError(Code.UnknownGuild)
      const seen = activeThreads(world).filter((channel) => permissionsIn(world, botId, channel) !== 0n)
      return ok(
        listOf(
          world,
          seen.sort((one, other) => compareIds(other.id, one.id)),
        ),
      )
    }),
    'GET /channels/:channel/threads/archived/public': bot((call) => {
      const parent = parentOf(world, call)
      return ok(archived(world, parent, call, (channel) => !isPrivate(channel)))
    }),
    'GET /channels/:channel/threads/archived/private': bot((call) => {
      const parent = parentOf(world, call)
      need(world, parent, 'ManageThreads')
      return ok(archived(world, parent, call, isPrivate))
    }),
    'GET /channels/:channel/users/@me/threads/archived/private': bot((call) => {
      const isOurs = (channel: Channel) => isPrivate(channel) && channel.thread?.members.has(botId) === true
      return ok(archived(world, parentOf(world, call), call, isOurs))
    }),
    'GET /channels/:channel/thread-members/:user': bot((call) => {
      const [channel, thread] = threadOf(world, call)
      const user = userIn(world, call)
      const joinedAt = thread.members.get(user)
      if (joinedAt === undefined) throw new ApiError(Code.UnknownMember)
      return ok(threadMember(channel, user, joinedAt))
    }),
    'GET /channels/:channel/thread-members': bot(() => {
      // For this Discord asks for the privileged intent for members, which this app never has.
      throw new ApiError(Code.MissingAccess)
    }),
    'PUT /channels/:channel/thread-members/:user': bot((call) => {
      const [channel, thread] = threadOf(world, call)
      const user = userIn(world, call)
      needOpen(channel)
      if (user !== botId) needInviting(world, channel, thread, user)
      addTo(works, channel, user, botId)
      return NOTHING
    }),
    'DELETE /channels/:channel/thread-members/:user': bot((call) => {
      const [channel, thread] = threadOf(world, call)
      const user = userIn(world, call)
      needOpen(channel)
      if (user !== botId && thread.owner !== botId) need(world, channel, 'ManageThreads')
      news.left(channel, user)
      return NOTHING
    }),
  }
}

function needInviting(world: World, channel: Channel, thread: Thread, user: string): void {
  const { botId } = world.home
  if (!world.users.get(user)?.member) throw new ApiError(Code.UnknownMember)
  need(world, channel, 'SendMessagesInThreads')
  const isClosed = channel.type === ChannelType.PrivateThread && !thread.invitable && thread.owner !== botId
  if (isClosed) need(world, channel, 'ManageThreads')
  const parent = world.channel(channel.parent ?? '')
  if (!may(world, user, parent, 'ViewChannel')) throw new ApiError(Code.MissingAccess)
  if (thread.members.size >= 1000) throw new ApiError(Code.MaximumThreadParticipantsReached)
}

function threadOf(world: World, call: Call): [Channel, Thread] {
  const channel = channelSeen(world, param(call, 'channel'))
  if (!channel.thread) throw new ApiError(Code.CannotExecuteActionOnThisChannelType)
  return [channel, channel.thread]
}

function userIn(world: World, call: Call): string {
  const user = param(call, 'user')
  if (user === '@me') return world.home.botId
  if (!world.users.has(user)) throw new ApiError(Code.UnknownUser)
  return user
}

function parentOf(world: World, call: Call): Channel {
  const parent = channelSeen(world, param(call, 'channel'))
  need(world, parent, 'ReadMessageHistory')
  return parent
}

/** `before`: a moment for most lists, the id of a thread for those that the bot is in. */
function archived(world: World, parent: Channel, { query }: Call, fits: (channel: Channel) => boolean): Json {
  const limit = Number(query.get('limit') ?? 50)
  const before = query.get('before')
  const isOlder = ({ id, thread }: Channel) => {
    if (before === null || !thread) return true
    return /^\d+$/.test(before) ? compareIds(id, before) < 0 : thread.archiveChangedAt < Date.parse(before)
  }
  const all = world
    .threads()
    .filter((channel) => channel.parent === parent.id && channel.thread?.archived && fits(channel))
    .sort((one, other) => (other.thread?.archiveChangedAt ?? 0) - (one.thread?.archiveChangedAt ?? 0))
    .filter(isOlder)
  return { ...listOf(world, all.slice(0, limit)), has_more: all.length > limit }
}

function listOf(world: World, threads: Channel[]): Json {
  const { botId } = world.home
  const members = threads.flatMap((channel) => {
    const joinedAt = channel.thread?.members.get(botId)
    return joinedAt === undefined ? [] : [threadMember(channel, botId, joinedAt)]
  })
  return { threads: threads.map((channel) => channelShape(world, channel)), members }
}
