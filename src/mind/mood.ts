import type { Judge, Judged } from './linear/judge.ts'
import type { Seen } from './linear/signs.ts'
import { cutQuote } from './patterns/plain-text.ts'
import type { Danger, Feeling } from './reading.ts'

/** What a message shows of how its writer feels, and on which words that rests. */
export interface Mood {
  sentiment: number | null
  feeling: Feeling | null
  reason: string
  quote: string | null
}

export interface Circumstances {
  language: string | null
  question: boolean
  /** How sure a complaint is, 0 to 1; 0 where there is none. */
  complaint: number
  danger: Danger | null
}

const FEARED: Record<Exclude<Danger, 'legal'>, Feeling> = {
  self_harm: 'sad',
  safety: 'worried',
  threat: 'angry',
}
/** From here on, on either side of nought, a message is called kind or unhappy. */
export const TELLING = 0.3
const MOST_CALM = 0.19
/** A complaint as sure as this sounds unhappy, whatever its words. */
const FIRM = 0.62
/** Words that the model has learned, as a share, above which a message is English enough to be felt. */
export const KNOWN = 0.7

/** The side that the model holds likeliest, as a number from -1 to 1: within TELLING of nought is neither. */
function sentimentOf(judged: Judged): number {
  const { negative, neutral, positive } = judged
  const lean = positive - negative
  if (neutral >= negative && neutral >= positive)
    return round(Math.max(-MOST_CALM, Math.min(MOST_CALM, lean)))
  return round(positive > negative ? Math.max(TELLING, lean) : Math.min(-TELLING, lean))
}

/** The mood of a message from what the patterns saw and the model holds likely. */
export function readMood(seen: Seen, judged: Judged, judge: Judge, about: Circumstances): Mood {
  const { unhappy, happy } = seen
  if (seen.tokens.length === 0)
    return { sentiment: null, feeling: null, reason: 'too little to tell', quote: null }
  const words = sentimentOf(judged)
  if (about.complaint > 0 || about.danger !== null) return gravely(seen, words, about)
  const foreign = about.language !== null && about.language !== 'en' && judged.known < KNOWN
  if (unhappy !== null && words < TELLING) {
    const sentiment = foreign ? -0.4 : words
    return {
      sentiment,
      feeling: unhappy.feeling,
      reason: `${unhappy.reason}: “${unhappy.words}”`,
      quote: unhappy.quote,
    }
  }
  if (happy !== null && (words > -TELLING || foreign)) {
    // A question that ends in "thanks" is polite, not happy.
    if (about.question && seen.act.thanks && words < TELLING)
      return { sentiment: 0.1, feeling: null, reason: 'a polite question', quote: happy.quote }
    const feeling = words >= TELLING || foreign || happy.feeling === 'grateful' ? happy.feeling : null
    const reason = `${happy.reason}: “${happy.words}”`
    return { sentiment: foreign ? 0.4 : words, feeling, reason, quote: happy.quote }
  }
  if (foreign)
    return {
      sentiment: null,
      feeling: null,
      reason: 'in a language whose feeling cannot be read here',
      quote: null,
    }
  return byWords(seen, words, judged, judge, about)
}

/** A complaint or a danger never reads as calm; a calm question about the law is no outburst. */
function gravely(seen: Seen, words: number, about: Circumstances): Mood {
  const { danger, question, complaint } = about
  const gravest = danger === null ? 0 : danger === 'legal' ? (question ? 0 : -0.4) : -0.6
  // A complaint that is only just one may be told calmly, but never happily.
  const told = complaint >= FIRM ? -TELLING - 0.3 * complaint : complaint > 0 ? -0.1 : 0
  const most = Math.min(gravest, told)
  const feared = danger === null || danger === 'legal' ? null : FEARED[danger]
  const feeling =
    feared ?? seen.unhappy?.feeling ?? (words < -0.7 ? 'frustrated' : most < 0 ? 'disappointed' : null)
  return {
    sentiment: round(Math.min(most, words)),
    feeling,
    reason: 'unhappy words',
    quote: seen.unhappy?.quote ?? null,
  }
}

function byWords(seen: Seen, words: number, judged: Judged, judge: Judge, about: Circumstances): Mood {
  const { tokens, plain, weighed, act } = seen
  const felt = weighed.kind + weighed.unkind > 0
  // A bare "ok", "no" or "hello" shows nothing; nor does what holds no word that was ever learned.
  const bare = tokens.filter(({ word }) => word).length <= 3 && (act.yes || act.no || act.greeting) && !felt
  if ((bare && tokens.length === 1) || (judged.known === 0 && !felt && about.language === null))
    return { sentiment: null, feeling: null, reason: 'too little to tell', quote: null }
  if (bare) return { sentiment: 0, feeling: null, reason: 'no sign of feeling', quote: null }
  if (Math.abs(words) >= TELLING) {
    const listed = tokens[words > 0 ? weighed.kindest : weighed.unkindest]
    const token = listed ?? judge.heaviest(tokens, words > 0 ? 'positive' : 'negative')
    const quote = token === null ? null : cutQuote(plain, token.start, token.end)
    const side = words > 0 ? 'kind' : 'unhappy'
    const reason = token === null ? `sounds ${side}` : `${side} words: “${token.text}”`
    const feeling = words >= 0.6 ? 'happy' : words <= -0.6 ? 'sad' : null
    return { sentiment: words, feeling, reason, quote }
  }
  return {
    sentiment: felt || !about.question ? words : 0,
    feeling: null,
    reason: 'no sign of feeling',
    quote: null,
  }
}

function round(value: number): number {
  return Math.round(Math.max(-1, Math.min(1, value)) * 100) / 100 || 0
}
