import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { quietAdapters } from '../../src/demo/platforms.ts'
import { fillWithSample, USUAL } from '../../src/demo/sample.ts'
import { openLedger } from '../../src/ledger/ledger.ts'
import { ROOMS } from '../../src/owner/rooms.ts'
import { readPrompts } from '../../src/prompts.ts'
import { DESK } from '../../src/warmline.ts'
import { chromiumPath } from '../support/machine.ts'
import { promptsFolder } from '../support/scripted.ts'
import {
  DESKTOP,
  examine,
  type House,
  launch,
  openHouse,
  openOwnersRoom,
  openPage,
  SMALL_PHONE,
  TABLET,
  tabTo,
} from './browser.ts'

const LONG = 180_000
const WIDTHS = [DESKTOP, TABLET, SMALL_PHONE]
/** Bytes, gzipped: what a page may weigh with all that it loads. */
const HEAVIEST = 100_000
/** So many addresses of one kind are tried: whichever conversation it is, its page is built the same way. */
const OF_A_KIND = 2

async function openDemo(): Promise<House> {
  const house = await openHouse({ viewerLink: true }, { adapters: quietAdapters(), notice: 'Invented.' })
  await house.stop()
  const ledger = await openLedger({ dataDir: house.dataDir, databaseUrl: null })
  const weeks = { ...USUAL, now: Date.now() }
  const [prompts, knowledgeDir] = [readPrompts(promptsFolder), 'knowledge']
  await fillWithSample(ledger, { weeks, prompts, knowledgeDir, desk: DESK })
  await ledger.close()
  await house.start()
  return house
}

/** "/owner/conversations/*?correct": the same for all addresses whose pages are built alike. */
function kindOf({ pathname, searchParams }: URL): string {
  const path = pathname.replace(/(conversations|customers|erasures|gaps)\/[^/]+/, '$1/*')
  const group = searchParams.get('show')?.split('.')[0] ?? ''
  return `${path}?${[...searchParams.keys()].sort().join('&')} ${group}`
}

/** Follows the links of all rooms, a few of each kind. */
async function follow(page: Page, house: House) {
  const tried = new Map<string, number>()
  const left = ROOMS.map(({ path }) => ({ link: path, from: '' }))
  const [wrong, forms]: [string[], string[]] = [[], []]
  for (let next = left.pop(); next; next = left.pop()) {
    const { link, from } = next
    const address = new URL(link, house.url)
    const times = tried.get(kindOf(address)) ?? 0
    if (times === OF_A_KIND) continue
    tried.set(kindOf(address), times + 1)
    const answer = await page.request.get(address.href)
    if (answer.status() !== 200) wrong.push(`${answer.status()}: ${link} on ${from}`)
    if (!answer.headers()['content-type']?.startsWith('text/html')) continue
    const text = await answer.text()
    forms.push(...[...text.matchAll(/method="post" action="([^"]*)"/g)].map(([, action]) => action ?? ''))
    const links = [...text.matchAll(/<a [^>]*href="([^"]*)"/g)]
    for (const [, to = ''] of links) {
      const there = new URL(to.replaceAll('&amp;', '&'), address)
      if (to.startsWith('#') && !text.includes(`id="${to.slice(1)}"`)) wrong.push(`${to} on ${link}`)
      if (there.origin !== new URL(house.url).origin) wrong.push(`${to} on ${link}`)
      else if (!to.startsWith('#')) left.push({ link: there.pathname + there.search, from: link })
    }
  }
  return { kinds: tried.size, wrong, forms }
}

describe.runIf(chromiumPath() !== null)("the owner's room, alive, in the browser", () => {
  let browser: Browser
  let house: House
  let signedIn: Awaited<ReturnType<BrowserContext['storageState']>>
  beforeAll(async () => {
    browser = await launch()
    house = await openDemo()
    // Once for all: whoever signs in more than ten times a minute is asked to wait.
    const owner = await openOwnersRoom(browser, house)
    await owner.waitForURL('**/owner')
    signedIn = await owner.context().storageState()
    await owner.context().close()
  }, LONG)
  afterAll(async () => {
    await house.close()
    await browser.close()
  })
  const openRoom = () => openPage(browser, { storageState: signedIn })

  it.each(ROOMS)('$name can be read by everybody, at every width', { timeout: LONG }, async (room) => {
    const { path, name } = room
    const page = await openRoom()
    const troubles: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text())
    })
    const loaded: Promise<Buffer>[] = []
    page.on('response', (response) => loaded.push(response.body().catch(() => Buffer.alloc(0))))
    await page.goto(house.url + path, { waitUntil: 'networkidle' })
    const weight = (await Promise.all(loaded)).reduce((sum, body) => sum + gzipSync(body).length, 0)
    expect(weight).toBeLessThan(HEAVIEST)
    expect(await page.locator('nav.rooms [aria-current="page"]').textContent()).toBe(name)
    expect(await examine(page, `owner-${name.toLowerCase().replace(' ', '-')}`, WIDTHS)).toEqual([])
    expect(troubles).toEqual([])
    await page.context().close()
  })

  it('leads to its pages by a row of links, on a phone by a menu that names the page', {
    timeout: LONG,
  }, async () => {
    const page = await openRoom()
    await page.goto(`${house.url}/owner`)
    const nav = page.getByRole('navigation', { name: 'Pages of the owner’s room' })
    await nav.getByRole('link', { name: 'Visits' }).click()
    await page.waitForURL('**/owner/visits')
    await page.setViewportSize(SMALL_PHONE)
    expect(await nav.getByRole('link').count()).toBe(0)
    await tabTo(page, nav.locator('summary'))
    await page.keyboard.press('Enter')
    expect(await nav.getByRole('link').count()).toBe(ROOMS.length)
    await nav.getByRole('link', { name: 'Thanks' }).click()
    await page.waitForURL('**/owner/thanks')
    await page.context().close()
  })

  it('has no link that leads nowhere, and no form that would be refused', { timeout: LONG }, async () => {
    const owner = await openRoom()
    const asOwner = await follow(owner, house)
    expect(asOwner.wrong).toEqual([])
    expect(asOwner.forms.length).toBeGreaterThan(0)

    const viewer = await openPage(browser)
    await viewer.goto(house.links.viewer ?? '')
    const asViewer = await follow(viewer, house)
    expect(asViewer.kinds).toBeGreaterThan(50)
    expect(asViewer.wrong).toEqual([])
    expect(new Set(asViewer.forms)).toEqual(new Set(['/sign-out']))
    await owner.context().close()
    await viewer.context().close()
  })
})
