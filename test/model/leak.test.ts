import { afterEach, expect, it } from 'vitest'
import type { Log } from '../../src/log.ts'
import { createModel } from '../../src/model/client.ts'
import { freeSpending } from '../../src/model/spending.ts'
import { createModelServer, type ModelServer } from '../support/model-server.ts'
import { asked, CANARY, QUICK } from './asking.ts'

let server: ModelServer
afterEach(() => server.close())

it.each([
  ['our key', CANARY],
  ['a customer’s word', 'swordfish'],
])('repeats nothing that a server puts in its errors: %s', async (_what, word) => {
  server = await createModelServer({
    reply: () => ({ fault: 'status', status: 400, code: word, type: word }),
  })
  const logged: unknown[] = []
  const log: Log = {
    event: (...facts) => void logged.push(facts),
    trouble: (...facts) => void logged.push(facts),
  }
  const config = {
    baseUrl: server.url,
    apiKey: CANARY,
    model: 'large',
    smallModel: 'small',
    api: 'chat' as const,
    embeddingModel: null,
    prices: new Map(),
    budgets: { perCustomer: null, perDay: null, total: null },
  }
  const model = createModel(config, { spending: freeSpending, log, now: () => 0, timing: QUICK })
  expect(await model.ask(asked())).toMatchObject({ ok: false })
  expect(JSON.stringify([logged, model.troubles()])).not.toContain(word)
  expect(logged).not.toEqual([])
})
