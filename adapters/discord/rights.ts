import { PermissionFlagsBits } from 'discord.js'
import type { Right } from './invite.ts'
import type { Room, Server } from './server.ts'

const ALL = ~0n

type Roles = Pick<Server, 'id' | 'roles'>

/** What the bot may do in a channel, or in the server at large. `bot` is its id. */
export function rightsOfBot(bot: string, server: Server, room: Room | null): bigint {
  return rightsOfMember({ id: bot, roles: server.ours }, server, room)
}

/** What somebody who has these roles may do there. */
export function rightsOfMember(
  { id: who, roles }: { id: string; roles: readonly string[] },
  server: Roles & Pick<Server, 'owner'>,
  room: Room | null,
): bigint {
  if (server.owner === who) return ALL
  const held = new Set(roles)
  const base = server.roles
    .filter(({ id }) => id === server.id || held.has(id))
    .reduce((all, { permissions }) => all | permissions, 0n)
  if (base & PermissionFlagsBits.Administrator) return ALL
  const [own] = room?.permission_overwrites.filter(({ id }) => id === who) ?? []
  const ofRoles = room?.permission_overwrites.filter(({ id }) => held.has(id) && id !== server.id) ?? []
  const denied = ofRoles.reduce((all, { deny }) => all | deny, 0n)
  const allowed = ofRoles.reduce((all, { allow }) => all | allow, 0n)
  const all = (forEveryone(base, server, room) & ~denied) | allowed
  return (all & ~(own?.deny ?? 0n)) | (own?.allow ?? 0n)
}

/** What everybody in the server may do in a channel of it. */
export function rightsOfEveryone(server: Roles, room: Room): bigint {
  const base = server.roles.find(({ id }) => id === server.id)?.permissions ?? 0n
  return base & PermissionFlagsBits.Administrator ? ALL : forEveryone(base, server, room)
}

/** The role that everybody has goes by the id of its server. */
function forEveryone(base: bigint, server: Pick<Server, 'id'>, room: Room | null): bigint {
  const [everyone] = room?.permission_overwrites.filter(({ id }) => id === server.id) ?? []
  return (base & ~(everyone?.deny ?? 0n)) | (everyone?.allow ?? 0n)
}

/** Where a channel is not seen, nothing else counts. */
export function has(rights: bigint, right: Right): boolean {
  const isSeen = (rights & PermissionFlagsBits.ViewChannel) !== 0n
  return isSeen && (rights & PermissionFlagsBits[right]) !== 0n
}
