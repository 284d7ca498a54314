import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../src/id.ts'
import { readFolder } from '../../src/knowledge/folder.ts'
import { createSearch } from '../../src/knowledge/search.ts'
import { getErasure } from '../../src/ledger/personal/erasures.ts'
import { ROOMS } from '../../src/owner/rooms.ts'
import { openRoomOn, type Room } from '../owner/open-room.ts'
import { databases } from '../support/databases.ts'
import { SECOND, World } from '../support/world.ts'

const MARK = 'zebrafinch'
const SAMPLE = join(import.meta.dirname, '../../knowledge')
const EXPORTS = ['/owner/export.csv', '/owner/export.jsonl', '/owner/corrections.jsonl']
const ASKED = ['?reason=zebrafinch&from=2026-01-01', '?topic=zebrafinch']

describe.each(databases)('the owner’s room after an erasure on %s', (kind) => {
  let world: World
  let folder: string
  beforeEach(async () => {
    world = await World.open(kind)
    folder = mkdtempSync(join(tmpdir(), 'pages-'))
    cpSync(SAMPLE, folder, { recursive: true })
  })
  afterEach(async () => {
    await world.close()
    rmSync(folder, { recursive: true })
  })

  const open = async () => {
    const search = await createSearch((await readFolder(folder)).passages)
    const customersFile = join(folder, 'customers.csv')
    writeFileSync(customersFile, 'customer,value\nrobin,10\n')
    const more = { knowledge: { search: () => search, folder }, customersFile }
    return openRoomOn(world.ledger, world.database.dataDir, world.clock, more)
  }

  /** Somebody asks what no page answers, complains, is helped, is promised something, thanks, and is visited. */
  const tell = async (who: string, at = MARK) => {
    const say = (text: string) => world.ask(text, { who })
    await say(`Do you repair the ${at} tents?`)
    await say(`I am so angry, I have been waiting three weeks for my ${at} refund!`)
    await world.click('claim')
    await world.click('reply', { text: `We will call you about the ${at} by Friday.` })
    await world.click('confirm_promise', { promise: world.card().promises[0]?.id ?? '' })
    await say(`Thank you so much, this is wonderful, ${at}!`)
    await world.click('link_cause', { text: 'A late parcel' })
    const { db } = world.ledger
    const { id } = await db
      .selectFrom('customers')
      .select('id')
      .where('platform_id', '=', who)
      .executeTakeFirstOrThrow()
    await db
      .insertInto('visits')
      .values({ id: newId(), customer_id: id, at: world.clock, note: at })
      .execute()
    return id
  }

  /** Every page and export that leads from the rooms, with what stands there. */
  const everything = async (room: Omit<Room, 'close'>, known: Iterable<string> = []) => {
    const seen = new Map<string, string>()
    const ways = [...ROOMS.map(({ path }) => path), ...EXPORTS, '/owner/audit', ...known]
    ways.push(...EXPORTS.slice(0, 2).flatMap((path) => ASKED.map((asked) => path + asked)))
    for (let way = ways.shift(); way !== undefined && seen.size < 400; way = ways.shift()) {
      if (seen.has(way)) continue
      const text = await room.see(way)
      seen.set(way, text)
      for (const [, link = ''] of text.matchAll(/href="(\/owner[^"#]*)/g))
        ways.push(link.replaceAll('&amp;', '&'))
    }
    return seen
  }
  const withMark = (seen: Map<string, string>) =>
    [...seen].flatMap(([way, text]) => (text.toLowerCase().includes(MARK) ? [way] : []))

  const correct = async (room: Omit<Room, 'close'>, customer: string) => {
    const [reading] = await world.ledger.db
      .selectFrom('readings as r')
      .innerJoin('conversations as c', 'c.id', 'r.conversation_id')
      .select(['r.id', 'r.conversation_id'])
      .where('c.customer_id', '=', customer)
      .where('r.corrected_by', 'is', null)
      .orderBy('r.at')
      .execute()
    const fields = { mood: 'positive', feeling: '', topic: MARK, complaint: 'no', person: 'no' }
    const way = `/owner/conversations/${reading?.conversation_id}/readings/${reading?.id}`
    expect((await room.send(way, fields)).status).toBe(303)
  }

  it('shows nothing of them on any page or in any export', { timeout: 90_000 }, async () => {
    // First in every order of customers.
    const customer = await tell(MARK)
    await tell('robin', 'sparrow')
    const before = await open()
    await correct(before, customer)
    const seen = await everything(before)
    const marked = withMark(seen)
    for (const way of ['', '/gaps', '/visits', '/thanks', '/promises', '/corrections.jsonl'])
      expect(marked).toContain(`/owner${way}`)
    for (const way of ['/owner/export.csv', `/owner/customers/${customer}/export.jsonl`])
      expect(marked).toContain(way)
    const asked = await before.post(`/owner/customers/${customer}/erase`)
    const id = asked.headers.get('location')?.split('/').at(-1) ?? ''
    for (let passed = 0; passed < 20; passed++) await world.pass(2 * SECOND)
    expect((await getErasure(world.ledger.db, id))?.step).toBe('done')

    const after = await everything(await open(), seen.keys())
    expect(after.size).toBeGreaterThan(40)
    // What was asked for stands in the form that asks for it.
    expect(withMark(after).filter((way) => !way.includes(MARK))).toEqual([])
    for (const way of EXPORTS) expect(after.get(way)).not.toContain('"text":""')
    const corrected = after.get('/owner/corrections.jsonl')
    expect(corrected).toBe('')
    // Whoever is nobody is not to be visited.
    const left = await world.ledger.db.selectFrom('customers').select('id').where('name', '=', '').execute()
    expect(left).toHaveLength(1)
    for (const by of ['contacts', 'tenure', 'value']) {
      const page = after.get(`/owner/visits?by=${by}`) ?? (await (await open()).see(`/owner/visits?by=${by}`))
      expect(page).not.toContain(left[0]?.id)
      expect(page).toContain('robin')
    }
    for (const page of after.values()) expect(page).not.toContain(customer)
  })
})
