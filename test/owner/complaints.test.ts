import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Verdict } from '../../src/conversation.ts'
import { newId } from '../../src/id.ts'
import { complaintCases } from '../../src/ledger/complaint-cases.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { complaintGroups, endOf, foundBy, recoveryOf } from '../../src/owner/complaint-figures.ts'
import { complaintsInWords } from '../../src/owner/complaints-words.ts'
import { periodOf } from '../../src/owner/period.ts'
import { databases } from '../support/databases.ts'
import { aCase, CALL as call, cases } from './a-case.ts'
import { CLOCK, NOW, openRoom, type Room } from './open-room.ts'
import { say, tell } from './seed.ts'

const HOUR = 3_600_000
const counts = (all: number, complaints: number) => ({ all, complaints })
const late = [{ topic: 'delivery', readBy: 'local' }]

describe('complaints in words', () => {
  test('nobody wrote, and nobody complained', () => {
    expect(complaintsInWords([], { now: counts(0, 0), before: counts(0, 0) }, 4)).toEqual([
      'Nobody has written in the last 4 weeks.',
    ])
    expect(complaintsInWords([], { now: counts(2, 0), before: counts(0, 0) }, 12)).toEqual([
      'No complaints in the last 12 weeks.',
      '2 conversations began in that time.',
      'There are too few to compare with the 12 weeks before.',
    ])
  })

  test('a usual month', () => {
    const now = [
      ...cases(5, {
        complaints: late,
        call: { ...call, claimedAt: HOUR, ended: 'resolved' },
        verdict: 'right',
      }),
      ...cases(4, {
        complaints: [{ topic: 'refund', readBy: 'gpt' }],
        call: { ...call, claimedAt: 3 * HOUR, ended: 'claimed' },
      }),
      aCase({ complaints: [{ topic: null, readBy: 'local' }], verdict: 'not_yet' }),
    ]
    expect(complaintsInWords(now, { now: counts(100, 10), before: counts(100, 40) }, 4)).toEqual([
      '10 complaints in the last 4 weeks: delivery (5) and refund (4).',
      'That is 10\u00a0% of 100 conversations.',
      'Fewer than in the 4 weeks before, when there were 40.',
      'People took 9 of them: half within 1 hour, 19 of 20 within 3 hours.',
      '4 are still open; 5 customers say that it is right now, 1 that it is not.',
    ])
  })

  test('one complaint that nobody has taken', () => {
    expect(
      complaintsInWords([aCase({ complaints: late, call })], { now: counts(1, 1), before: counts(0, 0) }, 4),
    ).toEqual([
      '1 complaint in the last 4 weeks: delivery (1).',
      'That is 100\u00a0% of 1 conversation.',
      'There are too few to compare with the 4 weeks before.',
      'No person has taken any of them.',
      '1 is still open; no customer says that it is right now.',
    ])
  })

  test('says who found it, how it ended, and never takes silence for a yes', () => {
    expect(foundBy(aCase({ complaints: late, call }))).toBe('local')
    expect(foundBy(aCase({ complaints: [{ topic: null, readBy: 'gpt' }] }))).toBe('model')
    expect(foundBy(aCase({ complaints: [{ topic: null, readBy: 'owner' }] }))).toBe('staff')
    expect(foundBy(aCase({ complaints: late, call: { ...call, cause: 'wants_person' } }))).toBe('customer')
    expect(foundBy(aCase({ complaints: late, call: { ...call, cause: 'staff_asked' } }))).toBe('staff')
    expect([endOf(aCase()), endOf(aCase({ call: { ...call, ended: 'snoozed' } }))]).toEqual(['none', 'open'])
    expect(recoveryOf(aCase({ verdict: 'none', outcome: 'durable' }))).toBe('silent')
    expect(recoveryOf(aCase({ outcome: 'durable' }))).toBe('not_asked')
    expect(recoveryOf(aCase({ verdict: 'none', outcome: 'confirmed' }))).toBe('right')
    expect(recoveryOf(aCase({ verdict: 'not_yet', outcome: 'confirmed' }))).toBe('not_yet')
  })

  test('each complaint is in one figure of a group, whatever became of it', () => {
    const all = [
      aCase({ complaints: late }),
      aCase({ complaints: late, call }),
      ...[0, 5 * 60_000, HOUR, 4 * HOUR, 24 * HOUR, 90 * HOUR].map((claimedAt) =>
        aCase({ complaints: late, call: { ...call, claimedAt, ended: 'given_back' } }),
      ),
    ]
    for (const { figures } of complaintGroups(all))
      expect(all.map((one) => figures.filter(({ counts }) => counts(one)).length)).toEqual(all.map(() => 1))
  })

  test('however many topics there are, all are counted, and how many name none is said', () => {
    const about = (topic: string | null) => aCase({ complaints: [{ topic, readBy: 'local' }] })
    const all = [
      ...Array.from({ length: 13 }, (_, n) => about(`topic ${n + 10}`)),
      about('topic 10'),
      about(null),
    ]
    const [group] = complaintGroups(all)
    const figures = group?.figures.map(({ words, counts }) => [words, all.filter(counts).length]) ?? []
    expect(figures).toHaveLength(12)
    expect([figures[0], ...figures.slice(-3)]).toEqual([
      ['topic 10', 2],
      ['topic 19', 1],
      ['3 other topics', 3],
      ['no topic named', 1],
    ])
  })
})

