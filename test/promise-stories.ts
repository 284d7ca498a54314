import { afterEach, describe, expect, it } from 'vitest'
import type { PromiseAction } from '../src/card.ts'
import { createEngine } from '../src/engine.ts'
import { knownOf } from '../src/ledger/known.ts'
import { countPromises } from '../src/ledger/promise-counts.ts'
import { readPrompts } from '../src/prompts.ts'
import type { Opened } from './stories.ts'
import { promptsFolder } from './support/scripted.ts'
import { DAY, NOON, type Options, say, type World } from './support/world.ts'

const BY_FRIDAY = "I'll send it by Friday."
const FRIDAY = { name: 'kim', what: BY_FRIDAY, when: '5pm UK time on Friday 5 June' }
const TODAY = { ...FRIDAY, when: '5pm UK time today' }
/** By UTC, which is an hour behind the office. */
const [REMINDED, TOLD, DUE] = [8, 12, 16].map((hour) => Date.UTC(2026, 5, 5, hour)) as [
  number,
  number,
  number,
]
const prompts = readPrompts(promptsFolder)

/** What staff promise a customer, from the words to what became of it. */
export function promiseStories(name: string, openWorld: (options?: Options) => Promise<Opened>): void {
  describe(`promises in ${name}`, () => {
    let world: World
    let close: Opened['close']
    const open = async (options?: Options) => {
      const opened = await openWorld(options)
      world = opened.world
      close = opened.close
    }
    afterEach(() => close())

    /** It is Monday noon. Nora asks for a person, and Kim answers. */
    const promised = async (words = BY_FRIDAY) => {
      await open()
      await world.ask('Can I talk to a person please?')
      await world.click('reply', { text: words })
      expect(world.card().promises).not.toEqual([])
    }
    const shown = () => world.card().promises
    const press = (action: PromiseAction, by = 'kim', n = 0) =>
      world.click(action, { promise: shown()[n]?.id ?? '', by })
    const passTo = (at: number) => world.pass(at - world.clock)
    const notices = () => world.read().filter((text) => text.includes('promised you'))
    const notes = () => world.thread().filter((line) => line.startsWith('Warmline (note)'))
    const count = () => countPromises(world.ledger.db, { from: NOON, to: NOON + 60 * DAY })
    const owed = async () => {
      const conversation = await world.ledger.db
        .selectFrom('conversations')
        .selectAll()
        .executeTakeFirstOrThrow()
      return (await knownOf(world.ledger.db, conversation)).owed.length
    }

    it('stand on the card with their time, and count only with one click', async () => {
      await promised()
      expect(shown()).toEqual([
        {
          id: expect.any(String),
          state: 'found',
          says: say('promise_shown_found', FRIDAY),
          buttons: [
            { action: 'confirm_promise', label: say('option_confirm_promise') },
            { action: 'date_promise', label: say('option_date_promise') },
            { action: 'drop_promise', label: say('option_drop_promise') },
            { action: 'keep_promise', label: say('option_keep_promise') },
          ],
        },
      ])
      expect(await press('confirm_promise')).toEqual({
        status: 'recorded',
        say: say('promise_confirmed', { when: FRIDAY.when }),
      })
      expect(shown()).toMatchObject([{ state: 'open', says: say('promise_shown_open', FRIDAY) }])
      expect(await press('drop_promise', 'sam')).toMatchObject({ status: 'recorded' })
      expect(shown()).toEqual([])
    })

    it('are kept in mind for another time, in the words of staff; what is no time changes nothing', async () => {
      await promised()
      const promise = shown()[0]?.id ?? ''
      for (const text of ['', 'soon', 'yesterday'])
        expect(await world.click('date_promise', { promise, text })).toEqual({
          status: 'refused',
          say: say('promise_time_unknown'),
        })
      expect(shown()).toMatchObject([{ state: 'found' }])
      const when = '3pm UK time on Wednesday 10 June'
      expect(await world.click('date_promise', { promise, text: '10 June at 3pm' })).toEqual({
        status: 'recorded',
        say: say('promise_confirmed', { when }),
      })
      expect(shown()).toMatchObject([{ state: 'open', says: say('promise_shown_open', { ...FRIDAY, when }) }])
    })

    it('have one winner when two press at once', async () => {
      await promised()
      const [{ id } = { id: '' }] = shown()
      const { handoff } = world.card()
      const said = await Promise.all([
        world.click('confirm_promise', { promise: id, by: 'kim', handoff }),
        world.click('drop_promise', { promise: id, by: 'sam', handoff }),
        world.click('confirm_promise', { promise: id, by: 'ann', handoff }),
      ])
      const states = await world.ledger.db.selectFrom('promises').select('state').execute()
      // A promise may be dropped after it was confirmed; it is not confirmed twice, nor after it was dropped.
      const confirmed = said.filter(({ status }) => status === 'recorded').length
      expect(states).toEqual([{ state: said[1]?.status === 'recorded' ? 'dropped' : 'open' }])
      expect(confirmed).toBeLessThanOrEqual(2)
      expect(said.filter(({ status }) => status === 'duplicate').length).toBe(3 - confirmed)
    })

    it('remind, tell the customer before it is late, break, and may be kept late, all from the card', async () => {
      await promised()
      await press('confirm_promise')
      await world.click('resolve')
      await passTo(REMINDED - 1)
      expect([notices(), notes()]).toEqual([[], []])
      await passTo(REMINDED)
      expect(notes()).toEqual([`Warmline (note): ${say('promise_reminder', TODAY)}`])
      await passTo(TOLD)
      expect(notices()).toEqual([say('promise_soon', TODAY)])
      await passTo(DUE)
      expect(notes().at(-1)).toBe(`Warmline (note): ${say('promise_broken', TODAY)}`)
      expect(shown()).toMatchObject([
        {
          state: 'broken',
          says: say('promise_shown_broken', FRIDAY),
          buttons: [
            { action: 'keep_promise', label: say('option_keep_promise') },
            { action: 'date_promise', label: say('option_move_promise') },
          ],
        },
      ])
      expect(await owed()).toBe(1)
      expect(await count()).toEqual({ kept: 0, keptLate: 0, broken: 1, open: 0 })
      await passTo(DUE + DAY)
      expect(await press('keep_promise')).toEqual({ status: 'recorded', say: say('promise_kept_late') })
      expect(shown()).toEqual([])
      expect(notices()).toHaveLength(1)
      expect(await owed()).toBe(0)
      expect(await count()).toEqual({ kept: 0, keptLate: 1, broken: 0, open: 0 })
    })

    it('are nobody’s worry when they are kept in time', async () => {
      await promised()
      await press('confirm_promise')
      await world.pass(DAY)
      expect(await press('keep_promise', 'sam')).toEqual({ status: 'recorded', say: say('promise_kept') })
      await passTo(DUE + DAY)
      expect([notices(), notes(), shown()]).toEqual([[], [], []])
      expect(await count()).toEqual({ kept: 1, keptLate: 0, broken: 0, open: 0 })
    })

    it('are never counted, owed or told of without a word from staff', async () => {
      await promised()
      await passTo(REMINDED)
      await passTo(DUE + DAY)
      expect([notices(), notes(), await owed()]).toEqual([[], [], 0])
      expect(await count()).toEqual({ kept: 0, keptLate: 0, broken: 0, open: 0 })
      // Its time has passed: it may still be done, or never have been one.
      expect(await press('confirm_promise')).toEqual({ status: 'refused', say: say('promise_past') })
      expect((await press('drop_promise')).status).toBe('recorded')
    })

    it('are minded on after a restart, each told of once', async () => {
      await promised()
      await press('confirm_promise')
      for (const at of [REMINDED, TOLD, TOLD + 1, DUE, DUE + DAY]) {
        world.clock = at
        await createEngine(world.parts).runDue()
      }
      expect(notices()).toHaveLength(1)
      expect(notes()).toHaveLength(3)
    })

    it('are found in what staff write where the customer reads it, and follow its changes', async () => {
      await open()
      await world.ask('Can I talk to a person please?')
      const { receive } = createEngine(world.parts)
      const [place, author] = [world.place(), { id: 'kim', name: 'kim' }]
      await receive({
        kind: 'message',
        id: 's1',
        place,
        author,
        text: BY_FRIDAY,
        byStaff: true,
        opens: false,
      })
      await world.pass()
      expect(shown()).toMatchObject([{ state: 'found', says: say('promise_shown_found', FRIDAY) }])
      await receive({ kind: 'edit', id: 's1', place, text: "I'll send it by Thursday. I'll ring you today." })
      await world.pass()
      expect(shown().map(({ says }) => says.replace(/^[^"]*/, ''))).toEqual([
        '"I\'ll ring you today."',
        '"I\'ll send it by Thursday."',
      ])
      await press('confirm_promise')
      await receive({ kind: 'deletion', id: 's1', place })
      await world.pass()
      const gone = { name: 'kim', what: say('promise_words_gone'), when: '5pm UK time on Monday 1 June' }
      expect(shown()).toMatchObject([{ state: 'open', says: say('promise_shown_open', gone) }])
      const rows = await world.ledger.db.selectFrom('promises').select('what').execute()
      expect(JSON.stringify(rows)).not.toContain('ring')
    })

    it('are three on a card, the first due before the others, the rest counted, and a new one among them', async () => {
      await promised(
        "I'll ring you today. I'll ask tomorrow. I'll send it by Friday. We'll refund you by Monday.",
      )
      expect(shown().map(({ says }) => says.replace(/^[^"]*/, ''))).toEqual([
        '"I\'ll ring you today."',
        '"I\'ll ask tomorrow."',
        '"I\'ll send it by Friday."',
      ])
      expect(world.card().morePromises).toBe(say('promises_one_more'))
      for (const n of [0, 1, 2]) await press('confirm_promise', 'kim', n)
      expect(shown().map(({ state }) => state)).toEqual(['open', 'open', 'found'])
      await press('confirm_promise', 'kim', 2)
      expect(shown().map(({ state }) => state)).toEqual(['open', 'open', 'open'])
    })

    it('of the assistant are looked for only where the charter lets it promise', async () => {
      const promising = { ...prompts, charter: { ...prompts.charter, promises: ['We send a label.'] } }
      const text = "We'll send you the label by Friday."
      const page = { page: 'labels.md', title: 'Labels', headings: ['Labels'], url: null }
      const passages = [{ id: 'labels#1', text, ...page }]
      const draft = { text, quotes: [text], passages, confidence: 0.9, answeredBy: 'promising' }
      const answerer = { name: 'promising', answer: async () => draft }
      const rows = () => world.ledger.db.selectFrom('promises').select('made_by').execute()
      const works = () =>
        world.ledger.db.selectFrom('work').select('kind').where('kind', '=', 'promises').execute()
      for (const given of [prompts, promising]) {
        await open({ answerer, parts: { prompts: given } })
        await world.write('How can I return a jacket?')
        world.clock += 5_000
        await world.engine.runDue('turns')
        expect(await works()).toHaveLength(given === promising ? 1 : 0)
        await world.pass()
        if (given === prompts) await close()
      }
      expect(await rows()).toEqual([{ made_by: 'assistant' }])
    })
  })
}
