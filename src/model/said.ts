import type { Schema } from './strict-schema.ts'

/** `input` and `output` are whole; `cached` is a part of the one, `reasoning` of the other. In tokens. */
export type Usage = { input: number; cached: number; output: number; reasoning: number }

/**
 * What came of one request that the server answered: the whole reply; one that is cut off, because of its length or
 * because the stream ended early (`isLost`: the server's fault); one that it declined to give; or nothing that is text.
 */
export type Said = {
  end: 'whole' | 'cut' | 'declined' | 'unreadable'
  isLost: boolean
  text: string
  /** Under which name it answered, where it says so. */
  model: string | null
  /** Null where the server did not tell. */
  usage: Usage | null
  /** All that was written, thoughts as well, in characters: to estimate what was used. */
  written: number
}

/** Before anything has come: what ends here is cut. */
export function nothingSaid(): Said {
  return { end: 'cut', isLost: true, text: '', model: null, usage: null, written: 0 }
}

/** The reply has ended so, by its server's own word. */
export function finish(said: Said, end: Said['end']): void {
  said.end = end
  said.isLost = false
}

/** One request, in neither interface's words. */
export type Call = {
  model: string
  instructions: string
  /** The customer's data first; for a repair then our reply and what is wrong with it. */
  turns: readonly { role: 'user' | 'assistant'; text: string }[]
  /** The shape of the reply; null schema where it cannot be said so strictly. */
  schemaName: string
  schema: Schema | null
  /** Tokens. */
  longest: number
  cacheKey: string
  /** Who asks, hashed; null for nobody. */
  safetyId: string | null
}
