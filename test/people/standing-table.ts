import {
  type Actor,
  NEW,
  type Outcome,
  STATES,
  STEP_NAMES,
  type Standing,
  type State,
  type Step,
  type StepName,
  take,
} from '../../src/people/standing.ts'

const NOW = 1_000_000
const KIM = { who: 'staff', id: 'kim' } as const
const SAM = { who: 'staff', id: 'sam' } as const
export const EVERYBODY: Actor[] = [KIM, SAM, { who: 'customer' }, { who: 'assistant' }, { who: 'clock' }]

/** The handoff in each state, as Kim has it, had it, or nobody yet. */
const EACH: Record<State, Standing> = {
  new: NEW,
  waiting: { ...NEW, state: 'waiting' },
  claimed: { ...NEW, state: 'claimed', by: 'kim' },
  snoozed: { ...NEW, state: 'snoozed', by: 'kim', until: NOW },
  resolved: { ...NEW, state: 'resolved', by: 'kim' },
  given_back: { ...NEW, state: 'given_back', by: 'kim' },
}

/** What comes of each step, as the machine itself answers: a table in Markdown. */
export function stepsTable(): string {
  const rows = STEP_NAMES.flatMap((name) =>
    whoMay(name).map(({ by, actor }) => [
      spaced(name),
      by,
      ...STATES.map((state) => words(ask(name, state, actor), actor)),
    ]),
  )
  return markdown([['Step', 'by', ...STATES.map(spaced)], ...rows])
}

/** What is to happen with each step that is taken: a table in Markdown. */
export function followsTable(): string {
  const rows = STEP_NAMES.flatMap((name) => {
    const states = new Map<string, string[]>()
    for (const state of STATES) {
      for (const actor of EVERYBODY) {
        const outcome = ask(name, state, actor)
        if (!outcome.ok) continue
        const follows = outcome.follows.map(spaced).join(', ')
        const usual = followsOf(name, state, KIM)
        const by = actor === SAM ? 'others' : actor.who
        const from = usual === null || usual === follows ? state : `${state}, by ${by}`
        states.set(follows, [...new Set([...(states.get(follows) ?? []), from])])
      }
    }
    return [...states].map(([follows, from]) => [spaced(name), from.map(spaced).join('; '), follows])
  })
  return markdown([['Step', 'from', 'follows'], ...rows])
}

export function stepOf(name: StepName, until = NOW + 1): Step {
  return name === 'snooze' ? { step: name, until } : { step: name }
}

function ask(name: StepName, state: State, actor: Actor): Outcome {
  return take(EACH[state], stepOf(name), actor, NOW)
}

function followsOf(name: StepName, state: State, actor: Actor): string | null {
  const outcome = ask(name, state, actor)
  return outcome.ok ? outcome.follows.map(spaced).join(', ') : null
}

/** A row for each kind of people that may; whoever has it and others of the staff have one each where they differ. */
function whoMay(name: StepName): { by: string; actor: Actor }[] {
  const may = EVERYBODY.filter((actor) => {
    const outcome = ask(name, 'new', actor)
    return outcome.ok || outcome.reason !== 'not_for_you'
  })
  const rowOf = (actor: Actor) => STATES.map((state) => words(ask(name, state, actor), actor)).join()
  const isOneRow = rowOf(KIM) === rowOf(SAM)
  return may
    .filter((actor) => actor !== SAM || !isOneRow)
    .map((actor) => {
      if (actor === SAM) return { by: 'other staff', actor }
      return { by: actor !== KIM ? actor.who : isOneRow ? 'any staff' : 'whoever has it', actor }
    })
}

function words(outcome: Outcome, actor: Actor): string {
  if (!outcome.ok) return `*${spaced(outcome.reason)}*`
  const isNowTheirs = actor === SAM && outcome.standing.by === SAM.id
  return `**${spaced(outcome.standing.state)}**${isNowTheirs ? ' (theirs)' : ''}`
}

function markdown([head = [], ...rows]: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

const spaced = (name: string) => name.replaceAll('_', ' ')
