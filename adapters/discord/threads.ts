import {
  ChannelType,
  type REST,
  type RESTPatchAPIChannelJSONBody,
  type RESTPostAPIChannelMessagesThreadsJSONBody,
  type RESTPostAPIChannelThreadsJSONBody,
  Routes,
  ThreadAutoArchiveDuration,
} from 'discord.js'
import { z } from 'zod'
import { codeOf } from './failures.ts'

export type Thread = {
  id: string
  parent: string | null
  /** Who made it. */
  owner: string | null
  name: string
  isPrivate: boolean
  isArchived: boolean
}

const ARCHIVED = 'discord_50083'
const KINDS = new Set<number>([
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
])
/** Discord hides it when nobody has written for so long; whoever writes opens it again. */
const auto_archive_duration = ThreadAutoArchiveDuration.OneWeek

const Shape = z.object({
  id: z.string().min(1),
  type: z.number(),
  parent_id: z.string().nullish().catch(null),
  owner_id: z.string().nullish().catch(null),
  name: z.string().nullish().catch(null),
  thread_metadata: z
    .object({ archived: z.boolean().catch(false) })
    .nullish()
    .catch(null),
})
const Listed = z.object({ threads: z.array(z.unknown()) })

function read(given: unknown): Thread | null {
  const shape = Shape.safeParse(given).data
  if (!shape || !KINDS.has(shape.type)) return null
  return {
    id: shape.id,
    parent: shape.parent_id ?? null,
    owner: shape.owner_id ?? null,
    name: shape.name ?? '',
    isPrivate: shape.type === ChannelType.PrivateThread,
    isArchived: shape.thread_metadata?.archived ?? false,
  }
}

/** The thread of this id, null where it is a channel of another kind. Throws as the client does, as do all of these. */
export async function getThread(rest: REST, id: string): Promise<Thread | null> {
  return read(await rest.get(Routes.channel(id)))
}

/** Starts the thread of a message, which has the message's id. `name` of 1 to 100 characters. */
export async function startThread(rest: REST, channel: string, message: string, name: string): Promise<void> {
  const body: RESTPostAPIChannelMessagesThreadsJSONBody = { name, auto_archive_duration }
  await rest.post(Routes.threads(channel, message), { body })
}

/** A thread that only who is added to it can see, and whoever may manage threads. The id. */
export async function startPrivateThread(rest: REST, channel: string, name: string): Promise<string> {
  const body: RESTPostAPIChannelThreadsJSONBody = {
    name,
    auto_archive_duration,
    type: ChannelType.PrivateThread,
    invitable: false,
  }
  return Shape.parse(await rest.post(Routes.threads(channel), { body })).id
}

/** The threads in a guild that are not archived and that we can see. */
export async function activeThreads(rest: REST, guild: string): Promise<Thread[]> {
  const { threads } = Listed.parse(await rest.get(Routes.guildActiveThreads(guild)))
  return threads.map(read).filter((thread) => thread !== null)
}

/** The archived private threads of a channel that we are in, the latest hundred. */
export async function archivedPrivateThreads(rest: REST, channel: string): Promise<Thread[]> {
  const query = new URLSearchParams({ limit: '100' })
  const given = await rest.get(Routes.channelJoinedArchivedThreads(channel), { query })
  return Listed.parse(given)
    .threads.map(read)
    .filter((thread) => thread !== null)
}

export async function addToThread(rest: REST, thread: string, user: string): Promise<void> {
  await rest.put(Routes.threadMembers(thread, user))
}

/** Opens an archived thread again. */
export async function reopenThread(rest: REST, thread: string): Promise<void> {
  await change(rest, thread, { archived: false })
}

export async function archiveThread(rest: REST, thread: string): Promise<void> {
  await change(rest, thread, { archived: true })
}

async function change(rest: REST, thread: string, body: RESTPatchAPIChannelJSONBody): Promise<void> {
  await rest.patch(Routes.channel(thread), { body })
}

/** Does something in a channel. In an archived thread nothing can be changed until it is open again. */
export async function inOpenThread<Done>(
  rest: REST,
  channel: string,
  act: () => Promise<Done>,
): Promise<Done> {
  try {
    return await act()
  } catch (error) {
    if (codeOf(error) !== ARCHIVED) throw error
    await reopenThread(rest, channel)
    return act()
  }
}
