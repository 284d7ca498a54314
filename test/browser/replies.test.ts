import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts'
import { chromiumPath } from '../support/machine.ts'
import { say } from '../support/world.ts'
import { examine, launch, openChat, openDesk, openHouse, PATIENCE, posts, write } from './browser.ts'

const soon = { timeout: PATIENCE }
const COMPLAINT = 'I have been waiting three weeks for my refund and nobody answers'
const PERSON = 'I want to talk to a person, please'

/** A week of silence goes by, and the customer wants no questions. */
async function passAWeek({ db }: Ledger): Promise<void> {
  await db.updateTable('conversations').set({ status: 'closed' }).execute()
  await db.updateTable('customers').set({ no_unasked: 1 }).execute()
}

async function sendReply(sam: Page, text: string): Promise<void> {
  await sam.getByLabel('Reply to Nora').fill(text)
  await sam.getByRole('button', { name: 'Send to Nora' }).click()
}

const available = chromiumPath() !== null
describe.runIf(available)('replies at the desk', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())

  it('start from the suggestion or a saved reply, beside what was before', { timeout: 90_000 }, async () => {
    const house = await openHouse()
    const ledger = await openLedger({ dataDir: house.dataDir, databaseUrl: null })
    try {
      const nora = await openChat(browser, house, 'Nora')
      await write(nora, COMPLAINT)
      const sam = await openDesk(browser, house, 'Sam')
      await sam.getByRole('link', { name: /Nora/ }).click()
      expect(await sam.getByText('Before now').count()).toBe(0)

      const field = sam.getByLabel('Reply to Nora')
      await sam.locator('[data-use]').click()
      expect(await field.inputValue()).toBe(say('suggest_complaint'))
      await field.fill('First of all: sorry.')
      await sam.getByLabel('Saved replies').selectOption('It was our mistake')
      expect(await field.inputValue()).toBe('First of all: sorry.')
      await sam.locator('[data-saved]').click()
      await expect
        .poll(() => field.inputValue(), soon)
        .toMatch(/^First of all: sorry\.\n\nHello Nora, you're right[\s\S]*Best wishes, Sam$/)
      expect(await posts(nora, 'staff').count()).toBe(0)
      await sendReply(sam, "I'll send you the refund by Friday.")
      await sam.getByRole('button', { name: say('option_confirm_promise') }).click()
      await sam.getByText(say('promise_confirmed', { when: '' }).split('{')[0]?.slice(0, 12) ?? '').waitFor()
      await sam.getByRole('button', { name: 'Resolve' }).click()
      await sam.getByText('Resolved by you').waitFor()

      await passAWeek(ledger)
      await write(nora, PERSON)
      await sam.locator('.entry.waiting').click()
      const before = sam.locator('.history li')
      await expect.poll(() => before.count(), soon).toBe(4)
      expect((await before.allTextContents()).join('\n')).toMatch(
        /^Complained once before, on .*, about refund: .*\nStill owed elsewhere: Sam promised .*\nLast helped by Sam, on .*\nAsked us not to write unasked\./,
      )
      expect(await examine(sam, 'desk-history')).toEqual([])

      sam.once('dialog', (dialog) => dialog.accept())
      await sam.getByRole('button', { name: say('option_allow_questions') }).click()
      await expect.poll(() => before.count(), soon).toBe(3)
      await sam.getByText(say('questions_allowed_note', { name: 'Sam' })).waitFor()
      await before.getByRole('link', { name: 'See it' }).first().click()
      await sam.locator('.card-head').getByText('Complaint').waitFor()
    } finally {
      await ledger.close()
      await house.close()
    }
  })

  it('have no list where the owner keeps no saved replies', { timeout: 60_000 }, async () => {
    const house = await openHouse({ repliesDir: '/nowhere' })
    try {
      const nora = await openChat(browser, house, 'Nora')
      await write(nora, PERSON)
      const sam = await openDesk(browser, house, 'Sam')
      await sam.getByRole('link', { name: /Nora/ }).click()
      await sam.getByLabel('Reply to Nora').waitFor()
      expect(await sam.getByText('Saved replies').count()).toBe(0)
    } finally {
      await house.close()
    }
  })
})
