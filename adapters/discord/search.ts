import { type REST, Routes } from 'discord.js'
import { z } from 'zod'
import { RefusedError } from '../../src/errors.ts'
import { asOurs } from './failures.ts'
import { type Told, toldOf } from './history.ts'
import { customIds, isBlankMessage, likenessOf } from './likeness.ts'
import type { Hook } from './webhooks.ts'

/** A part that may have been posted, and by what it is known. */
export type Sought = { part: number; nonce: string; likeness: string }

/** Under whom it was posted: the bot by its id, or a webhook of the application's. */
export type Author = { bot: string; application: string; hook: Hook | null }

export type Search = {
  /** The thread where they are sought; null for a channel itself. */
  thread: string | null
  author: Author
  sought: readonly Sought[]
  /** What the first part's buttons carry and no other message's do; null for none. */
  mark: string | null
  /** Whether a message is known to be another delivery's. */
  isTaken(message: string): boolean
}

const Buttons = z.object({ components: z.unknown().optional() })

/**
 * Which parts stand among these messages, with the id of each. Discord tells no nonce afterwards (others that speak like
 * it may): a part is known by what it shows. Throws as the client does.
 */
export async function findParts(rest: REST, messages: Told[], search: Search): Promise<Map<number, string>> {
  const open = [...search.sought]
  const found = new Map<number, string>()
  for (const told of messages) {
    if (open.length === 0) break
    if (!isAuthors(told, search.author) || search.isTaken(told.id)) continue
    const message = await readable(rest, told, search)
    const at = open.findIndex((one) => isPart(message, one, search.mark))
    const [part] = at === -1 ? [] : open.splice(at, 1)
    if (part) found.set(part.part, told.id)
  }
  return found
}

function isAuthors(told: Told, { bot, application, hook }: Author): boolean {
  if (!hook) return told.author === bot && told.webhook === null
  return told.webhook !== null && (told.webhook === hook.id || told.application === application)
}

function isPart({ nonce, files, shown }: Told, sought: Sought, mark: string | null): boolean {
  if (nonce !== null) return nonce === sought.nonce
  if (mark === null || sought.part > 0) return likenessOf(shown, files) === sought.likeness
  // A card is drawn anew for each attempt, and may not say the same any more.
  return customIds(Buttons.safeParse(shown).data?.components).some((id) => id.includes(mark))
}

/**
 * Where we may not read what people write, Discord shows us what our own webhook said without a word in it. Whoever has
 * the webhook's token may read it.
 */
async function readable(rest: REST, told: Told, { thread, author }: Search): Promise<Told> {
  const { hook } = author
  if (!hook || told.webhook !== hook.id || !isBlankMessage(told.shown, told.files)) return told
  try {
    const query = new URLSearchParams(thread === null ? {} : { thread_id: thread })
    const route = Routes.webhookMessage(hook.id, hook.token, told.id)
    return toldOf(await rest.get(route, { auth: false, query })) ?? told
  } catch (error) {
    const ours = asOurs(error)
    if (ours instanceof RefusedError) return told
    throw ours
  }
}
