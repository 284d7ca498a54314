import type { Decision } from './decide.ts'
import type { Found } from './knowledge/passage.ts'
import type { SpendRow } from './ledger/tables.ts'
import type { Draft } from './mind/answer.ts'
import type { Checked } from './mind/checking/checked.ts'
import type { Step } from './mind/model-answerer.ts'
import type { Reading } from './mind/reading.ts'
import type { Understood } from './mind/understanding.ts'

/** All that came of asking once. */
export type Account = {
  text: string
  understood: Understood
  search: string | null
  passages: Found[]
  /** What became of the model's answer; null without a model. */
  modelled: string | null
  steps: Step[]
  draft: Draft | null
  checked: Checked | null
  decision: Decision
  reply: string | null
  sources: string[]
  spend: SpendRow[]
}

const MICRO = 1_000_000

/** The account as a person reads it in a terminal. */
export function accountOf(account: Account): string {
  const { understood, search, passages, decision, reply, sources } = account
  const parts = understood.parts.length > 0 ? understood.parts.map(readingOf) : []
  return [
    section('What was read', [readingOf(understood.reading), ...parts.map((line) => `  from ${line}`)]),
    section('What was looked for', [search ?? account.text]),
    section(
      'What the search found',
      passages.map(
        ({ passage, score }) => `${score.toFixed(2)}  ${[passage.title, ...passage.headings].join(' › ')}`,
      ),
    ),
    ...(account.modelled === null
      ? []
      : [section('The model', account.steps.flatMap(stepOf).concat(outcomeOf(account.modelled)))]),
    section(
      'The draft',
      account.draft
        ? [
            account.draft.text,
            `by ${account.draft.answeredBy}, confidence ${account.draft.confidence.toFixed(2)}`,
          ]
        : ['none'],
    ),
    ...(account.checked
      ? [section('The checks', [account.checked.ok ? 'passed' : `refused: ${account.checked.why}`])]
      : []),
    section('The decision', [`${decision.kind}: ${decision.reason}`]),
    section('The customer would read', [reply ?? '(nothing)', ...sources.map((title) => `Source: ${title}`)]),
    section('The cost', costOf(account.spend)),
  ].join('\n\n')
}

function section(title: string, lines: readonly string[]): string {
  const all = lines.length === 0 ? ['none'] : lines
  return `${title}\n${all.map((line) => line.replace(/^/gm, '  ')).join('\n')}`
}

function readingOf(reading: Reading): string {
  const signs = [
    reading.sentiment === null ? 'sentiment unknown' : `sentiment ${reading.sentiment.toFixed(2)}`,
    reading.feeling ?? 'no feeling shows',
    `complaint ${reading.complaintScore.toFixed(2)}${reading.complaint ? ' (yes)' : ''}`,
    `wants a person ${reading.wantsPersonScore.toFixed(2)}${reading.wantsPerson ? ' (yes)' : ''}`,
    `question ${reading.questionScore.toFixed(2)}${reading.question ? ' (yes)' : ''}`,
    ...(reading.danger ? [`danger: ${reading.danger}`] : []),
    `language ${reading.language ?? 'unknown'}`,
  ]
  const quote = reading.quote ? `, “${reading.quote}”` : ''
  return `${reading.readBy}: ${signs.join(' · ')}\n  because ${reading.reason}${quote}`
}

function stepOf(step: Step): string[] {
  switch (step.kind) {
    case 'passages':
      return [`was shown ${step.passages.length} passages`]
    case 'wrote':
      return [`wrote: ${JSON.stringify(step.written)}`]
    case 'looked up':
      return [`looked up ${step.tool}: ${step.ok ? 'found' : 'no result'}`]
    case 'refused':
      return [`was refused: ${step.why}`]
  }
}

const OUTCOMES: Record<string, string> = {
  answered: 'may be shown',
  nothing: 'has no answer in the pages',
  failed: 'gave nothing that may be shown; the pages answer in their own words',
}

function outcomeOf(kind: string): string[] {
  return [OUTCOMES[kind] ?? kind]
}

function costOf(spend: readonly SpendRow[]): string[] {
  if (spend.length === 0) return ['nothing: no model was asked']
  const known = spend.every(({ cost }) => cost !== null)
  const total = spend.reduce((sum, { cost }) => sum + Number(cost ?? 0), 0) / MICRO
  const lines = spend.map(
    (row) =>
      `${row.purpose} by ${row.model}: ${row.input_tokens} tokens in (${row.cached_tokens} cached), ${row.output_tokens} out (${row.reasoning_tokens} of thought), ${row.ms} ms, ${row.ended}`,
  )
  return [
    ...lines,
    known ? `together ${total.toFixed(6)}` : 'together unknown: MODEL_PRICES names no price for it',
  ]
}
