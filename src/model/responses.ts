import type { ResponseCreateParamsStreaming } from 'openai/resources/responses/responses'
import { z } from 'zod'
import type { ModelConfig } from '../model-settings.ts'
import type { Watch } from './deadlines.ts'
import { MAX_SHAPE_NAME, ROOM_TO_THINK } from './limits.ts'
import type { Takes } from './refused-parameters.ts'
import { type Call, finish, type Said, type Usage } from './said.ts'
import { openAI } from './transport.ts'

const Text = z.string().nullish().catch(null)
const Count = z.number().int().nonnegative().catch(0).default(0)

const Part = z.object({ type: Text, text: Text, refusal: Text })
const Item = z.object({ type: Text, content: z.array(Part).nullish().catch(null) })
const Whole = z.object({
  status: Text,
  model: Text,
  output: z.array(Item).nullish().catch(null),
  incomplete_details: z.object({ reason: Text }).nullish().catch(null),
  usage: z
    .object({
      input_tokens: z.number().int().nonnegative(),
      output_tokens: Count,
      input_tokens_details: z.object({ cached_tokens: Count }).nullish().catch(null),
      output_tokens_details: z.object({ reasoning_tokens: Count }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
})
type Whole = z.infer<typeof Whole>

const Event = z.object({
  type: Text,
  delta: Text,
  item: Item.nullish().catch(null),
  response: Whole.nullish(),
})
/** The whole reply at once, from a server that heeds no `stream`. */
const Alone = Whole.extend({ object: z.literal('response') })

/**
 * Asks by Responses, with nothing stored, and writes into `said` what comes. Throws what the SDK throws; ends early when
 * the watch says so.
 */
export async function askByResponses(
  config: ModelConfig,
  body: ResponseCreateParamsStreaming,
  watch: Watch,
  said: Said,
): Promise<void> {
  const stream = await openAI(config, watch).responses.create(body, { signal: watch.signal })
  for await (const received of stream) {
    const alone = Alone.safeParse(received)
    const event = Event.safeParse(received)
    if (alone.success) close(said, alone.data)
    else if (event.success) take(said, event.data)
    watch.wrote(said.text.length)
    if (said.end === 'unreadable') return
    if (!said.isLost) watch.almostOver()
  }
}

function take(said: Said, { type, delta, item, response }: z.infer<typeof Event>): void {
  if (response?.model) said.model = response.model
  said.written += type?.endsWith('.delta') ? (delta?.length ?? 0) : 0
  if (type === 'response.output_text.delta') said.text += delta ?? ''
  if (type === 'response.refusal.delta') finish(said, 'declined')
  if (item?.type?.endsWith('_call')) finish(said, 'unreadable')
  const [, status = null] = CLOSING.exec(type ?? '') ?? []
  if (response && status !== null) close(said, { ...response, status: response.status ?? status })
}

const CLOSING = /^response\.(completed|incomplete|failed|cancelled)$/

/** The end of it, where the whole reply stands once more. */
function close(said: Said, whole: Whole): void {
  if (whole.model) said.model = whole.model
  if (whole.usage) said.usage = usageOf(whole.usage)
  const items = whole.output ?? []
  const parts = items.flatMap(({ type, content }) => (type === 'message' ? (content ?? []) : []))
  const text = parts.flatMap((part) => (part.type === 'output_text' ? [part.text ?? ''] : [])).join('')
  if (text !== '') said.text = text
  said.written = Math.max(said.written, text.length)
  if (said.end === 'declined' || said.end === 'unreadable') return
  if (items.some(({ type }) => type?.endsWith('_call'))) finish(said, 'unreadable')
  else if (parts.some(({ refusal }) => refusal)) finish(said, 'declined')
  else if (whole.status === 'completed') finish(said, 'whole')
  else if (whole.incomplete_details?.reason === 'content_filter') finish(said, 'declined')
  else if (whole.status === 'incomplete') finish(said, 'cut')
}

function usageOf(usage: NonNullable<Whole['usage']>): Usage {
  return {
    input: usage.input_tokens,
    cached: Math.min(usage.input_tokens, usage.input_tokens_details?.cached_tokens ?? 0),
    output: usage.output_tokens,
    reasoning: usage.output_tokens_details?.reasoning_tokens ?? 0,
  }
}

/** The call in this interface's words, as the server takes it. */
export function responsesBody(call: Call, takes: Takes): ResponseCreateParamsStreaming {
  const { limitField, temperature, reasoningEffort } = takes
  return {
    model: call.model,
    instructions: call.instructions,
    input: call.turns.map(({ role, text }) => ({ role, content: text })),
    stream: true,
    // Left out, it means yes.
    store: false,
    ...(limitField === null ? {} : { max_output_tokens: call.longest + ROOM_TO_THINK }),
    ...(temperature === null ? {} : { temperature }),
    ...formatOf(call, takes),
    ...(reasoningEffort === null ? {} : { reasoning: { effort: reasoningEffort } }),
    ...(takes.cacheKey ? { prompt_cache_key: call.cacheKey } : {}),
    ...(takes.safetyId && call.safetyId !== null ? { safety_identifier: call.safetyId } : {}),
  }
}

function formatOf(
  { schema, schemaName }: Call,
  { shape }: Takes,
): Pick<ResponseCreateParamsStreaming, 'text'> {
  if (shape === 'words') return {}
  if (shape === 'json' || schema === null) return { text: { format: { type: 'json_object' } } }
  const name = schemaName.replace(/[^\w-]/g, '_').slice(0, MAX_SHAPE_NAME)
  return { text: { format: { type: 'json_schema', name, strict: true, schema: { ...schema } } } }
}
