import { ChannelType, MessageType } from 'discord.js'
import { z } from 'zod'
import { channelSeen, messageSeen, need } from '../access.ts'
import { ApiError, Code } from '../api-error.ts'
import { problemsIn, words } from '../form.ts'
import { messageShape } from '../message-shape.ts'
import type { Channel, Json } from '../records.ts'
import { bot, type Call, created, invalid, param, type Routes } from '../routing.ts'
import { channelShape } from '../shapes.ts'
import { type NewThread, startAlone, startFrom, startPost } from '../threads.ts'
import type { Works } from '../works.ts'
import { bodyFor, written } from '../writing.ts'

export const AutoArchive = z.literal([60, 1440, 4320, 10_080])
const From = z.strictObject({
  name: words(100),
  auto_archive_duration: AutoArchive.nullish(),
  rate_limit_per_user: z.number().int().min(0).max(21_600).nullish(),
})
const Alone = From.extend({
  type: z
    .literal([ChannelType.AnnouncementThread, ChannelType.PublicThread, ChannelType.PrivateThread])
    .nullish(),
  invitable: z.boolean().nullish(),
})
const Post = From.extend({ message: z.looseObject({}), applied_tags: z.array(z.string()).max(5).nullish() })

/** Threads that the bot starts. */
export function threadRoutes(works: Works): Routes {
  const { world } = works
  return {
    'POST /channels/:channel/messages/:message/threads': bot((call) => {
      const parent = channelSeen(world, param(call, 'channel'))
      const message = messageSeen(world, parent, param(call, 'message'))
      if (parent.type !== ChannelType.GuildText && parent.type !== ChannelType.GuildAnnouncement) {
        throw new ApiError(Code.CannotExecuteActionOnThisChannelType)
      }
      need(world, parent, 'CreatePublicThreads')
      if (message.type !== MessageType.Default && message.type !== MessageType.Reply) {
        throw new ApiError(Code.CannotExecuteActionOnSystemMessage)
      }
      const thread = startFrom(works, message, wanted(works, parent, checked(From, call.body)))
      return created(channelShape(world, thread))
    }),
    'POST /channels/:channel/threads': bot((call) => {
      const parent = channelSeen(world, param(call, 'channel'))
      const isForum = parent.type === ChannelType.GuildForum
      return created(isForum ? post(works, parent, call) : alone(works, parent, call))
    }),
  }
}

function alone(works: Works, parent: Channel, call: Call): Json {
  const body = checked(Alone, call.body)
  // Who says nothing gets a private one.
  const type = body.type ?? ChannelType.PrivateThread
  const isText = parent.type === ChannelType.GuildText
  if (!isText && (type === ChannelType.PrivateThread || parent.type !== ChannelType.GuildAnnouncement)) {
    throw new ApiError(Code.CannotExecuteActionOnThisChannelType)
  }
  need(
    works.world,
    parent,
    type === ChannelType.PrivateThread ? 'CreatePrivateThreads' : 'CreatePublicThreads',
  )
  const thread = startAlone(works, type, {
    ...wanted(works, parent, body),
    invitable: body.invitable ?? true,
  })
  return channelShape(works.world, thread)
}

function post(works: Works, parent: Channel, call: Call): Json {
  const { world, news } = works
  const { botId, applicationId } = world.home
  need(world, parent, 'SendMessages')
  const wish = checked(Post, call.body)
  const body = bodyFor('create', wish.message, call.files)
  const thread = startPost(works, { ...wanted(works, parent, wish), tags: wish.applied_tags ?? [] })
  const message = world.write({
    id: thread.id,
    channel: thread.id,
    author: botId,
    application: applicationId,
    ...written(world, thread, { body, files: call.files, author: botId }),
  })
  news.written(message)
  return { ...channelShape(world, thread), message: messageShape(world, message, { content: true }) }
}

function wanted(works: Works, parent: Channel, body: z.output<typeof From>): NewThread {
  return {
    parent,
    name: body.name,
    owner: works.world.home.botId,
    ...(body.auto_archive_duration ? { autoArchive: body.auto_archive_duration } : {}),
  }
}

function checked<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const problems = problemsIn(schema, body ?? {})
  if (problems.length > 0) throw invalid(problems)
  return schema.parse(body ?? {})
}
