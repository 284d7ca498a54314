import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createEngine } from '../../src/engine.ts'
import { RefusedError, UnreachableError } from '../../src/errors.ts'
import type { DayNumbers } from '../../src/ledger/day-numbers.ts'
import { silentLog } from '../../src/log.ts'
import { TOPIC_NAMES } from '../../src/mind/patterns/topic.ts'
import { calmAdvice } from '../../src/owner/advice.ts'
import { planDigest } from '../../src/owner/digest.ts'
import { type DigestSettings, lastPeriod, nextDigest, periodAfter } from '../../src/owner/digest-period.ts'
import { type DigestFacts, digestWords } from '../../src/owner/digest-words.ts'
import { plainHours } from '../../src/people/hours.ts'
import { startWarmline } from '../../src/warmline.ts'
import { databases } from '../support/databases.ts'
import { promptsFolder } from '../support/scripted.ts'
import { DAY, NOON, World } from '../support/world.ts'

const HOUR = 60 * 60 * 1000
const EIGHT = NOON - 4 * HOUR
const OWNERS = { workspace: 'w', channel: 'owners', thread: '' }
const COMPLAINT = 'I have been waiting three weeks for my refund and nobody answers'

describe.each(databases)('the digest on %s', (kind) => {
  let world: World
  let folder: string
  const open = async (change: Partial<DigestSettings> = {}) => {
    folder = join(mkdtempSync(join(tmpdir(), 'digests-')), 'digests')
    const place = { adapter: 'west', ...OWNERS }
    const digest: DigestSettings = { every: 'daily', hour: 8, place, folder, customersFile: null, ...change }
    world = await World.open(kind, { parts: { digest, hours: plainHours('UTC') } })
    await planDigest(world.parts)
  }
  afterEach(async () => {
    await world.close()
    rmSync(join(folder, '..'), { recursive: true })
  })

  const told = () =>
    world.reminders().filter((text) => text.includes('Do today') || text.includes('Do this week'))
  const files = () => (existsSync(folder) ? readdirSync(folder).sort() : [])

  test('comes at its hour, to the owner’s place and as a file, also after a quiet day', async () => {
    await open()
    await world.pass()
    expect(told()).toEqual([])
    await world.pass(EIGHT + DAY - world.clock - 1)
    expect(told()).toEqual([])
    await world.pass(1)
    expect(told()).toHaveLength(1)
    const [text = ''] = told()
    expect(text).toContain('Monday 1 June')
    expect(text).toContain('Nobody wrote that day.')
    expect(text).toContain('Write to your own assistant')
    expect(files()).toEqual(['2026-06-01.md'])
    expect(readFileSync(join(folder, '2026-06-01.md'), 'utf8')).toBe(`${text}\n`)
    const posted = world.staff.posts.map(({ outbound }) => outbound).find((one) => one.kind === 'reminder')
    expect(posted?.place.channel).toBe('owners')
    await world.pass(DAY)
    expect(told()).toHaveLength(2)
    expect(files()).toEqual(['2026-06-01.md', '2026-06-02.md'])
  })

  test('tells how it went, who waits, and ends with one thing to do', async () => {
    await open()
    await world.ask(COMPLAINT)
    await world.pass(EIGHT + DAY - world.clock)
    const [text = ''] = told()
    expect(text).toContain('1 conversation, without an answer from your pages.')
    expect(text).toMatch(/- A complaint: for \d+ hours/)
    const lines = text.trim().split('\n')
    expect(lines.at(-1)).toMatch(
      /^\*\*Do today:\*\* Somebody has waited for a person for .+ See that somebody takes it\.$/,
    )
    expect(text.match(/\*\*Do today/g)).toHaveLength(1)
  })

  test('names and quotes nobody, in no copy of it', async () => {
    await open()
    await world.ask('Where is the heron that I ordered?', { who: 'marabou' })
    await world.ask(`${COMPLAINT}, says the marabou`, { who: 'marabou' })
    const { id } = await world.ledger.db.selectFrom('customers').select('id').executeTakeFirstOrThrow()
    await world.ledger.db.updateTable('readings').set({ topic: 'the marabou' }).execute()
    await world.ledger.db
      .insertInto('visits')
      .values({ id: 'v', customer_id: id, at: world.clock, note: 'the marabou is well' })
      .execute()
    await world.pass(EIGHT + DAY - world.clock)
    expect(told()).toHaveLength(1)
    const rows = await world.ledger.db.selectFrom('digests').select('text').execute()
    const copies = [...told(), ...rows.map(({ text }) => text)]
    for (const file of files()) copies.push(readFileSync(join(folder, file), 'utf8'))
    expect(copies).toHaveLength(3)
    for (const copy of copies) expect(copy).not.toMatch(/marabou|heron/)
  })

  test('comes once, whatever starts again, and however many processes there are', async () => {
    await open()
    const second = createEngine(world.parts)
    for (let n = 0; n < 3; n++) await planDigest(world.parts)
    world.clock = EIGHT + DAY
    await Promise.all([world.engine.runDue(), second.runDue()])
    await planDigest(world.parts)
    await world.engine.runDue()
    await second.runDue()
    expect(told()).toHaveLength(1)
    const rows = await world.ledger.db.selectFrom('digests').selectAll().execute()
    expect(rows.map(({ period }) => period)).toEqual(['2026-06-01'])
    const waiting = await world.ledger.db
      .selectFrom('work')
      .selectAll()
      .where('kind', '=', 'digest')
      .execute()
    expect(waiting.map(({ due_at }) => due_at)).toEqual([EIGHT + 2 * DAY])
  })

  test('that was missed while nothing ran comes at the next start, and only the last one', async () => {
    await open()
    await world.pass(EIGHT + DAY - world.clock)
    world.clock += 5 * DAY + HOUR
    await planDigest(world.parts)
    await world.engine.runDue()
    expect(files()).toEqual(['2026-06-01.md', '2026-06-06.md'])
    expect(told()).toHaveLength(2)
  })

  test('that cannot be written is tried again, and nothing of it is told before', async () => {
    await open()
    const parent = join(folder, '..')
    writeFileSync(folder, 'a file where the folder should be')
    await world.pass(EIGHT + DAY - world.clock)
    expect(told()).toEqual([])
    rmSync(folder)
    await world.pass(60_000)
    expect(told()).toHaveLength(1)
    expect(readdirSync(parent)).toEqual(['digests'])
  })

  test('that the platform refuses is not shown to staff; the file is there', async () => {
    await open()
    const send = world.staff.send.bind(world.staff)
    world.staff.send = async (outbound) => {
      if (outbound.place.channel === 'owners') throw new RefusedError('channel_not_found')
      return send(outbound)
    }
    await world.pass(EIGHT + DAY - world.clock)
    await world.pass(DAY / 2)
    expect(told()).toEqual([])
    expect(files()).toEqual(['2026-06-01.md'])
    const rows = await world.ledger.db.selectFrom('digests').selectAll().execute()
    expect(rows.map(({ sent_at, error }) => [sent_at, error])).toEqual([[null, 'channel_not_found']])
  })

  test('is posted under one name, however often it is tried', async () => {
    await open()
    let tries = 0
    world.staff.after = ({ place }) => {
      tries += 1
      if (place.channel === 'owners' && tries < 4) throw new UnreachableError('the receipt is lost')
    }
    await world.pass(EIGHT + DAY - world.clock)
    for (let n = 0; n < 5; n++) await world.pass(60_000)
    expect(tries).toBe(4)
    expect(told()).toHaveLength(1)
    const [post] = world.staff.posts
    expect(post?.outbound.doubtful).toBe(true)
    const [row] = await world.ledger.db.selectFrom('digests').selectAll().execute()
    expect(row?.attempts).toBe(4)
    expect(row?.receipt).toBe(post?.receipt)
  })

  test('is a file alone where no place is named, and weekly on Mondays', async () => {
    await open({ place: null, every: 'weekly' })
    await world.pass(6 * DAY)
    expect(files()).toEqual([])
    await world.pass(DAY)
    expect(files()).toEqual(['week-of-2026-06-01.md'])
    expect(readFileSync(join(folder, 'week-of-2026-06-01.md'), 'utf8')).toContain('1 June to 7 June')
    expect(told()).toEqual([])
  })

  test('that is switched off comes no more', async () => {
    await open()
    world.parts.digest = null
    await world.pass(3 * DAY)
    expect(told()).toEqual([])
    expect(
      await world.ledger.db.selectFrom('work').selectAll().where('kind', '=', 'digest').execute(),
    ).toEqual([])
  })
})

