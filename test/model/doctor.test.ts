import { describe, expect, it, onTestFinished } from 'vitest'
import { checkModel } from '../../src/model/doctor.ts'
import type { ModelConfig } from '../../src/model-settings.ts'
import { createModelServer, NOWHERE, type Reply, withTls } from '../support/model-server.ts'
import { CANARY, configOf } from './asking.ts'

const READY = '{"ready":true,"word":"hello"}'

async function look(reply: () => Reply = () => READY, more: Partial<ModelConfig> = {}, within = 2_000) {
  const server = await createModelServer({ reply })
  onTestFinished(() => server.close())
  const checks = await checkModel(configOf(server, more), { clock: Date.now, within })
  expect(JSON.stringify(checks)).not.toContain(CANARY)
  for (const { ok, problem, repair } of checks)
    if (!ok) expect([problem, repair]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/[.?]$/)])
  const told = checks.map(({ name, ok, says = '', problem = '', repair = '' }) =>
    ok ? `${name}: ${says}` : `${name}! ${problem} ${repair}`,
  )
  return { told, server }
}

describe('the doctor of the model', () => {
  it('finds all well, with one short question to each model', async () => {
    const { told, server } = await look(() => READY, { embeddingModel: 'vectors' })
    expect(told).toEqual([
      'Model for answers: large, at the model server, replies as large-2026, in the shape asked for.',
      'Model for reading: small, at the model server, replies as small-2026, in the shape asked for.',
      'Model for embeddings: vectors, 64 numbers for each text.',
      'Model budget: none, and no price for large and small: tokens are counted, and no money (MODEL_PRICES).',
    ])
    expect(server.requests).toHaveLength(3)
  })

  it('looks once where one model does both, and at what it costs', async () => {
    const price = { input: 1, cachedInput: 1, output: 1 }
    const one = { smallModel: 'large', prices: new Map([['large', price]]) }
    expect((await look(() => READY, one)).told).toEqual([
      expect.stringContaining('Model for answers: large'),
      'Model budget: none: MODEL_BUDGET_PER_DAY would limit what may be spent.',
    ])
    const budgets = { perCustomer: null, perDay: 1, total: null }
    expect((await look(() => READY, { ...one, budgets })).told.at(-1)).toBe('Model budget: ')
  })

  const status = (status: number, code?: string): Reply =>
    code === undefined
      ? { fault: 'status', status, message: CANARY }
      : { fault: 'status', status, code, message: CANARY }

  it.each<[string, Reply, RegExp]>([
    [
      'key',
      status(401, 'invalid_api_key'),
      /! 127\.0\.0\.1:\d+ does not accept the key \(invalid_api_key\)\. Copy it again into OPENAI_API_KEY/,
    ],
    ['right', status(403), /does not let this key use the model large\./],
    [
      'model',
      status(404, 'model_not_found'),
      /has no model large \(model_not_found\)\. Put a name from its own list/,
    ],
    ['path', status(404), /answers, but not as a model server does\. Check the path in OPENAI_BASE_URL/],
    [
      'quota',
      status(429, 'insufficient_quota'),
      /has nothing left to spend \(insufficient_quota\)\. Add credit/,
    ],
    ['limit', status(429), /has too many calls from us \(HTTP 429\)\./],
    ['server', status(500), /gives no usable answer \(HTTP 500\)\. Check that the server runs/],
    ['request', status(400), /does not understand how we ask large\./],
    ['shape', 'Hello!', /large does not reply in the shape asked for\. Use a larger model/],
    ['length', { fault: 'length' }, /large is cut off before its reply is whole\./],
    ['time', { fault: 'silent' }, /answers too slowly\. Use a smaller or nearer model/],
  ])('names what is wrong, and what to do: %s', async (_what, reply, told) => {
    const found = await look(() => reply, { smallModel: 'large' }, 1_000)
    expect(found.told[0]).toMatch(told)
  })

  it('says who would not reply, which is no fault', async () => {
    const { told } = await look(() => ({ fault: 'refusal', text: CANARY }), { smallModel: 'large' })
    expect(told[0]).toBe('Model for answers: large would not reply to a test.')
  })

  it('names a server that is not found, one without TLS, and one without embeddings', async () => {
    const nowhere = await look(() => READY, { smallModel: 'large', baseUrl: NOWHERE })
    expect(nowhere.told[0]).toMatch(/! model\.invalid cannot be found \(E\w+\)\. Check OPENAI_BASE_URL/)
    const { server } = await look()
    const plain = await look(() => READY, { smallModel: 'large', baseUrl: withTls(server.url) })
    expect(plain.told[0]).toMatch(
      /! 127\.0\.0\.1:\d+ speaks no TLS \(E\w+\)\. Begin OPENAI_BASE_URL with http/,
    )
    const none = await look(() => READY, { embeddingModel: 'vectors', baseUrl: NOWHERE })
    expect(none.told[2]).toMatch(/! model\.invalid makes no embeddings with vectors\. Name a model/)
  })
})
