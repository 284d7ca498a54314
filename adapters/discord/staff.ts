import { PermissionFlagsBits } from 'discord.js'
import type { Member } from './events.ts'

export type StaffSettings = { staffChannel: string | null; staffRole: string | null }
export type Clicker = { member: Member | null; channel: string | null; parent: string | null }

const MAY_WRITE = PermissionFlagsBits.SendMessages

/**
 * Whether somebody may act as staff, looked at in each click: who has the staff role; where there is none, whoever may
 * write in the staff channel and clicks there. What Discord tells of the clicker comes with the click itself.
 */
export function isStaff(
  { staffChannel, staffRole }: StaffSettings,
  { member, channel, parent }: Clicker,
): boolean {
  if (!member || staffChannel === null) return false
  if (staffRole !== null) return member.roles.includes(staffRole)
  if (channel !== staffChannel && parent !== staffChannel) return false
  return (permissionsOf(member) & MAY_WRITE) !== 0n
}

/** What they may do where they clicked. */
function permissionsOf({ permissions }: Member): bigint {
  return /^\d{1,25}$/.test(permissions ?? '') ? BigInt(permissions ?? 0) : 0n
}
