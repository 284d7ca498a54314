import fs from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { RefusedError, UnreachableError } from '../src/errors.ts'
import { createLog, type Log } from '../src/log.ts'
import type { Answerer } from '../src/mind/answer.ts'
import type { Reader } from '../src/mind/reading.ts'
import { databases } from './support/databases.ts'
import { type Options, World } from './support/world.ts'

const WORDS = 'How do I return the canary-of-words'
const SECRET = 'canary-of-secrets'
const CANARY = /canary/

const Line = z.looseObject({ level: z.number(), msg: z.string() })

/** What a log writes on standard error while it is listened to. */
function listen(level = 'debug') {
  const written: string[] = []
  const write = vi.spyOn(fs, 'writeSync').mockImplementation((fd, data) => {
    if (fd !== 2) throw new Error('Something else is written')
    written.push(String(data))
    return Buffer.byteLength(String(data))
  })
  const log: Log = createLog(level)
  return {
    log,
    text: () => written.join(''),
    lines: () =>
      written
        .join('')
        .trim()
        .split('\n')
        .filter(Boolean)
        .map((line) => Line.parse(JSON.parse(line))),
    stop: () => write.mockRestore(),
  }
}

let heard: ReturnType<typeof listen>
beforeEach(() => {
  heard = listen()
})
afterEach(() => heard.stop())

describe('a line', () => {
  it('of an event holds its name and facts', () => {
    heard.log.event('settled', { conversation: 'c1', attempts: 2, ok: true, cause: null })
    expect(heard.lines()).toEqual([
      expect.objectContaining({ msg: 'settled', conversation: 'c1', attempts: 2, ok: true, cause: null }),
    ])
  })

  it('of an event is written at level debug only, and one of trouble always', () => {
    heard.stop()
    heard = listen('info')
    heard.log.event('settled')
    heard.log.trouble('turn failed', new Error('no'))
    expect(heard.lines().map((line) => line.msg)).toEqual(['turn failed'])
  })

  it('of trouble says what kind of error it was, its code, where it happened and what it was about', () => {
    const error = Object.assign(new TypeError('no'), { code: 'EPIPE' })
    heard.log.trouble('turn failed', error, { turn: 't1' })
    expect(heard.lines()).toEqual([
      expect.objectContaining({ msg: 'turn failed', turn: 't1', error: 'TypeError', code: 'EPIPE' }),
    ])
    expect(heard.lines()[0]?.at).toMatch(/^at .*log\.test\.ts:\d+/)
  })

  it.each<[string, unknown]>([
    ['an error', new Error(SECRET)],
    ['an error of several lines', new Error(`first\n${SECRET}\nlast`)],
    [
      'an error whose words look like a place in the code',
      new Error(`Nora wrote:\n    at ${SECRET} (a.ts:1:1)`),
    ],
    ['an error whose words begin a line with "at"', new Error(`Meet me\nat ${SECRET}`)],
    ['an error with a cause', new Error('outer', { cause: new Error(SECRET) })],
    [
      'an error with details of a row',
      Object.assign(new Error('duplicate'), { detail: `Key (name)=(${SECRET})` }),
    ],
    ['several errors', new AggregateError([new Error(SECRET)], SECRET)],
    ['a refusal', new RefusedError('not_found', SECRET)],
    ['a platform out of reach', new UnreachableError(SECRET, { cause: new Error(SECRET) })],
    ['a broken JSON text', brokenJson()],
    [
      'what zod found wrong',
      z.object({ id: z.string().regex(/^x/, SECRET) }).safeParse({ id: SECRET }).error,
    ],
    ['thrown words', SECRET],
    ['a thrown object', { message: SECRET }],
    ['nothing', undefined],
  ])('of trouble never repeats the words of %s', (_what, error) => {
    heard.log.trouble('failed', error, { turn: 't1' })
    expect(heard.lines()).toEqual([expect.objectContaining({ msg: 'failed', turn: 't1' })])
    expect(heard.text()).not.toMatch(CANARY)
  })
})

describe.each(databases)('the log of a conversation on %s', (kind) => {
  let world: World
  const open = async (options: Options = {}) => {
    world = await World.open(kind, { log: heard.log, ...options })
  }
  afterEach(() => world.close())

  const messages = () => heard.lines().map((line) => line.msg)

  it('holds no words while all goes well', async () => {
    await open()
    await world.write(WORDS, { by: 'nora' })
    await world.pass()
    await world.ask(`I want a person, ${WORDS}`)
    await world.click('claim')
    await world.click('reply', { text: `Hello, ${SECRET}` })
    await world.click('note', { text: SECRET })
    expect(messages()).toEqual(
      expect.arrayContaining(['received', 'settled', 'delivered', 'handoff written', 'claimed']),
    )
    expect(heard.text()).not.toMatch(CANARY)
  })

  it('holds the ids of a turn that fails, and no words', async () => {
    const answerer: Answerer = {
      name: 'broken',
      answer: ({ text }) => Promise.reject(new Error(`could not answer "${text}"\n    at ${SECRET}`)),
    }
    await open({ answerer })
    await world.ask(WORDS)
    await world.pass(60_000)
    expect(heard.lines()).toContainEqual(
      expect.objectContaining({
        msg: 'turn failed',
        turn: expect.stringMatching(/.{20}\/\d+/),
        error: 'Error',
      }),
    )
    expect(heard.text()).not.toMatch(CANARY)
    expect(world.card().cause).not.toBe('')
  })

  it('holds no words when the reader fails', async () => {
    const reader: Reader = { name: 'broken', read: (text) => Promise.reject(new Error(text)) }
    await open({ parts: { readers: { local: reader, model: null } } })
    await world.ask(WORDS)
    await world.pass(60_000)
    expect(messages()).toContain('turn failed')
    expect(heard.text()).not.toMatch(CANARY)
  })

  it('holds nothing of the row that the database would not have', async () => {
    const answerer: Answerer = {
      name: 'double',
      async answer({ text }) {
        const row = { id: 'x', adapter: SECRET, workspace: text, platform_id: 'x', name: text, since: 0 }
        await world.ledger.db
          .insertInto('customers')
          .values([row, { ...row, id: 'y' }])
          .execute()
        return null
      },
    }
    await open({ answerer })
    await world.ask(WORDS)
    expect(heard.lines()).toContainEqual(
      expect.objectContaining({ msg: 'turn failed', code: expect.any(String) }),
    )
    expect(heard.text()).not.toMatch(CANARY)
  })

  it.each<[string, string, (words: string) => Error]>([
    ['is refused', 'delivery refused', (words) => new RefusedError('channel_not_found', words)],
    [
      'finds nobody',
      'not delivered yet',
      (words) => new UnreachableError(words, { cause: new Error(words) }),
    ],
    ['breaks', 'work failed', (words) => Object.assign(new TypeError(words), { body: words })],
  ])('holds the ids of a delivery that %s, and no words', async (_what, event, error) => {
    await open()
    world.customers.before = (outbound) => {
      throw error(`Bearer ${SECRET}: ${JSON.stringify(outbound)} ${WORDS}`)
    }
    await world.ask(WORDS)
    const line = heard.lines().find(({ msg }) => msg === event)
    expect(line).toMatchObject(
      event === 'work failed' ? { work: expect.any(Number) } : { delivery: expect.any(String) },
    )
    expect(heard.text()).not.toMatch(CANARY)
  })
})

function brokenJson(): unknown {
  try {
    return JSON.parse(`${SECRET}\n at ${SECRET}`)
  } catch (error) {
    return error
  }
}
