import type { Call } from './api.ts'
import type { Ephemeral } from './methods/chat.ts'
import type { Grant } from './methods/oauth.ts'
import type { Status } from './methods/people.ts'
import type { Response } from './pages.ts'
import { type Seen, seenIn } from './sight.ts'
import type { Home, Kind, World } from './world.ts'

export type NewUser = {
  id?: string
  name: string
  displayName?: string
  /** Another company's, where it is not the home workspace's. */
  team?: string
  guest?: boolean
  bot?: boolean
  avatar?: string
  zone?: string
}

/** The bot is a member too, unless `bot` is false. `shared`: with another company. */
export type NewChannel = {
  id?: string
  name?: string
  kind?: Kind
  members?: string[]
  bot?: boolean
  archived?: boolean
  shared?: boolean
}

/** The bot user of another app. */
export const OTHER_BOT = 'U0OTHERBOT'

/** Who and what there is, and what shows. */
export class Workspace {
  readonly world: World
  /** Every call to the Web API, the refused ones too. */
  readonly calls: Call[] = []
  readonly ephemerals: Ephemeral[] = []
  readonly statuses: Status[] = []
  /** What the app posted to response urls. */
  readonly responses: Response[] = []
  protected readonly grants = new Map<string, Grant>()

  protected constructor(world: World) {
    this.world = world
    this.addUser({ id: this.home.botUserId, name: this.home.botName, bot: true })
    this.addUser({ id: OTHER_BOT, name: 'Other bot', bot: true })
  }

  get home(): Home {
    return this.world.home
  }

  /** Gives the id. */
  addUser(user: NewUser): string {
    const id = user.id ?? this.world.newId('U')
    this.world.users.set(id, {
      id,
      name: user.name.toLowerCase().replaceAll(' ', '.'),
      realName: user.name,
      displayName: user.displayName ?? '',
      teamId: user.team ?? this.home.teamId,
      guest: user.guest ?? false,
      bot: user.bot ?? false,
      deleted: false,
      avatar: user.avatar ?? `https://avatars.example.com/${id}_192.png`,
      ...(user.zone === undefined ? {} : { zone: user.zone }),
    })
    return id
  }

  /** Gives the id. */
  addChannel(channel: NewChannel): string {
    const { kind = 'public', members = [], bot = true } = channel
    const id = channel.id ?? this.world.newId(kind === 'dm' ? 'D' : 'C')
    this.world.channels.set(id, {
      id,
      kind,
      name: channel.name ?? id.toLowerCase(),
      members: new Set(bot ? [...members, this.home.botUserId] : members),
      archived: channel.archived ?? false,
      shared: channel.shared ?? false,
    })
    return id
  }

  /** The direct messages between somebody and the bot. Gives the id. */
  addDm(user: string): string {
    return this.addChannel({ kind: 'dm', members: [user] })
  }

  archive(channel: string, archived = true): void {
    const found = this.world.channels.get(channel)
    if (!found) throw new Error(`there is no channel ${channel}`)
    found.archived = archived
  }

  /** Without an event: the app learns of it when it asks. */
  leave(channel: string, user: string): void {
    this.world.channels.get(channel)?.members.delete(user)
  }

  /** Somebody agreed at the consent page: `code` may be exchanged once. */
  grant(code: string, user: string, redirectUri: string | null = null): void {
    this.grants.set(code, { user, redirectUri })
  }

  /** What stands in a channel, the oldest first: all of it, or one thread with its first message, or (null) no replies. */
  seen(channel: string, options: { thread?: string | null } = {}): Seen[] {
    return seenIn(this.world, channel, options.thread)
  }
}
