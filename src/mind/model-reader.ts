import { z } from 'zod'
import type { About, Model } from '../model/model.ts'
import type { Said } from './answer.ts'
import { labelled, labelledAll } from './labelled.ts'
import { Danger, Feeling, type Reading } from './reading.ts'

/** What a model read: one reading for each message, or null where it left one out; and what is asked, to search for. */
export type ModelRead = { readings: (Reading | null)[]; search: string | null }

/** Reads a turn's messages in one call. Null where no reading came in time. Never throws. */
export interface ModelReader {
  read(
    texts: readonly string[],
    said: readonly Said[],
    about: About,
    within: number,
  ): Promise<ModelRead | null>
}

/** Milliseconds: the local reading does as well when this has passed. */
const WITHIN = 8_000
/** In less time no server answers. */
const SHORTEST = 500
const LONGEST = 900
/** Characters: so much of a long message shows what it shows. */
const READ_AT_MOST = 6_000
const LINES = 10
const SURE = 0.6
/** Knows which codes are languages. */
const NAMES = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })

const Seen = z.object({
  messages: z.array(
    z.object({
      n: z.number(),
      sentiment: z.number().nullable(),
      feeling: z.string().nullable(),
      reason: z.string(),
      quote: z.string().nullable(),
      topic: z.string().nullable(),
      complaint: z.number(),
      wants_person: z.number(),
      question: z.number(),
      danger: z.string().nullable(),
      language: z.string().nullable(),
    }),
  ),
  search: z.string().nullable(),
})
type SeenOne = z.infer<typeof Seen>['messages'][number]

export function createModelReader(model: Model, instructions: string): ModelReader {
  return {
    async read(texts, said, about, within) {
      if (within < SHORTEST) return null
      const replied = await model.ask({
        purpose: 'read',
        size: 'small',
        about,
        instructions,
        input: inputOf(texts, said),
        schema: Seen,
        schemaName: 'reading',
        longest: LONGEST,
        within: Math.min(WITHIN, within),
      })
      if (!replied.ok) return null
      const { messages, search } = replied.value
      return {
        readings: texts.map((text, index) => {
          const one = messages.find(({ n }) => n === index + 1)
          return one ? readingOf(one, text, replied.model) : null
        }),
        search: search?.trim().slice(0, 400) || null,
      }
    },
  }
}

function inputOf(texts: readonly string[], said: readonly Said[]): string {
  const before = said
    .slice(-LINES)
    .map(({ by, text }) => labelled('line', text.slice(0, READ_AT_MOST), { by }))
  const now = texts.map((text, index) => labelled('message', shortened(text), { n: String(index + 1) }))
  return [labelledAll('conversation', before), labelledAll('now', now)].filter(Boolean).join('\n\n')
}

function shortened(text: string): string {
  if (text.length <= READ_AT_MOST) return text
  return `${text.slice(0, READ_AT_MOST - 1_000)}\n…\n${text.slice(-1_000)}`
}

/** What does not stand in the message, or is no value of ours, is unknown. */
function readingOf(seen: SeenOne, text: string, name: string): Reading {
  const share = (score: number) => Math.min(1, Math.max(0, score))
  const quote = seen.quote?.trim().slice(0, 300) ?? ''
  const [, language = null] = /^([a-z]{2})(?![a-z])/.exec(seen.language?.toLowerCase() ?? '') ?? []
  return {
    sentiment: seen.sentiment === null ? null : Math.min(1, Math.max(-1, seen.sentiment)),
    feeling: Feeling.nullable().catch(null).parse(seen.feeling),
    reason: seen.reason.trim().slice(0, 300) || 'no reason given',
    quote: quote !== '' && text.includes(quote) && quote.isWellFormed() ? quote : null,
    topic: seen.topic?.trim().toLowerCase().slice(0, 60) || null,
    act: seen.question >= SURE ? 'ask' : 'tell',
    complaint: seen.complaint >= 0.5,
    complaintScore: share(seen.complaint),
    wantsPerson: seen.wants_person >= SURE,
    wantsPersonScore: share(seen.wants_person),
    question: seen.question >= SURE,
    questionScore: share(seen.question),
    danger: Danger.nullable().catch(null).parse(seen.danger),
    language: language !== null && NAMES.of(language) !== undefined ? language : null,
    readBy: `model ${name}`.slice(0, 100),
  }
}