describe('its hour', () => {
  const daily = { every: 'daily', hour: 2 } as const
  test('is that of the office, whatever its clocks do', () => {
    const zone = 'Europe/London'
    // The clocks go forward on 29 March 2026 at one.
    const before = Date.UTC(2026, 2, 29, 0, 30)
    expect(new Date(nextDigest(daily, zone, before)).toISOString()).toBe('2026-03-29T01:00:00.000Z')
    const { name, from, to } = lastPeriod(daily, zone, Date.UTC(2026, 2, 30, 12))
    expect([name, (to - from) / HOUR]).toEqual(['2026-03-29', 23])
    const ahead = periodAfter(daily, zone, lastPeriod(daily, zone, Date.UTC(2026, 2, 29, 12)))
    expect([ahead.name, ahead.from, (ahead.to - ahead.from) / HOUR]).toEqual(['2026-03-29', from, 23])
    const night = lastPeriod({ every: 'daily', hour: 0 }, 'Pacific/Auckland', Date.UTC(2026, 5, 1, 12))
    expect(night.name).toBe('2026-06-01')
  })

  test('comes for every day of three years, each once and in order', () => {
    let at = Date.UTC(2026, 0, 1)
    const names = new Set<string>()
    for (let n = 0; n < 1100; n++) {
      const next = nextDigest({ every: 'daily', hour: 8 }, 'America/New_York', at)
      expect(next).toBeGreaterThan(at)
      expect(next - at).toBeLessThanOrEqual(34 * HOUR)
      const period = lastPeriod({ every: 'daily', hour: 8 }, 'America/New_York', next)
      expect(period.due).toBe(next)
      names.add(period.name)
      at = next
    }
    expect(names.size).toBe(1100)
  })

  test('of a week is a Monday', () => {
    const weekly = { every: 'weekly', hour: 8 } as const
    expect(new Date(nextDigest(weekly, 'UTC', Date.UTC(2026, 5, 1, 8))).toISOString()).toBe(
      '2026-06-08T08:00:00.000Z',
    )
    expect(lastPeriod(weekly, 'UTC', Date.UTC(2026, 5, 1, 7, 59)).name).toBe('week-of-2026-05-18')
  })
})

