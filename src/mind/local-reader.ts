import { type Head, type Judge, type Judged, openJudge } from './linear/judge.ts'
import { look, type Seen } from './linear/signs.ts'
import { KNOWN, readMood, TELLING } from './mood.ts'
import { nameAct } from './patterns/act.ts'
import { findComplaint } from './patterns/complaint.ts'
import { readLanguage } from './patterns/language.ts'
import { wishOf } from './patterns/person.ts'
import { cutQuote, makePlain } from './patterns/plain-text.ts'
import { findPraise } from './patterns/praise.ts'
import type { Finding } from './patterns/rule.ts'
import { readTopic } from './patterns/topic.ts'
import type { Reader, Reading } from './reading.ts'

const SURE = 0.5
/** A rule as sure as this is believed unless the model holds the opposite for likelier than DOUBTED. */
const PLAINLY = 0.75
const DOUBTED = 0.22
const ASKED = 0.45
/** Whoever asks how something is done complains only if the model is as sure as this. */
const ASKING_YET = 0.85
const HALF_ASKED = 0.35

/** The reader that is always there: patterns, a word list and a small model, no network. Throws WeightsError without its weights. */
export function createLocalReader(): Reader {
  const judge = openJudge()
  return { name: 'local', read: async (text) => readMessage(text, judge) }
}

/** What one message shows. Any string whatever; the first 4,000 and the last 1,000 characters are looked at. */
export function readMessage(original: string, judge: Judge): Reading {
  const plain = makePlain(original)
  const seen = look(plain)
  const judged = judge.judge(seen)
  const language = readLanguage(plain.shown, judged.known)
  const complaint = judgeComplaint(seen, judged, judge, language)
  const wish = judgeWish(seen, judged, judge, language)
  const questionScore = judgeQuestion(seen, judged)
  const question = questionScore >= SURE
  const mood = readMood(seen, judged, judge, {
    language,
    question,
    complaint: complaint.score >= SURE ? complaint.score : 0,
    danger: seen.danger?.danger ?? null,
  })
  const isHappy = mood.sentiment !== null && mood.sentiment >= TELLING
  const praise = isHappy ? findPraise(plain) : []
  const causes = [seen.danger, sure(complaint), sure(wish), ...praise].filter((cause) => cause !== null)
  return {
    ...mood,
    reason: causes.length > 0 ? [...new Set(causes.map((cause) => cause.reason))].join('; ') : mood.reason,
    quote: causes.length > 0 ? (causes.find(({ quote }) => quote !== null)?.quote ?? null) : mood.quote,
    topic: readTopic(plain),
    act: nameAct(plain.text.trim(), seen.act, question),
    complaint: complaint.score >= SURE,
    complaintScore: complaint.score,
    wantsPerson: wish.score >= SURE,
    wantsPersonScore: wish.score,
    question,
    questionScore,
    danger: seen.danger?.danger ?? null,
    language,
    readBy: 'local',
  }
}

const sure = (finding: Finding): Finding | null => (finding.score >= SURE ? finding : null)

/** The model weighs what the rules found; where it knows no word of the language, the rules stand alone. */
function judgeComplaint(seen: Seen, judged: Judged, judge: Judge, language: string | null): Finding {
  const byRule = findComplaint(seen.complaint)
  if (isForeign(language, judged)) return byRule ?? { reason: '', quote: null, score: 0 }
  if (byRule !== null) {
    const plainly = byRule.score >= PLAINLY && !seen.complaint.asksHow && !seen.complaint.supposed
    const score = plainly && judged.complaint > DOUBTED ? Math.max(judged.complaint, 0.65) : judged.complaint
    // Whoever asks how to mend something does not complain by that alone.
    return { ...byRule, score: round(byRule.score < SURE ? Math.min(score, ASKED) : score) }
  }
  const asked = seen.complaint.asksHow && judged.complaint < ASKING_YET
  const score = asked ? Math.min(judged.complaint, ASKED) : judged.complaint
  return byModel(seen, judge, 'complaint', score, 'reads as a complaint')
}

/** What a rule finds is a wish, in whatever language; what the model alone finds must be English and likely. */
function judgeWish(seen: Seen, judged: Judged, judge: Judge, language: string | null): Finding {
  const byRule = wishOf(seen.wish)
  if (byRule !== null) return { ...byRule, score: round(Math.max(byRule.score, judged.person)) }
  if (seen.wish.denied || isForeign(language, judged)) return { reason: '', quote: null, score: 0 }
  return byModel(seen, judge, 'person', judged.person, 'asks for a person')
}

/** A question mark asks; words of request ask unless the model holds the opposite for clearly likelier. */
function judgeQuestion(seen: Seen, judged: Judged): number {
  const { marked, request } = seen.act
  const least = marked ? 0.9 : request && judged.question > HALF_ASKED ? 0.55 : 0
  return round(Math.max(least, judged.question))
}

function byModel(seen: Seen, judge: Judge, head: Head, score: number, reason: string): Finding {
  const token = score >= SURE ? judge.heaviest(seen.tokens, head) : null
  const quote = token === null ? null : cutQuote(seen.plain, token.start, token.end)
  return { reason, quote, score: round(score) }
}

function isForeign(language: string | null, { known }: Judged): boolean {
  return known < KNOWN && (language === null ? known === 0 : language !== 'en')
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
