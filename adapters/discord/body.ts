import { createHash } from 'node:crypto'
import type {
  RawFile,
  RESTPatchAPIChannelMessageJSONBody,
  RESTPostAPIChannelMessageJSONBody,
  RESTPostAPIWebhookWithTokenJSONBody,
} from 'discord.js'
import { MessageFlags } from 'discord.js'
import { cleanText } from '../../src/clean.ts'
import { LONGEST_CONTENT, type Payload } from './payload.ts'
import { webhookName } from './webhooks.ts'

/** A file that goes with a message. */
export type Enclosure = { name: string; bytes: Uint8Array }

const LONGEST_NONCE = 25
const LONGEST_FILE_NAME = 200
/** Nobody is pinged by what we say, whoever is named in it; but for whom a line calls. */
const NO_MENTIONS = { parse: [] }

/**
 * By what Discord knows a part again: for a few minutes it shows what has the same nonce once. Our ids are short enough;
 * of a longer one its hash is taken.
 */
export function nonceOf(id: string, part: number): string {
  const nonce = part === 0 ? id : id + part.toString(36)
  if (nonce.length <= LONGEST_NONCE) return nonce
  return createHash('sha256').update(`${id}:${part}`).digest('base64url').slice(0, LONGEST_NONCE)
}

/** A new message of the bot's. `replyTo` is shown above it while it is there. */
export function createBody(
  payload: Payload,
  nonce: string,
  replyTo: string | null,
): RESTPostAPIChannelMessageJSONBody {
  const reference = replyTo && { message_reference: { message_id: replyTo, fail_if_not_exists: false } }
  return {
    ...withoutPreviews(payload),
    ...(reference || {}),
    nonce,
    enforce_nonce: true,
    allowed_mentions: { ...(payload.allowed_mentions ?? NO_MENTIONS), replied_user: false },
  }
}

/** The same as said by a person through a webhook. */
export function webhookBody(
  payload: Payload,
  { name, picture }: { name: string; picture: string | null },
): RESTPostAPIWebhookWithTokenJSONBody {
  return {
    ...withoutPreviews(payload),
    username: webhookName(name),
    ...(picture === null ? {} : { avatar_url: picture }),
    allowed_mentions: NO_MENTIONS,
  }
}

/** What takes the place of all that a message showed; what it does not name would stay. Files stay in any case. */
export function editBody(payload: Payload): RESTPatchAPIChannelMessageJSONBody {
  const { content = '', embeds = [], components = [], flags } = withoutPreviews(payload)
  return { content, embeds, components, allowed_mentions: NO_MENTIONS, ...(flags ? { flags } : {}) }
}

export function filesOf(enclosures: readonly Enclosure[]): RawFile[] {
  return enclosures.map(({ name, bytes }) => ({
    name: cleanText(name).replace(/\s+/g, ' ').slice(-LONGEST_FILE_NAME).toWellFormed() || 'file',
    data: bytes,
  }))
}

/**
 * Discord must not unfold what we link to. The flag for that hides our own embeds as well: where there are some, each
 * link in the words beside them is put in the brackets that do the same.
 */
export function withoutPreviews(payload: Payload): Payload & { flags?: MessageFlags } {
  if (!payload.embeds?.length) return { ...payload, flags: MessageFlags.SuppressEmbeds }
  const content = payload.content?.replace(/(?<!<)\bhttps?:\/\/[^\s<>)]*[^\s<>).,;:!?]/gi, '<$&>')
  return content && content.length <= LONGEST_CONTENT ? { ...payload, content } : payload
}
