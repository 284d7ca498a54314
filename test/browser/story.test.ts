import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chromiumPath } from '../support/machine.ts'
import { say, sayBefore } from '../support/world.ts'
import {
  examine,
  type House,
  isInSight,
  launch,
  openChat,
  openDesk,
  openHouse,
  openOwnersRoom,
  openPage,
  PATIENCE,
  PHONE,
  posts,
  SMALL_PHONE,
  tabTo,
  tooWide,
  write,
} from './browser.ts'

const LONG = 120_000
const QUESTION = 'When is the workshop open?'
const COMPLAINT = 'I have been waiting three weeks for my refund and nobody answers'
const NOTE = 'Bank details were mistyped in March'
const REPLY = 'Hello Nora, I am sending your refund today.'

const soon = { timeout: PATIENCE }
const available = chromiumPath() !== null
describe.runIf(available)('in the browser', () => {
  let browser: Browser
  let house: House
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    house = await openHouse()
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    await house.close()
  })

  const ask = async (nora: Page, text: string) => {
    const before = await posts(nora, 'assistant').count()
    await write(nora, text)
    await posts(nora, 'assistant').nth(before).waitFor()
  }

  const openCase = async (desk: Page, name: string) => {
    const list = desk.getByRole('navigation', { name: 'Conversations' })
    await list.getByRole('link', { name }).click()
    await desk.waitForURL(/handoff=/)
    await desk.getByRole('heading', { name }).waitFor()
  }

  /** Leaves a mark on the page, and tells later whether it is still the page that was marked. */
  const mark = async (page: Page) => {
    await page.evaluate('window.isMarked = true')
    return () => page.evaluate('window.isMarked === true')
  }

  it('Nora is answered, complains, and is helped by Sam while the owner looks on', {
    timeout: LONG,
  }, async () => {
    const sam = await openDesk(browser, house, 'Sam')
    await sam.getByText('Nobody is waiting', { exact: true }).waitFor()
    let stayed = await mark(sam)

    // Nora asks, and reads the answer, where it comes from, and that it is an AI who says so.
    const nora = await openChat(browser, house, 'Nora')
    await ask(nora, QUESTION)
    const answer = posts(nora, 'assistant').first()
    expect(await answer.textContent()).toContain("I'm an AI, not a person")
    expect(await answer.textContent()).toMatch(/workshop.*9am to 5pm|workshop.*Saturday/i)
    expect(await answer.getByRole('link', { name: /workshop/i }).getAttribute('href')).toBe(
      'https://help.larkfield.example/opening-hours-and-workshop',
    )

    // She loads the page again: all of it is there.
    const before = await nora.locator('#posts .says').allTextContents()
    await nora.reload()
    expect(await nora.locator('#posts .says').allTextContents()).toEqual(before)
    expect(before[0]).toBe(QUESTION)

    // She complains, and reads who has it and by when.
    await ask(nora, COMPLAINT)
    expect(await posts(nora, 'assistant').last().textContent()).toContain(sayBefore('receipt_complaint'))
    expect(say('receipt_complaint')).toMatch(/a person will answer you here within one working day/i)

    // Sam sees her waiting, on the page that was open all the time, and opens the card.
    const entry = sam.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name: /Nora/ })
    await entry.waitFor()
    expect(await entry.textContent()).toContain('Complaint')
    await expect.poll(() => sam.title(), soon).toMatch(/^\(1\) /)
    expect(await stayed()).toBe(true)
    const kim = await openDesk(browser, house, 'Kim')
    await kim.route('**/desk/events*', (route) => route.abort())
    for (const desk of [sam, kim]) {
      await desk
        .getByRole('navigation', { name: 'Conversations' })
        .getByRole('link', { name: /Nora/ })
        .click()
      await desk.getByRole('heading', { name: 'Nora' }).waitFor()
    }
    stayed = await mark(sam)
    const card = await sam.locator('#card').textContent()
    expect(card).toContain('first conversation')
    expect(card).toMatch(/What is wrong\s*When is the workshop open\?\s+I have been waiting three weeks/i)
    expect(card).toMatch(/Why a person\s*A complaint/i)
    expect(card).toMatch(/What was tried\s*The assistant answered from: .*workshop/i)
    const mood = sam.locator('dl.facts > div').filter({ hasText: 'Last mood' })
    expect(await mood.textContent()).toMatch(/Last mood\s*\w+: \w+/i)
    expect(COMPLAINT).toContain(await mood.locator('blockquote').textContent())

    // Sam takes it; Nora is told. Kim, whose line is down and who still sees it waiting, is told that Sam has it.
    await sam.getByRole('button', { name: 'Claim', exact: true }).click()
    await sam.getByText(say('claimed')).waitFor()
    await posts(nora, 'house').getByText('Sam has taken over').waitFor()
    await kim.getByRole('button', { name: 'Claim', exact: true }).click()
    await kim.getByText(say('claimed_by_other', { name: 'Sam' })).waitFor()
    await kim.unroute('**/desk/events*')
    await kim.locator('#card').getByText('With Sam').waitFor()

    // A note for those at the desk, then a reply for Nora.
    await sam.getByLabel(/^Note/).fill(NOTE)
    await sam.getByRole('button', { name: 'Add note' }).click()
    await sam.locator('#thread').getByText(NOTE).waitFor()
    await kim.locator('#thread').getByText(NOTE).waitFor()
    await sam.getByLabel(/^Reply to Nora/).fill(REPLY)
    await sam.getByRole('button', { name: 'Send to Nora' }).click()
    const words = posts(nora, 'staff').filter({ hasText: REPLY })
    await words.waitFor()
    expect(await words.locator('.who').textContent()).toMatch(/Sam\s+A person/)
    expect(await sam.getByLabel(/^Reply to Nora/).inputValue()).toBe('')

    // Nora writes again: Sam reads it at once, and the assistant keeps quiet.
    const said = await posts(nora, 'assistant').count()
    await write(nora, QUESTION)
    await write(nora, 'Thank you Sam, I will look at my account')
    await sam.locator('#thread').getByText('Thank you Sam, I will look at my account').waitFor()
    await sam.locator('#thread').getByText(QUESTION).waitFor()
    expect(await stayed()).toBe(true)

    // It is solved, and Nora sees it.
    await sam.getByRole('button', { name: 'Resolve' }).click()
    await posts(nora, 'house').getByText('Sam has marked this as solved').waitFor()
    await sam.locator('#card').getByText('Resolved by you').waitFor()
    expect(await posts(nora, 'assistant').count()).toBe(said)
    const shown = await nora.content()
    await nora.reload()
    for (const html of [shown, await nora.content()]) {
      expect(html).toContain(REPLY)
      expect(html).not.toContain('mistyped')
    }

    // The owner finds the complaint with its words, why it counts as one, and how it ended.
    const owner = await openOwnersRoom(browser, house)
    await owner.getByRole('heading', { level: 1 }).getByText('Today: 1 conversation').waitFor()
    expect(await owner.locator('.today').textContent()).toMatch(/One complaint, about a refund/)
    await owner.getByLabel('Complaint').selectOption({ label: 'Complaints only' })
    await owner.getByRole('button', { name: 'Show' }).click()
    await owner.waitForURL(/complaint=yes/)
    const rows = owner.locator('table.readings tbody tr')
    expect(await rows.count()).toBe(1)
    const row = await rows.first().textContent()
    expect(row).toContain('Nora')
    expect(row).toContain('Complaint')
    expect(COMPLAINT).toContain(await rows.first().locator('q').textContent())
    expect(row).toMatch(/Called a person: a complaint/)
    expect(row).toContain('Resolved by Sam')

    const download = owner.waitForEvent('download')
    await owner.getByRole('link', { name: 'spreadsheet (CSV)' }).click()
    const file = await download
    expect(file.suggestedFilename()).toMatch(/^warmline-readings-\d{4}-\d\d-\d\d\.csv$/)
    const csv = await readFile(await file.path(), 'utf8')
    expect(csv.trim().split('\r\n')).toHaveLength(2)
    expect(csv).toContain('"Nora"')
    expect(csv).toContain('"resolved","Sam"')

    await rows.first().getByRole('link', { name: 'Nora' }).click()
    await owner.getByRole('heading', { level: 1, name: 'Nora' }).waitFor()
    const story = await owner.getByRole('list', { name: 'The conversation, oldest first' }).textContent()
    for (const one of [QUESTION, COMPLAINT, NOTE, REPLY, 'Sam took it', 'Sam resolved it']) {
      expect(story).toContain(one)
    }
  })

  it('the keyboard alone sends a message, follows a source and calls a person', {
    timeout: LONG,
  }, async () => {
    const nora = await openChat(browser, house)
    await nora.context().route('https://help.larkfield.example/**', (route) => {
      return route.fulfill({ contentType: 'text/html', body: '<title>The page itself</title>' })
    })
    await tabTo(nora, nora.getByLabel('Your message'))
    await nora.keyboard.type('When is the workshop')
    await nora.keyboard.press('Shift+Enter')
    await nora.keyboard.type('open?')
    await nora.keyboard.press('Enter')
    await posts(nora, 'assistant').first().waitFor()
    expect(await posts(nora, 'you').locator('.says').textContent()).toBe('When is the workshop\nopen?')

    const opened = nora.context().waitForEvent('page')
    await tabTo(nora, posts(nora, 'assistant').first().locator('.sources a').first(), 'Shift+Tab')
    await nora.keyboard.press('Enter')
    const source = await opened
    await source.waitForURL('https://help.larkfield.example/opening-hours-and-workshop')
    expect(await source.title()).toBe('The page itself')
    expect(await source.evaluate('window.opener')).toBeNull()
    await source.close()

    await tabTo(nora, nora.locator('#person'))
    await nora.keyboard.press('Enter')
    await posts(nora, 'assistant').getByText(sayBefore('receipt_wants_person')).waitFor()
  })

  it('the keyboard alone claims, answers and resolves at the desk', { timeout: LONG }, async () => {
    const nora = await openChat(browser, house, 'Nora')
    await ask(nora, 'I want to talk to a person')
    const sam = await openDesk(browser, house, 'Sam')
    const list = sam.getByRole('navigation', { name: 'Conversations' })
    await tabTo(sam, list.getByRole('link', { name: /Nora/ }))
    await sam.keyboard.press('Enter')
    await sam.getByRole('heading', { name: 'Nora' }).waitFor()
    await tabTo(sam, sam.getByRole('button', { name: 'Claim', exact: true }))
    await sam.keyboard.press('Enter')
    await sam.getByText(say('claimed')).waitFor()
    await tabTo(sam, sam.getByLabel(/^Reply to Nora/))
    await sam.keyboard.type(REPLY)
    await tabTo(sam, sam.getByRole('button', { name: 'Send to Nora' }))
    await sam.keyboard.press('Enter')
    await posts(nora, 'staff').getByText(REPLY).waitFor()
    await tabTo(sam, sam.getByRole('button', { name: 'Resolve' }), 'Shift+Tab')
    await sam.keyboard.press('Enter')
    await posts(nora, 'house').getByText('Sam has marked this as solved').waitFor()
  })

  it('a restart in the middle loses nothing that was written or said', { timeout: LONG }, async () => {
    const nora = await openChat(browser, house, 'Nora')
    await ask(nora, QUESTION)
    await ask(nora, 'I want to talk to a person')
    const sam = await openDesk(browser, house, 'Sam')
    await openCase(sam, 'Nora')
    await sam.getByLabel(/^Reply to Nora/).fill(REPLY)
    const before = await nora.locator('#posts .says').allTextContents()

    await house.stop()
    await write(nora, 'It is about order 12')
    await posts(nora, 'you').getByText('Not sent yet').waitFor()
    await nora.getByText('The line is down for a moment').waitFor()
    await sam.getByText('The line is down for a moment').waitFor()
    await nora.getByLabel('Your message').fill('A thought that is half')

    await house.start()
    await posts(nora, 'assistant').getByText(sayBefore('waiting')).waitFor()
    await nora.getByText('The line is down for a moment').waitFor({ state: 'hidden' })
    await expect.poll(() => posts(nora, 'you').getByText('Not sent yet').count(), soon).toBe(0)
    expect(await nora.getByLabel('Your message').inputValue()).toBe('A thought that is half')
    const after = await nora.locator('#posts .says').allTextContents()
    expect(after.slice(0, before.length)).toEqual(before)
    const [words, reply] = after.slice(before.length)
    expect([words, after.length]).toEqual(['It is about order 12', before.length + 2])
    expect(reply).toContain(sayBefore('waiting'))
    await nora.reload()
    expect(await nora.locator('#posts .says').allTextContents()).toEqual(after)
    expect(await nora.getByLabel('Your message').inputValue()).toBe('A thought that is half')

    // The desk too goes on where it was, and its session holds.
    await sam.locator('#thread').getByText('It is about order 12').waitFor()
    expect(await sam.getByLabel(/^Reply to Nora/).inputValue()).toBe(REPLY)
    await sam.getByRole('button', { name: 'Send to Nora' }).click()
    await posts(nora, 'staff').getByText(REPLY).waitFor()
  })

  it('a message is kept over a reload while the line is down, and is sent once', {
    timeout: LONG,
  }, async () => {
    const nora = await openChat(browser, house)
    await nora.route('**/chat/messages', (route) => route.abort())
    await write(nora, QUESTION)
    await posts(nora, 'you').getByText('Not sent yet').waitFor()
    await nora.reload()
    await posts(nora, 'you').getByText('Not sent yet').waitFor()
    await nora.unroute('**/chat/messages')
    await posts(nora, 'assistant').first().waitFor()
    await expect.poll(() => posts(nora, 'you').count(), soon).toBe(1)
  })

  it('every question that is offered to a newcomer is answered from the pages', {
    timeout: LONG,
  }, async () => {
    const nora = await openChat(browser, house)
    const examples = await nora.locator('[data-ask]').allTextContents()
    expect(examples.length).toBeGreaterThan(0)
    const answered: string[] = []
    for (const example of examples) {
      const page = await openChat(browser, house)
      await page.getByRole('button', { name: example }).click()
      await posts(page, 'assistant').first().waitFor()
      if ((await posts(page, 'assistant').first().locator('.sources').count()) > 0) answered.push(example)
    }
    expect(answered).toEqual(examples)
  })

  it('what is typed before the scripts have come is kept, and goes nowhere', { timeout: LONG }, async () => {
    const nora = await openChat(browser, house, 'Nora')
    await ask(nora, 'I want to talk to a person')
    const sam = await openDesk(browser, house, 'Sam')
    await openCase(sam, 'Nora')
    const release: (() => void)[] = []
    for (const page of [nora, sam]) {
      const held = new Promise<void>((done) => release.push(done))
      await page.route('**/assets/*.js', (route) => held.then(() => route.continue()))
      await page.reload({ waitUntil: 'commit' })
    }
    const message = nora.getByLabel('Your message')
    await nora.getByLabel('Your name, if you like').fill('Nora Quill')
    await message.fill('An early thought')
    await nora.getByRole('button', { name: 'Send', exact: true }).click({ noWaitAfter: true })
    const reply = sam.getByLabel(/^Reply to Nora/)
    await reply.fill(REPLY)
    await sam.getByRole('button', { name: 'Send to Nora' }).click({ noWaitAfter: true })
    for (const done of release) done()
    for (const page of [nora, sam]) await page.waitForLoadState('load')
    expect(sam.url()).toMatch(/\/desk\?handoff=[^&]+$/)
    expect(await reply.inputValue()).toBe(REPLY)
    expect(await message.inputValue()).toBe('An early thought')
    expect(await nora.getByLabel('Your name, if you like').inputValue()).toBe('Nora Quill')
  })

  it('the newest words stay in sight, and the page around them stays still', { timeout: LONG }, async () => {
    const nora = await openChat(browser, house, 'Nora')
    await nora.setViewportSize(PHONE)
    for (const text of [QUESTION, 'How do I send something back?', 'I want to talk to a person'])
      await ask(nora, text)
    const sam = await openDesk(browser, house, 'Sam')
    await openCase(sam, 'Nora')
    await sam.getByLabel(/^Reply to Nora/).fill(REPLY)
    await sam.getByRole('button', { name: 'Send to Nora' }).click()
    await posts(nora, 'staff').getByText(REPLY).waitFor()
    const newest = posts(nora, 'staff').last().locator('.says')
    await expect.poll(() => isInSight(nora, newest), soon).toBe(true)
    const overflow = 'document.documentElement.scrollHeight - document.documentElement.clientHeight'
    expect(await nora.evaluate(overflow)).toBe(0)
    // The keyboard of a phone comes up and takes half of the screen.
    await nora.setViewportSize({ ...PHONE, height: PHONE.height / 2 })
    await expect.poll(() => isInSight(nora, newest), { timeout: 3_000 }).toBe(true)
  })

  it('the header says who speaks, and the way to a person steps back while one is there', {
    timeout: LONG,
  }, async () => {
    const nora = await openChat(browser, house, 'Nora')
    const [byAi, byPerson] = [
      nora.getByText(say('page_subtitle'), { exact: true }),
      nora.getByText(say('page_personSubtitle'), { exact: true }),
    ]
    const sees = async (person: boolean) => {
      await (person ? byPerson : byAi).waitFor()
      expect([await byPerson.isVisible(), await byAi.isVisible()]).toEqual([person, !person])
      expect(await nora.locator('#person').isVisible()).toBe(!person)
    }
    await ask(nora, 'I want to talk to a person')
    await sees(false)
    const sam = await openDesk(browser, house, 'Sam')
    await openCase(sam, 'Nora')
    await sam.getByRole('button', { name: 'Claim', exact: true }).click()
    await sees(true)
    await sam.getByLabel(/^Reply to Nora/).fill(REPLY)
    await sam.getByRole('button', { name: 'Send to Nora' }).click()
    await posts(nora, 'staff').getByText(REPLY).waitFor()
    await nora.reload()
    await sees(true)
    await sam.getByRole('button', { name: 'Give back' }).click()
    await posts(nora, 'house').nth(1).waitFor()
    await sees(false)
    await nora.reload()
    await sees(false)
  })

  it('the desk is told that the customer wrote again, and stays where somebody reads', {
    timeout: LONG,
  }, async () => {
    const nora = await openChat(browser, house, 'Nora')
    await ask(nora, QUESTION)
    await ask(nora, 'I want to talk to a person')
    const sam = await openDesk(browser, house, 'Sam')
    await openCase(sam, 'Nora')
    const [told, newer] = [sam.locator('#said'), sam.getByRole('button', { name: /New words from Nora/ })]
    const thread = sam.locator('#thread .thread-line')
    expect(await sam.getByRole('button', { name: 'Use this', exact: true }).count()).toBe(1)
    await sam.getByLabel(/^Reply to Nora/).fill(REPLY)
    await sam.getByRole('button', { name: 'Send to Nora' }).click()
    await thread.getByText(REPLY).waitFor()
    await sam.getByRole('button', { name: 'Use this', exact: true }).waitFor({ state: 'hidden' })

    // At the end of the conversation, the newest words come into view by themselves.
    const about = sam.locator('#about')
    const atEnd = async () => {
      const [part, line] = [await about.boundingBox(), await thread.last().boundingBox()]
      return part !== null && line !== null && line.y + line.height <= part.y + part.height
    }
    await expect.poll(atEnd, soon).toBe(true)
    await write(nora, 'First again')
    await told.getByText('Nora has written again.').waitFor()
    await expect.poll(atEnd, soon).toBe(true)
    expect(await newer.isVisible()).toBe(false)

    // Further up, nothing moves, and a button leads there. Looked away from, the tab's title counts.
    await sam.evaluate("document.getElementById('about').scrollTop = 0")
    await sam.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    await write(nora, 'Second again')
    await newer.waitFor()
    expect(await sam.evaluate("document.getElementById('about').scrollTop")).toBe(0)
    expect(await sam.title()).toMatch(/^1 new · Desk/)
    await sam.evaluate('delete document.hidden; document.dispatchEvent(new Event("visibilitychange"))')
    expect(await sam.title()).toMatch(/^Desk/)
    await newer.click()
    await newer.waitFor({ state: 'hidden' })
    expect(await atEnd()).toBe(true)
  })

  it('nothing scrolls sideways on a small phone, whatever is written', { timeout: LONG }, async () => {
    const name = 'W'.repeat(60)
    const nora = await openChat(browser, house, name)
    await nora.setViewportSize(SMALL_PHONE)
    expect(await tooWide(nora)).toEqual([])
    await ask(nora, QUESTION)
    await ask(nora, `${COMPLAINT} ${'w'.repeat(300)} https://example.com/${'a/'.repeat(150)}`)
    expect(await tooWide(nora)).toEqual([])

    const sam = await openDesk(browser, house, 'S'.repeat(60))
    await sam.setViewportSize(SMALL_PHONE)
    await sam.getByRole('link', { name: /WWW/ }).waitFor()
    expect(await tooWide(sam)).toEqual([])
    await openCase(sam, 'WWW')
    await sam.getByRole('button', { name: 'Claim', exact: true }).click()
    await sam.getByLabel(/^Note/).fill('n'.repeat(300))
    await sam.getByRole('button', { name: 'Add note' }).click()
    await sam.locator('#thread').getByText('nnnn').waitFor()
    expect(await tooWide(sam)).toEqual([])
    await posts(nora, 'house').first().waitFor()
    expect(await tooWide(nora)).toEqual([])

    const owner = await openOwnersRoom(browser, house)
    await owner.setViewportSize(SMALL_PHONE)
    expect(await tooWide(owner)).toEqual([])
    await owner.locator('table.readings').getByRole('link').first().click()
    await owner.getByRole('list', { name: 'The conversation, oldest first' }).waitFor()
    expect(await tooWide(owner)).toEqual([])
  })

  it('axe finds nothing against any page in any state, light and dark', { timeout: LONG }, async () => {
    const found: string[] = []
    const look = async (page: Page, name: string) => {
      found.push(...(await examine(page, name)))
    }
    const nora = await openChat(browser, house, 'Nora')
    await look(nora, 'chat-1-empty')
    const stranger = await openPage(browser)
    await stranger.goto(`${house.url}/sign-in?key=wrong`)
    await look(stranger, 'sign-in-1-refused')
    await stranger.goto(`${house.url}/desk`)
    await look(stranger, 'sign-in-2-no-session')
    await stranger.goto(`${house.url}/nowhere`)
    await look(stranger, 'nowhere')
    await stranger.goto(house.links.staff)
    await look(stranger, 'desk-1-name')
    const owner = await openOwnersRoom(browser, house)
    await look(owner, 'owner-1-empty')
    const sam = await openDesk(browser, house, 'Sam')
    await look(sam, 'desk-2-empty')

    await ask(nora, QUESTION)
    await look(nora, 'chat-2-answer')
    await posts(nora, 'you').first().getByLabel('Change this message').click()
    await look(nora, 'chat-3-menu')
    await posts(nora, 'you').first().getByRole('button', { name: 'Edit' }).click()
    await look(nora, 'chat-4-editing')
    await nora.getByRole('button', { name: 'Leave it as it was' }).click()
    await ask(nora, COMPLAINT)
    await look(nora, 'chat-5-receipt')
    await nora.route('**/chat/messages', (route) => route.abort())
    await write(nora, 'Is anybody there?')
    await posts(nora, 'you').getByText('Not sent yet').waitFor()
    await look(nora, 'chat-6-not-sent')
    await nora.unroute('**/chat/messages')
    await posts(nora, 'assistant').nth(2).waitFor()
    const omar = await openChat(browser, house)
    await ask(omar, 'My delivery was great, thank you! How do I send something back?')
    await ask(omar, 'I want to talk to a person')

    await sam.locator('.entry.waiting').nth(1).waitFor()
    await look(sam, 'desk-3-list')
    await owner.reload()
    await look(owner, 'owner-2-waiting')
    await openCase(sam, 'Nora')
    await look(sam, 'desk-4-card')
    await sam.getByRole('button', { name: 'Claim', exact: true }).click()
    await posts(nora, 'house').first().waitFor()
    await sam.getByLabel(/^Note/).fill(NOTE)
    await sam.getByRole('button', { name: 'Add note' }).click()
    await sam.locator('#thread').getByText(NOTE).waitFor()
    await sam.getByLabel(/^Reply to Nora/).fill(REPLY)
    await sam.getByRole('button', { name: 'Send to Nora' }).click()
    await posts(nora, 'staff').getByText(REPLY).waitFor()
    await sam.locator('#thread').getByText(REPLY).waitFor()
    await look(nora, 'chat-7-with-person')
    await look(sam, 'desk-5-with-you')
    await sam.getByRole('button', { name: 'Resolve' }).click()
    await posts(nora, 'house').nth(1).waitFor()
    await sam.locator('#card').getByText('Resolved by you').waitFor()
    await look(nora, 'chat-8-resolved')
    await look(sam, 'desk-6-resolved')

    await owner.goto(`${house.url}/owner`)
    await look(owner, 'owner-3-list')
    await owner.goto(`${house.url}/owner?from=2001-01-01&to=2001-01-02`)
    await look(owner, 'owner-4-nothing-fits')
    await owner.goto(`${house.url}/owner?from=2001-13-01`)
    await look(owner, 'owner-5-wrong-day')
    await owner.goto(`${house.url}/owner?complaint=yes`)
    await owner.locator('table.readings').getByRole('link', { name: 'Nora' }).click()
    await owner.getByRole('list', { name: 'The conversation, oldest first' }).waitFor()
    await look(owner, 'owner-6-conversation')
    expect(found).toEqual([])
  })
})
