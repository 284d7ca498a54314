import { z } from 'zod'
import { Body, type Delivered, holdsEvent } from './delivered.ts'

/** What Slack sends over a socket. An envelope without anything for us in it has `delivered` null. */
export type Frame =
  | { kind: 'hello' }
  | { kind: 'leaving'; reason: string }
  | { kind: 'envelope'; id: string; delivered: Delivered | null; takesBody: boolean }
  | { kind: 'unreadable' }

const Hello = z.looseObject({ type: z.literal('hello') })
// The reason goes into logs and to the owner, so it has to be a plain code.
const Leaving = z.looseObject({
  type: z.literal('disconnect'),
  reason: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .catch('disconnect'),
})
const Envelope = z.looseObject({
  envelope_id: z.string().min(1).max(200),
  type: z.string().catch(''),
  payload: Body.nullable().catch(null),
  accepts_response_payload: z.boolean().catch(true),
  retry_attempt: z.number().int().positive().nullable().catch(null),
  retry_reason: z.string().max(100).nullable().catch(null),
})

/** Reads one text frame. Never throws: what nobody can read is `unreadable`. */
export function readFrame(text: string): Frame {
  const sent = parse(text)
  if (Hello.safeParse(sent).success) return { kind: 'hello' }
  const leaving = Leaving.safeParse(sent)
  if (leaving.success) return { kind: 'leaving', reason: leaving.data.reason }
  const envelope = Envelope.safeParse(sent)
  if (!envelope.success) return { kind: 'unreadable' }
  const { envelope_id, type, payload, accepts_response_payload, retry_attempt, retry_reason } = envelope.data
  const empty = payload === null || (type === 'events_api' && !holdsEvent(payload))
  return {
    kind: 'envelope',
    id: envelope_id,
    delivered: empty ? null : { body: payload, retryNum: retry_attempt, retryReason: retry_reason },
    takesBody: accepts_response_payload,
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
