import { ChannelType } from 'discord.js'
import { z } from 'zod'
import { channelSeen, messageSeen, need, needOpen } from '../access.ts'
import { ApiError, Code } from '../api-error.ts'
import { problemsIn, words } from '../form.ts'
import { may } from '../permissions.ts'
import type { Channel, Thread } from '../records.ts'
import { bot, invalid, NOTHING, ok, param, type Routes } from '../routing.ts'
import { channelShape } from '../shapes.ts'
import { setArchived } from '../threads.ts'
import type { Works } from '../works.ts'
import { AutoArchive } from './threads.ts'

const OpenDm = z.object({ recipient_id: z.string() })
const Edit = z.strictObject({
  name: words(100).optional(),
  archived: z.boolean().optional(),
  locked: z.boolean().optional(),
  invitable: z.boolean().optional(),
  auto_archive_duration: AutoArchive.optional(),
  rate_limit_per_user: z.number().int().min(0).max(21_600).nullish(),
  flags: z.number().optional(),
  applied_tags: z.array(z.string()).max(5).optional(),
  topic: z.string().max(1024).nullish(),
})
type Edit = z.output<typeof Edit>

/** Channels, threads among them: get, change, delete; direct messages; reactions. */
export function channelRoutes(works: Works): Routes {
  const { world, news } = works
  return {
    'GET /channels/:channel': bot((call) =>
      ok(channelShape(world, channelSeen(world, param(call, 'channel')))),
    ),
    'PATCH /channels/:channel': bot((call) => {
      const channel = channelSeen(world, param(call, 'channel'))
      const problems = problemsIn(Edit, call.body)
      if (problems.length > 0) throw invalid(problems)
      const edit = Edit.parse(call.body)
      if (channel.thread) editThread(works, channel, channel.thread, edit)
      else {
        need(world, channel, 'ManageChannels')
        if (edit.name !== undefined) channel.name = edit.name
        if (edit.topic !== undefined) channel.topic = edit.topic
        news.channel('CHANNEL_UPDATE', channel)
      }
      return ok(channelShape(world, channel))
    }),
    'DELETE /channels/:channel': bot((call) => {
      const channel = channelSeen(world, param(call, 'channel'))
      if (channel.type === ChannelType.DM) return ok(channelShape(world, channel))
      need(world, channel, channel.thread ? 'ManageThreads' : 'ManageChannels')
      const shape = channelShape(world, channel)
      if (channel.thread) news.threadGone(channel)
      else news.channel('CHANNEL_DELETE', channel)
      world.removeChannel(channel.id)
      return ok(shape)
    }),
    'POST /users/@me/channels': bot((call) => {
      const user = world.users.get(OpenDm.safeParse(call.body).data?.recipient_id ?? '')
      if (!user) throw invalid(['recipient_id: NUMBER_TYPE_COERCE Value is not snowflake.'])
      if (user.bot) throw new ApiError(Code.CannotSendMessagesToThisUser)
      return ok(channelShape(world, world.dmWith(user.id)))
    }),
    'PUT /channels/:channel/messages/:message/reactions/:emoji/@me': bot((call) => {
      const channel = channelSeen(world, param(call, 'channel'))
      const message = messageSeen(world, channel, param(call, 'message'))
      needOpen(channel)
      const emoji = param(call, 'emoji')
      if (!message.reactions.has(emoji)) need(world, channel, 'AddReactions')
      const users = message.reactions.get(emoji) ?? new Set()
      message.reactions.set(emoji, users.add(world.home.botId))
      news.reacted(message, world.home.botId, emoji, true)
      return NOTHING
    }),
    'DELETE /channels/:channel/messages/:message/reactions/:emoji/@me': bot((call) => {
      const channel = channelSeen(world, param(call, 'channel'))
      const message = messageSeen(world, channel, param(call, 'message'))
      const emoji = param(call, 'emoji')
      const users = message.reactions.get(emoji)
      if (users?.delete(world.home.botId)) news.reacted(message, world.home.botId, emoji, false)
      if (users?.size === 0) message.reactions.delete(emoji)
      return NOTHING
    }),
  }
}

/** An archived thread must be opened before, or together with, anything else. */
function editThread(works: Works, channel: Channel, thread: Thread, edit: Edit): void {
  const { world, news } = works
  const { botId } = world.home
  const isModerator = may(world, botId, channel, 'ManageThreads')
  const { archived, locked, invitable, name, auto_archive_duration: autoArchive } = edit
  if (thread.archived && archived !== false) needOpen(channel)
  const opens = thread.archived && archived === false
  if (opens && !isModerator && (thread.locked || !thread.members.has(botId))) {
    throw new ApiError(Code.MissingPermissions)
  }
  const asksMore = [name, autoArchive, invitable, edit.applied_tags].some((value) => value !== undefined)
  if ((asksMore || archived === true) && thread.owner !== botId) need(world, channel, 'ManageThreads')
  if (locked !== undefined || edit.rate_limit_per_user) need(world, channel, 'ManageThreads')
  if (name !== undefined) channel.name = name
  if (autoArchive !== undefined) thread.autoArchive = autoArchive
  if (invitable !== undefined) thread.invitable = invitable
  if (edit.applied_tags) thread.tags = edit.applied_tags
  if (locked !== undefined) thread.locked = locked
  if (archived !== undefined && archived !== thread.archived) setArchived(works, channel, thread, archived)
  else news.threadChanged(channel)
}
