import { fileUrl } from './cdn.ts'
import type { Json, Message } from './records.ts'
import type { World } from './world.ts'

/** A file as a person sees it; `text` is what stands in it. */
export type SeenFile = { name: string; type: string; description: string | null; url: string; text: string }

/** A message as a person sees it, and what the app noted on it. */
export type Seen = {
  id: string
  type: number
  /** The name that stands over it. */
  author: string
  authorId: string
  /** The app's bot wrote it, or a webhook did. */
  bot: boolean
  /** Under which name and picture, where a webhook wrote it. */
  webhook: { id: string; name: string; avatar: string | null } | null
  content: string
  embeds: Json[]
  components: Json[]
  attachments: SeenFile[]
  flags: number
  nonce: string | number | null
  replyTo: string | null
  edited: boolean
  at: number
}

/** What stands in a channel or thread, the oldest first. */
export function seenIn(world: World, channel: string): Seen[] {
  world.channel(channel)
  return world.messages(channel).map((message) => seen(world, message))
}

export function seen(world: World, message: Message): Seen {
  const user = world.users.get(message.author)
  return {
    id: message.id,
    type: message.type,
    author: message.webhook?.name ?? user?.nick ?? user?.displayName ?? user?.name ?? '',
    authorId: message.author,
    bot: message.webhook !== null || user?.bot === true,
    webhook: message.webhook,
    content: message.content,
    embeds: message.embeds,
    components: message.components,
    attachments: message.files.flatMap((id) => fileOf(world, id)),
    flags: message.flags,
    nonce: message.nonce,
    replyTo: message.reference?.message ?? null,
    edited: message.editedAt !== null,
    at: message.at,
  }
}

function fileOf(world: World, id: string): SeenFile[] {
  const file = world.files.get(id)
  if (!file) return []
  const { name, type, description } = file
  return [{ name, type, description, url: fileUrl(world, file), text: Buffer.from(file.bytes).toString() }]
}
