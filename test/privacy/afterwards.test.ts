import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { UnreachableError } from '../../src/errors.ts'
import { isAnonymous } from '../../src/ledger/personal/anonymous.ts'
import { askToErase, getErasure } from '../../src/ledger/personal/erasures.ts'
import { databases } from '../support/databases.ts'
import { DAY, MINUTE, SECOND, World } from '../support/world.ts'

const COMPLAINT = 'I am so angry, I have been waiting three weeks for my parcel'
const FIXED = 'Your parcels are found. Thank you for telling us.'

describe.each(databases)('whoever is erased, and writes again, on %s', (kind) => {
  let world: World
  beforeEach(async () => {
    world = await World.open(kind)
  })
  afterEach(() => world.close())

  const customers = () => world.ledger.db.selectFrom('customers').selectAll().orderBy('since').execute()
  const customerOf = async (who: string) =>
    (await customers()).find((one) => one.platform_id === who)?.id ?? 'nobody'
  const ask = async (who: string) => {
    const id = await customerOf(who)
    const by = { role: 'owner', session: '' }
    return world.ledger.transaction((t) => askToErase(t, id, by, world.clock))
  }
  const stepOf = async (erasure: string) => (await getErasure(world.ledger.db, erasure))?.step
  const settle = async (erasure: string) => {
    for (let passed = 0; passed < 20; passed++) await world.pass(2 * SECOND)
    expect(await stepOf(erasure)).toBe('done')
  }
  /** Two complain of the same and are helped; who of them waits for a word is linked to one cause. */
  const raise = async (who: string, cause: string | null) => {
    await world.ask(COMPLAINT, { who })
    await world.click('claim')
    await world.click('link_cause', cause === null ? { text: 'Lost parcels' } : { cause })
    await world.click('resolve')
    await world.pass(MINUTE)
    return (await world.ledger.db.selectFrom('causes').select('id').executeTakeFirstOrThrow()).id
  }
  const heard = (who: string) => world.read(who).filter((text) => text.includes(FIXED)).length

  it('hears nothing of a cause that is fixed later, and others do', async () => {
    const cause = await raise('nora', null)
    await raise('omar', cause)
    const erasure = await ask('nora')
    await world.engine.runDue('erasures')
    expect(await stepOf(erasure)).not.toBe('done')
    // As it stood when it began, with their words still there: that they want nothing unasked is all that spares them.
    await world.ledger.db.updateTable('messages').set({ removed_at: null }).execute()
    const { handoff } = world.card()
    expect(await world.click('fix_cause', { handoff, cause, text: FIXED })).toMatchObject({
      status: 'recorded',
    })
    await settle(erasure)
    // Told again, when all is done.
    await world.click('fix_cause', { handoff, cause, text: FIXED })
    await world.pass(8 * DAY)
    expect([heard('nora'), heard('omar')]).toEqual([0, 1])
    const nobody = (await customers()).filter(isAnonymous)
    expect(nobody.map(({ no_unasked, zone }) => [no_unasked, zone])).toEqual([[1, null]])
    const links = await world.ledger.db
      .selectFrom('cause_links')
      .select(['told_how', 'customer_id'])
      .execute()
    expect(links.find((one) => one.customer_id === nobody[0]?.id)?.told_how).toBeNull()
  })

  it('is somebody new from the moment that it begins, and keeps what they write from then on', async () => {
    await world.ask(COMPLAINT)
    await world.click('claim')
    await world.click('reply', { text: 'I will look into it.' })
    world.staff.before = () => {
      throw new UnreachableError('down', { mayHaveArrived: false, retryAfter: 10 * MINUTE })
    }
    const before = await customerOf('nora')
    const erasure = await ask('nora')
    // What is written before it begins goes with the rest.
    await world.write('One more word, about a heron', { id: 'late' })
    for (let passed = 0; passed < 10; passed++) await world.pass(2 * SECOND)
    expect(await stepOf(erasure)).toBe('withdraw')
    expect(await world.ask('How can I return an egret?', { id: 'new' })).not.toBe('')
    const now = await customerOf('nora')
    expect([before, 'nobody']).not.toContain(now)
    world.staff.before = () => undefined
    await world.pass(11 * MINUTE)
    await settle(erasure)
    const texts = (await world.ledger.db.selectFrom('messages').select('text').execute()).map(
      ({ text }) => text,
    )
    expect(texts.join()).toContain('egret')
    expect(texts.join()).not.toContain('heron')
    expect(await customerOf('nora')).toBe(now)
    const theirs = await world.ledger.db
      .selectFrom('conversations')
      .select('id')
      .where('customer_id', '=', now)
      .execute()
    expect(theirs).toHaveLength(1)
    expect(await world.ask('And how long does a refund take?')).not.toBe('')
    // They may have it erased anew.
    await settle(await ask('nora'))
    expect((await customers()).map(isAnonymous)).toEqual([true, true])
  })
})
