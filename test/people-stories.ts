import { afterEach, describe, expect, it } from 'vitest'
import { UnreachableError } from '../src/errors.ts'
import { stepsOf } from '../src/ledger/handoff-steps.ts'
import { claim, FencedError } from '../src/ledger/work.ts'
import { whoWaitsInVain } from '../src/people/in-vain.ts'
import { remind } from '../src/people/reminding.ts'
import { tellBeforeLate } from '../src/people/word.ts'
import { readPrompts } from '../src/prompts.ts'
import type { Opened } from './stories.ts'
import { promptsFolder } from './support/scripted.ts'
import { DAY, MINUTE, NOON, type Options, SECOND, say, type World } from './support/world.ts'

const HOUR = 60 * MINUTE
const PERSON = 'I want to talk to a person, please'
const COMPLAINT = 'My bike arrived broken and I am angry about it'
const DANGER = 'The battery is smoking and it is on fire'
const prompts = readPrompts(promptsFolder)
/** The office is there from nine to five in Britain: at noon UTC on a Monday in June it is one o'clock there. */
const CLOSING = 4 * HOUR

type OpenWorld = (options?: Options) => Promise<Opened>

function opening(openWorld: OpenWorld) {
  const scene: { world: World; close: Opened['close'] } = {
    get world(): World {
      throw new Error('There is no world yet')
    },
    close: async () => undefined,
  }
  const open = async (options?: Options) => {
    const opened = await openWorld(options)
    Object.defineProperty(scene, 'world', { value: opened.world, configurable: true })
    scene.close = opened.close
    return opened.world
  }
  return { scene, open }
}

