import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mayBecome } from '../../src/conversation.ts'
import {
  type Actor,
  MOST_REMINDERS,
  NEW,
  type Outcome,
  STEP_NAMES,
  type Standing,
  type State,
  type StepName,
  statusOf,
  take,
} from '../../src/people/standing.ts'
import { EVERYBODY, followsTable, stepOf, stepsTable } from './standing-table.ts'

const KIM: Actor = { who: 'staff', id: 'kim' }
const SAM: Actor = { who: 'staff', id: 'sam' }
const CUSTOMER: Actor = { who: 'customer' }
const CLOCK: Actor = { who: 'clock' }

const went = (outcome: Outcome): Standing => {
  if (!outcome.ok) throw new Error(outcome.reason)
  return outcome.standing
}
const reason = (outcome: Outcome) => (outcome.ok ? 'none' : outcome.reason)
const after = (...steps: [StepName, Actor][]): Standing =>
  steps.reduce((standing, [name, actor]) => went(take(standing, stepOf(name, 100), actor, 50)), NEW)
const OPEN: [StepName, Actor] = ['open', { who: 'assistant' }]

describe('a handoff', () => {
  it('is of whoever claims it first, and the second hears that', () => {
    const claimed = after(OPEN, ['claim', KIM])
    expect(claimed).toMatchObject({ state: 'claimed', by: 'kim' })
    expect(reason(take(claimed, { step: 'claim' }, SAM, 0))).toBe('taken')
    expect(reason(take(claimed, { step: 'claim' }, KIM, 0))).toBe('already_yours')
  })

  it('is of whoever answers it first, with the assistant hushed in the same step', () => {
    const outcome = take(after(OPEN), { step: 'reply' }, KIM, 0)
    expect(outcome).toMatchObject({ ok: true, standing: { state: 'claimed', by: 'kim' } })
    expect(outcome.ok && outcome.follows).toEqual(['hush', 'tell_taken', 'send', 'card'])
  })

  it('stays with whoever has it when another answers beside them', () => {
    const outcome = take(after(OPEN, ['claim', KIM]), { step: 'reply' }, SAM, 0)
    expect(outcome).toMatchObject({ ok: true, standing: { by: 'kim' }, follows: ['send', 'tell_holder'] })
  })

  it('may be taken over, and both hear of it', () => {
    const outcome = take(after(OPEN, ['claim', KIM]), { step: 'take_over' }, SAM, 0)
    expect(outcome).toMatchObject({ ok: true, standing: { state: 'claimed', by: 'sam' } })
    expect(outcome.ok && outcome.follows).toEqual(expect.arrayContaining(['tell_taken', 'tell_holder']))
  })

  it('sleeps until its time, and the clock wakes it no sooner', () => {
    const snoozed = after(OPEN, ['claim', KIM], ['snooze', KIM])
    expect(snoozed).toMatchObject({ state: 'snoozed', by: 'kim', until: 100 })
    expect(reason(take(snoozed, { step: 'wake' }, CLOCK, 99))).toBe('too_early')
    expect(went(take(snoozed, { step: 'wake' }, CLOCK, 100))).toMatchObject({
      state: 'claimed',
      by: 'kim',
      until: null,
    })
    expect(reason(take(snoozed, { step: 'snooze', until: 60 }, KIM, 60))).toBe('past')
  })

  it('wakes when the customer writes', () => {
    const snoozed = after(OPEN, ['claim', KIM], ['snooze', KIM])
    const outcome = take(snoozed, { step: 'write' }, CUSTOMER, 60)
    expect(outcome).toMatchObject({ ok: true, standing: { state: 'claimed', by: 'kim' } })
    expect(outcome.ok && outcome.follows).toContain('call_holder')
  })

  it.each(['not_yet', 'come_back'] as const)('comes back to whoever had it: %s', (step) => {
    const outcome = take(after(OPEN, ['claim', KIM], ['resolve', SAM]), { step }, CUSTOMER, 0)
    expect(outcome).toMatchObject({ ok: true, standing: { state: 'waiting', by: 'kim' } })
    expect(outcome.ok && outcome.follows).toEqual(expect.arrayContaining(['receipt', 'call_holder']))
  })

  it('that came back may be claimed by another', () => {
    expect(after(OPEN, ['resolve', KIM], ['not_yet', CUSTOMER], ['claim', SAM])).toMatchObject({ by: 'sam' })
  })

  it('calls staff, then a second person, then the owner, and then no more until somebody acts', () => {
    let standing = after(OPEN)
    const called: string[] = []
    for (let i = 0; i < MOST_REMINDERS; i++) {
      const outcome = take(standing, { step: 'remind' }, CLOCK, i)
      if (outcome.ok) called.push(...outcome.follows)
      standing = went(outcome)
    }
    expect(called).toEqual(['call_staff', 'call_second', 'call_owner'])
    expect(reason(take(standing, { step: 'remind' }, CLOCK, 9))).toBe('all_reminded')
    expect(went(take(standing, { step: 'claim' }, KIM, 9)).reminded).toBe(0)
  })

  it('takes no step of somebody who may not take it', () => {
    expect(reason(take(after(OPEN), { step: 'claim' }, CUSTOMER, 0))).toBe('not_for_you')
    expect(reason(take(after(OPEN), { step: 'remind' }, KIM, 0))).toBe('not_for_you')
    expect(reason(take(after(OPEN, ['claim', KIM], ['snooze', KIM]), { step: 'wake' }, SAM, 0))).toBe(
      'not_yours',
    )
  })
})

