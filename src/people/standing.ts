import type { Status } from '../conversation.ts'

/** Where a handoff stands, and what may follow. docs/handoffs.md shows it as a table; a test keeps the two alike. */
export const STATES = ['new', 'waiting', 'claimed', 'snoozed', 'resolved', 'given_back'] as const
export type State = (typeof STATES)[number]

export type Standing = {
  state: State
  /** Who of the staff has it; once it waits again or is over, who had it last. Null while nobody ever had it. */
  by: string | null
  /** While snoozed: until when, epoch milliseconds. */
  until: number | null
  /** How many were reminded since a person last did something: 0 to MOST_REMINDERS. */
  reminded: number
}

export type Actor = { who: 'staff'; id: string } | { who: 'customer' | 'assistant' | 'clock' }

/** Why a step is not taken. */
export type Reason =
  | 'not_for_you' // such as they never do this
  | 'not_open' // nothing was handed over yet
  | 'open_already'
  | 'over' // it is resolved or given back
  | 'already_yours'
  | 'taken' // somebody else has it
  | 'not_yours' // only whoever has it may do this
  | 'unclaimed' // nobody has it: claim it first
  | 'awake' // it is not snoozed
  | 'asleep' // it is snoozed: nobody is to be reminded
  | 'past' // a snooze ends in the future
  | 'too_early' // its time to wake has not come
  | 'not_asked' // nobody has asked the customer whether it is right now
  | 'all_reminded'

/** What is to happen with a step, in the same transaction. */
export type Follow =
  | 'receipt' // the customer hears who has it, and by when
  | 'hush' // what the assistant has not said yet is never said
  | 'tell_taken' // the customer hears who took over
  | 'tell_given_back'
  | 'tell_resolved'
  | 'ask_after' // later the customer is asked whether it is right now
  | 'send' // the customer gets the words of staff
  | 'say_waiting' // the customer hears that the words were added
  | 'relay' // staff see what the customer wrote
  | 'note' // staff see it, the customer never does
  | 'card' // the card shows how it stands
  | 'tell_holder' // whoever had it until now, or has it, hears what another did
  | 'wake_later' // the clock is to take the step "wake" at `until`
  | 'call_staff'
  | 'call_holder' // whoever has it, or had it last
  | 'call_second'
  | 'call_owner'

export type Outcome =
  | { ok: true; standing: Standing; follows: readonly Follow[] }
  | { ok: false; reason: Reason }

export type Step = { step: Exclude<StepName, 'snooze'> } | { step: 'snooze'; until: number }

type Scene = { standing: Standing; actor: Actor; id: string | null; at: number; until: number }
type Rule = Reason | ((scene: Scene) => Outcome)
type Row = { may: readonly Actor['who'][] } & Record<State, Rule>

export const NEW: Standing = { state: 'new', by: null, until: null, reminded: 0 }
export const MOST_REMINDERS = 3

/** Takes a step at a moment (epoch milliseconds), or says why not; what is given stays as it is. */
export function take(standing: Standing, step: Step, actor: Actor, at: number): Outcome {
  const row: Row = STEPS[step.step]
  if (!row.may.includes(actor.who)) return { ok: false, reason: 'not_for_you' }
  const id = actor.who === 'staff' ? actor.id : null
  const until = step.step === 'snooze' ? step.until : 0
  return run(row[standing.state], { standing, actor, id, at, until })
}

/** The conversation's status while its handoff stands so. */
export function statusOf({ state }: Standing): Status {
  if (state === 'waiting') return 'waiting'
  return state === 'claimed' || state === 'snoozed' ? 'with_person' : 'open'
}

function run(rule: Rule, scene: Scene): Outcome {
  return typeof rule === 'string' ? { ok: false, reason: rule } : rule(scene)
}

/** Somebody did something: reminders begin anew. Whoever of the staff did it has it from now on. */
function to(state: State, ...follows: Follow[]): Rule {
  return ({ standing, id }) => ({
    ok: true,
    standing: { state, by: id ?? standing.by, until: null, reminded: 0 },
    follows,
  })
}

/** It stays as it is. */
function stay(...follows: Follow[]): Rule {
  return ({ standing }) => ({ ok: true, standing, follows })
}

/** It stays with whoever has it, and a person has answered. */
function answered(...follows: Follow[]): Rule {
  return ({ standing }) => ({ ok: true, standing: { ...standing, reminded: 0 }, follows })
}

function own(rule: Rule, others: Rule): Rule {
  return (scene) => run(scene.standing.by === scene.id ? rule : others, scene)
}

/** Closed by whom ever: it was whose it was, and comes back to them. */
function closed(state: State, ...follows: Follow[]): Rule {
  const go =
    (...all: Follow[]): Rule =>
    ({ standing }) => ({
      ok: true,
      standing: { ...standing, state, until: null, reminded: 0 },
      follows: all,
    })
  return own(go(...follows), go(...follows, 'tell_holder'))
}

