import { sentencesOf } from '../../knowledge/sentences.ts'

/** A sentence as it was written, and the same without emphasis and what others said: as long, where there was no emphasis. */
export type Sentence = { text: string; own: string }
/** A part of a sentence: where it stands in it. */
export type Clause = { from: number; to: number }

const FENCE = /^\s*```/
const QUOTED_LINE = /^\s*>/
const MARKER = /^\s*(?:[-*+•]|\d{1,2}[.)])\s+/
/** At least three words between marks: fewer are a name of something. */
const QUOTES = /["“„«][^"”“»\n]*?(?:\s[^"”“»\n]+?){2,}["”“»]/gu
const OTHERS_WORDS = /\byou (?:wrote|said|asked|told us|mentioned)\s*:.*$/iu
const CODE = /`[^`]*`|https?:\/\/\S+/g

/** The sentences of a message in its own words: without quoted lines, code, and words between quotation marks. */
export function sentencesIn(text: string): Sentence[] {
  let isCode = false
  return text.split('\n').flatMap((line) => {
    if (FENCE.test(line)) isCode = !isCode
    if (isCode || FENCE.test(line) || QUOTED_LINE.test(line)) return []
    return sentencesOf(line.replace(MARKER, '')).map((sentence) => ({
      text: sentence,
      own: ownWords(sentence),
    }))
  })
}

function ownWords(sentence: string): string {
  return sentence
    .replaceAll(CODE, blank)
    .replaceAll(QUOTES, blank)
    .replace(OTHERS_WORDS, blank)
    .replaceAll(/[’‘]/g, "'")
    .replaceAll(/\*+|~~|(?<!\w)_+|_+(?!\w)/g, '')
    .replaceAll(/[\u00a0\t]/g, ' ')
}

function blank(words: string): string {
  return ' '.repeat(words.length)
}

/** Where one deed ends and another begins: a sentence may promise one thing for today and another for Friday. */
const CUT =
  /;|\s[–—-]\s|:\s|,?\s+but\s|,\s+(?:so|aber|mais|pero|maar|mas)\s|,?\s+(?:and|then|or)(?:\s+then)?\s+(?=(?:I|we|you|they|it|he|she)(?:'ll|\s+will|'m|\s+am|'re|\s+are)\b|(?:the|your|our|my|a) [\w' ]{2,30}(?:'ll| will)\b)/giu

export function clausesOf(sentence: string): Clause[] {
  // "Give me an hour and I'll ring": the hour belongs to the deed.
  if (/^\W*give (?:me|us)\b/iu.test(sentence)) return [{ from: 0, to: sentence.length }]
  const cuts = [...sentence.matchAll(CUT)].map(({ index, 0: words }) => ({
    from: index,
    to: index + words.length,
  }))
  const starts = [0, ...cuts.map(({ to }) => to)]
  const ends = [...cuts.map(({ from }) => from), sentence.length]
  return starts.map((from, index) => ({ from, to: ends[index] ?? sentence.length }))
}
