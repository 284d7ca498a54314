import { z } from 'zod'

const User = z.object({
  id: z.string().min(1),
  username: z.string().nullish(),
  global_name: z.string().nullish(),
  avatar: z.string().nullish(),
  bot: z.boolean().nullish(),
  system: z.boolean().nullish(),
})
export type User = z.infer<typeof User>
export const Member = z.object({
  nick: z.string().nullish(),
  roles: z.array(z.string()).catch([]),
  permissions: z.string().nullish(),
  user: User.nullish(),
})
export type Member = z.infer<typeof Member>

const File = z.object({
  id: z.string(),
  filename: z.string().catch('file'),
  content_type: z.string().nullish(),
  size: z.number().int().nonnegative().nullish().catch(null),
  url: z.string().nullish(),
})
export type DiscordFile = z.infer<typeof File>

const Reference = z.object({ message_id: z.string().nullish(), type: z.number().nullish() })
const Snapshot = z.object({
  message: z.object({ content: z.string().catch(''), attachments: z.array(File).catch([]) }),
})
export const Message = z.object({
  id: z.string().min(1),
  channel_id: z.string().min(1),
  guild_id: z.string().nullish(),
  author: User,
  member: Member.nullish().catch(null),
  webhook_id: z.string().nullish(),
  type: z.number().catch(0),
  content: z.string().catch(''),
  attachments: z.array(File).catch([]),
  mentions: z.array(User).catch([]),
  mention_roles: z.array(z.string()).catch([]),
  edited_timestamp: z.string().nullish(),
  message_reference: Reference.nullish().catch(null),
  referenced_message: z.object({ author: User }).nullish().catch(null),
  message_snapshots: z.array(Snapshot).nullish().catch(null),
  components: z.unknown().optional(),
})
export type Message = z.infer<typeof Message>

const REPLY = 19
/** A plain message, a reply, the first message of a thread's own; everything else is what Discord itself puts there. */
const SPOKEN = new Set([0, REPLY])
const FORWARD = 1

/** What somebody wrote, in Discord's own markup. */
export type Said = {
  id: string
  channel: string
  guild: string | null
  /** `roles` null where Discord did not tell them, as of a message of the past. */
  author: { id: string; name: string; picture: string | null; roles: string[] | null }
  text: string
  files: DiscordFile[]
  mentionsUs: boolean
  /** The ids of the roles that it calls. */
  namedRoles: string[]
  /** What those are called whom it names, by their id. */
  named: ReadonlyMap<string, string>
  /** The message that a reply goes back to. */
  repliesTo: string | null
  /** Null where Discord did not tell. */
  isReplyToUs: boolean | null
  /** The question to which the words of ours went back that this is a reply to; null until somebody has looked. */
  answersTo: string | null
  /** When it was last edited, epoch milliseconds; null for never. */
  editedAt: number | null
}

/** A message as something that a person said, or null: what bots, webhooks and Discord write is nobody's question. */
export function readMessage(packet: unknown, us: string): Said | null {
  const message = Message.safeParse(packet).data
  if (!message || !SPOKEN.has(message.type) || isMachine(message, us)) return null
  const { id, channel_id, guild_id, author, member, referenced_message } = message
  const repliesTo = message.type === REPLY ? (message.message_reference?.message_id ?? null) : null
  return {
    id,
    channel: channel_id,
    guild: guild_id ?? null,
    author: {
      id: author.id,
      name: nameOf(author, member ?? null),
      picture: pictureOf(author),
      roles: member?.roles ?? null,
    },
    ...contentOf(message),
    namedRoles: rolesIn(message),
    named: new Map(message.mentions.map((user) => [user.id, nameOf(user, null)])),
    mentionsUs: message.mentions.some((one) => one.id === us) || mentions(message.content, us),
    repliesTo,
    isReplyToUs: repliesTo === null ? false : referenced_message ? referenced_message.author.id === us : null,
    answersTo: null,
    editedAt: message.edited_timestamp ? Date.parse(message.edited_timestamp) || 0 : null,
  }
}

/** A forwarded message carries its words in a snapshot. */
function contentOf({ content, attachments, message_reference, message_snapshots }: Message) {
  const snapshot = message_reference?.type === FORWARD ? message_snapshots?.[0]?.message : undefined
  return snapshot
    ? { text: snapshot.content, files: snapshot.attachments }
    : { text: content, files: attachments }
}

function isMachine({ author, webhook_id }: Message, us: string): boolean {
  return Boolean(author.bot) || Boolean(author.system) || Boolean(webhook_id) || author.id === us
}

function mentions(text: string, us: string): boolean {
  return text.includes(`<@${us}>`) || text.includes(`<@!${us}>`)
}

/** Discord itself names only those that may be called by everybody. */
function rolesIn({ content, mention_roles }: Message): string[] {
  return [...mention_roles, ...[...content.matchAll(/<@&(\d+)>/g)].map(([, id = '']) => id)]
}

export function nameOf(user: User, member: Member | null): string {
  return member?.nick || user.global_name || user.username || ''
}

/** Their face, as anybody may open it. */
export function pictureOf({ id, avatar }: User): string | null {
  if (!avatar || !/^[\w-]+$/.test(avatar)) return null
  return `https://cdn.discordapp.com/avatars/${encodeURIComponent(id)}/${avatar}.png`
}

const Gone = z.object({
  id: z.string().optional(),
  ids: z.array(z.string()).optional(),
  channel_id: z.string().min(1),
  guild_id: z.string().nullish(),
})
export type Gone = { ids: string[]; channel: string; guild: string | null }

/** MESSAGE_DELETE and MESSAGE_DELETE_BULK. */
export function readDeletion(packet: unknown): Gone | null {
  const gone = Gone.safeParse(packet).data
  if (!gone) return null
  const { id, ids = [], channel_id, guild_id } = gone
  return { ids: id === undefined ? ids : [id, ...ids], channel: channel_id, guild: guild_id ?? null }
}

/** THREAD_DELETE and CHANNEL_DELETE: the id of what is gone. */
export function readRemoval(packet: unknown): string | null {
  return z.object({ id: z.string().min(1) }).safeParse(packet).data?.id ?? null
}
