import { randomUUID } from 'node:crypto'
import { GatewayCloseCodes as Close } from 'discord.js'
import type { WebSocket } from 'ws'
import { z } from 'zod'
import { type Event, Session } from './session.ts'
import { guildCreateShape } from './shapes.ts'
import { mayHave, readyShape } from './welcome.ts'
import type { World } from './world.ts'

const Identify = z.looseObject({
  token: z.string(),
  intents: z.number().int(),
  properties: z.looseObject({ os: z.string(), browser: z.string(), device: z.string() }),
  shard: z.tuple([z.number(), z.number()]).optional(),
})
const Resume = z.looseObject({ token: z.string(), session_id: z.string(), seq: z.number().int() })

/** Who has come in, and who may come back. */
export class Sessions {
  /** How often the app identified, the refused times too, and how often it resumed. */
  identifies = 0
  resumes = 0
  /** How many events are told again at the next resume, though they were heard. */
  replayed = 0
  readonly #world: World
  readonly #all = new Map<string, Session>()

  constructor(world: World) {
    this.#world = world
  }

  get latest(): Session | null {
    return [...this.#all.values()].at(-1) ?? null
  }

  tell(event: Event): void {
    for (const session of this.#all.values()) session.tell(event)
  }

  /** It cannot be resumed any more. */
  forget({ id }: Session): void {
    this.#all.delete(id)
  }

  /** Gives the code to close with where the app may not come in. */
  identify(ws: WebSocket, given: unknown, url: string): Session | number {
    const wanted = Identify.safeParse(given).data
    if (!wanted) return Close.DecodeError
    this.identifies += 1
    const shard = wanted.shard ?? [0, 1]
    if (wanted.token !== this.#world.home.token) return Close.AuthenticationFailed
    if (shard[0] >= shard[1]) return Close.InvalidShard
    const refusal = mayHave(this.#world, wanted.intents)
    if (refusal !== null) return refusal
    const session = new Session(randomUUID(), wanted.intents)
    this.#all.set(session.id, session)
    session.ws = ws
    session.tell({ t: 'READY', intents: 0, d: () => readyShape(this.#world, session.id, url, shard) })
    session.tell({ t: 'GUILD_CREATE', intents: 1, d: () => guildCreateShape(this.#world) })
    return session
  }

  /** Tells what was missed. Null where there is nothing to come back to. */
  resume(ws: WebSocket, given: unknown): Session | number | null {
    const wanted = Resume.safeParse(given).data
    if (!wanted) return Close.DecodeError
    if (wanted.token !== this.#world.home.token) return Close.AuthenticationFailed
    const session = this.#all.get(wanted.session_id)
    if (!session) return null
    if (wanted.seq > session.seq) return Close.InvalidSeq
    this.resumes += 1
    session.replay(ws, wanted.seq - this.replayed)
    this.replayed = 0
    session.ws = ws
    session.tell({ t: 'RESUMED', intents: 0, d: () => ({}) })
    return session
  }
}