/** What staff do with a handoff, and how they are reminded of it. */
export function deskStories(name: string, openWorld: OpenWorld): void {
  describe(`the desk in ${name}`, () => {
    const { scene, open } = opening(openWorld)
    afterEach(() => scene.close())

    const claimed = async () => {
      const world = await open()
      await world.ask(PERSON)
      await world.click('claim')
      return world
    }

    describe('taking over', () => {
      it('is told to the customer, to whoever had it, and to whoever took it', async () => {
        const world = await claimed()
        expect(await world.click('take_over', { by: 'sam' })).toEqual({
          status: 'recorded',
          say: say('taken_over_done'),
        })
        expect(world.card()).toMatchObject({ status: 'claimed', claimedBy: 'sam', claimedById: 'sam' })
        expect(world.read().at(-1)).toBe(say('taken_over', { name: 'sam', before: 'kim' }))
        expect(world.thread()).toEqual([
          `Warmline (note): ${say('told_taken_over', { holder: 'kim', name: 'sam' })}`,
        ])
        expect(world.calls()).toEqual(['kim'])
      })

      it('needs somebody who has it, and somebody else who wants it', async () => {
        const world = await open()
        await world.ask(PERSON)
        expect(await world.click('take_over')).toEqual({ status: 'refused', say: say('unclaimed') })
        await world.click('claim')
        expect(await world.click('take_over')).toEqual({
          status: 'duplicate',
          say: say('claimed_already_yours'),
        })
      })

      it('is done once for a click that comes again after another took over', async () => {
        const world = await claimed()
        await world.click('take_over', { by: 'sam', id: 'late' })
        await world.click('take_over', { by: 'kim' })
        expect(await world.click('take_over', { by: 'sam', id: 'late' })).toMatchObject({
          status: 'duplicate',
        })
        expect(world.card().claimedBy).toBe('kim')
      })

      it('of two at once leaves one who has it', async () => {
        const world = await claimed()
        await Promise.all([world.click('take_over', { by: 'sam' }), world.click('take_over', { by: 'lee' })])
        expect(['sam', 'lee']).toContain(world.card().claimedBy)
        expect(await world.click('take_over', { by: world.card().claimedBy ?? '' })).toMatchObject({
          status: 'duplicate',
        })
      })
    })

    describe('putting aside', () => {
      it('ends by the clock, and whoever has it is called', async () => {
        const world = await claimed()
        expect(await world.click('snooze', { snooze: 'hour' })).toEqual({
          status: 'recorded',
          say: say('snoozed_done', { when: '2pm UK time today' }),
        })
        expect(world.card()).toMatchObject({ status: 'snoozed', snoozedUntil: world.clock + HOUR })
        await world.pass(59 * MINUTE)
        expect(world.card().status).toBe('snoozed')
        await world.pass(MINUTE)
        expect(world.card()).toMatchObject({ status: 'claimed', claimedBy: 'kim', snoozedUntil: null })
        expect(world.thread()).toEqual([`Warmline (note): ${say('called_awake', { holder: 'kim' })}`])
        expect(world.calls()).toEqual(['kim'])
      })

      it('ends when the customer writes, and the assistant stays silent', async () => {
        const world = await claimed()
        await world.click('snooze', { snooze: 'tomorrow' })
        expect(await world.ask('I have found the number: 12')).toBe('')
        expect(world.card()).toMatchObject({ status: 'claimed', claimedBy: 'kim' })
        expect(world.thread()).toEqual([
          'nora: I have found the number: 12',
          `Warmline (note): ${say('called_written', { holder: 'kim' })}`,
        ])
        await world.pass(DAY)
        expect(world.thread().filter((line) => line.includes('put this aside until now'))).toEqual([])
      })

      it.each([
        ['hour', NOON + HOUR],
        ['three_hours', NOON + 3 * HOUR],
        ['tomorrow', NOON - 4 * HOUR + DAY],
        ['monday', NOON - 4 * HOUR + 7 * DAY],
      ] as const)('for "%s" ends while people are there', async (snooze, until) => {
        const world = await open()
        world.clock = NOON
        await world.ask(PERSON)
        await world.click('claim')
        world.clock = NOON
        await world.click('snooze', { snooze })
        expect(world.card().snoozedUntil).toBe(until)
      })

      it('is for whoever has it alone, can be said anew, and is ended by them', async () => {
        const world = await claimed()
        expect(await world.click('snooze', { by: 'sam', snooze: 'hour' })).toEqual({
          status: 'refused',
          say: say('not_yours_now', { name: 'kim' }),
        })
        expect(await world.click('snooze')).toEqual({ status: 'refused', say: say('snooze_unknown') })
        expect(await world.click('wake')).toEqual({ status: 'refused', say: say('awake_already') })
        await world.click('snooze', { snooze: 'three_hours' })
        await world.click('snooze', { snooze: 'hour' })
        await world.pass(HOUR)
        expect(world.card().status).toBe('claimed')
        await world.click('snooze', { snooze: 'monday' })
        expect(await world.click('wake')).toMatchObject({ status: 'recorded' })
        expect(world.card().status).toBe('claimed')
      })

      it('ends at its new time when it was put aside for longer', async () => {
        const world = await claimed()
        await world.click('snooze', { snooze: 'hour' })
        await world.click('snooze', { snooze: 'three_hours' })
        await world.pass(2 * HOUR)
        expect(world.card().status).toBe('snoozed')
        await world.pass(2 * HOUR)
        expect(world.card().status).toBe('claimed')
      })
    })

    describe('a reminder', () => {
      it('is one line for all who wait, danger first, then whoever has waited longest', async () => {
        const world = await open()
        for (const who of ['nora', 'omar', 'ida']) await world.ask(PERSON, { who })
        await world.ask(DANGER, { who: 'zoe' })
        await world.pass(4 * MINUTE)
        expect(world.reminders()).toEqual([])
        await world.pass(MINUTE)
        await world.pass(5 * MINUTE)
        await world.pass(5 * MINUTE)
        const line = world.reminders().at(-1) ?? ''
        expect(line.split('\n')[0]).toBe(say('reminder_many', { count: '4' }))
        const names = [...line.matchAll(/^- (\w+):/gm)].map(([, name]) => name)
        expect(names).toEqual(['zoe', 'nora', 'omar', 'ida'])
      })

      it('is in the order of the owner’s rule where there is one, danger still first', async () => {
        const charter = { ...prompts.charter, priority: ['complaint' as const, 'came back' as const] }
        const world = await open({ parts: { prompts: { ...prompts, charter } } })
        await world.ask(PERSON, { who: 'ida' })
        await world.click('resolve')
        await world.ask(PERSON, { who: 'nora' })
        await world.ask(COMPLAINT, { who: 'omar' })
        await world.ask('No, it still does not work. I want to talk to a person', { who: 'ida' })
        await world.ask(DANGER, { who: 'zoe' })
        for (let minutes = 0; minutes < 16; minutes += 2) await world.pass(2 * MINUTE)
        const line = world.reminders().at(-1) ?? ''
        const names = [...line.matchAll(/^- (\w+):/gm)].map(([, name]) => name)
        expect(names).toEqual(['zoe', 'omar', 'ida', 'nora'])
      })

      it('is for whoever owes a reply first in the thread, once, and then at the staff’s place', async () => {
        const world = await claimed()
        await world.click('reply', { text: 'Here I am.' })
        await world.ask('Can you see my order?')
        await world.pass(31 * MINUTE)
        expect(world.thread().at(-1)).toBe(`Warmline (note): ${say('called_owed', { holder: 'kim' })}`)
        expect(world.calls()).toEqual(['kim'])
        expect(world.reminders()).toEqual([])
        await world.pass(31 * MINUTE)
        expect(world.calls()).toEqual(['kim'])
        expect(world.reminders()).toHaveLength(1)
        expect(world.reminders()[0]).toContain(
          say('reminder_owed', { name: 'nora', holder: 'kim', time: '62 minutes' }),
        )
      })
    })
  })
}

