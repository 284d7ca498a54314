import type { ReportRow } from '../ledger/reports.ts'

export type Value = string | number | boolean | null
export type Column = { name: string; about: string; of: (row: ReportRow) => Value }

/**
 * The columns of both exports, in order: one row for each customer message, with the reading that stands now. In CSV
 * yes and no are words, nothing is an empty cell, and text that a spreadsheet would run begins with an apostrophe; JSON
 * Lines holds true, false, null and the text as it is.
 */
export const COLUMNS: readonly Column[] = [
  {
    name: 'time',
    about: 'when the customer wrote, ISO 8601 in UTC',
    of: (row) => new Date(row.at).toISOString(),
  },
  { name: 'customer', about: "the customer's name; may be empty", of: (row) => row.customer },
  { name: 'conversation', about: 'id of the conversation', of: (row) => row.conversation },
  { name: 'message', about: 'id of the message', of: (row) => row.message },
  {
    name: 'sentiment',
    about: 'from -1 (unhappy) to 1 (happy); nothing where it is unknown',
    of: (row) => row.sentiment,
  },
  {
    name: 'feeling',
    about: 'such as grateful or worried; nothing where none shows',
    of: (row) => row.feeling,
  },
  { name: 'reason', about: 'what the reading rests on', of: (row) => row.reason },
  { name: 'quote', about: "the customer's own words that it rests on", of: (row) => row.quote },
  { name: 'topic', about: 'what it is about, such as delivery', of: (row) => row.topic },
  {
    name: 'subject',
    about: "its topic, or else what the customer's other messages in the conversation are about",
    of: (row) => row.subject,
  },
  { name: 'complaint', about: 'whether it is a complaint', of: (row) => row.isComplaint },
  { name: 'wants_person', about: 'whether the customer asked for a person', of: (row) => row.wantsPerson },
  {
    name: 'read_by',
    about: 'local, staff or owner (corrected), button, nobody, or the name of a model',
    of: (row) => row.readBy,
  },
  {
    name: 'decision',
    about: 'what was done: answer, offer_person, hand_off …; nothing yet: empty',
    of: (row) => row.decision,
  },
  {
    name: 'cause',
    about: 'why a person was called or offered, or what was acknowledged',
    of: (row) => row.cause,
  },
  { name: 'decision_reason', about: 'why that was decided', of: (row) => row.decisionReason },
  {
    name: 'status',
    about: 'of the conversation now: open, waiting, with_person, closed',
    of: (row) => row.status,
  },
  {
    name: 'outcome',
    about: 'of the conversation: unknown, confirmed, durable, reopened',
    of: (row) => row.outcome,
  },
  {
    name: 'handoff',
    about: 'the last one: waiting, claimed, snoozed, resolved, given_back',
    of: (row) => row.handoff,
  },
  { name: 'handoff_by', about: 'who took the last handoff', of: (row) => row.handoffBy },
]
