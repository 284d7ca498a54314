import type { Hono } from 'hono'
import type { AskCauses, Drafts } from '../../src/card.ts'
import type { Log } from '../../src/log.ts'
import type { Timing } from './sockets.ts'
import type { Words } from './words.ts'
import type { Tokens } from './workspaces.ts'

/** What the adapter is given. Times in milliseconds. */
export type SlackSettings = {
  name?: string
  /** xoxb-…: of the workspace where staff are. */
  botToken: string
  /** xapp-…: Socket Mode. */
  appToken: string | null
  /** HTTP: Slack signs what it posts to /slack/events. One of the two is there at least. */
  signingSecret: string | null
  /** Ends with a slash. */
  apiUrl: string
  /** The channel where handoffs are shown, or null where staff are elsewhere. */
  staffChannel: string | null
  /** What staff choose from when they say what several customers raised alike. None are known where it is left out. */
  causes?: AskCauses
  words: Words
  /** What staff may start a reply from. */
  drafts?: Drafts | null
  log: Log
  clock: () => number
  /** The least time between two posts in one channel. Slack allows one a second. */
  pace?: number
  /** Further workspaces, where people elsewhere installed us. */
  others?: Others | null
  timing?: Partial<Timing> & { again?: number; heartbeat?: number; pause?: (ms: number) => Promise<void> }
}

/** Further workspaces: their tokens, the pages where they install us, and the envelope that says that one is gone. */
export type Others = { tokens: Tokens; routes: Hono; forgetOn(envelope: unknown): Promise<unknown> }
