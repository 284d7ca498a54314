import { z } from 'zod'
import { pasted } from './pasted.ts'

const OPENAI = 'https://api.openai.com/v1'
/** For OpenAI itself alone, and only until the owner names one: models retire. */
const DEFAULT_MODEL = 'gpt-6-luna'
/** Micro-units in one unit of money. */
const MICRO = 1_000_000

/** Money per million tokens, which is micro-units per token, in the owner's own currency. */
export type Price = { input: number; cachedInput: number; output: number }

/** A model server as it is set up. Budgets are in micro-units of the owner's currency, null for none. */
export type ModelConfig = {
  /** Without a slash at its end. */
  baseUrl: string
  apiKey: string | null
  /** Writes answers; the small one reads. */
  model: string
  smallModel: string
  api: 'chat' | 'responses'
  embeddingModel: string | null
  prices: ReadonlyMap<string, Price>
  budgets: { perCustomer: number | null; perDay: number | null; total: number | null }
}

const A_NAME = 'must be the name of one model, without a space, as its server spells it'
const name = () => pasted([[/^(?!\S{1,200}$)/, A_NAME]])

const A_BUDGET =
  'must be an amount of money such as 5 or 2.50, more than 0, in the currency of MODEL_PRICES. Without the line there is no limit'
const budget = () =>
  z
    .string()
    .trim()
    .refine((text) => /^\d{1,9}(\.\d{1,6})?$/.test(text) && Number(text) > 0, A_BUDGET)
    .transform((text) => Math.round(Number(text) * MICRO))
    .nullable()
    .default(null)

const ONE_PRICE = /^\s*([^\s=,]+)\s*=\s*(\d{1,6}(?:\.\d{1,6})?(?:\s*\/\s*\d{1,6}(?:\.\d{1,6})?){0,2})\s*$/
const Prices = z
  .string()
  .transform((text, context) => {
    const prices = new Map<string, Price>()
    for (const part of text.split(/[,;\n]/).filter((one) => one.trim() !== '')) {
      const [, model, amounts] = ONE_PRICE.exec(part) ?? []
      if (model === undefined || amounts === undefined) {
        const message =
          'must look like gpt-6-luna=0.20/0.05/0.80, other=1/4: money per million tokens for input, cached input (may be left out) and output, with a point and no currency'
        context.addIssue({ code: 'custom', message })
        return z.NEVER
      }
      prices.set(model, priceOf(amounts.split('/').map(Number)))
    }
    return prices
  })
  .default(() => new Map<string, Price>())

/** One amount counts for all; of two, the first counts for cached input as well. */
function priceOf(amounts: number[]): Price {
  const [input = 0, ...rest] = amounts
  const [cachedInput = input, output = input] = rest.length === 1 ? [input, ...rest] : rest
  return { input, cachedInput, output }
}

