import { ChannelType, PermissionFlagsBits } from 'discord.js'
import type { News } from './news.ts'
import { bits, type Permission } from './permissions.ts'
import type { Channel, Overwrite } from './records.ts'
import { BOT_PERMISSIONS, EVERYONE_PERMISSIONS } from './settings.ts'
import type { World } from './world.ts'

/** `member` false: not in the guild. `dms` false: takes no direct messages. */
export type NewUser = {
  id?: string
  name: string
  displayName?: string
  nick?: string
  avatar?: string
  bot?: boolean
  member?: boolean
  dms?: boolean
  roles?: string[]
}
export type NewRole = { name: string; permissions?: Permission[]; mentionable?: boolean }
/**
 * `only`: the people and roles who see it, nobody else does. The bot does, unless `bot` is false. `tags`, `requiresTag`:
 * of a forum.
 */
export type NewChannel = {
  id?: string
  name?: string
  kind?: keyof typeof KINDS
  only?: string[]
  bot?: boolean
  tags?: string[]
  requiresTag?: boolean
}

const KINDS = {
  text: ChannelType.GuildText,
  forum: ChannelType.GuildForum,
  news: ChannelType.GuildAnnouncement,
  voice: ChannelType.GuildVoice,
  category: ChannelType.GuildCategory,
}

/** Who and what there is in the guild, and who may do what. */
export class Guild {
  readonly #world: World
  readonly #news: News
  readonly #botRole: string

  constructor(world: World, news: News, granted: Permission[] = BOT_PERMISSIONS) {
    this.#world = world
    this.#news = news
    const { home } = world
    this.#role(home.guildId, '@everyone', EVERYONE_PERMISSIONS)
    this.#botRole = world.newId()
    this.#role(this.#botRole, 'Warmline', granted, true)
    this.addUser({
      id: home.botId,
      name: 'warmline',
      displayName: 'Warmline',
      bot: true,
      roles: [this.#botRole],
    })
    this.addUser({ id: home.ownerId, name: 'owner' })
  }

  addUser(user: NewUser): string {
    const id = user.id ?? this.#world.newId()
    this.#world.users.set(id, {
      id,
      name: user.name.toLowerCase().replaceAll(' ', '.'),
      displayName: user.displayName ?? user.name,
      nick: user.nick ?? null,
      avatar: user.avatar ?? null,
      bot: user.bot ?? false,
      member: user.member ?? true,
      roles: new Set(user.roles ?? []),
      dms: user.dms ?? true,
      joinedAt: this.#world.clock(),
    })
    return id
  }

  addRole({ name, permissions = [], mentionable = false }: NewRole): string {
    const id = this.#world.newId()
    this.#role(id, name, permissions)
    const role = this.#world.roles.get(id)
    if (role) role.mentionable = mentionable
    return id
  }

  addChannel(channel: NewChannel): string {
    const { only, bot = true, kind = 'text', tags = [] } = channel
    const { guildId, botId } = this.#world.home
    const made = this.#world.addChannel({
      id: channel.id ?? this.#world.newId(),
      type: KINDS[kind],
      name: channel.name ?? kind,
      requiresTag: channel.requiresTag ?? false,
      tags: tags.map((name) => ({ id: this.#world.newId(), name })),
    })
    const view = bits('ViewChannel')
    if (only) this.#overwrite(made, { id: guildId, type: 0, allow: 0n, deny: view })
    for (const id of only ?? []) {
      this.#overwrite(made, { id, type: this.#world.roles.has(id) ? 0 : 1, allow: view, deny: 0n })
    }
    if (only && bot) this.#overwrite(made, { id: botId, type: 1, allow: view, deny: 0n })
    if (!bot) this.#overwrite(made, { id: botId, type: 1, allow: 0n, deny: view })
    this.#news.channel('CHANNEL_CREATE', made)
    return made.id
  }

  /**
   * Takes a permission away: in one channel from somebody (the bot, unless told) or some role; without a channel from
   * the bot's role and from everybody.
   */
  deny(permission: Permission, channel?: string, who: string = this.#world.home.botId): void {
    this.#set(permission, channel, who, false)
  }

  /** Gives it, in the same way. */
  allow(permission: Permission, channel?: string, who: string = this.#world.home.botId): void {
    this.#set(permission, channel, who, true)
  }

  removeChannel(id: string): void {
    const channel = this.#world.channel(id)
    if (channel.thread) this.#news.threadGone(channel)
    else this.#news.channel('CHANNEL_DELETE', channel)
    this.#world.removeChannel(id)
  }

  giveRole(userId: string, role: string, has = true): void {
    const user = this.#world.user(userId)
    if (has) user.roles.add(role)
    else user.roles.delete(role)
    this.#news.member(user)
  }

  #set(permission: Permission, channelId: string | undefined, who: string, isAllowed: boolean): void {
    const bit = PermissionFlagsBits[permission]
    if (channelId === undefined) {
      for (const id of [this.#botRole, this.#world.home.guildId]) {
        const role = this.#world.roles.get(id)
        if (!role) continue
        if (!isAllowed) role.permissions &= ~bit
        else if (id === this.#botRole) role.permissions |= bit
        this.#news.role(role)
      }
      return
    }
    const channel = this.#world.channel(channelId)
    if (channel.thread) throw new Error('a thread has no permissions of its own: name its channel')
    const type = this.#world.roles.has(who) ? 0 : 1
    const { allow, deny } = channel.overwrites.get(who) ?? { allow: 0n, deny: 0n }
    this.#overwrite(channel, {
      id: who,
      type,
      allow: isAllowed ? allow | bit : allow & ~bit,
      deny: isAllowed ? deny & ~bit : deny | bit,
    })
    this.#news.channel('CHANNEL_UPDATE', channel)
  }

  #role(id: string, name: string, permissions: Permission[], managed = false): void {
    this.#world.roles.set(id, { id, name, permissions: bits(...permissions), mentionable: false, managed })
  }

  #overwrite(channel: Channel, overwrite: Overwrite): void {
    channel.overwrites.set(overwrite.id, overwrite)
  }
}
