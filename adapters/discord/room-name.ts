import { createHash } from 'node:crypto'
import type { Place } from '../../src/adapter.ts'
import { cleanName, isBlank } from '../../src/clean.ts'
import { codeOf } from './failures.ts'
import { cutPlain } from './payload.ts'

/** Why Discord does not let us make a thread where it lets us write. */
export const NO_RIGHT = new Set([
  'discord_50008',
  'discord_50013',
  'discord_50021',
  'discord_50024',
  'discord_50068',
  'discord_160006',
  'discord_160007',
])

/** What Discord has against a name: its shape, or words that a server does not want. */
const BAD_NAME = new Set(['discord_50035', 'discord_200000', 'discord_200001', 'discord_240000'])

/** What a thread is called where a name tells nothing. */
const NAMELESS = 'Help'
const LONGEST = 80

/** What a thread for somebody of this name is called: 1 to 80 characters on one line. */
function roomName(name: string): string {
  const shown = cutPlain(cleanName(name), LONGEST)
  return isBlank(shown) ? NAMELESS : shown
}

/** Makes a room under somebody's name, or under another where Discord has something against theirs. */
export async function named<Room>(name: string, make: (name: string) => Promise<Room>): Promise<Room> {
  try {
    return await make(roomName(name))
  } catch (error) {
    if (!BAD_NAME.has(codeOf(error) ?? '')) throw error
    return make(NAMELESS)
  }
}

/** Ends the name of a private thread, and is the same whenever it is made for the same customer at the same place. */
export function markOf({ channel, thread }: Place, customer: string): string {
  const key = `${channel}:${thread}:${customer}`
  return ` · ${createHash('sha256').update(key).digest('hex').slice(0, 8)}`
}
