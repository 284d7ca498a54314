import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Pressing, pressingNow } from '../../src/ledger/pressing.ts'
import { addPromise, updatePromise } from '../../src/ledger/promises.ts'
import { adviceOn, calmAdvice } from '../../src/owner/advice.ts'
import { adviseNow } from '../../src/owner/advising.ts'
import { databases } from '../support/databases.ts'
import { CLOCK, NOW, openRoom, type Room } from './open-room.ts'
import { tell } from './seed.ts'

const [HOUR, DAY] = [3_600_000, 86_400_000]
const NOTHING: Pressing = {
  danger: null,
  late: null,
  promise: null,
  unhappy: null,
  unanswered: null,
  fresh: null,
  complained: null,
}
const who = (customer: string) => ({ conversation: `c-${customer}`, customer })

describe('the one thing to do now', () => {
  const ALL: Pressing = {
    danger: who('Dana'),
    late: { ...who('Lena'), since: NOW - 3 * HOUR, isPastTold: true },
    promise: { ...who('Pia'), words: 'I will call by noon.', by: 'Sam' },
    unhappy: who(''),
    unanswered: { topic: 'rental', conversations: 4 },
    fresh: { topic: 'brakes', conversations: 3 },
    complained: { topic: 'delivery', conversations: 5 },
  }

  test('is the most pressing of all that there is, down to nothing', () => {
    const said: [string, string][] = []
    const left = { ...ALL }
    const kinds = ['danger', 'late', 'promise', 'unhappy', 'unanswered', 'fresh', 'complained'] as const
    for (const kind of kinds) {
      const advice = adviceOn(left, CLOCK)
      said.push([advice?.words ?? '', advice?.link ?? ''])
      left[kind] = null
    }
    expect(said).toEqual([
      [
        'Dana may be in danger, or somebody near them, and nobody has taken it yet.',
        '/owner/conversations/c-Dana',
      ],
      ['Lena has waited for a person for longer than was said.', '/owner/conversations/c-Lena'],
      ['A promise to Pia is late: “I will call by noon.”', '/owner/conversations/c-Pia'],
      [
        'A customer without a name has been a customer for over a year, sounded unhappy, and waits for a reply.',
        '/owner/conversations/c-',
      ],
      [
        '4 conversations about rental this week found no answer in your pages.',
        '/owner?from=2026-11-15&to=2026-11-22&topic=rental#look',
      ],
      [
        'Something new makes customers unhappy: brakes, in 3 conversations this week.',
        '/owner?from=2026-11-15&to=2026-11-22&topic=brakes&mood=negative#look',
      ],
      [
        'Customers complained about delivery in 5 conversations this week.',
        '/owner?from=2026-11-15&to=2026-11-22&topic=delivery&complaint=yes#look',
      ],
    ])
    expect(adviceOn(left, CLOCK)).toBeNull()
  })

  test.each([
    ['unanswered', '4 conversations about a refund this week found no answer in your pages.'],
    ['fresh', 'Something new makes customers unhappy: a refund, in 4 conversations this week.'],
    ['complained', 'Customers complained about a refund in 4 conversations this week.'],
  ])('a topic that is one of many is called so (%s)', (kind, words) => {
    const refund = { topic: 'refund', conversations: 4 }
    expect(adviceOn({ ...NOTHING, [kind]: refund }, CLOCK)).toMatchObject({
      words,
      link: expect.stringContaining('topic=refund'),
    })
  })

  test('words that were taken back are not said', () => {
    const promise = { ...who('Pia'), words: null, by: '' }
    expect(adviceOn({ ...NOTHING, promise }, CLOCK)).toEqual({
      words: 'A promise to Pia is late: words that were taken back',
      act: 'See what is owed',
      link: '/owner/conversations/c-Pia',
      presses: true,
    })
  })

  test('is a wait, told by its length where no time was said', () => {
    const late = { ...who('Lena'), since: NOW - 3 * HOUR, isPastTold: false }
    expect(adviceOn({ ...NOTHING, late }, CLOCK)?.words).toBe('Lena has waited for a person for 3 hours.')
  })

  test('where nothing presses is a visit, or a look with a customer’s eyes', () => {
    const visit = calmAdvice({ name: 'Ann', opening: 'You wrote on 3 March: “Hello”.' })
    expect(visit).toMatchObject({ link: '/owner/visits', presses: false })
    expect(visit.words).toBe('Ann is the next to visit. To begin with: You wrote on 3 March: “Hello”.')
    expect(calmAdvice(null)).toMatchObject({ link: '/', presses: false })
  })
})

