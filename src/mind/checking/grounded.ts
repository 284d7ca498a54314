import type { Refusal } from './checked.ts'
import type { Fact } from './fact.ts'
import { factsIn } from './facts.ts'
import type { Written } from './written.ts'

const REPAIR =
  'Leave out every amount, percentage, date, time, length of time, number, code and phone number that does not stand in the passages you use; what only the customer said is theirs and is never confirmed.'

/**
 * Every number, amount, date, time, code and phone number must stand in the passages, in what our own code or people
 * said, or in what the assistant said itself. What only the customer said may be repeated as theirs.
 */
export function ungrounded(written: Written): Refusal | null {
  if (written.kind === 'answer' && written.ground.passages.length === 0)
    return {
      why: 'it rests on no passage',
      repair: 'Name the passages that the answer rests on, or say that you do not know.',
    }
  const facts = factsIn(written.plain, written.languages)
  if (facts.length === 0) return null
  const { sources, languages } = written
  const backed = given(`${sources.pages}\n${sources.ours}`, languages)
  const heard = given(sources.heard, languages)
  for (const key of given(sources.before, languages)) if (!heard.has(key)) backed.add(key)
  const said = new Set(facts.flatMap((fact) => (fact.keys.some((key) => backed.has(key)) ? fact.keys : [])))
  for (const fact of facts) {
    if (fact.keys.some((key) => backed.has(key))) continue
    if (isShort(fact, said)) continue
    if (fact.keys.some((key) => heard.has(key)) && mayRepeat(fact, written)) continue
    return { why: `it says something that nothing backs: ${fact.kind}`, repair: REPAIR }
  }
  return null
}

function given(text: string, languages: readonly string[]): Set<string> {
  return new Set(factsIn(text, languages).flatMap((fact) => fact.gives))
}

/** "Within 10 working days … after those 10 days": said whole before, then short. */
function isShort(fact: Fact, said: ReadonlySet<string>): boolean {
  return fact.keys.some((key) => key.startsWith('day:') && said.has(key.replace('day:', 'workday:')))
}

const YES =
  /^\W*(?:yes|yep|sure|of course|correct|certainly|absolutely|right|exactly|indeed|ok(?:ay)?|great|good news|sí|claro|oui|bien sûr|ja|natürlich|sim|tak|si|certo|da|да|はい|是|नमस्ते हाँ|نعم)(?!\p{L})/iu
const CONFIRMS =
  /\bconfirm(?:ed|s)?\b|\byou(?:'ll| will| can| do|'re| are)?(?: now| also)? (?:get|receive|have|entitled|due|owed)\b|\b(?:applied|approved|granted|agreed|honou?r(?:ed)?)\b/iu
const DISTANT =
  /\byou(?:'ve|'re|'d| have| had| were| are)?(?: \p{L}+ly| just| already| also)? (?:wrote|written|said|say|mention\p{L}*|told|asked|ask|asking|paid|bought|ordered|found|saw|seen|read|received|got|named|describ\p{L}+|expect\p{L}*|hop\p{L}+|need|want|would like)\b|\b(?:cannot|can not|could not|do not|does not|did not|is not|are not|not|no|nothing|whether|unable|never)\b|n't\b|\bif\b|\bsince\b|\?|(?<!\p{L})(?:no|non|not|pas|nicht|kein\p{L}*|não|niet|geen|nie|si|wenn|falls|se|als|jeśli|czy|usted|dijo|dites|schrieben|не|если)(?!\p{L})/iu

const OURS =
  /\b(?:within|in|up to|takes?|valid|lasts?|have|has|gets?|until|by|another|more|for|is|are|of|be|to|or|and|a|about|after|from|warranty|another|give|full)\s*$/i

/** Repeated as the customer's own, and not as an amount, date or length of time that we now stand for. */
function mayRepeat(fact: Fact, written: Written): boolean {
  if (fact.kind === 'phone number') return false
  if (fact.kind === 'number' || fact.kind === 'code') return true
  const clause = clauseAt(written.plain, fact.at)
  const open = clause.replaceAll(/\bno (?:problem|worries|doubt)\b|\bnot a problem\b/gi, '')
  const refused = /\b(?:cannot|can not|not|unable|never)\b|n't\b/i.test(open)
  if (CONFIRMS.test(open.trim()) && !refused) return false
  if (YES.test(sentenceAt(written.plain, fact.at).trim()) && !refused) return false
  // "Three weeks is a long time to wait" says nothing of ours.
  if (fact.kind === 'length of time' && written.english && !OURS.test(written.plain.slice(0, fact.at)))
    return true
  return DISTANT.test(open)
}

function clauseAt(text: string, at: number): string {
  return between(text, at, /[.!?;:\n](?!\d)|, (?:so|and|but)\b/g)
}

function sentenceAt(text: string, at: number): string {
  return between(text, at, /[.!?\n](?!\d)/g)
}

function between(text: string, at: number, ends: RegExp): string {
  let start = 0
  for (const end of text.matchAll(ends)) {
    if (end.index >= at) return text.slice(start, end.index + 1)
    start = end.index + end[0].length
  }
  return text.slice(start)
}
