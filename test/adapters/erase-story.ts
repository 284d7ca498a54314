import { expect } from 'vitest'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { askToErase, getErasure, proofOf } from '../../src/ledger/personal/erasures.ts'
import { dump, found } from '../privacy/dump.ts'

const MARK = 'zebrafinch'
const HOUR = 60 * 60 * 1000

/** A platform with Warmline on it, as the worlds of the platforms have it in common. */
type PlatformWorld = {
  clock: number
  ledger: Ledger
  people: { nora: string }
  dm: string
  ask(text: string): Promise<string>
  press(action: string): Promise<unknown>
  writeIn(action: 'reply' | 'note', text: string): Promise<unknown>
  pass(): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

/** `staffSee` is all that stands in the staff channel, threads and all. */
export async function takesBackAndForgets(world: PlatformWorld, staffSee: () => string): Promise<void> {
  await world.ask(`I am so angry, my ${MARK} is broken`)
  await world.press('claim')
  await world.writeIn('note', `the ${MARK} again`)
  await world.writeIn('reply', `We are sorry about the ${MARK}.`)
  await world.ask(`Nora says that the ${MARK} is here`)
  expect(staffSee()).toContain(MARK)

  expect(await shownToStaff(world)).toMatchObject({ not_taken_back: 0 })
  expect(staffSee()).not.toContain(MARK)
  expect(staffSee()).not.toContain('Nora')
  expect(staffSee()).toContain('These words were removed.')
  for (const trace of [MARK, world.people.nora, world.dm])
    expect(found(await dump(world.ledger), trace)).toEqual([])

  // The platform still has their conversation, and we look into it after we were away.
  await world.stop()
  world.clock += HOUR
  await world.start()
  expect(await world.ask('How can I return a jacket?')).not.toBe('')
  for (let round = 0; round < 6; round++) await world.pass()
  expect(found(await dump(world.ledger), MARK)).toEqual([])
  const texts = await world.ledger.db
    .selectFrom('messages')
    .select('text')
    .where('author', '=', 'customer')
    .execute()
  expect(texts.map(({ text }) => text).filter((text) => text !== '')).toEqual(['How can I return a jacket?'])
}

/** `removeCard` is what staff do; `cards` counts what then stands in their channel. */
export async function showsNothingAnew(
  world: PlatformWorld,
  removeCard: () => Promise<unknown>,
  cards: () => number,
): Promise<void> {
  await world.ask(`I am so angry, my ${MARK} is broken`)
  await removeCard()
  await world.pass()
  const before = cards()
  expect(await shownToStaff(world)).toEqual({ taken_back: 1, not_taken_back: 0 })
  expect(cards()).toBe(before)
}

/** Erases the only customer; what the proof says of what staff had been shown. */
async function shownToStaff(world: PlatformWorld) {
  const { id } = await world.ledger.db.selectFrom('customers').select('id').executeTakeFirstOrThrow()
  const by = { role: 'owner', session: '' }
  const erasure = await world.ledger.transaction((t) => askToErase(t, id, by, world.clock))
  for (let round = 0; round < 6; round++) await world.pass()
  const done = await getErasure(world.ledger.db, erasure)
  return done && proofOf(done)?.shown_to_staff
}