/** What may follow what, said once more by hand. */
const MAY: Record<State, readonly State[]> = {
  new: ['waiting'],
  waiting: ['waiting', 'claimed', 'resolved', 'given_back'],
  claimed: ['claimed', 'snoozed', 'resolved', 'given_back'],
  snoozed: ['snoozed', 'claimed', 'resolved', 'given_back'],
  resolved: ['resolved', 'waiting'],
  given_back: ['given_back', 'waiting'],
}

describe('a thousand walks of everybody doing anything', () => {
  const stride = fc.record({
    name: fc.constantFrom(...STEP_NAMES),
    actor: fc.constantFrom(...EVERYBODY),
    later: fc.integer({ min: 0, max: 50 }),
    snooze: fc.integer({ min: -10, max: 100 }),
  })

  it('never leave the machine', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(fc.array(stride, { minLength: 20, maxLength: 60 }), (strides) => {
        let standing = went(take(NEW, { step: 'open' }, { who: 'assistant' }, 0))
        let now = 0
        for (const { name, actor, later, snooze } of strides) {
          now += later
          const before = structuredClone(standing)
          const outcome = take(standing, stepOf(name, now + snooze), actor, now)
          expect(standing).toEqual(before)
          if (!outcome.ok) continue
          standing = outcome.standing
          seen.add(`${before.state} ${standing.state}`)
          expect(MAY[before.state]).toContain(standing.state)
          isWhole(standing, now)
          const [from, to] = [statusOf(before), statusOf(standing)]
          expect(from === to || mayBecome(from, to)).toBe(true)
          // Nothing the assistant had in mind is said once a person has it.
          const isTaken = before.state === 'waiting' && standing.state !== 'waiting'
          expect(outcome.follows.includes('hush')).toBe(isTaken)
          expect(new Set(outcome.follows).size).toBe(outcome.follows.length)
        }
      }),
      { numRuns: 1000 },
    )
    const all = Object.entries(MAY).flatMap(([from, to]) => to.map((state) => `${from} ${state}`))
    expect([...seen].sort()).toEqual(all.filter((pair) => !pair.startsWith('new ')).sort())
  })

  it('never start without an opening', () => {
    for (const name of STEP_NAMES) {
      const outcomes = EVERYBODY.map((actor) => take(NEW, stepOf(name), actor, 0))
      expect(outcomes.some(({ ok }) => ok)).toBe(name === 'open')
    }
  })
})

function isWhole({ state, by, until, reminded }: Standing, now: number): void {
  expect(until !== null).toBe(state === 'snoozed')
  if (state === 'snoozed') expect(until).toBeGreaterThan(now - 10_000)
  if (state !== 'waiting') expect(by).toMatch(/^(?:kim|sam)$/)
  expect(reminded).toBeGreaterThanOrEqual(0)
  expect(reminded).toBeLessThanOrEqual(state === 'waiting' || state === 'claimed' ? MOST_REMINDERS : 0)
}

describe('docs/handoffs.md', () => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'handoffs.md'), 'utf8')

  it.each([
    ['what comes of each step', stepsTable()],
    ['what follows', followsTable()],
  ])('shows the machine as it is: %s', (_what, table) => {
    expect(text.replaceAll('\r\n', '\n')).toContain(`\n\n${table}\n`)
  })
})
