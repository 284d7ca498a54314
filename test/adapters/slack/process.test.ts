import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeSlack } from './fake/slack.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
const LONG = 120_000
const KILLS = 6
const CUSTOMERS = 8

let slack: FakeSlack
let folder: string
let child: ChildProcess | null = null
let settings: Record<string, string>
let said = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warmline-slack-'))
})
afterEach(async () => {
  child?.kill('SIGKILL')
  await slack.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The real process as `npm start` starts it, and nothing of this machine's own settings. */
async function start(): Promise<void> {
  said = ''
  const started = spawn(process.execPath, ['src/start.js'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      DATA_DIR: join(folder, 'data'),
      DATABASE_URL: '',
      ...settings,
    },
  })
  child = started
  for (const stream of [started.stdout, started.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  await vi.waitFor(() => expect(said.includes('Warmline is ready.') || isOver(started)).toBe(true), {
    timeout: 20_000,
  })
  expect(said).toContain('Warmline is ready.')
}

const isOver = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null

const kill = () =>
  new Promise<void>((done) => {
    child?.once('close', () => done())
    child?.kill('SIGKILL')
  })

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(address && typeof address === 'object' ? address.port : 0))
    })
  })
}

async function open(mode: 'socket' | 'http'): Promise<void> {
  slack = await FakeSlack.open({ mode, ackTimeout: 1_500 })
  const port = await freePort()
  const staff = slack.addChannel({ kind: 'private', members: [slack.addUser({ name: 'Kim' })] })
  slack.requestUrl = `http://127.0.0.1:${port}/slack/events`
  settings = {
    PORT: String(port),
    SLACK_BOT_TOKEN: slack.home.botToken,
    ...(mode === 'socket'
      ? { SLACK_APP_TOKEN: slack.home.appToken }
      : { SLACK_SIGNING_SECRET: slack.home.signingSecret }),
    SLACK_STAFF_CHANNEL: staff,
    SLACK_API_URL: slack.apiUrl,
  }
  await start()
}

describe.each(['socket', 'http'] as const)('the process over %s', (mode) => {
  it(
    `is killed ${KILLS} times in the middle of its work, and every customer is answered, once`,
    async () => {
      await open(mode)
      const all = Array.from({ length: KILLS * CUSTOMERS }, (_, n) => {
        const user = slack.addUser({ name: `Customer ${n}` })
        return { user, dm: slack.addDm(user) }
      })
      for (let round = 0; round < KILLS; round++) {
        const these = all.slice(round * CUSTOMERS, (round + 1) * CUSTOMERS)
        const saying = these.map(({ user, dm }) =>
          slack.say({ channel: dm, user, text: 'How do I send something back?' }),
        )
        // From before the ack to after the answers, a little later each time.
        await new Promise((done) => setTimeout(done, round * 250))
        await kill()
        await Promise.all(saying)
        await start()
        await slack.redeliver()
      }
      const answers = (dm: string) => slack.seen(dm).filter(({ bot }) => bot).length
      const count = (times: number) => all.filter(({ dm }) => answers(dm) === times).length
      await vi.waitFor(() => expect(count(0)).toBe(0), { timeout: 40_000, interval: 200 })
      await new Promise((done) => setTimeout(done, 1_500))
      expect({ LOST: count(0), ONCE: count(1), TWICE: all.length - count(0) - count(1) }).toEqual({
        LOST: 0,
        ONCE: all.length,
        TWICE: 0,
      })
      for (const secret of [slack.home.botToken, slack.home.appToken, slack.home.signingSecret])
        expect(said).not.toContain(secret)
      expect(said).not.toContain('send something back')
    },
    LONG,
  )
})

describe('a start that cannot work', () => {
  const fails = async (change: Record<string, string>) => {
    slack = await FakeSlack.open()
    settings = {
      PORT: '0',
      SLACK_BOT_TOKEN: slack.home.botToken,
      SLACK_APP_TOKEN: slack.home.appToken,
      SLACK_API_URL: slack.apiUrl,
      ...change,
    }
    await expect(start()).rejects.toThrow()
    return said
  }

  it(
    'says which token Slack does not take, and what to do',
    async () => {
      expect(await fails({ SLACK_BOT_TOKEN: 'xoxb-of-yesterday' })).toMatch(
        /SLACK_BOT_TOKEN: Slack does not take our token \(invalid_auth\)\. Install the app/,
      )
      expect(said).not.toContain('xoxb-of-yesterday')
    },
    LONG,
  )

  it(
    'says that Socket Mode is refused, and why',
    async () => {
      expect(await fails({ SLACK_APP_TOKEN: 'xapp-of-yesterday' })).toContain('SLACK_APP_TOKEN:')
      expect(said).not.toContain('xapp-of-yesterday')
    },
    LONG,
  )
})
