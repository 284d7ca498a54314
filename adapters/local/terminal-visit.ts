import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const COOKIE = /^warmline_customer=[A-Za-z0-9_-]+$/

/** A customer's visit over HTTP, with the cookie kept in a file that only this user may read. */
export type Visit = {
  readonly baseUrl: string
  /** The answer when it is a good one, else null. */
  get(path: string): Promise<Response | null>
  /** The answer, whatever it says; null when none came. */
  post(path: string, body: object, patience: number): Promise<Response | null>
  stream(path: string, after: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>
}

export function openVisit(baseUrl: string, cookieFile: string): Visit {
  const { origin } = new URL(baseUrl)
  let cookie = readCookie(cookieFile)
  const headers = () => ({ ...(cookie ? { cookie } : {}), origin })

  return {
    baseUrl: origin,
    async get(path) {
      try {
        const answer = await fetch(new URL(path, origin), {
          headers: headers(),
          signal: AbortSignal.timeout(10_000),
        })
        const given = answer.headers
          .getSetCookie()
          .map((one) => one.split(';')[0] ?? '')
          .find((one) => COOKIE.test(one))
        if (given && given !== cookie) {
          cookie = given
          keepCookie(cookieFile, given)
        }
        return answer.ok ? answer : null
      } catch {
        return null
      }
    },
    async post(path, body, patience) {
      try {
        return await fetch(new URL(path, origin), {
          method: 'POST',
          headers: { ...headers(), 'content-type': 'application/json' },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(patience),
        })
      } catch {
        return null
      }
    },
    async stream(path, after, signal) {
      const answer = await fetch(new URL(path, origin), {
        headers: { ...headers(), accept: 'text/event-stream', 'last-event-id': after },
        signal,
      })
      if (!answer.ok || !answer.body) throw new Error(`The stream answered ${answer.status}`)
      return answer.body
    },
  }
}

function readCookie(path: string): string | null {
  try {
    const kept = readFileSync(path, 'utf8').trim()
    return COOKIE.test(kept) ? kept : null
  } catch {
    return null
  }
}

function keepCookie(path: string, cookie: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  writeFileSync(path, cookie, { mode: 0o600 })
  chmodSync(path, 0o600)
}
