import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from '../support/machine.ts'
import { say } from '../support/world.ts'
import {
  examine,
  launch,
  openChat,
  openDesk,
  openHouse,
  PATIENCE,
  posts,
  SMALL_PHONE,
  write,
} from './browser.ts'

const soon = { timeout: PATIENCE }

const available = chromiumPath() !== null
describe.runIf(available)('another time for a promise in the browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())

  it('is written under its button, outlives what comes in, and is told to the customer', {
    timeout: 60_000,
  }, async () => {
    const house = await openHouse()
    try {
      const nora = await openChat(browser, house, 'Nora')
      await write(nora, 'I want to talk to a person, please')
      await posts(nora, 'assistant').first().waitFor()
      const sam = await openDesk(browser, house, 'Sam')
      await sam.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name: /Nora/ }).click()
      await sam.getByLabel('Reply to Nora').fill("I'll send it in 3 days.")
      await sam.getByRole('button', { name: 'Send to Nora' }).click()
      const promise = sam.locator('.promise')
      const field = promise.getByLabel('By when?')
      const opener = promise.getByRole('button', { name: say('option_date_promise') })
      await opener.click()
      expect(await opener.getAttribute('aria-expanded')).toBe('true')
      await field.fill('some day')
      expect(await examine(sam, 'desk-by-when')).toEqual([])

      // What is written stays, with the cursor, while the card is made anew.
      await write(nora, 'Are you there?')
      await sam.locator('#thread').getByText('Are you there?').waitFor(soon)
      expect(await field.inputValue()).toBe('some day')
      expect(await field.evaluate((input) => input.matches(':focus'))).toBe(true)
      await sam.keyboard.press('Enter')
      await sam.getByText(say('promise_time_unknown')).waitFor(soon)
      expect(await field.inputValue()).toBe('some day')
      await sam.keyboard.press('Escape')
      expect(await field.isVisible()).toBe(false)
      expect(await opener.evaluate((button) => button.matches(':focus'))).toBe(true)

      await opener.click()
      expect(await field.inputValue()).toBe('')
      await field.fill('in 4 days')
      await promise.getByRole('button', { name: 'Keep this time' }).click()
      const mover = promise.getByRole('button', { name: say('option_move_promise') })
      await mover.waitFor(soon)
      expect(await field.isVisible()).toBe(false)
      await sam.setViewportSize(SMALL_PHONE)
      await mover.click()
      await field.fill('in 6 days')
      expect(await examine(sam, 'desk-by-when-phone')).toEqual([])
      await sam.keyboard.press('Enter')
      await posts(nora, 'house').getByText('instead of').waitFor(soon)
    } finally {
      await house.close()
    }
  })
})
