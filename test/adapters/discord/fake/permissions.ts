import { ChannelType, PermissionFlagsBits } from 'discord.js'
import type { Channel } from './records.ts'
import type { World } from './world.ts'

export type Permission = keyof typeof PermissionFlagsBits

const P = PermissionFlagsBits
const ALL = Object.values(P).reduce((all, bit) => all | bit, 0n)

/** Everything that one may do where one is alone with the other. */
const IN_DM = bits(
  'ViewChannel',
  'SendMessages',
  'ReadMessageHistory',
  'EmbedLinks',
  'AttachFiles',
  'AddReactions',
  'UseApplicationCommands',
)
/** What goes away with the right to write. */
const OF_WRITING = bits('MentionEveryone', 'SendTTSMessages', 'AttachFiles', 'EmbedLinks')

/** Those permissions as one number. */
export function bits(...permissions: Permission[]): bigint {
  return permissions.reduce((all, name) => all | P[name], 0n)
}

/** What somebody may do in the guild, whatever the channel. */
export function guildPermissions(world: World, userId: string): bigint {
  const user = world.users.get(userId)
  if (!user?.member) return 0n
  if (userId === world.home.ownerId) return ALL
  const held = [world.home.guildId, ...user.roles].map((id) => world.roles.get(id)?.permissions ?? 0n)
  const all = held.reduce((sum, some) => sum | some, 0n)
  return all & P.Administrator ? ALL : all
}

/** What somebody may do in a channel or a thread. Nothing at all where they cannot see it. */
export function permissionsIn(world: World, userId: string, channel: Channel): bigint {
  if (channel.type === ChannelType.DM) {
    return userId === channel.recipient || userId === world.home.botId ? IN_DM : 0n
  }
  const base = guildPermissions(world, userId)
  if (base === ALL || base === 0n) return base
  const place = channel.thread ? world.channels.get(channel.parent ?? '') : channel
  const all = place ? overwritten(world, userId, place, base) : base
  if (!(all & P.ViewChannel) || !isLetIn(channel, userId, all)) return 0n
  const mayWrite = all & (channel.thread ? P.SendMessagesInThreads : P.SendMessages)
  return mayWrite ? all : all & ~OF_WRITING
}

function overwritten(world: World, userId: string, channel: Channel, base: bigint): bigint {
  const roles = [...(world.users.get(userId)?.roles ?? [])].flatMap((id) => channel.overwrites.get(id) ?? [])
  const everyone = channel.overwrites.get(world.home.guildId)
  const own = channel.overwrites.get(userId)
  let all = (base & ~(everyone?.deny ?? 0n)) | (everyone?.allow ?? 0n)
  all &= ~roles.reduce((sum, { deny }) => sum | deny, 0n)
  all |= roles.reduce((sum, { allow }) => sum | allow, 0n)
  return (all & ~(own?.deny ?? 0n)) | (own?.allow ?? 0n)
}

/** A private thread is for those who were let in, and for moderators. */
function isLetIn({ type, thread }: Channel, userId: string, all: bigint): boolean {
  if (type !== ChannelType.PrivateThread) return true
  return thread?.members.has(userId) === true || (all & P.ManageThreads) !== 0n
}

export function may(world: World, userId: string, channel: Channel, ...wanted: Permission[]): boolean {
  const all = permissionsIn(world, userId, channel)
  return wanted.every((name) => (all & P[name]) !== 0n)
}

/** The right to write that counts here: in threads it is another. */
export function mayWrite(world: World, userId: string, channel: Channel): boolean {
  return may(world, userId, channel, 'ViewChannel', channel.thread ? 'SendMessagesInThreads' : 'SendMessages')
}
