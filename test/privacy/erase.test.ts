import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { RefusedError, UnreachableError } from '../../src/errors.ts'
import { audit } from '../../src/ledger/audit.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { isAnonymous } from '../../src/ledger/personal/anonymous.ts'
import { scopeOfErasure } from '../../src/ledger/personal/belonging.ts'
import { askToErase, getErasure, proofOf } from '../../src/ledger/personal/erasures.ts'
import { rewriteAtStart, rewriteFile } from '../../src/ledger/personal/file.ts'
import { countRows } from '../../src/ledger/personal/scrub.ts'
import { eachKept } from '../../src/ledger/personal/whole-customer.ts'
import { recordSpend } from '../../src/ledger/spend.ts'
import { enqueue } from '../../src/ledger/work.ts'
import type { Log } from '../../src/log.ts'
import type { Answered } from '../../src/mind/answer.ts'
import { databases } from '../support/databases.ts'
import { DAY, MINUTE, type Options, SECOND, say, World } from '../support/world.ts'
import { dump, found } from './dump.ts'
import { fill } from './filled.ts'

const MARK = 'zebrafinch'
const BY = { role: 'owner', session: 'the owner' }

describe.each(databases)('erasing a customer on %s', (kind) => {
  let world: World
  const troubles: string[] = []
  const logged: string[] = []
  const open = async (options: Options = {}) => {
    troubles.length = 0
    logged.length = 0
    const trouble = (name: string) => void troubles.push(name)
    const event: Log['event'] = (name, facts) => void logged.push(`${name} ${JSON.stringify(facts)}`)
    world = await World.open(kind, { log: { event, trouble }, ...options })
    return world
  }
  afterEach(() => world.close())

  const customerOf = async (who: string) =>
    (
      await world.ledger.db
        .selectFrom('customers')
        .select('id')
        .where('platform_id', '=', who)
        .executeTakeFirstOrThrow()
    ).id

  /** Somebody complains, is helped by a person, and comes back. */
  const tell = async (who: string) => {
    await world.ask(`How can I return a ${who} thing?`, { who, id: `${who}-1` })
    await world.ask(`I am so angry, ${who} waits three weeks for order ${who}-12`, { who, id: `${who}-2` })
    await world.click('claim')
    await world.click('note', { text: `${who} is a good customer`, id: `note-${who}` })
    await world.click('reply', { text: `Dear ${who}, we will send it by Friday.`, id: `reply-${who}` })
    await world.ask(`thank you, says ${who}`, { who, id: `${who}-3` })
  }

  const ask = async (who: string, id?: string) => {
    const customer = id ?? (await customerOf(who))
    return world.ledger.transaction((t) => askToErase(t, customer, BY, world.clock))
  }
  const settle = async (seconds = 20) => {
    for (let passed = 0; passed < seconds; passed += 2) await world.pass(2 * SECOND)
  }
  const erase = async (who: string, customer?: string) => {
    const id = await ask(who, customer)
    await settle()
    const erasure = await getErasure(world.ledger.db, id)
    expect(erasure?.step).toBe('done')
    return { id, proof: erasure && proofOf(erasure) }
  }
  const marks = async () => found(await dump(world.ledger), MARK)

  it('leaves none of their words, names or ids in any table, then or later', async () => {
    await open()
    await tell(MARK)
    expect((await marks()).length).toBeGreaterThan(20)
    await erase(MARK)
    expect(await marks()).toEqual([])
    await world.pass(8 * DAY + MINUTE)
    await world.engine.watch()
    await settle()
    expect(await marks()).toEqual([])
    expect(troubles).toEqual([])
    expect(logged.length).toBeGreaterThan(50)
    expect(logged.filter((line) => line.includes(MARK))).toEqual([])
  })

  it('leaves nothing of a customer of whom every column holds something', async () => {
    await open()
    await tell(MARK)
    const customer = await customerOf(MARK)
    const filled = await fill(world.ledger, customer, MARK)
    expect(filled.length).toBeGreaterThan(30)
    const before = found(await dump(world.ledger), MARK).map((one) => one.split(':')[0])
    for (const column of filled) expect(before).toContain(column)
    await erase(MARK, customer)
    expect(await marks()).toEqual([])
  })

  it('drops what was yet to be said of a promise to them', async () => {
    await open()
    await tell(MARK)
    const [promise] = await world.ledger.db.selectFrom('promises').select('id').execute()
    const about = JSON.stringify({
      promise: promise?.id,
      by: { id: 'kim', name: 'Kim' },
      counts: true,
      due: null,
    })
    const key = `alike:${promise?.id}`
    const later = { kind: 'promise_alike', key, about, due: world.clock + DAY, now: world.clock }
    await world.ledger.transaction((t) => enqueue(t, later))
    await erase(MARK)
    const work = world.ledger.db.selectFrom('work').select('kind').where('kind', '=', 'promise_alike')
    expect(await work.execute()).toEqual([])
  })

  it('touches no row of anybody else', async () => {
    await open()
    await tell('robin')
    await tell(MARK)
    await tell('wren')
    const others = [await customerOf('robin'), await customerOf('wren')]
    await fill(world.ledger, others[0] ?? '', 'robin')
    await world.ledger.db.deleteFrom('work').execute()
    const kept = () => Promise.all(others.map((id) => keptOf(world.ledger, id)))
    const before = await kept()
    await erase(MARK)
    expect(await kept()).toEqual(before)
    expect(before[0]?.length).toBeGreaterThan(30)
  })

  it('keeps times, numbers, outcomes and what it cost, and proves both', async () => {
    await open()
    await tell(MARK)
    const conversation = (await world.turns())[0]?.conversation_id ?? null
    const spent = {
      at: 1,
      purpose: 'answer',
      model: 'm',
      input_tokens: 1,
      cached_tokens: 0,
      output_tokens: 1,
    }
    const call = { ...spent, reasoning_tokens: 0, estimated: 0, cost: 7, ms: 1, ended: 'whole' }
    const customer = await customerOf(MARK)
    await recordSpend(world.ledger, { ...call, customer_id: customer, conversation_id: conversation })
    const numbers = async () =>
      (await world.readings()).map(({ sentiment, feeling, complaint, at, language }) => [
        sentiment,
        feeling,
        complaint,
        at,
        language,
      ])
    const before = [await numbers(), (await world.turns()).map(({ decision, cause }) => [decision, cause])]
    const did = { role: 'owner', session: '', did: 'exported_customer', what: '' } as const
    await audit(world.ledger.db, { ...did, customer_id: customer }, world.clock)
    const { id, proof } = await erase(MARK)
    const erasure = await getErasure(world.ledger.db, id)
    const scope = scopeOfErasure(id, erasure?.subject ?? null, world.clock)
    // What is theirs and in no conversation is found under the new id.
    expect(await countRows(world.ledger.db, 'audit', scope)).toBe(1)
    expect([await numbers(), (await world.turns()).map(({ decision, cause }) => [decision, cause])]).toEqual(
      before,
    )
    expect(await world.ledger.db.selectFrom('spend').select(['customer_id', 'cost']).execute()).toEqual([
      { customer_id: null, cost: 7 },
    ])
    // One call was still under way.
    await recordSpend(world.ledger, { ...call, customer_id: customer, conversation_id: conversation })
    expect(found(await dump(world.ledger), customer)).toEqual([])
    expect(proof).toMatchObject({
      erasure: id,
      by: BY,
      tables: {
        messages: { erased: 7, kept: 7 },
        readings: { erased: 3, kept: 3 },
        customers: { erased: 1, kept: 1 },
        conversations: { erased: 1, kept: 1 },
        work: { kept: 0 },
        posts: { kept: 0 },
      },
      shown_to_staff: { taken_back: 4, not_taken_back: 0 },
    })
    expect(proof?.former_sha256).toMatch(/^[0-9a-f]{64}$/)
    const [left] = await world.ledger.db.selectFrom('customers').selectAll().execute()
    expect(left && [isAnonymous(left), left.name, left.id !== customer]).toEqual([true, '', true])
  })

  it('takes back what staff were shown, and says nothing to the customer', async () => {
    await open()
    await tell(MARK)
    const before = world.read(MARK)
    await erase(MARK)
    expect(world.read(MARK)).toEqual(before)
    expect(JSON.stringify(world.staff.posts)).not.toContain(MARK)
    expect(world.card()).toMatchObject({
      status: 'given_back',
      wrong: say('no_words'),
      customer: { name: '' },
    })
    expect(world.thread().every((line) => line.endsWith('(removed)'))).toBe(true)
  })

  it('waits for a platform that does not answer, and ends when it does', async () => {
    await open()
    await tell(MARK)
    world.staff.before = () => {
      throw new UnreachableError('down', { mayHaveArrived: false, retryAfter: 10 * MINUTE })
    }
    const id = await ask(MARK)
    await settle()
    expect((await getErasure(world.ledger.db, id))?.step).toBe('withdraw')
    world.staff.before = () => undefined
    await world.pass(11 * MINUTE)
    await settle()
    expect((await getErasure(world.ledger.db, id))?.step).toBe('done')
    expect(await marks()).toEqual([])
    expect(JSON.stringify(world.staff.posts)).not.toContain(MARK)
  })

  it('counts what a platform does not let us take back, and shows it nowhere else', async () => {
    await open()
    await tell(MARK)
    const before = world.staff.posts.length
    world.staff.before = ({ kind, retracts }) => {
      expect(retracts).toBe(true)
      if (kind === 'thread') throw new RefusedError('edit_window_closed')
    }
    const { proof } = await erase(MARK)
    expect(proof?.shown_to_staff).toEqual({ taken_back: 1, not_taken_back: 3 })
    expect(world.staff.posts).toHaveLength(before)
    expect(await marks()).toEqual([])
  })

  it('gives up after a day what a platform never answered', async () => {
    await open()
    await tell(MARK)
    world.staff.before = () => {
      throw new UnreachableError('down', { mayHaveArrived: false })
    }
    const id = await ask(MARK)
    for (let hour = 0; hour < 26; hour++) await world.pass(60 * MINUTE)
    await settle()
    const erasure = await getErasure(world.ledger.db, id)
    expect(erasure?.step).toBe('done')
    expect(erasure && proofOf(erasure)?.shown_to_staff).toEqual({ taken_back: 0, not_taken_back: 4 })
    expect(await marks()).toEqual([])
  })

  it('does not take again what the platform brings again, changes or takes back', async () => {
    await open()
    await tell(MARK)
    await erase(MARK)
    const again = () => world.write(`How can I return a ${MARK} thing?`, { who: MARK, id: `${MARK}-1` })
    expect(await again()).toEqual({ status: 'refused' })
    expect(await world.edit(`${MARK}-2`, `still ${MARK}`, MARK)).toEqual({ status: 'refused' })
    expect(await world.remove(`${MARK}-3`, MARK)).toEqual({ status: 'refused' })
    await settle()
    expect(await marks()).toEqual([])
    // Also when they write anew, to whom we are then strangers.
    const told = await world.ask('hello', { who: MARK, id: 'new', by: 'somebody' })
    expect(told).not.toBe('')
    expect(await again()).toEqual({ status: 'refused' })
    await settle()
    expect(
      await world.ledger.db
        .selectFrom('messages')
        .select('text')
        .where('text', 'like', `%${MARK}%`)
        .execute(),
    ).toEqual([])
    const customers = await world.ledger.db.selectFrom('customers').selectAll().execute()
    expect(customers.filter((one) => !isAnonymous(one))).toMatchObject([{ platform_id: 'somebody' }])
    expect(world.customers.posts.length).toBeGreaterThan(0)
  })

  it('leaves old cards without effect', async () => {
    await open()
    await tell(MARK)
    const { handoff } = world.card()
    await erase(MARK)
    for (const action of ['note', 'reply', 'claim', 'take_over'] as const)
      expect(await world.click(action, { handoff, text: MARK, id: `${action}-again` })).toEqual({
        status: 'refused',
        say: say('handoff_unknown'),
      })
    expect(await world.click('note', { handoff, text: MARK, id: `note-${MARK}` })).toMatchObject({
      status: 'refused',
    })
    expect(await marks()).toEqual([])
  })

  it('lets no turn be written that was thought about meanwhile', async () => {
    let answer: (found: Answered | null) => void = () => undefined
    const asked = Promise.withResolvers<void>()
    await open({
      answerer: {
        name: 'slow',
        answer: () => {
          asked.resolve()
          return new Promise((resolve) => {
            answer = resolve
          })
        },
      },
    })
    await world.write(`How can I return a ${MARK}?`, { who: MARK })
    world.clock += 5 * SECOND
    const turn = world.engine.runDue('turns')
    await asked.promise
    await ask(MARK)
    await world.engine.runDue('erasures')
    answer({ text: MARK, quotes: [], passages: [], confidence: 1, answeredBy: MARK })
    await turn
    await settle()
    expect(await marks()).toEqual([])
    expect(await world.turns()).toEqual([])
    expect(world.read(MARK)).toEqual([])
  })

  it('waits for words that are on their way at this moment', async () => {
    await open()
    const sending = Promise.withResolvers<void>()
    const arrive = Promise.withResolvers<void>()
    world.staff.before = async () => {
      sending.resolve()
      await arrive.promise
    }
    await world.write(`I am so angry, ${MARK} waits three weeks!`, { who: MARK })
    world.clock += 5 * SECOND
    await world.engine.runDue('turns')
    const delivering = world.engine.runDue('deliveries')
    await sending.promise
    const id = await ask(MARK)
    await world.engine.runDue('erasures')
    expect((await getErasure(world.ledger.db, id))?.step).toBe('drain')
    world.staff.before = () => undefined
    arrive.resolve()
    await delivering
    await settle()
    expect((await getErasure(world.ledger.db, id))?.step).toBe('done')
    expect(JSON.stringify(world.staff.posts)).not.toContain(MARK)
    expect(await marks()).toEqual([])
  })

  it('keeps a theme that others have, and none that is theirs alone', async () => {
    await open()
    await tell('robin')
    await tell(MARK)
    const themes = async (topic: string, who: string) =>
      sql`update readings set topic = ${topic}, subject = ${topic} where conversation_id in
        (select id from conversations where customer_id = ${await customerOf(who)})`.execute(world.ledger.db)
    await themes('delivery', 'robin')
    await themes('delivery', MARK)
    const newest = (await world.readings()).at(-1)?.id ?? ''
    await world.ledger.db
      .updateTable('readings')
      .set({ topic: 'a purple kite', subject: 'a purple kite' })
      .where('id', '=', newest)
      .execute()
    await erase(MARK)
    const topics = (await world.readings()).map(({ topic }) => topic)
    expect((await world.readings()).map(({ subject }) => subject)).toEqual(topics)
    expect(topics.filter((topic) => topic === 'delivery')).toHaveLength(5)
    expect(topics).not.toContain('a purple kite')
  })

  it('keeps what a message counts as where its theme stays, also by a reading that was corrected since', async () => {
    await open()
    await tell('robin')
    await tell(MARK)
    const { db } = world.ledger
    await db.updateTable('readings').set({ topic: 'delivery', subject: 'delivery' }).execute()
    const robin = await customerOf('robin')
    const theirs = db.selectFrom('conversations').select('id').where('customer_id', '=', robin)
    await db
      .updateTable('readings')
      .set({ corrected_by: 'another', subject: null })
      .where('conversation_id', 'in', theirs)
      .execute()
    await erase(MARK)
    const others = await db
      .selectFrom('readings')
      .select(['topic', 'subject'])
      .where('conversation_id', 'not in', theirs)
      .execute()
    expect(others.length).toBeGreaterThan(2)
    for (const one of others) expect(one).toEqual({ topic: 'delivery', subject: 'delivery' })
  })

  it('blots out the lines that reminded everybody of them, and no other', async () => {
    await open()
    await world.ask('I want to talk to a person', { who: 'robin' })
    await world.pass(20 * MINUTE)
    await world.click('claim')
    await world.click('resolve')
    const others = await world.ledger.db.selectFrom('reminders').selectAll().execute()
    expect(others.length).toBeGreaterThan(0)
    await world.pass(MINUTE)
    await world.ask('I want to talk to a person', { who: 'robin' })
    await world.ask('I want to talk to a person', { who: MARK })
    await world.pass(20 * MINUTE)
    expect((await marks()).some((one) => one.startsWith('reminders.text'))).toBe(true)
    // Our own desk shows them as posts of the delivery's id.
    await sql`insert into posts (id, adapter, channel, thread, kind, state, body, at)
      select d.id, 'local', 'desk', '', 'text', '', r.text, r.at
      from deliveries d join reminders r on r.id = d.about where d.kind = 'reminder'`.execute(world.ledger.db)
    const exported = (await keptOf(world.ledger, await customerOf(MARK))).filter((line) =>
      line.includes('"reminders"'),
    )
    expect(exported.join()).toContain(MARK)
    expect(exported.join()).not.toContain('robin')
    await erase(MARK)
    const posted = await world.ledger.db.selectFrom('posts').select('body').execute()
    expect(posted.map(({ body }) => body)).toEqual(others.map(({ text }) => text))
    expect(await marks()).toEqual([])
    const left = await world.ledger.db.selectFrom('reminders').selectAll().where('text', '<>', '').execute()
    expect(left).toEqual(others)
  })

  it('goes on after it was broken off after any of its steps', async () => {
    await open()
    await tell(MARK)
    await tell('wren')
    const wren = await keptOf(world.ledger, await customerOf('wren'))
    const id = await ask(MARK)
    let steps = 0
    // Every transaction fails once before it is committed, and then once more.
    const broken: Ledger = {
      ...world.ledger,
      transaction: (run) =>
        world.ledger.transaction(async (t) => {
          const result = await run(t)
          if (steps++ % 2 === 0) throw new Error('killed')
          return result
        }),
    }
    const real = world.parts.ledger
    Object.assign(world.parts, { ledger: broken })
    for (let round = 0; round < 40; round++) await world.pass(70 * SECOND)
    Object.assign(world.parts, { ledger: real })
    await settle(200)
    expect((await getErasure(world.ledger.db, id))?.step).toBe('done')
    expect(steps).toBeGreaterThan(10)
    expect(await marks()).toEqual([])
    expect((await keptOf(world.ledger, await customerOf('wren'))).filter(isLasting)).toEqual(
      wren.filter(isLasting),
    )
  })

  it('writes the file anew, with nothing left between its rows', async () => {
    await open()
    await tell(MARK)
    const inFiles = () =>
      readdirSync(world.database.dataDir).filter((file) =>
        readFileSync(join(world.database.dataDir, file)).includes(MARK),
      )
    if (kind === 'sqlite') expect(inFiles()).not.toEqual([])
    const { proof } = await erase(MARK)
    expect(proof?.file).toBe(kind === 'sqlite' ? 'written anew without it' : "the database server's own")
    expect(inFiles()).toEqual([])
  })

  it('leaves a file that is large for the next start', async () => {
    await open()
    await tell(MARK)
    const { id } = await erase(MARK)
    const isOurs = kind === 'sqlite'
    expect(await rewriteFile(world.ledger, 1)).toBe(isOurs ? 'at_next_start' : 'not_ours')
    expect(await rewriteAtStart(world.ledger)).toBe(false)
    await world.ledger.db.updateTable('erasures').set({ file: 'at_next_start' }).execute()
    expect(await rewriteAtStart(world.ledger)).toBe(true)
    expect((await getErasure(world.ledger.db, id))?.file).toBe(isOurs ? 'rewritten' : 'not_ours')
  })
})

/** All that is kept about somebody, without what is only yet to be done. */
async function keptOf(ledger: Ledger, customer: string): Promise<string[]> {
  const lines: string[] = []
  for await (const rows of eachKept(ledger.db, customer))
    for (const one of rows) if (one.table !== 'work') lines.push(JSON.stringify(one))
  return lines
}

/** Time passes for others, too: what staff see of them is shown again. */
function isLasting(line: string): boolean {
  return /"table":"(?:messages|readings|turns|notes|conversations|customers)"/.test(line)
}
