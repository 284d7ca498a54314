import { z } from 'zod'
import { cleanText } from '../clean.ts'
import type { TopicCount } from '../ledger/themes.ts'
import type { Model } from '../model/model.ts'
import { labelled, labelledAll } from './labelled.ts'

export type Grouped = { themes: Map<string, string>; by: string }

/**
 * Sorts topics under few names, `names` before new ones. Null where that cannot be had now; a topic that is left out has
 * no theme. Never throws.
 */
export interface Grouper {
  group(topics: readonly TopicCount[], names: readonly string[]): Promise<Grouped | null>
}

const Sorted = z.object({
  names: z.array(z.object({ name: z.string(), topics: z.array(z.number()) })),
})
type Sorted = z.infer<typeof Sorted>

/** Milliseconds: nobody waits for it. */
const WITHIN = 60_000
const LONGEST = 3_000
/** Names in one reply: more would be no groups. */
const MOST_NAMES = 20
const LONGEST_NAME = 60
/** Words alone: no link, no formatting, no number of anybody's. */
const WORDS = /^\p{L}[\p{L}\p{M}\s'’&/-]*$/u

export function createGrouper(model: Model, instructions: string): Grouper {
  return {
    async group(topics, names) {
      const lines = topics.map(({ topic, count }, index) =>
        labelled('topic', topic, { n: String(index + 1), count: String(count) }),
      )
      const replied = await model.ask({
        purpose: 'themes',
        size: 'large',
        about: { customer: null, conversation: null },
        instructions,
        input: `${labelled('names', names.join('\n'))}\n${labelledAll('topics', lines)}`,
        schema: Sorted,
        schemaName: 'themes',
        longest: LONGEST,
        within: WITHIN,
      })
      if (!replied.ok || replied.value.names.length > MOST_NAMES) return null
      return { themes: themesIn(replied.value, topics), by: replied.model }
    },
  }
}

/** What is not a name, or not one of the topics, is left out; of two names for one topic the first stands. */
function themesIn({ names }: Sorted, topics: readonly TopicCount[]): Map<string, string> {
  const themes = new Map<string, string>()
  for (const { name, topics: numbers } of names) {
    const theme = cleanText(name).replace(/\s+/g, ' ').toLowerCase()
    if (theme.length > LONGEST_NAME || !WORDS.test(theme)) continue
    for (const number of numbers) {
      const topic = topics[number - 1]?.topic
      if (topic !== undefined && !themes.has(topic)) themes.set(topic, theme)
    }
  }
  return themes
}
