import type { Passage } from '../knowledge/passage.ts'
import type { Search } from '../knowledge/search.ts'
import type { Draft } from '../mind/answer.ts'
import { createLocalAnswerer } from '../mind/local-answerer.ts'
import { createLocalReader } from '../mind/local-reader.ts'
import type { Reading } from '../mind/reading.ts'

/** Reads and answers the sample's sentences as Warmline itself does, each of them once. */
export type Mind = {
  read(text: string): Promise<Reading>
  /** Null where the pages hold no answer. `before` is what the customer said before it, or ''. */
  answer(text: string, before: string): Promise<Draft | null>
}

export function createMind(knowledge: {
  readonly search: Search
  readonly passages: readonly Passage[]
}): Mind {
  const reader = createLocalReader()
  const answerer = createLocalAnswerer(knowledge)
  const readings = new Map<string, Reading>()
  const answers = new Map<string, Draft | null>()
  return {
    async read(text) {
      const known = readings.get(text)
      if (known) return known
      const reading = await reader.read(text, [])
      readings.set(text, reading)
      return reading
    },
    async answer(text, before) {
      const key = JSON.stringify([text, before])
      const known = answers.get(key)
      if (known !== undefined) return known
      const draft = await answerer.answer({ text, before: before === '' ? [] : [before] })
      answers.set(key, draft)
      return draft
    },
  }
}
