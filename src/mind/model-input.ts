import type { Passage } from '../knowledge/passage.ts'
import type { ToolShown } from '../tools/tools.ts'
import type { Known, Question } from './answer.ts'
import { labelled, labelledAll } from './labelled.ts'

/** So many lines of the conversation, and so many characters of each, a model is shown. */
const LINES = 20
const LINE_AT_MOST = 3_000

type Input = {
  question: Question
  passages: readonly Passage[]
  known: Known
  tools: readonly ToolShown[]
  facts: readonly string[]
  now: number
}

/** All that a model may know, as labelled data: what changes least first, what the customer wrote last. */
export function inputOf({ question, passages, known, tools, facts, now }: Input): string {
  const pages = passages.map(({ title, headings, text }, index) =>
    labelled('page', text, {
      id: `P${index + 1}`,
      title: [title, ...headings.filter((one) => one !== title)].join(' › '),
    }),
  )
  const about = [
    `Today is ${day(now)}. A customer since ${day(known.since)}.`,
    ...known.earlier.map((line) => `Earlier: ${line}`),
    ...known.owed.map((line) => `Still owed to the customer: ${line}`),
    ...facts,
  ]
  return [
    labelledAll('tools', tools.filter(({ use }) => use === 'look up').map(toolOf)),
    labelledAll('tools_for_staff', tools.filter(({ use }) => use === 'propose').map(toolOf)),
    labelledAll('pages', pages),
    labelledAll(
      'facts',
      about.map((fact) => labelled('fact', fact)),
    ),
    labelledAll(
      'conversation',
      question.said
        .slice(-LINES)
        .map(({ by, text }) => labelled('line', text.slice(0, LINE_AT_MOST), { by })),
    ),
    labelled('now', question.text.slice(0, 2 * LINE_AT_MOST)),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function toolOf({ name, description, schema }: ToolShown): string {
  return labelled('tool', `${description}\nArguments: ${JSON.stringify(schema)}`, { name })
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
