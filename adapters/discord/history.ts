import { type REST, Routes } from 'discord.js'
import { z } from 'zod'
import { byAge } from './snowflake.ts'

/** What is kept of a message as Discord tells it. `shown` is the whole of it. */
export type Told = {
  id: string
  author: string | null
  webhook: string | null
  application: string | null
  nonce: string | null
  files: number
  shown: unknown
}
/** Messages, the oldest first; and whether there are more after them. */
export type Page = { messages: Told[]; isMore: boolean }

/** Messages in one call: the most that Discord gives. */
const ROWS = 100

const Given = z.array(z.unknown())
const Shape = z.object({
  id: z.string().min(1),
  author: z.object({ id: z.string() }).nullish().catch(null),
  webhook_id: z.string().nullish().catch(null),
  application_id: z.string().nullish().catch(null),
  nonce: z.union([z.string(), z.number()]).nullish().catch(null),
  attachments: z.array(z.unknown()).catch([]).default([]),
})

/** Reads what was said after a message. Throws as the client does, and ZodError where the answer is no history. */
export async function readPage(rest: REST, channel: string, after: string): Promise<Page> {
  const query = new URLSearchParams({ after, limit: String(ROWS) })
  const given = Given.parse(await rest.get(Routes.channelMessages(channel), { query }))
  const messages = given
    .map(toldOf)
    .filter((message) => message !== null)
    .sort((one, other) => byAge(one.id, other.id))
  return { messages, isMore: given.length >= ROWS && messages.length > 0 }
}

/** A message by itself. */
export function toldOf(given: unknown): Told | null {
  const message = Shape.safeParse(given).data
  if (!message) return null
  const { id, author, webhook_id, application_id, nonce, attachments } = message
  return {
    id,
    author: author?.id ?? null,
    webhook: webhook_id ?? null,
    application: application_id ?? null,
    nonce: nonce === null || nonce === undefined ? null : String(nonce),
    files: attachments.length,
    shown: given,
  }
}
