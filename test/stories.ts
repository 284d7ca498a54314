import { afterEach, describe, expect, it } from 'vitest'
import { RefusedError, UnreachableError } from '../src/errors.ts'
import { claim, FencedError } from '../src/ledger/work.ts'
import { createLocalReader } from '../src/mind/local-reader.ts'
import type { Reader } from '../src/mind/reading.ts'
import { deliver } from '../src/outbox.ts'
import { runCall } from '../src/people/proposal.ts'
import { CANCEL, CANCEL_SHOWN, propose, scriptedTools } from './support/scripted-tools.ts'
import { DAY, MINUTE, type Options, SECOND, say, type World } from './support/world.ts'

/** A small world as a story needs it; what is opened beside it is closed by `close`. */
export type Opened = { world: World; close(): Promise<void> }

/** Whole conversations, told over whatever platform and database `openWorld` brings. */
export function stories(name: string, openWorld: (options?: Options) => Promise<Opened>): void {
  describe(name, () => {
    let world: World
    let close: Opened['close']
    const open = async (options?: Options) => {
      const opened = await openWorld(options)
      world = opened.world
      close = opened.close
      return world
    }
    afterEach(() => close())

    describe('a call of a tool', () => {
      /** Nora waits for a person, and the assistant proposes a call. */
      const proposed = async () => {
        const scripted = scriptedTools()
        await open({ parts: { tools: scripted.tools } })
        await world.ask('I want to talk to a person, please')
        expect(await propose(world.ledger, CANCEL, world.clock)).toBe(true)
        await world.pass()
        return scripted
      }
      const shown = () => world.card().proposal
      const notes = () => world.thread().filter((line) => line.startsWith('Warmline (note)'))

      it('stands on the card, whole and with nothing hidden, and is not run by itself', async () => {
        const { calls } = await proposed()
        expect(shown()).toMatchObject({
          call: CANCEL_SHOWN,
          state: 'waiting',
          says: say('proposal_waiting', { name: '' }),
        })
        await world.click('claim')
        await world.pass(DAY)
        expect(calls).toEqual([])
      })

      it('is run once, letter for letter, for the customer whose it is, when one of the staff says so', async () => {
        const { calls } = await proposed()
        const before = world.read()
        expect(await world.click('run')).toEqual({ status: 'recorded', say: say('call_runs') })
        const { adapter, workspace } = world.place()
        expect(calls).toEqual([{ call: CANCEL, asker: expect.objectContaining({ adapter, workspace }) }])
        expect(shown()).toMatchObject({ state: 'done', says: say('proposal_done', { name: 'kim' }) })
        const text = 'Order A-17 is cancelled.'
        expect(notes()).toEqual([
          `Warmline (note): ${say('call_done', { name: 'kim', call: CANCEL_SHOWN, text })}`,
        ])
        expect(world.read()).toEqual(before)
      })

      it('is run once when two press at once, and both are told', async () => {
        const { calls } = await proposed()
        const both = await Promise.all([world.click('run', { by: 'kim' }), world.click('run', { by: 'sam' })])
        expect(both.map(({ status }) => status).sort()).toEqual(['recorded', 'refused'])
        const winner = both[0]?.status === 'recorded' ? 'kim' : 'sam'
        expect(both.map((one) => one.say).sort()).toEqual(
          [say('call_runs'), say('call_run_by', { name: winner })].sort(),
        )
        expect(calls).toHaveLength(1)
        expect(notes()).toHaveLength(1)
      })

      it('is run, or not, when one says yes and the other no', async () => {
        const { calls } = await proposed()
        const both = await Promise.all([
          world.click('run', { by: 'kim' }),
          world.click('dismiss', { by: 'sam' }),
        ])
        expect(both.map(({ status }) => status).sort()).toEqual(['recorded', 'refused'])
        expect(calls).toHaveLength(both[0]?.status === 'recorded' ? 1 : 0)
      })

      it('is run once when the same click comes twice, or somebody clicks again later', async () => {
        const { calls } = await proposed()
        await world.click('run', { id: 'c-1' })
        const again = { status: 'duplicate', say: say('call_run_by', { name: 'kim' }) }
        expect(await world.click('run', { id: 'c-1' })).toEqual(again)
        expect(await world.click('run', { id: 'c-2' })).toEqual(again)
        expect(await world.click('dismiss')).toMatchObject({ status: 'refused' })
        expect(calls).toHaveLength(1)
      })

      it('is not run when one of the staff says no, or closes the conversation', async () => {
        const { calls } = await proposed()
        expect(await world.click('dismiss')).toEqual({ status: 'recorded', say: say('call_dismissed') })
        expect(shown()).toMatchObject({ state: 'refused', says: say('proposal_refused', { name: 'kim' }) })
        const already = say('call_dismissed_by', { name: 'kim' })
        expect(await world.click('run', { by: 'sam' })).toEqual({ status: 'refused', say: already })
        expect(calls).toEqual([])
      })

      it('is not run after the conversation was closed', async () => {
        const { calls } = await proposed()
        await world.click('resolve')
        expect(shown()).toMatchObject({ state: 'refused' })
        expect(await world.click('run')).toMatchObject({ status: 'refused' })
        expect(calls).toEqual([])
      })

      it.each([
        ['failed', 'failed', 'It has left already.'],
        ['not run', 'not_run', ''],
        ['unknown', 'unknown', ''],
      ] as const)(
        'that ended as "%s" says so to staff, and is not run again',
        async (outcome, state, text) => {
          const { calls, script } = await proposed()
          script.answer = async () => ({ outcome, text })
          await world.click('run')
          await world.pass(DAY)
          expect(calls).toHaveLength(1)
          expect(shown()).toMatchObject({ state, says: say(`proposal_${state}`, { name: 'kim' }) })
          const words = { name: 'kim', call: CANCEL_SHOWN, text: text || say('call_said_nothing') }
          expect(notes()).toEqual([`Warmline (note): ${say(`call_${state}`, words)}`])
        },
      )

      it('whose process stood still while it ran is not run by another, which says that nobody knows', async () => {
        const { calls, script } = await proposed()
        let wake: () => void = () => undefined
        script.answer = () =>
          new Promise((resolve) => {
            wake = () => resolve({ outcome: 'done', text: 'Done after all.' })
          })
        const [handoff, by] = [world.card().handoff, { id: 'kim', name: 'kim' }]
        await world.engine.receive({ kind: 'action', id: 'c-1', action: 'run', handoff, by })
        const [first] = await claim(world.ledger.db, ['call'], 1, world.clock, 10 * SECOND)
        if (!first) throw new Error('There is nothing to run')
        const running = runCall(world.parts, first)
        await expect.poll(() => calls.length).toBe(1)
        await world.pass(MINUTE)
        expect(shown()).toMatchObject({ state: 'unknown' })
        wake()
        await expect(running).rejects.toBeInstanceOf(FencedError)
        await world.pass(DAY)
        expect(calls).toHaveLength(1)
        expect(shown()).toMatchObject({ state: 'unknown' })
        expect(notes()).toHaveLength(1)
      })

      it('is the only one on its card', async () => {
        await proposed()
        expect(await propose(world.ledger, { ...CANCEL, arguments: '{}' }, world.clock)).toBe(false)
        await world.pass()
        expect(shown()).toMatchObject({ call: CANCEL_SHOWN })
      })

      it('is nothing that could be run where nothing was proposed', async () => {
        await open()
        await world.ask('I want to talk to a person, please')
        expect(shown()).toBe(null)
        expect(await world.click('run')).toEqual({ status: 'refused', say: say('call_none') })
      })
    })

    describe('help', () => {
      it('answers from the pages with the source, and says in the first reply that it is an AI', async () => {
        await open()
        const reply = await world.ask('How can I return a jacket?')
        expect(reply).toContain(say('notice'))
        expect(reply).toContain('within 30 days')
        expect(world.shown().at(-1)?.sources).toEqual([{ title: 'Returns', page: 'returns.md', url: null }])
        expect(await world.ask('And how do I return a bike?')).not.toContain(say('notice'))
      })

      it('says that it does not know, and gives a person who says yes to one', async () => {
        await open()
        expect(await world.ask('Do you sell umbrellas?')).toContain(say('unknown'))
        expect(await world.ask('yes please')).toContain(say('receipt_wants_person'))
      })

      it('calls a person when it knows no answer twice in a row', async () => {
        await open()
        await world.ask('Do you sell umbrellas?')
        expect(await world.ask('Which colours of umbrella are there?')).toContain(
          say('receipt_no_source_twice'),
        )
        expect(world.card().cause).toBe(say('cause_no_source_twice'))
      })

      it('answers three quick messages once', async () => {
        await open()
        for (const text of ['Hello', 'I bought a jacket', 'How can I return it?']) await world.write(text)
        await world.pass()
        expect(world.read()).toHaveLength(1)
        expect(await world.turns()).toHaveLength(1)
        expect(await world.readings()).toHaveLength(3)
      })

      it('answers a message delivered twice once', async () => {
        await open()
        expect(await world.write('How can I return a jacket?', { id: 'same' })).toEqual({
          status: 'recorded',
        })
        expect(await world.write('How can I return a jacket?', { id: 'same' })).toEqual({
          status: 'duplicate',
        })
        await world.pass()
        expect(await world.write('How can I return a jacket?', { id: 'same' })).toEqual({
          status: 'duplicate',
        })
        await world.pass()
        expect(world.read()).toHaveLength(1)
      })

      it('takes the pressed button for what it says', async () => {
        await open()
        await world.ask('How can I return a jacket?')
        expect(await world.ask(say('option_helped'), { choice: 'helped' })).toBe(say('helped'))
        const conversation = await world.ledger.db
          .selectFrom('conversations')
          .selectAll()
          .executeTakeFirstOrThrow()
        expect(conversation.outcome).toBe('confirmed')
      })

      it('keeps the name of a customer who comes back without giving one', async () => {
        await open()
        await world.ask('How can I return a jacket?')
        await world.pass(8 * DAY)
        const place = world.place()
        const author = { id: 'nora', name: '' }
        await world.engine.receive({
          kind: 'message',
          id: 'back',
          place,
          author,
          text: 'I want to speak to a human',
        })
        await world.pass()
        expect(world.card().customer).toMatchObject({ name: 'nora', conversations: 2 })
      })

      it('tells who is in danger what to do even while a person is awaited, and staff that it is urgent', async () => {
        await open()
        await world.ask('I want to speak to a human')
        expect(await world.ask('The battery is smoking and it is on fire')).toBe(say('receipt_danger'))
        expect(world.card().cause).toBe(say('cause_danger'))
      })

      it('calls seven quiet days after an answer durable, and silence after no answer unknown', async () => {
        await open()
        await world.ask('How can I return a jacket?')
        await world.ask('Do you sell umbrellas?', { who: 'omar' })
        await world.pass(8 * DAY)
        const outcomes = await world.ledger.db
          .selectFrom('conversations')
          .select(['channel', 'outcome', 'status'])
          .orderBy('channel')
          .execute()
        expect(outcomes).toEqual([
          { channel: world.place('nora').channel, outcome: 'durable', status: 'closed' },
          { channel: world.place('omar').channel, outcome: 'unknown', status: 'closed' },
        ])
        expect(await world.ask('How can I return a jacket?')).toContain('within 30 days')
      })

      it('takes what others write in a shared place as context only', async () => {
        await open()
        await world.ask('How can I return a jacket?')
        expect(await world.ask('I want to talk to a person', { by: 'passer-by' })).toBe('')
        expect(world.cards()).toEqual([])
      })

      it('writes the decision and its reason down for every turn', async () => {
        await open()
        await world.ask('How can I return a jacket?')
        await world.ask('thank you!')
        expect(
          (await world.turns()).map(({ number, decision, reason }) => ({ number, decision, reason })),
        ).toEqual([
          { number: 1, decision: 'answer', reason: 'the knowledge holds an answer' },
          { number: 2, decision: 'acknowledge', reason: 'the customer says thank you' },
        ])
      })
    })

    describe('a person', () => {
      it('comes in the very turn in which one is asked for, with a receipt that says who and when', async () => {
        await open()
        const reply = await world.ask('Can I talk to a real person please?')
        expect(reply).toContain('our team')
        expect(reply).toContain('within one working day')
        expect(world.card()).toMatchObject({
          status: 'waiting',
          cause: say('cause_wants_person'),
          customer: { name: 'nora', from: 'east' },
        })
      })

      it('comes for a complaint, with the words, the mood and what was tried on the card', async () => {
        await open()
        await world.ask('How can I return a jacket?')
        await world.ask(
          'I have been waiting three weeks for my refund and nobody answers. This is unacceptable.',
        )
        const card = world.card()
        expect(card).toMatchObject({ status: 'waiting', complaint: true, cause: say('cause_complaint') })
        expect(card.wrong).toContain('waiting three weeks')
        expect(card.tried).toContain('Returns')
        expect(card.mood?.sentiment).toBeLessThan(0)
        expect(card.transcript.map((line) => line.author)).toEqual([
          'customer',
          'assistant',
          'customer',
          'assistant',
        ])
      })

      it('speaks by name, in the customer’s own place; notes stay among staff', async () => {
        await open()
        await world.ask('I want to speak to a human')
        await world.click('claim')
        await world.click('note', { text: 'Seems to be in a hurry' })
        await world.click('reply', { text: 'Hello Nora, how can I help?' })
        expect(world.read().slice(1)).toEqual([
          say('taken', { name: 'kim' }),
          'kim: Hello Nora, how can I help?',
        ])
        expect(world.thread()).toEqual([
          'kim (note): Seems to be in a hurry',
          'kim: Hello Nora, how can I help?',
        ])
        expect(JSON.stringify(world.customers.posts)).not.toContain('hurry')
      })

      it('keeps quiet after a person took over, and passes on what the customer writes', async () => {
        await open()
        await world.ask('I want to speak to a human')
        await world.click('claim')
        expect(await world.ask('How can I return a jacket?')).toBe('')
        expect(await world.ask('Are you there? I want a person!')).toBe('')
        expect(world.thread()).toEqual([
          'nora: How can I return a jacket?',
          'nora: Are you there? I want a person!',
        ])
        expect(await world.readings()).toHaveLength(3)
      })

      it('is told of what is added while the customer waits, and the customer hears that it was', async () => {
        await open()
        await world.ask('I want to speak to a human')
        expect(await world.ask('It is about order 12')).toBe(say('waiting'))
        expect(await world.ask('Is a real person coming?')).not.toBe('')
        expect(world.thread()).toContain('nora: It is about order 12')
        expect(world.cards()).toHaveLength(1)
      })

      it('is one of two who click Claim at once; the other is told who', async () => {
        await open()
        await world.ask('I want to speak to a human')
        const { handoff } = world.card()
        const click = (by: string) =>
          world.engine.receive({
            kind: 'action',
            id: `claim-${by}`,
            action: 'claim',
            handoff,
            by: { id: by, name: by },
          })
        const [first, second] = await Promise.all([click('kim'), click('sam')])
        expect([first.status, second.status].sort()).toEqual(['recorded', 'refused'])
        const winner = first.status === 'recorded' ? 'kim' : 'sam'
        expect([first.say, second.say]).toContain(say('claimed_by_other', { name: winner }))
        await world.pass()
        expect(world.read().filter((line) => line === say('taken', { name: winner }))).toHaveLength(1)
      })

      it('who answers without claiming has claimed', async () => {
        await open()
        await world.ask('I want to speak to a human')
        await world.click('reply', { text: 'Here I am.' })
        expect(world.card()).toMatchObject({ status: 'claimed', claimedBy: 'kim' })
        expect(world.read().slice(1)).toEqual([say('taken', { name: 'kim' }), 'kim: Here I am.'])
      })

      it('sends one reply for a click delivered twice', async () => {
        await open()
        await world.ask('I want to speak to a human')
        await world.click('reply', { text: 'Here I am.', id: 'same' })
        await world.click('reply', { text: 'Here I am.', id: 'same' })
        expect(world.read().filter((line) => line === 'kim: Here I am.')).toHaveLength(1)
      })

      it('gives the conversation back, and the old reason does not hand it off again', async () => {
        await open()
        await world.ask('This is the third time my order is wrong. I am so disappointed.')
        await world.click('claim')
        await world.click('give_back')
        expect(world.read().at(-1)).toBe(say('given_back', { name: 'kim' }))
        expect(await world.ask('How can I return a jacket?')).toContain('within 30 days')
        expect(world.cards()).toHaveLength(1)
      })

      it('resolves it; the next complaint comes back as reopened only after it was called right', async () => {
        await open()
        await world.ask('I want to speak to a human')
        await world.click('resolve')
        expect(world.read().at(-1)).toBe(say('resolved', { name: 'kim' }))
        expect(await world.click('reply', { text: 'One more thing' })).toEqual({
          status: 'refused',
          say: say('closed_already', { name: 'kim' }),
        })
        await world.ask(say('option_helped'), { choice: 'helped' })
        await world.ask('I want to speak to a human again, it broke again')
        const conversation = await world.ledger.db
          .selectFrom('conversations')
          .selectAll()
          .executeTakeFirstOrThrow()
        expect(conversation).toMatchObject({ status: 'waiting', outcome: 'reopened' })
        expect(world.cards()).toHaveLength(2)
      })

      it('who resolves without a claim has taken it for that moment, and the customer hears both', async () => {
        await open()
        await world.ask('I want to speak to a human')
        await world.click('resolve', { by: 'sam' })
        expect(world.read().slice(1)).toEqual([
          say('taken', { name: 'sam' }),
          say('resolved', { name: 'sam' }),
        ])
        expect(world.card()).toMatchObject({ status: 'resolved', claimedBy: 'sam', closedBy: 'sam' })
      })

      it('says that it was no complaint: the reading is corrected beside the old one', async () => {
        await open()
        await world.ask(
          'I have been waiting three weeks for my refund and nobody answers. This is unacceptable.',
        )
        expect(await world.click('not_a_complaint')).toEqual({
          status: 'recorded',
          say: say('not_a_complaint'),
        })
        expect(world.card()).toMatchObject({ complaint: false, status: 'waiting' })
        const readings = await world.readings()
        expect(
          readings.map(({ complaint, corrected_by }) => ({ complaint, corrected: corrected_by !== null })),
        ).toEqual([
          { complaint: 1, corrected: true },
          { complaint: 0, corrected: false },
        ])
      })

      it('who claims in the middle of a turn has the conversation: the draft is thrown away', async () => {
        const local = createLocalReader()
        let meanwhile: (() => Promise<unknown>) | null = null
        const reader: Reader = {
          name: 'slow',
          async read(text, before) {
            const once = meanwhile
            meanwhile = null
            await once?.()
            return local.read(text, before)
          },
        }
        await open({ parts: { readers: { local: reader, model: null } } })
        await world.ask('I want to speak to a human')
        const { handoff } = world.card()
        meanwhile = () =>
          world.engine.receive({
            kind: 'action',
            id: 'c',
            action: 'claim',
            handoff,
            by: { id: 'kim', name: 'kim' },
          })
        await world.ask('It is about order 12')
        await world.pass()
        expect(world.read().slice(1)).toEqual([say('taken', { name: 'kim' })])
        expect(world.thread()).toEqual(['nora: It is about order 12'])
      })
    })

    describe('changes of mind', () => {
      it('answers the edited words when the edit comes before the answer', async () => {
        await open()
        await world.write('Do you sell umbrellas?', { id: 'first' })
        await world.edit('first', 'How can I return a jacket?')
        await world.pass()
        expect(world.read()).toHaveLength(1)
        expect(world.read()[0]).toContain('within 30 days')
      })

      it('answers again when an edit after the answer asks something else, and not when it does not', async () => {
        await open()
        await world.ask('How can I retrun a jacket, send it back?', { id: 'first' })
        await world.edit('first', 'How can I return a jacket?')
        await world.pass()
        expect(world.read()).toHaveLength(1)
        await world.edit('first', 'Do you sell umbrellas?')
        await world.pass()
        expect(world.read()).toHaveLength(2)
        expect(world.read()[1]).toContain(say('unknown'))
      })

      it('shows staff an edit and a removal in place', async () => {
        await open()
        await world.ask('I want to speak to a human')
        await world.click('claim')
        await world.ask('My lamp is green', { id: 'order' })
        await world.edit('order', 'My lamp is turquoise')
        await world.pass()
        expect(world.thread()).toEqual(['nora: My lamp is turquoise'])
        await world.remove('order')
        await world.pass()
        expect(world.thread()).toEqual(['nora: (removed)'])
        expect(JSON.stringify(world.staff.posts)).not.toContain('turquoise')
      })

      it('says nothing to a message taken back before the answer, and keeps none of its words', async () => {
        await open()
        await world.write('My card number is 4111', { id: 'oops' })
        await world.remove('oops')
        await world.pass()
        expect(world.read()).toEqual([])
        const rows = [
          await world.ledger.db.selectFrom('messages').selectAll().execute(),
          await world.readings(),
        ]
        expect(JSON.stringify(rows)).not.toContain('4111')
      })

      it('takes the quote out of the reading when the message is removed later', async () => {
        await open()
        await world.ask('I am so disappointed with this awful jacket', { id: 'sad' })
        await world.remove('sad')
        await world.pass()
        expect(JSON.stringify([await world.readings(), world.staff.posts])).not.toContain('awful jacket')
      })
    })

    describe('when something breaks', () => {
      it('tries a failed turn once more, then calls a person and says so', async () => {
        await open({ answerer: { name: 'broken', answer: () => Promise.reject(new Error('broken')) } })
        await world.ask('How can I return a jacket?')
        expect(world.read()).toEqual([])
        await world.pass(2 * SECOND)
        expect(world.read()[0]).toContain(say('receipt_assistant_failed'))
        expect(world.card().cause).toBe(say('cause_assistant_failed'))
      })

      it('throws the draft away when the customer writes on meanwhile, and answers both at once', async () => {
        let meanwhile: (() => Promise<unknown>) | null = null
        const asked: string[] = []
        await open({
          answerer: {
            name: 'slow',
            async answer({ text }) {
              asked.push(text)
              const once = meanwhile
              meanwhile = null
              await once?.()
              return null
            },
          },
        })
        meanwhile = () => world.write('I mean a red one')
        await world.ask('Do you sell umbrellas?')
        await world.pass()
        expect(asked).toEqual(['Do you sell umbrellas?', 'Do you sell umbrellas?\nI mean a red one'])
        expect(world.read()).toHaveLength(1)
      })

      it('sends again when the platform could not be reached, and shows it once when the receipt was lost', async () => {
        await open()
        let failures = 2
        const lost = () => {
          if (failures-- > 0) throw new (class extends Error {})()
        }
        world.customers.after = async () => {
          try {
            lost()
          } catch {
            throw new UnreachableError('reset')
          }
        }
        await world.ask('How can I return a jacket?')
        await world.pass(MINUTE)
        await world.pass(MINUTE)
        expect(world.read()).toHaveLength(1)
        expect(world.shown()[0]?.doubtful).toBe(true)
        const [delivery] = await world.ledger.db.selectFrom('deliveries').selectAll().execute()
        expect(delivery).toMatchObject({ state: 'sent', attempts: 3 })
      })

      it('tells a person when the platform refuses our words', async () => {
        await open()
        world.customers.before = () => {
          throw new RefusedError('cannot_dm')
        }
        await world.ask('How can I return a jacket?')
        expect(world.card().cause).toBe(say('cause_not_delivered'))
      })

      it('tells the customer that a person will answer when the platform refuses our words', async () => {
        await open()
        let refusals = 1
        world.customers.before = () => {
          if (refusals-- > 0) throw new RefusedError('words_not_allowed')
        }
        const read = await world.ask('How can I return a jacket?')
        await world.pass()
        expect(world.card().cause).toBe(say('cause_not_delivered'))
        // It says that it is an AI in what is read first.
        expect(read).toBe(`${say('notice')}\n\n${say('receipt_not_delivered')}`)
        expect(world.read()).toHaveLength(1)
      })

      it('tells staff once when the platform refuses that as well', async () => {
        await open()
        world.customers.before = () => {
          throw new RefusedError('cannot_dm')
        }
        await world.ask('How can I return a jacket?')
        for (let n = 0; n < 5; n++) await world.pass(MINUTE)
        expect(world.cards().length).toBeGreaterThan(0)
        expect(world.thread()).toEqual([`Warmline (note): ${say('not_delivered', { code: 'cannot_dm' })}`])
        const all = await world.ledger.db.selectFrom('deliveries').select(['kind', 'state']).execute()
        expect(all.filter(({ kind }) => kind === 'message')).toEqual([
          { kind: 'message', state: 'refused' },
          { kind: 'message', state: 'refused' },
        ])
      })

      it('takes back the assistant’s unsent words when a person claims', async () => {
        await open()
        await world.ask('I want to speak to a human')
        world.customers.before = () => {
          throw new UnreachableError('down')
        }
        await world.ask('It is about order 12')
        world.customers.before = () => undefined
        await world.engine.receive({
          kind: 'action',
          id: 'c',
          action: 'claim',
          handoff: world.card().handoff,
          by: { id: 'kim', name: 'kim' },
        })
        await world.pass(MINUTE)
        expect(world.read().slice(1)).toEqual([say('taken', { name: 'kim' })])
      })

      it('tells staff in the thread when the platform refuses their reply', async () => {
        await open()
        await world.ask('I want to speak to a human')
        await world.click('claim')
        world.customers.before = () => {
          throw new RefusedError('blocked')
        }
        await world.click('reply', { text: 'Hello Nora' })
        expect(world.thread()).toEqual([
          'kim: Hello Nora',
          `Warmline (note): ${say('not_delivered', { code: 'blocked' })}`,
        ])
      })

      it('says that it is an AI when its first words were taken back before anybody read them', async () => {
        await open()
        world.customers.before = () => {
          throw new UnreachableError('down')
        }
        await world.ask('I want to speak to a human')
        await world.click('claim')
        world.customers.before = () => undefined
        await world.pass(MINUTE)
        await world.click('give_back')
        expect(await world.ask('How can I return a jacket?')).toContain(say('notice'))
      })

      it('gives a sign after a minute and a person after five when the turn is lost', async () => {
        await open()
        await world.write('How can I return a jacket?')
        await world.ledger.db.deleteFrom('work').execute()
        world.clock += MINUTE
        // A worker that hangs on the turn: the work is made due again, but nobody takes it.
        await world.engine.watch()
        await world.ledger.db.deleteFrom('work').where('kind', '=', 'turn').execute()
        await world.engine.runDue()
        expect(world.read()[0]).toContain(say('have_it'))
        world.clock += 4 * MINUTE
        await world.engine.watch()
        await world.engine.watch()
        await world.engine.runDue()
        expect(world.read()[1]).toBe(say('receipt_assistant_failed'))
        expect(world.read()).toHaveLength(2)
        expect(world.cards()).toHaveLength(1)
      })

      it('finds a turn whose work was lost, and answers', async () => {
        await open()
        await world.write('How can I return a jacket?')
        await world.ledger.db.deleteFrom('work').execute()
        world.clock += MINUTE
        await world.engine.watch()
        await world.engine.runDue()
        expect(world.read()[1]).toContain('within 30 days')
      })
    })

    describe('Murphy', () => {
      it('does not take an edit of an old message for one that waited all that time', async () => {
        await open()
        await world.ask('How can I return a jacket?', { id: 'old' })
        await world.pass(10 * MINUTE)
        await world.edit('old', 'Do you sell umbrellas?')
        await world.engine.watch()
        await world.pass()
        expect(world.cards()).toEqual([])
        expect(world.read()[1]).toBe(say('unknown'))
      })

      it('gives everybody a sign, however many wait longer', async () => {
        await open()
        for (let n = 0; n < 230; n++) await world.write('How can I return a jacket?', { who: `nora${n}` })
        await world.ledger.db.deleteFrom('work').execute()
        for (let minutes = 1; minutes <= 2; minutes++) {
          world.clock += MINUTE
          await world.engine.watch()
        }
        const unsigned = world.ledger.db.selectFrom('messages').select('id').where('author', '=', 'customer')
        expect(await unsigned.where('signed_at', 'is', null).execute()).toEqual([])
      })

      it('posts nothing when it stood still past its lease and another has taken over', async () => {
        await open()
        await world.write('How can I return a jacket?')
        await world.pass(1_000)
        expect(world.read()).toHaveLength(1)
        await world.write('And how do I return a bike?')
        world.clock += 5 * SECOND
        await world.engine.runDue('turns')
        const [work] = await claim(world.ledger.db, ['deliver'], 1, world.clock, 10 * SECOND)
        if (!work) throw new Error('Nothing is due')
        // This one freezes; its lease runs out; another claims and sends.
        world.clock += 11 * SECOND
        await world.engine.runDue()
        expect(world.read()).toHaveLength(2)
        await expect(deliver(world.parts, work)).rejects.toBeInstanceOf(FencedError)
        expect(world.read()).toHaveLength(2)
      })

      it('does not send an answer that was still on its way when a person came, even after they left', async () => {
        await open()
        world.customers.before = (outbound) => {
          if (outbound.kind === 'text' && outbound.text.includes('30 days'))
            throw new UnreachableError('down')
        }
        await world.ask('How can I return a jacket?')
        await world.ask('I want to speak to a human')
        await world.click('claim')
        await world.pass(SECOND)
        await world.click('resolve')
        world.customers.before = () => undefined
        await world.pass(MINUTE)
        await world.pass(MINUTE)
        expect(world.read().filter((line) => line.includes('30 days'))).toEqual([])
        expect(world.read().at(-1)).toBe(say('resolved', { name: 'kim' }))
      })

      it('takes removed words out of a line that is still on its way, and off older cards', async () => {
        await open()
        await world.ask('I want to speak to a human about order okapi', { id: 'first' })
        await world.click('claim')
        await world.click('resolve')
        await world.ask('I want to speak to a human again')
        await world.click('claim')
        let lost = true
        world.staff.after = () => {
          if (lost) throw new UnreachableError('reset')
        }
        await world.ask('My card number is quagga', { id: 'card' })
        await world.remove('card')
        await world.remove('first')
        lost = false
        await world.pass(MINUTE)
        await world.pass(MINUTE)
        expect(JSON.stringify(world.staff.posts)).not.toMatch(/quagga|okapi/)
      })

      it('keeps trying a card that the staff’s platform refuses, until staff have it', async () => {
        await open()
        let archived = true
        world.staff.before = () => {
          if (archived) throw new RefusedError('channel_is_archived')
        }
        await world.ask('I want to speak to a human')
        await world.pass(MINUTE)
        expect(world.cards()).toEqual([])
        archived = false
        await world.pass(2 * MINUTE)
        expect(world.card().status).toBe('waiting')
      })

      it('tells staff when an adapter breaks on their reply every time', async () => {
        await open()
        await world.ask('I want to speak to a human')
        await world.click('claim')
        world.customers.before = () => {
          throw new TypeError('broken')
        }
        await world.click('reply', { text: 'Hello Nora' })
        for (let n = 0; n < 15; n++) await world.pass(MINUTE)
        expect(world.thread().at(-1)).toBe(`Warmline (note): ${say('not_delivered', { code: 'failed' })}`)
      })

      it('tells staff once when their reply has not arrived for five minutes', async () => {
        await open()
        await world.ask('I want to speak to a human')
        await world.click('claim')
        world.customers.before = () => {
          throw new UnreachableError('down')
        }
        await world.click('reply', { text: 'Hello Nora' })
        for (let n = 0; n < 7; n++) {
          await world.pass(MINUTE)
          await world.engine.watch()
        }
        await world.pass()
        const told = world.thread().filter((line) => line.endsWith(say('not_arrived')))
        expect(told).toHaveLength(1)
      })

      it('answers although the clock was put back by an hour', async () => {
        await open()
        await world.write('How can I return a jacket?')
        world.clock -= 60 * MINUTE
        await world.engine.watch()
        await world.pass()
        expect(world.read().some((line) => line.includes('30 days'))).toBe(true)
      })

      it('takes more messages than one turn holds in several turns', async () => {
        await open()
        await Promise.all(Array.from({ length: 230 }, (_, n) => world.write(`How can I return jacket ${n}?`)))
        await world.pass()
        expect((await world.turns()).map(({ number }) => number)).toEqual([1, 2, 3])
        expect(await world.readings()).toHaveLength(230)
      })
    })

    describe('bad input', () => {
      it('refuses an empty message and one beyond every limit, kindly', async () => {
        await open()
        expect(await world.write('  \u200e\u0000 ')).toEqual({ status: 'refused', say: say('refused_empty') })
        expect(await world.write('a'.repeat(1_000_000))).toEqual({
          status: 'refused',
          say: say('refused_long', { limit: '40,000' }),
        })
      })

      it('keeps words and drops what hides or reorders them', async () => {
        await open()
        await world.ask('I want a \u202e\u{e0041}human\u0000, please \ud800!')
        expect(world.cards()).toHaveLength(1)
        const [message] = await world.ledger.db.selectFrom('messages').selectAll().execute()
        expect(message?.text).toBe('I want a human, please \ufffd!')
      })

      it('answers a thousand messages in ten seconds in a few turns, and loses none', async () => {
        await open()
        for (let n = 0; n < 100; n++) {
          await Promise.all(
            Array.from({ length: 10 }, (_, i) => world.write(`How can I return jacket ${n * 10 + i}?`)),
          )
          await world.pass(100)
        }
        await world.pass(10 * SECOND)
        const open_ = await world.ledger.db
          .selectFrom('messages')
          .select('id')
          .where('author', '=', 'customer')
          .where('turn', 'is', null)
          .execute()
        expect(open_).toEqual([])
        expect(await world.readings()).toHaveLength(1_000)
        expect(world.read().length).toBeLessThanOrEqual(13)
      })
    })
  })
}
