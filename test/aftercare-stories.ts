import { afterEach, describe, expect, it } from 'vitest'
import { RefusedError } from '../src/errors.ts'
import { claim, FencedError } from '../src/ledger/work.ts'
import { askWhetherRight } from '../src/people/aftercare.ts'
import { readPrompts } from '../src/prompts.ts'
import type { Opened } from './stories.ts'
import { promptsFolder } from './support/scripted.ts'
import { DAY, MINUTE, type Options, SECOND, say, type World } from './support/world.ts'

const HOUR = 60 * MINUTE
const COMPLAINT = 'I have been waiting three weeks for my refund and nobody answers. This is unacceptable.'
const QUESTION = say('aftercare_resolved', { name: 'kim' })
const ONCE_MORE = say('aftercare_complaint', { name: 'kim' })
const prompts = readPrompts(promptsFolder)
/** A company that has not said when people are there. */
const ALWAYS_THERE = { ...prompts, charter: { ...prompts.charter, office: null } }

/** What is asked after a person has called something solved, and what comes of it. */
export function aftercareStories(name: string, openWorld: (options?: Options) => Promise<Opened>): void {
  describe(`after-care in ${name}`, () => {
    let world: World
    let close: Opened['close']
    const open = async (options?: Options) => {
      const parts = { prompts: ALWAYS_THERE, ...options?.parts }
      const opened = await openWorld({ ...options, parts })
      world = opened.world
      close = opened.close
    }
    afterEach(() => close())

    /** Nora wrote, Kim took it, answered and called it solved. */
    const resolved = async (words = 'I want to talk to a person, please', options?: Options) => {
      await open(options)
      await world.ask(words)
      await world.click('claim')
      await world.click('reply', { text: 'I have sent you a new one.' })
      await world.click('resolve')
    }
    const asked = async (words?: string, options?: Options) => {
      await resolved(words, options)
      await world.pass(11 * MINUTE)
      expect(world.read().at(-1)).toBe(QUESTION)
    }
    const questions = () =>
      world.read().filter((line) => line.endsWith(QUESTION) || line.endsWith(ONCE_MORE)).length
    const conversation = () =>
      world.ledger.db
        .selectFrom('conversations')
        .selectAll()
        .orderBy('opened_at', 'desc')
        .executeTakeFirstOrThrow()
    const rows = () => world.ledger.db.selectFrom('aftercare').selectAll().orderBy('due_at').execute()

    describe('the question', () => {
      it('comes when people are there again, where the owner said when that is', async () => {
        await open({ parts: { prompts } })
        // A Monday at noon; from five o'clock in Britain on, nobody is there.
        await world.pass(3 * HOUR + 55 * MINUTE)
        await world.ask('I want to talk to a person, please')
        await world.click('claim')
        await world.click('resolve')
        await world.pass(11 * MINUTE)
        await world.pass(10 * HOUR)
        expect(questions()).toBe(0)
        await world.pass(6 * HOUR)
        expect(world.read().at(-1)).toBe(QUESTION)
      })

      it('comes once, ten quiet minutes after a person called it solved, with two buttons', async () => {
        await resolved()
        await world.pass(9 * MINUTE)
        expect(questions()).toBe(0)
        await world.pass(2 * MINUTE)
        expect(world.read().at(-1)).toBe(QUESTION)
        expect(world.shown().at(-1)?.options).toEqual([
          { choice: 'right', label: say('option_right') },
          { choice: 'not_yet', label: say('option_not_yet') },
        ])
        for (let day = 0; day < 20; day++) await world.pass(DAY)
        expect(questions()).toBe(1)
      })

      it('does not come where the customer wrote meanwhile, a person was called again, or it was given back', async () => {
        await resolved()
        await world.ask('How can I return a jacket?')
        await world.pass(HOUR)
        expect(questions()).toBe(0)
        await world.ask('I want to talk to a person, please')
        await world.pass(DAY)
        await world.click('claim')
        await world.click('give_back')
        await world.pass(DAY)
        expect(questions()).toBe(0)
        expect(await rows()).toEqual([])
      })

      it('waits for the morning', async () => {
        await open()
        world.clock += 8 * HOUR
        await world.ask('I want to talk to a person, please')
        await world.click('resolve')
        await world.pass(HOUR)
        await world.pass(11 * HOUR)
        expect(questions()).toBe(0)
        await world.pass(HOUR)
        expect(questions()).toBe(1)
      })

      it('waits while a person has another conversation of the same customer', async () => {
        await resolved()
        const { id } = await conversation()
        await world.ledger.db
          .insertInto('conversations')
          .values({ ...(await conversation()), id: 'other', channel: 'other', status: 'with_person' })
          .execute()
        await world.pass(HOUR)
        expect(questions()).toBe(0)
        await world.ledger.db
          .updateTable('conversations')
          .set({ status: 'open' })
          .where('id', '<>', id)
          .execute()
        await world.pass(2 * HOUR)
        expect(questions()).toBe(1)
      })

      it('is not asked days later when nobody worked meanwhile, nor where the owner wants none', async () => {
        await resolved()
        await world.pass(6 * DAY)
        expect(questions()).toBe(0)
        expect(await rows()).toEqual([])
      })

      it('is not taken for help in the count: silence after it is no answer', async () => {
        await asked()
        await world.pass(DAY)
        expect(await conversation()).toMatchObject({ status: 'open', outcome: 'unknown' })
        expect(await rows()).toMatchObject([{ kind: 'resolved', answer: null, answered_at: null }])
      })

      it('that the platform refuses calls nobody, and was never asked', async () => {
        await resolved()
        world.customers.before = () => {
          throw new RefusedError('blocked')
        }
        await world.pass(11 * MINUTE)
        world.customers.before = () => undefined
        await world.pass(HOUR)
        expect(world.cards()).toHaveLength(1)
        expect(await rows()).toEqual([])
      })

      it('is asked once by two processes, and not by one that stood still past its lease', async () => {
        await resolved()
        world.clock += 11 * MINUTE
        const [work] = await claim(world.ledger.db, ['aftercare'], 1, world.clock, 10 * SECOND)
        if (!work) throw new Error('Nothing is due')
        await world.pass(11 * SECOND)
        expect(questions()).toBe(1)
        await expect(askWhetherRight(world.parts, work)).rejects.toBeInstanceOf(FencedError)
        await world.pass()
        expect(questions()).toBe(1)
      })
    })

    describe('an answer', () => {
      it('"right" by the button is confirmed, thanked, and not asked about again', async () => {
        await asked(COMPLAINT)
        expect(await world.ask(say('option_right'), { choice: 'right' })).toBe(say('right'))
        expect(await conversation()).toMatchObject({ status: 'open', outcome: 'confirmed' })
        for (let day = 0; day < 8; day++) await world.pass(DAY)
        expect(questions()).toBe(1)
        expect(await rows()).toMatchObject([{ kind: 'resolved', answer: 'right' }])
      })

      it.each(['yes', 'Yes, thank you!', 'It works now'])('in words is one too: %s', async (words) => {
        await asked()
        expect(await world.ask(words)).toBe(say('right'))
        expect(await rows()).toMatchObject([{ answer: 'right' }])
        expect(world.cards()).toHaveLength(1)
      })

      it('"not yet" waits for the same person, whom the receipt names, and others may take it too', async () => {
        await asked()
        const first = world.card().handoff
        const receipt = say('receipt_not_yet', { name: 'kim' })
        expect(await world.ask(say('option_not_yet'), { choice: 'not_yet' })).toBe(receipt)
        expect(world.card()).toMatchObject({
          status: 'waiting',
          cause: say('cause_not_yet', { name: 'kim' }),
          suggestion: say('suggest_not_yet'),
          preferred: { id: 'kim', name: 'kim' },
        })
        expect(world.card().handoff).not.toBe(first)
        expect(await conversation()).toMatchObject({ status: 'waiting', outcome: 'reopened' })
        expect(await rows()).toMatchObject([{ answer: 'not_yet' }])
        expect(await world.click('claim', { by: 'sam' })).toMatchObject({ status: 'recorded' })
      })

      it.each(['no, still broken', 'Not yet', 'Yes, but it is still leaking', COMPLAINT])(
        'in words reopens it: %s',
        async (words) => {
          await asked()
          expect(await world.ask(words)).toBe(say('receipt_not_yet', { name: 'kim' }))
          expect(world.card().preferred).toEqual({ id: 'kim', name: 'kim' })
        },
      )

      it('of danger is danger first, and not right either', async () => {
        await asked()
        expect(await world.ask('No! The battery is smoking and it is on fire')).toBe(say('receipt_danger'))
        expect(world.card()).toMatchObject({ cause: say('cause_danger'), preferred: { name: 'kim' } })
        expect(await rows()).toMatchObject([{ answer: 'not_yet' }])
      })

      it('that is a question is read as usual, and what is said next is about its answer', async () => {
        await asked()
        expect(await world.ask('How can I return a jacket?')).toContain('within 30 days')
        expect(await world.ask('no')).toBe(say('unhelped'))
        expect(world.cards()).toHaveLength(1)
        expect(await rows()).toMatchObject([{ answer: null }])
      })

      it('that says neither leads to no person and to no page', async () => {
        await asked()
        const unsure = say('unsure', { name: 'kim' })
        expect(await world.ask('I shall look at it tomorrow')).toBe(unsure)
        expect(await world.ask('thank you')).toBe(say('thanks'))
        expect(world.cards()).toHaveLength(1)
        expect(await rows()).toMatchObject([{ answer: null }])
      })

      it('by a button counts days later too, and in the conversation that came after', async () => {
        await asked()
        await world.ask('How can I return a jacket?')
        await world.pass(9 * DAY)
        expect((await conversation()).status).toBe('closed')
        await world.ask(say('option_not_yet'), { choice: 'not_yet' })
        expect(world.card()).toMatchObject({ status: 'waiting', preferred: { name: 'kim' } })
        expect(await rows()).toMatchObject([{ answer: 'not_yet' }])
      })

      it('changes when the customer changes their mind: not right any more reopens it', async () => {
        await asked()
        await world.ask(say('option_right'), { choice: 'right' })
        await world.ask(say('option_not_yet'), { choice: 'not_yet' })
        expect(await rows()).toMatchObject([{ answer: 'not_yet' }])
        expect(await conversation()).toMatchObject({ status: 'waiting', outcome: 'reopened' })
      })

      it('twice the same is one handoff', async () => {
        await asked()
        await world.write(say('option_not_yet'), { choice: 'not_yet', id: 'same' })
        await world.write(say('option_not_yet'), { choice: 'not_yet', id: 'same' })
        await world.pass()
        expect(world.cards()).toHaveLength(2)
      })
    })

    describe('a matter', () => {
      it('that was reopened and solved again is not asked about a second time', async () => {
        await asked()
        await world.ask(say('option_not_yet'), { choice: 'not_yet' })
        await world.click('resolve')
        for (let day = 0; day < 9; day++) await world.pass(DAY)
        expect(questions()).toBe(1)
      })

      it('that was a complaint is asked about once more, five days later, and no third time', async () => {
        await asked(COMPLAINT)
        await world.pass(4 * DAY)
        expect(questions()).toBe(1)
        await world.pass(DAY)
        await world.pass(DAY)
        expect(world.read().at(-1)).toBe(ONCE_MORE)
        expect(await world.ask('no, still broken')).toBe(say('receipt_not_yet', { name: 'kim' }))
        await world.click('resolve')
        for (let day = 0; day < 20; day++) await world.pass(DAY)
        expect(questions()).toBe(2)
        expect(await rows()).toMatchObject([
          { kind: 'resolved', answer: null },
          { kind: 'complaint', answer: 'not_yet' },
        ])
      })

      it('that was no complaint in the end, or moved on, is not', async () => {
        await asked(COMPLAINT)
        await world.click('not_a_complaint')
        for (let day = 0; day < 8; day++) await world.pass(DAY)
        expect(questions()).toBe(1)
      })

      it('is asked about days after a complaint although the customer only said thank you', async () => {
        await resolved(COMPLAINT)
        await world.ask('Thank you')
        await world.pass(HOUR)
        expect(questions()).toBe(0)
        await world.pass(5 * DAY)
        await world.pass(DAY)
        expect(world.read().at(-1)).toBe(ONCE_MORE)
      })
    })

    describe('a wish for no questions', () => {
      it('is granted, and kept; whoever has it can still write and is answered', async () => {
        await asked(COMPLAINT)
        expect(await world.ask('Please stop asking.')).toBe(say('no_unasked'))
        for (let day = 0; day < 6; day++) await world.pass(DAY)
        await world.ask('I want to talk to a person, please')
        await world.click('resolve')
        for (let day = 0; day < 6; day++) await world.pass(DAY)
        expect(questions()).toBe(1)
        expect(await world.ask('How can I return a jacket?')).toContain('within 30 days')
      })

      it('beside an answer does not swallow it', async () => {
        await asked()
        expect(await world.ask('Not yet! And stop asking me.')).toBe(say('receipt_not_yet', { name: 'kim' }))
        await world.click('resolve')
        await world.pass(DAY)
        expect(questions()).toBe(1)
      })
    })
  })
}
