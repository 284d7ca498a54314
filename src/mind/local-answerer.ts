import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Found, Passage } from '../knowledge/passage.ts'
import type { Search } from '../knowledge/search.ts'
import { wordsOf } from '../knowledge/words.ts'
import type { Also } from './also.ts'
import { alsoFound } from './also.ts'
import type { Draft, LocalAnswerer } from './answer.ts'
import type { Ask } from './asking.ts'
import { asksIn } from './asking.ts'
import { coverer } from './coverage.ts'
import { disagree } from './disagreement.ts'
import type { Excerpt } from './excerpt.ts'
import { excerptOf } from './excerpt.ts'
import { GATE } from './gate.ts'
import { look } from './looking.ts'

type Answer = { passage: Passage; excerpt: Excerpt }
/** What is said to one question: one passage, or two that disagree. */
type Said = { answers: Answer[]; confidence: number }

/** A follow-up's passage must have at least this much of what was said before: else it is about something else. */
const CONTEXT = 0.25
/** More questions than this in one message are for a person. */
const MOST_ASKS = 3
/** A passage of another page that scores at least this share of the best may say something else about the same. */
const NEARLY_AS_GOOD = 0.6
const MOST_OTHERS = 5

/**
 * Answers in the pages' own words, without a model. Null where any part of what is asked does not stand in the pages
 * clearly enough: half an answer would leave the customer's other question without a word. `also` is another ranker to
 * be heard.
 */
export function createLocalAnswerer(
  knowledge: Pick<Knowledge, 'search'>,
  also: Also | null = null,
): LocalAnswerer {
  return {
    name: 'local',
    async answer({ text, before }) {
      const { search } = knowledge
      const asks = asksIn(text, before)
      if (asks.length > MOST_ASKS) return null
      const said = await Promise.all(
        asks.map(async (ask) =>
          saidTo(ask, search, await alsoFound(also, `${ask.before}\n${ask.text}`.trim())),
        ),
      )
      const known = said.filter((each) => each !== null)
      return known.length === asks.length && known.length > 0 ? draftOf(known) : null
    },
  }
}

function saidTo(ask: Ask, search: Search, also: readonly string[]): Said | null {
  if (wordsOf(ask.text).length === 0) return null
  const { result, confidence } = look(search, ask, also)
  const [top, ...others] = result.found
  if (top === undefined || confidence < GATE || !goesOn(ask.bare ?? ask, top, search)) return null
  const cover = coverer(result.concepts)
  const answerOf = ({ passage }: Found): Answer | null => {
    const excerpt = excerptOf(passage.text, (texts) => cover([namesOf(passage), ...texts]))
    return excerpt === null ? null : { passage, excerpt }
  }
  const answer = answerOf(top)
  if (answer === null) return null
  const other = others
    .slice(0, MOST_OTHERS)
    .filter(({ passage, score }) => passage.page !== top.passage.page && score >= NEARLY_AS_GOOD * top.score)
    .map(answerOf)
    .find((each) => each !== null && disagree(answer.excerpt.quotes, each.excerpt.quotes))
  return { answers: other == null ? [answer] : [answer, other], confidence }
}

/** Whether a passage that is to answer a follow-up is still about what was said before, and about what is new. */
function goesOn(ask: Pick<Ask, 'text' | 'before'>, { passage }: Found, search: Search): boolean {
  if (wordsOf(ask.before).length === 0) return true
  const held = (said: string) =>
    coverer(search.ask(said).concepts)([namesOf(passage), passage.text]) >= CONTEXT
  return held(ask.before) && held(ask.text)
}

/** What says what a passage is about. */
function namesOf({ title, headings }: Passage): string {
  return [title, ...headings].join('\n')
}

function draftOf(said: readonly Said[]): Draft {
  const answers = said.flatMap((each) => each.answers)
  const different = answers.filter(
    ({ excerpt }, index) => answers.findIndex((other) => other.excerpt.text === excerpt.text) === index,
  )
  return {
    text: different.map(({ excerpt }) => excerpt.text).join('\n\n'),
    quotes: different.flatMap(({ excerpt }) => excerpt.quotes),
    passages: Array.from(new Set(different.map(({ passage }) => passage))),
    confidence: Math.min(...said.map(({ confidence }) => confidence)),
    answeredBy: 'local',
    disagrees: said.some((each) => each.answers.length > 1),
  }
}
