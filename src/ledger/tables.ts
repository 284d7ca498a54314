import type { Generated, Selectable } from 'kysely'
import type { Outcome, Status, Verdict } from '../conversation.ts'

type CustomersTable = {
  id: string
  adapter: string
  workspace: string
  platform_id: string
  name: string
  since: number
  /** 1 where the customer wants no word that they did not ask for. */
  no_unasked: Generated<number>
  /** IANA name; null where it is not known. */
  zone: Generated<string | null>
}

type ConversationsTable = {
  id: string
  customer_id: string
  adapter: string
  workspace: string
  channel: string
  thread: string
  status: Status
  outcome: Outcome
  turn: number
  ai_told_at: number | null
  opened_at: number
  last_at: number
  /** The erasure that its words go with, and since when they are gone. */
  erasure: string | null
  erased_at: number | null
}

type MessagesTable = {
  seq: Generated<number>
  id: string
  conversation_id: string
  author: 'customer' | 'assistant' | 'staff' | 'house' | 'bystander'
  name: string
  origin: string | null
  text: string
  choice: string | null
  attachments: string
  sources: string
  options: string
  at: number
  edited_at: number | null
  removed_at: number | null
  version: number
  turn: number | null
  earlier_turn: number | null
  signed_at: number | null
  sent_at: number | null
  picture: string | null
}

type ReadingsTable = {
  id: string
  message_id: string
  conversation_id: string
  read_by: string
  sentiment: number | null
  feeling: string | null
  reason: string
  quote: string | null
  topic: string | null
  act: string
  complaint: number
  complaint_score: number
  wants_person: number
  wants_person_score: number
  question: number
  question_score: number
  danger: string | null
  language: string | null
  /** When it was read. */
  at: number
  corrected_by: string | null
  /** When the customer wrote it: the message's own time, so that what was written in a time is found by it alone. */
  wrote_at: number
  /** Its topic or, without one, its conversation's: by this it is counted. Nothing in a reading that was corrected. */
  subject: string | null
}

type TurnsTable = {
  conversation_id: string
  number: number
  decision: string
  cause: string | null
  reason: string
  passages: string
  confidence: number | null
  answered_by: string | null
  attempts: number
  due_at: number
  settled_at: number
}

type HandoffsTable = {
  id: string
  conversation_id: string
  turn: number
  status: 'waiting' | 'claimed' | 'snoozed' | 'resolved' | 'given_back'
  cause: string
  reason: string
  staff_place: string
  opened_at: number
  claimed_by: string | null
  claimed_name: string | null
  claimed_at: number | null
  closed_name: string | null
  closed_at: number | null
  /** JSON. */
  summary: string | null
  reopens: string | null
  closed_by: string | null
  /** See migrations/0009_standing.sql. */
  held_by: string | null
  held_name: string | null
  snoozed_until: number | null
  reminded: Generated<number>
  remind_at: number | null
  owed_since: number | null
  promised_at: number | null
  told_again: Generated<number>
  tell_at: number | null
  also_place: string | null
}

type HandoffStepsTable = {
  seq: Generated<number>
  handoff_id: string
  step: string
  by_who: 'staff' | 'customer' | 'assistant' | 'clock'
  by_id: string | null
  by_name: string | null
  at: number
  detail: string | null
  origin: string | null
}

/** See migrations/0011_second.sql. */
type RemindersTable = {
  id: string
  text: string
  at: number
  calls: string
  place: string | null
  called: 'second' | 'owner' | null
}

/** See migrations/0008_aftercare.sql. */
type AftercareTable = {
  id: string
  conversation_id: string
  handoff_id: string
  matter_id: string
  kind: 'resolved' | 'complaint'
  due_at: number
  asked_at: number | null
  message_id: string | null
  answer: Verdict | null
  answered_at: number | null
}

type CheckinsTable = {
  id: string
  customer_id: string
  conversation_id: string
  kind: 'weak' | 'again' | 'sour'
  state: 'sent' | 'left'
  text: string
  by_id: string
  by_name: string
  at: number
  handoff_id: string | null
}

type NotesTable = {
  seq: Generated<number>
  id: string
  handoff_id: string
  origin: string
  name: string
  text: string
  at: number
  /** JSON of a Called. */
  calls: string | null
}

type ProposalsTable = {
  id: string
  handoff_id: string
  server: string
  tool: string
  arguments: string
  state: 'waiting' | 'approved' | 'running' | 'done' | 'failed' | 'not_run' | 'unknown' | 'refused'
  proposed_at: number
  decided_by: string | null
  decided_name: string | null
  decided_at: number | null
  result: string | null
  ended_at: number | null
}

type DeliveriesTable = {
  seq: Generated<number>
  id: string
  conversation_id: string
  place: string
  kind: 'message' | 'card' | 'thread' | 'note' | 'reminder'
  about: string
  speaker: 'assistant' | 'staff' | 'house'
  state: 'pending' | 'sending' | 'sent' | 'refused' | 'withdrawn'
  attempts: number
  receipt: string | null
  error: string | null
  created_at: number
  sent_at: number | null
}

type WorkTable = {
  seq: Generated<number>
  kind: string
  key: string
  about: string
  dedupe: string | null
  state: 'open' | 'dead'
  due_at: number
  lease_until: number
  token: number
  attempts: number
  error: string | null
  created_at: number
}

type PostsTable = {
  seq: Generated<number>
  id: string
  adapter: string
  channel: string
  thread: string
  kind: string
  state: string
  target: string | null
  body: string
  at: number
}

type ListeningTable = { adapter: string; workspace: string; until: number }

type LoginsTable = { adapter: string; at: number }

type InstallationsTable = { adapter: string; workspace: string; body: string; at: number }

