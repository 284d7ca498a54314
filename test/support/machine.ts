import { existsSync } from 'node:fs'
import { join } from 'node:path'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The browser that the page tests drive, or null: CHROMIUM names another one. */
export function chromiumPath(): string | null {
  const named = process.env.CHROMIUM
  return (named ? [named] : CHROMIUM).find((path) => existsSync(path)) ?? null
}

/** The folder of attacks that others collected, which tests read and this repository does not hold; null where none is named. */
export function dataFolder(): string | null {
  const named = process.env.WARMLINE_DATA
  return named && existsSync(join(named, 'bad-inputs', 'injections.tsv')) ? named : null
}

/** What tests want and this machine lacks. */
export function missing(): { what: string; why: string }[] {
  const lacks: { what: string; why: string }[] = []
  if (!process.env.TEST_DATABASE_URL) {
    const why = 'Set TEST_DATABASE_URL to a PostgreSQL database that tests may write to.'
    lacks.push({ what: 'every ledger, story and crash test on PostgreSQL', why })
  }
  if (chromiumPath() === null) {
    const why = 'Install chromium, or set CHROMIUM to the path of one.'
    lacks.push({ what: 'the browser tests', why })
  }
  return lacks
}

/** What tests would read besides, and nobody has named: said, but no machine must have it. */
export function unnamed(): { what: string; why: string }[] {
  if (dataFolder() !== null) return []
  const why = 'Set WARMLINE_DATA to a folder that holds bad-inputs/injections.tsv (columns: text, kind).'
  return [{ what: "the checks against others' collected injections", why }]
}

/** A machine that has everything must say so: there, what is missing is a failure. */
export function setup(): void {
  if (!process.env.TEST_REQUIRE_ALL) return
  const lacks = missing()
  if (lacks.length > 0)
    throw new Error(lacks.map(({ what, why }) => `${what} could not run. ${why}`).join('\n'))
}
