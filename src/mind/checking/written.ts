import { sentencesOf } from '../../knowledge/sentences.ts'
import { wordsOf } from '../../knowledge/words.ts'
import type { Ground } from '../ground.ts'
import { readLanguage } from '../patterns/language.ts'
import type { Kind } from './checked.ts'
import { plainDigits } from './numerals.ts'

/** A text and all that it is checked against, each in the forms that the checks look at. */
export type Written = {
  kind: Kind
  text: string
  /** Plain letters and digits, without addresses and the numbers of lists. */
  plain: string
  sentences: string[]
  /** What the text is written in; null where that cannot be told. */
  language: string | null
  /** Whether the text is English, as far as anybody can tell. */
  english: boolean
  /** Languages whose numbers, days and months may stand in it, English first. */
  languages: string[]
  ground: Ground
  sources: Sources
}

/** What may back a text, the surest first. */
export type Sources = {
  /** Passages with their headings and titles. */
  pages: string
  /** What our own code and our people said, and what the charter lets the assistant promise. */
  ours: string
  /** What the assistant said before: it passed the checks then, but may repeat a customer. */
  before: string
  /** What the customer and others in the room said. */
  heard: string
  /** Every word of all of these, lower case, and their stems. */
  vocabulary: ReadonlySet<string>
  /** Stems of pages and ours alone. */
  stems: ReadonlySet<string>
  language: string | null
}

const sourcesOf = new WeakMap<Ground, Sources>()

/** Prepares a text for the checks; what belongs to its ground is prepared once. */
export function writtenOf(text: string, ground: Ground, kind: Kind): Written {
  const plain = plainText(text)
  const sources = sourcesOf.get(ground) ?? readSources(ground)
  sourcesOf.set(ground, sources)
  const language = readLanguage(plain.replaceAll(/`[^`]*`/g, ' '))
  const spoken = [language, ground.language, sources.language].filter((each) => each !== null)
  const english =
    language === 'en' ||
    (language === null && (ground.language ?? 'en') === 'en' && /^[\P{L}\p{Script=Latin}]*$/u.test(plain))
  return {
    kind,
    text,
    plain,
    sentences: plain.split('\n').flatMap(sentencesOf),
    language,
    english,
    languages: [...new Set(['en', ...spoken])],
    ground,
    sources,
  }
}

function readSources(ground: Ground): Sources {
  const said = (by: string[]) => ground.said.filter((line) => by.includes(line.by)).map((line) => line.text)
  const pages = plainText(
    ground.passages.map(({ title, headings, text }) => [title, ...headings, text].join('\n')).join('\n\n'),
  )
  const ours = plainText([...ground.facts, ...ground.mayPromise, ...said(['staff'])].join('\n'))
  const before = plainText(said(['assistant']).join('\n'))
  const heard = plainText([ground.asked, ...said(['customer', 'bystander'])].join('\n'))
  const all = [pages, ours, before, heard].join('\n')
  return {
    pages,
    ours,
    before,
    heard,
    vocabulary: new Set([...wordsIn(all), ...wordsOf(all)]),
    stems: new Set(wordsOf(`${pages}\n${ours}`)),
    language: readLanguage(pages.slice(0, 1_000)),
  }
}

/** The words of a text in lower case, as they stand. */
export function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
}

const ADDRESS =
  /(?:(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,30}:\/\/|mailto:)[^\s<>"'`)\]}]*|(?<![\p{L}\p{N}._+-])[\p{L}\p{N}._+-]{1,64}@[\p{L}\p{N}.-]{1,100}\.\p{L}{2,24}/giu

/** One form for letters, digits, quotes and dashes; no addresses, no marks of Markdown, no numbers of lists. */
export function plainText(text: string): string {
  return plainDigits(text.normalize('NFKC'))
    .replaceAll(ADDRESS, ' ')
    .replaceAll(/[’‘ʼ´]/g, "'")
    .replaceAll(/[“”„«»]/g, '"')
    .replaceAll(/[‐-―−]/g, '-')
    .replaceAll(/\*{1,3}|_{2,}|^#{1,6}\s/gm, '')
    .replaceAll(/^[ \t>]*(?:[-+•]\s+)?(?:\d{1,2}[.)](?=\s)|\d\u20e3)/gm, '')
    .replaceAll(/^[ \t>]*[-+•]\s+/gm, '')
    .replaceAll(/\b(?:step|schritt|paso|étape|passo|stap|krok)\s\d{1,2}\b/gi, 'step')
    .replaceAll(/[^\S\n]+/g, ' ')
}
