import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts'
import { chromiumPath } from '../support/machine.ts'
import { say } from '../support/world.ts'
import { examine, launch, openChat, openDesk, openHouse, PATIENCE, posts, write } from './browser.ts'

const soon = { timeout: PATIENCE }
const HOURS_AGO = Date.now() - 30 * 60 * 60 * 1000
const QUESTION = 'Do you also rent out very long ladders?'
const WORD = 'Hello Nora, we have no ladders, but I know who has.'

/** A day goes by for all that was said. */
async function passADay({ db }: Ledger): Promise<void> {
  await db.updateTable('messages').set({ at: HOURS_AGO }).execute()
  await db.updateTable('turns').set({ settled_at: HOURS_AGO }).execute()
}

const available = chromiumPath() !== null
describe.runIf(available)('"Worth a word" in the browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())

  it('lets staff send a word of their own, which the customer reads, or leave it', {
    timeout: 60_000,
  }, async () => {
    const house = await openHouse()
    const ledger = await openLedger({ dataDir: house.dataDir, databaseUrl: null })
    try {
      const nora = await openChat(browser, house, 'Nora')
      const omar = await openChat(browser, house, 'Omar')
      for (const page of [nora, omar]) {
        await write(page, QUESTION)
        await posts(page, 'assistant').first().waitFor()
      }
      await passADay(ledger)

      const sam = await openDesk(browser, house, 'Sam')
      await sam.getByRole('link', { name: 'Worth a word' }).click()
      const entries = sam.locator('[data-worth]')
      expect(await entries.count()).toBe(2)
      expect(await examine(sam, 'desk-worth-a-word')).toEqual([])

      const about = (name: string) => entries.filter({ has: sam.getByRole('heading', { name, exact: true }) })
      expect(await about('Nora').locator('blockquote').textContent()).toContain(QUESTION)
      await about('Nora').getByLabel('Your word to Nora').fill(WORD)
      await about('Nora').getByRole('button', { name: 'Send to Nora' }).click()
      await sam.getByText(say('checkin_sent')).waitFor()
      expect(await entries.count()).toBe(1)
      await expect
        .poll(() => posts(nora, 'staff').allTextContents(), soon)
        .toEqual([expect.stringContaining(WORD)])
      expect(await posts(nora, 'house').allTextContents()).toEqual([
        expect.stringContaining(say('taken', { name: 'Sam' })),
      ])

      await about('Omar').getByRole('button', { name: 'Leave it' }).click()
      await sam.getByText('There is nobody to write to just now.').waitFor()
      await sam.reload()
      expect(await entries.count()).toBe(0)
      expect(await posts(omar, 'staff').count()).toBe(0)
      await sam.getByRole('link', { name: /The desk/ }).click()
      await sam.getByRole('link', { name: /Nora/ }).waitFor()
    } finally {
      await ledger.close()
      await house.close()
    }
  })
})
