import { codeOf } from './failures.ts'

/** Why nothing is shown in a staff channel that is not for staff alone. */
export const STAFF_CHANNEL_PUBLIC = 'staff_channel_public'
export const PUBLIC =
  'Everybody in the server can read the staff channel in Discord, customers, too, so handoffs are shown at the staff desk. In Discord: Edit Channel, Permissions, switch on "Private Channel", and add the bot and your staff.'

const CHANNEL_GONE = new Set(['discord_10003', 'discord_50001', 'discord_50013'])

/** What the last posts showed of the staff channel, in a sentence for the owner that says what to do; null when all is well. */
export function createTroubles() {
  let channel: string | null = null
  return {
    /** A post came through; to the staff channel or elsewhere. */
    well(isStaff: boolean): void {
      if (isStaff) channel = null
    },
    failed(error: unknown, isStaff: boolean): void {
      const code = codeOf(error)
      if (code !== null && isStaff && CHANNEL_GONE.has(code)) channel = code
    },
    say(): string | null {
      if (channel === null) return null
      return `Discord does not show handoffs in the staff channel (${channel}), so they are shown at the staff desk. Let the bot see and write in it, or put another channel into DISCORD_STAFF_CHANNEL; "npm run doctor" looks closer.`
    },
  }
}
