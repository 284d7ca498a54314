import type { Adapter, Inbound, Place, Received } from './adapter.ts'
import type { Policy } from './decide.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { Log } from './log.ts'
import type { Answerer } from './mind/answer.ts'
import type { Grouper } from './mind/grouper.ts'
import type { Promiser } from './mind/promiser.ts'
import type { Summarizer } from './mind/summary.ts'
import type { Readers } from './mind/understanding.ts'
import type { DigestSettings } from './owner/digest-period.ts'
import type { Hours } from './people/hours.ts'
import type { Prompts } from './prompts.ts'
import type { Tools } from './tools/tools.ts'

/** What the engine is made of; whoever composes it (main, or a test) brings each. */
export type Parts = {
  ledger: Ledger
  log: Log
  /** Epoch milliseconds. */
  now: () => number
  prompts: Prompts
  readers: Readers
  answerer: Answerer
  /** Prepares staff for a conversation; null where the local words are all there is. */
  summarizer: Summarizer | null
  /** Groups what readings are about; nothing where no model does. */
  grouper?: Grouper | null
  /** Finds what somebody promised a customer. */
  promiser: Promiser
  /** When people are there, as far as a promise asks. */
  hours: Hours
  /** Hosts that links in an answer may lead to. */
  hosts: () => ReadonlySet<string>
  /** The company's own tools; none where none are set up. */
  tools: Tools
  adapters: ReadonlyMap<string, Adapter>
  /** Where handoffs are shown to staff: any adapter's place, whatever side the customer is on. */
  staffPlace: Place
  /** Where they are shown while that place cannot be reached: the desk that is always there. */
  spareDesk: Place
  /** What the owner is told unasked; nothing where they want nothing. */
  digest?: DigestSettings | null
  /** Lets in whoever has a key, before anything is written down; null for everybody else. */
  door?: (inbound: Inbound) => Promise<Received | null>
  policy: Policy
  timing: Timing
  /** So long are the words of quiet conversations kept, in milliseconds; for ever where nothing is set. */
  retention?: number | null
}

/** Milliseconds. */
export type Timing = {
  /** Three quick messages become one turn: it waits this long after the last one … */
  settling: number
  /** … but never longer than this after the first. */
  settlingAtMost: number
  /** Who takes work must show life within this time, or somebody else takes it over. */
  lease: number
}

export const TIMING: Timing = { settling: 800, settlingAtMost: 4_000, lease: 10_000 }
