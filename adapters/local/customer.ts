import { createHash, randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'

const COOKIE = 'warmline_customer'
const A_YEAR = 365 * 24 * 60 * 60
const SECRET = /^[A-Za-z0-9_-]{43}$/
const CHANNEL = /^c-[A-Za-z0-9_-]{32}$/

/** The channel of whoever asks, or null for a visitor whom we do not know. */
export function channelOf(c: Context): string | null {
  const secret = getCookie(c, COOKIE)
  return secret && SECRET.test(secret) ? channelFor(secret) : null
}

/** The channel of whoever asks; a newcomer is given a secret of their own first. */
export function welcome(c: Context): string {
  const given = getCookie(c, COOKIE)
  const secret = given && SECRET.test(given) ? given : randomBytes(32).toString('base64url')
  setCookie(c, COOKIE, secret, { httpOnly: true, sameSite: 'Lax', path: '/', maxAge: A_YEAR })
  return channelFor(secret)
}

export function isCustomerChannel(channel: string): boolean {
  return CHANNEL.test(channel)
}

/** The id of the post that shows a customer's own message; the same message is always the same post. */
export function ownPostId(channel: string, message: string): string {
  return hash(`${channel}\n${message}`)
}

// The channel is known to the ledger, to staff and to logs, so it must not give away the secret that opens it.
function channelFor(secret: string): string {
  return `c-${hash(secret)}`
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 32)
}
