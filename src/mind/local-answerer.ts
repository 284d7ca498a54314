import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Passage } from '../knowledge/passage.ts'
import type { Search } from '../knowledge/search.ts'
import { wordsOf } from '../knowledge/words.ts'
import type { Draft, LocalAnswerer } from './answer.ts'
import type { Ask } from './asking.ts'
import { asksIn } from './asking.ts'
import type { Excerpt } from './excerpt.ts'
import { excerptOf } from './excerpt.ts'
import { askedOf, coverage, coverer, likelihood, namesOf } from './fit.ts'

type Answer = { passage: Passage; excerpt: Excerpt; likelihood: number }

/** Of the passages found, how many are weighed; the right one is nearly always among them. */
const CANDIDATES = 8
/** Below this likelihood the answer is "I don't know". */
const GATE = 0.17
/** Of the question's weight, how much must stand in the passage with its names, whatever else speaks for it. */
const COVERED = 0.55
/** A follow-up's passage must have at least this much of what was said before: else it is about something else. */
const CONTEXT = 0.25
/** More questions than this in one message are for a person. */
const MOST_ASKS = 3

/**
 * Answers in the pages' own words, without a model. Null where any part of what is asked does not stand in the pages
 * clearly enough: half an answer would leave the customer's other question without a word.
 */
export function createLocalAnswerer(knowledge: Pick<Knowledge, 'search'>): LocalAnswerer {
  return {
    name: 'local',
    async answer({ text, before }) {
      const { search } = knowledge
      const asks = asksIn(text, before)
      if (asks.length > MOST_ASKS) return null
      const answers = asks.map((ask) => answerOf(ask, search)).filter((answer) => answer !== null)
      return answers.length === asks.length && answers.length > 0 ? draftOf(answers) : null
    },
  }
}

function answerOf(ask: Ask, search: Search): Answer | null {
  if (wordsOf(ask.text).length === 0) return null
  const asked = askedOf(ask.text, ask.before, search)
  const found = search.search(`${ask.text}\n${ask.before}`, CANDIDATES)
  const best = found[0]?.score ?? 0
  const context = askedOf(ask.before, '', search)
  const answers = found
    .filter(({ passage }) => coverage(asked, wholeOf(passage)) >= COVERED)
    .filter(({ passage }) => context.size === 0 || coverage(context, wholeOf(passage)) >= CONTEXT)
    .flatMap((each) => {
      const excerpt = excerptOf(each.passage.text, coverer(asked, namesOf(each.passage)))
      if (excerpt === null) return []
      const likely = likelihood(ask.text, asked, each, excerpt.coverage, best, search)
      return [{ passage: each.passage, excerpt, likelihood: likely }]
    })
    .sort((a, b) => b.likelihood - a.likelihood)
  const [top] = answers
  return top !== undefined && top.likelihood >= GATE ? top : null
}

function wholeOf(passage: Passage): string {
  return `${namesOf(passage)}\n${passage.text}`
}

function draftOf(answers: readonly Answer[]): Draft {
  const different = answers.filter(
    ({ excerpt }, index) => answers.findIndex((other) => other.excerpt.text === excerpt.text) === index,
  )
  return {
    text: different.map(({ excerpt }) => excerpt.text).join('\n\n'),
    quotes: different.flatMap(({ excerpt }) => excerpt.quotes),
    passages: Array.from(new Set(different.map(({ passage }) => passage))),
    confidence: Math.min(...answers.map((answer) => answer.likelihood)),
    answeredBy: 'local',
  }
}
