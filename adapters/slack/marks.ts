import type { KnownBlock } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Part } from './blocks.ts'

/** Which part of which delivery a message is. Everybody in the workspace can read it: ids only. */
export type Mark = { id: string; part: number }

/** Where a delivery may have been posted: in a thread by its first message, '' for what stands in the channel itself. */
export type Search = { channel: string; thread: string; id: string; since: number }

/** The parts that were found, by number, with their `ts`; and where to read on, null at the end. */
export type Page = { found: Map<number, string>; next: string | null }

const EVENT = 'warmline_delivery'
/** Slack's clock and ours may differ by so much. Milliseconds. */
const MARGIN = 30 * 60 * 1000
/** Messages in one call: the most that Slack advises. Where it allows fewer, it gives fewer, and says where to go on. */
const ROWS = 200

const Answer = z.object({
  messages: z.array(z.unknown()),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})
const Metadata = z.object({
  event_type: z.literal(EVENT),
  event_payload: z.object({ id: z.string(), part: z.coerce.number().int() }),
})
const Message = z.object({
  ts: z.string().min(1),
  metadata: Metadata.nullable().catch(null),
  blocks: z.array(z.unknown()).catch([]),
})
const Block = z.object({ block_id: z.string() })

export function metadataOf({ id, part }: Mark) {
  return { event_type: EVENT, event_payload: { id, part } }
}

/** The part with its mark on the first block as well, for a server may drop what it does not show. */
export function withMark(part: Part, mark: Mark): Part {
  const [first, ...others] = part.blocks
  if (!first) return part
  const marked: KnownBlock = { ...first, block_id: blockId(mark.id) + mark.part }
  return { ...part, blocks: [marked, ...others] }
}

/**
 * Reads one page of what was said since (epoch milliseconds), and finds a delivery's parts in it. Throws as the client
 * does.
 */
export async function readPage(client: WebClient, search: Search, cursor: string | null): Promise<Page> {
  const { channel, thread, id, since } = search
  const asked = {
    channel,
    include_all_metadata: true,
    oldest: ((since - MARGIN) / 1000).toFixed(6),
    limit: ROWS,
    ...(cursor === null ? {} : { cursor }),
  }
  const answer = thread
    ? await client.conversations.replies({ ...asked, ts: thread })
    : await client.conversations.history(asked)
  const { messages, response_metadata } = Answer.parse(answer)
  const found = new Map(messages.map((message) => partIn(message, id)).filter((one) => one !== null))
  return { found, next: response_metadata?.next_cursor || null }
}

function partIn(given: unknown, id: string): [number, string] | null {
  const message = Message.safeParse(given).data
  if (!message) return null
  const { ts, metadata, blocks } = message
  if (metadata?.event_payload.id === id) return [metadata.event_payload.part, ts]
  const ids = blocks.map((block) => Block.safeParse(block).data?.block_id ?? '')
  const mark = ids.find((one) => one.startsWith(blockId(id)))
  const part = Number(mark?.slice(blockId(id).length) || Number.NaN)
  return Number.isInteger(part) ? [part, ts] : null
}

function blockId(id: string): string {
  return `w:${id}:`
}
