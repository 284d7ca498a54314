import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Line, ThreadLine } from '../../src/card.ts'
import {
  answerTo,
  cardAt,
  cardFor,
  DESK,
  HERE,
  idOf,
  type LocalWorld,
  openBrowser,
  openLocalWorld,
  signInAs,
} from '../adapters/local-world.ts'

const uuid = () => crypto.randomUUID()

describe('the staff desk', () => {
  let world: LocalWorld
  beforeEach(async () => {
    world = await openLocalWorld()
  })
  afterEach(() => world.close())

  it('asks for a name first, and keeps it', async () => {
    const browser = openBrowser(world.app)
    const link = new URL(world.signIn.links(HERE).staff)
    await browser.page(link.pathname + link.search)
    expect(await (await browser.page('/desk')).text()).toContain('What should they call you?')
    expect((await browser.post('/desk/name', { name: ' ' })).status).toBe(422)
    expect((await browser.post('/desk/name', { name: 'n'.repeat(61) })).status).toBe(422)
    await browser.post('/desk/name', { name: ' Kim\n\u202eK ' })
    expect(await (await browser.page('/desk')).text()).toContain('<strong>Kim K</strong>')
  })

  it('shows who waits, the longest first, and says so when nobody does', async () => {
    const kim = await signInAs(world, 'Kim')
    expect(await (await kim.page('/desk')).text()).toContain('Nobody is waiting')
    const since = world.clock.now
    const card = (handoff: string, waitingSince: number) =>
      cardFor(handoff, { waitingSince, wrong: `matter ${handoff}` })
    await world.adapter.send(cardAt('d1', card('late', since)))
    await world.adapter.send(cardAt('d2', card('early', since - 60_000)))
    const page = await (await kim.page('/desk')).text()
    expect(page.indexOf('matter early')).toBeLessThan(page.indexOf('matter late'))
    expect(page).toContain('Somebody is waiting')
  })

  it('offers saved replies beside the place to reply, and gives their words to staff alone', async () => {
    const kim = await signInAs(world, 'Kim')
    await world.adapter.send(cardAt('d1', cardFor('h1')))
    expect(await (await kim.page('/desk?handoff=h1')).text()).toContain(
      '<option value="photo">A &lt;photo&gt;, please</option>',
    )
    const given = await kim.post('/desk/draft', { handoff: 'h1', saved: 'photo' })
    expect(await given.json()).toEqual({ words: 'Hello Nora. Yours, Kim' })
    const gone = await kim.post('/desk/draft', { handoff: 'h1', saved: 'old' })
    expect([gone.status, await gone.json()]).toEqual([404, { status: 'refused', say: 'That one is gone.' }])
    expect((await kim.post('/desk/draft', { handoff: '', saved: 'photo' })).status).toBe(400)
    const stranger = openBrowser(world.app)
    const asked = await stranger.post('/desk/draft', { handoff: 'h1', saved: 'photo' })
    expect(await asked.text()).not.toContain('Yours')
    expect(world.core.inbound).toEqual([])
  })

  it('tells what was before, with one link to each that stands at this desk', async () => {
    const kim = await signInAs(world, 'Kim')
    await world.adapter.send(cardAt('d1', cardFor('h0', { status: 'resolved', closedBy: 'Sam' })))
    const history = [
      { says: 'Complained <once>.', handoff: 'h0' },
      { says: 'Helped by Sam.', handoff: 'h0' },
      { says: 'Owed elsewhere.', handoff: 'in-another-place' },
    ]
    const unasked = { says: 'Asked for quiet.', label: 'They may be asked', surely: 'Did they say "yes"?' }
    await world.adapter.send(cardAt('d2', cardFor('h1', { history, unasked })))
    const page = await (await kim.page('/desk?handoff=h1')).text()
    expect(page).toContain('<li>Complained &lt;once&gt;. <a href="/desk?handoff=h0">See it</a></li>')
    expect(page.match(/See it/g)).toHaveLength(1)
    expect(page).toContain(
      'data-action="allow_questions" data-surely="Did they say &quot;yes&quot;?">They may be asked</button>',
    )
    await world.adapter.send(cardAt('d3', cardFor('h2')))
    expect(await (await kim.page('/desk?handoff=h2')).text()).not.toContain('Before now')
  })

  it("parts one's own from those of others, whatever their name, and the closed from the open", async () => {
    const kim = await signInAs(world, 'Kim')
    const me = await idOf(world, kim)
    const claimed = { status: 'claimed', claimedBy: 'Kim' } as const
    await world.adapter.send(cardAt('d1', cardFor('ours', { ...claimed, claimedById: me })))
    await world.adapter.send(cardAt('d2', cardFor('theirs', { ...claimed, claimedById: 'another-kim' })))
    await world.adapter.send(cardAt('d3', cardFor('over', { status: 'resolved', closedBy: 'Sam' })))
    const page = await (await kim.page('/desk')).text()
    const places = [
      'With you',
      'handoff=ours',
      'With others',
      'handoff=theirs',
      'Closed lately',
      'handoff=over',
    ].map((words) => page.indexOf(words))
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  it('tells what was said in its order, and each line once', async () => {
    const kim = await signInAs(world, 'Kim')
    const line = (author: 'customer' | 'assistant', text: string, at: number) => {
      return { author, name: '', text, attachments: [], at, edited: false, removed: false }
    }
    const again = line('customer', 'Is anybody there?', 3)
    const lines = [line('customer', 'It is broken', 1), line('assistant', 'A person comes', 2), again]
    const transcript = [...lines, line('assistant', 'They know', 4)].map((one) => ({ id: uuid(), ...one }))
    await world.adapter.send(cardAt('d1', cardFor('h1', { transcript })))
    const head = {
      place: DESK,
      doubtful: false,
      since: 0,
      replaces: null,
      kind: 'thread',
      handoff: 'h1',
      card: 'd1',
    } as const
    await world.adapter.send({ ...head, id: 'd2', line: { ...again, files: [], kind: 'message' } })
    const page = await (await kim.page('/desk?handoff=h1')).text()
    const told = ['It is broken', 'A person comes', 'Since then', 'Is anybody there?', 'They know']
    const places = told.map((words) => page.indexOf(words))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places.every((place) => place > 0)).toBe(true)
    expect(page.split('Is anybody there?')).toHaveLength(2)
  })

  it('hands an action on with who did it', async () => {
    const kim = await signInAs(world, 'Kim')
    world.core.answer = () => ({ status: 'recorded', say: 'It is yours.' })
    const id = uuid()
    const answer = await kim.post('/desk/action', { id, action: 'claim', handoff: 'h1' })
    expect([answer.status, await answer.json()]).toEqual([202, { status: 'recorded', say: 'It is yours.' }])
    const by = { id: expect.stringMatching(/^[\w-]{20}$/), name: 'Kim' }
    const said = { id, action: 'claim', handoff: 'h1', by, text: '', snooze: null }
    expect(world.core.inbound).toEqual([{ kind: 'action', ...said }])
  })

  it('shows what was promised, and hands on which promise a click is about', async () => {
    const kim = await signInAs(world, 'Kim')
    const buttons = [{ action: 'keep_promise' as const, label: 'It is done' }]
    const promises = [{ id: 'p1', state: 'open' as const, says: 'Kim owes <this> by noon', buttons }]
    const morePromises = '2 more promises are not shown here.'
    await world.adapter.send(cardAt('d1', cardFor('h1', { status: 'resolved', promises, morePromises })))
    const page = await (await kim.page('/desk?handoff=h1')).text()
    expect(page).toContain('Kim owes &lt;this&gt; by noon')
    expect(page).toContain('data-action="keep_promise" data-promise="p1">It is done</button>')
    expect(page).toContain(morePromises)
    await kim.post('/desk/action', { id: uuid(), action: 'keep_promise', handoff: 'h1', promise: 'p1' })
    expect(world.core.inbound.at(-1)).toMatchObject({ action: 'keep_promise', handoff: 'h1', promise: 'p1' })
  })

  it('shows what others raised too, and opens a window to say so or to call it fixed', async () => {
    const kim = await signInAs(world, 'Kim')
    const buttons = [{ action: 'fix_cause' as const, label: 'It is fixed…' }]
    const sharedCause = { says: 'Same problem as 3 others: <Lost>.', buttons }
    await world.adapter.send(cardAt('d1', cardFor('h1', { status: 'resolved', sharedCause })))
    const page = await (await kim.page('/desk?handoff=h1')).text()
    expect(page).toContain('Same problem as 3 others: &lt;Lost&gt;.')
    expect(page).toContain('data-window="fix_cause">It is fixed…</button>')
    const window = async (action: string) => {
      const answer = await kim.page(`/desk/cause?handoff=h1&action=${action}`)
      return answer.status === 200 ? answer.text() : answer.status
    }
    expect(await window('fix_cause')).toBe(404)
    const fix = {
      cause: 'c1',
      name: '<Lost>',
      says: 'Goes to 4.',
      label: 'Tell 4',
      suggestion: 'Hi',
      shownAt: 7,
    }
    const form = {
      handoff: 'h1',
      linked: { id: 'c1', name: '<Lost>' },
      choices: [{ id: 'c1', label: '<Lost> (4)' }],
    }
    world.causes.form = { ...form, fix: null }
    expect(await window('fix_cause')).toBe(404)
    expect(await window('link_cause')).toContain('value="c1" checked> &lt;Lost&gt; (4)')
    world.causes.form = { ...form, fix }
    const shown = await window('fix_cause')
    expect(shown).toContain('data-cause="c1" data-shown="7"')
    expect(shown).toContain('class="main">Tell 4</button>')
    const said = { action: 'fix_cause', handoff: 'h1', cause: 'c1', shownAt: 7, text: 'Hi' }
    await kim.post('/desk/action', { id: uuid(), ...said })
    expect(world.core.inbound.at(-1)).toMatchObject(said)
  })

  it('lists who waits in the order of the line, and last whoever has no place in it yet', async () => {
    const kim = await signInAs(world, 'Kim')
    const cards = [
      cardFor('h1', { waitingSince: 1, wrong: 'first' }),
      cardFor('h2', { waitingSince: 2, wrong: 'second' }),
      cardFor('h3', { waitingSince: 3, wrong: 'third' }),
      cardFor('h4', { waitingSince: 5, wrong: 'new' }),
      cardFor('h5', { waitingSince: 4, wrong: 'nearly' }),
    ]
    for (const [n, card] of cards.entries()) await world.adapter.send(cardAt(`d${n}`, card))
    world.line.all = ['h3', 'elsewhere', 'h1', 'h2']
    const page = await (await kim.page('/desk')).text()
    expect([...page.matchAll(/entry-what">(\w+)</g)].map(([, wrong]) => wrong)).toEqual([
      'third',
      'first',
      'second',
      'nearly',
      'new',
    ])
  })

  it('offers to put aside what is one’s own, and to take over what another has', async () => {
    const kim = await signInAs(world, 'Kim')
    const page = async () => (await kim.page('/desk?handoff=h1')).text()
    const theirs = cardFor('h1', { status: 'claimed', claimedBy: 'Sam', claimedById: 'sam' })
    await world.adapter.send(cardAt('d1', theirs))
    expect(await page()).toContain('data-action="take_over"')
    expect(await page()).not.toContain('data-action="snooze"')
    await kim.post('/desk/action', { id: uuid(), action: 'take_over', handoff: 'h1' })
    const said = world.core.inbound.at(-1)
    const id = said?.kind === 'action' ? said.by.id : ''
    const mine = cardFor('h1', {
      status: 'snoozed',
      claimedBy: 'Kim',
      claimedById: id,
      snoozedUntil: 1,
    })
    await world.adapter.send(cardAt('d2', mine, 'd1'))
    expect(await page()).not.toContain('data-action="take_over"')
    expect(await page()).toContain('data-action="wake"')
    expect(await page()).toMatch(/put aside until <time [^>]*data-time="until"/)
    await kim.post('/desk/action', { id: uuid(), action: 'snooze', snooze: 'monday', handoff: 'h1' })
    expect(world.core.inbound.at(-1)).toMatchObject({ action: 'snooze', snooze: 'monday' })
  })

  it('tells the second of two clicks who was faster', async () => {
    const kim = await signInAs(world, 'Kim')
    world.core.answer = () => ({ status: 'refused', say: 'Sam has this one.' })
    const answer = await kim.post('/desk/action', { id: uuid(), action: 'claim', handoff: 'h1' })
    expect([answer.status, await answer.json()]).toEqual([
      409,
      { status: 'refused', say: 'Sam has this one.' },
    ])
  })

  it('asks to try again when the core cannot take an action', async () => {
    const kim = await signInAs(world, 'Kim')
    world.core.answer = () => Promise.reject(new Error('down'))
    expect((await kim.post('/desk/action', { id: uuid(), action: 'claim', handoff: 'h1' })).status).toBe(503)
  })

  it.each([
    ['an action that it does not know', { action: 'erase' }, 400],
    ['an empty reply', { action: 'reply', text: ' ' }, 422],
    ['an empty note', { action: 'note' }, 422],
    ['no handoff', { handoff: '' }, 400],
    ['no id', { id: 'x' }, 400],
  ])('refuses %s', async (_what, change, status) => {
    const kim = await signInAs(world, 'Kim')
    const answer = await kim.post('/desk/action', { id: uuid(), action: 'claim', handoff: 'h1', ...change })
    expect(answer.status).toBe(status)
    expect(world.core.inbound).toEqual([])
  })

  it('shows a call of a tool whole, with its buttons while it waits, and passes the click on', async () => {
    const kim = await signInAs(world, 'Kim')
    const call = 'shop: cancel_order\norder = "<b>A-17</b>"'
    const proposal = { id: 'p1', call, state: 'waiting', says: 'Proposed.' } as const
    await world.adapter.send(cardAt('d1', cardFor('h1', { proposal })))
    const page = async () => (await kim.page('/desk?handoff=h1')).text()
    expect(await page()).toContain(
      '<code>shop: cancel_order\norder = &quot;&lt;b&gt;A-17&lt;/b&gt;&quot;</code>',
    )
    expect(await page()).toMatch(/data-action="run" data-surely=.*data-action="dismiss"/s)
    await kim.post('/desk/action', { id: uuid(), action: 'run', handoff: 'h1' })
    expect(world.core.inbound.at(-1)).toMatchObject({ action: 'run', handoff: 'h1', by: { name: 'Kim' } })
    await world.adapter.send(cardAt('d2', cardFor('h1', { proposal: { ...proposal, state: 'done' } }), 'd1'))
    expect(await page()).not.toContain('data-action="run"')
  })

  it('shows a script in anything that a customer wrote as words', async () => {
    const kim = await signInAs(world, 'Kim')
    const hostile = '<script>alert(1)</script>'
    const mood = { sentiment: -1, feeling: hostile, reason: hostile, quote: hostile }
    const line = {
      id: 'm1',
      author: 'customer',
      name: hostile,
      text: hostile,
      attachments: [],
      at: 1,
      edited: false,
      removed: false,
    } satisfies Line
    const customer = { name: hostile, since: 1, conversations: 1, from: hostile }
    const card = cardFor('h1', {
      customer,
      cause: hostile,
      wrong: hostile,
      tried: hostile,
      mood,
      suggestion: hostile,
      transcript: [line, { ...line, author: 'assistant' }],
    })
    await world.adapter.send(cardAt('d1', card))
    const inner = {
      kind: 'message',
      author: 'customer',
      name: hostile,
      text: hostile,
      files: [],
      at: 1,
      edited: false,
      removed: false,
    } satisfies ThreadLine
    await world.adapter.send({
      id: 'd2',
      place: DESK,
      doubtful: false,
      since: 0,
      replaces: null,
      kind: 'thread',
      handoff: 'h1',
      card: 'd1',
      line: inner,
    })
    await world.adapter.send(answerTo(DESK, 'd3', hostile))
    const page = await (await kim.page('/desk?handoff=h1')).text()
    expect(page.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(10)
    expect(page).not.toContain('<script>alert')
  })
})
