import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text as textOf } from 'node:stream/consumers'
import { z } from 'zod'
import { type End, eventsOf, type Manners, type ModelUsage, type Telling, wholeOf } from './model-events.ts'

export type Api = 'chat' | 'responses' | 'embeddings' | 'models'

/** What was asked of the server. */
export type ModelRequest = {
  api: Api
  /** The whole body as it came. */
  body: Record<string, unknown>
  headers: IncomingMessage['headers']
  model: string
  instructions: string
  /** What stands behind the instructions, one for each turn. */
  turns: string[]
  /** The first of them: the question itself. */
  input: string
  isStream: boolean
  /** Whether whoever asked has hung up before the reply was over. */
  isAborted: boolean
}

/** What goes wrong. `text` is what comes before it. */
export type Fault =
  | { fault: 'silent' }
  | { fault: 'stall'; text?: string }
  | { fault: 'early end'; text?: string }
  /** Before anything was sent, or after `text`. */
  | { fault: 'reset'; text?: string }
  | { fault: 'half event'; text?: string }
  | { fault: 'length' | 'refusal' | 'content_filter' | 'tool_calls'; text?: string }
  /** Without an end. */
  | { fault: 'huge' }
  /** One event each so many milliseconds. */
  | { fault: 'drip'; text: string; every: number }
  | { fault: 'error event'; code: string; message?: string }
  | {
      fault: 'status'
      status: number
      code?: string
      type?: string
      message?: string
      param?: string
      retryAfter?: string
    }
  | { fault: 'raw'; status?: number; contentType?: string; body: string }

/** A reply with what it used; without it both are a quarter of the characters. */
export type Told = { text: string; usage?: ModelUsage; model?: string }
export type Reply = string | Told | Fault

type Settings = {
  reply?: (request: ModelRequest) => Reply
  /** The vector of one text. The same words give near ones by default. */
  embed?: (text: string, request: ModelRequest) => number[] | Fault
  models?: string[]
  manners?: Manners
}

export type ModelServer = {
  /** For OPENAI_BASE_URL. */
  url: string
  /** All that was asked of it, also while it still answers. */
  requests: ModelRequest[]
  /** Other replies from now on. */
  script(reply: (request: ModelRequest) => Reply): void
  close(): Promise<void>
}

/** Names that no server has: where it cannot be found, and where it does not speak TLS. */
export const NOWHERE = 'http://model.invalid/v1'
export const withTls = (url: string) => url.replace('http://', 'https://')

/** A model server on loopback over real HTTP, which says what the test wants it to say. */
export async function createModelServer(settings: Settings = {}): Promise<ModelServer> {
  const requests: ModelRequest[] = []
  let reply = settings.reply ?? (() => '{}')
  const { manners = {}, models = ['small', 'large'], embed = vectorOf } = settings
  const server = createServer((incoming, response) => {
    void answer(incoming, response).catch(() => response.destroy())
  })
  const answer = async (incoming: IncomingMessage, response: ServerResponse) => {
    const request = requestOf(incoming, await textOf(incoming))
    requests.push(request)
    response.once('close', () => {
      request.isAborted = !response.writableFinished
    })
    const data = models.map((id) => ({ id, object: 'model', created: 0, owned_by: 'test' }))
    if (request.api === 'models') return json(response, { object: 'list', data })
    if (request.api === 'embeddings') return embedded(response, request, embed)
    await replied(response, request, reply(request), manners)
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    script(other) {
      reply = other
    },
    close() {
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    },
  }
}

const Body = z.record(z.string(), z.unknown()).catch({})
const Api = z.enum(['chat', 'responses', 'embeddings', 'models']).catch('chat')
const Turns = z.array(z.object({ role: z.string(), content: z.string() })).catch([])

function requestOf(incoming: IncomingMessage, text: string): ModelRequest {
  const body = Body.parse(text === '' ? {} : JSON.parse(text))
  const [, named] = /\/(responses|embeddings|models)\b/.exec(incoming.url ?? '') ?? []
  const api = Api.parse(named)
  const all = Turns.parse(api === 'responses' ? body.input : body.messages)
  const turns = all.filter(({ role }) => role !== 'system').map(({ content }) => content)
  const system = all.find(({ role }) => role === 'system')?.content
  return {
    api,
    body,
    headers: incoming.headers,
    model: String(body.model),
    instructions: system ?? String(body.instructions ?? ''),
    turns,
    input: turns[0] ?? String(body.input ?? ''),
    isStream: body.stream === true,
    isAborted: false,
  }
}

