import type { Place } from '../../src/adapter.ts'
import type { Channels } from './channels.ts'
import type { Said } from './events.ts'
import type { Members } from './members.ts'
import type { StaffSettings } from './staff.ts'
import type { StaffRooms } from './staff-rooms.ts'

export type ByStaffSettings = StaffSettings & {
  channels: Channels
  members: Members
  staffRooms: StaffRooms
  /** Who the conversation at a place is, or last was, with; null where there was none. */
  askerAt(place: Place): Promise<string | null>
}

/**
 * Whether one of the staff wrote this between other people's words: who has the staff role; where there is none, whoever
 * may write in the staff channel. Discord is asked only where a conversation is, and never about whom it is with; without
 * a place, only what it knows of their own server. Throws UnreachableError, so that the words are brought again: taken for
 * a bystander's, they would not stop the assistant.
 */
export function createByStaff(
  settings: ByStaffSettings,
): (said: Said, place: Place | null) => Promise<boolean> {
  const { staffChannel, staffRole, channels, members, staffRooms, askerAt } = settings

  return async ({ author, guild }, place) => {
    if (staffRole !== null && author.roles?.includes(staffRole)) return true
    if (staffRole === null && staffChannel === null) return false
    const asker = place && (await askerAt(place))
    if (place && (asker === null || asker === author.id)) return false
    // Staff may be in another server than the customers.
    const home = (staffChannel === null ? null : (await channels.of(staffChannel))?.guild) ?? guild
    if (home === null || (place === null && home !== guild)) return false
    const told = home === guild ? author.roles : null
    const roles = told ?? (await members.rolesOf(home, author.id))
    if (roles === null) return false
    if (staffRole !== null) return roles.includes(staffRole)
    return staffChannel !== null && staffRooms.mayWrite(staffChannel, { id: author.id, roles })
  }
}