/** See migrations/0004_model.sql for the units. */
type SpendTable = {
  id: string
  at: number
  customer_id: string | null
  conversation_id: string | null
  purpose: string
  model: string
  input_tokens: number
  cached_tokens: number
  output_tokens: number
  reasoning_tokens: number
  estimated: number
  cost: number | null
  ms: number
  ended: string
}

type PromisesTable = {
  id: string
  conversation_id: string
  customer_id: string
  handoff_id: string | null
  message_id: string
  made_by: 'assistant' | 'staff'
  /** The platform's id of whoever made it. */
  by_id: string
  by_name: string
  what: string
  due_at: number
  /** Whether a time was named. */
  stated: number
  conditional: number
  sure: number
  /** found: nobody has said yet that it is one. */
  state: 'found' | 'open' | 'kept' | 'broken' | 'dropped'
  made_at: number
  found_at: number
  decided_by_id: string | null
  decided_by_name: string | null
  decided_at: number | null
  reminded_at: number | null
  /** When the customer heard of it, before it was late or as it became so. */
  told_at: number | null
  broken_at: number | null
  kept_at: number | null
  /** By when it was first to be kept; null where it was never moved. */
  first_due_at: Generated<number | null>
  moved_at: Generated<number | null>
}

type PromiseMovesTable = {
  promise_id: string
  from_at: number
  to_at: number
  by_id: string
  by_name: string
  at: number
  origin: string
}

/** See migrations/0010_causes.sql. */
type CausesTable = {
  id: string
  name: string
  folded: string
  named_by: string
  named_name: string
  named_at: number
  fixed_by: string | null
  fixed_name: string | null
  fixed_at: number | null
}

type CauseLinksTable = {
  id: string
  cause_id: string
  conversation_id: string
  customer_id: string
  by_id: string
  by_name: string
  at: number
  removed_at: number | null
  told_at: number | null
  told_how: 'sent' | 'noted' | 'lost' | null
  told_in: string | null
  told_as: string | null
}

/** See migrations/0012_erasures.sql. */
type ErasuresTable = {
  id: string
  kind: 'customer' | 'retention'
  step: 'cut' | 'drain' | 'scrub' | 'withdraw' | 'finish' | 'rewrite' | 'done'
  subject: string | null
  /** A hash of who it was; whoever holds an export of theirs can tell. */
  former: string | null
  by_role: string
  by_session: string
  asked_at: number
  cut_at: number | null
  done_at: number | null
  /** JSON: how many rows of each table lost something. */
  erased: string
  /** JSON of a Proof. */
  proof: string | null
  file: 'as_it_was' | 'rewritten' | 'at_next_start' | 'not_ours'
}

type ErasedOriginsTable = { hash: string }

type AuditTable = {
  id: string
  at: number
  role: string
  session: string
  did:
    | 'exported_readings'
    | 'exported_corrections'
    | 'exported_customer'
    | 'asked_to_erase'
    | 'took_proof'
    | 'made_viewer_link'
  customer_id: string | null
  /** What was chosen: days, moods, an id of ours. */
  what: string
  /** Null while it is being written, or where it broke off. */
  rows_written: number | null
}

type VisitsTable = { id: string; customer_id: string; at: number; note: string }

type DigestsTable = {
  period: string
  /** The name under which it is posted. */
  id: string
  text: string
  at: number
  /** JSON of a Place; null where the file is all. */
  place: string | null
  attempts: number
  receipt: string | null
  error: string | null
  sent_at: number | null
}

/** Under which name a model grouped a topic. */
type ThemesTable = { topic: string; theme: string; named_by: string; at: number }

type SignInsTable = { key: string; until: number; used_at: number | null }

export type Tables = {
  customers: CustomersTable
  conversations: ConversationsTable
  messages: MessagesTable
  readings: ReadingsTable
  turns: TurnsTable
  handoffs: HandoffsTable
  handoff_steps: HandoffStepsTable
  reminders: RemindersTable
  aftercare: AftercareTable
  checkins: CheckinsTable
  notes: NotesTable
  proposals: ProposalsTable
  deliveries: DeliveriesTable
  promises: PromisesTable
  promise_moves: PromiseMovesTable
  causes: CausesTable
  cause_links: CauseLinksTable
  work: WorkTable
  posts: PostsTable
  listening: ListeningTable
  installations: InstallationsTable
  logins: LoginsTable
  spend: SpendTable
  erasures: ErasuresTable
  erased_origins: ErasedOriginsTable
  audit: AuditTable
  visits: VisitsTable
  digests: DigestsTable
  themes: ThemesTable
  sign_ins: SignInsTable
}

export type Customer = Selectable<CustomersTable>
export type Conversation = Selectable<ConversationsTable>
export type Message = Selectable<MessagesTable>
export type ReadingRow = Selectable<ReadingsTable>
export type Turn = Selectable<TurnsTable>
export type Handoff = Selectable<HandoffsTable>
export type HandoffStep = Selectable<HandoffStepsTable>
export type AftercareRow = Selectable<AftercareTable>
export type Checkin = Selectable<CheckinsTable>
export type Note = Selectable<NotesTable>
export type Proposal = Selectable<ProposalsTable>
export type Delivery = Selectable<DeliveriesTable>
export type PromiseRow = Selectable<PromisesTable>
export type CauseRow = Selectable<CausesTable>
export type CauseLink = Selectable<CauseLinksTable>
export type Work = Selectable<WorkTable>
export type Visit = Selectable<VisitsTable>
export type DigestRow = Selectable<DigestsTable>
export type SpendRow = Selectable<SpendTable>
export type Erasure = Selectable<ErasuresTable>
export type AuditRow = Selectable<AuditTable>