async function replied(
  response: ServerResponse,
  request: ModelRequest,
  reply: Reply,
  manners: Manners,
): Promise<void> {
  if (typeof reply === 'string') return tell(response, request, { text: reply }, 'stop', manners)
  if (!('fault' in reply)) return tell(response, request, reply, 'stop', manners)
  const before = 'text' in reply ? (reply.text ?? '') : ''
  const begin = () => {
    open(response)
    const events = eventsOf(request.api, tellingOf(request, { text: before }, manners), null)
    for (const event of events) response.write(event)
  }
  switch (reply.fault) {
    case 'silent':
      return
    case 'stall':
      return begin()
    case 'early end':
      begin()
      response.end()
      return
    case 'reset':
      if (reply.text === undefined) response.socket?.resetAndDestroy()
      else {
        begin()
        // First what is before it has to arrive.
        setTimeout(() => response.socket?.resetAndDestroy(), 5)
      }
      return
    case 'half event':
      begin()
      response.end('data: {"choices": [{"delta": {"cont\n\n')
      return
    case 'huge':
      return huge(response, request)
    case 'drip':
      return drip(response, request, reply.text, reply.every, manners)
    case 'error event':
      open(response)
      response.end(
        `data: ${JSON.stringify({ error: { code: reply.code, message: reply.message ?? '' } })}\n\n`,
      )
      return
    case 'status':
      return refuse(response, reply)
    case 'raw':
      response.writeHead(reply.status ?? 200, { 'content-type': reply.contentType ?? 'application/json' })
      response.end(reply.body)
      return
    default:
      return tell(response, request, { text: before }, reply.fault, manners)
  }
}

function open(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
}

function tellingOf(request: ModelRequest, told: Told, manners: Manners): Telling {
  const characters = request.instructions.length + request.turns.join('').length
  const usage = { input: Math.ceil(characters / 4), output: Math.ceil(told.text.length / 4) }
  return {
    id: 'reply-1',
    model: told.model ?? `${request.model}-2026`,
    text: told.text,
    usage: told.usage ?? usage,
    manners,
  }
}

function tell(response: ServerResponse, request: ModelRequest, told: Told, end: End, manners: Manners): void {
  const telling = tellingOf(request, told, manners)
  if (!request.isStream || manners.noStream) {
    json(response, wholeOf(request.api, telling, end))
    return
  }
  open(response)
  for (const event of eventsOf(request.api, telling, end)) response.write(event)
  response.end()
}

function huge(response: ServerResponse, request: ModelRequest): void {
  open(response)
  const chat = 'data: {"choices":[{"index":0,"delta":{"content":"and so on and so on "}}]}\n\n'
  const other =
    'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","delta":"and so on and so on "}\n\n'
  const more = () => {
    while (!response.destroyed && response.write(request.api === 'chat' ? chat : other)) {}
    if (!response.destroyed) response.once('drain', more)
  }
  more()
}

function drip(
  response: ServerResponse,
  request: ModelRequest,
  text: string,
  every: number,
  manners: Manners,
): void {
  open(response)
  const events = eventsOf(request.api, tellingOf(request, { text }, manners), 'stop')
  const timer = setInterval(() => {
    const event = events.shift()
    if (event === undefined) response.end()
    else response.write(event)
  }, every)
  response.once('close', () => clearInterval(timer))
}

type Status = Extract<Fault, { fault: 'status' }>

function refuse(response: ServerResponse, { status, retryAfter, ...error }: Status): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
  })
  const { fault: _fault, message = 'no', ...rest } = error
  response.end(JSON.stringify({ error: { message, ...rest } }))
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body, null, 2))
}

const Texts = z.union([z.string().transform((text) => [text]), z.array(z.string())]).catch([])

async function embedded(
  response: ServerResponse,
  request: ModelRequest,
  embed: NonNullable<Settings['embed']>,
): Promise<void> {
  const texts = Texts.parse(request.body.input)
  const data: unknown[] = []
  for (const [index, text] of texts.entries()) {
    const vector = embed(text, request)
    if ('fault' in vector) return replied(response, request, vector, {})
    data.push({ object: 'embedding', index, embedding: vector })
  }
  const tokens = Math.ceil(texts.join('').length / 4)
  json(response, {
    object: 'list',
    model: request.model,
    data,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  })
}

/** A bag of words in 64 dimensions. */
export function vectorOf(text: string): number[] {
  const vector = new Array<number>(64).fill(0)
  for (const word of text.toLowerCase().match(/\p{L}{3,}/gu) ?? []) {
    let place = 7
    for (const letter of word.slice(0, 5)) place = (place * 31 + (letter.codePointAt(0) ?? 0)) % 64
    vector[place] = (vector[place] ?? 0) + 1
  }
  return vector
}
