import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { SetupError } from '../../src/errors.ts'

const CANARY = 'canary7d1f'
const KEY = { OPENAI_API_KEY: `sk-${CANARY}` }
const LOCAL = { OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1', OPENAI_MODEL: 'qwen3:8b' }
const NO_FILE = resolve(import.meta.dirname, 'no.env')

const model = (environment: NodeJS.ProcessEnv) => readConfig(environment, NO_FILE).model
const problems = (environment: NodeJS.ProcessEnv): readonly string[] => {
  try {
    model(environment)
  } catch (error) {
    if (error instanceof SetupError) return error.problems
    throw error
  }
  return []
}

describe('the model', () => {
  it('is left out where neither a key nor a server is set', () => {
    expect(model({})).toBeNull()
    expect(model({ MODEL_API: 'responses', MODEL_PRICES: 'gpt-6-luna=1' })).toBeNull()
  })

  it('is one of OpenAI where only a key is set', () => {
    expect(model(KEY)).toEqual({
      baseUrl: 'https://api.openai.com/v1',
      apiKey: KEY.OPENAI_API_KEY,
      model: 'gpt-6-luna',
      smallModel: 'gpt-6-luna',
      api: 'chat',
      embeddingModel: null,
      prices: new Map(),
      budgets: { perCustomer: null, perDay: null, total: null },
    })
  })

  it('is one of any server, with or without a key', () => {
    expect(model(LOCAL)).toMatchObject({
      baseUrl: 'http://127.0.0.1:11434/v1',
      apiKey: null,
      model: 'qwen3:8b',
      smallModel: 'qwen3:8b',
    })
    expect(model({ ...LOCAL, ...KEY, OPENAI_SMALL_MODEL: 'qwen3:1b', MODEL_API: 'responses' })).toMatchObject(
      {
        apiKey: KEY.OPENAI_API_KEY,
        smallModel: 'qwen3:1b',
        api: 'responses',
      },
    )
  })

  it.each([
    ['http://127.0.0.1:11434/v1/', 'http://127.0.0.1:11434/v1'],
    ['  https://x.openai.azure.com/openai/v1/ ', 'https://x.openai.azure.com/openai/v1'],
    ['http://localhost:8000/v1/chat/completions', 'http://localhost:8000/v1'],
  ])('is reached at %s', (written, baseUrl) => {
    expect(model({ ...LOCAL, OPENAI_BASE_URL: written })?.baseUrl).toBe(baseUrl)
  })

  it('has prices and budgets in millionths of money', () => {
    const prices = 'gpt-6-luna=0.20/0.05/0.80, text-embedding-3-small = 0.02;openai/gpt-6-sol:free=1/4'
    const settings = { MODEL_PRICES: prices, MODEL_BUDGET_PER_DAY: '2.5', MODEL_BUDGET_TOTAL: '200' }
    const found = model({ ...KEY, ...settings, MODEL_BUDGET_PER_CUSTOMER: '0.000001' })
    expect(found?.prices).toEqual(
      new Map([
        ['gpt-6-luna', { input: 0.2, cachedInput: 0.05, output: 0.8 }],
        ['text-embedding-3-small', { input: 0.02, cachedInput: 0.02, output: 0.02 }],
        ['openai/gpt-6-sol:free', { input: 1, cachedInput: 1, output: 4 }],
      ]),
    )
    expect(found?.budgets).toEqual({ perCustomer: 1, perDay: 2_500_000, total: 200_000_000 })
  })
})

describe('a wrong setting of the model is named with what to do, and never with its value:', () => {
  it.each<[string, string, NodeJS.ProcessEnv]>([
    ['OPENAI_API_KEY', 'must be the key alone, without a space', { OPENAI_API_KEY: `sk-${CANARY} and more` }],
    ['OPENAI_API_KEY', 'must be the key alone, without a space', { OPENAI_API_KEY: `“sk-${CANARY}”` }],
    ['OPENAI_API_KEY', 'is a token of a messenger', { OPENAI_API_KEY: `xoxb-${CANARY}` }],
    [
      'OPENAI_API_KEY',
      'is a key of OpenRouter, and OpenAI does not take it. Set OPENAI_BASE_URL=https://openrouter.ai/api/v1',
      { OPENAI_API_KEY: `sk-or-${CANARY}` },
    ],
    [
      'OPENAI_API_KEY',
      'is missing, and OpenAI answers nobody without one',
      { OPENAI_BASE_URL: 'https://api.openai.com/v1' },
    ],
    [
      'OPENAI_API_KEY',
      'is missing, and OPENAI_MODEL, MODEL_BUDGET_PER_DAY cannot work without it',
      { OPENAI_MODEL: CANARY, MODEL_BUDGET_PER_DAY: '1' },
    ],
    ['OPENAI_BASE_URL', 'must look like', { ...LOCAL, OPENAI_BASE_URL: CANARY }],
    ['OPENAI_BASE_URL', 'must look like', { ...LOCAL, OPENAI_BASE_URL: `http://nora:${CANARY}@host/v1` }],
    ['OPENAI_BASE_URL', 'must begin with https://', { ...KEY, OPENAI_BASE_URL: 'http://api.openai.com/v1' }],
    [
      'OPENAI_BASE_URL',
      'is an older address of Azure',
      { ...LOCAL, OPENAI_BASE_URL: `https://${CANARY}.openai.azure.com/openai/deployments/x` },
    ],
    [
      'OPENAI_MODEL',
      'is missing, and only for OpenAI itself there is a default',
      { OPENAI_BASE_URL: LOCAL.OPENAI_BASE_URL },
    ],
    ['OPENAI_MODEL', 'must be the name of one model', { ...KEY, OPENAI_MODEL: `${CANARY} or other` }],
    ['MODEL_API', 'must be chat or responses', { ...KEY, MODEL_API: CANARY }],
    [
      'MODEL_PRICES',
      'must look like gpt-6-luna=0.20/0.05/0.80',
      { ...KEY, MODEL_PRICES: `${CANARY}=0,20/1` },
    ],
    ['MODEL_PRICES', 'must look like gpt-6-luna=0.20/0.05/0.80', { ...KEY, MODEL_PRICES: `${CANARY}=$1/2` }],
    [
      'MODEL_BUDGET_PER_DAY',
      'must be an amount of money',
      { ...KEY, MODEL_PRICES: 'gpt-6-luna=1', MODEL_BUDGET_PER_DAY: '€5' },
    ],
    [
      'MODEL_BUDGET_TOTAL',
      'must be an amount of money such as 5 or 2.50, more than 0',
      { ...KEY, MODEL_PRICES: 'gpt-6-luna=1', MODEL_BUDGET_TOTAL: '0' },
    ],
    [
      'MODEL_PRICES',
      'holds no price for gpt-6-luna, vectors, and without it MODEL_BUDGET_PER_DAY cannot be kept. Add gpt-6-luna=INPUT/CACHED/OUTPUT, vectors=',
      { ...KEY, OPENAI_EMBEDDING_MODEL: 'vectors', MODEL_BUDGET_PER_DAY: '5' },
    ],
  ])('%s %s', (name, advice, environment) => {
    const told = problems(environment)
    expect(told).toEqual([expect.stringContaining(`${name}: ${advice}`)])
    expect(told.join()).not.toContain(CANARY)
  })
})
