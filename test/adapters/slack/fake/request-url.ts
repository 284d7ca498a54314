import { createHmac } from 'node:crypto'
import type { Carried, Carrier, Retry } from './delivery.ts'
import type { Json, World } from './world.ts'

/** How it is posted: as a form, or signed wrongly on purpose, with another secret or so many seconds ago. */
export type Forgery = { secret?: string; age?: number; form?: boolean }

/** Posts to the app as Slack does: events as JSON, interactions as a form, each signed. */
export class RequestUrl implements Carrier {
  url: string | null = null
  readonly #world: World
  readonly #ackTimeout: number

  constructor(world: World, ackTimeout: number) {
    this.#world = world
    this.#ackTimeout = ackTimeout
  }

  async carry(kind: 'events_api' | 'interactive', payload: Json, retry: Retry): Promise<Carried> {
    if (!this.url) return { ok: false, status: 'no_request_url', body: null }
    const [body, type] = encoded(payload, kind === 'interactive')
    const again =
      retry.num > 0 ? { 'X-Slack-Retry-Num': String(retry.num), 'X-Slack-Retry-Reason': retry.reason } : {}
    try {
      const response = await this.#post(body, type, again, {})
      const text = await response.text()
      if (response.status !== 200) return { ok: false, status: 'http_error', body: text }
      return { ok: true, status: 'ok', body: text === '' ? {} : fromJson(text) }
    } catch (error) {
      const timedOut = error instanceof Error && error.name === 'TimeoutError'
      return { ok: false, status: timedOut ? 'http_timeout' : 'connection_failed', body: null }
    }
  }

  /** Any body at all, signed or badly signed; the app's answer. */
  async post(body: Json, forgery: Forgery): Promise<{ status: number; body: string }> {
    const [text, type] = encoded(body, forgery.form ?? false)
    const response = await this.#post(text, type, {}, forgery)
    return { status: response.status, body: await response.text() }
  }

  #post(body: string, type: string, more: Record<string, string>, forgery: Forgery): Promise<Response> {
    if (!this.url) throw new Error('give the fake Slack a requestUrl first')
    const { home } = this.#world
    const at = String(this.#world.seconds() - (forgery.age ?? 0))
    const secret = forgery.secret ?? home.signingSecret
    const signature = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')
    return fetch(this.url, {
      method: 'POST',
      headers: {
        'Content-Type': type,
        'User-Agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        'X-Slack-Request-Timestamp': at,
        'X-Slack-Signature': `v0=${signature}`,
        ...more,
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(this.#ackTimeout),
    })
  }
}

/** The body and its content type. */
function encoded(body: Json, asForm: boolean): [string, string] {
  const json = JSON.stringify(body)
  if (!asForm) return [json, 'application/json']
  return [new URLSearchParams({ payload: json }).toString(), 'application/x-www-form-urlencoded']
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
