import { z } from 'zod'
import type { About, Model } from '../model/model.ts'
import type { Say } from '../prompts.ts'
import type { Said } from './answer.ts'
import { labelled, labelledAll } from './labelled.ts'

/** What staff see of a conversation at a glance; '' where there is nothing to say. */
export const Summary = z.object({
  wrong: z.string(),
  tried: z.string(),
  promised: z.string(),
  reply: z.string(),
})
export type Summary = z.infer<typeof Summary>

/** Null where no summary came in time, or none that may be shown. Never throws. */
export interface Summarizer {
  summarize(said: readonly Said[], about: About): Promise<Summary | null>
}

/** Milliseconds: the card stands there with its local words meanwhile. */
const WITHIN = 30_000
const LONGEST = 900
/** Characters of what staff read; a model that goes on and on is cut off. */
const AT_MOST = { wrong: 400, tried: 300, promised: 300, reply: 900 }
const LINE_AT_MOST = 3_000

export type Check = (reply: string, said: readonly Said[]) => boolean

/** `mayShow` says whether a suggested reply is fit to be sent as it stands: staff will press the button in a hurry. */
export function createSummarizer(model: Model, say: Say, language: string, mayShow: Check): Summarizer {
  const instructions = say('model_summary', { language })
  return {
    async summarize(said, about) {
      const lines = said.map(({ by, text }) => labelled('line', text.slice(0, LINE_AT_MOST), { by }))
      const replied = await model.ask({
        purpose: 'summary',
        size: 'large',
        about,
        instructions,
        input: labelledAll('conversation', lines),
        schema: Summary,
        schemaName: 'summary',
        longest: LONGEST,
        within: WITHIN,
      })
      if (!replied.ok || replied.value.wrong.trim() === '') return null
      const { wrong, tried, promised, reply } = replied.value
      return {
        wrong: short(wrong, AT_MOST.wrong),
        tried: short(tried, AT_MOST.tried),
        // A promise that only the customer speaks of is what they say, and stands in their words.
        promised: said.some(({ by }) => by === 'staff') ? short(promised, AT_MOST.promised) : '',
        reply: mayShow(reply, said) ? short(reply, AT_MOST.reply) : '',
      }
    },
  }
}

function short(text: string, limit: number): string {
  const letters = Array.from(text.trim())
  return letters.length <= limit ? letters.join('') : `${letters.slice(0, limit - 1).join('')}…`
}
