import { afterEach, describe, expect, it } from 'vitest'
import { SetupError, UnreachableError } from '../../src/errors.ts'
import { claim } from '../../src/ledger/work.ts'
import { requireContacts } from '../../src/people/contacts.ts'
import type { Reminders } from '../../src/people/reminder-settings.ts'
import { remind } from '../../src/people/reminding.ts'
import { readPrompts } from '../../src/prompts.ts'
import { databases } from '../support/databases.ts'
import { promptsFolder } from '../support/scripted.ts'
import { DAY, MINUTE, SECOND, say, World } from '../support/world.ts'

const PERSON = 'I want to talk to a person, please'
const prompts = readPrompts(promptsFolder)
type Called = Partial<Pick<Reminders, 'second' | 'owner'>>
const west = (id: string) => ({ adapter: 'west', id })
const calling = (called: Called) => {
  const reminders = { ...prompts.charter.reminders, ...called }
  return { ...prompts, charter: { ...prompts.charter, reminders } }
}

describe.each(databases)('who is called besides the staff, in %s', (kind) => {
  let world: World
  afterEach(() => world.close())

  const open = async (called: Called) => {
    world = await World.open(kind, { parts: { prompts: calling(called) } })
    await world.ask(PERSON)
  }
  const passing = async (minutes: number) => {
    for (let n = 0; n < minutes; n++) await world.pass(MINUTE)
  }
  // By place, each in its order: what goes to two places at once arrives in either order.
  const lines = () =>
    [...world.staff.posts, ...world.customers.posts]
      .flatMap(({ outbound }) =>
        outbound.kind === 'reminder'
          ? [{ at: outbound.place.channel, calls: outbound.calls, first: outbound.text.split('\n')[0] }]
          : [],
      )
      .sort((one, other) => one.at.localeCompare(other.at))
  const ONE = say('reminder_one')

  it('nobody, where the owner named nobody', async () => {
    await open({})
    await passing(70)
    expect(lines()).toEqual([1, 2, 3].map(() => ({ at: 'help-desk', calls: [], first: ONE })))
  })

  it('a second person with the second line, where staff are; the owner with the third, alone', async () => {
    await open({ second: west('p-sam'), owner: west('p-olive') })
    await passing(70)
    expect(lines()).toEqual([
      { at: 'help-desk', calls: [], first: ONE },
      { at: 'help-desk', calls: ['p-sam'], first: ONE },
      { at: 'help-desk', calls: [], first: ONE },
      { at: 'p-olive', calls: ['p-olive'], first: say('reminder_for_owner') },
    ])
  })

  it('each once for a customer, however many mornings they wait', async () => {
    await open({ second: west('p-sam'), owner: west('p-olive') })
    for (let n = 0; n < 3 * 24 * 4; n++) await world.pass(15 * MINUTE)
    expect(lines().filter(({ at }) => at === 'help-desk').length).toBeGreaterThan(4)
    expect(lines().filter(({ calls }) => calls.includes('p-sam'))).toHaveLength(1)
    expect(lines().filter(({ at }) => at === 'p-olive')).toHaveLength(1)
  })

  it('again for another customer, who has waited as long', async () => {
    await open({ second: west('p-sam') })
    await passing(40)
    await world.ask(PERSON, { who: 'omar' })
    await passing(40)
    expect(lines().filter(({ calls }) => calls.includes('p-sam'))).toHaveLength(2)
  })

  it('a channel gets a line of its own beside the staff’s, a group is called where staff are', async () => {
    await open({ second: west('c-leads'), owner: west('g-owners') })
    await passing(70)
    expect(lines()).toEqual([
      { at: 'c-leads', calls: [], first: say('reminder_for_second') },
      { at: 'help-desk', calls: [], first: ONE },
      { at: 'help-desk', calls: [], first: ONE },
      { at: 'help-desk', calls: ['g-owners'], first: ONE },
    ])
  })

  it('somebody on the customers’ platform is told alone', async () => {
    await open({ second: { adapter: 'east', id: 'p-sam' } })
    await passing(35)
    expect(lines().at(-1)).toEqual({ at: 'p-sam', calls: ['p-sam'], first: say('reminder_for_second') })
  })

  it('nobody, once somebody has taken the customer up', async () => {
    await open({ second: west('p-sam'), owner: west('p-olive') })
    await passing(20)
    await world.click('claim')
    await world.click('reply', { text: 'Here I am.' })
    await world.pass(DAY)
    expect(lines().filter(({ calls }) => calls.length > 0)).toEqual([])
  })

  it('where they cannot be reached, staff hear that, once, and the card is not kept waiting', async () => {
    await open({ owner: west('p-olive') })
    world.staff.before = ({ place }) => {
      if (place.channel === 'p-olive') throw new UnreachableError('down')
    }
    await passing(60)
    await world.click('claim')
    expect(world.card().status).toBe('claimed')
    await passing(10)
    expect(lines().slice(3)).toEqual([
      { at: 'help-desk', calls: ['p-olive'], first: say('reminder_unreached_owner') },
    ])
  })

  it('once, though two processes remind at once, and one begins anew', async () => {
    await open({ second: west('c-leads') })
    await passing(20)
    world.clock += 12 * MINUTE
    const works = await claim(world.ledger.db, ['remind'], 1, world.clock, 10 * SECOND)
    await Promise.all([...works, ...works].map((work) => remind(world.parts, work).catch(() => undefined)))
    await passing(3)
    expect(lines().map(({ at }) => at)).toEqual(['c-leads', 'help-desk', 'help-desk'])
  })

  it.each<[string, Called, RegExp]>([
    [
      'a platform that is not there',
      { owner: { adapter: 'north', id: 'p-x' } },
      /reminders\.owner names "north"/,
    ],
    ['an id of another kind', { second: west('x') }, /reminders\.second is nobody.*Write it like c-room/],
    [
      'a group elsewhere',
      { second: { adapter: 'east', id: 'g-x' } },
      /a group is called where your people are/,
    ],
  ])('stops the start, with the line: %s', async (_what, called, problem) => {
    world = await World.open(kind)
    const start = () => requireContacts({ ...world.parts, prompts: calling(called) })
    expect(start).toThrow(SetupError)
    expect(start).toThrow(problem)
    expect(start).toThrow(/^prompts\/charter\.md, line \d+: /)
  })
})
