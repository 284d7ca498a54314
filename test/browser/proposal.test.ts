import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLedger } from '../../src/ledger/ledger.ts'
import { chromiumPath } from '../support/machine.ts'
import { propose } from '../support/scripted-tools.ts'
import { say } from '../support/world.ts'
import { shop, WRITES } from '../tools/shop.ts'
import { examine, launch, openChat, openDesk, openHouse, PATIENCE, posts, write } from './browser.ts'

const soon = { timeout: PATIENCE }
const CALL = { server: 'shop', tool: 'cancel_order', arguments: '{"order":"<b>A-17</b>","customer_id":"x"}' }

const available = chromiumPath() !== null
describe.runIf(available)('a call of a tool in the browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())

  it('stands on the card, asks again, and is run once', { timeout: 60_000 }, async () => {
    const house = await openHouse({ tools: new Map([['shop', shop({ cancel_order: WRITES }, '/dev/null')]]) })
    const ledger = await openLedger({ dataDir: house.dataDir, databaseUrl: null })
    try {
      const nora = await openChat(browser, house, 'Nora')
      await write(nora, 'I want to talk to a person, please')
      await posts(nora, 'assistant').first().waitFor()
      expect(await propose(ledger, CALL, Date.now())).toBe(true)
      const sam = await openDesk(browser, house, 'Sam')
      await sam.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name: /Nora/ }).click()
      const proposal = sam.locator('.proposal')
      await proposal.getByText(say('proposal_waiting', { name: '' })).waitFor()
      expect(await proposal.locator('pre').textContent()).toBe(
        'shop: cancel_order\norder = "<b>A-17</b>"\ncustomer_id = "x"',
      )
      expect(await examine(sam, 'desk-with-a-call')).toEqual([])

      // Whoever thinks again has done nothing.
      const asked: string[] = []
      sam.once('dialog', (dialog) => {
        asked.push(dialog.message())
        void dialog.dismiss()
      })
      await proposal.getByRole('button', { name: 'Run it', exact: true }).click()
      expect(asked).toEqual(['Run this call? It is run once, exactly as it stands here.'])
      expect(await proposal.getByRole('button').count()).toBe(2)

      sam.once('dialog', (dialog) => void dialog.accept())
      await proposal.getByRole('button', { name: 'Run it', exact: true }).click()
      await proposal.getByText(say('proposal_done', { name: 'Sam' })).waitFor()
      expect(await proposal.getByRole('button').count()).toBe(0)
      await expect
        .poll(() => sam.locator('#thread').textContent(), soon)
        .toContain('Order <b>A-17</b> is cancelled.')
      expect(await nora.locator('#posts').textContent()).not.toContain('A-17')
    } finally {
      await ledger.close()
      await house.close()
    }
  })
})
