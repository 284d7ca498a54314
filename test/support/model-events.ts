import type { Api } from './model-server.ts'

export type ModelUsage = { input: number; cached?: number; output: number; reasoning?: number }

/** How servers that are not OpenAI differ from it. */
export type Manners = {
  /** One whole JSON, whatever was asked for. */
  noStream?: boolean
  noRole?: boolean
  noUsage?: boolean
  /** `data:` with nothing behind the colon. */
  noSpace?: boolean
  /** Comments between the events, as those that keep a connection open. */
  comments?: boolean
  /** Thoughts beside the reply, as `reasoning_content`. */
  thoughts?: string
}

export type Telling = { id: string; model: string; text: string; usage: ModelUsage; manners: Manners }
export type End = 'stop' | 'length' | 'content_filter' | 'tool_calls' | 'refusal'

/** The events of a reply, in order, as one API writes them; `end` null for a stream that breaks off. */
export function eventsOf(api: Api, telling: Telling, end: End | null): string[] {
  const written = api === 'responses' ? responsesEvents(telling, end) : chatEvents(telling, end)
  const { noSpace, comments } = telling.manners
  const lines = written.map(({ name, data }) => {
    const text = typeof data === 'string' ? data : JSON.stringify(data)
    return `${name === null ? '' : `event: ${name}\n`}data:${noSpace ? '' : ' '}${text}\n\n`
  })
  return comments ? lines.flatMap((line) => [': still here\n\n', line]) : lines
}

/** The same reply as one JSON. */
export function wholeOf(api: Api, telling: Telling, end: End): unknown {
  return api === 'responses' ? responsesWhole(telling, end) : chatWhole(telling, end)
}

type Event = { name: string | null; data: unknown }

/** In pieces of seven characters. */
const piecesOf = (text: string) => text.match(/[\s\S]{1,7}/gu) ?? []

function chatEvents({ id, model, text, usage, manners }: Telling, end: End | null): Event[] {
  const basis = { id, object: 'chat.completion.chunk', created: 0, model }
  const chunk = (delta: object, finish: string | null = null) => ({
    name: null,
    data: { ...basis, choices: [{ index: 0, delta, finish_reason: finish }], usage: null },
  })
  const field = end === 'refusal' ? 'refusal' : 'content'
  const call = { index: 0, id: 'call_1', type: 'function', function: { name: 'search', arguments: '{}' } }
  return [
    ...(manners.noRole ? [] : [chunk({ role: 'assistant', content: '' })]),
    ...piecesOf(manners.thoughts ?? '').map((piece) => chunk({ reasoning_content: piece })),
    ...(end === 'tool_calls' ? [chunk({ tool_calls: [call] })] : []),
    ...piecesOf(text).map((piece) => chunk({ [field]: piece })),
    ...(end === null ? [] : [chunk({}, end === 'refusal' ? 'stop' : end)]),
    ...(end === null || manners.noUsage
      ? []
      : [{ name: null, data: { ...basis, choices: [], usage: chatUsage(usage) } }]),
    ...(end === null ? [] : [{ name: null, data: '[DONE]' }]),
  ]
}

function chatWhole({ id, model, text, usage, manners }: Telling, end: End): unknown {
  const call = { id: 'call_1', type: 'function', function: { name: 'search', arguments: '{}' } }
  const message = {
    role: 'assistant',
    content: end === 'refusal' ? null : text,
    refusal: end === 'refusal' ? text : null,
    ...(end === 'tool_calls' ? { tool_calls: [call] } : {}),
  }
  const finish = end === 'refusal' ? 'stop' : end
  return {
    id,
    object: 'chat.completion',
    created: 0,
    model,
    choices: [{ index: 0, message, finish_reason: finish }],
    ...(manners.noUsage ? {} : { usage: chatUsage(usage) }),
  }
}

function chatUsage({ input, cached = 0, output, reasoning = 0 }: ModelUsage) {
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cached },
    completion_tokens_details: { reasoning_tokens: reasoning },
  }
}

function responsesEvents(telling: Telling, end: End | null): Event[] {
  const event = (type: string, data: object) => ({ name: type, data: { type, ...data } })
  const begun = {
    id: telling.id,
    object: 'response',
    status: 'in_progress',
    model: telling.model,
    output: [],
  }
  const kind = end === 'refusal' ? 'response.refusal.delta' : 'response.output_text.delta'
  const item = { type: 'function_call', id: 'f1', call_id: 'call_1', name: 'search', arguments: '{}' }
  return [
    event('response.created', { response: begun }),
    ...(end === 'tool_calls' ? [event('response.output_item.added', { item })] : []),
    ...piecesOf(telling.text).map((delta) => event(kind, { delta })),
    ...(end === null
      ? []
      : [
          event(end === 'length' || end === 'content_filter' ? 'response.incomplete' : 'response.completed', {
            response: responsesWhole(telling, end),
          }),
        ]),
  ]
}

function responsesWhole({ id, model, text, usage, manners }: Telling, end: End): object {
  const isCut = end === 'length' || end === 'content_filter'
  const part = end === 'refusal' ? { type: 'refusal', refusal: text } : { type: 'output_text', text }
  const { input, cached = 0, output, reasoning = 0 } = usage
  return {
    id,
    object: 'response',
    model,
    status: isCut ? 'incomplete' : 'completed',
    incomplete_details: isCut ? { reason: end === 'length' ? 'max_output_tokens' : end } : null,
    output:
      end === 'tool_calls'
        ? [{ type: 'function_call', id: 'f1', call_id: 'call_1', name: 'search', arguments: '{}' }]
        : [{ type: 'message', role: 'assistant', content: [part] }],
    usage: manners.noUsage
      ? null
      : {
          input_tokens: input,
          output_tokens: output,
          total_tokens: input + output,
          input_tokens_details: { cached_tokens: cached },
          output_tokens_details: { reasoning_tokens: reasoning },
        },
  }
}
