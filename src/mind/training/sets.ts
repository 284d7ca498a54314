import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { Document, passagesOfDocument } from '../../knowledge/documents.ts'
import { readFolder } from '../../knowledge/folder.ts'
import type { Passage } from '../../knowledge/passage.ts'
import { asked } from './larkfield.ts'

const ROOT = resolve(import.meta.dirname, '../../..')

/** What is asked, and the ids of what answers it: of pages, or of passages where `answers` of the set says so. */
export type Question = { text: string; gold: string[] }

/**
 * Pages with questions about them. `family` is what sets share that were made of the same pages; `share` is how much the
 * set counts in training.
 */
export type KnowledgeSet = {
  name: string
  family: string
  share: number
  answers: 'pages' | 'passages'
  passages: Passage[]
  questions: Question[]
  /** Questions about the same company that its pages do not answer. */
  unanswerable: string[]
}

const Row = z.object({ text: z.string(), gold: z.array(z.string()) })

/** The public sets in a data folder, each with its harder forms (without titles, with slips of the pen), and our own. */
export async function knowledgeSets(dataDir: string): Promise<KnowledgeSet[]> {
  const read = ['docs-qa', 'covid-faq'].flatMap((name) => {
    const documents = lines(join(dataDir, name, 'docs.jsonl')).map((line) => Document.parse(JSON.parse(line)))
    const questions = lines(join(dataDir, name, 'queries.jsonl')).map((line) => Row.parse(JSON.parse(line)))
    const set = (variant: string, share: number, docs: Document[], rows: Question[]): KnowledgeSet => ({
      name: name + variant,
      family: name,
      share,
      answers: 'pages',
      passages: docs.flatMap(passagesOfDocument),
      questions: rows,
      unanswerable: [],
    })
    return [
      set('', 1, documents, questions),
      set(' without titles', 0.3, documents.map(untitled), questions),
      set(' with slips', 0.3, documents, questions.map(withSlips)),
    ]
  })
  return [...read, ...(await ownSets())]
}

/** Our own questions about the sample pages. */
export async function ownSets(): Promise<KnowledgeSet[]> {
  const { passages } = await readFolder(join(ROOT, 'knowledge'))
  const questions = asked.filter(([, gold]) => gold.length > 0).map(([text, gold]) => ({ text, gold }))
  const unanswerable = asked.filter(([, gold]) => gold.length === 0).map(([text]) => text)
  const set = { family: 'larkfield', answers: 'passages' as const, passages, unanswerable }
  return [
    { ...set, name: 'larkfield', share: 1, questions },
    { ...set, name: 'larkfield with slips', share: 0.3, questions: questions.map(withSlips) },
  ]
}

/**
 * Documentation that lies in node_modules, asked by its own headings, which are then taken away: a hard test of finding a
 * text by what it is about. Only for the ranking; whether an answer is right cannot be told from it.
 */
export async function headingSets(): Promise<KnowledgeSet[]> {
  const sets = await Promise.all(
    ['undici/docs', 'pino/docs', 'rate-limiter-flexible', 'zod', 'magic-string', 'keyv'].map(
      async (folder) => {
        const { passages } = await readFolder(join(ROOT, 'node_modules', folder))
        const questions = passages.flatMap(({ id, title, headings }, place) => {
          const heading = headings.at(-1) ?? title
          const asks = place % 3 === 0 && !/-\d+$/.test(id) && heading.split(/\s+/).length > 1
          return asks ? [{ text: headings.length === 0 ? heading : `${title} ${heading}`, gold: [id] }] : []
        })
        return {
          name: `${folder} by headings`,
          family: 'headings',
          share: 0.3,
          answers: 'passages' as const,
          passages: passages.map((passage) => ({ ...passage, title: '', headings: [] })),
          questions,
          unanswerable: [],
        }
      },
    ),
  )
  return sets.filter(({ questions }) => questions.length > 0)
}

/** Short messages of other trades, some hundreds from each of several sets, always the same. */
export function strangers(dataDir: string, many: number): { source: string; text: string }[] {
  return ['clinc150/train.tsv', 'banking77/train.tsv', 'multidogo/train.tsv', 'rasa/utterances.tsv'].flatMap(
    (file) => {
      const rows = lines(join(dataDir, file)).slice(1)
      const step = Math.max(1, Math.floor(rows.length / many))
      return rows
        .filter((_, place) => place % step === 0)
        .map((row) => ({ source: file.split('/')[0] ?? '', text: row.split('\t')[0] ?? '' }))
    },
  )
}

function lines(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
}

function untitled(document: Document): Document {
  const { title, text } = document
  return { ...document, title: '', text: text.startsWith(title) ? text.slice(title.length) : text }
}

/** Letters left out, doubled or swapped in some longer words; the same each time. */
function withSlips(question: Question, place: number): Question {
  let state = place * 7919 + 13
  const dice = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state / 0x7fffffff
  }
  const slip = (word: string) => {
    if (word.length < 5 || dice() > 0.3) return word
    const at = 1 + Math.floor(dice() * (word.length - 2))
    const kind = Math.floor(dice() * 3)
    const [before, here, next, after] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 2)]
    return (
      before +
      (kind === 0
        ? `${next}${after}`
        : kind === 1
          ? `${next}${here}${after}`
          : `${here}${here}${next}${after}`)
    )
  }
  return { ...question, text: question.text.split(' ').map(slip).join(' ') }
}