describe.each(databases)('complaints on %s', (kind) => {
  let room: Room
  beforeEach(async () => {
    room = await openRoom(kind)
  })
  afterEach(() => room.close())

  test('counts what stands, and each number opens its conversations', async () => {
    const { ledger } = room
    const at = NOW - 5 * HOUR
    const complaint = { complaint: 1, topic: 'Delivery', sentiment: -0.5 }
    const resolved = await tell(ledger, {
      at,
      customer: 'Ruth Resolved',
      reading: complaint,
      handoff: { opened_at: at, claimed_at: at + HOUR, closed_at: at + 2 * HOUR, status: 'resolved' },
    })
    await say(ledger, resolved.conversation, { author: 'staff', at: at + HOUR + 1 })
    await ask(ledger, resolved.conversation, at + 3 * HOUR, null)
    await ask(ledger, resolved.conversation, at + 4 * HOUR, 'right')
    await tell(ledger, {
      at,
      customer: 'Wim Waiting',
      reading: complaint,
      handoff: { opened_at: at },
      status: 'waiting',
    })
    await tell(ledger, { at, customer: 'Cora Corrected', reading: { ...complaint, corrected_by: 'later' } })
    await tell(ledger, { at: NOW - 30 * 24 * HOUR, customer: 'Early', reading: complaint })

    const found = await complaintCases(ledger.db, periodOf(4, CLOCK))
    expect(found).toHaveLength(2)
    const first = found.find(({ id }) => id === resolved.conversation)
    expect(first).toMatchObject({
      call: {
        cause: 'complaint',
        openedAt: at,
        claimedAt: at + HOUR,
        isUncalled: false,
        ended: 'resolved',
      },
      complaints: [{ topic: 'delivery', readBy: 'local' }],
      verdict: 'right',
    })
    const page = await room.see('/owner/complaints')
    expect(page).toContain('2 complaints in the last 4 weeks: delivery (2).')
    expect(page).toContain('A person took one of them, within 1 hour.')
    expect(page).toContain('1 is still open; 1 customer says that it is right now.')
    expect(page).toContain('href="/owner/complaints?weeks=4&amp;show=end.resolved"')

    const shown = async (show: string) => {
      const list = await room.see(`/owner/complaints?weeks=4&show=${show}`)
      return ['Ruth', 'Wim', 'Cora', 'Early'].filter((name) => list.includes(name))
    }
    expect(await shown('end.resolved')).toEqual(['Ruth'])
    expect(await shown('person.nobody')).toEqual(['Wim'])
    expect((await shown('about.delivery')).sort()).toEqual(['Ruth', 'Wim'])
    expect((await room.get('/owner/complaints?show=end.never')).status).toBe(404)
    expect((await room.get('/owner/complaints?show=')).status).toBe(404)
  })

  test('a long list comes in pages', async () => {
    const reading = { complaint: 1, sentiment: -0.5 }
    for (let number = 1; number <= 51; number++)
      await tell(room.ledger, { at: NOW - number * 1000, customer: `Customer ${number}.`, reading })
    const one = await room.see('/owner/complaints?weeks=4&show=end.none')
    expect(one).toContain('51 conversations of the last 4 weeks')
    expect(one).toContain('Customer 50.')
    expect(one).not.toContain('Customer 51.')
    expect(one).toContain('href="/owner/complaints?weeks=4&amp;show=end.none&amp;page=2"')
    const two = await room.see('/owner/complaints?weeks=4&show=end.none&page=2')
    expect(two).toContain('Customer 51.')
    expect(two).toContain('Page 2 of 2')
  })
})

async function ask({ db }: Ledger, conversation: string, at: number, answer: Verdict | null): Promise<void> {
  const handoff = await db
    .selectFrom('handoffs')
    .select('id')
    .where('conversation_id', '=', conversation)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('aftercare')
    .values({
      id: newId(),
      conversation_id: conversation,
      handoff_id: handoff.id,
      matter_id: handoff.id,
      kind: answer === null ? 'resolved' : 'complaint',
      due_at: at,
      asked_at: at,
      message_id: null,
      answer,
      answered_at: answer === null ? null : at + 1,
    })
    .execute()
}
