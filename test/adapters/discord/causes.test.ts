import { afterEach, expect, it } from 'vitest'
import { readCauseModal } from '../../../adapters/discord/cause-modal.ts'
import { DiscordWorld, say } from './discord-world.ts'

let world: DiscordWorld
let dm: string
afterEach(() => world.close())

const LOST = 'Carrier loses parcels'
const WORDS = 'Hello, your parcels are found.'
const names = async () =>
  (
    await world.ledger.db
      .selectFrom('cause_links')
      .innerJoin('causes', 'causes.id', 'cause_id')
      .select('name')
      .where('removed_at', 'is', null)
      .execute()
  ).map(({ name }) => name)
const card = () => JSON.stringify(world.card())
const submit = async (values: Record<string, string | string[]>) => {
  const answered = await world.discord.submit({ user: world.people.kim, values })
  await world.pass()
  return answered.texts
}
/** Nora has a problem that is known now; the newest card is Omar's. */
const open = async () => {
  world = await DiscordWorld.open()
  const { omar } = world.people
  dm = world.discord.addDm(omar)
  await world.ask('I want to speak to a human')
  await world.press('link_cause')
  expect(await submit({ text: LOST })).toEqual([say('cause_linked', { cause: LOST })])
  await world.ask('I want to speak to a human', { channel: dm, user: omar })
}
const chosen = async () => {
  const cause = await world.ledger.db.selectFrom('causes').select('id').executeTakeFirstOrThrow()
  return [cause.id]
}

it('takes the name of a new problem, and offers it for the next customer', async () => {
  await open()
  expect(card()).toContain(say('option_link_cause'))
  await world.press('link_cause')
  await submit({ text: '', cause: await chosen() })
  expect(await names()).toEqual([LOST, LOST])
  expect(card()).toContain(say('same_as_one', { cause: LOST }))
  await world.press('link_cause')
  expect(await submit({ text: '', cause: ['none'] })).toEqual([say('cause_unlinked')])
  expect(await names()).toEqual([LOST])
})

it('gives back a name that says nothing, with the reason', async () => {
  await open()
  await world.press('link_cause')
  expect(await submit({ text: 'ab' })).toEqual([say('cause_unnamed'), 'ab'])
})

it('tells everybody who raised it once the words were approved, and only then', async () => {
  await open()
  await world.press('link_cause')
  await submit({ text: '', cause: await chosen() })
  await world.press('resolve')
  const heard = () =>
    [world.dm, dm].map((at) => world.ours(at).filter(({ content }) => content.includes(WORDS)).length)
  await world.press('fix_cause')
  const one = { customers: say('customers_one') }
  const window = world.discord.modals.at(-1)
  expect(window?.title).toBe(say('fix_tell', one))
  expect(window?.fields[0]?.value).toBe(say('suggest_fixed', { cause: LOST }))
  expect(heard()).toEqual([0, 0])
  expect(await submit({ text: WORDS })).toEqual([
    [say('fix_done', { cause: LOST }), say('fix_told', one), say('fix_with_person', one)].join(' '),
  ])
  expect(heard()).toEqual([0, 1])
  expect(card()).not.toContain('staff:fix_cause')
})

it('reads no window that is not of this kind', () => {
  const components: unknown[] = []
  for (const custom_id of ['', 'words:note:h1', 'cause:fix_cause:h1:c1', 'cause:link_cause:', 'cause:x:h1'])
    expect(readCauseModal({ custom_id, components })).toBeNull()
  expect(readCauseModal(null)).toBeNull()
})
