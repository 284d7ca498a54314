import { afterEach, expect, it } from 'vitest'
import { z } from 'zod'
import type { Values } from './fake/pressing.ts'
import { SlackWorld, say } from './slack-world.ts'

let world: SlackWorld
let dm: string
afterEach(() => world.close())

const LOST = 'Carrier loses parcels'
const WORDS = 'Hello, your parcels are found.'
const linked = () =>
  world.ledger.db
    .selectFrom('cause_links')
    .innerJoin('causes', 'causes.id', 'cause_id')
    .select(['name', 'by_name', 'removed_at'])
    .orderBy('at')
    .execute()
const card = () => JSON.stringify(world.card().blocks)
const window = () => JSON.stringify(world.slack.views.at(-1)?.view)
/** Nora and then Omar ask for a person; the newest card is Omar's. */
const open = async () => {
  world = await SlackWorld.open()
  const { omar } = world.people
  dm = world.slack.addDm(omar)
  await world.ask('I want to speak to a human')
  await world.press('link_cause')
  expect(await submit({ words: { text: LOST } })).toEqual({})
  await world.ask('I want to speak to a human', { channel: dm, user: omar })
}
const submit = async (values: Values) => {
  const answer = await world.slack.submit({ user: world.people.kim, values })
  await world.pass()
  return answer
}
/** Chooses in the window what stands there with these words. */
const choose = (words: string) => {
  const options = z.array(z.looseObject({ text: z.object({ text: z.string() }), value: z.string() }))
  const blocks = z.array(
    z.looseObject({ element: z.looseObject({ options: options.optional() }).optional() }),
  )
  const all = blocks.parse(world.slack.views.at(-1)?.view.blocks).flatMap((one) => one.element?.options ?? [])
  const selected_option = all.find(({ text }) => text.text.includes(words)) ?? null
  return submit({ words: { text: '' }, choice: { cause: { selected_option } } })
}

it('takes the name of a new problem, and offers it for the next customer', async () => {
  await open()
  expect(await linked()).toEqual([{ name: LOST, by_name: 'Kim', removed_at: null }])
  expect(card()).toContain(say('option_link_cause'))
  await world.press('link_cause')
  expect(await choose(LOST)).toEqual({})
  expect(await linked()).toHaveLength(2)
  expect(card()).toContain(say('same_as_one', { cause: LOST }))
  await world.press('link_cause')
  expect(await choose('None')).toEqual({})
  expect(card()).not.toContain(LOST)
  expect((await linked()).map(({ removed_at }) => removed_at)).toEqual([null, expect.any(Number)])
})

it('keeps the window where nothing was said in it', async () => {
  await open()
  await world.press('link_cause')
  expect(await submit({ words: { text: 'ab' } })).toMatchObject({ errors: { words: say('cause_unnamed') } })
  expect(await linked()).toHaveLength(1)
})

it('tells everybody who raised it once the words were approved, and only then', async () => {
  await open()
  await world.press('link_cause')
  await choose(LOST)
  await world.press('resolve')
  const nora = world.slack.seen(world.staffChannel, { thread: null })[0]
  const { kim } = world.people
  await world.slack.click({
    channel: world.staffChannel,
    ts: nora?.ts ?? '',
    actionId: 'staff:resolve',
    user: kim,
  })
  await world.pass()
  const heard = () => [world.dm, dm].map((at) => world.ours(at).filter(({ text }) => text === WORDS).length)
  await world.press('fix_cause')
  const customers = say('customers_many', { count: '2' })
  expect(window()).toContain(say('fix_tell', { customers }))
  expect(window()).toContain(say('suggest_fixed', { cause: LOST }))
  expect(heard()).toEqual([0, 0])
  expect(await submit({ words: { text: WORDS } })).toEqual({})
  expect(heard()).toEqual([1, 1])
  expect(card()).not.toContain('staff:fix_cause')
})

it('says so where there is nothing to be fixed any more', async () => {
  await open()
  await world.press('link_cause')
  await choose(LOST)
  await world.ledger.db.deleteFrom('cause_links').execute()
  const before = world.slack.views.length
  await world.press('fix_cause')
  expect(world.slack.views).toHaveLength(before)
  const said = () => world.slack.ephemerals.map(({ text }) => text)
  await expect.poll(said).toContain(say('messenger_tryLater'))
})
