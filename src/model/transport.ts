import OpenAI from 'openai'
import type { ModelConfig } from '../model-settings.ts'
import type { Watch } from './deadlines.ts'

const MAY_BE_SENT = ['accept', 'content-type', 'user-agent']
/** The SDK wants a key where the server wants none; it is never sent. */
const NO_KEY = 'none'

/**
 * The SDK for one request. It reads nothing from the environment, logs nothing and tries once; what its own settings do
 * not keep out, our fetch does. It is cheap to make.
 */
export function openAI({ baseUrl, apiKey }: ModelConfig, watch: Watch): OpenAI {
  return new OpenAI({
    baseURL: baseUrl,
    apiKey: apiKey ?? NO_KEY,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    defaultHeaders: {},
    maxRetries: 0,
    // Ours end sooner.
    timeout: 600_000,
    logLevel: 'off',
    logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    fetch: (url, init = {}) => request(url, init, apiKey, watch),
  })
}

function nothing(): void {}

type Address = string | URL | Request

/** Sends only our own headers, goes nowhere else, and watches what comes. */
async function request(url: Address, init: RequestInit, key: string | null, watch: Watch): Promise<Response> {
  const given = new Headers(init.headers)
  const headers = new Headers()
  for (const name of MAY_BE_SENT) {
    const value = given.get(name)
    if (value !== null) headers.set(name, value)
  }
  if (key !== null) headers.set('authorization', `Bearer ${key}`)
  const response = await fetch(url, { ...init, headers, redirect: 'manual' })
  if (response.body === null) return response
  const body = response.body.pipeThrough(watched(watch), { signal: watch.signal })
  // Errors are JSON, and so are they where no stream was asked for.
  const isStream = response.ok && isStreamAsked(init.body)
  return new Response(isStream ? asEvents(body) : body, response)
}

function isStreamAsked(body: RequestInit['body']): boolean {
  return typeof body === 'string' && /"stream"\s*:\s*true/.test(body)
}

function watched(watch: Watch): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform(piece, controller) {
      watch.received(piece.byteLength)
      controller.enqueue(piece)
    },
  })
}

/** A server that heeds no `stream: true` sends one whole JSON: it is handed on as the only event of a stream. */
function asEvents(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let isWhole: boolean | null = null
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        if (isWhole === null) {
          const first = piece.find((byte) => !SPACES.has(byte))
          if (first === undefined) return
          isWhole = first === BRACE
          if (isWhole) controller.enqueue(encoder.encode('data: '))
        }
        controller.enqueue(isWhole ? piece.map((byte) => (LINE_ENDS.has(byte) ? SPACE : byte)) : piece)
      },
      flush(controller) {
        if (isWhole) controller.enqueue(encoder.encode('\n\ndata: [DONE]\n\n'))
      },
    }),
  )
}

const SPACE = 0x20
const BRACE = 0x7b
const LINE_ENDS = new Set([0x0a, 0x0d])
/** And the byte order mark. */
const SPACES = new Set([SPACE, 0x09, ...LINE_ENDS, 0xef, 0xbb, 0xbf])
