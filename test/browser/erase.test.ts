import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLedger } from '../../src/ledger/ledger.ts'
import { Proof } from '../../src/ledger/personal/erasures.ts'
import { dump, found } from '../privacy/dump.ts'
import { chromiumPath } from '../support/machine.ts'
import {
  examine,
  launch,
  openChat,
  openDesk,
  openHouse,
  openOwnersRoom,
  openPage,
  PATIENCE,
  posts,
  write,
} from './browser.ts'

const soon = { timeout: PATIENCE }
const MARK = 'Zebrafinch'

const available = chromiumPath() !== null
describe.runIf(available)('erasing a customer in the browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())

  it('takes two steps, leaves nothing in the house, and a proof', { timeout: 90_000 }, async () => {
    const house = await openHouse({ retentionDays: 365, viewerLink: true })
    try {
      const chat = await openChat(browser, house, MARK)
      await write(chat, `I have been waiting three weeks for my ${MARK} refund and nobody answers`)
      await posts(chat, 'assistant').first().waitFor()
      const other = await openChat(browser, house, 'Omar')
      await write(other, 'How long does a refund take?')
      await posts(other, 'assistant').first().waitFor()
      const desk = await openDesk(browser, house, 'Sam')
      await desk.getByText(MARK).first().waitFor()

      const room = await openOwnersRoom(browser, house)
      await room.getByRole('link', { name: MARK }).first().click()
      await room.getByRole('link', { name: 'All of their conversations' }).click()
      expect(await examine(room, 'owner-customer')).toEqual([])
      const page = room.url()
      const download = room.waitForEvent('download')
      await room.getByRole('link', { name: /Take all of it/ }).click()
      const kept = readFileSync(await (await download).path(), 'utf8')
      expect(kept).toContain(`three weeks for my ${MARK} refund`)
      expect(kept).not.toContain('Omar')

      await room.getByRole('link', { name: /Erase this customer/ }).click()
      expect(await examine(room, 'owner-erase')).toEqual([])
      await room.getByRole('button', { name: `Erase ${MARK} for good` }).click()
      await expect
        .poll(async () => {
          await room.reload()
          return room.getByRole('heading', { level: 1 }).textContent()
        }, soon)
        .toBe('A customer was erased')
      expect(await examine(room, 'owner-erased')).toEqual([])
      const proving = room.waitForEvent('download')
      await room.getByRole('link', { name: /Take the proof/ }).click()
      const proof = readFileSync(await (await proving).path(), 'utf8')
      expect(Proof.parse(JSON.parse(proof)).tables.posts?.erased).toBeGreaterThan(1)
      expect(proof).not.toContain(MARK)
      expect((await room.goto(page))?.status()).toBe(404)

      // The customer and the desk find nothing of it, and whoever writes now is somebody new.
      await chat.reload()
      expect(await chat.locator('#posts .post').count()).toBe(0)
      await desk.reload()
      expect(await desk.getByText(MARK).count()).toBe(0)
      await posts(other, 'assistant').first().waitFor()

      await room.goto(`${house.url}/owner/privacy`)
      expect(await examine(room, 'owner-privacy')).toEqual([])
      await room.getByRole('button', { name: 'Show a viewer’s link' }).click()
      expect(await room.locator('.secret').textContent()).toBe(house.links.viewer)
      expect(await examine(room, 'owner-viewer-link')).toEqual([])
      await room.goto(`${house.url}/owner/audit`)
      expect(await room.locator('.entries li').count()).toBe(4)
      expect(await examine(room, 'owner-audit')).toEqual([])
      await room.goto(`${house.url}/owner`)
      await room.locator('.readings a.customer', { hasText: 'without a name' }).first().click()
      await room.getByText('The words of this conversation were erased').waitFor()
      expect(await examine(room, 'owner-conversation-erased')).toEqual([])

      const ledger = await openLedger({ dataDir: house.dataDir, databaseUrl: null })
      expect(found(await dump(ledger), MARK)).toEqual([])
      expect(found(await dump(ledger), 'Omar').length).toBeGreaterThan(1)
      await ledger.close()
      const holding = readdirSync(house.dataDir).filter((file) =>
        readFileSync(join(house.dataDir, file)).includes(MARK),
      )
      expect(holding).toEqual([])

      const viewer = await openPage(browser)
      await viewer.goto(house.links.viewer ?? '')
      await viewer.goto(`${house.url}/owner/privacy`)
      expect(await viewer.getByRole('button').allTextContents()).toEqual(['Sign out'])
      expect(await examine(viewer, 'viewer-privacy')).toEqual([])
      await viewer.goto(`${house.url}/owner/export.csv`)
      await viewer.getByText('You are here as a viewer').waitFor()
      await viewer.goto(`${house.url}/owner/privacy`)
      await viewer.getByRole('button', { name: 'Sign out' }).click()
      await viewer.getByText('You are signed out').waitFor()
      expect((await viewer.goto(`${house.url}/owner`))?.status()).toBe(401)
    } finally {
      await house.close()
    }
  })
})
