import { isBacked } from './backing.ts'
import type { Refusal } from './checked.ts'
import { conceptOf, conceptsOf } from './concepts.ts'
import { RULES, type Rule } from './promise-rules.ts'
import { promisedElsewhere } from './promised-elsewhere.ts'
import type { Written } from './written.ts'

const REPAIR =
  'Promise nothing and claim no deed: you cannot check, change, send, refund or arrange anything; say only what the passages say happens, and that a person can help.'

const REFUND = conceptOf('refund')
const COUNTS = /\b(?:one|two|three|four|five|ten|second|same|difference|always)\b/i
const CONDITION =
  /\b(?:if|when|once|after|until|till|unless|as soon as|before|whether|where|which|that|while|by the time|whenever|in case|how|says?|subject|called|named)\b/i

/** Where a text promises what neither the charter nor a page does, or claims what nobody has done. */
export function overpromises(written: Written): Refusal | null {
  for (const sentence of written.sentences) {
    const rule = RULES.find((each) => applies(each, sentence, written))
    if (rule !== undefined) return { why: rule.why, repair: REPAIR }
  }
  const elsewhere = written.english ? null : promisedElsewhere(written)
  return elsewhere === null ? null : { why: elsewhere, repair: REPAIR }
}

/** From the comma or "and" before a place to the one after it. */
function clauseAt(sentence: string, at: number): string {
  const start = Math.max(
    0,
    ...Array.from(sentence.slice(0, at).matchAll(/[,;:] |\band /g), (end) => end.index + end[0].length),
  )
  const rest = sentence.slice(start)
  const end = rest.slice(at - start + 1).search(/[,;:] |\band /)
  return end === -1 ? rest : rest.slice(0, at - start + 1 + end)
}

/** Staff may say "I'll look into it" of themselves; a page's discount or a deed stays a claim whoever says it. */
const STAFF_MAY = new Set([
  'it promises to do something itself',
  'it says that it is doing something',
  'it says that it will look',
  'it claims a power that it does not have',
  'it promises what people will do',
])

function applies(rule: Rule, sentence: string, written: Written): boolean {
  if (written.kind === 'reply' && STAFF_MAY.has(rule.why)) return false
  const found = rule.pattern.exec(sentence)
  if (found === null || rule.unless?.test(sentence)) return false
  const before = sentence.slice(0, found.index)
  if (rule.conditional && CONDITION.test(`${before} ${found[0].slice(0, 40)}`)) return false
  if (isDenied(before, found[0])) return false
  if (written.kind !== 'answer' && /\?\s*$/.test(sentence) && rule.backer === 'pages') return false
  if (rule.backer === null) return true
  if (/refund|people/.test(rule.why) && isBareRefund(sentence, found.index)) return true
  const musts = rule.keyword ? [...conceptsOf(found[0])] : []
  if (rule.keyword && musts.length === 0) return true
  const needs = { fewest: rule.fewest ?? 3, musts }
  const clause = clauseAt(sentence, found.index)
  return ![sentence, clause].some(
    (part) => rule.backer !== null && isBacked(part, rule.backer, written, needs),
  )
}

/** "You will get a full refund", without a number, a condition or a choice: no page says that of everybody. */
function isBareRefund(sentence: string, at: number): boolean {
  const first = sentence.slice(at).split(' ').slice(0, 7).join(' ')
  return (
    REFUND !== null &&
    conceptsOf(first).has(REFUND) &&
    !/\d|\b(?:choose|choice|can|may)\b/i.test(sentence) &&
    !CONDITION.test(sentence) &&
    !COUNTS.test(sentence)
  )
}

/** "I cannot promise", "we do not give discounts", "no exceptions", "I don't know whether we will". */
function isDenied(before: string, found: string): boolean {
  const near = before
    .slice(-60)
    .replaceAll(
      /\bno (?:problem|worries|doubt|matter)\b|\bnot (?:a )?(?:problem|only|to worry)\b|\bdon't worry\b/gi,
      '',
    )
  return (
    /\b(?:cannot|can not|can't|could not|couldn't|do not|don't|does not|doesn't|did not|didn't|are not|aren't|is not|isn't|am not|I'm not|not|never|no|none|nobody|neither|without|unable to|rather than|nothing about|whether)\b[^,;:]*$/i.test(
      near,
    ) || /(?:can't|cannot|won't|will not|don't|not) (?:promise|guarantee)/i.test(found)
  )
}
