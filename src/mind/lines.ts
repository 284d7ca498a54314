import { z } from 'zod'
import type { Judge } from './linear/judge.ts'
import { readMessage } from './local-reader.ts'
import { TELLING } from './mood.ts'
import type { Reading } from './reading.ts'

const Line = z.object({ id: z.union([z.string(), z.number()]).nullish(), text: z.string() })
const WithId = z.object({ id: z.union([z.string(), z.number()]) })
const ID_NEAR_START = /"id"\s*:\s*("(?:[^"\\]|\\.){0,200}"|-?\d{1,18}(?:\.\d{1,9})?)/

/** What a message's sentiment is called; null is unknown. */
export function labelOf(sentiment: number | null): 'negative' | 'neutral' | 'positive' | null {
  if (sentiment === null) return null
  return sentiment <= -TELLING ? 'negative' : sentiment >= TELLING ? 'positive' : 'neutral'
}

/**
 * A reading under the names of the line format. What cannot be told is null and named in `unknown`; a sentiment that cannot
 * be told leans to neither side, so its label is neutral.
 */
function asLine(id: string | number | null, reading: Reading): Record<string, unknown> {
  return {
    id,
    sentiment: reading.sentiment,
    label: labelOf(reading.sentiment) ?? 'neutral',
    complaint: reading.complaint,
    complaintScore: reading.complaintScore,
    wantsHuman: reading.wantsPerson,
    wantsHumanScore: reading.wantsPersonScore,
    question: reading.question,
    questionScore: reading.questionScore,
    feeling: reading.feeling,
    reason: reading.reason,
    quote: reading.quote,
    topic: reading.topic,
    danger: reading.danger,
    language: reading.language,
    unknown: [
      ...(reading.sentiment === null ? ['sentiment'] : []),
      ...(reading.language === null ? ['language'] : []),
    ],
  }
}

/** Answers one line, `{"id", "text"}`, with one line of JSON: a reading, or `{"id", "error"}`. Never throws. */
export function answerLine(line: string, judge: Judge): string {
  let id: string | number | null = null
  try {
    const given: unknown = JSON.parse(line)
    id = WithId.safeParse(given).data?.id ?? null
    const parsed = Line.safeParse(given)
    if (!parsed.success) return refuse(id, 'a line must be an object with a text (and an id)')
    return JSON.stringify(asLine(id, readMessage(parsed.data.text, judge)))
  } catch (error) {
    if (!(error instanceof SyntaxError)) return refuse(id, 'this message could not be read')
    return refuse(idIn(line), 'this line is not JSON')
  }
}

export function refuse(id: string | number | null, error: string): string {
  return JSON.stringify({ id, error })
}

/** The id of a line that is not JSON, where one stands near its beginning; null otherwise. */
export function idIn(line: string): string | number | null {
  const found = ID_NEAR_START.exec(line.slice(0, 1000))?.[1]
  if (found === undefined) return null
  try {
    return WithId.safeParse({ id: JSON.parse(found) }).data?.id ?? null
  } catch {
    return null
  }
}
