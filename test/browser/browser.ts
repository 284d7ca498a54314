import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core'
import { z } from 'zod'
import type { Config } from '../../src/config.ts'
import { silentLog } from '../../src/log.ts'
import { type Running, startWarmline } from '../../src/warmline.ts'
import { chromiumPath } from '../support/machine.ts'
import { promptsFolder } from '../support/scripted.ts'

/** How long a test waits for anything before it fails. Milliseconds. */
export const PATIENCE = 15_000
export const DESKTOP = { width: 1280, height: 900 }
export const TABLET = { width: 768, height: 1024 }
export const PHONE = { width: 390, height: 844 }
export const SMALL_PHONE = { width: 360, height: 740 }

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export function launch(): Promise<Browser> {
  const executablePath = chromiumPath()
  if (!executablePath) throw new Error('There is no Chromium here. Install it, or set CHROMIUM to its path.')
  return chromium.launch({ executablePath, headless: true, args: ARGUMENTS })
}

/** The whole app on a data folder of its own, with the sample company's pages. */
export type House = {
  readonly url: string
  readonly dataDir: string
  readonly links: Running['links']
  stop(): Promise<void>
  /** Starts again where it was, on what it had kept. */
  start(): Promise<void>
  /** Stops, and removes what was kept. */
  close(): Promise<void>
}

export async function openHouse(
  change: Partial<Config> = {},
  demo?: Parameters<typeof startWarmline>[2],
): Promise<House> {
  const dataDir = mkdtempSync(join(tmpdir(), 'warmline-house-'))
  const config: Config = {
    port: 0,
    host: '127.0.0.1',
    dataDir,
    knowledgeDir: resolve(import.meta.dirname, '../../knowledge'),
    promptsDir: promptsFolder,
    repliesDir: join(promptsFolder, 'replies'),
    databaseUrl: null,
    retentionDays: null,
    viewerLink: false,
    tools: null,
    slack: null,
    discord: null,
    model: null,
    customersCsv: null,
    digest: null,
    owners: [],
    publicUrl: null,
    ...change,
  }
  let running: Running | null = await startWarmline(config, silentLog, demo)
  let { url, links } = running
  const stop = async () => {
    await running?.stop()
    running = null
  }
  return {
    dataDir,
    get url() {
      return url
    },
    get links() {
      return links
    },
    stop,
    async start() {
      running = await startWarmline({ ...config, port: Number(new URL(url).port) }, silentLog, demo)
      url = running.url
      links = running.links
    },
    async close() {
      await stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** A page in a browser context of its own: nobody else's cookies, and nothing that moves while it is looked at. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: DESKTOP, reducedMotion: 'reduce', ...options })
  context.setDefaultTimeout(PATIENCE)
  return context.newPage()
}

/** The chat as a customer opens it; with a name, that is given too. */
export async function openChat(browser: Browser, house: House, name = ''): Promise<Page> {
  const page = await openPage(browser)
  await page.goto(house.url)
  if (name) await page.getByLabel('Your name, if you like').fill(name)
  return page
}

export async function write(page: Page, text: string): Promise<void> {
  await page.getByLabel('Your message').fill(text)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
}

/** What stands in the conversation on a customer's page. */
export function posts(page: Page, role: 'you' | 'assistant' | 'staff' | 'house'): Locator {
  return page.locator(`#posts .post.${role}`)
}

/** The desk of somebody who came by the sign-in link and gave their name. */
export async function openDesk(browser: Browser, house: House, name: string): Promise<Page> {
  const page = await openPage(browser)
  await page.goto(house.links.staff)
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Go to the desk' }).click()
  await page.getByText(`At the desk: ${name}`).waitFor()
  return page
}

export async function openOwnersRoom(browser: Browser, house: House): Promise<Page> {
  const page = await openPage(browser)
  await page.goto(house.links.owner)
  return page
}

/** Presses Tab until the keyboard is on it. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const focused = target.and(page.locator(':focus'))
  for (let pressed = 0; pressed < 60; pressed++) {
    if ((await focused.count()) > 0) return
    await page.keyboard.press(key)
  }
  throw new Error(`The keyboard does not get to ${String(target)}`)
}

const Overflowing = z.array(z.string())
/** The parts that can be scrolled sideways, beside those that are made for it. */
const SIDEWAYS = `[...document.querySelectorAll('*')]
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0)
  .filter((one) => one === document.documentElement || /auto|scroll/.test(getComputedStyle(one).overflowX))
  .filter((one) => !one.matches('pre, textarea, input'))
  .map((one) => one.tagName + '#' + one.id + '.' + one.className + ' ' + one.scrollWidth + ' in ' + one.clientWidth)`
/** Parts that end beyond the right edge of the screen, where nobody can get to them. */
const BEYOND = `[...document.body.querySelectorAll('*')]
  .filter((one) => one.checkVisibility() && one.getClientRects().length > 0)
  .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((one) => one.tagName + '#' + one.id + '.' + one.className + ' to ' + one.getBoundingClientRect().right)`

/** What is wider than the screen, in words; nothing where all of it fits. */
export async function tooWide(page: Page): Promise<string[]> {
  return [
    ...Overflowing.parse(await page.evaluate(SIDEWAYS)),
    ...Overflowing.parse(await page.evaluate(BEYOND)),
  ]
}

/** Whether the end of something that was said can be read: it stands above where one writes. */
export async function isInSight(page: Page, said: Locator): Promise<boolean> {
  const [box, composer] = [await said.boundingBox(), await page.locator('#composer').boundingBox()]
  return box !== null && composer !== null && box.y > 0 && box.y + box.height <= composer.y + 1
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const Findings = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().default('') })),
    }),
  ),
  // A page on which nothing holds was not looked at.
  passes: z.array(z.unknown()).min(10),
})

/** What axe finds against the page as it now looks, one line each. */
async function axeFindings(page: Page): Promise<string[]> {
  // Put in by the debugger, not by the page: the page's own policy lets no script in from elsewhere, and stays as it is.
  await page.evaluate(AXE)
  const { violations } = Findings.parse(
    await page.evaluate('axe.run().then(({ violations, passes }) => ({ violations, passes }))'),
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary.replace(/\s+/g, ' ')}`),
  )
}

const SCHEMES = ['light', 'dark'] as const

/**
 * Looks at the page as it stands, light and dark, on a desktop and on a phone where nothing else is said. Returns what axe has against it and what is
 * too wide. Leaves a picture of each in the folder that SCREENSHOTS names.
 */
export async function examine(
  page: Page,
  name: string,
  sizes: readonly { width: number; height: number }[] = [DESKTOP, PHONE],
): Promise<string[]> {
  const folder = process.env.SCREENSHOTS
  if (folder) mkdirSync(folder, { recursive: true })
  const before = page.viewportSize() ?? DESKTOP
  const found: string[] = []
  for (const size of sizes) {
    await page.setViewportSize(size)
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme })
      const where = `${name}-${size.width}-${colorScheme}`
      const against = [...(await axeFindings(page)), ...(await tooWide(page))]
      found.push(...against.map((one) => `${where}: ${one}`))
      if (folder) await page.screenshot({ path: join(folder, `${where}.png`), fullPage: true })
    }
  }
  await page.emulateMedia({ colorScheme: null })
  await page.setViewportSize(before)
  return found
}
