import { wordsOf } from '../ledger/promises.ts'
import { moodOf } from '../ledger/reports.ts'
import type { VisitFacts } from '../ledger/visited.ts'
import { dayWords } from './date-words.ts'
import { shortened } from './marks.ts'
import type { Now } from './now.ts'

const LONGEST = 140
type Told = NonNullable<VisitFacts['told']>

/** What to begin a visit with, as one could say it: from what was written, promised and said, and from nothing else. */
export function openingLine(facts: VisitFacts, now: Now): string {
  const { felt, owed, since, told } = facts
  const spokeAt = lastSpoken(facts)
  const broken = owed.find((promise) => promise.due_at < now.time && wordsOf(promise) !== null)
  if (broken)
    return `We said “${shortened(wordsOf(broken) ?? '', LONGEST)}”. That was for ${dayWords(broken.due_at, now)}, and we have not done it. I want to put that right.`
  if (told) return toldLine(told, spokeAt, now)
  if (spokeAt !== null) return `We last spoke on ${dayWords(spokeAt, now)}. How are things?`
  return felt
    ? `You wrote to us on ${dayWords(felt.at, now)}, and we have never spoken. How are things?`
    : `You have been with us since ${dayWords(since, now)}, and we have never spoken.`
}

function toldLine(told: Told, spokeAt: number | null, now: Now): string {
  const mood = told.isComplaint ? 'negative' : moodOf(told.sentiment)
  const after = afterWords(told, spokeAt, now)
  if (mood === 'positive') return sentences(wroteWords(told, now), 'Thank you for that.', after)
  if (told.ending?.kind === 'right') return sentences(wroteWords(told, now), after, 'Is it still?')
  if (told.ending?.kind === 'waiting') return sentences(wroteWords(told, now), after)
  const kind = told.ending?.kind
  const wantedToKnow = isQuestion(told) && mood !== 'negative' && (kind === undefined || kind === 'solved')
  return sentences(
    wroteWords(told, now),
    after || wantedToKnow ? after : 'None of us has spoken with you since.',
    wantedToKnow ? 'Did you find what you needed?' : 'How is it now?',
  )
}

function isQuestion({ act, text }: Told): boolean {
  return act === 'ask' && /[?？؟]$/.test(text.trim())
}

/** What they wrote or asked, in full where it is short. */
function wroteWords(told: Told, now: Now): string {
  const { text, quote, at } = told
  const words = shortened(text.length > LONGEST && quote ? quote : text, LONGEST)
  return `You ${isQuestion(told) ? 'asked' : 'wrote'} on ${dayWords(at, now)}: “${words}”${/[.!?…。！？]$/.test(words) ? '' : '.'}`
}

/** How it went on, as far as we know; '' where we know nothing. */
function afterWords({ ending, at }: Told, spokeAt: number | null, now: Now): string {
  if (ending?.kind === 'waiting') return 'It still waits for one of us, and I will see to it.'
  if (ending?.kind === 'held') return `${ending.by ?? 'One of us'} is on it.`
  if (ending?.kind === 'right') return `On ${dayWords(ending.at, now)} you told us that it is right.`
  if (ending?.kind === 'not_yet')
    return `On ${dayWords(ending.at, now)} you told us that it was not right yet.`
  if (ending?.kind === 'solved') return `It was solved on ${dayWords(ending.at, now)}, as far as I know.`
  return spokeAt !== null && spokeAt >= at ? `We spoke on ${dayWords(spokeAt, now)}.` : ''
}

function sentences(...all: string[]): string {
  return all.filter((one) => one !== '').join(' ')
}

/** When one of ours last wrote to them or visited them; null for never. */
function lastSpoken({ spokeAt, visit }: VisitFacts): number | null {
  const times = [spokeAt, visit?.at ?? null].filter((at) => at !== null)
  return times.length === 0 ? null : Math.max(...times)
}