function remind(...calls: Follow[]): Rule {
  return ({ standing }) => {
    const call = calls[standing.reminded]
    if (!call) return { ok: false, reason: 'all_reminded' }
    return { ok: true, standing: { ...standing, reminded: standing.reminded + 1 }, follows: [call] }
  }
}

const OPENED: Rule = () => ({
  ok: true,
  standing: { ...NEW, state: 'waiting' },
  follows: ['receipt', 'call_staff', 'card'],
})
const CLAIMED = own('already_yours', 'taken')
const TAKEN_OVER = own('already_yours', to('claimed', 'tell_taken', 'tell_holder', 'card'))
const ANSWERED = own(answered('send'), answered('send', 'tell_holder'))
const AWAKE = own(to('claimed', 'card'), 'not_yours')
const SNOOZED = own(({ standing, at, until }) => {
  if (until <= at) return { ok: false, reason: 'past' }
  return {
    ok: true,
    standing: { ...standing, state: 'snoozed', until, reminded: 0 },
    follows: ['wake_later', 'card'],
  }
}, 'not_yours')
const WOKEN: Rule = (scene) => {
  if (scene.actor.who === 'staff') return run(AWAKE, scene)
  if (scene.at < (scene.standing.until ?? 0)) return { ok: false, reason: 'too_early' }
  return run(to('claimed', 'call_holder', 'card'), scene)
}
const TAKE = ['hush', 'tell_taken'] as const
const RESOLVED = ['tell_resolved', 'ask_after', 'card'] as const
const GIVEN_BACK = ['tell_given_back', 'card'] as const
const RESOLVED_NOW = closed('resolved', ...RESOLVED)
const GIVEN_BACK_NOW = closed('given_back', ...GIVEN_BACK)
// The card first: whoever is called is called in its thread.
const REOPENED = to('waiting', 'receipt', 'card', 'call_holder')

// biome-ignore format: it is a table. Who may do it, then what comes of it when it is: new, waiting, claimed, snoozed, resolved, given back.
const STEPS = {
  open:      row(['assistant', 'staff'], OPENED, 'open_already', 'open_already', 'open_already', 'over', 'over'),
  claim:     row(['staff'], 'not_open', to('claimed', ...TAKE, 'card'), CLAIMED, CLAIMED, 'over', 'over'),
  take_over: row(['staff'], 'not_open', 'unclaimed', TAKEN_OVER, TAKEN_OVER, 'over', 'over'),
  reply:     row(['staff'], 'not_open', to('claimed', ...TAKE, 'send', 'card'), ANSWERED, ANSWERED, 'over', 'over'),
  note:      row(['staff'], 'not_open', stay('note'), stay('note'), stay('note'), stay('note'), stay('note')),
  snooze:    row(['staff'], 'not_open', 'unclaimed', SNOOZED, SNOOZED, 'over', 'over'),
  wake:      row(['staff', 'clock'], 'not_open', 'awake', 'awake', WOKEN, 'over', 'over'),
  give_back: row(['staff'], 'not_open', to('given_back', ...TAKE, ...GIVEN_BACK), GIVEN_BACK_NOW, GIVEN_BACK_NOW, 'over', 'over'),
  resolve:   row(['staff'], 'not_open', to('resolved', ...TAKE, ...RESOLVED), RESOLVED_NOW, RESOLVED_NOW, 'over', 'over'),
  write:     row(['customer'], 'not_open', stay('relay', 'say_waiting'), stay('relay'), to('claimed', 'relay', 'call_holder', 'card'), 'over', 'over'),
  not_yet:   row(['customer'], 'not_open', 'open_already', 'open_already', 'open_already', REOPENED, 'not_asked'),
  come_back: row(['customer'], 'not_open', 'open_already', 'open_already', 'open_already', REOPENED, REOPENED),
  remind:    row(['clock'], 'not_open', remind('call_staff', 'call_second', 'call_owner'), remind('call_holder', 'call_second', 'call_owner'), 'asleep', 'over', 'over'),
} as const satisfies Record<string, Row>

export type StepName = keyof typeof STEPS
export const STEP_NAMES: readonly StepName[] = namesOf(STEPS)

function row(may: Row['may'], ...rules: [Rule, Rule, Rule, Rule, Rule, Rule]): Row {
  const [fresh, waiting, claimed, snoozed, resolved, given_back] = rules
  return { may, new: fresh, waiting, claimed, snoozed, resolved, given_back }
}

function namesOf<T extends object>(rows: T): (keyof T)[] {
  const names: (keyof T)[] = []
  for (const name in rows) names.push(name)
  return names
}
