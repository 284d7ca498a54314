import { z } from 'zod'
import { Choice } from '../../src/adapter.ts'
import { Attachment } from '../../src/attachment.ts'
import { CauseAction, PromiseAction } from '../../src/card.ts'

// The shapes that are kept as JSON in a post's `body`. They are read back through these, for the table outlives this code.

const Author = z.enum(['customer', 'assistant', 'staff', 'house', 'bystander'])

/** What a customer wrote or pressed. `message` is the id that their page gave it. */
export const CustomerBody = z.object({
  message: z.string(),
  name: z.string(),
  text: z.string(),
  choice: Choice.nullable(),
  edited: z.boolean(),
  removed: z.boolean(),
})
export type CustomerBody = z.infer<typeof CustomerBody>

const Speaker = z.discriminatedUnion('role', [
  z.object({ role: z.literal('assistant') }),
  z.object({ role: z.literal('staff'), name: z.string(), picture: z.string().nullable().default(null) }),
  z.object({ role: z.literal('house') }),
])

/** What was said to a customer. */
export const TextBody = z.object({
  text: z.string(),
  speaker: Speaker,
  sources: z.array(z.object({ title: z.string(), page: z.string(), url: z.string().nullable() })),
  options: z.array(z.object({ choice: Choice, label: z.string() })),
})
export type TextBody = z.infer<typeof TextBody>

const LineBody = z.object({
  id: z.string(),
  author: Author,
  name: z.string(),
  text: z.string(),
  attachments: z.array(Attachment).default([]),
  at: z.number(),
  edited: z.boolean(),
  removed: z.boolean(),
})

/** A handoff as staff see it. */
export const CardBody = z.object({
  handoff: z.string(),
  status: z.enum(['waiting', 'claimed', 'snoozed', 'resolved', 'given_back']),
  customer: z.object({ name: z.string(), since: z.number(), conversations: z.number(), from: z.string() }),
  cause: z.string(),
  wrong: z.string(),
  tried: z.string(),
  mood: z
    .object({
      sentiment: z.number().nullable(),
      feeling: z.string().nullable(),
      reason: z.string(),
      quote: z.string().nullable(),
    })
    .nullable(),
  complaint: z.boolean(),
  history: z.array(z.object({ says: z.string(), handoff: z.string().nullable() })).default([]),
  unasked: z.object({ says: z.string(), label: z.string(), surely: z.string() }).nullable().default(null),
  suggestion: z.string(),
  proposal: z
    .object({
      id: z.string(),
      call: z.string(),
      state: z.enum(['waiting', 'running', 'done', 'failed', 'not_run', 'unknown', 'refused']),
      says: z.string(),
    })
    .nullable()
    .default(null),
  promises: z
    .array(
      z.object({
        id: z.string(),
        state: z.enum(['found', 'open', 'broken']),
        says: z.string(),
        buttons: z.array(z.object({ action: PromiseAction, label: z.string() })),
      }),
    )
    .default([]),
  morePromises: z.string().default(''),
  sharedCause: z
    .object({
      says: z.string(),
      buttons: z.array(z.object({ action: CauseAction, label: z.string() })),
    })
    .default({ says: '', buttons: [] }),
  waitingSince: z.number(),
  preferred: z.object({ id: z.string().nullable(), name: z.string() }).nullable().default(null),
  claimedBy: z.string().nullable(),
  claimedById: z.string().nullable().default(null),
  snoozedUntil: z.number().nullable().default(null),
  closedBy: z.string().nullable(),
  transcript: z.array(LineBody),
})
export type CardBody = z.infer<typeof CardBody>

/** A line of a handoff's internal thread. */
export const ThreadBody = LineBody.omit({ id: true }).extend({ kind: z.enum(['message', 'note', 'event']) })
export type ThreadBody = z.infer<typeof ThreadBody>
