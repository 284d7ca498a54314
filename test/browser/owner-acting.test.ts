import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chromiumPath } from '../support/machine.ts'
import { examine, type House, launch, openChat, openHouse, openPage, posts, write } from './browser.ts'

const LONG = 120_000
const UNKNOWN = 'Do you repair tents and rucksacks?'

describe.runIf(chromiumPath() !== null)('what the owner does, in the browser', () => {
  let browser: Browser
  let house: House
  let pages: string
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    pages = mkdtempSync(join(tmpdir(), 'warmline-pages-'))
    cpSync(resolve(import.meta.dirname, '../../knowledge'), pages, { recursive: true })
    house = await openHouse({ knowledgeDir: pages })
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    await house.close()
    rmSync(pages, { recursive: true })
  })

  const lead = (page: Page, name: string) =>
    page.getByRole('navigation', { name: 'Pages of the owner’s room' }).getByRole('link', { name }).click()

  it('corrects a reading, approves a draft, visits a customer and prints the ten questions, without any script', {
    timeout: LONG,
  }, async () => {
    const nora = await openChat(browser, house, 'Nora')
    await write(nora, UNKNOWN)
    await posts(nora, 'assistant').first().waitFor()

    const owner = await openPage(browser)
    const requests: string[] = []
    owner.on('request', (request) => requests.push(request.resourceType()))
    await owner.goto(house.links.owner)

    // A label is wrong: it is put right where it stands.
    await owner.getByRole('cell').getByRole('link', { name: 'Nora' }).click()
    await owner.getByRole('link', { name: /Correct this/ }).click()
    const form = owner.getByRole('form', { name: 'Correct how this was read' })
    expect(await examine(owner, 'correction')).toEqual([])
    await form.getByLabel('How it sounded').selectOption({ label: 'Unhappy' })
    await form.getByLabel('A complaint').selectOption({ label: 'Yes' })
    await form.getByRole('button', { name: 'Save' }).click()
    await owner.getByText('Before it was corrected').waitFor()
    await owner.getByText(/corrected by the owner/).waitFor()
    expect(await examine(owner, 'corrected')).toEqual([])

    // What was missing becomes a draft that no customer sees.
    await lead(owner, 'Unanswered')
    expect(await examine(owner, 'gaps')).toEqual([])
    await owner.getByRole('link', { name: UNKNOWN }).click()
    expect(await examine(owner, 'gap')).toEqual([])
    await owner.getByLabel('What the page says').fill('We repair tents. Rucksacks we do not.')
    await owner.getByRole('button', { name: 'Approve as a draft' }).click()
    await owner
      .getByRole('status')
      .getByText('Kept as _drafts/do-you-repair-tents-and-rucksacks.md')
      .waitFor()
    expect(readdirSync(join(pages, '_drafts'))).toEqual(['do-you-repair-tents-and-rucksacks.md'])

    await lead(owner, 'Visits')
    expect(await examine(owner, 'visits')).toEqual([])
    await owner.getByText('I visited Nora').click()
    expect(await examine(owner, 'a visit to write down')).toEqual([])
    await owner.getByLabel('A note on the visit to Nora').fill('She camps')
    await owner.getByRole('button', { name: 'Write it down for Nora' }).click()
    await owner.getByText('Your visit to Nora is written down.').waitFor()
    await owner.getByText('She camps').first().waitFor()
    expect(await examine(owner, 'visited')).toEqual([])

    await lead(owner, 'Thanks')
    expect(await examine(owner, 'thanks')).toEqual([])
    await lead(owner, 'Ten questions')
    expect(await owner.getByRole('heading', { level: 2 }).count()).toBe(11)
    expect(await examine(owner, 'questions')).toEqual([])
    await owner.emulateMedia({ media: 'print' })
    expect(await owner.getByRole('navigation').isVisible()).toBe(false)
    expect(await owner.getByRole('heading', { level: 2 }).first().isVisible()).toBe(true)
    expect(requests).not.toContain('script')
  })
})
