import { isValidSlackRequest } from '@slack/bolt'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { Log } from '../../src/log.ts'
import { Body, type Delivered, type Handle, holdsEvent } from './delivered.ts'

const LARGEST_BODY = 1024 * 1024
/** Milliseconds. An older request may be one that somebody kept. */
const OLDEST = 5 * 60_000

const Signed = z.object({
  signature: z.string().regex(/^v0=[0-9a-f]{64}$/),
  timestamp: z
    .string()
    .regex(/^[1-9]\d{0,11}$/)
    .transform(Number),
})
const Retry = z.object({
  retryNum: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .nullable()
    .catch(null),
  retryReason: z.string().max(100).nullable().catch(null),
})
const Challenge = z.looseObject({ type: z.literal('url_verification'), challenge: z.string().max(1000) })

export type EventsSettings = {
  signingSecret: string
  handle: Handle
  clock: () => number
  log: Log
  /** Something came that Slack signed, or that did not bear our signature. */
  onKnock?: (isSigned: boolean) => void
  /** Slack has kept events from us, for there were too many. */
  onKept?: () => void
}

/** Where Slack posts events, clicks and commands. It answers 200 once `handle` has resolved, not before. */
export function createEventsRoute(settings: EventsSettings): Hono {
  const { signingSecret, handle, clock, log, onKnock, onKept } = settings
  const app = new Hono()
  app.post(
    '/slack/events',
    bodyLimit({ maxSize: LARGEST_BODY, onError: (c) => refuse(c, 413) }),
    async (c) => {
      // Decoded as it came: Hono's own text() drops a byte order mark, and the signature is over every byte.
      const bytes = await c.req.arrayBuffer().catch(() => null)
      if (!bytes) return refuse(c, 400)
      const raw = Buffer.from(bytes).toString('utf8')
      const form = isForm(c) ? new URLSearchParams(raw) : null
      // Slack looks whether the certificate holds, without signing that. Nothing else in it is read.
      if (form?.get('ssl_check') === '1') return c.body(null, 200)
      const signed = isSigned(c, raw)
      onKnock?.(signed)
      if (!signed) return refuse(c, 401)
      const body = read(raw, form)
      if (!body) return refuse(c, 400)
      const challenge = Challenge.safeParse(body)
      if (challenge.success && !form) return c.json({ challenge: challenge.data.challenge })
      if (!form && !holdsEvent(body)) {
        if (body.type === 'app_rate_limited') onKept?.()
        else log.event('slack notice ignored')
        return c.body(null, 200)
      }
      return deliver(c, body)
    },
  )
  app.onError((error, c) => {
    log.trouble('slack request failed', error)
    return c.body(null, 500)
  })
  return app

  async function deliver(c: Context, body: Delivered['body']): Promise<Response> {
    const retry = Retry.parse({
      retryNum: c.req.header('x-slack-retry-num') ?? null,
      retryReason: c.req.header('x-slack-retry-reason') ?? null,
    })
    try {
      return ack(c, await handle({ body, ...retry }))
    } catch (error) {
      log.trouble('slack delivery not taken', error, { retry: retry.retryNum })
      return c.body(null, 500)
    }
  }

  function isSigned(c: Context, body: string): boolean {
    const signed = Signed.safeParse({
      signature: c.req.header('x-slack-signature'),
      timestamp: c.req.header('x-slack-request-timestamp'),
    })
    if (!signed.success) return false
    const { signature, timestamp } = signed.data
    const now = clock()
    // Bolt looks only for what is too old.
    if (Math.abs(now - timestamp * 1000) > OLDEST) return false
    const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp }
    return isValidSlackRequest({ signingSecret, body, headers, nowMilliseconds: now })
  }

  function refuse(c: Context, status: 400 | 401 | 413): Response {
    log.event('slack request refused', { status })
    return c.body(null, status)
  }
}

function isForm(c: Context): boolean {
  const [type = ''] = (c.req.header('content-type') ?? '').split(';')
  return type.trim().toLowerCase() === 'application/x-www-form-urlencoded'
}

/** Clicks are JSON in a form's `payload`, commands are the form itself, everything else is JSON. Null for what is none. */
function read(raw: string, form: URLSearchParams | null): Delivered['body'] | null {
  const payload = form ? form.get('payload') : raw
  if (form && payload === null) return form.has('command') ? Object.fromEntries(form) : null
  try {
    return Body.parse(JSON.parse(payload ?? ''))
  } catch {
    return null
  }
}

function ack(c: Context, body: unknown): Response {
  if (body === undefined || body === null || body === '') return c.body(null, 200)
  if (typeof body === 'string') return c.text(body)
  return c.body(JSON.stringify(body), 200, { 'content-type': 'application/json; charset=utf-8' })
}
