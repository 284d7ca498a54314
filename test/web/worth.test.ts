import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WorthAWord } from '../../src/card.ts'
import { idOf, type LocalWorld, openBrowser, openLocalWorld, signInAs } from '../adapters/local-world.ts'

const NORA: WorthAWord = {
  conversation: 'c-1',
  customer: 'Nora <b>',
  from: 'local',
  kind: 'weak',
  why: 'Left after an answer that may not have helped',
  said: 'Do you sell "umbrellas" & <lamps>?',
  at: Date.UTC(2026, 10, 20),
  suggestion: 'Hello, is all well?',
}

describe('"Worth a word" at the staff desk', () => {
  let world: LocalWorld
  beforeEach(async () => {
    world = await openLocalWorld()
  })
  afterEach(() => world.close())

  it('lets nobody in but staff', async () => {
    const browser = openBrowser(world.app)
    expect((await browser.page('/desk/worth')).status).not.toBe(200)
    const body = { id: crypto.randomUUID(), conversation: 'c-1', action: 'send', text: 'Hello' }
    expect((await browser.post('/desk/checkin', body)).status).not.toBe(202)
    expect(world.core.inbound).toEqual([])
  })

  it('is named in the list with how many there are, and not where there is nobody', async () => {
    const kim = await signInAs(world, 'Kim')
    expect(await (await kim.page('/desk')).text()).not.toContain('/desk/worth')
    expect(await (await kim.page('/desk/worth')).text()).toContain('There is nobody to write to just now.')
    world.worth.all = [NORA]
    world.clock.now += 61_000
    const desk = await (await kim.page('/desk')).text()
    expect(desk).toContain('href="/desk/worth"')
    expect(desk).toContain('<span class="count">1</span>')
  })

  it('shows who it is, why, their own words, and a word that may be changed', async () => {
    world.worth.all = [NORA]
    const kim = await signInAs(world, 'Kim')
    const page = await (await kim.page('/desk/worth')).text()
    expect(page).toContain(NORA.why)
    expect(page).toContain('Do you sell &quot;umbrellas&quot; &amp; &lt;lamps&gt;?')
    expect(page).toContain('Nora &lt;b&gt;')
    expect(page).toMatch(/<textarea[^>]*>Hello, is all well\?<\/textarea>/)
    expect(page).toContain('Leave it')
  })

  it('sends it as the one who pressed, and says what the core says', async () => {
    const kim = await signInAs(world, 'Kim')
    const me = await idOf(world, kim)
    world.core.answer = () => ({ status: 'recorded', say: 'Sent.' })
    const id = crypto.randomUUID()
    const body = { id, conversation: 'c-1', action: 'send', text: 'Hello Nora' }
    const answer = await kim.post('/desk/checkin', body)
    expect([answer.status, await answer.json()]).toEqual([202, { status: 'recorded', say: 'Sent.' }])
    expect(world.core.inbound.at(-1)).toEqual({
      kind: 'checkin',
      ...body,
      by: { id: me, name: 'Kim' },
    })
    world.core.answer = () => ({ status: 'refused', say: 'Sam has written already.' })
    expect((await kim.post('/desk/checkin', { ...body, action: 'leave' })).status).toBe(409)
    world.core.answer = () => {
      throw new Error('down')
    }
    expect((await kim.post('/desk/checkin', body)).status).toBe(503)
  })

  it.each([{}, { action: 'shout' }, { id: 'not-an-id' }, { conversation: '' }, { text: 7 }])(
    'refuses what is no such click: %j',
    async (part) => {
      const kim = await signInAs(world, 'Kim')
      const whole = { id: crypto.randomUUID(), conversation: 'c-1', action: 'send', text: 'Hello' }
      const body = Object.keys(part).length === 0 ? {} : { ...whole, ...part }
      expect((await kim.post('/desk/checkin', body)).status).toBe(400)
      expect(world.core.inbound).toEqual([])
    },
  )
})
