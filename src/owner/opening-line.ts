import { wordsOf } from '../ledger/promises.ts'
import { moodOf } from '../ledger/reports.ts'
import type { VisitFacts } from '../ledger/visited.ts'
import { dayWords } from './date-words.ts'
import { shortened } from './marks.ts'
import type { Now } from './now.ts'

const LONGEST = 140

/** One honest line to begin a visit with: from what was written, promised and said, and from nothing else. */
export function openingLine(facts: VisitFacts, now: Now): string {
  const { felt, owed, since } = facts
  const spokeAt = lastSpoken(facts)
  const broken = owed.find((promise) => promise.due_at < now.time && wordsOf(promise) !== null)
  if (broken)
    return `We said “${shortened(wordsOf(broken) ?? '', LONGEST)}”, for ${dayWords(broken.due_at, now)}, and have not done it. I want to put that right.`
  if (!felt)
    return spokeAt === null
      ? `You have been with us since ${dayWords(since, now)}, and we have never spoken.`
      : `We last spoke on ${dayWords(spokeAt, now)}. How are things?`
  const wrote = `You wrote on ${dayWords(felt.at, now)}: “${shortened(felt.quote ?? felt.text, LONGEST)}”`
  const spoken = spokeAt !== null && spokeAt >= felt.at
  const after = spoken ? `We spoke on ${dayWords(spokeAt, now)}.` : 'None of us has spoken with you since.'
  const mood = felt.isComplaint ? 'negative' : moodOf(felt.sentiment)
  if (mood === 'positive') return `${wrote}. Thank you for that. ${after}`
  if (mood === 'negative') return `${wrote}. ${after} How is it now?`
  return `${wrote}. ${after}`
}

/** When one of ours last wrote to them or visited them; null for never. */
function lastSpoken({ spokeAt, visit }: VisitFacts): number | null {
  const times = [spokeAt, visit?.at ?? null].filter((at) => at !== null)
  return times.length === 0 ? null : Math.max(...times)
}
