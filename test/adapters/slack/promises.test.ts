import { afterEach, expect, it } from 'vitest'
import { SlackWorld, say } from './slack-world.ts'

let world: SlackWorld
afterEach(() => world.close())

const states = async () =>
  (await world.ledger.db.selectFrom('promises').select('state').orderBy('due_at').execute()).map(
    ({ state }) => state,
  )
/** Presses a button of the first promise on the card. */
const press = async (action: string, user = world.people.kim) => {
  const named = new RegExp(`"staff:${action}:([^"]+)"`).exec(JSON.stringify(world.card().blocks))
  await world.press(`${action}:${named?.[1] ?? ''}`, user)
}

it('offers on the card what staff promised, and takes one click for it', async () => {
  world = await SlackWorld.open()
  await world.ask('I want to speak to a human')
  await world.writeIn('reply', "I'll send it within 3 days. And I'll ring you tomorrow.")
  const card = () => JSON.stringify(world.card().blocks)
  expect(card()).toContain('Was this a promise, to be kept by')
  await press('confirm_promise')
  expect(await states()).toEqual(['open', 'found'])
  await world.press('resolve')
  await press('keep_promise')
  await press('drop_promise', world.people.sam)
  expect(await states()).toEqual(['kept', 'dropped'])
  expect(card()).not.toContain('promise')
})

it('asks by when in a window, and keeps there what is no time', async () => {
  world = await SlackWorld.open()
  await world.ask('I want to speak to a human')
  await world.writeIn('reply', "I'll send it within 3 days.")
  await press('date_promise')
  const user = world.people.kim
  const write = async (text: string) => {
    const answer = await world.slack.submit({ user, values: { words: { text } } })
    await world.pass()
    return answer
  }
  expect(await write('when it is done')).toMatchObject({ errors: { words: say('promise_time_unknown') } })
  expect(await states()).toEqual(['found'])
  await write('in 8 days')
  expect(await states()).toEqual(['open'])
})

it('is meant by the clock that Slack says the customer lives by', async () => {
  world = await SlackWorld.open()
  const user = world.slack.addUser({ name: 'Rua', zone: 'Pacific/Auckland' })
  await world.ask('I want to speak to a human', { user, channel: world.slack.addDm(user) })
  await world.writeIn('reply', "I'll ring you at 3pm on Thursday.")
  const { due_at } = await world.ledger.db.selectFrom('promises').select('due_at').executeTakeFirstOrThrow()
  expect(new Date(due_at).toISOString()).toBe('2026-06-04T03:00:00.000Z')
})
