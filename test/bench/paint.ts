import type { Page } from 'playwright-core'
import { listen } from '../../src/web/server.ts'
import { launch } from '../browser/browser.ts'
import { openLarge, PATHS } from './large-room.ts'
import { type Figure, ms, percentile } from './measure.ts'

const ROUNDS = 5
/** Milliseconds from the click to the first words that can be read. */
const PAINT_WITHIN = 1000

/** When a browser shows the first words of each page of the owner's room, on a year of a large company. */
export async function benchPaint(kind: 'sqlite' | 'postgres'): Promise<Figure[]> {
  const { room, close } = await openLarge(kind)
  const browser = await launch()
  const web = await listen(room.app, { host: '127.0.0.1', port: 0 })
  try {
    const page = await browser.newPage()
    await page.goto(room.ownerLink(web.url))
    const times = new Map<string, number[]>(PATHS.map((path) => [path, []]))
    // Round by round, so that whatever else the machine does falls on all of them.
    for (let round = 0; round < ROUNDS; round++)
      for (const [path, seen] of times) seen.push(await firstPaint(page, web.url + path))
    return [...times].map(([path, seen]) => figureOf(kind, path, seen))
  } finally {
    await browser.close()
    await web.close()
    await close()
  }
}

function figureOf(kind: string, path: string, seen: readonly number[]): Figure {
  const slowest = percentile(seen, 100)
  return {
    name: `owner's room, ${kind}: first words of ${path} in a browser, on a year of 100,000 conversations`,
    value: `${ms(percentile(seen, 50))} (p50), slowest ${ms(slowest)}`,
    goal: `at most ${PAINT_WITHIN} ms`,
    met: slowest <= PAINT_WITHIN,
  }
}

/** Milliseconds from the start of the navigation to the first content on the screen. */
async function firstPaint(page: Page, url: string): Promise<number> {
  const answer = await page.goto(url)
  if (answer?.status() !== 200) throw new Error(`${url} answered ${answer?.status()}`)
  const painted = await page.waitForFunction(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
  )
  return (await painted.jsonValue()) ?? Number.NaN
}