/** By when a customer is told to expect a person, and that nobody is forgotten. */
export function waitingStories(name: string, openWorld: OpenWorld): void {
  describe(`waiting in ${name}`, () => {
    const { scene, open } = opening(openWorld)
    afterEach(() => scene.close())
    const handoff = () =>
      scene.world.ledger.db
        .selectFrom('handoffs')
        .selectAll()
        .orderBy('opened_at', 'desc')
        .executeTakeFirstOrThrow()
    const waits = (reply: string) => prompts.saying({ reply })

    describe('a receipt', () => {
      it('says by when a person answers, from how long it took lately, and it is kept', async () => {
        const world = await open()
        await claimedLately(world, 20 * MINUTE)
        expect(await world.ask(PERSON)).toContain(waits('within half an hour')('receipt_wants_person'))
        expect((await handoff()).promised_at).toBe((await handoff()).opened_at + 30 * MINUTE)
      })

      it('says in the evening when people answer, and that nobody is there', async () => {
        const world = await open()
        await claimedLately(world, 20 * MINUTE)
        world.clock += CLOSING + HOUR
        expect(await world.ask(PERSON)).toContain(
          `${waits('by 10am UK time tomorrow')('receipt_wants_person')} ${say('nobody_there')}`,
        )
      })

      it('says the owner’s own words and when people are back where nobody can tell', async () => {
        const world = await open()
        world.clock += CLOSING + HOUR
        expect(await world.ask(PERSON)).toContain('within one working day, from 9am UK time tomorrow')
        expect((await handoff()).promised_at).toBe(null)
      })

      it('says the same time again to whoever adds something', async () => {
        const world = await open()
        await claimedLately(world, 100 * MINUTE)
        await world.ask(PERSON)
        await world.pass(30 * MINUTE)
        expect(await world.ask('It is about order 12')).toBe(waits('by 3pm UK time today')('waiting'))
      })
    })

    describe('word before it is late', () => {
      it('comes once before the time that was told, with a new one, at most three times, then once a day', async () => {
        const world = await open()
        await claimedLately(world, 20 * MINUTE)
        await world.ask(PERSON)
        await world.pass(21 * MINUTE)
        expect(world.read()).toHaveLength(1)
        await world.pass(2 * MINUTE)
        expect(world.read()).toHaveLength(2)
        expect(world.read()[1]).toMatch(/rather tell you now.*A person will answer you here (within|by|on)/)
        for (let minutes = 0; minutes < 9 * 24 * 60; minutes += 10) await world.pass(10 * MINUTE)
        const told = world.read().slice(1)
        const late = told.filter((line) => line.includes('rather tell you now'))
        const daily = told.filter((line) => line === say('not_forgotten'))
        expect(late).toHaveLength(3)
        expect(late.length + daily.length).toBe(told.length)
        // Nine days, two of them a weekend.
        expect(daily.length).toBeGreaterThanOrEqual(5)
        expect(daily.length).toBeLessThanOrEqual(8)
      })

      it('names each time later than the one before, and each is said before the last has passed', async () => {
        const world = await open()
        await claimedLately(world, 20 * MINUTE)
        await world.ask(PERSON)
        let promised = (await handoff()).promised_at ?? 0
        for (let minutes = 0; minutes < 600 && (await handoff()).promised_at !== null; minutes++) {
          await world.pass(MINUTE)
          const now = (await handoff()).promised_at
          if (now === null || now === promised) continue
          expect(world.clock).toBeLessThan(promised)
          expect(now).toBeGreaterThan(promised)
          promised = now
        }
      })

      it('does not come where a person has it, nor at night, nor to whoever wants no word unasked', async () => {
        const world = await open()
        await claimedLately(world, 20 * MINUTE)
        await world.ask(PERSON)
        await world.click('claim')
        const before = world.read().length
        await world.pass(3 * HOUR)
        expect(world.read()).toHaveLength(before)
        world.clock = NOON + CLOSING + 6 * HOUR
        await world.ask(PERSON, { who: 'omar' })
        for (let hours = 0; hours < 9; hours++) await world.pass(HOUR)
        expect(world.read('omar')).toHaveLength(1)
      })

      it('says to whoever may be in danger what to do meanwhile', async () => {
        const world = await open()
        await claimedLately(world, 20 * MINUTE)
        await world.ask(DANGER)
        await world.pass(25 * MINUTE)
        expect(world.read().at(-1)).toContain(say('meanwhile_danger'))
      })

      it('is said once by two processes, and not by one that stood still past its lease', async () => {
        const world = await open()
        await claimedLately(world, 20 * MINUTE)
        await world.ask(PERSON)
        world.clock += 25 * MINUTE
        const [work] = await claim(world.ledger.db, ['word'], 1, world.clock, 10 * SECOND)
        if (!work) throw new Error('Nothing is due')
        await world.pass(11 * SECOND)
        expect(world.read()).toHaveLength(2)
        await expect(tellBeforeLate(world.parts, work)).rejects.toBeInstanceOf(FencedError)
        await world.pass()
        expect(world.read()).toHaveLength(2)
      })
    })

    describe('nobody is forgotten', () => {
      it('whoever nobody takes: the line after 15, 30 and 60 minutes, then each morning, and the owner', async () => {
        const world = await open()
        await world.ask(PERSON)
        const opened = world.clock
        const said: number[] = []
        for (let minutes = 0; minutes < 3 * 24 * 60; minutes += 5) {
          const before = world.reminders().length
          await world.pass(5 * MINUTE)
          for (let n = before; n < world.reminders().length; n++)
            said.push(Math.round((world.clock - opened) / MINUTE / 5) * 5)
        }
        expect(said.slice(0, 3)).toEqual([15, 30, 60])
        expect(said).toHaveLength(6)
        expect(world.reminders()[2]).toContain(say('reminder_owner'))
        expect(await whoWaitsInVain(world.ledger.db, say, world.clock)).toBe(
          say('trouble_waiting_one', { time: '3 days' }),
        )
        await world.click('claim')
        expect(await whoWaitsInVain(world.ledger.db, say, world.clock)).toBe(null)
      })

      it('outside the hours nobody is reminded, but of danger', async () => {
        const world = await open()
        world.clock += CLOSING + HOUR
        await world.ask(PERSON)
        for (let minutes = 0; minutes < 10 * 60; minutes += 10) await world.pass(10 * MINUTE)
        expect(world.reminders()).toEqual([])
        await world.ask(DANGER, { who: 'zoe' })
        await world.pass(5 * MINUTE)
        expect(world.reminders()).toHaveLength(1)
      })

      it('a line is said once by two processes at once', async () => {
        const world = await open()
        await world.ask(PERSON)
        await world.ask(PERSON, { who: 'omar' })
        world.clock += 16 * MINUTE
        const works = await claim(world.ledger.db, ['remind'], 2, world.clock, 10 * SECOND)
        await Promise.all(works.map((work) => remind(world.parts, work)))
        await world.pass()
        expect(world.reminders()).toHaveLength(1)
      })

      it('the customer’s thanks call nobody, and a reply of staff ends what is owed', async () => {
        const world = await open()
        await world.ask(PERSON)
        await world.click('reply', { text: 'I have sent you a new one.' })
        await world.ask('Thank you!')
        await world.pass(3 * HOUR)
        expect(world.calls()).toEqual([])
        await world.ask('Where is it?')
        await world.click('reply', { text: 'On its way.' })
        await world.pass(30 * MINUTE)
        expect(world.calls()).toEqual([])
      })

      it('whoever claimed and says nothing is called too', async () => {
        const world = await open()
        await world.ask(PERSON)
        await world.click('claim')
        await world.pass(31 * MINUTE)
        expect(world.calls()).toEqual(['kim'])
      })

      it('what went to the spare desk is led back once the staff’s place works again, and closed at both', async () => {
        const world = await open()
        let isDown = true
        world.staff.before = ({ place }) => {
          if (isDown && place.channel === 'help-desk') throw new UnreachableError('down')
        }
        await world.ask(PERSON)
        for (let n = 0; n < 8; n++) await world.pass(MINUTE)
        expect(world.staff.posts.map(({ outbound }) => outbound.place.channel)).toEqual(['spare-desk'])
        isDown = false
        await world.pass(10 * MINUTE)
        expect(JSON.parse((await handoff()).staff_place).channel).toBe('help-desk')
        const cards = () =>
          world.staff.posts.flatMap(({ outbound }) =>
            outbound.kind === 'card' ? [[outbound.place.channel, outbound.card.status]] : [],
          )
        expect(cards()).toEqual([
          ['spare-desk', 'waiting'],
          ['help-desk', 'waiting'],
        ])
        await world.click('resolve')
        expect(cards()).toEqual([
          ['spare-desk', 'resolved'],
          ['help-desk', 'resolved'],
        ])
      })

      it('while the staff’s place is down the line says where the card is, and stays one', async () => {
        const world = await open()
        world.staff.before = ({ place, kind }) => {
          if (kind === 'card' && place.channel === 'help-desk') throw new UnreachableError('down')
        }
        await world.ask(PERSON)
        for (let n = 0; n < 20; n++) await world.pass(MINUTE)
        expect(world.reminders()).toHaveLength(1)
        expect(world.reminders()[0]).toContain(say('reminder_elsewhere'))
      })

      it('neither years with us nor many conversations change the order', async () => {
        const world = await open()
        for (let n = 0; n < 5; n++) {
          await world.ask('How can I return a jacket?', { who: 'old' })
          await world.pass(8 * DAY)
        }
        world.clock = NOON + 7 * 8 * DAY
        for (const who of ['new', 'old', 'newer']) {
          await world.ask(PERSON, { who })
          await world.pass(MINUTE)
        }
        await world.pass(15 * MINUTE)
        const names = [...(world.reminders()[0] ?? '').matchAll(/^- (\w+):/gm)].map(([, who]) => who)
        expect(names).toEqual(['new', 'old', 'newer'])
      })
    })

    describe('after people have closed it', () => {
      const closing = async (how: 'give_back' | 'resolve') => {
        await scene.world.click('claim')
        await scene.world.click(how)
      }

      it.each(['give_back', 'resolve'] as const)(
        'a "yes" to an old offer of a person calls nobody: %s',
        async (how) => {
          const world = await open({
            parts: { prompts: { ...prompts, charter: { ...prompts.charter, aftercare: null } } },
          })
          await world.ask('Do you sell umbrellas?')
          await world.engine.receive({
            kind: 'message',
            id: 'staff-words',
            place: world.place(),
            author: { id: 'kim', name: 'kim' },
            text: 'We do. Shall I send you a list?',
            byStaff: true,
          })
          await world.pass()
          await world.click(how)
          const cards = world.cards().length
          await world.ask('yes please')
          expect(world.cards()).toHaveLength(cards)
        },
      )

      it.each(['give_back', 'resolve'] as const)(
        'an old complaint that is only mended calls nobody: %s',
        async (how) => {
          const world = await open()
          await world.ask('I have been wating three weeks for my refund. This is unacceptable.', {
            id: 'old',
          })
          await closing(how)
          await world.edit('old', 'I have been waiting three weeks for my refund. This is unacceptable.')
          await world.pass()
          expect(world.cards()).toHaveLength(1)
          expect(await world.ask('How can I return a jacket?')).toContain('within 30 days')
          expect(world.cards()).toHaveLength(1)
        },
      )

      it('questions that were not known before count no more', async () => {
        const world = await open()
        await world.ask('Do you sell umbrellas?')
        await world.ask('Which colours of umbrella are there?')
        await closing('give_back')
        expect(await world.ask('Do you sell umbrellas?')).toBe(say('unknown'))
        expect(world.cards()).toHaveLength(1)
      })

      it('a note on what is over changes nothing for what is open now', async () => {
        const world = await open()
        await world.ask(PERSON)
        const first = world.card().handoff
        await closing('resolve')
        await world.ask(PERSON)
        await world.click('note', { handoff: first, text: 'once more' })
        expect(await world.ask('It is about order 12')).toBe(say('waiting'))
      })

      it('a new wish for a person calls whoever had the customer before', async () => {
        const world = await open()
        await world.ask(PERSON)
        await closing('resolve')
        await world.ask(PERSON)
        expect(world.card()).toMatchObject({ status: 'waiting', preferred: { id: 'kim', name: 'kim' } })
        expect(world.thread().at(-1)).toBe(`Warmline (note): ${say('called_back', { holder: 'kim' })}`)
      })
    })

    it('every step is written down, with who and when', async () => {
      const world = await open()
      await world.ask(PERSON)
      await world.click('claim')
      await world.click('note', { text: 'in a hurry' })
      await world.click('snooze', { snooze: 'hour' })
      await world.ask('Hello?')
      await world.click('reply', { by: 'sam', text: 'Hello' })
      await world.click('take_over', { by: 'sam' })
      await world.click('resolve', { by: 'sam' })
      const steps = await stepsOf(world.ledger.db, (await handoff()).id)
      expect(steps.map(({ step, by_who, by_name }) => [step, by_name ?? by_who])).toEqual([
        ['open', 'assistant'],
        ['claim', 'kim'],
        ['note', 'kim'],
        ['snooze', 'kim'],
        ['write', 'customer'],
        ['reply', 'sam'],
        ['take_over', 'sam'],
        ['resolve', 'sam'],
      ])
      expect(steps.every(({ at }) => at >= NOON && at <= world.clock)).toBe(true)
      expect(JSON.stringify(steps)).not.toContain('hurry')
    })
  })
}