describe.each(databases)('what presses, on %s', (kind) => {
  let room: Room
  beforeEach(async () => {
    room = await openRoom(kind)
  })
  afterEach(() => room.close())

  test('nothing does, in an empty ledger and on a calm day', async () => {
    expect(await pressingNow(room.ledger.db, NOW, 3)).toEqual(NOTHING)
    expect(await room.see('/owner')).not.toContain('class="advice"')
    await tell(room.ledger, { at: NOW - HOUR, handoff: { promised_at: NOW + HOUR }, status: 'waiting' })
    expect(await pressingNow(room.ledger.db, NOW, 3)).toEqual(NOTHING)
    expect(await room.see('/owner')).toContain('Nothing needs you right now.')
    await tell(room.ledger, {
      at: NOW - HOUR,
      customer: 'Vera',
      handoff: { promised_at: NOW + HOUR, reminded: 3 },
    })
    expect(await pressingNow(room.ledger.db, NOW, 3)).toMatchObject({ late: { customer: 'Vera' } })
  })

  test('whoever waits for hours, and was told no time, is not forgotten', async () => {
    await tell(room.ledger, { at: NOW - 5 * HOUR, customer: 'Una', handoff: {}, status: 'waiting' })
    expect(await pressingNow(room.ledger.db, NOW, 3)).toMatchObject({ late: { customer: 'Una' } })
    expect(await room.see('/owner')).toContain('Una has waited for a person for 4 hours.')
  })

  test('the first page and the digest advise the same', async () => {
    const advised = async () => {
      const { words, act } = await adviseNow(room.ledger.db, null, CLOCK)
      expect(await room.see('/owner')).toContain(`${words} <a`)
      return `${words} ${act}`
    }
    await tell(room.ledger, { at: NOW - 2 * DAY, customer: 'Ann' })
    expect(await advised()).toContain('Ann is the next to visit.')
    for (const n of [1, 2, 3])
      await tell(room.ledger, { at: NOW - n * DAY, reading: { complaint: 1, topic: 'Delivery' } })
    expect(await advised()).toContain('complained about delivery in 3 conversations')
    await tell(room.ledger, { at: NOW - HOUR, customer: 'Lena', handoff: { promised_at: NOW - 1 } })
    expect(await advised()).toContain('Lena has waited')
  })

  test('finds each, the first of its kind, and leaves out what was corrected, taken or kept', async () => {
    const { ledger } = room
    const told = { promised_at: NOW + HOUR }
    const danger = await tell(ledger, {
      at: NOW - 2 * HOUR,
      customer: 'Dana',
      handoff: { cause: 'danger', ...told },
    })
    await tell(ledger, { at: NOW - HOUR, customer: 'Second', handoff: { cause: 'danger', ...told } })
    await tell(ledger, {
      at: NOW - 3 * HOUR,
      customer: 'Taken',
      handoff: { cause: 'self_harm', status: 'claimed' },
    })
    const late = await tell(ledger, { at: NOW - HOUR, customer: 'Lena', handoff: { promised_at: NOW - 1 } })
    const owed = await tell(ledger, {
      at: NOW - HOUR,
      customer: 'Ulla',
      reading: { sentiment: -0.5 },
      handoff: { status: 'claimed', owed_since: NOW - HOUR },
    })
    await ledger.db
      .updateTable('customers')
      .set({ since: NOW - 400 * DAY })
      .where('name', 'in', ['Ulla', 'Taken'])
      .execute()
    const promised = await tell(ledger, { at: NOW - DAY, customer: 'Pia' })
    const customer = await ledger.db
      .selectFrom('customers')
      .select('id')
      .where('name', '=', 'Pia')
      .executeTakeFirstOrThrow()
    for (const [what, state] of [
      ['I will call.', 'open'],
      ['I will ask.', 'kept'],
    ] as const) {
      await ledger.transaction(async (t) => {
        const id = await addPromise(t, {
          conversation: promised.conversation,
          customer: customer.id,
          handoff: null,
          message: promised.message,
          by: { kind: 'staff', id: 'sam', name: 'Sam' },
          what,
          due: NOW - HOUR,
          stated: true,
          conditional: false,
          sure: 1,
          madeAt: NOW - DAY,
          now: NOW - DAY,
        })
        if (id) await updatePromise(t, id, { state })
      })
    }
    const asked = { decision: 'offer_person', cause: 'no_source' }
    for (const topic of ['Rental', 'rental', 'RENTAL', 'classes', 'classes'])
      await tell(ledger, { at: NOW - 2 * DAY, reading: { topic }, turn: asked })
    await tell(ledger, { at: NOW - 20 * DAY, reading: { topic: 'delivery', sentiment: -0.5 } })
    for (const topic of ['delivery', 'delivery', 'delivery', 'brakes', 'brakes', 'brakes', 'paint'])
      await tell(ledger, { at: NOW - DAY, reading: { topic, sentiment: -0.5 } })
    await tell(ledger, {
      at: NOW - DAY,
      reading: { topic: 'brakes', sentiment: -0.5, corrected_by: 'later' },
    })

    expect(await pressingNow(ledger.db, NOW, 3)).toEqual({
      danger: { conversation: danger.conversation, customer: 'Dana' },
      late: {
        conversation: late.conversation,
        customer: 'Lena',
        since: NOW - HOUR + 2,
        isPastTold: true,
      },
      promise: { conversation: promised.conversation, customer: 'Pia', words: 'I will call.', by: 'Sam' },
      unhappy: { conversation: owed.conversation, customer: 'Ulla' },
      unanswered: { topic: 'rental', conversations: 3 },
      fresh: { topic: 'brakes', conversations: 3 },
      complained: null,
    })
    expect(await room.see('/owner')).toContain('Dana may be in danger')
  })
})
