import { type REST, Routes } from 'discord.js'
import { z } from 'zod'
import { createBody, type Enclosure, filesOf, webhookBody } from './body.ts'
import { codeOf } from './failures.ts'
import type { Payload } from './payload.ts'
import { inOpenThread } from './threads.ts'
import type { Hook, Webhooks } from './webhooks.ts'

/** A person under whose name and face it is said, and the channel that is, or has, the thread where it is. */
export type Voice = { name: string; picture: string | null; parent: string }

export type One = {
  channel: string
  replyTo: string | null
  as: Voice | null
  payload: Payload
  files: readonly Enclosure[]
  nonce: string
  /** What was not begun when this ends is not begun any more. */
  signal: AbortSignal
}
export type Poster = {
  /** Posts one message, once. The id; throws as the client does. */
  post(one: One): Promise<string>
}

/** What is replied to can only be shown to who may read what was said before. */
const NO_HISTORY = 'discord_160002'
/** The webhook is gone, or its token is another by now. */
const NO_WEBHOOK = new Set(['discord_10015', 'discord_50027'])

const Posted = z.object({ id: z.string().min(1) })

/** Speaks as the bot, or as a person through a webhook. */
export function createPoster({ rest, webhooks }: { rest: REST; webhooks: Webhooks }): Poster {
  return { post: (one) => inOpenThread(rest, one.channel, () => (one.as ? speak(one, one.as) : create(one))) }

  async function create({ channel, replyTo, payload, files, nonce, signal }: One): Promise<string> {
    const send = async (reference: string | null) => {
      const body = createBody(payload, nonce, reference)
      return idOf(await rest.post(Routes.channelMessages(channel), { body, files: filesOf(files), signal }))
    }
    try {
      return await send(replyTo)
    } catch (error) {
      if (replyTo === null || codeOf(error) !== NO_HISTORY) throw error
      return send(null)
    }
  }

  async function speak({ channel, payload, files, signal }: One, voice: Voice): Promise<string> {
    const body = webhookBody(payload, voice)
    const query = new URLSearchParams({ wait: 'true' })
    if (channel !== voice.parent) query.set('thread_id', channel)
    const request = { body, files: filesOf(files), query, auth: false, signal }
    const send = async ({ id, token }: Hook) => idOf(await rest.post(Routes.webhook(id, token), request))
    try {
      return await send(await webhooks.of(voice.parent))
    } catch (error) {
      if (!NO_WEBHOOK.has(codeOf(error) ?? '')) throw error
      webhooks.forget(voice.parent)
      return send(await webhooks.of(voice.parent))
    }
  }
}

function idOf(given: unknown): string {
  return Posted.parse(given).id
}
