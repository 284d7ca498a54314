import { z } from 'zod'

export const Feeling = z.enum([
  'happy',
  'grateful',
  'hopeful',
  'confused',
  'worried',
  'sad',
  'disappointed',
  'frustrated',
  'angry',
])
export type Feeling = z.infer<typeof Feeling>

/** What a message does, so far as one message can show it. */
export const Act = z.enum(['ask', 'tell', 'thank', 'greet', 'yes', 'no'])
export type Act = z.infer<typeof Act>

/** Why a person must look at once, whoever is sure that they need not. */
export const Danger = z.enum(['self_harm', 'safety', 'threat', 'legal'])
export type Danger = z.infer<typeof Danger>

/**
 * What one message shows. `sentiment` runs from -1 to 1; null is unknown, never a default. Scores run from 0 to 1.
 * `reason` says in a few plain words what the label rests on; `quote` is cut word for word from the message.
 * `language` is an ISO 639-1 code, null where it cannot be told.
 */
export const Reading = z.object({
  sentiment: z.number().min(-1).max(1).nullable(),
  feeling: Feeling.nullable(),
  reason: z.string().min(1).max(300),
  quote: z.string().max(300).nullable(),
  topic: z.string().max(60).nullable(),
  act: Act,
  complaint: z.boolean(),
  complaintScore: z.number().min(0).max(1),
  wantsPerson: z.boolean(),
  wantsPersonScore: z.number().min(0).max(1),
  question: z.boolean(),
  questionScore: z.number().min(0).max(1),
  danger: Danger.nullable(),
  language: z.string().length(2).nullable(),
  readBy: z.string().min(1),
})
export type Reading = z.infer<typeof Reading>

/** Reads what a message shows. Takes any string whatever and never throws. `before` are the customer's earlier words, oldest first. */
export interface Reader {
  readonly name: string
  read(text: string, before: readonly string[]): Promise<Reading>
}

/** What stands in the ledger for a message that nobody could read: unknown, and said so. */
export const unreadable: Reading = {
  sentiment: null,
  feeling: null,
  reason: 'could not be read',
  quote: null,
  topic: null,
  act: 'tell',
  complaint: false,
  complaintScore: 0,
  wantsPerson: false,
  wantsPersonScore: 0,
  question: false,
  questionScore: 0,
  danger: null,
  language: null,
  readBy: 'nobody',
}

/** A pressed button says what it says and nothing of how its presser feels. */
export function buttonReading(label: string): Reading {
  return { ...unreadable, reason: `pressed “${label}”`.slice(0, 300), readBy: 'button' }
}
