import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { recordSpend, sumSpend } from '../../src/ledger/spend.ts'
import { silentLog } from '../../src/log.ts'
import { createModel } from '../../src/model/client.ts'
import { createSpending } from '../../src/model/spending.ts'
import type { ModelConfig, Price } from '../../src/model-settings.ts'
import { createDatabase, databases, type TestDatabase } from '../support/databases.ts'
import { createModelServer, type Reply } from '../support/model-server.ts'
import { DAY, NOON } from '../support/world.ts'
import { asked, configOf, GOOD, Lines, MOOD, QUICK } from './asking.ts'

const PRICES = new Map<string, Price>([
  ['small', { input: 0.2, cachedInput: 0.05, output: 0.8 }],
  ['large', { input: 2, cachedInput: 0.5, output: 8 }],
])
const NONE = { perCustomer: null, perDay: null, total: null }
const NORA = { customer: 'nora', conversation: 'c1' }

describe.each(databases)('on %s', (kind) => {
  let database: TestDatabase
  let ledger: Ledger
  beforeEach(async () => {
    database = await createDatabase(kind)
    ledger = await database.open()
    for (const id of ['nora', 'olaf'])
      await ledger.db
        .insertInto('customers')
        .values({ id, adapter: 'east', workspace: 'w', platform_id: id, name: id, since: NOON })
        .execute()
  })
  afterEach(() => database.drop())

  const rows = () => ledger.db.selectFrom('spend').selectAll().orderBy('purpose').execute()

  async function open(reply: () => Reply, config: Partial<ModelConfig> = {}) {
    const server = await createModelServer({ reply })
    const all = configOf(server, { prices: PRICES, ...config })
    let time = NOON
    const spending = createSpending({ ...all, ledger, log: silentLog })
    const settings = { spending, log: silentLog, now: () => time, timing: QUICK }
    return {
      server,
      spending,
      model: createModel(all, settings),
      pass: (milliseconds: number) => {
        time += milliseconds
      },
      async done() {
        await spending.settled()
        await server.close()
      },
    }
  }

  it.each(['chat', 'responses'] as const)('a call by %s is written down to the token', async (api) => {
    const usage = { input: 1_000, cached: 600, output: 300, reasoning: 250 }
    const { model, done } = await open(() => ({ text: GOOD, usage }), { api })
    expect(await model.ask(asked())).toMatchObject({ ok: true, value: MOOD })
    await done()
    expect(await rows()).toEqual([
      {
        id: expect.any(String),
        at: NOON,
        customer_id: 'nora',
        conversation_id: 'c1',
        purpose: 'read',
        model: 'small',
        input_tokens: 1_000,
        cached_tokens: 600,
        output_tokens: 300,
        reasoning_tokens: 250,
        estimated: 0,
        cost: 400 * 0.2 + 600 * 0.05 + 300 * 0.8,
        ms: expect.any(Number),
        ended: 'whole',
      },
    ])
  })

  it('a call that failed and may have cost is estimated, one that was refused is not there', async () => {
    const replies: Reply[] = [
      { fault: 'early end', text: '{"mood":"happy"' },
      { fault: 'status', status: 400 },
      '{"mood":1}',
      '{"mood":2}',
    ]
    const { model, done } = await open(() => replies.shift() ?? GOOD, { prices: new Map() })
    expect(await model.ask(asked({ purpose: 'answer' }))).toEqual({ ok: false, why: 'cut' })
    expect(await model.ask(asked())).toEqual({ ok: false, why: 'refused' })
    expect(await model.ask(asked())).toEqual({ ok: false, why: 'unreadable' })
    await done()
    expect(await rows()).toMatchObject([
      { purpose: 'answer', estimated: 1, cost: null, ended: 'cut', output_tokens: Math.ceil(15 / 3.5) },
      { purpose: 'read', estimated: 0, ended: 'whole' },
      { purpose: 'repair', estimated: 0, ended: 'whole' },
    ])
  })

  it.each([
    ['perCustomer', 'for one customer in a day'],
    ['perDay', 'in a day'],
    ['total', 'ever'],
  ] as const)('no more is asked when a budget is spent: %s, %s', async (budget, _when) => {
    const usage = { input: 100, cached: 0, output: 100 }
    const { model, server, spending, pass, done } = await open(() => ({ text: GOOD, usage }), {
      // Each call costs 100.
      budgets: { ...NONE, [budget]: 250 },
    })
    const ask = async (customer: string | null) => {
      const replied = await model.ask(asked({ about: { customer, conversation: null } }))
      await spending.settled()
      return replied.ok ? 'ok' : replied.why
    }
    expect([await ask('nora'), await ask('nora'), await ask('nora')]).toEqual(['ok', 'ok', 'ok'])
    expect(await ask('nora')).toBe('no_budget')
    expect(await spending.mayAsk(NORA, NOON)).toBe(false)
    const named = { perCustomer: null, perDay: 'MODEL_BUDGET_PER_DAY', total: 'MODEL_BUDGET_TOTAL' }[budget]
    expect(model.troubles()).toEqual(named === null ? [] : [expect.stringContaining(`aise ${named}`)])
    expect(server.requests).toHaveLength(3)
    expect(await ask('olaf')).toBe(budget === 'perCustomer' ? 'ok' : 'no_budget')
    expect(await ask(null)).toBe(budget === 'perCustomer' ? 'ok' : 'no_budget')
    pass(DAY / 2)
    expect(model.troubles()).toHaveLength(budget === 'total' ? 1 : 0)
    expect(await ask('nora')).toBe(budget === 'total' ? 'no_budget' : 'ok')
    await done()
  })

  it('what was spent before counts, also by another process', async () => {
    const row = {
      customer_id: null,
      conversation_id: null,
      purpose: 'read',
      model: 'small',
      ended: 'whole',
      ms: 1,
    }
    const tokens = { input_tokens: 1, cached_tokens: 0, output_tokens: 1, reasoning_tokens: 0, estimated: 0 }
    const { model, done } = await open(() => GOOD, { budgets: { ...NONE, total: 1_000 } })
    await recordSpend(ledger, { ...row, ...tokens, at: NOON - 40 * DAY, cost: 999 })
    expect(await model.ask(asked())).toMatchObject({ ok: true })
    await recordSpend(ledger, { ...row, ...tokens, at: NOON, cost: 1 })
    expect(await model.ask(asked())).toEqual({ ok: false, why: 'no_budget' })
    await done()
    expect(await sumSpend(ledger.db, { to: NOON })).toBe(999)
  })

  it('calls that run at the same time count before they are paid for', async () => {
    const { model, server, done } = await open(() => ({ text: GOOD, usage: { input: 100, output: 100 } }), {
      budgets: { ...NONE, perDay: 300 },
    })
    const replies = await Promise.all(Array.from({ length: 20 }, () => model.ask(asked({ longest: 100 }))))
    const made = replies.filter(({ ok }) => ok).length
    expect(made).toBeGreaterThanOrEqual(1)
    expect(made).toBeLessThanOrEqual(4)
    expect(server.requests).toHaveLength(made)
    await done()
  })

  it('a ledger that fails is no reason to fail a customer; a budget that cannot be looked at asks nothing', async () => {
    const free = await open(() => GOOD)
    const bound = await open(() => GOOD, { budgets: { ...NONE, perDay: 300 } })
    await ledger.close()
    expect(await free.model.ask(asked())).toMatchObject({ ok: true, value: MOOD })
    expect(await bound.model.ask(asked())).toEqual({ ok: false, why: 'no_budget' })
    await free.done()
    await bound.done()
  })
})

it('nobody waits for the ledger to write it down', async () => {
  const lines = new Lines()
  const server = await createModelServer({ reply: () => GOOD })
  const config = configOf(server, { prices: PRICES })
  const never = new Promise<never>(() => undefined)
  const database = await createDatabase('sqlite')
  const ledger = { ...(await database.open()), grouped: () => never }
  const spending = createSpending({ ...config, ledger, log: lines })
  const model = createModel(config, { spending, log: lines, now: () => NOON, timing: QUICK })
  expect(await model.ask(asked())).toMatchObject({ ok: true })
  await server.close()
  await database.drop()
})
