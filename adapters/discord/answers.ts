import { type APIModalInteractionResponseCallbackData, MessageFlags, type REST, Routes } from 'discord.js'
import type { Log } from '../../src/log.ts'
import { codeOf } from './failures.ts'
import type { Interaction } from './interactions.ts'
import { type Limits, patiently } from './patience.ts'
import type { Row } from './payload.ts'
import { escapeText } from './text-out.ts'
import { splitText } from './text-split.ts'

const MESSAGE = 4
const WAIT = 5
const SEEN = 6
const WINDOW = 9

/** Answers to whoever pressed, chose or submitted; only they see them. Best effort, and never rejects. */
export type Answers = {
  /** Words of ours, and below them words of theirs that must not be lost. */
  tell(interaction: Interaction, words: string, theirs?: string): Promise<void>
  open(interaction: Interaction, window: APIModalInteractionResponseCallbackData): Promise<void>
  /** It takes a moment; `tell` answers then. */
  wait(interaction: Interaction): Promise<void>
  /** Words of ours with something to choose below them; it is the first answer. */
  offer(interaction: Interaction, words: string, choice: Row): Promise<void>
  /** Something more, once it was answered. */
  add(interaction: Interaction, words: string): Promise<void>
  /** It was heard, and what follows is said in the conversation; `words` for whoever was told to wait. */
  seen(interaction: Interaction, words: string): Promise<void>
}

type To = Pick<Interaction, 'id' | 'token'>

export type AnswersSettings = {
  rest: REST
  app: () => string
  log: Log
  /** Ends the waiting. */
  signal(): AbortSignal
  pause?: ((ms: number) => Promise<void>) | undefined
}

/** Whoever was told to wait must not wait for ever; what stands there is changed, so that once more does no harm. */
const CHANGING: Limits = { tries: 5, wait: 2_000, longest: 15_000 }

export function createAnswers({ rest, app, log, signal, pause }: AnswersSettings): Answers {
  /** Those who wait for words: theirs change the answer that stands there. */
  const waiting = new Map<string, Promise<void>>()

  async function answer({ id, token }: To, type: number, data?: object): Promise<void> {
    try {
      await rest.post(Routes.interactionCallback(id, token), {
        body: { type, ...(data ? { data } : {}) },
        auth: false,
      })
    } catch (error) {
      log.event('could not answer a click', { code: codeOf(error) })
    }
  }

  async function add({ token }: To, body: object, isFirst: boolean): Promise<void> {
    try {
      const change = () => rest.patch(Routes.webhookMessage(app(), token), { body, auth: false })
      if (isFirst) await patiently({ signal: signal(), pause }, change, CHANGING)
      else {
        const alone = { ...body, flags: MessageFlags.Ephemeral }
        await rest.post(Routes.webhook(app(), token), { body: alone, auth: false })
      }
    } catch (error) {
      log.event('could not answer a click', { code: codeOf(error) })
    }
  }

  async function told(interaction: Interaction, words: string, theirs = ''): Promise<void> {
    const texts = [words, ...(theirs === '' ? [] : splitText(escapeText(theirs)))].filter(
      (text) => text !== '',
    )
    // Their place is there once the sign has arrived.
    const sign = waiting.get(interaction.id)
    waiting.delete(interaction.id)
    await sign
    const wasWaiting = sign !== undefined
    if (texts.length === 0 && !wasWaiting) return answer(interaction, SEEN)
    for (const [at, content] of texts.entries()) {
      const body = { content, allowed_mentions: { parse: [] } }
      if (at === 0 && !wasWaiting)
        await answer(interaction, MESSAGE, { ...body, flags: MessageFlags.Ephemeral })
      else await add(interaction, body, at === 0)
    }
  }

  return {
    tell: told,
    add: (interaction, words) => add(interaction, { content: words, allowed_mentions: { parse: [] } }, false),
    offer: (interaction, content, choice) =>
      answer(interaction, MESSAGE, {
        content,
        components: [choice],
        allowed_mentions: { parse: [] },
        flags: MessageFlags.Ephemeral,
      }),
    open: (interaction, window) => answer(interaction, WINDOW, window),
    async wait(interaction) {
      if (waiting.has(interaction.id)) return
      const sign = answer(interaction, WAIT, { flags: MessageFlags.Ephemeral })
      waiting.set(interaction.id, sign)
      await sign
    },
    seen: (interaction, words) =>
      waiting.has(interaction.id) ? told(interaction, words) : answer(interaction, SEEN),
  }
}
