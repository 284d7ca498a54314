import { z } from 'zod'

/** One thing that Slack brought us. `retryNum` counts from 1 where Slack had brought it before and heard no ack. */
export type Delivered = { body: Record<string, unknown>; retryNum: number | null; retryReason: string | null }

/**
 * Takes what was brought. Resolves once it is safe, with what to ack with (undefined for nothing but the ack); rejects
 * where nothing was kept: then there is no ack, and Slack brings it again.
 */
export type Handle = (delivered: Delivered) => Promise<unknown>

/** What any delivery is at the least. */
export const Body = z.record(z.string(), z.unknown())

const Event = z.looseObject({ event: z.looseObject({ type: z.string() }) })

/** Whether there is an event in the wrapper. Slack's wrapper alone (a notice of its own, or half a one) is for nobody. */
export function holdsEvent(body: unknown): boolean {
  return Event.safeParse(body).success
}
