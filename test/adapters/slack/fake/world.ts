export type Json = Record<string, unknown>

/** The workspace that the app is installed in, and the app itself. */
export type Home = {
  teamId: string
  teamName: string
  appId: string
  botUserId: string
  botId: string
  botName: string
  botToken: string
  appToken: string
  signingSecret: string
  clientId: string
  clientSecret: string
  scopes: Set<string>
  revoked: boolean
}

export type User = {
  id: string
  name: string
  realName: string
  displayName: string
  teamId: string
  guest: boolean
  bot: boolean
  deleted: boolean
  avatar: string
  zone?: string
}

export type Kind = 'dm' | 'public' | 'private'
export type Channel = {
  id: string
  kind: Kind
  name: string
  members: Set<string>
  archived: boolean
  /** Shared with another company: Slack Connect. */
  shared: boolean
}

export type StoredFile = {
  id: string
  name: string
  title: string
  type: string
  size: number
  user: string
  bytes: Uint8Array | null
  external: boolean
  /** False until an upload is completed. */
  ready: boolean
  channels: Set<string>
}

export type Message = {
  ts: string
  channel: string
  thread: string | null
  user: string | null
  team: string
  bot: boolean
  /** Whose bot wrote it. */
  botId: string | null
  subtype: string | null
  username: string | null
  icon: string | null
  text: string
  blocks: Json[]
  attachments: Json[]
  files: string[]
  metadata: Json | null
  edited: { user: string; ts: string } | null
  reactions: { name: string; users: string[] }[]
  /** It was deleted, and stays as a stub because others replied to it. */
  tombstone: boolean
}
export type MessageDraft = Partial<Message> & { channel: string }

/** What Slack keeps: people, channels, what was written and the files. Time comes from `clock`, epoch milliseconds. */
export class World {
  readonly home: Home
  readonly clock: () => number
  /** Where all of this is served, such as http://127.0.0.1:4000. */
  base = ''
  readonly users = new Map<string, User>()
  readonly channels = new Map<string, Channel>()
  readonly files = new Map<string, StoredFile>()
  readonly #messages = new Map<string, Message[]>()
  #lastMicro = 0
  #serial = 0

  constructor(home: Home, clock: () => number) {
    this.home = home
    this.clock = clock
  }

  /** A name that nothing else has, such as U00000001. */
  newId(prefix: string): string {
    this.#serial += 1
    return `${prefix}${String(this.#serial).padStart(8, '0')}`
  }

  /** Seconds with six digits behind the point, always later than the one before. */
  nextTs(): string {
    this.#lastMicro = Math.max(Math.round(this.clock() * 1000), this.#lastMicro + 1)
    const seconds = Math.floor(this.#lastMicro / 1_000_000)
    return `${String(seconds).padStart(10, '0')}.${String(this.#lastMicro % 1_000_000).padStart(6, '0')}`
  }

  seconds(): number {
    return Math.floor(this.clock() / 1000)
  }

  messages(channel: string): Message[] {
    return this.#messages.get(channel) ?? []
  }

  find(channel: string, ts: string): Message | undefined {
    return this.messages(channel).find((message) => message.ts === ts)
  }

  replies(channel: string, thread: string): Message[] {
    return this.messages(channel).filter((message) => message.thread === thread && message.ts !== thread)
  }

  write(draft: MessageDraft): Message {
    const message: Message = {
      ts: this.nextTs(),
      thread: null,
      user: null,
      team: this.home.teamId,
      bot: false,
      botId: null,
      subtype: null,
      username: null,
      icon: null,
      text: '',
      blocks: [],
      attachments: [],
      files: [],
      metadata: null,
      edited: null,
      reactions: [],
      tombstone: false,
      ...draft,
    }
    const all = this.#messages.get(message.channel)
    if (all) all.push(message)
    else this.#messages.set(message.channel, [message])
    return message
  }

  drop(channel: string, ts: string): void {
    this.#messages.set(
      channel,
      this.messages(channel).filter((message) => message.ts !== ts),
    )
  }

  isExternal(user: string): boolean {
    return this.users.get(user)?.teamId !== this.home.teamId
  }
}
