import type { About } from '../model/model.ts'
import type { Said } from './answer.ts'
import { mergeReadings } from './merge.ts'
import type { ModelReader } from './model-reader.ts'
import type { Reader, Reading } from './reading.ts'

/** What was understood of a message: the reading that counts, and those it was made of where there were several. */
export type Understood = { reading: Reading; parts: readonly Reading[] }

/** A turn as it was understood; `search` is what is asked, in words that can be understood alone. */
export type TurnUnderstood = { messages: Understood[]; search: string | null }

export type Readers = { local: Reader; model: ModelReader | null }

type Context = {
  before: readonly string[]
  said: readonly Said[]
  about: About
  /** Milliseconds that a model may take. */
  within: number
}

/** A model reads no more messages of one turn than this; the newest, for they say how things stand. */
const BY_MODEL = 8
/** Characters. */
const SHORT = 80

/**
 * Reads a turn's messages, the local reader each, and a model all of them at once where there is one and there is more
 * in them than thanks or a greeting. `before` are the customer's earlier words, oldest first.
 */
export async function understand(
  { local, model }: Readers,
  texts: readonly string[],
  { before, said, about, within }: Context,
): Promise<TurnUnderstood> {
  const readings: Reading[] = []
  for (const text of texts)
    readings.push(await local.read(text, [...before, ...texts.slice(0, readings.length)]))
  if (!model || readings.every((reading, index) => isSmallTalk(reading, texts[index] ?? '')))
    return { messages: readings.map(alone), search: null }
  const first = Math.max(0, texts.length - BY_MODEL)
  const seen = await model.read(texts.slice(first), said, about, within)
  if (!seen) return { messages: readings.map(alone), search: null }
  return {
    search: seen.search,
    messages: readings.map((reading, index) => {
      const other = index < first ? null : seen.readings[index - first]
      return other ? { reading: mergeReadings(reading, other), parts: [reading, other] } : alone(reading)
    }),
  }
}

/** Short thanks and greetings need no model to be understood; a long thank-you may have a complaint buried in it. */
function isSmallTalk(reading: Reading, text: string): boolean {
  if (text.length > SHORT) return false
  const { act, question, complaint, wantsPerson, danger } = reading
  return (act === 'thank' || act === 'greet') && !question && !complaint && !wantsPerson && danger === null
}

function alone(reading: Reading): Understood {
  return { reading, parts: [] }
}
