import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { soon } from '../../support/soon.ts'
import { Started } from '../../support/started.ts'
import { FakeDiscord } from './fake/discord.ts'

const LONG = 120_000
const KILLS = 4
const CUSTOMERS = 8

let discord: FakeDiscord
let warmline: Started
beforeEach(async () => {
  warmline = new Started()
  discord = await FakeDiscord.open()
})
afterEach(async () => {
  warmline.end()
  await discord.close()
})

const settings = (token = discord.token) => ({
  PORT: '0',
  DISCORD_BOT_TOKEN: token,
  DISCORD_STAFF_CHANNEL: discord.addChannel({ name: 'help-desk', only: [] }),
  DISCORD_API_URL: discord.apiUrl,
})

describe('the process', () => {
  it(
    `is killed ${KILLS} times in the middle of its work, and every customer is answered, once`,
    async () => {
      const given = settings()
      await warmline.start(given)
      const all = Array.from({ length: KILLS * CUSTOMERS }, (_, n) => {
        const user = discord.addUser({ name: `customer${n}` })
        return { user, dm: discord.addDm(user) }
      })
      const answers = (dm: string) =>
        discord.seen(dm).filter(({ authorId }) => authorId === discord.botId).length
      // Whoever has written to us before is looked for after a gap.
      for (const { user, dm } of all) await discord.say({ channel: dm, user, text: 'Hello' })
      await vi.waitFor(() => expect(all.every(({ dm }) => answers(dm) === 1)).toBe(true), { timeout: 30_000 })
      for (let round = 0; round < KILLS; round++) {
        const these = all.slice(round * CUSTOMERS, (round + 1) * CUSTOMERS)
        for (const { user, dm } of these)
          discord.say({ channel: dm, user, text: 'How do I send something back?' }).catch(() => undefined)
        await new Promise((done) => setTimeout(done, round * 400))
        await warmline.kill()
        await warmline.start(given)
      }
      const count = (times: number) => all.filter(({ dm }) => answers(dm) === times).length
      await vi.waitFor(() => expect(count(1)).toBe(0), { timeout: 60_000, interval: 200 })
      await new Promise((done) => setTimeout(done, 1_500))
      expect({ LOST: count(1), ONCE: count(2) }).toEqual({ LOST: 0, ONCE: all.length })
      expect(warmline.said).not.toContain(discord.token)
      expect(warmline.said).not.toContain('send something back')
    },
    LONG,
  )

  it(
    'says below its links what is not well, and what to do',
    async () => {
      await warmline.start(settings())
      await soon(() => expect(warmline.said).toContain('Stop with Ctrl-C.'))
      expect(warmline.said).toContain('Not well yet: Discord does not let us read what people write')
    },
    LONG,
  )

  it(
    'says that Discord does not take the token, and what to do',
    async () => {
      await expect(warmline.start(settings('of.yesterday.token'))).rejects.toThrow()
      expect(warmline.said).toContain('DISCORD_BOT_TOKEN:')
      expect(warmline.said).not.toContain('of.yesterday.token')
    },
    LONG,
  )
})
