import { afterEach, expect, it } from 'vitest'
import { askToErase, getErasure, proofOf } from '../../../src/ledger/personal/erasures.ts'
import { dump, found } from '../../privacy/dump.ts'
import { SlackWorld } from './slack-world.ts'

const MARK = 'zebrafinch'
const HOUR = 60 * 60 * 1000

let world: SlackWorld
afterEach(() => world.close())

it('takes an erased customer’s words out of the staff channel, and brings none of them back after a gap', async () => {
  world = await SlackWorld.open()
  await world.ask(`I am so angry, my ${MARK} is broken`)
  await world.press('claim')
  await world.writeIn('note', `the ${MARK} again`)
  await world.writeIn('reply', `We are sorry about the ${MARK}.`)
  await world.ask(`Nora says that the ${MARK} is here`)
  const staffSee = () => JSON.stringify([world.card(), world.thread()])
  expect(staffSee()).toContain(MARK)
  const { id } = await world.ledger.db.selectFrom('customers').select('id').executeTakeFirstOrThrow()
  const by = { role: 'owner', session: '' }
  const erasure = await world.ledger.transaction((t) => askToErase(t, id, by, world.clock))
  for (let round = 0; round < 6; round++) await world.pass()

  const done = await getErasure(world.ledger.db, erasure)
  expect(done && proofOf(done)?.shown_to_staff.not_taken_back).toBe(0)
  expect(staffSee()).not.toContain(MARK)
  expect(staffSee()).not.toContain('Nora')
  expect(staffSee()).toContain('These words were removed.')
  expect(found(await dump(world.ledger), MARK)).toEqual([])
  expect(found(await dump(world.ledger), world.people.nora)).toEqual([])
  expect(found(await dump(world.ledger), world.dm)).toEqual([])

  // Slack still has their conversation, and we look into it after we were away.
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
})

it('shows nothing anew where staff had deleted what they were shown', async () => {
  world = await SlackWorld.open()
  await world.ask(`I am so angry, my ${MARK} is broken`)
  await world.slack.remove(world.staffChannel, world.card().ts)
  await world.pass()
  const staffSee = () => world.slack.seen(world.staffChannel, { thread: null }).length
  const before = staffSee()
  const { id } = await world.ledger.db.selectFrom('customers').select('id').executeTakeFirstOrThrow()
  const by = { role: 'owner', session: '' }
  const erasure = await world.ledger.transaction((t) => askToErase(t, id, by, world.clock))
  for (let round = 0; round < 6; round++) await world.pass()
  const done = await getErasure(world.ledger.db, erasure)
  expect(done && proofOf(done)?.shown_to_staff).toEqual({ taken_back: 1, not_taken_back: 0 })
  expect(staffSee()).toBe(before)
})
