import { z } from 'zod'
import { Attachment } from './attachment.ts'
import { type Card, Snooze, StaffAction, type ThreadLine } from './card.ts'

/** Where a conversation lives. `thread` is '' where the platform has none. */
export const Place = z.object({
  adapter: z.string().min(1),
  workspace: z.string().min(1),
  channel: z.string().min(1),
  thread: z.string().default(''),
})
export type Place = z.infer<typeof Place>

/** Longest text the core takes in one message, in UTF-16 units: Slack's own hard limit. */
export const LONGEST_INBOUND = 40_000

const Picture = z.url({ protocol: /^https$/ }).max(1000)
/** `picture` is an address that anybody may open, of a face to show beside what a member of staff says. */
const Author = z.object({
  id: z.string().min(1).max(200),
  name: z.string().max(200).default(''),
  picture: Picture.nullable().catch(null).default(null),
})

/** What a person may press instead of writing; the words pressed stand in `text`. */
export const Choice = z.enum(['person', 'helped', 'unhelped', 'right', 'not_yet'])
export type Choice = z.infer<typeof Choice>

/** An id of ours. Two of them and an action's name find room in what a platform keeps for a button: 100 characters. */
const OurId = z.string().min(1).max(36)

/** The IANA name of the zone that whoever wrote it lives in, where the platform tells; null, or a name that nobody knows, for none. */
const Zone = z.string().max(100).nullable().catch(null).default(null)

/** When it was written by the platform's clock, epoch milliseconds; null for now. */
const SentAt = z.number().int().nonnegative().nullable().default(null)

/**
 * What came in from a platform, in neutral shape. `id` is the platform's own id of the message (or of the click) within
 * its channel: the same id again is the same thing delivered twice. The adapter has checked that a staff action comes
 * from somebody with staff rights; it decides nothing else.
 */
export const Inbound = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message'),
    id: z.string().min(1).max(200),
    place: Place,
    author: Author,
    text: z.string(),
    choice: Choice.nullable().default(null),
    attachments: z.array(Attachment).max(50).default([]),
    sentAt: SentAt,
    zone: Zone,
    /** Written by staff, as themselves, where the customer reads it: whoever answers has the conversation. */
    byStaff: z.boolean().default(false),
    /** False for what is written in a shared thread without a word to us: it is taken where a conversation is, or was. */
    opens: z.boolean().default(true),
    /** Written to us alone, by somebody of the company's own workspace: what is said to them, nobody else reads. */
    alone: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('edit'), id: z.string().min(1).max(200), place: Place, text: z.string() }),
  z.object({ kind: z.literal('deletion'), id: z.string().min(1).max(200), place: Place }),
  z.object({
    kind: z.literal('action'),
    id: z.string().min(1).max(200),
    action: StaffAction,
    handoff: OurId,
    /** The promise that the action is about, where it is about one. */
    promise: OurId.nullable().default(null),
    /** The cause that is chosen, or fixed. */
    cause: OurId.nullable().default(null),
    /** When staff were shown whom they tell: nobody else is told. Epoch milliseconds; null for now. */
    shownAt: z.number().int().nonnegative().nullable().default(null),
    by: Author,
    text: z.string().default(''),
    /** For how long, with the action "snooze". */
    snooze: Snooze.nullable().default(null),
  }),
  /** The platform gave a channel another id; all that was in it is there. */
  z.object({
    kind: z.literal('move'),
    id: z.string().min(1).max(200),
    adapter: z.string().min(1),
    workspace: z.string().min(1),
    from: z.string().min(1),
    to: z.string().min(1),
  }),
  /** Staff send a word to a customer who had said nothing more, or leave it. */
  z.object({
    kind: z.literal('checkin'),
    id: z.string().min(1).max(200),
    conversation: z.string().min(1).max(60),
    action: z.enum(['send', 'leave']),
    by: Author,
    text: z.string().default(''),
  }),
  /** Staff hand what a customer wrote to people; the message, which we may not know yet, is the customer's. */
  z.object({
    kind: z.literal('handover'),
    id: z.string().min(1).max(200),
    place: Place,
    author: Author,
    text: z.string(),
    attachments: z.array(Attachment).max(50).default([]),
    sentAt: SentAt,
    by: Author,
  }),
])
export type Inbound = z.infer<typeof Inbound>
/** An Inbound as an adapter may write it: what has a default may be left out. */
export type InboundDraft = z.input<typeof Inbound>

/**
 * The ledger has it (`recorded`), had it already (`duplicate`), or it was not taken (`refused`). `say`, where there is
 * one, is for the person who wrote or clicked, and for nobody else.
 */
