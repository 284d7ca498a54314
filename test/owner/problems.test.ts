import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { RefusedError } from '../../src/errors.ts'
import { askToErase, getErasure } from '../../src/ledger/personal/erasures.ts'
import type { CauseRow } from '../../src/ledger/tables.ts'
import { type Fate, type Problem, problemOf } from '../../src/owner/problems.ts'
import { problemsInWords } from '../../src/owner/problems-words.ts'
import { causeForm } from '../../src/people/cause-form.ts'
import { databases } from '../support/databases.ts'
import { DAY, MINUTE, NOON, World } from '../support/world.ts'
import { openRoomOn } from './open-room.ts'

const LATE = 'Carrier loses parcels'
const FIXED = 'Hello, your parcels are found. Thank you for telling us.'

describe('shared problems in words', () => {
  const problem = (name: string, fates: readonly Fate[], days: number, fixed = false): Problem => ({
    ...{ id: name, name, namedBy: 'Kim', fixedBy: 'Kim', fixedAt: fixed ? NOON : null },
    ...{ first: NOON - days * DAY, last: NOON },
    raisers: fates.map((fate, index) => {
      const last = { conversation: `c${index}`, customer: `u${index}`, name: 'Ann', at: NOON }
      return { fate, last: { ...last, toldAt: null, toldHow: null }, all: [] }
    }),
  })
  test.each<[string, Problem[], string[]]>([
    ['none', [], ['So far your people have named no problem that customers share.']],
    [
      'one that is not fixed',
      [problem('Brakes', ['due', 'spared'], 3)],
      [
        '1 problem is shared by several customers, and it is not fixed.',
        'It is “Brakes”, first raised 3 days ago: 2 customers wait for it.',
      ],
    ],
    [
      'several, of which some are fixed',
      [
        problem('Brakes', ['due', 'due'], 3),
        problem('Bells', ['due', 'gone'], 9),
        problem('Lamps', ['told', 'due'], 20, true),
        problem('Alone', ['due'], 30),
      ],
      [
        '3 problems are shared by several customers; 2 of them are not fixed.',
        'The oldest that is not fixed is “Bells”, first raised 9 days ago: 1 customer waits for it.',
        '1 customer is still to be told that something is fixed.',
        '1 other problem was raised by one customer only.',
      ],
    ],
    [
      'all of them fixed',
      [problem('Brakes', ['told', 'noted'], 3, true), problem('Bells', ['told', 'lost'], 3, true)],
      ['2 problems are shared by several customers, and all are fixed.'],
    ],
    [
      'fixed, with somebody to be told of two, and somebody who raised one alone',
      [
        problem('Brakes', ['due', 'due'], 3, true),
        problem('Bells', ['told', 'due'], 3, true),
        problem('Alone', ['due'], 30, true),
      ],
      [
        '2 problems are shared by several customers, and all are fixed.',
        '2 customers are still to be told that something is fixed.',
        '1 other problem was raised by one customer only.',
      ],
    ],
    [
      'one customer’s own',
      [problem('Alone', ['due'], 30)],
      ['No problem is shared by several customers.', '1 problem was raised by one customer only.'],
    ],
  ])('%s', (_name, problems, words) => {
    expect(problemsInWords(problems, NOON)).toEqual(words)
  })

  test('a problem that no conversation has any more is none', () => {
    expect(problemOf({ id: 'x', name: 'x' } as CauseRow, [], [])).toBe(null)
  })
})

