import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts'
import { fillWeeks } from '../owner/weeks.ts'
import { chromiumPath } from '../support/machine.ts'
import { examine, type House, launch, openHouse, openOwnersRoom, openPage } from './browser.ts'

describe.runIf(chromiumPath() !== null)("the owner's figures in the browser", () => {
  let browser: Browser
  let house: House
  let ledger: Ledger
  beforeAll(async () => {
    browser = await launch()
    house = await openHouse()
    ledger = await openLedger({ dataDir: house.dataDir, databaseUrl: null })
    await fillWeeks(ledger, { now: Date.now(), days: 70, conversations: 400 })
  })
  afterAll(async () => {
    await ledger.close()
    await house.close()
    await browser.close()
  })

  it('draws how customers feel, and tells the same in a table', { timeout: 60_000 }, async () => {
    const page = await openOwnersRoom(browser, house)
    await page.goto(`${house.url}/owner/feelings?weeks=12`)
    await page.locator('.plot canvas').waitFor()
    await page.getByText('The numbers, and the messages behind them').click()
    expect(await page.locator('#moods .numbers tbody tr').count()).toBe(12)
    expect(await examine(page, 'owner-feelings-table')).toEqual([])
    await page.locator('#moods .numbers tbody tr:last-child a').first().click()
    await page.locator('.readings').waitFor()
    await page.context().close()
  })

  it('says everything without script as well', { timeout: 60_000 }, async () => {
    const signedIn = await openOwnersRoom(browser, house)
    const page = await openPage(browser, {
      javaScriptEnabled: false,
      storageState: await signedIn.context().storageState(),
    })
    await page.goto(`${house.url}/owner/feelings`)
    expect(await page.locator('.plot').isVisible()).toBe(false)
    expect(await page.locator('#moods .numbers tbody tr').count()).toBe(28)
    await page.context().close()
    await signedIn.context().close()
  })
})
