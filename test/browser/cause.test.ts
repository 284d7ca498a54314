import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from '../support/machine.ts'
import { say } from '../support/world.ts'
import {
  DESKTOP,
  examine,
  launch,
  openChat,
  openDesk,
  openHouse,
  openOwnersRoom,
  PATIENCE,
  posts,
  SMALL_PHONE,
  write,
} from './browser.ts'

const soon = { timeout: PATIENCE }
const COMPLAINT = 'My parcel was lost by the carrier and nobody answers. This is unacceptable.'
const LOST = 'Carrier loses parcels'
const WORDS = 'Hello, your parcels are found. Thank you for telling us.'

const available = chromiumPath() !== null
describe.runIf(available)('"Same problem as" in the browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())

  it('lets staff name what two customers raised, and tell both when it is fixed', {
    timeout: 180_000,
  }, async () => {
    const house = await openHouse()
    try {
      const chats = [await openChat(browser, house, 'Nora'), await openChat(browser, house, 'Omar')]
      for (const page of chats) {
        await write(page, COMPLAINT)
        await posts(page, 'assistant').first().waitFor()
      }
      const sam = await openDesk(browser, house, 'Sam')
      const window = sam.getByRole('dialog')
      const open = async (name: string, button: string) => {
        await sam.getByRole('link', { name: new RegExp(name) }).click()
        await sam.getByRole('button', { name: button }).click()
        await window.waitFor()
      }
      await open('Nora', say('option_link_cause'))
      expect(await examine(sam, 'desk-cause-new')).toEqual([])
      await window.getByRole('button', { name: 'Keep' }).click()
      await window.getByText(say('cause_unnamed')).waitFor()
      await window.getByLabel('The problem, in a few words').fill(LOST)
      await window.getByRole('button', { name: 'Keep' }).click()
      await sam.getByText(say('same_as_none', { cause: LOST })).waitFor()
      expect(await window.count()).toBe(0)

      await open('Omar', say('option_link_cause'))
      await window.getByLabel(LOST).check()
      expect(await examine(sam, 'desk-cause-known')).toEqual([])
      await window.getByRole('button', { name: 'Keep' }).click()
      await sam.getByText(say('same_as_one', { cause: LOST })).waitFor()

      for (const name of ['Nora', 'Omar']) {
        await sam.getByRole('link', { name: new RegExp(name) }).click()
        await sam.getByRole('button', { name: 'Claim' }).click()
        await sam.getByRole('button', { name: 'Resolve' }).click()
        await sam.getByText('Resolved by you').waitFor()
      }
      await sam.getByRole('button', { name: say('option_fix_cause') }).click()
      const customers = say('customers_many', { count: '2' })
      await window.getByText(say('fix_tells', { customers })).waitFor()
      expect(await examine(sam, 'desk-cause-fixed')).toEqual([])
      await window.getByLabel('What they read').fill(WORDS)
      await window.getByRole('button', { name: say('fix_tell', { customers }) }).click()
      await sam.getByText(say('fix_told', { customers })).waitFor()
      for (const page of chats)
        await expect
          .poll(() => posts(page, 'staff').allTextContents(), soon)
          .toEqual([expect.stringContaining(WORDS)])
      await sam.getByText('said at').waitFor()
      expect(await sam.getByRole('button', { name: say('option_fix_cause') }).count()).toBe(0)

      const owner = await openOwnersRoom(browser, house)
      await owner.getByRole('link', { name: 'Problems' }).click()
      await owner.getByText('1 problem is shared by several customers, and it is fixed.').waitFor()
      expect(await examine(owner, 'owner-problem-fixed', [DESKTOP, SMALL_PHONE])).toEqual([])
      await owner.getByRole('term').filter({ hasText: 'Who was told' }).waitFor()
      await owner.getByRole('link', { name: '2 customers' }).last().click()
      await owner.getByRole('heading', { name: 'Who was told' }).waitFor()
      expect(await examine(owner, 'owner-problem-told', [DESKTOP, SMALL_PHONE])).toEqual([])
      await owner.getByRole('link', { name: 'Nora' }).click()
      await owner.getByText(WORDS).first().waitFor()
    } finally {
      await house.close()
    }
  })
})
