import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSearch } from '../../src/knowledge/search.ts'
import { partsOf, standsIn } from '../../src/owner/name-in-text.ts'
import { openRoomOn, type Room } from '../owner/open-room.ts'
import { databases } from '../support/databases.ts'
import { SECOND, World } from '../support/world.ts'

describe.each(databases)('where a customer is named beside their own rows, on %s', (kind) => {
  let world: World
  let room: Omit<Room, 'close'>
  let folder: string
  let page: string
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)

  /** A customer of this name, whom a person has. */
  const meet = async (name: string) => {
    await world.engine.receive({
      ...{ kind: 'message', id: `m-${name}`, place: world.place(name), choice: null },
      ...{ author: { id: name, name }, text: 'I want to talk to a person' },
    })
    await world.pass()
    await world.click('claim')
    const { db } = world.ledger
    const { id } = await db
      .selectFrom('customers')
      .select('id')
      .where('platform_id', '=', name)
      .executeTakeFirstOrThrow()
    return `/owner/customers/${id}`
  }
  beforeEach(async () => {
    world = await World.open(kind)
    folder = mkdtempSync(join(tmpdir(), 'pages-'))
    mkdirSync(join(folder, '_drafts'))
    const search = await createSearch([])
    const more = {
      knowledge: { search: () => search, folder },
      customersFile: join(folder, 'customers.csv'),
    }
    room = await openRoomOn(world.ledger, world.database.dataDir, world.clock, more)
    page = await meet('Marabou Heron')
  })
  afterEach(async () => {
    await world.close()
    rmSync(folder, { recursive: true })
  })
  const question = () => room.see(`${page}/erase`)
  const cards = () => world.cards().map((card) => JSON.stringify(card))

  it('says so where no file names them, and where there are none', async () => {
    expect(await question()).toContain('<bdi>Marabou Heron</bdi> stands in none of them')
    rmSync(join(folder, '_drafts'), { recursive: true })
    expect(await question()).toContain('stands in none of them')
    const short = await meet('Bo')
    expect(await room.see(`${short}/erase`)).toContain('<bdi>Bo</bdi> is too short to be looked for')
  })

  it('lists drafts with any of their names, pages with the whole one, and the file of customers', async () => {
    write('_drafts/lamps.md', '# Lamps\n\nAs we told HERON, lamps glow.\n')
    write('_drafts/tents.md', '# Tents\n\nHeronry is a word of its own.\n')
    write('birds.md', '# Birds\n\nA heron is a bird.\n')
    write('praise.md', '# Praise\n\n“Lovely”, says marabou heron.\n')
    write('customers.csv', 'customer,value\nMarabou Heron,12\n')
    const seen = await question()
    const listed = [...seen.matchAll(/<li><code>([^<]*)<\/code>/g)].map(([, file]) => file)
    expect(listed).toEqual(['_drafts/lamps.md', 'praise.md', join(folder, 'customers.csv')])
    expect(seen).toContain('Warmline never changes or deletes them')
    await room.post(`${page}/erase`)
    for (let passed = 0; passed < 20; passed++) await world.pass(2 * SECOND)
    expect(readFileSync(join(folder, '_drafts/lamps.md'), 'utf8')).toContain('HERON')
    expect(existsSync(join(folder, 'praise.md'))).toBe(true)
  })

  it('lists twenty files at the most, and says how many more', async () => {
    for (let n = 0; n < 25; n++) write(`_drafts/draft-${n}.md`, 'Ask Marabou about it.')
    const seen = await question()
    expect(seen.match(/<li><code>_drafts/g)).toHaveLength(20)
    expect(seen).toContain('and 5 more files')
  })

  it('lets the owner rename what staff call a problem by them, also on cards', async () => {
    await world.click('link_cause', { text: 'The heron’s <lamp>' })
    const other = await meet('Wren')
    await world.click('link_cause', { text: 'The heronry' })
    const seen = await question()
    expect(seen).toContain('This one holds the name of this customer')
    expect(seen).toContain('value="The heron’s &lt;lamp&gt;"')
    expect(seen).not.toContain('The heronry')
    expect(await room.see(`${other}/erase`)).not.toContain('class="rename"')
    expect(cards().some((says) => says.includes('heron’s'))).toBe(true)

    const [, way = ''] = /action="([^"]+\/causes\/[^"]+)"/.exec(seen) ?? []
    expect((await room.send(way, { name: ' a ' })).status).toBe(400)
    const taken = await room.send(way, { name: 'THE HERONRY' })
    expect([taken.status, await taken.text()]).toEqual([
      400,
      expect.stringContaining('Another problem is called that'),
    ])
    expect((await room.send(`${page}/causes/none`, { name: 'Lamps' })).status).toBe(404)
    expect((await room.asViewer(way, 'POST')).status).toBe(403)
    expect(await question()).toContain('heron’s')
    const renamed = await room.send(way, { name: 'A lamp' })
    expect([renamed.status, renamed.headers.get('location')]).toEqual([303, `${page}/erase`])
    // Twice is once.
    expect((await room.send(way, { name: 'A lamp' })).status).toBe(303)
    await world.pass()
    expect(cards().filter((says) => says.includes('heron’s'))).toEqual([])
    expect(cards().some((says) => says.includes('A lamp'))).toBe(true)
    expect(await question()).not.toContain('class="rename"')
    expect(await world.ledger.db.selectFrom('causes').select(['name', 'folded']).execute()).toContainEqual({
      name: 'A lamp',
      folded: 'a lamp',
    })
  })
})

describe('a name', () => {
  it('is found as a word of its own, however it is written', () => {
    const names = partsOf(' Zoë  van Dam ')
    expect(names).toEqual(['Zoë  van Dam', 'Zoë', 'van', 'Dam'])
    for (const text of ['ZOË wrote', 'Zoë van\nDam', 'to zoe\u0308.', '(Dam)', 'Zoë’s lamp'])
      expect(standsIn(text, names)).toBe(true)
    for (const text of ['Zoëtrope', 'Amsterdam', 'Zoe', '']) expect(standsIn(text, names)).toBe(false)
    expect(partsOf('Al')).toEqual([])
    expect(standsIn('a (b+) c', ['(b+)'])).toBe(true)
    expect(partsOf('Al Green')).toEqual(['Al Green', 'Green'])
  })
})
