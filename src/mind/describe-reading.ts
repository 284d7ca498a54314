import { labelOf } from './lines.ts'
import type { Reading } from './reading.ts'

/** A reading as an account in plain words, a line for each thing that was looked for. */
export function describeReading(reading: Reading): string {
  const { sentiment, feeling, reason, quote, language } = reading
  const sounds = sentiment === null ? 'unknown' : `${labelOf(sentiment)} (${sentiment}, from -1 to 1)`
  return [
    `sounds        ${sounds}`,
    `feeling       ${feeling ?? 'unknown'}`,
    `complaint     ${yesOrNo(reading.complaint, reading.complaintScore)}`,
    `wants person  ${yesOrNo(reading.wantsPerson, reading.wantsPersonScore)}`,
    `asks          ${yesOrNo(reading.question, reading.questionScore)}`,
    `danger        ${reading.danger?.replace('_', '-') ?? 'none seen'}`,
    `topic         ${reading.topic ?? 'unknown'}`,
    `language      ${language ?? 'unknown'}`,
    `because       ${reason}`,
    `in words      ${quote === null ? 'none that stand out' : `“${quote}”`}`,
  ].join('\n')
}

function yesOrNo(is: boolean, score: number): string {
  return `${is ? 'yes' : 'no'} (${Math.round(score * 100)} of 100)`
}
