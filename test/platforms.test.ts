import { afterEach, describe, expect, it } from 'vitest'
import { RefusedError, UnreachableError } from '../src/errors.ts'
import { databases } from './support/databases.ts'
import { MINUTE, SECOND, say, World } from './support/world.ts'

const HOUR = 60 * MINUTE

describe.each(databases)('what platforms bring, on %s', (kind) => {
  let world: World
  const open = async () => {
    world = await World.open(kind)
  }
  afterEach(() => world.close())

  const thread = { adapter: 'east', workspace: 'w', channel: 'shared', thread: 't1' }
  const write = (by: string, text: string, opens: boolean, id: string, place = thread) =>
    world.engine.receive({ kind: 'message', id, place, author: { id: by, name: by }, text, opens })
  const said = () =>
    world.customers.posts.flatMap(({ outbound }) => (outbound.kind === 'text' ? [outbound.text] : []))

  describe('in a shared thread', () => {
    it('takes what is said between people only where a conversation is', async () => {
      await open()
      expect(await write('nora', 'How do I return this?', false, 'm1')).toEqual({ status: 'refused' })
      expect(await write('nora', 'How do I return this?', true, 'm2')).toEqual({ status: 'recorded' })
      expect(await write('omar', 'I wonder too', false, 'm3')).toEqual({ status: 'recorded' })
      await world.pass()
      expect(said()).toHaveLength(1)
    })

    it('goes on after it was closed with whoever it was with, and with nobody else', async () => {
      await open()
      await write('nora', 'How do I return this?', true, 'm1')
      await world.pass()
      await world.pass(8 * 24 * HOUR)
      expect(await write('omar', 'How do I return mine?', false, 'm2')).toEqual({ status: 'refused' })
      expect(await write('nora', 'How do I return another?', false, 'm3')).toEqual({ status: 'recorded' })
      await world.pass()
      expect(said()).toHaveLength(2)
    })

    it('tells whoever presses somebody else’s button whose it is', async () => {
      await open()
      await write('nora', 'Do you sell umbrellas?', true, 'm1')
      await world.pass()
      const received = await world.engine.receive({
        kind: 'message',
        id: 'm2',
        place: thread,
        author: { id: 'omar', name: 'Omar' },
        text: 'Talk to a person',
        choice: 'person',
        opens: false,
      })
      expect(received).toEqual({ status: 'recorded', say: say('not_yours', { name: 'nora' }) })
      await world.pass()
      expect(world.cards()).toEqual([])
    })
  })

  describe('a message that staff hand over', () => {
    const hand = () =>
      world.engine.receive({
        kind: 'handover',
        id: 'm1',
        place: thread,
        author: { id: 'nora', name: 'Nora' },
        text: 'My lamp flickers',
        attachments: [{ name: 'lamp.png', url: 'file:lamp' }],
        by: { id: 'kim', name: 'Kim' },
      })

    it('is kept with its files, and the customer gets the receipt, once', async () => {
      await open()
      world.customers.files.set('file:lamp', new Uint8Array([1]))
      expect(await hand()).toEqual({ status: 'recorded', say: say('handed_over') })
      expect(await hand()).toEqual({ status: 'duplicate', say: say('handed_over_already') })
      await world.pass()
      expect(world.card()).toMatchObject({ cause: say('cause_staff_asked'), wrong: 'My lamp flickers' })
      expect(said()).toEqual([`${say('notice')}\n\n${say('receipt_staff_asked')}`])
      expect(world.thread()).toEqual(['Nora: My lamp flickers'])
      const [line] = world.staff.posts.flatMap(({ outbound }) =>
        outbound.kind === 'thread' ? [outbound.line] : [],
      )
      expect(await line?.files[0]?.read()).toEqual(new Uint8Array([1]))
    })

    it('is the one we know where the customer wrote to us first', async () => {
      await open()
      await write('nora', 'My lamp flickers', true, 'm1')
      await hand()
      await world.pass()
      expect(said()).toHaveLength(1)
      expect(world.card().transcript.filter(({ author }) => author === 'customer')).toHaveLength(1)
    })
  })

  describe('what was written while we were away', () => {
    const late = (text: string, hours: number) =>
      world.engine.receive({
        kind: 'message',
        id: `late ${text}`,
        place: world.place(),
        author: { id: 'nora', name: 'Nora' },
        text,
        sentAt: world.clock - hours * HOUR,
      })

    it('is answered when it is not old', async () => {
      await open()
      await late('How can I return a jacket?', 2)
      await world.pass()
      expect(world.read().join()).toContain('You can send anything back')
    })

    it('gets an apology and a person rather than a stale answer when it is', async () => {
      await open()
      await late('How can I return a jacket?', 5)
      await world.pass()
      expect(world.read()).toEqual([`${say('notice')}\n\n${say('receipt_came_late')}`])
      expect(world.card().cause).toBe(say('cause_came_late'))
    })

    it('needs no person for a thank-you', async () => {
      await open()
      await late('Thank you!', 5)
      await world.pass()
      expect(world.cards()).toEqual([])
    })

    it('gets a person as well when we had it and stood still', async () => {
      await open()
      await world.write('How can I return a jacket?')
      await world.pass(5 * HOUR)
      expect(world.card().cause).toBe(say('cause_came_late'))
    })
  })

  describe('a staff place that is not there', () => {
    const spare = () => world.staff.posts.filter(({ outbound }) => outbound.place.channel === 'spare-desk')
    const breakStaffPlace = (error: () => Error) => {
      world.staff.before = ({ place }) => {
        if (place.channel === 'help-desk') throw error()
      }
    }

    it('is passed over at once where the platform refuses it, and staff go on at the spare desk', async () => {
      await open()
      breakStaffPlace(() => new RefusedError('channel_not_found'))
      await world.ask('I want to speak to a human')
      expect(spare()).toHaveLength(1)
      await world.click('claim')
      await world.click('reply', { text: 'Hello Nora' })
      expect(world.read()).toContain('kim: Hello Nora')
      await world.ask('Hello Kim')
      expect(world.thread()).toEqual(['kim: Hello Nora', 'nora: Hello Kim'])
      expect(world.staff.posts.every(({ outbound }) => outbound.place.channel === 'spare-desk')).toBe(true)
    })

    it('is passed over after half a minute where it does not answer', async () => {
      await open()
      breakStaffPlace(() => new UnreachableError('down'))
      await world.ask('I want to speak to a human')
      expect(spare()).toHaveLength(0)
      for (let seconds = 0; seconds < 60; seconds += 5) await world.pass(5 * SECOND)
      expect(spare()).toHaveLength(1)
    })

    it('shows what comes later of a handoff that had begun there, with its card', async () => {
      await open()
      await world.ask('I want to speak to a human')
      await world.click('claim')
      breakStaffPlace(() => new RefusedError('is_archived'))
      await world.ask('Are you there?')
      expect(
        spare()
          .map(({ outbound }) => outbound.kind)
          .sort(),
      ).toEqual(['card', 'thread'])
    })

    it('is tried again for the next one, and then has those as well who wait elsewhere', async () => {
      await open()
      breakStaffPlace(() => new RefusedError('channel_not_found'))
      const long = 'My lamp arrived broken. '.repeat(60)
      await world.ask(`I want to speak to a human. ${long}`)
      world.staff.before = () => undefined
      const shown = () =>
        world.staff.posts.flatMap(({ outbound }) =>
          outbound.kind === 'card' && outbound.place.channel === 'help-desk'
            ? [outbound.card.customer.name]
            : [],
        )
      expect([spare().length > 0, shown()]).toEqual([true, []])
      await world.ask('I want to speak to a human', { who: 'omar' })
      await world.pass(6 * MINUTE)
      expect(shown()).toEqual(['omar', 'nora'])
      const lines = world.staff.posts.filter(
        ({ outbound }) => outbound.kind === 'thread' && outbound.place.channel === 'help-desk',
      )
      expect(JSON.stringify(lines)).toContain(long.trim())
      await world.click('claim')
      await world.ask('Hello?')
      expect(world.staff.posts.at(-1)?.outbound.place.channel).toBe('help-desk')
    })
  })

  describe('a conversation that the platform moves', () => {
    const COMPLAINT = 'This is the third time my lamp arrived broken. I am so angry!'
    const conversations = () =>
      world.ledger.db.selectFrom('conversations').select(['status', 'thread']).execute()
    const quiet = { ...thread, thread: 'quiet' }
    /** Nora complains in the shared thread, and it goes on where only she reads along. */
    const moves = async () => {
      await open()
      world.customers.movesTo = (outbound) => (outbound.kind === 'text' && outbound.discreet ? quiet : null)
      await write('nora', COMPLAINT, true, 'm1')
      await world.pass()
      world.customers.movesTo = () => null
    }

    it('goes on at the new place, with what was still to be said', async () => {
      await moves()
      await world.click('claim')
      expect(await write('nora', 'Are you there?', false, 'm2', quiet)).toEqual({ status: 'recorded' })
      await world.click('reply', { text: 'Hello Nora' })
      const places = world.customers.posts.map(({ outbound }) => outbound.place.thread)
      expect(places).toEqual(['t1', 'quiet', 'quiet'])
    })

    it('leaves no empty one behind where its first message is brought again', async () => {
      await moves()
      expect(await write('nora', COMPLAINT, true, 'm1')).toEqual({ status: 'duplicate' })
      expect(await conversations()).toEqual([{ status: 'waiting', thread: 'quiet' }])
    })

    it('is the one that staff hand over, and is not begun again where others read', async () => {
      await moves()
      await world.click('claim')
      await world.click('give_back')
      const received = await world.engine.receive({
        kind: 'handover',
        id: 'm1',
        place: thread,
        author: { id: 'nora', name: 'Nora' },
        text: COMPLAINT,
        by: { id: 'kim', name: 'Kim' },
      })
      await world.pass()
      expect(received).toEqual({ status: 'recorded', say: say('handed_over') })
      expect(await conversations()).toEqual([{ status: 'waiting', thread: 'quiet' }])
      expect(world.card().transcript[0]?.text).toBe(COMPLAINT)
      const places = world.customers.posts.map(({ outbound }) => outbound.place.thread)
      expect(places.slice(1).every((place) => place === 'quiet')).toBe(true)
    })

    it('is known to be handed over already, wherever it is by now', async () => {
      await moves()
      const received = await world.engine.receive({
        kind: 'handover',
        id: 'm1',
        place: thread,
        author: { id: 'nora', name: 'Nora' },
        text: COMPLAINT,
        by: { id: 'kim', name: 'Kim' },
      })
      expect(received).toEqual({ status: 'duplicate', say: say('handed_over_already') })
      expect(await conversations()).toHaveLength(1)
    })

    it('is not begun again by an old message after it was closed', async () => {
      await open()
      await write('nora', 'How do I return this?', true, 'm1')
      await world.pass()
      await world.pass(8 * 24 * HOUR)
      expect(await write('nora', 'How do I return this?', true, 'm1')).toEqual({ status: 'duplicate' })
      expect(await conversations()).toHaveLength(1)
    })

    it('is not told that it is discreet where nothing is', async () => {
      await open()
      await world.ask('How can I return a jacket?')
      expect(world.shown()[0]?.discreet).toBe(false)
    })
  })

  it('looks for what it sent only where it may have arrived', async () => {
    await open()
    const doubts: boolean[] = []
    const errors = [
      new UnreachableError('wait', { mayHaveArrived: false, retryAfter: SECOND }),
      new UnreachableError('reset'),
      new UnreachableError('wait', { mayHaveArrived: false, retryAfter: SECOND }),
    ]
    world.customers.before = ({ doubtful }) => {
      doubts.push(doubtful)
      const error = errors.shift()
      if (error) throw error
    }
    await world.ask('How can I return a jacket?')
    for (let again = 0; again < 5; again++) await world.pass(MINUTE / 6)
    expect(doubts).toEqual([false, false, true, true])
    expect(world.read()).toHaveLength(1)
  })

  it('says what is wrong with an adapter', async () => {
    await open()
    expect(world.engine.troubles()).toEqual({})
    world.staff.says = 'The token is gone.'
    expect(world.engine.troubles()).toEqual({ west: 'The token is gone.' })
  })
})
