import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from '../support/machine.ts'
import { launch, openChat, openDesk, openHouse, PATIENCE, posts, write } from './browser.ts'

const soon = { timeout: PATIENCE }

const available = chromiumPath() !== null
describe.runIf(available)('a promise in the browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())

  it('asks where it cannot be overlooked whether it is one, and then no more', {
    timeout: 60_000,
  }, async () => {
    const house = await openHouse()
    try {
      const nora = await openChat(browser, house, 'Nora')
      for (const question of ['When is the workshop open?', 'My parcel is late. What happens now?']) {
        const before = await posts(nora, 'assistant').count()
        await write(nora, question)
        await expect.poll(() => posts(nora, 'assistant').count(), soon).toBeGreaterThan(before)
      }
      await write(nora, 'I want to talk to a person, please')
      const sam = await openDesk(browser, house, 'Sam')
      await sam.setViewportSize({ width: 1280, height: 720 })
      await sam.getByRole('link', { name: /Nora/ }).click()
      await sam.getByLabel('Reply to Nora').fill("I'll send it by Friday.")
      await sam.getByRole('button', { name: 'Send to Nora' }).click()

      const asks = sam.getByRole('button', { name: 'Was that a promise?' })
      await asks.waitFor()
      expect(await sam.locator('.thread-line').last().isVisible()).toBe(true)
      await asks.click()
      await asks.waitFor({ state: 'hidden' })
      const yes = sam.getByRole('button', { name: 'Yes, keep it in mind' })
      expect(await sam.evaluate('document.activeElement.textContent')).toBe('Yes, keep it in mind')
      await yes.press('Enter')
      await yes.waitFor({ state: 'detached' })
      await sam.reload()
      await sam.locator('.promise.open').waitFor({ state: 'attached' })
      expect(await asks.isVisible()).toBe(false)
    } finally {
      await house.close()
    }
  })
})