describe('its words', () => {
  let numbers: DayNumbers
  beforeEach(() => {
    numbers = {
      conversations: 0,
      helped: 0,
      messages: 0,
      unanswered: 0,
      complaints: { count: 0, topics: [] },
      complaintsTaken: { count: 0, slowest: 0 },
      moods: { negative: 0, neutral: 0, positive: 0, unknown: 0 },
      promises: { kept: 0, keptLate: 0, broken: 0, open: 0, overdue: 0 },
      now: { withPerson: 0, waiting: 0, oldestSince: null },
    }
  })
  const facts = (change: Partial<DigestFacts> = {}): DigestFacts => ({
    company: 'Larkfield',
    rhythm: { every: 'daily', hour: 8 },
    period: lastPeriod({ every: 'daily', hour: 8 }, 'UTC', NOON),
    zone: 'UTC',
    numbers,
    waiting: [],
    due: 0,
    advice: calmAdvice(null),
    now: NOON,
    ...change,
  })

  test('end with the one thing to do, which is no formatting, link or call either', () => {
    expect(digestWords(facts()).split('\n').at(-1)).toBe(
      '**Do today:** How does it feel to be a customer of yours? Write to your own assistant as one would.',
    )
    const words = '<!channel> [Ann](https://evil.example) is owed: “**all** `of` @it”'
    const last = digestWords(facts({ advice: { words, act: 'Ask _Sam_', link: '/', presses: true } }))
    expect(last.split('\n').at(-1)).toMatch(/^\*\*Do today:\*\* [^<>@[\]()`*_/]+\.$/)
  })

  test('are one screen at the most, and hold no topic that somebody wrote by hand', () => {
    numbers = {
      conversations: 4100,
      helped: 3000,
      messages: 9999,
      unanswered: 400,
      complaints: {
        count: 90,
        topics: [...TOPIC_NAMES, '[<!channel>](https://evil.example) @everyone'].map((topic) => ({
          topic,
          count: 10,
        })),
      },
      complaintsTaken: { count: 88, slowest: 0 },
      moods: { negative: 900, neutral: 5000, positive: 3000, unknown: 1099 },
      promises: { kept: 10, keptLate: 4, broken: 3, open: 2, overdue: 7 },
      now: { withPerson: 9, waiting: 300, oldestSince: NOON - DAY },
    }
    const waiting = [1, 2, 3].map((n) => ({
      conversation: `c${n}`,
      since: NOON - n * HOUR,
      cause: 'complaint',
    }))
    const text = digestWords(facts({ waiting, due: 5 }))
    expect(text.length).toBeLessThan(1_500)
    expect(text.split('\n').length).toBeLessThanOrEqual(20)
    expect(text).toContain('- and 297 others')
    expect(text).toContain('5 promises are due today.')
    expect(text).not.toMatch(/<!|\]\(|@everyone|https:/)
  })
})

test('a place on a platform that is not set up, or that is none, stops the start and says so', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'digests-'))
  const config = {
    port: 0,
    host: '127.0.0.1',
    dataDir,
    knowledgeDir: dataDir,
    promptsDir: promptsFolder,
    databaseUrl: null,
    tools: null,
    slack: null,
    discord: null,
    model: null,
    customersCsv: null,
    retentionDays: null,
    viewerLink: false,
    repliesDir: join(promptsFolder, 'replies'),
    digest: { every: 'daily', hour: 8, place: { adapter: 'nowhere', channel: 'C1' } } as const,
    owners: [],
    publicUrl: null,
  }
  await expect(startWarmline(config, silentLog)).rejects.toThrow('DIGEST_PLACE: names "nowhere"')
  const discord = {
    token: 'a.b.c',
    staffChannel: null,
    staffRole: null,
    askChannels: [],
    apiUrl: 'http://127.0.0.1:1',
  }
  const role = { adapter: 'discord', channel: 'role:123456789012345678' }
  const digest = { ...config.digest, place: role }
  await expect(startWarmline({ ...config, discord, digest }, silentLog)).rejects.toThrow('is a group')
  rmSync(dataDir, { recursive: true })
})