export type Received = { status: 'recorded' | 'duplicate' | 'refused'; say?: string }
export type Receive = (inbound: InboundDraft) => Promise<Received>

/** Who speaks: the assistant, a member of staff by name, or the house: a plain notice such as "Kim has taken over". */
export type Speaker =
  | { role: 'assistant' }
  | { role: 'staff'; name: string; picture: string | null }
  | { role: 'house' }

/** A page that an answer rests on. `url` only where the knowledge itself gives one. */
export type Source = { title: string; page: string; url: string | null }

/** A button: what it is for and its words. */
export type Option = { choice: Choice; label: string }

/**
 * What goes out, in neutral shape. `id` is the delivery's: an adapter that is given the same id twice shows it once.
 * `doubtful` says that an earlier attempt, made after `since` (epoch milliseconds), may have arrived: look before you
 * post. `replaces` is the receipt of an
 * earlier delivery that this one takes the place of; `others` are those of deliveries that were shown beside it of late, so
 * that one in doubt is not taken for another that looks alike. Text is small Markdown: paragraphs, lists, **bold**, `code`, links.
 */
export type Outbound = {
  id: string
  place: Place
  doubtful: boolean
  since: number
  replaces: string | null
  others?: readonly string[]
  /** What it replaces is taken back: where that is not there any more nothing is shown, and where it stays that is refused. */
  retracts?: boolean
} & (
  | {
      kind: 'text'
      text: string
      speaker: Speaker
      sources: Source[]
      options: Option[]
      /** What this is about had better not be told before others: where there is a quieter place, it goes there. */
      discreet: boolean
    }
  | { kind: 'card'; card: Card }
  | { kind: 'thread'; handoff: string; card: string; line: ThreadLine }
  /** Who waits, for all of the staff at their place, or for whom the owner has called; `calls` by the platform's ids. */
  | { kind: 'reminder'; text: string; calls: readonly string[] }
)
/**
 * Whom, or where, the owner has us call: somewhere to post, a person, or a group that can only be called by name where
 * staff are. `place` is where words to them alone are shown.
 */
export type Contact = { kind: 'channel' | 'person'; id: string; place: Place } | { kind: 'group'; id: string }
/** How an adapter understands an id that the owner wrote; null where it is none. `like` shows how they are written. */
export type Contacts = { like: string; of(id: string): Contact | null }

/** What the platform called the thing that it now shows. `place` where the conversation goes on elsewhere from now on. */
export type Receipt = { receipt: string; place?: Place }

/** What a platform can do, as data. `longestText` in UTF-16 units. */
export type Capabilities = {
  buttons: boolean
  modals: boolean
  threads: boolean
  edits: boolean
  typing: boolean
  longestText: number
}

/** What the ledger remembers for an adapter, so that after a gap it can look for what it missed. */
export type Memory = {
  /** Until when it was listening, as it last said; null before the first time. Epoch milliseconds. */
  listenedUntil(workspace: string): Promise<number | null>
  /** It was listening at this moment. */
  listening(workspace: string, at: number): Promise<void>
  /** Where customers have a conversation that moved since then, the newest first, 500 at the most. */
  places(workspace: string, since: number): Promise<Place[]>
  /** The platform's ids of what customers wrote there and had not taken back, received since then, at most 1,000. */
  heard(place: Place, since: number): Promise<string[]>
  /** The platform's id of the customer whose conversation is, or last was, at a place; null where there was none. */
  askerAt(place: Place): Promise<string | null>
  /** How often it logged in since then, and that it does so now: platforms lock out whoever does it too often. */
  logins: { since(at: number): Promise<number>; add(at: number): Promise<void> }
}

/**
 * A platform's translator. `start` resolves when it listens, or is trying to and says so in `trouble`; it throws
 * SetupError where only the owner can help. `send` and `read` throw RefusedError (they said no) or UnreachableError (no
 * answer came, it may have arrived), and nothing else.
 */
export interface Adapter {
  readonly name: string
  readonly capabilities: Capabilities
  /** Missing where nobody can be called but who is there anyway. */
  readonly contacts?: Contacts
  start(receive: Receive, memory: Memory): Promise<void>
  send(outbound: Outbound): Promise<Receipt>
  /** The bytes of a file that a customer sent through this adapter. */
  read(attachment: Attachment): Promise<Uint8Array>
  /** The sign of life while a turn runs: best effort, never throws, may do nothing. */
  working(place: Place): void
  /** Forgets what it remembers of somebody beside what the platform tells; left out where that is nothing. */
  forget?(who: { workspace: string; platform_id: string }): Promise<void>
  /** What is wrong at this moment and what to do, in a sentence for the owner; null when all is well. */
  trouble(): string | null
  stop(): Promise<void>
}
