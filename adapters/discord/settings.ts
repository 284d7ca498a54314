import type { AskCauses, Drafts } from '../../src/card.ts'
import type { Log } from '../../src/log.ts'
import type { Timing } from './session.ts'
import type { Words } from './words.ts'

/** What the adapter is given. Times in milliseconds. */
export type DiscordSettings = {
  name?: string
  /** The bot's token. */
  token: string
  /** Discord's REST API, with neither version nor slash at its end: https://discord.com/api */
  apiUrl: string
  /** The channel where handoffs are shown, or null where staff are elsewhere. */
  staffChannel: string | null
  /** Who has this role is staff; null: whoever can write in the staff channel is. */
  staffRole: string | null
  /** Channels in which every message is a question to us. */
  askChannels: readonly string[]
  /** What staff choose from when they say what several customers raised alike. None are known where it is left out. */
  causes?: AskCauses
  words: Words
  /** What staff may start a reply from. */
  drafts?: Drafts | null
  log: Log
  clock: () => number
  timing?: Partial<Timing> & {
    heartbeat?: number
    pause?: (ms: number) => Promise<void>
    /** Between a refusal of our token and the question whether it is taken again, and so on; the last stays. */
    tokenWaits?: readonly number[]
  }
}
