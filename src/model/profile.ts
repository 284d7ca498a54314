import type { ModelConfig } from '../model-settings.ts'

/** How a reply in a given shape is asked for: by its schema, as any JSON, or in words alone. */
export type Shape = 'schema' | 'json' | 'words'
export type LimitField = 'max_completion_tokens' | 'max_tokens'

/** What a server understands, as far as can be told before it is asked. */
export type Profile = {
  /** For people: OpenAI, Azure, Ollama ... */
  label: string
  limitField: LimitField
  /** Models that think refuse any but their own. */
  temperature: number | null
  shape: Shape
  /** Whether the schema stands in the instructions as well: not every server heeds the one beside them. */
  schemaInWords: boolean
  /** Whether a stream tells at its end what it used. */
  usageInStream: boolean
  /** Keeps the costs of OpenAI's own cache down, and tells abusers apart. For others it is one parameter too many. */
  marks: boolean
  reasoningEffort: 'low' | null
}

const ANY: Profile = {
  label: 'the model server',
  limitField: 'max_tokens',
  temperature: 0,
  shape: 'schema',
  schemaInWords: true,
  usageInStream: true,
  marks: false,
  reasoningEffort: null,
}
const OPENAI: Profile = {
  ...ANY,
  label: 'OpenAI',
  limitField: 'max_completion_tokens',
  temperature: null,
  schemaInWords: false,
  marks: true,
  reasoningEffort: 'low',
}

/** By host, port or path; the first that fits counts. */
const KNOWN: readonly (readonly [RegExp, Profile])[] = [
  [/^https?:\/\/([\w-]+\.)*api\.openai\.com(:\d+)?(\/|$)/i, OPENAI],
  [/^https?:\/\/[\w.-]+\.azure\.(com|us|cn)(:\d+)?(\/|$)/i, { ...OPENAI, label: 'Azure', marks: false }],
  [/^https?:\/\/openrouter\.ai\//i, { ...ANY, label: 'OpenRouter', temperature: null }],
  [/^https?:\/\/generativelanguage\.googleapis\.com\//i, { ...ANY, label: 'Gemini', temperature: null }],
  [/^https?:\/\/[^/]+:11434(\/|$)|^https?:\/\/ollama[.:/]/i, { ...ANY, label: 'Ollama' }],
  [/^https?:\/\/[^/]+:1234(\/|$)/i, { ...ANY, label: 'LM Studio' }],
  [/^https?:\/\/[^/]+:8000(\/|$)|^https?:\/\/vllm[.:/]/i, { ...ANY, label: 'vLLM' }],
]

/** Models from before the ones that think: they know no effort. */
const THINKS_NOT = /^(gpt-4|gpt-3|chatgpt-4)/

/** What is known of a server by its address, for one of its models. What is wrong in it is learnt from its refusals. */
export function profileOf({ baseUrl }: Pick<ModelConfig, 'baseUrl'>, model: string): Profile {
  const profile = KNOWN.find(([address]) => address.test(baseUrl))?.[1] ?? ANY
  return THINKS_NOT.test(model) ? { ...profile, reasoningEffort: null } : profile
}