/** So many handoffs of the last days, in the office's hours, each of which waited so long. */
async function claimedLately({ ledger }: World, wait: number, count = 30): Promise<void> {
  await ledger.transaction(async (t) => {
    const customer = {
      id: 'past',
      adapter: 'east',
      workspace: 'w',
      platform_id: 'past',
      name: 'past',
      since: 0,
    }
    await t.insertInto('customers').values(customer).execute()
    for (let n = 0; n < count; n++) {
      const at = NOON - (3 + (n % 4)) * DAY - 3 * HOUR + n * MINUTE
      const id = `past-${n}`
      await t
        .insertInto('conversations')
        .values({
          id,
          customer_id: 'past',
          adapter: 'east',
          workspace: 'w',
          channel: id,
          thread: '',
          status: 'closed',
          outcome: 'unknown',
          turn: 0,
          ai_told_at: null,
          opened_at: at,
          last_at: at,
        })
        .execute()
      await t
        .insertInto('handoffs')
        .values({
          id,
          conversation_id: id,
          turn: 1,
          status: 'resolved',
          cause: 'wants_person',
          reason: '',
          staff_place: '{}',
          opened_at: at,
          claimed_by: 'kim',
          claimed_name: 'kim',
          claimed_at: at + wait,
          closed_by: 'kim',
          closed_name: 'kim',
          closed_at: at + wait,
          summary: null,
          reopens: null,
          held_by: null,
          held_name: null,
          snoozed_until: null,
          remind_at: null,
          owed_since: null,
          promised_at: null,
          tell_at: null,
          also_place: null,
        })
        .execute()
    }
  })
}
