import { afterEach, describe, expect, it } from 'vitest'
import { worthAWord } from '../src/people/unspoken.ts'
import type { Opened } from './stories.ts'
import { DAY, MINUTE, type Options, say, type World } from './support/world.ts'

const HOUR = 60 * MINUTE
const COMPLAINT = 'I have been waiting three weeks for my refund and nobody answers. This is unacceptable.'

/** Customers who said nothing more, and what staff may do about it. */
export function unspokenStories(name: string, openWorld: (options?: Options) => Promise<Opened>): void {
  describe(`the unspoken in ${name}`, () => {
    let world: World
    let close: Opened['close']
    let clicks = 0
    const open = async (options?: Options) => {
      const opened = await openWorld(options)
      world = opened.world
      close = opened.close
    }
    afterEach(() => close())

    const listed = () => worthAWord(world.parts, world.clock)
    const kinds = async () => (await listed()).map(({ kind }) => kind)
    const decide = async (
      action: 'send' | 'leave',
      { by = 'kim', text = 'Hello, is all well?', conversation = '', id = `w${++clicks}` } = {},
    ) => {
      const about = conversation || (await listed())[0]?.conversation || ''
      const received = await world.engine.receive({
        kind: 'checkin',
        id,
        conversation: about,
        action,
        by: { id: by, name: by },
        text,
      })
      await world.engine.runDue()
      return received
    }
    /** Nora asked, got no answer, and did not take the person who was offered. */
    const left = async () => {
      await open()
      await world.ask('Do you sell umbrellas?')
      await world.pass(25 * HOUR)
    }

    it('finds what the word promises, as in any other of staff', async () => {
      await left()
      await decide('send', { text: "I'll send you a list of our umbrellas by Friday." })
      expect(world.card().promises).toMatchObject([
        { state: 'found', says: expect.stringContaining("I'll send you a list of our umbrellas by Friday.") },
      ])
    })

    it('lists who left after an offer of a person that they did not take, a day later', async () => {
      await open()
      await world.ask('Do you sell umbrellas?')
      await world.pass(23 * HOUR)
      expect(await listed()).toEqual([])
      await world.pass(2 * HOUR)
      expect(await listed()).toMatchObject([
        {
          customer: 'nora',
          kind: 'weak',
          why: say('unspoken_weak'),
          said: 'Do you sell umbrellas?',
          suggestion: say('suggest_weak'),
        },
      ])
      await world.pass(15 * DAY)
      expect(await listed()).toEqual([])
    })

    it('lists who left after an answer that was not sure, and not after one that was', async () => {
      let confidence = 0.3
      const passages = [{ id: 'a#1', page: 'a.md', title: 'A', headings: [], text: 'Yes.', url: null }]
      await open({
        answerer: {
          name: 'unsure',
          answer: async () => ({
            text: 'Yes.',
            quotes: ['Yes.'],
            passages,
            confidence,
            answeredBy: 'unsure',
          }),
        },
      })
      await world.ask('Do you sell umbrellas?')
      confidence = 0.9
      await world.ask('Do you sell lamps?', { who: 'omar' })
      await world.pass(25 * HOUR)
      expect((await listed()).map(({ customer }) => customer)).toEqual(['nora'])
    })

    it('does not list who thanked, declined a person, wrote again or has one', async () => {
      await open()
      const answers = { ann: 'thank you', ben: 'no', cleo: 'I want to talk to a person, please' }
      for (const [who, then] of Object.entries(answers)) {
        await world.ask('Do you sell umbrellas?', { who })
        await world.ask(then, { who })
      }
      await world.pass(25 * HOUR)
      expect(await listed()).toEqual([])
    })

    it('lists who asked the same again elsewhere, once they have left off', async () => {
      await open()
      await world.ask('How can I return a jacket that I bought?')
      const [first] = await world.ledger.db.selectFrom('conversations').selectAll().execute()
      await world.pass(2 * DAY)
      await world.ask('Hi, how do I return the jacket I bought?', { who: 'nora-elsewhere' })
      await world.ask('How can I return a tent?', { who: 'omar' })
      await world.ledger.db
        .updateTable('conversations')
        .set({ customer_id: first?.customer_id ?? '' })
        .where('channel', '=', world.place('nora-elsewhere').channel)
        .execute()
      expect(await listed()).toEqual([])
      await world.pass(2 * HOUR)
      expect(await listed()).toMatchObject([
        { kind: 'again', why: say('unspoken_again'), said: 'Hi, how do I return the jacket I bought?' },
      ])
    })

    it.each(['Thanks, I guess', 'thanks anyway'])('lists thanks that are none: %s', async (words) => {
      await open()
      await world.ask('How can I return a jacket?')
      await world.ask(words)
      await world.pass(2 * HOUR)
      expect(await listed()).toMatchObject([{ kind: 'sour', said: words, suggestion: say('suggest_sour') }])
    })

    it('lists thanks after a complaint that nobody answered, and not after a person helped', async () => {
      await open()
      for (const who of ['nora', 'omar']) {
        await world.ask(COMPLAINT, { who })
        await world.click('claim')
        if (who === 'omar') await world.click('reply', { text: 'It is on its way.' })
        await world.click('resolve')
        await world.ask('Great, thanks a lot', { who })
      }
      await world.pass(2 * HOUR)
      expect(await listed()).toMatchObject([{ customer: 'nora', kind: 'sour' }])
    })

    it('sends a word as the person who sent it, who has the conversation then; once', async () => {
      await left()
      const [one] = await listed()
      const conversation = one?.conversation ?? ''
      const before = world.read().length
      expect(await decide('send', { conversation })).toEqual({
        status: 'recorded',
        say: say('checkin_sent'),
      })
      expect(world.read().slice(before)).toEqual([say('taken', { name: 'kim' }), 'kim: Hello, is all well?'])
      expect(world.card()).toMatchObject({
        status: 'claimed',
        claimedBy: 'kim',
        cause: say('cause_checked_in'),
      })
      expect(await listed()).toEqual([])
      const again = await decide('send', { conversation, by: 'sam' })
      expect(again).toEqual({ status: 'refused', say: say('checkin_sent_by', { name: 'kim' }) })
      expect((await decide('send', { conversation })).status).toBe('duplicate')
      expect(world.read()).toHaveLength(before + 2)
      expect(await world.ask('Yes, thank you, I found it')).toBe('')
      expect(world.thread()).toContain('nora: Yes, thank you, I found it')
    })

    it('sends one word when two press at once', async () => {
      await left()
      const conversation = (await listed())[0]?.conversation ?? ''
      const both = await Promise.all([
        decide('send', { conversation }),
        decide('send', { conversation, by: 'sam' }),
      ])
      expect(both.map(({ status }) => status).sort()).toEqual(['recorded', 'refused'])
      expect(world.read().filter((line) => line.endsWith('Hello, is all well?'))).toHaveLength(1)
    })

    it('opens a conversation with that person where the old one is over', async () => {
      await left()
      await world.pass(8 * DAY)
      expect((await decide('send')).status).toBe('recorded')
      const rows = await world.ledger.db
        .selectFrom('conversations')
        .select(['status', 'customer_id'])
        .orderBy('opened_at')
        .execute()
      expect(rows.map(({ status }) => status)).toEqual(['closed', 'with_person'])
      expect(new Set(rows.map((row) => row.customer_id)).size).toBe(1)
      expect(world.read().at(-1)).toBe('kim: Hello, is all well?')
    })

    it('is not shown again once it was left, and nothing is sent then', async () => {
      await left()
      const conversation = (await listed())[0]?.conversation ?? ''
      const before = world.read()
      expect(await decide('leave', { conversation })).toEqual({
        status: 'recorded',
        say: say('checkin_left'),
      })
      expect(await listed()).toEqual([])
      expect(await decide('send', { conversation })).toEqual({
        status: 'refused',
        say: say('checkin_left_by', { name: 'kim' }),
      })
      expect(world.read()).toEqual(before)
    })

    it('never goes to whoever wants no messages, nor once things moved on', async () => {
      await left()
      const conversation = (await listed())[0]?.conversation ?? ''
      expect(await decide('send', { conversation, text: '  ' })).toEqual({
        status: 'refused',
        say: say('reply_empty'),
      })
      await world.ask("Please don't write to me any more")
      expect(await listed()).toEqual([])
      const gone = { status: 'refused', say: say('checkin_gone') }
      expect(await decide('send', { conversation })).toEqual(gone)
      expect(await decide('send', { conversation: 'nobody' })).toEqual(gone)
      await world.pass(30 * HOUR)
      expect(await kinds()).toEqual([])
    })

    it('is followed by no question of the assistant while the customer says nothing', async () => {
      await left()
      await decide('send')
      await world.click('resolve')
      const before = world.read()
      await world.pass(DAY)
      expect(world.read()).toEqual(before)
      expect(await listed()).toEqual([])
    })
  })
}
