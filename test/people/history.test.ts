import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getCustomer } from '../../src/ledger/conversations.ts'
import { createDrafts } from '../../src/people/drafts.ts'
import { databases } from '../support/databases.ts'
import { DAY, MINUTE, say, World } from '../support/world.ts'

const COMPLAINT = 'I have been waiting three weeks for my refund and nobody answers'
const PERSON = 'I want to talk to a person, please'
const HOUR = 60 * MINUTE
const QUIET = 'Please stop asking.'

describe.each(databases)("a customer's history on %s", (kind) => {
  let world: World
  beforeEach(async () => {
    world = await World.open(kind)
  })
  afterEach(() => world.close())

  const nora = async () => {
    const { customer_id } = await world.ledger.db
      .selectFrom('conversations')
      .select('customer_id')
      .where('channel', '=', 'dm-nora')
      .executeTakeFirstOrThrow()
    return getCustomer(world.ledger.db, customer_id)
  }
  const lines = () => world.card().history.map(({ says }) => says)

  /** Nora complained in one place, Kim called it solved; a day later she is somewhere else. */
  async function complained(): Promise<string> {
    await world.ask(COMPLAINT)
    await world.click('claim')
    await world.click('resolve')
    const { handoff } = world.card()
    await world.pass(DAY)
    return handoff
  }
  const comesBack = (where = 'lobby') => world.ask(PERSON, { who: where, by: 'nora' })

  it('is nothing for a newcomer', async () => {
    await world.ask(COMPLAINT)
    expect(world.card()).toMatchObject({ history: [], unasked: null, customer: { conversations: 1 } })
  })

  it('tells of an earlier complaint, how it ended, and who helped last', async () => {
    const before = await complained()
    await comesBack()
    const when = '1 June 2026'
    const end = say('history_end_resolved')
    const about = say('history_about', { topic: 'refund' })
    expect(world.card().history).toEqual([
      { says: say('history_complaint', { when, about, end }), handoff: before },
      { says: say('history_helped', { name: 'kim', when }), handoff: before },
    ])
  })

  it('knows what the customer said of the end', async () => {
    await complained()
    expect(await world.ask('Yes, all is well now, thank you')).toBe(say('right'))
    await comesBack()
    expect(lines()[0]).toContain(say('history_end_confirmed'))
  })

  it('counts complaints by conversation, and tells of the last', async () => {
    await complained()
    await world.ask('My bike arrived broken and this is a disgrace', { who: 'shop', by: 'nora' })
    const second = world.card().handoff
    await comesBack()
    expect(world.card().history[0]).toMatchObject({ handoff: second })
    expect(lines()[0]).toMatch(/^Complained 2 times before, the last time on 2 June 2026/)
    expect(lines()[0]).toContain(say('history_end_open'))
  })

  it('leaves out what was no complaint, what was taken back, and what others said', async () => {
    await complained()
    await world.click('not_a_complaint')
    await world.write(COMPLAINT, { who: 'shop', by: 'nora', id: 'gone' })
    await world.pass()
    await world.remove('gone', 'shop')
    await world.ask(COMPLAINT, { who: 'omar' })
    await comesBack()
    expect(lines()).toEqual([say('history_helped', { name: 'kim', when: '1 June 2026' })])
  })

  it('tells what is still owed in another conversation, the first due before the others', async () => {
    await world.ask(PERSON)
    await world.click('reply', { text: "I'll send you a new lamp by Friday. I'll call you tomorrow." })
    await world.pass(MINUTE)
    const { handoff, promises } = world.card()
    for (const { id } of promises) await world.click('confirm_promise', { promise: id })
    expect(lines()).toEqual([])
    await comesBack()
    const owed = world.card().history.find(({ says }) => says.startsWith('Still owed'))
    expect(owed?.handoff).toBe(handoff)
    expect(owed?.says).toMatch(
      /^Still owed elsewhere: kim promised by .*: "I'll call you tomorrow\.?" And 1 more\.$/,
    )
    await world.pass(3 * DAY)
    await world.ask(PERSON, { who: 'shop', by: 'nora' })
    expect(lines().join('\n')).toContain('Overdue elsewhere: kim promised by')
  })

  describe('a wish for no questions', () => {
    /** Nora asked for quiet after a question of ours, and is with people again. */
    async function quiet(): Promise<void> {
      await complained()
      await world.ask(QUIET)
      expect((await nora()).no_unasked).toBe(1)
      await world.ask(PERSON)
    }

    it('stands on the card until a member of staff takes it back, which is noted with their name', async () => {
      await quiet()
      expect(world.card().unasked).toEqual({
        says: say('unasked'),
        label: say('option_allow_questions'),
        surely: say('allow_questions_surely'),
      })
      const told = await world.click('allow_questions', { by: 'sam', text: 'she told me on the phone' })
      expect(told).toEqual({ status: 'recorded', say: say('questions_allowed') })
      expect((await nora()).no_unasked).toBe(0)
      expect(world.card().unasked).toBeNull()
      const note = say('questions_allowed_said', { name: 'sam', text: 'she told me on the phone' })
      expect(world.thread().at(-1)).toBe(`sam (note): ${note}`)
      expect(world.read().join('\n')).not.toContain(note)
      const steps = await world.ledger.db
        .selectFrom('handoff_steps')
        .select(['step', 'by_name', 'at'])
        .where('handoff_id', '=', world.card().handoff)
        .execute()
      expect(steps.at(-1)).toEqual({ step: 'note', by_name: 'sam', at: world.clock })
    })

    it('is taken back once, and stands again when the customer says so again', async () => {
      await quiet()
      await world.click('allow_questions', { id: 'one' })
      const again = { status: 'duplicate', say: say('questions_allowed_already') }
      expect(await world.click('allow_questions', { by: 'sam' })).toEqual(again)
      await world.click('resolve')
      await world.ask(QUIET)
      expect((await nora()).no_unasked).toBe(1)
      expect(await world.click('allow_questions', { id: 'one' })).toEqual(again)
      expect((await nora()).no_unasked).toBe(1)
      expect(world.thread().filter((line) => line.includes('may be asked again'))).toHaveLength(1)
    })

    it('lets whoever waits hear again that they are not forgotten', async () => {
      await quiet()
      const before = world.read().length
      for (let day = 0; day < 3; day++) await world.pass(DAY)
      expect(world.read()).toHaveLength(before)
      await world.click('allow_questions')
      for (let day = 0; day < 3; day++) await world.pass(DAY)
      expect(world.card().status).toBe('waiting')
      expect(world.read().slice(before)).toContain(say('not_forgotten'))
    })

    it('lets us ask again from then on', async () => {
      await complained()
      await world.ask(QUIET)
      // Whoever left a question open is left in peace for five days in any case.
      for (let day = 0; day < 6; day++) await world.pass(DAY)
      await world.ask(PERSON)
      await world.click('allow_questions')
      await world.click('resolve')
      const before = world.read().length
      await world.pass(HOUR)
      expect(world.read().slice(before)).toEqual([say('aftercare_resolved', { name: 'kim' })])
    })
  })

  describe('a draft', () => {
    it('is the suggestion, or a saved reply with both names', async () => {
      await world.ask(PERSON)
      const { handoff, suggestion } = world.card()
      const drafts = createDrafts(world.parts)
      expect(await drafts.draft({ handoff, saved: null, by: 'Kim' })).toEqual({ words: suggestion })
      const draft = await drafts.draft({ handoff, saved: 'our-mistake', by: 'Kim' })
      expect(draft).toEqual({ words: expect.stringMatching(/^Hello nora, [\s\S]* Kim$/) })
      expect(await drafts.draft({ handoff, saved: 'gone', by: 'Kim' })).toEqual({ say: say('draft_gone') })
      expect(await drafts.draft({ handoff: 'none', saved: null, by: 'Kim' })).toEqual({
        say: say('handoff_unknown'),
      })
    })
  })
})
