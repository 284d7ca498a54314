import type { PromiseRow } from '../ledger/tables.ts'
import { askAfterwards } from './afterwards.ts'
import { nameCause } from './cause.ts'
import { afterOpenTime, answer, claim, claimedAt, close, hourAt, leaveOpen } from './handing.ts'
import { hear } from './hearing.ts'
import { doneAt, keepPromise, promiseOf, settlePromise, tell, tellAt } from './promising.ts'
import type { Colleague } from './story.ts'
import { moveTo, type Talk } from './talk.ts'

const MINUTE = 60_000

/** Once people are called: who takes it and when, what is said and promised, and how it ends. */
export async function help(talk: Talk, isSecond = false): Promise<void> {
  const { handoff } = talk
  if (!handoff || talk.conversation.status !== 'waiting') return
  if (!(await wait(talk, handoff.opened_at))) return leaveOpen(talk)
  const { by } = talk.story.people
  claim(talk, by)
  const isOver = await work(talk, by, isSecond)
  if (!isOver) return leaveOpen(talk)
  const { ends } = talk.story.people
  close(talk, by, isSecond ? 'resolved' : ends)
  if (handoff.status === 'resolved') await askAfterwards(talk, isSecond, () => help(talk, true))
}

/** False where nobody has taken it by now. */
async function wait(talk: Talk, opened: number): Promise<boolean> {
  const { nudge } = talk.story.people
  const taken = claimedAt(talk, opened)
  const hour = hourAt(talk, opened + nudge.after)
  const isAwake = hour >= 8 && hour < 22
  if (isAwake && taken - opened > nudge.after && moveTo(talk, opened + nudge.after)) await hear(talk, nudge)
  return moveTo(talk, taken)
}

/** The talk between the customer and staff. False where it goes on still. */
async function work(talk: Talk, by: Colleague, isSecond: boolean): Promise<boolean> {
  const { people } = talk.story
  if (people.isNone) correct(talk, by)
  if (!moveTo(talk, talk.at + talk.chance.about(4 * MINUTE))) return false
  const made = isSecond ? null : promiseOf(talk)
  const words = isSecond ? 'I am sorry that it is not right yet. I am looking at it again now.' : people.taken
  const message = answer(talk, by, made ? `${words} ${made.text}` : words)
  const promise = made && keepPromise(talk, message, by, made)
  if (people.note !== null && !isSecond) note(talk, by, people.note)
  if (people.cause !== null) nameCause(talk, by, people.cause)
  for (const { asked, answer: said } of isSecond ? [] : people.talk) {
    if (!(await exchange(talk, by, asked, said))) return left(talk, promise)
  }
  const done = made ? doneAt(talk, made) : afterOpenTime(talk, talk.at, people.works)
  if (promise?.state === 'open' && done > promise.due_at && moveTo(talk, promise.due_at))
    tell(talk, promise, 'promise_late')
  if (!moveTo(talk, done)) return left(talk, promise)
  answer(talk, by, people.done)
  if (promise) settlePromise(talk, promise, made?.fate !== 'never')
  if (people.parting !== null && moveTo(talk, talk.at + talk.chance.about(9 * MINUTE)))
    await hear(talk, { text: people.parting })
  return moveTo(talk, talk.at + talk.chance.about(6 * MINUTE))
}

function left(talk: Talk, promise: PromiseRow | null): false {
  if (promise?.state === 'open' && promise.told_at === null && tellAt(talk, promise) < promise.due_at) {
    if (moveTo(talk, Math.max(talk.at, tellAt(talk, promise)))) tell(talk, promise, 'promise_soon')
  }
  if (promise) settlePromise(talk, promise, false)
  return false
}

async function exchange(talk: Talk, by: Colleague, asked: string, said: string): Promise<boolean> {
  if (!moveTo(talk, talk.at + talk.chance.about(3 * MINUTE))) return false
  answer(talk, by, asked)
  if (!moveTo(talk, talk.at + talk.chance.about(7 * MINUTE))) return false
  await hear(talk, { text: said })
  return true
}

function note({ rows, chance, handoff, at }: Talk, by: Colleague, text: string): void {
  if (!handoff) return
  rows.notes.push({
    id: chance.id(),
    handoff_id: handoff.id,
    origin: JSON.stringify(['action', by.id, chance.id(12)]),
    name: by.name,
    text,
    at: at + 20_000,
    calls: null,
  })
}

/** Staff say that it was no complaint: what was read before is kept beside it. */
function correct({ rows, chance, complaints, at }: Talk, { name }: Colleague): void {
  for (const row of complaints.splice(0)) {
    const id = chance.id()
    rows.readings.push({
      ...row,
      id,
      complaint: 0,
      complaint_score: 0,
      reason: `not a complaint, says ${name}`,
      read_by: 'staff',
      at: at + 10_000,
    })
    row.corrected_by = id
  }
}
