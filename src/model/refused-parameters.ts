import type { LimitField, Profile, Shape } from './profile.ts'

/** What a request may leave out, or say in another way, when a server does not take it. */
export const LEAVABLE = [
  'max_completion_tokens',
  'max_tokens',
  'max_output_tokens',
  'temperature',
  'response_format',
  'text.format',
  'stream_options',
  'reasoning_effort',
  'reasoning',
  'prompt_cache_key',
  'safety_identifier',
] as const
export type Leavable = (typeof LEAVABLE)[number]

/** What servers call it when they speak of something inside it. */
const ALSO_CALLED: Partial<Record<Leavable, RegExp>> = {
  response_format: /response_format|json_schema|json_object|structured output/,
  'text.format': /text\.format|json_schema|json_object|structured output/,
  stream_options: /stream_options|include_usage/,
}

export type Takes = {
  limitField: LimitField | null
  shape: Shape
  temperature: number | null
  usageInStream: boolean
  reasoningEffort: 'low' | null
  cacheKey: boolean
  safetyId: boolean
}

export type Refused = {
  /** How to ask this model now: its profile, less what was refused. */
  takes(model: string, profile: Profile): Takes
  /** Remembers what a refusal names among `sent`, for as long as the process lives. False where it names nothing new. */
  learn(model: string, sent: readonly string[], refusal: { param: string | null; text: string }): boolean
}

/** What the models of one server have refused: each refusal costs one call, once. */
export function createRefused(): Refused {
  const kept = new Map<string, Map<Leavable, number>>()
  const of = (model: string) => kept.get(model) ?? new Map<Leavable, number>()
  return {
    takes: (model, profile) => less(profile, of(model)),
    learn(model, sent, { param, text }) {
      const named = LEAVABLE.filter((name) => sent.includes(name)).find((name) => isNamed(name, param, text))
      if (named === undefined) return false
      const times = of(model)
      times.set(named, (times.get(named) ?? 0) + 1)
      kept.set(model, times)
      return true
    },
  }
}

function isNamed(name: Leavable, param: string | null, text: string): boolean {
  const top = param?.replace(/^body\./, '') ?? ''
  const isAbout = (one: string) => top === one || top.startsWith(`${one}.`) || one.startsWith(`${top}.`)
  if (top !== '' && LEAVABLE.some(isAbout)) return isAbout(name)
  const pattern = ALSO_CALLED[name] ?? new RegExp(`(?<!\\w)${name}(?!\\w)`)
  return pattern.test(text)
}

const SHAPES: readonly Shape[] = ['schema', 'json', 'words']

function less(profile: Profile, times: ReadonlyMap<Leavable, number>): Takes {
  const without = (name: Leavable) => times.has(name)
  const steps = (times.get('response_format') ?? 0) + (times.get('text.format') ?? 0)
  const other = profile.limitField === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens'
  const fields = [profile.limitField, other] as const
  return {
    limitField: without('max_output_tokens') ? null : (fields.find((field) => !without(field)) ?? null),
    shape: SHAPES[SHAPES.indexOf(profile.shape) + steps] ?? 'words',
    temperature: without('temperature') ? null : profile.temperature,
    usageInStream: profile.usageInStream && !without('stream_options'),
    reasoningEffort: without('reasoning_effort') || without('reasoning') ? null : profile.reasoningEffort,
    cacheKey: profile.marks && !without('prompt_cache_key'),
    safetyId: profile.marks && !without('safety_identifier'),
  }
}
