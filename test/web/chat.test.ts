import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  answerTo,
  type Browser,
  cardAt,
  cardFor,
  DESK,
  HERE,
  type LocalWorld,
  openBrowser,
  openLocalWorld,
  readUntil,
  visit,
} from '../adapters/local-world.ts'

const uuid = () => crypto.randomUUID()

describe("the customer's chat", () => {
  let world: LocalWorld
  let browser: Browser
  beforeEach(async () => {
    world = await openLocalWorld()
    browser = openBrowser(world.app)
  })
  afterEach(() => world.close())

  it('knows a newcomer by a secret of their own, which their channel does not give away', async () => {
    const answer = await browser.page('/')
    expect(answer.headers.get('set-cookie')).toMatch(
      /^warmline_customer=[\w-]{43}; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    await browser.post('/chat/messages', { id: uuid(), text: 'Hello' })
    expect(JSON.stringify(world.core.inbound)).not.toContain(browser.cookies.get('warmline_customer'))
  })

  it('greets with what it is and that a person can be had, and offers questions', async () => {
    const page = await (await browser.page('/')).text()
    expect(page).toContain('AI assistant')
    expect(page).toContain('Talk to a person')
    expect(page).toContain('When will my order arrive?')
  })

  it('shows a script in a name or a message as words', async () => {
    await browser.page('/')
    await browser.post('/chat/messages', {
      id: uuid(),
      text: '<script>alert(1)</script>',
      name: '"><img src=x>',
    })
    const said = await readUntil(
      await browser.get('/chat/events'),
      (text) => text.includes('\n\ndata:') && text.endsWith('\n\n'),
    )
    const line = JSON.parse(/^data: (.*)$/m.exec(said)?.[1] ?? '')
    for (const shown of [await (await browser.page('/')).text(), line.html]) {
      expect(shown).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
      expect(shown).not.toMatch(/<script>alert|<img src=x/)
    }
  })

  it('shows a script in what the assistant says, its sources and its buttons as words', async () => {
    const { browser, place } = await visit(world)
    const hostile = '<script>alert(1)</script>'
    await world.adapter.send({
      id: 'd1',
      place,
      doubtful: false,
      since: 0,
      replaces: null,
      kind: 'text',
      text: hostile,
      speaker: { role: 'staff', name: hostile, picture: null },
      sources: [
        { title: hostile, page: hostile, url: 'javascript:alert(1)' },
        { title: 'Care', page: 'care', url: 'https://example.com/"onclick="x' },
      ],
      options: [{ choice: 'helped', label: hostile }],
      discreet: false,
    })
    const page = await (await browser.page('/')).text()
    expect(page).not.toMatch(/<script>alert|href="javascript|"onclick/)
  })

  it('shows nothing when the core refuses, and passes on what it says', async () => {
    const { browser, place } = await visit(world)
    world.core.answer = () => ({ status: 'refused', say: 'That is too long.' })
    const answer = await browser.post('/chat/messages', { id: uuid(), text: 'x' })
    expect([answer.status, await answer.json()]).toEqual([
      422,
      { status: 'refused', say: 'That is too long.' },
    ])
    expect(await world.posts.list({ channel: place.channel, newest: 10 })).toHaveLength(1)
  })

  it('asks to try again when the core cannot take it, and shows nothing as sent', async () => {
    const { browser, place } = await visit(world)
    world.core.answer = () => Promise.reject(new Error('the ledger is down'))
    const answer = await browser.post('/chat/messages', { id: uuid(), text: 'x' })
    expect([answer.status, await answer.json()]).toEqual([
      503,
      { status: 'later', say: expect.stringContaining('trying again') },
    ])
    expect(await world.posts.list({ channel: place.channel, newest: 10 })).toHaveLength(1)
  })

  it.each([
    ['no JSON', 'hello'],
    ['no id', { text: 'x' }],
    ['an id that is none', { id: 'desk', text: 'x' }],
    ['no words', { id: '3f0c8f5e-6f4d-4d1c-9a34-3f6a0b6a7b11', text: ' \n ' }],
  ])('answers %s with a kind refusal', async (_what, body) => {
    await browser.page('/')
    const answer = await browser.post('/chat/messages', body)
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { status: 'refused', say: expect.any(String) },
    ])
    expect(world.core.inbound).toEqual([])
  })

  it('takes a message whose name is too long, and cuts the name', async () => {
    await browser.page('/')
    const answer = await browser.post('/chat/messages', {
      id: uuid(),
      text: 'x',
      name: `\u202e${'n'.repeat(300)}`,
    })
    expect(answer.status).toBe(202)
    expect(world.core.inbound.at(-1)).toMatchObject({ author: { name: 'n'.repeat(60) } })
  })

  it('takes no message, event or change from somebody it does not know', async () => {
    for (const cookie of ['', 'desk', 'x'.repeat(44), `${'a'.repeat(42)}!`]) {
      browser.cookies.set('warmline_customer', cookie)
      expect((await browser.post('/chat/messages', { id: uuid(), text: 'x' })).status).toBe(401)
      expect((await browser.post('/chat/remove', { id: uuid() })).status).toBe(401)
      expect((await browser.get('/chat/events')).status).toBe(401)
    }
  })

  it('hands over a press with the words that stood on the button', async () => {
    const { browser, place } = await visit(world)
    await world.adapter.send({
      ...answerTo(place, 'd1', 'Hi'),
      kind: 'text',
      text: 'Hi',
      speaker: { role: 'assistant' },
      sources: [],
      options: [{ choice: 'helped', label: 'Yes, it did' }],
      discreet: false,
    })
    await browser.post('/chat/press', { id: uuid(), choice: 'helped' })
    expect(world.core.inbound.at(-1)).toMatchObject({
      kind: 'message',
      choice: 'helped',
      text: 'Yes, it did',
    })
    await browser.post('/chat/press', { id: uuid(), choice: 'person' })
    expect(world.core.inbound.at(-1)).toMatchObject({
      kind: 'message',
      choice: 'person',
      text: 'Talk to a person',
    })
    expect((await browser.post('/chat/press', { id: uuid(), choice: 'claim' })).status).toBe(400)
  })

  it("changes and removes one's own message, and leaves none of its words", async () => {
    const { browser, place } = await visit(world)
    const id = uuid()
    await browser.post('/chat/messages', { id, text: 'first words' })
    await browser.post('/chat/edit', { id, text: 'second words' })
    expect(world.core.inbound.at(-1)).toEqual({ kind: 'edit', id, place, text: 'second words' })
    expect(await (await browser.page('/')).text()).toContain('second words')
    await browser.post('/chat/remove', { id })
    expect(world.core.inbound.at(-1)).toEqual({ kind: 'deletion', id, place })
    expect((await browser.post('/chat/remove', { id })).status).toBe(202)
    expect((await browser.post('/chat/edit', { id, text: 'third' })).status).toBe(404)
    expect(JSON.stringify(await world.posts.since(place.channel, 0))).not.toMatch(
      /(first|second|third) words/,
    )
  })

  it("does not change or show another customer's message", async () => {
    const [nora, sam] = [await visit(world), await visit(world)]
    const id = uuid()
    await nora.browser.post('/chat/messages', { id, text: "Nora's secret" })
    expect((await sam.browser.post('/chat/edit', { id, text: 'mine now' })).status).toBe(404)
    expect((await sam.browser.post('/chat/remove', { id })).status).toBe(404)
    expect(await (await sam.browser.page('/')).text()).not.toContain('secret')
    await world.adapter.send(answerTo(sam.place, 'd1', 'for Sam'))
    expect(
      await readUntil(await sam.browser.get('/chat/events'), (said) => said.includes('for Sam')),
    ).not.toContain('secret')
  })

  it('goes on after the event that the page heard last', async () => {
    const { browser, place } = await visit(world)
    for (const id of ['one', 'two', 'three']) await world.adapter.send(answerTo(place, id, `line ${id}`))
    const all = await readUntil(await browser.get('/chat/events'), (said) => said.includes('line three'))
    const ids = [...all.matchAll(/^id: (\d+)$/gm)].map(([, id]) => id ?? '')
    const rest = await readUntil(
      await browser.get('/chat/events', { 'last-event-id': ids.at(-2) ?? '' }),
      (said) => said.includes('line three'),
    )
    expect(all).toContain('line one')
    expect(rest).not.toMatch(/line (one|two)/)
    const live = await browser.get('/chat/events', { 'last-event-id': ids.at(-1) ?? '' })
    await world.adapter.send(answerTo(place, 'four', 'line four'))
    expect(await readUntil(live, (said) => said.includes('line four'))).not.toContain('line three')
  })

  it('tells the page of a change under the id of the post that changed', async () => {
    const { browser, place } = await visit(world)
    await world.adapter.send(answerTo(place, 'd1', 'before'))
    const stream = await browser.get(`/chat/events?after=${await world.posts.latest()}`)
    await world.adapter.send({ ...answerTo(place, 'd2', 'after'), replaces: 'd1' })
    const said = await readUntil(stream, (text) => text.includes('after'))
    expect(said).toContain('"id":"d1"')
  })

  it('shows nothing of the desk on any route of a customer', async () => {
    const { browser } = await visit(world)
    await world.adapter.send(cardAt('d1', cardFor('h1', { wrong: 'inner words' })))
    await world.adapter.send(answerTo(DESK, 'd2', 'inner words'))
    for (const path of ['/', '/?channel=desk', '/chat/words'])
      expect(await (await browser.page(path)).text()).not.toContain('inner words')
    const stream = await browser.get('/chat/events?channel=desk&handoff=h1&after=0')
    await browser.post('/chat/messages', { id: uuid(), text: 'the last line' })
    expect(await readUntil(stream, (said) => said.includes('the last line'))).not.toContain('inner words')
    for (const path of ['/desk', '/desk/events', '/desk?handoff=h1'])
      expect((await world.app.request(HERE + path)).status).toBe(401)
  })
})
