import { type REST, Routes } from 'discord.js'
import { z } from 'zod'
import { RefusedError } from '../../src/errors.ts'
import { asOurs } from './failures.ts'
import type { Packet } from './intake.ts'
import { createRecent } from './recent.ts'
import { has, rightsOfEveryone, rightsOfMember } from './rights.ts'
import { Guild, Room, type Server } from './server.ts'

/** So long we believe what the rights in a channel were. Milliseconds. */
const BELIEVED = 60_000
/** Discord has so long to tell them: what is to be shown waits for it. Milliseconds. */
const PATIENCE = 3_000
const RIGHTS_CHANGED = /^GUILD_ROLE_(?:UPDATE|DELETE)$/

/** A channel that tells of its rights at all. Those of its category are written into each channel that has them. */
const Told = z.object({ guild_id: z.string().min(1), permission_overwrites: z.array(z.unknown()) })
const Changed = z.object({ id: z.string() })

type Found = { room: Room; server: Pick<Server, 'id' | 'owner' | 'roles'> }

export type StaffRooms = {
  /** Whether everybody in its server can read a channel. Never rejects: where Discord does not answer it stays as it was. */
  isPublic(channel: string): Promise<boolean>
  /** Whether one of those that were looked at is, as far as we know. */
  isAnyPublic(): boolean
  /**
   * Whether being allowed to write in a channel makes this person one of the staff. False where everybody may. Throws
   * UnreachableError.
   */
  mayWrite(channel: string, member: { id: string; roles: readonly string[] }): Promise<boolean>
  /** What the gateway told: rights that may be others now are looked at anew. */
  heard(packet: Packet): void
  /** Something may have been missed. */
  forget(): void
}

/**
 * Who can read and write where staff are, by Discord's own rules.
 *
 * A server that tells no rights (no overwrites of the channel, no role of everybody's) leaves nothing to judge by. What its
 * owner calls the staff channel is believed to be one then, or staff would never see a handoff; but nobody counts as staff
 * for being able to write there.
 */
export function createStaffRooms({
  rest,
  clock,
}: {
  rest: Pick<REST, 'get'>
  clock: () => number
}): StaffRooms {
  const open = new Set<string>()
  const looks = createRecent({ ask: look, kept: BELIEVED, clock })

  async function look(channel: string): Promise<Found | null> {
    const signal = AbortSignal.timeout(PATIENCE)
    const given = await rest.get(Routes.channel(channel), { signal })
    const told = Told.safeParse(given).data
    if (!told) return null
    const guild = Guild.safeParse(await rest.get(Routes.guild(told.guild_id), { signal })).data
    if (!guild?.roles.some(({ id }) => id === guild.id)) return null
    const { id, roles, owner_id } = guild
    return { room: Room.parse(given), server: { id, roles, owner: owner_id ?? null } }
  }

  async function isPublic(channel: string): Promise<boolean> {
    try {
      const found = await looks.of(channel)
      const isOpen = found !== null && has(rightsOfEveryone(found.server, found.room), 'ViewChannel')
      if (isOpen) open.add(channel)
      else open.delete(channel)
    } catch {
      // The next time it is looked at again.
    }
    return open.has(channel)
  }

  async function mayWrite(channel: string, member: { id: string; roles: readonly string[] }) {
    try {
      const found = await looks.of(channel)
      if (!found || has(rightsOfEveryone(found.server, found.room), 'SendMessages')) return false
      return has(rightsOfMember(member, found.server, found.room), 'SendMessages')
    } catch (error) {
      const ours = asOurs(error)
      if (ours instanceof RefusedError) return false
      throw ours
    }
  }

  /** So that the owner need not wait for the next handoff to see that it is put right. */
  function lookAgain(): void {
    for (const channel of open) void isPublic(channel)
  }

  return {
    isPublic,
    isAnyPublic: () => open.size > 0,
    mayWrite,
    heard({ t, d }) {
      const channel = t === 'CHANNEL_UPDATE' ? Changed.safeParse(d).data?.id : undefined
      if (channel !== undefined) looks.forget(channel)
      else if (RIGHTS_CHANGED.test(t)) looks.forgetAll()
      else return
      lookAgain()
    },
    forget: () => looks.forgetAll(),
  }
}
