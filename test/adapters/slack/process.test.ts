import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Started } from '../../support/started.ts'
import { FakeSlack } from './fake/slack.ts'

const LONG = 120_000
const KILLS = 4
const CUSTOMERS = 8

let slack: FakeSlack
let warmline: Started
let settings: Record<string, string>
beforeEach(() => {
  warmline = new Started()
})
afterEach(async () => {
  warmline.end()
  await slack.close()
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
  await warmline.start(settings)
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
        await warmline.kill()
        await Promise.all(saying)
        await warmline.start(settings)
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
        expect(warmline.said).not.toContain(secret)
      expect(warmline.said).not.toContain('send something back')
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
    await expect(warmline.start(settings)).rejects.toThrow()
    return warmline.said
  }

  it(
    'says which token Slack does not take, and what to do',
    async () => {
      expect(await fails({ SLACK_BOT_TOKEN: 'xoxb-of-yesterday' })).toMatch(
        /SLACK_BOT_TOKEN: Slack does not take our token \(invalid_auth\)\. Install the app/,
      )
      expect(warmline.said).not.toContain('xoxb-of-yesterday')
    },
    LONG,
  )

  it(
    'says that Socket Mode is refused, and why',
    async () => {
      expect(await fails({ SLACK_APP_TOKEN: 'xapp-of-yesterday' })).toContain('SLACK_APP_TOKEN:')
      expect(warmline.said).not.toContain('xapp-of-yesterday')
    },
    LONG,
  )
})
