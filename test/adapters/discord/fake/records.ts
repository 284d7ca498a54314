import type { ChannelType, MessageType } from 'discord.js'

export type Json = Record<string, unknown>

/** The application, its bot, and the one guild that it is in. */
export type Home = {
  applicationId: string
  botId: string
  token: string
  guildId: string
  ownerId: string
  /** Whether the switch for the privileged intent is on in the portal. */
  messageContent: boolean
}

export type Role = { id: string; name: string; permissions: bigint; mentionable: boolean; managed: boolean }

export type User = {
  id: string
  name: string
  displayName: string | null
  nick: string | null
  avatar: string | null
  bot: boolean
  /** In the guild. */
  member: boolean
  roles: Set<string>
  /** Takes direct messages from the bot. */
  dms: boolean
  joinedAt: number
}

export type Overwrite = { id: string; type: 0 | 1; allow: bigint; deny: bigint }

/** What only threads have. Times in epoch milliseconds. */
export type Thread = {
  owner: string
  members: Map<string, number>
  archived: boolean
  locked: boolean
  invitable: boolean
  autoArchive: number
  archiveChangedAt: number
  createdAt: number
  tags: string[]
  /** How many were ever written in it. */
  sent: number
}

export type Channel = {
  id: string
  type: ChannelType
  name: string
  parent: string | null
  topic: string | null
  overwrites: Map<string, Overwrite>
  /** With whom, where these are direct messages. */
  recipient: string | null
  /** A tag is asked for in this forum. */
  requiresTag: boolean
  tags: { id: string; name: string }[]
  thread: Thread | null
}

export type StoredFile = {
  id: string
  channel: string
  name: string
  type: string
  description: string | null
  bytes: Uint8Array
}

export type Reference = { type: 0 | 1; channel: string; message: string | null }
export type Webhook = {
  id: string
  token: string
  channel: string
  name: string
  avatar: string | null
  /** Whose application made it; null for one of somebody else's. */
  application: string | null
}

export type Message = {
  id: string
  channel: string
  type: MessageType
  author: string
  /** Under which name a webhook wrote it. */
  webhook: { id: string; name: string; avatar: string | null } | null
  application: string | null
  content: string
  embeds: Json[]
  components: Json[]
  files: string[]
  flags: number
  nonce: string | number | null
  at: number
  editedAt: number | null
  reference: Reference | null
  /** The text of what was forwarded. */
  snapshot: string | null
  mentions: string[]
  mentionRoles: string[]
  mentionEveryone: boolean
  interaction: { id: string; type: number; user: string; name: string | null } | null
  reactions: Map<string, Set<string>>
}
export type MessageDraft = Partial<Message> & { channel: string; author: string }
