import { afterEach, expect, it } from 'vitest'
import { DiscordWorld, say } from './discord-world.ts'

let world: DiscordWorld
afterEach(() => world.close())

const states = async () =>
  (await world.ledger.db.selectFrom('promises').select('state').orderBy('due_at').execute()).map(
    ({ state }) => state,
  )
const card = () => JSON.stringify(world.card())
const waiting = async (reply: string) => {
  world = await DiscordWorld.open()
  await world.ask('I want to speak to a human')
  await world.writeIn('reply', reply)
}

it('offers on the card what staff promised, and takes one click for it', async () => {
  await waiting("I'll send it within 3 days.")
  expect(card()).toContain('Was this a promise, to be kept by')
  const answered = await world.press('confirm_promise')
  expect(await answered.text()).toContain('Kept in mind')
  expect(await states()).toEqual(['open'])
  await world.press('resolve')
  await world.press('keep_promise')
  expect(await states()).toEqual(['kept'])
  expect(card()).not.toContain('Promise')
})

it('gives several promises one choice, with their numbers', async () => {
  await waiting("I'll ring you tomorrow. I'll send it within 5 days. We'll refund you within 8 days.")
  const choose = async (action: string, n: number) => {
    const { id, components } = world.card()
    const json = JSON.stringify(components)
    const customId = /chosen:[^"]+/.exec(json)?.[0] ?? ''
    const all = [...json.matchAll(new RegExp(`"(${action}:[^"]+)"`, 'g'))].map((match) => match[1] ?? '')
    const { kim } = world.people
    const values = [all[n] ?? '']
    const answered = await world.discord.click({
      ...{ channel: world.staffChannel, message: id, customId, user: kim, values },
    })
    await world.pass()
    return answered.text()
  }
  expect(card()).toContain(`2. ${say('option_confirm_promise')}`)
  expect(await choose('confirm_promise', 1)).toContain('Kept in mind')
  expect(await choose('drop_promise', 0)).toBe(say('promise_dropped'))
  expect(await states()).toEqual(['dropped', 'open', 'found'])
})

it('asks by when in a window, and gives back what is no time', async () => {
  await waiting("I'll send it within 3 days.")
  const write = async (text: string) => {
    await world.press('date_promise')
    const answered = await world.discord.submit({ user: world.people.kim, values: { text } })
    await world.pass()
    return answered.texts
  }
  expect(await write('when it is done')).toEqual([say('promise_time_unknown'), 'when it is done'])
  expect(await states()).toEqual(['found'])
  expect((await write('in 8 days')).join()).toContain('Kept in mind')
  expect(await states()).toEqual(['open'])
})
