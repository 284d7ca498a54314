import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLedger } from '../../src/ledger/ledger.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const READY_WITHIN = 40_000
const LONG = 120_000
const NOTICE = 'These are sample weeks, invented.'

let folder: string
const started = new Set<ChildProcess>()
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warmline-demo-'))
})
afterEach(() => {
  for (const child of started) child.kill('SIGKILL')
  started.clear()
  rmSync(folder, { recursive: true, force: true })
})

/** `npm run demo`, with nothing of this machine's own settings. */
function start(settings: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['src/start.js', 'demo'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: folder,
      DATABASE_URL: '',
      ...settings,
    },
  })
  started.add(child)
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text
  })
  const exited = new Promise<number | null>((done) => child.on('close', done))
  return {
    said,
    exited,
    ready: async () => {
      const late = Date.now() + READY_WITHIN
      while (!said.out.includes('Stop with Ctrl-C.')) {
        if (child.exitCode !== null || Date.now() > late) throw new Error(`Not ready: ${said.out}${said.err}`)
        await new Promise((done) => setTimeout(done, 50))
      }
      const link = (name: string) => new RegExp(`^ +${name} +(http://\\S+)$`, 'm').exec(said.out)?.[1] ?? ''
      return { chat: link('Customers chat here'), staff: link('Staff desk'), owner: link("Owner's room") }
    },
    stop: () => {
      child.kill('SIGTERM')
      return exited
    },
    kill: () => {
      child.kill('SIGKILL')
      return exited
    },
  }
}

const get = (url: string, cookie: string) =>
  fetch(url, { headers: { accept: 'text/html', cookie }, redirect: 'manual' })
const enter = async (link: string) => (await get(link, '')).headers.get('set-cookie')?.split(';')[0] ?? ''

describe('npm run demo', () => {
  it('shows a room that is alive, and says on every page that it is invented', {
    timeout: LONG,
  }, async () => {
    const demo = start()
    const { chat, staff, owner } = await demo.ready()
    expect(demo.said.out).toContain(NOTICE)
    const cookie = await enter(owner)
    const room = await (await get(`${chat}/owner`, cookie)).text()
    expect(room).toMatch(/Today: \d+ conversations/)
    const [one] = /\/owner\/conversations\/[\w-]+/.exec(room) ?? []
    const pages = [
      ['/owner', cookie],
      [one ?? 'none', cookie],
      ['/owner/conversations/nobody', cookie],
      ['/owner?mood=none', cookie],
      ['/desk', await enter(staff)],
      ['/', ''],
    ] as const
    for (const [path, who] of pages) expect(await (await get(`${chat}${path}`, who)).text()).toContain(NOTICE)
    const csv = await (await get(`${chat}/owner/export.csv`, cookie)).text()
    expect(csv.split('\n').length).toBeGreaterThan(1_000)
    expect(csv).not.toContain(NOTICE)
    const css = await get(`${chat}/assets/warmline.css`, '')
    expect(await css.text()).not.toContain(NOTICE)
    expect(await demo.stop()).toBe(0)
    expect(
      demo.said.err.split('\n').filter((line) => /"level":"?(?:warn|error|fatal|[456]0)/.test(line)),
    ).toEqual([])
  })

  it('begins afresh the second time', { timeout: LONG }, async () => {
    for (const time of ['first', 'second']) {
      const demo = start()
      await demo.ready()
      expect(await demo.stop(), time).toBe(0)
      const ledger = await openLedger({ dataDir: join(folder, 'demo'), databaseUrl: null })
      const marked = await ledger.db
        .selectFrom('customers')
        .select('id')
        .where('name', '=', 'Marked')
        .execute()
      expect(marked).toEqual([])
      await ledger.db.updateTable('customers').set({ name: 'Marked' }).execute()
      await ledger.close()
    }
  })

  it('leaves a ledger alone that is not its own', { timeout: LONG }, async () => {
    mkdirSync(join(folder, 'demo'))
    const theirs = join(folder, 'demo/ledger.sqlite')
    writeFileSync(theirs, 'theirs')
    const demo = start()
    expect(await demo.exited).toBe(1)
    expect(demo.said.err).toMatch(/DATA_DIR: .* holds a ledger that is not the demo's/)
    expect(readFileSync(theirs, 'utf8')).toBe('theirs')
  })

  it('leaves the ledger of a demo alone that runs', { timeout: LONG }, async () => {
    const first = start()
    const { chat, owner } = await first.ready()
    const second = start({ PORT: new URL(chat).port })
    expect(await second.exited).toBe(1)
    expect(second.said.err).toMatch(/PORT: \d+ is taken/)
    const room = await get(`${chat}/owner`, await enter(owner))
    expect(await room.text()).toMatch(/Today: \d+ conversations/)
  })

  it('says that one is running, also where the second would have an address of its own', {
    timeout: LONG,
  }, async () => {
    const first = start()
    const { chat, owner } = await first.ready()
    const second = start()
    expect(await second.exited).toBe(1)
    expect(second.said.err).toContain('a demo is running already, with its weeks in ')
    const cookie = await enter(owner)
    const room = await (await get(`${chat}/owner`, cookie)).text()
    const [one] = /\/owner\/conversations\/[\w-]+/.exec(room) ?? []
    expect((await get(`${chat}${one}`, cookie)).status).toBe(200)
    expect(await first.stop()).toBe(0)
    const third = start()
    await third.ready()
    expect(await third.stop()).toBe(0)
  })

  it('is not kept out by one that was killed', { timeout: LONG }, async () => {
    const first = start()
    await first.ready()
    expect(await first.kill()).toBe(null)
    const second = start()
    await second.ready()
    expect(await second.stop()).toBe(0)
  })

  it('is none of what the owner has set for their customers, and writes nothing of theirs', {
    timeout: LONG,
  }, async () => {
    const demo = start({
      DIGEST: 'daily',
      DIGEST_PLACE: 'slack:C0123456789',
      OWNERS: 'slack:U0123456789',
      PUBLIC_URL: 'https://help.the-real-one.example',
      RETENTION_DAYS: '7',
      CUSTOMERS_CSV: join(folder, 'customers.csv'),
    })
    const { chat, owner } = await demo.ready()
    expect(demo.said.out).not.toContain('the-real-one')
    const cookie = await enter(owner)
    expect(await (await get(`${chat}/owner/visits?by=value`, cookie)).text()).not.toContain('customers.csv')
    const gaps = await (await get(`${chat}/owner/gaps`, cookie)).text()
    const [gap] = /\/owner\/gaps\/[^"]+/.exec(gaps) ?? []
    const approved = await fetch(`${chat}${gap}/draft`, {
      method: 'POST',
      headers: { accept: 'text/html', cookie, origin: chat },
      body: new URLSearchParams({ title: 'Made in a demo', body: 'Invented' }),
    })
    expect(approved.status).toBe(200)
    expect(existsSync(join(folder, 'demo/knowledge/_drafts/made-in-a-demo.md'))).toBe(true)
    expect(existsSync(join(ROOT, 'knowledge/_drafts/made-in-a-demo.md'))).toBe(false)
    expect(await demo.stop()).toBe(0)
  })

  it('reaches no platform, model or database, whatever is set', { timeout: LONG }, async () => {
    const demo = start({
      SLACK_BOT_TOKEN: 'xoxb-1-canary',
      SLACK_APP_TOKEN: 'xapp-1-canary',
      OPENAI_API_KEY: 'sk-canary',
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing',
    })
    await demo.ready()
    expect(await demo.stop()).toBe(0)
    expect(demo.said.err).not.toMatch(/canary|unreachable/)
  })
})