/** The settings of the model server, in the order of .env.example. */
export const MODEL = {
  OPENAI_API_KEY: pasted([
    [/^x(ox|app-)/, 'is a token of a messenger. Put the key of the model server here'],
    [
      /^(?![\x21-\x7e]+$)/,
      'must be the key alone, without a space (for OpenAI: platform.openai.com, API keys; it begins with sk-)',
    ],
  ]),
  OPENAI_BASE_URL: z
    .string()
    .trim()
    .refine(
      (url) => /^https?:\/\/[^\s?#@]+$/i.test(url) && URL.canParse(url),
      'must look like https://api.openai.com/v1 or http://127.0.0.1:11434/v1, with nothing behind it',
    )
    .refine(
      (url) =>
        !/^http:\/\/([^/]+\.)?(openai\.com|azure\.com|openrouter\.ai|googleapis\.com)(?![\w.-])/i.test(url),
      'must begin with https://',
    )
    .refine(
      (url) => !/\/openai\/deployments\//i.test(url),
      'is an older address of Azure. Use https://NAME.openai.azure.com/openai/v1 and put the deployment in OPENAI_MODEL',
    )
    .transform((url) =>
      url.replace(/\/+$/, '').replace(/\/(chat\/completions|responses|embeddings|models)$/, ''),
    )
    .nullable()
    .default(null),
  OPENAI_MODEL: name(),
  OPENAI_SMALL_MODEL: name(),
  MODEL_API: z.enum(['chat', 'responses'], { error: 'must be chat or responses' }).default('chat'),
  OPENAI_EMBEDDING_MODEL: name(),
  MODEL_PRICES: Prices,
  MODEL_BUDGET_PER_CUSTOMER: budget(),
  MODEL_BUDGET_PER_DAY: budget(),
  MODEL_BUDGET_TOTAL: budget(),
}
type Name = keyof typeof MODEL
type Given = Partial<Record<string, string>>

const NEED_A_SERVER: Name[] = [
  'OPENAI_MODEL',
  'OPENAI_SMALL_MODEL',
  'OPENAI_EMBEDDING_MODEL',
  'MODEL_BUDGET_PER_CUSTOMER',
  'MODEL_BUDGET_PER_DAY',
  'MODEL_BUDGET_TOTAL',
]
const BUDGETS: Name[] = ['MODEL_BUDGET_PER_CUSTOMER', 'MODEL_BUDGET_PER_DAY', 'MODEL_BUDGET_TOTAL']

/** Keys that show whose they are, and where those are taken. */
const FOREIGN_KEYS: readonly (readonly [RegExp, string, string])[] = [
  [/^sk-or-/, 'OpenRouter', 'https://openrouter.ai/api/v1'],
  [/^AIza/, 'Gemini', 'https://generativelanguage.googleapis.com/v1beta/openai'],
  [/^sk-ant-/, 'Anthropic', 'https://api.anthropic.com/v1'],
  [/^gsk_/, 'Groq', 'https://api.groq.com/openai/v1'],
]

/** What is missing beside what is given, or does not go with it, for the model. One line each. */
export function modelMisfits(given: Given): string[] {
  const key = MODEL.OPENAI_API_KEY.safeParse(given.OPENAI_API_KEY).data ?? null
  const isKeyGiven = given.OPENAI_API_KEY !== undefined
  if (!isKeyGiven && given.OPENAI_BASE_URL === undefined) return lonely(given)
  const base = MODEL.OPENAI_BASE_URL.safeParse(given.OPENAI_BASE_URL)
  if (!base.success) return []
  const isOpenAI = isOpenAIs(base.data ?? OPENAI)
  const problems: string[] = []
  if (isOpenAI && !isKeyGiven)
    problems.push(
      'OPENAI_API_KEY: is missing, and OpenAI answers nobody without one. Set it, or name a server of your own in OPENAI_BASE_URL.',
    )
  const foreign = isOpenAI && key !== null ? FOREIGN_KEYS.find(([pattern]) => pattern.test(key)) : undefined
  if (foreign)
    problems.push(
      `OPENAI_API_KEY: is a key of ${foreign[1]}, and OpenAI does not take it. Set OPENAI_BASE_URL=${foreign[2]} as well, or use a key of OpenAI's.`,
    )
  if (!isOpenAI && given.OPENAI_MODEL === undefined)
    problems.push(
      'OPENAI_MODEL: is missing, and only for OpenAI itself there is a default. Name a model that the server in OPENAI_BASE_URL serves.',
    )
  else problems.push(...unpriced(given))
  return problems
}

function lonely(given: Given): string[] {
  const there = NEED_A_SERVER.filter((name) => given[name] !== undefined)
  if (there.length === 0) return []
  return [
    `OPENAI_API_KEY: is missing, and ${there.join(', ')} cannot work without it. Set it, or name a server of your own in OPENAI_BASE_URL, or remove the rest.`,
  ]
}

/** A budget can be kept only where every call has a price. */
function unpriced(given: Given): string[] {
  const budgets = BUDGETS.filter((name) => given[name] !== undefined)
  const prices = MODEL.MODEL_PRICES.safeParse(given.MODEL_PRICES)
  if (budgets.length === 0 || !prices.success) return []
  const model = textOf('OPENAI_MODEL', given) ?? DEFAULT_MODEL
  const used = [model, textOf('OPENAI_SMALL_MODEL', given) ?? model, textOf('OPENAI_EMBEDDING_MODEL', given)]
  const missing = [...new Set(used)].filter((one) => one !== null && !prices.data.has(one))
  if (missing.length === 0) return []
  const example = missing.map((one) => `${one}=INPUT/CACHED/OUTPUT`).join(', ')
  return [
    `MODEL_PRICES: holds no price for ${missing.join(', ')}, and without it ${budgets.join(', ')} cannot be kept. Add ${example} (money per million tokens), or remove the budget.`,
  ]
}

function textOf(name: 'OPENAI_MODEL' | 'OPENAI_SMALL_MODEL' | 'OPENAI_EMBEDDING_MODEL', given: Given) {
  return MODEL[name].safeParse(given[name]).data ?? null
}

function isOpenAIs(baseUrl: string): boolean {
  return /(^|\.)api\.openai\.com$/i.test(new URL(baseUrl).hostname)
}

const Values = z.object(MODEL)

/** The server as it is set up; null where there is none. */
export function modelOf(values: z.infer<typeof Values>): ModelConfig | null {
  if (values.OPENAI_API_KEY === null && values.OPENAI_BASE_URL === null) return null
  const model = values.OPENAI_MODEL ?? DEFAULT_MODEL
  return {
    baseUrl: values.OPENAI_BASE_URL ?? OPENAI,
    apiKey: values.OPENAI_API_KEY,
    model,
    smallModel: values.OPENAI_SMALL_MODEL ?? model,
    api: values.MODEL_API,
    embeddingModel: values.OPENAI_EMBEDDING_MODEL,
    prices: values.MODEL_PRICES,
    budgets: {
      perCustomer: values.MODEL_BUDGET_PER_CUSTOMER,
      perDay: values.MODEL_BUDGET_PER_DAY,
      total: values.MODEL_BUDGET_TOTAL,
    },
  }
}
