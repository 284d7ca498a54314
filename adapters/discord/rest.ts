import { REST, RESTJSONErrorCodes, RequestMethod, Routes } from 'discord.js'
import { z } from 'zod'
import { createGate, type Gate } from './gate.ts'

/** How long Discord may take to answer one call, and one that brings files. Milliseconds. */
const LONGEST_CALL = 10_000
const LONGEST_UPLOAD = 45_000

/**
 * `apiUrl` with neither version nor slash at its end, `timeout` in milliseconds. `onRefused`: Discord has begun to refuse
 * our token.
 */
export type RestSettings = { token: string; apiUrl: string; timeout?: number; onRefused?: () => void }

const Somebody = z.object({ id: z.string().min(1) })
const Coded = z.object({ code: z.number() })
/** All that the client sends. */
const Sent = z.object({
  method: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.union([z.string(), z.instanceof(FormData), z.null()]).default(null),
})

type Request = Parameters<REST['queueRequest']>[0]
type Send = REST['options']['makeRequest']

/**
 * Discord's own client, made to try once and to say so: it never retries, never waits behind a limit of Discord's (and so
 * not behind another channel's), gives up in time, and after Discord has refused our token asks nothing more than whether it is taken again.
 */
export function createRest(settings: RestSettings): DiscordRest {
  return new DiscordRest(settings, createGate(settings.onRefused))
}

export class DiscordRest extends REST {
  readonly #token: string
  readonly #gate: Gate

  constructor({ token, apiUrl, timeout = LONGEST_CALL }: RestSettings, gate: Gate) {
    super({
      version: '10',
      api: apiUrl,
      retries: 0,
      timeout: Math.max(timeout, LONGEST_UPLOAD),
      rejectOnRateLimit: () => true,
      // It would count what needs no token of ours as well, which Discord does not.
      globalRequestsPerSecond: Number.POSITIVE_INFINITY,
      makeRequest: createSend(gate, timeout),
    })
    this.#token = token
    this.#gate = gate
    this.setToken(token)
  }

  // The client forgets a token that was refused, and would complain of that in words of its own.
  override async queueRequest(request: Request) {
    if (request.auth !== false) this.#gate.check()
    return super.queueRequest(request)
  }

  /** What is wrong and what to do, in a sentence for the owner; null when Discord takes our token. */
  trouble(): string | null {
    if (!this.#gate.isShut()) return null
    return 'Discord does not take our token, so nothing that we say arrives there. We ask again every few minutes, and go on as soon as it does. If this stays, make a new one on the page of the bot at discord.com/developers, put it into .env ("npm run setup" does it), and start Warmline again. Nothing is lost meanwhile.'
  }

  /** One question that is let out though our token was refused: where it is taken again, so is everything else. */
  async isTaken(): Promise<boolean> {
    this.setToken(this.#token)
    try {
      const response = await super.queueRequest({ fullRoute: Routes.user(), method: RequestMethod.Get })
      if (response.ok && Somebody.safeParse(await response.json()).success) this.reset()
    } catch {
      // It was refused, or there was no answer: then it stays as it is.
    }
    return !this.#gate.isShut()
  }

  /** Everything is let out again: Discord has taken our token. */
  reset(): void {
    this.#gate.open()
    this.setToken(this.#token)
  }
}

/** Sends one call through the gate, and reads the answer to its end within its time: an answer can also stop half-way. */
function createSend(gate: Gate, timeout: number): Send {
  return async (url, { signal, ...sent }) => {
    const { method, headers, body } = Sent.parse(sent)
    const call = { method, path: new URL(url).pathname, isOurs: 'Authorization' in headers }
    await gate.pass(call)
    const within = AbortSignal.timeout(body instanceof FormData ? LONGEST_UPLOAD : timeout)
    const response = await fetch(url, {
      method,
      headers,
      body,
      // Nothing else than what was asked may see the token.
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, within]) : within,
    })
    const bytes = await response.arrayBuffer()
    const status = statusOf(response, bytes)
    gate.heard(call, { status, headers: response.headers })
    const { statusText } = response
    return new Response(bytes.byteLength > 0 ? bytes : null, {
      status,
      statusText,
      headers: response.headers,
    })
  }
}

/** A message that was changed too often comes as "wait", though waiting is no help; as a limit it would lose its code. */
function statusOf({ status }: Response, bytes: ArrayBuffer): number {
  if (status !== 429) return status
  try {
    const { data } = Coded.safeParse(JSON.parse(new TextDecoder().decode(bytes)))
    return data?.code === RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached ? 400 : 429
  } catch {
    return status
  }
}