describe.each(databases)('the page of shared problems on %s', (kind) => {
  let world: World
  beforeEach(async () => {
    world = await World.open(kind)
  })
  afterEach(() => world.close())

  const open = () =>
    openRoomOn(world.ledger, world.database.dataDir, world.clock, {
      reached: world.parts.adapters,
    })
  const cardOf = (who: string) => {
    const card = world.cards().findLast(({ customer }) => customer.name === who)
    if (!card) throw new Error(`Staff have no card of ${who}`)
    return card
  }
  /** They complain, and unless they are still with a person it is called solved; then it is said what it is the same as. */
  const raise = async (who: string, { name = LATE, isOver = true } = {}) => {
    await world.ask('My parcel was lost by the carrier and nobody answers. This is unacceptable.', { who })
    const { handoff } = cardOf(who)
    await world.click('claim', { handoff })
    if (isOver) await world.click('resolve', { handoff })
    await world.click('link_cause', { handoff, text: name })
  }
  const begunBefore = (who: string, days: number) =>
    world.ledger.db
      .updateTable('conversations')
      .set({ opened_at: world.clock - days * DAY })
      .where('channel', '=', `dm-${who}`)
      .execute()
  const fix = async (who: string) => {
    const form = await causeForm(world.parts, cardOf(who).handoff)
    const { cause = '', shownAt = null } = form?.fix ?? {}
    await world.click('fix_cause', { handoff: cardOf(who).handoff, text: FIXED, cause, shownAt })
    await world.pass()
  }
  /** The rows of a problem: what each number counts, how many, and who is named beside it. */
  const rowsOf = (page: string, name = LATE) => {
    const [, card = ''] = new RegExp(`<h3 dir="auto">${name}</h3>([\\s\\S]*?)</li>`).exec(page) ?? []
    return [...card.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)].map(
      ([, label, text = '']) => `${label}: ${text.replace(/<[^>]+>/g, '')}`,
    )
  }
  const linkOf = (page: string, show: string) => {
    const [, link = ''] = new RegExp(`href="(/owner/problems\\?problem=[^"]*show=${show})"`).exec(page) ?? []
    return link.replaceAll('&amp;', '&')
  }
  const names = (page: string) =>
    [...page.matchAll(/class="customer"[^>]*><bdi>(\w+)/g)].map(([, name]) => name)

  test('says how your people fill it while it is empty', async () => {
    const page = await (await open()).see('/owner/problems')
    expect(page).toContain('So far your people have named no problem that customers share.')
    expect(page).toContain('press “Same problem as…”')
  })

  test('names who waits for what is not fixed, the oldest first', async () => {
    await raise('pia', { name: 'Shop is down' })
    await raise('nora')
    await begunBefore('pia', 31)
    await begunBefore('nora', 30)
    await raise('omar')
    await raise('quinn', { name: 'Shop is down' })
    await world.ask('Please stop asking.', { who: 'omar' })
    const room = await open()
    const page = await room.see('/owner/problems')
    expect(page).toContain('2 problems are shared by several customers, and none is fixed.')
    expect(page).toContain('The oldest that is not fixed is “Shop is down”, first raised 31 days ago: 2')
    expect(page.indexOf('<h3 dir="auto">Shop is down')).toBeLessThan(page.indexOf(`<h3 dir="auto">${LATE}`))
    expect(rowsOf(page)).toEqual([
      'Who raised it: 2 customers',
      'Who waits for it: 2 customers: omar, nora',
      'Who asked for no messages: 1 customer',
    ])
    expect(page).not.toContain('Fixed ')
    expect(page).toContain('in the last 4 weeks, by')
    expect(names(await room.see(linkOf(page, 'lately').replace(/problem=[^&]*/, idIn(page, LATE))))).toEqual([
      'omar',
    ])
    expect(names(await room.see(linkOf(page, 'before').replace(/problem=[^&]*/, idIn(page, LATE))))).toEqual([
      'nora',
    ])
  })

  test('tells when it was fixed and by whom, who was told, and who is still to be', async () => {
    for (const who of ['nora', 'omar', 'pia', 'rosa']) await raise(who)
    await raise('quinn', { isOver: false })
    await world.ask('Please stop asking.', { who: 'omar' })
    world.customers.before = (said) => {
      if (said.place.channel === 'dm-rosa') throw new RefusedError('gone')
    }
    await fix('nora')
    await world.pass(MINUTE)
    await raise('saul')
    const room = await open()
    const page = await room.see('/owner/problems')
    expect(page).toContain('1 problem is shared by several customers, and it is fixed.')
    expect(page).toContain('1 customer is still to be told that something is fixed.')
    expect(page).toContain('Fixed, but not everybody has been told')
    expect(page).toMatch(/Fixed <time[^>]+>[^<]+<\/time> by <bdi>kim<\/bdi>/)
    expect(rowsOf(page)).toEqual([
      'Who raised it: 6 customers',
      'Who is still to be told: 1 customer: saul',
      'Who was told: 2 customers',
      'Left to the person they were with: 1 customer',
      'Whom our words did not reach: 1 customer: rosa',
      'Who asked for no messages: 1 customer',
    ])
    for (const [show, whom] of [
      ['raised', ['saul', 'quinn', 'rosa', 'pia', 'omar', 'nora']],
      ['due', ['saul']],
      ['told', ['pia', 'nora']],
      ['noted', ['quinn']],
      ['lost', ['rosa']],
      ['spared', ['omar']],
    ] as const)
      expect([show, names(await room.see(linkOf(page, show))).sort()]).toEqual([show, [...whom].sort()])
    expect(await room.see(linkOf(page, 'told'))).toMatch(/Told <time/)
    await fix('saul')
    expect(await (await open()).see('/owner/problems')).not.toContain('still to be told')
  })

  test('counts a customer once, wherever they raised it, and each of their conversations opens', async () => {
    await raise('nora')
    for (let week = 0; week < 2; week++) await world.pass(8 * DAY)
    await raise('nora')
    await raise('omar')
    const room = await open()
    const page = await room.see('/owner/problems')
    expect(rowsOf(page)[0]).toBe('Who raised it: 2 customers')
    const list = await room.see(linkOf(page, 'raised'))
    expect(list).toContain('2 customers, in 3 conversations, newest first.')
    for (const [, link = ''] of list.matchAll(/class="customer" href="([^"]+)"/g))
      expect((await room.get(link)).status).toBe(200)
  })

  test('shows nothing of what was taken away, and knows no figure of it', async () => {
    await raise('nora')
    await raise('omar')
    const before = linkOf(await (await open()).see('/owner/problems'), 'raised')
    await world.click('unlink_cause', { handoff: cardOf('omar').handoff })
    expect(rowsOf(await (await open()).see('/owner/problems'))[0]).toBe('Who raised it: 1 customer')
    await world.click('unlink_cause', { handoff: cardOf('nora').handoff })
    const room = await open()
    expect(await room.see('/owner/problems')).not.toContain(LATE)
    expect((await room.get(before)).status).toBe(404)
    expect((await room.get('/owner/problems?problem=none&show=raised')).status).toBe(404)
    expect((await room.get('/owner/problems?show=raised')).status).toBe(404)
  })

  test('keeps the count of whoever is erased, and neither their name nor that they wait', async () => {
    await raise('nora')
    await raise('omar')
    const { db } = world.ledger
    const customer = await db
      .selectFrom('customers')
      .selectAll()
      .where('name', '=', 'omar')
      .executeTakeFirst()
    const by = { role: 'owner', session: '' }
    const erasure = await world.ledger.transaction((t) => askToErase(t, customer?.id ?? '', by, world.clock))
    for (let passed = 0; passed < 40; passed++) {
      if ((await getErasure(db, erasure))?.step === 'done') break
      await world.pass(2_000)
    }
    const room = await open()
    const page = await room.see('/owner/problems')
    expect(rowsOf(page)).toEqual([
      'Who raised it: 2 customers',
      'Who waits for it: 1 customer: nora',
      'Whose words are gone from here: 1 customer',
    ])
    const list = await room.see(linkOf(page, 'raised'))
    expect(names(list).sort()).toEqual(['A', 'nora'])
    expect(page + list).not.toContain('omar')
  })

  test('counts whoever took back all that they wrote, and lets nobody wait for them', async () => {
    await raise('nora')
    await world.ask('I want to talk to a person, please', { who: 'omar', id: 'only' })
    await world.click('link_cause', { handoff: cardOf('omar').handoff, text: LATE })
    await world.remove('only', 'omar')
    const rows = rowsOf(await (await open()).see('/owner/problems'))
    expect(rows).toEqual([
      'Who raised it: 2 customers',
      'Who waits for it: 1 customer: nora',
      'Whose words are gone from here: 1 customer',
    ])
  })
})

/** How the address of a figure names a problem. */
function idIn(page: string, name: string): string {
  const [, after = ''] = page.split(`<h3 dir="auto">${name}</h3>`)
  return /problem=[^&]*/.exec(after)?.[0] ?? ''
}
