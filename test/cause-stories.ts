import { afterEach, describe, expect, it } from 'vitest'
import type { PromiseAction } from '../src/card.ts'
import { createEngine } from '../src/engine.ts'
import { RefusedError } from '../src/errors.ts'
import { causeForm } from '../src/people/cause-form.ts'
import { worthAWord } from '../src/people/unspoken.ts'
import type { Opened } from './stories.ts'
import { DAY, MINUTE, NOON, type Options, SECOND, say, type World } from './support/world.ts'

const HOUR = 60 * MINUTE
const COMPLAINT = 'My parcel was lost by the carrier and nobody answers. This is unacceptable.'
const LATE = 'Carrier loses parcels'
const WORDS = 'Hello, your parcels are found. Sorry, and thank you for telling us.'

/** What several customers raised alike, and that each of them hears when it is fixed. */
export function causeStories(name: string, openWorld: (options?: Options) => Promise<Opened>): void {
  describe(`the same problem in ${name}`, () => {
    let world: World
    let close: Opened['close']
    const open = async (options?: Options) => {
      const opened = await openWorld(options)
      world = opened.world
      close = opened.close
    }
    afterEach(() => close())

    const cardOf = (who: string) => {
      const card = world.cards().findLast(({ customer }) => customer.name === who)
      if (!card) throw new Error(`Staff have no card of ${who}`)
      return card
    }
    const handoffOf = (who: string) => cardOf(who).handoff
    const form = async (who: string) => {
      const found = await causeForm(world.parts, handoffOf(who))
      if (!found) throw new Error(`There is no form for ${who}`)
      return found
    }
    const link = (who: string, text: string, more: { cause?: string; by?: string } = {}) =>
      world.click('link_cause', { handoff: handoffOf(who), text, ...more })
    /** What "It is fixed", and then the button that tells them, do. */
    const fix = async (who: string, { by = 'kim', text = WORDS } = {}) => {
      const { fix: shown } = await form(who)
      return world.click('fix_cause', {
        ...{ handoff: handoffOf(who), by, text },
        ...{ cause: shown?.cause ?? '', shownAt: shown?.shownAt ?? null },
      })
    }
    /** Each complains, and where `isOver` Kim takes them and says that it is solved. */
    const complained = async (whom: string[], isOver = true) => {
      for (const who of whom) {
        await world.ask(COMPLAINT, { who })
        if (!isOver) continue
        await world.click('claim', { handoff: handoffOf(who) })
        await world.click('resolve', { handoff: handoffOf(who) })
      }
    }
    /** The same, and all of it has one cause. */
    const linked = async (whom: string[]) => {
      await open()
      await complained(whom)
      for (const who of whom) await link(who, LATE)
    }
    const heard = (who: string) => world.read(who).filter((line) => line === `kim: ${WORDS}`).length
    const toldRows = () =>
      world.ledger.db.selectFrom('cause_links').select(['told_how', 'told_at']).orderBy('at').execute()
    const labels = (who: string) => cardOf(who).sharedCause.buttons.map(({ label }) => label)

    it('is named once, chosen by others, and stands on the cards', async () => {
      await open()
      await complained(['nora', 'omar', 'pia'], false)
      expect(cardOf('nora').sharedCause).toEqual({
        says: '',
        buttons: [{ action: 'link_cause', label: say('option_link_cause') }],
      })
      expect(await link('nora', `  ${LATE}\n`)).toEqual({
        status: 'recorded',
        say: say('cause_linked', { cause: LATE }),
      })
      expect(cardOf('nora').sharedCause.says).toBe(say('same_as_none', { cause: LATE }))
      const [known] = (await form('omar')).choices
      expect(known?.label).toContain(say('cause_choice', { cause: LATE, customers: say('customers_one') }))
      await link('omar', '', { cause: known?.id ?? '' })
      expect(cardOf('omar').sharedCause.says).toBe(say('same_as_one', { cause: LATE }))
      await link('pia', LATE.toUpperCase())
      expect(cardOf('nora').sharedCause.says).toBe(say('same_as_many', { count: '2', cause: LATE }))
      expect(await world.ledger.db.selectFrom('causes').select('name').execute()).toEqual([{ name: LATE }])
    })

    it('is linked once by a click that comes twice, with who and when', async () => {
      await open()
      await complained(['nora'])
      const click = { handoff: handoffOf('nora'), text: LATE, id: 'twice' }
      expect((await world.click('link_cause', click)).status).toBe('recorded')
      expect((await world.click('link_cause', click)).status).toBe('duplicate')
      expect((await world.click('link_cause', { ...click, id: 'c-sam', by: 'sam' })).status).toBe('duplicate')
      const rows = await world.ledger.db.selectFrom('cause_links').selectAll().execute()
      expect(rows).toMatchObject([{ by_id: 'kim', by_name: 'kim', at: world.clock, told_at: null }])
    })

    it('is changed and taken away again, and is one at most', async () => {
      await open()
      await complained(['nora', 'omar'])
      await link('omar', LATE)
      await link('nora', LATE)
      await link('nora', 'Shop is down')
      expect(cardOf('nora').sharedCause.says).toBe(say('same_as_none', { cause: 'Shop is down' }))
      const unlink = () => world.click('unlink_cause', { handoff: handoffOf('nora') })
      expect(await unlink()).toEqual({ status: 'recorded', say: say('cause_unlinked') })
      expect(await unlink()).toEqual({ status: 'duplicate', say: say('cause_none') })
      expect(labels('nora')).toEqual([say('option_link_cause')])
      expect((await form('nora')).choices).toHaveLength(1)
      await fix('omar')
      expect(heard('nora')).toBe(0)
    })

    it.each(['', 'ab', ' \u200b '])('takes no name that says nothing: "%s"', async (text) => {
      await open()
      await complained(['nora'])
      expect(await link('nora', text)).toEqual({ status: 'refused', say: say('cause_unnamed') })
      expect(await link('nora', '', { cause: 'gone' })).toEqual({
        status: 'refused',
        say: say('cause_unknown'),
      })
      expect(await world.ledger.db.selectFrom('causes').selectAll().execute()).toEqual([])
    })

    it('puts the likely cause first', async () => {
      await open()
      await complained(['nora'])
      await world.ask('Your shop shows an error when I pay by card. This is unacceptable.', { who: 'omar' })
      await link('nora', LATE)
      await world.pass()
      await link('omar', 'Card payments fail')
      await world.ask('The carrier lost my parcel, and this is unacceptable!', { who: 'pia' })
      const choice = (cause: string) => say('cause_choice', { cause, customers: say('customers_one') })
      expect((await form('pia')).choices.map(({ label }) => label)).toEqual([
        say('cause_choice_likely', { choice: choice(LATE) }),
        choice('Card payments fail'),
      ])
      await world.ask('I want to talk to a person, please', { who: 'quinn' })
      expect((await form('quinn')).choices.map(({ label }) => label)).toEqual([
        choice('Card payments fail'),
        choice(LATE),
      ])
    })

    it('is told to everybody who raised it, once, under the name of who fixed it', async () => {
      await linked(['nora', 'omar', 'pia'])
      await complained(['quinn'])
      const { fix: shown } = await form('nora')
      const three = say('customers_many', { count: '3' })
      expect(shown).toMatchObject({
        says: say('fix_tells', { customers: three }),
        label: say('fix_tell', { customers: three }),
        suggestion: say('suggest_fixed', { cause: LATE }),
      })
      expect(await fix('nora')).toEqual({
        status: 'recorded',
        say: `${say('fix_done', { cause: LATE })} ${say('fix_told', { customers: three })}`,
      })
      expect(['nora', 'omar', 'pia', 'quinn'].map(heard)).toEqual([1, 1, 1, 0])
      expect(world.thread().filter((line) => line === `kim: ${WORDS}`)).toHaveLength(3)
      expect(cardOf('omar').sharedCause.says).toContain('kim said at')
      expect(labels('omar')).toEqual([say('option_change_cause')])
      expect(await world.ledger.db.selectFrom('causes').selectAll().execute()).toMatchObject([
        { fixed_by: 'kim', fixed_name: 'kim', fixed_at: world.clock },
      ])
      expect(world.cards().every(({ status }) => status === 'resolved')).toBe(true)
    })

    describe('with a promise in the words that it is fixed', () => {
      const VOUCHER = "I'll send you a voucher by Friday."
      const promisesOf = (who: string) => cardOf(who).promises.map(({ state }) => state)
      const press = (action: PromiseAction, who: string, text = '') => {
        const [promise] = cardOf(who).promises
        return world.click(action, { handoff: handoffOf(who), promise: promise?.id ?? '', text })
      }
      const told = async () => {
        await linked(['nora', 'omar', 'pia'])
        await complained(['quinn'])
        await fix('nora', { text: `It is fixed. ${VOUCHER}` })
        expect(['nora', 'omar', 'pia', 'quinn'].map(promisesOf)).toEqual([
          ['found'],
          ['found'],
          ['found'],
          [],
        ])
      }
      const alike = (count: number) =>
        say('promise_alike', { customers: say('customers_many', { count: String(count) }) })

      it('stands on the card of each, and counts for all with one click', async () => {
        await told()
        expect(cardOf('omar').promises[0]?.says).toContain(VOUCHER)
        const received = await press('confirm_promise', 'omar')
        expect(received).toEqual({ status: 'recorded', say: expect.stringContaining(alike(2)) })
        expect(['nora', 'omar', 'pia'].map(promisesOf)).toEqual([['open'], ['open'], ['open']])
        const by = await world.ledger.db.selectFrom('promises').select(['by_id', 'decided_by_id']).execute()
        expect(by).toEqual(Array(3).fill({ by_id: 'kim', decided_by_id: 'kim' }))
        await press('keep_promise', 'pia')
        expect(['nora', 'omar', 'pia'].map(promisesOf)).toEqual([['open'], ['open'], []])
      })

      it('is for another time, or none, for all of them; what somebody decided before stays', async () => {
        await told()
        await press('keep_promise', 'pia')
        expect(await press('date_promise', 'nora', 'tomorrow')).toMatchObject({
          say: expect.stringContaining(say('promise_alike', { customers: say('customers_one') })),
        })
        expect(['nora', 'omar', 'pia'].map(promisesOf)).toEqual([['open'], ['open'], []])
        const due = () => world.ledger.db.selectFrom('promises').select('due_at').where('state', '=', 'open')
        expect(new Set((await due().execute()).map(({ due_at }) => due_at)).size).toBe(1)
        // From now on each is its own.
        const { say: words } = await press('drop_promise', 'nora')
        expect(words).toBe(say('promise_dropped'))
        expect(['nora', 'omar'].map(promisesOf)).toEqual([[], ['open']])
      })

      it('is none for all of them', async () => {
        await told()
        expect(await press('drop_promise', 'nora')).toEqual({
          status: 'recorded',
          say: `${say('promise_dropped')} ${alike(2)}`,
        })
        expect(['nora', 'omar', 'pia'].map(promisesOf)).toEqual([[], [], []])
      })
    })

    it('is told once when two say so at once, when one says so again, and after a restart', async () => {
      await linked(['nora', 'omar'])
      const both = await Promise.all([fix('nora'), fix('omar', { by: 'sam' })])
      expect(both.map(({ status }) => status).sort()).toEqual(['duplicate', 'recorded'])
      const read = () => ['nora', 'omar'].map((who) => world.read(who).filter((line) => line.endsWith(WORDS)))
      expect(read().map((lines) => lines.length)).toEqual([1, 1])
      expect(await fix('nora')).toEqual({ status: 'duplicate', say: say('fix_nobody') })
      const again = createEngine(world.parts)
      world.clock += MINUTE
      await again.runDue()
      await fix('omar')
      expect(read().map((lines) => lines.length)).toEqual([1, 1])
    })

    it('is told after a restart where the process died before a word went out', async () => {
      await linked(['nora', 'omar'])
      const { fix: shown } = await form('nora')
      const about = { handoff: handoffOf('nora'), cause: shown?.cause ?? '', shownAt: shown?.shownAt ?? null }
      const by = { id: 'kim', name: 'kim' }
      // Taken, and nothing that came due was done.
      const click = { kind: 'action', id: 'last', action: 'fix_cause', by, text: WORDS, ...about } as const
      await world.engine.receive(click)
      expect(['nora', 'omar'].map(heard)).toEqual([0, 0])
      const again = createEngine(world.parts)
      expect((await again.receive(click)).status).toBe('duplicate')
      await again.runDue()
      expect(['nora', 'omar'].map(heard)).toEqual([1, 1])
    })

    it('is told to nobody who was linked after the words were approved, until it is said again', async () => {
      await linked(['nora'])
      await complained(['omar'])
      const { fix: shown } = await form('nora')
      world.clock += SECOND
      await link('omar', LATE)
      const again = { handoff: handoffOf('nora'), cause: shown?.cause ?? '', text: WORDS }
      await world.click('fix_cause', { ...again, shownAt: shown?.shownAt ?? null })
      expect(['nora', 'omar'].map(heard)).toEqual([1, 0])
      expect(labels('omar')).toContain(say('option_fix_cause'))
      await fix('omar')
      expect(['nora', 'omar'].map(heard)).toEqual([1, 1])
    })

    it('is told once where a customer raised it twice, and where it was taken away and linked again', async () => {
      await open()
      await complained(['nora'])
      await link('nora', LATE)
      await world.pass(15 * DAY)
      await complained(['nora'])
      await link('nora', LATE)
      expect(await toldRows()).toHaveLength(2)
      await fix('nora')
      expect(heard('nora')).toBe(1)
      await link('nora', 'Shop is down')
      await link('nora', LATE)
      await fix('nora')
      expect(heard('nora')).toBe(1)
    })

    it('is not told again where an earlier conversation is linked after they were told', async () => {
      await open()
      await complained(['nora', 'omar'])
      const earlier = handoffOf('nora')
      await world.pass(15 * DAY)
      await complained(['nora'])
      await link('nora', LATE)
      await fix('nora')
      expect(heard('nora')).toBe(1)
      await world.pass()
      await world.click('link_cause', { handoff: earlier, text: LATE })
      await link('omar', LATE)
      await fix('omar')
      expect(['nora', 'omar'].map(heard)).toEqual([1, 1])
      // It came back, and they said so.
      await world.pass(15 * DAY)
      await complained(['nora'])
      await link('nora', LATE)
      await fix('nora')
      expect(heard('nora')).toBe(2)
    })

    it('is not told to who took back all that they said', async () => {
      await open()
      await world.ask(COMPLAINT, { who: 'nora', id: 'taken-back' })
      await world.click('resolve', { handoff: handoffOf('nora') })
      await link('nora', LATE)
      await world.remove('taken-back', 'nora')
      await world.pass()
      expect((await fix('nora')).say).toContain(say('fix_nobody'))
      expect(heard('nora')).toBe(0)
    })

    it('is told by the person whom a customer is with', async () => {
      await linked(['nora'])
      await complained(['omar'], false)
      await link('omar', LATE)
      await world.click('claim', { handoff: handoffOf('omar'), by: 'sam' })
      const before = world.read('omar')
      const [one] = [say('customers_one')]
      expect((await fix('nora')).say).toBe(
        [
          say('fix_done', { cause: LATE }),
          say('fix_told', { customers: one }),
          say('fix_with_person', { customers: one }),
        ].join(' '),
      )
      expect(world.read('omar')).toEqual(before)
      const note = say('fixed_note', { name: 'kim', cause: LATE })
      expect(world.thread().filter((line) => line === `Warmline (note): ${note}`)).toHaveLength(1)
      expect(world.calls()).toContain('sam')
      await world.click('resolve', { handoff: handoffOf('omar'), by: 'sam' })
      expect((await fix('nora')).status).toBe('duplicate')
      expect(heard('omar')).toBe(0)
    })

    it('is not told to who asked for no messages, nor where they cannot be reached', async () => {
      await linked(['nora', 'omar'])
      await world.ask("Please don't write to me any more", { who: 'nora' })
      await world.ledger.db
        .updateTable('conversations')
        .set({ adapter: 'gone' })
        .where('channel', '=', world.place('omar').channel)
        .execute()
      const one = say('customers_one')
      const words = [say('fix_nobody'), say('fix_spared', { customers: one })]
      words.push(say('fix_unreached', { customers: one }))
      const { fix: shown } = await form('nora')
      expect(shown).toMatchObject({ says: words.join(' '), label: say('fix_only') })
      expect((await fix('nora')).say).toBe([say('fix_done', { cause: LATE }), ...words].join(' '))
      expect(heard('nora')).toBe(0)
      expect(labels('nora')).toEqual([say('option_change_cause')])
      expect((await toldRows()).map(({ told_at }) => told_at)).toEqual([null, null])
    })

    it('is told where they can be reached, should the latest place be gone', async () => {
      await linked(['nora'])
      await world.pass(15 * DAY)
      await complained(['nora'])
      await link('nora', LATE)
      await world.ledger.db
        .updateTable('conversations')
        .set({ adapter: 'gone' })
        .where('opened_at', '>', NOON + DAY)
        .execute()
      await fix('nora')
      expect(heard('nora')).toBe(1)
    })

    it('calls nobody where the word does not arrive, and says so in the thread', async () => {
      await linked(['nora'])
      world.customers.before = () => {
        throw new RefusedError('blocked')
      }
      await fix('nora')
      expect(heard('nora')).toBe(0)
      expect(await toldRows()).toEqual([{ told_how: 'lost', told_at: expect.any(Number) }])
      expect(world.thread()).toContain(`Warmline (note): ${say('not_delivered', { code: 'blocked' })}`)
      expect(cardOf('nora').status).toBe('resolved')
      expect((await fix('nora')).status).toBe('duplicate')
    })

    it('is followed by no question of ours, and the assistant reads what the customer answers', async () => {
      await linked(['nora'])
      await fix('nora')
      const before = world.read().length
      await world.pass(2 * DAY)
      await world.pass(5 * DAY)
      expect(world.read()).toHaveLength(before)
      expect(await world.ask('Thank you')).not.toBe('')
      expect(cardOf('nora').status).toBe('resolved')
    })

    it('comes back to the same person where it is not right, also where the conversation was over', async () => {
      await linked(['nora', 'omar'])
      await world.ask("Please don't write to me any more", { who: 'omar' })
      await world.pass(20 * DAY)
      await fix('nora')
      expect(heard('nora')).toBe(1)
      await world.ask('It is still lost! Your service is terrible and I am angry.')
      expect(cardOf('nora')).toMatchObject({ status: 'waiting', preferred: { id: 'kim', name: 'kim' } })
      const all = await worthAWord(world.parts, world.clock)
      expect(all).toEqual([])
    })

    it('leaves in peace for a while whoever was told', async () => {
      await linked(['nora'])
      await fix('nora')
      await world.ask('Thanks, I guess')
      await world.pass(2 * HOUR)
      expect(await worthAWord(world.parts, world.clock)).toEqual([])
    })
  })
}
