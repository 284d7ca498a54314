import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { HAPPY_ABOVE, UNHAPPY_BELOW } from '../../ledger/reports.ts'
import type { Example } from './example.ts'

/** A line of the owner's corrections, as the owner's room gives them. */
const Line = z.object({
  text: z.string(),
  new: z.object({
    sentiment: z.number().min(-1).max(1).nullable(),
    complaint: z.boolean(),
    wants_person: z.boolean(),
  }),
})

/** The owner's corrections as examples. Throws where a line is not one, and says which. */
export function readCorrections(path: string): Example[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.flatMap((line, index) => (line.trim() === '' ? [] : [exampleIn(line, index + 1)]))
}

function exampleIn(line: string, number: number): Example {
  const { data } = Line.safeParse(parsed(line))
  if (!data) throw new Error(`Line ${number} of the corrections is not as the owner's room writes it`)
  const { sentiment, complaint, wants_person } = data.new
  return {
    text: data.text,
    source: 'own-corrections',
    ...(sentiment === null ? {} : { sentiment: sideOf(sentiment) }),
    complaint: complaint ? 1 : 0,
    person: wants_person ? 1 : 0,
  }
}

function sideOf(sentiment: number): 0 | 1 | 2 {
  if (sentiment < UNHAPPY_BELOW) return 0
  return sentiment > HAPPY_ABOVE ? 2 : 1
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
