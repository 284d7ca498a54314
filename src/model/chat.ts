import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions'
import { z } from 'zod'
import type { ModelConfig } from '../model-settings.ts'
import type { Watch } from './deadlines.ts'
import { MAX_SHAPE_NAME, ROOM_TO_THINK } from './limits.ts'
import type { Takes } from './refused-parameters.ts'
import { type Call, finish, type Said, type Usage } from './said.ts'
import { openAI } from './transport.ts'

const Text = z.string().nullish().catch(null)
const Count = z.number().int().nonnegative().catch(0).default(0)

const Piece = z.object({
  content: Text,
  refusal: Text,
  reasoning: Text,
  reasoning_content: Text,
  tool_calls: z.array(z.unknown()).nullish().catch(null),
  function_call: z.unknown().optional(),
})
/** A piece of a stream (`delta`), or the whole reply at once (`message`). */
const Chunk = z.object({
  model: Text,
  choices: z
    .array(z.object({ delta: Piece.nullish(), message: Piece.nullish(), finish_reason: Text }))
    .nullish()
    .catch(null),
  usage: z
    .object({
      prompt_tokens: z.number().int().nonnegative(),
      completion_tokens: Count,
      prompt_tokens_details: z.object({ cached_tokens: Count }).nullish().catch(null),
      completion_tokens_details: z.object({ reasoning_tokens: Count }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
})

/**
 * Asks by Chat Completions, which every server has, and writes into `said` what comes. Throws what the SDK throws; ends
 * early when the watch says so.
 */
export async function askByChat(
  config: ModelConfig,
  body: ChatCompletionCreateParamsStreaming,
  watch: Watch,
  said: Said,
): Promise<void> {
  const stream = await openAI(config, watch).chat.completions.create(body, { signal: watch.signal })
  for await (const received of stream) {
    const parsed = Chunk.safeParse(received)
    if (!parsed.success) continue
    const { model, choices, usage } = parsed.data
    if (model) said.model = model
    if (usage) said.usage = usageOf(usage)
    const [choice] = choices ?? []
    if (choice) take(said, choice)
    watch.wrote(said.text.length)
    if (said.end === 'unreadable') return
    // Only what was used is still to come, if that.
    if (!said.isLost) watch.almostOver()
  }
}

type Choice = NonNullable<z.infer<typeof Chunk>['choices']>[number]

function take(said: Said, { delta, message, finish_reason: reason }: Choice): void {
  const piece = message ?? delta
  if (piece) {
    const { content, refusal, reasoning, reasoning_content: thoughts } = piece
    said.text += content ?? ''
    for (const part of [content, refusal, reasoning ?? thoughts]) said.written += part?.length ?? 0
    if (refusal) finish(said, 'declined')
    if ((piece.tool_calls ?? []).length > 0 || piece.function_call) finish(said, 'unreadable')
  }
  const end = ENDS[reason?.toLowerCase() ?? '']
  if (end !== undefined && said.end !== 'declined' && said.end !== 'unreadable') finish(said, end)
}

/** Any other end ("error") is none of its own: the server broke off. */
const ENDS: Readonly<Record<string, Said['end']>> = {
  stop: 'whole',
  length: 'cut',
  content_filter: 'declined',
  tool_calls: 'unreadable',
  function_call: 'unreadable',
}

function usageOf(usage: NonNullable<z.infer<typeof Chunk>['usage']>): Usage {
  return {
    input: usage.prompt_tokens,
    cached: Math.min(usage.prompt_tokens, usage.prompt_tokens_details?.cached_tokens ?? 0),
    output: usage.completion_tokens,
    reasoning: usage.completion_tokens_details?.reasoning_tokens ?? 0,
  }
}

/** The call in this interface's words, as the server takes it. */
export function chatBody(call: Call, takes: Takes): ChatCompletionCreateParamsStreaming {
  const { limitField, temperature, reasoningEffort } = takes
  return {
    model: call.model,
    messages: [
      { role: 'system', content: call.instructions },
      ...call.turns.map(({ role, text }) => ({ role, content: text })),
    ],
    stream: true,
    ...(limitField === null ? {} : { [limitField]: call.longest + ROOM_TO_THINK }),
    ...(temperature === null ? {} : { temperature }),
    ...formatOf(call, takes),
    ...(takes.usageInStream ? { stream_options: { include_usage: true } } : {}),
    ...(reasoningEffort === null ? {} : { reasoning_effort: reasoningEffort }),
    ...(takes.cacheKey ? { prompt_cache_key: call.cacheKey } : {}),
    ...(takes.safetyId && call.safetyId !== null ? { safety_identifier: call.safetyId } : {}),
  }
}

function formatOf(
  { schema, schemaName }: Call,
  { shape }: Takes,
): Pick<ChatCompletionCreateParamsStreaming, 'response_format'> {
  if (shape === 'words') return {}
  if (shape === 'json' || schema === null) return { response_format: { type: 'json_object' } }
  const name = schemaName.replace(/[^\w-]/g, '_').slice(0, MAX_SHAPE_NAME)
  return {
    response_format: { type: 'json_schema', json_schema: { name, strict: true, schema: { ...schema } } },
  }
}
