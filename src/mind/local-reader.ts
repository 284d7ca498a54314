import { hasThanks, readAct } from './patterns/act.ts'
import { findComplaint } from './patterns/complaint.ts'
import { findDanger } from './patterns/danger.ts'
import { findHappy, findUnhappy } from './patterns/feeling.ts'
import { readLanguage } from './patterns/language.ts'
import { findWish } from './patterns/person.ts'
import { cutQuote, makePlain, type PlainText } from './patterns/plain-text.ts'
import { heaviestWord, scoreWords } from './patterns/sentiment.ts'
import { readTopic } from './patterns/topic.ts'
import type { Danger, Feeling, Reader, Reading } from './reading.ts'

const SURE = 0.5
const FEARED: Record<Exclude<Danger, 'legal'>, Feeling> = {
  self_harm: 'sad',
  safety: 'worried',
  threat: 'angry',
}

/** What a message shows of how its writer feels, and on which words that rests. */
interface Mood {
  sentiment: number | null
  feeling: Feeling | null
  reason: string
  quote: string | null
}

/** The reader that is always there: patterns and a word list, no network. */
export function createLocalReader(): Reader {
  return { name: 'local', read: async (text) => readMessage(text) }
}

function readMessage(original: string): Reading {
  const plain = makePlain(original)
  const language = readLanguage(plain.shown)
  const { act, questionScore } = readAct(plain.text.trim())
  const wish = findWish(plain)
  const complaint = findComplaint(plain)
  const danger = findDanger(plain)
  const complaintScore = complaint?.score ?? 0
  const wantsPersonScore = wish?.score ?? 0
  const question = questionScore >= SURE
  const complains = complaintScore >= SURE
  const mood = readMood(plain, {
    language,
    question,
    complaintScore: complains ? complaintScore : 0,
    danger: danger?.danger ?? null,
  })
  const causes = [danger, complains ? complaint : null, wantsPersonScore >= SURE ? wish : null].filter(
    (cause) => cause !== null,
  )
  return {
    ...mood,
    reason: causes.length > 0 ? [...new Set(causes.map((cause) => cause.reason))].join('; ') : mood.reason,
    quote: causes.length > 0 ? (causes[0]?.quote ?? null) : mood.quote,
    topic: readTopic(plain.text),
    act,
    complaint: complains,
    complaintScore,
    wantsPerson: wantsPersonScore >= SURE,
    wantsPersonScore,
    question,
    questionScore,
    danger: danger?.danger ?? null,
    language,
    readBy: 'local',
  }
}

interface Signs {
  language: string | null
  question: boolean
  complaintScore: number
  danger: Danger | null
}

function readMood(plain: PlainText, signs: Signs): Mood {
  const { language, question, complaintScore, danger } = signs
  const happy = findHappy(plain)
  const unhappy = findUnhappy(plain)
  const readable = language === 'en' || language === null
  const words = readable ? scoreWords(plain.shown) : 0
  if (complaintScore > 0 || danger !== null) {
    // A calm question about the law is no outburst; a danger to somebody never reads as calm.
    const gravest = danger === null ? 0 : danger === 'legal' ? (question ? 0 : -0.4) : -0.6
    const most = Math.min(gravest, complaintScore > 0 ? -0.25 - 0.4 * complaintScore : 0)
    const feared = danger === null || danger === 'legal' ? null : FEARED[danger]
    const feeling =
      feared ?? unhappy?.feeling ?? (words < -0.6 ? 'frustrated' : most < 0 ? 'disappointed' : null)
    return {
      sentiment: round(Math.min(most, words)),
      feeling,
      reason: 'unhappy words',
      quote: unhappy?.quote ?? null,
    }
  }
  if (unhappy !== null && (words < 0.3 || happy === null)) {
    const sentiment = round(Math.min(-0.3, words))
    return {
      sentiment,
      feeling: unhappy.feeling,
      reason: `${unhappy.reason}: “${unhappy.words}”`,
      quote: unhappy.quote,
    }
  }
  if (happy !== null && words > -0.2) {
    // A question that ends in "thanks" is polite, not happy.
    if (question && hasThanks(plain.text) && words < 0.5) {
      return { sentiment: 0.1, feeling: null, reason: 'a polite question', quote: happy.quote }
    }
    const sentiment = round(Math.max(happy.feeling === 'hopeful' ? 0.2 : 0.4, words) * (question ? 0.5 : 1))
    return {
      sentiment,
      feeling: happy.feeling,
      reason: `${happy.reason}: “${happy.words}”`,
      quote: happy.quote,
    }
  }
  if (!readable)
    return {
      sentiment: null,
      feeling: null,
      reason: 'in a language whose feeling cannot be read here',
      quote: null,
    }
  const heavy = Math.abs(words) > 0.05 ? heaviestWord(plain.text, words) : null
  if (heavy !== null) {
    const sentiment = round(question ? words * 0.4 : words)
    const quote = cutQuote(plain, heavy.index, heavy.index + heavy.word.length)
    const reason = `${words > 0 ? 'kind' : 'unhappy'} words: “${heavy.word}”`
    const feeling = sentiment >= 0.5 ? 'happy' : sentiment <= -0.5 ? 'sad' : null
    return { sentiment, feeling, reason, quote }
  }
  if (language === 'en')
    return { sentiment: round(words * 0.4), feeling: null, reason: 'no sign of feeling', quote: null }
  return { sentiment: null, feeling: null, reason: 'too little to tell', quote: null }
}

function round(value: number): number {
  return Math.round(Math.max(-1, Math.min(1, value)) * 100) / 100
}
