import { ChannelType, MessageType } from 'discord.js'
import { needOpen } from './access.ts'
import { ApiError, Code } from './api-error.ts'
import type { Channel, Message, Thread } from './records.ts'
import type { Works } from './works.ts'
import type { World } from './world.ts'

/** `autoArchive` in minutes. */
export type NewThread = {
  parent: Channel
  name: string
  owner: string
  autoArchive?: number
  invitable?: boolean
  tags?: string[]
}

/** Starts a thread from a message: it has the message's id. 160004 where there is one already. */
export function startFrom(works: Works, message: Message, wanted: NewThread): Channel {
  const { world, news } = works
  if (world.channels.has(message.id)) throw new ApiError(Code.ThreadAlreadyCreatedForMessage)
  const type =
    wanted.parent.type === ChannelType.GuildAnnouncement
      ? ChannelType.AnnouncementThread
      : ChannelType.PublicThread
  const thread = begin(works, type, wanted, message.id)
  news.changed(message)
  news.written(
    world.write({
      channel: thread.id,
      author: message.author,
      webhook: message.webhook,
      type: MessageType.ThreadStarterMessage,
      reference: { type: 0, channel: message.channel, message: message.id },
    }),
  )
  return thread
}

/** Starts a thread of its own; of a public one the channel is told. */
export function startAlone(works: Works, type: ChannelType, wanted: NewThread): Channel {
  const { world, news } = works
  const thread = begin(works, type, wanted)
  if (type === ChannelType.PrivateThread) return thread
  const reference = { type: 0 as const, channel: thread.id, message: null }
  const { owner: author, name: content, parent } = wanted
  news.written(
    world.write({ channel: parent.id, author, content, type: MessageType.ThreadCreated, reference }),
  )
  return thread
}

/** Starts a post in a forum; its first message is to have the same id. */
export function startPost(works: Works, wanted: NewThread): Channel {
  const { requiresTag } = wanted.parent
  if (requiresTag && !wanted.tags?.length) {
    throw new ApiError(Code.TagRequiredToCreateAForumPostInThisChannel)
  }
  return begin(works, ChannelType.PublicThread, wanted)
}

/** A message brings a thread back that was archived. */
export function rouse(works: Works, channel: Channel): void {
  if (channel.thread?.archived) setArchived(works, channel, channel.thread, false)
}

export function setArchived(works: Works, channel: Channel, thread: Thread, archived: boolean): void {
  if (!archived) needRoom(works)
  thread.archived = archived
  thread.archiveChangedAt = works.world.clock()
  works.news.threadChanged(channel)
}

/** Somebody is called into a thread by somebody else, and the thread is told. */
export function addTo(works: Works, channel: Channel, user: string, by: string): void {
  const { world, news } = works
  needOpen(channel)
  if (channel.thread?.members.has(user)) return
  news.joined(channel, user)
  if (user === by) return
  const mentions = [user]
  news.written(world.write({ channel: channel.id, author: by, type: MessageType.RecipientAdd, mentions }))
}

export function activeThreads(world: World): Channel[] {
  return world.threads().filter(({ thread }) => thread?.archived === false)
}

function begin(works: Works, type: ChannelType, wanted: NewThread, id?: string): Channel {
  const { world, news } = works
  needRoom(works)
  const now = world.clock()
  const { parent, name, owner, autoArchive = 4320, invitable = true, tags = [] } = wanted
  const thread = world.addChannel({
    ...(id ? { id } : {}),
    type,
    name,
    parent: parent.id,
    thread: {
      owner,
      members: new Map([[owner, now]]),
      archived: false,
      locked: false,
      invitable,
      autoArchive,
      archiveChangedAt: now,
      createdAt: now,
      tags,
      sent: 0,
    },
  })
  news.threadStarted(thread)
  return thread
}

function needRoom({ world, activeThreads: most }: Works): void {
  if (activeThreads(world).length >= most) throw new ApiError(Code.MaximumActiveThreads)
}
