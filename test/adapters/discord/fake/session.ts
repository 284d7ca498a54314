import { GatewayIntentBits, GatewayOpcodes } from 'discord.js'
import type { WebSocket } from 'ws'
import type { Json } from './records.ts'

/** `intents`: whoever asked for one of them hears it; 0 for everybody. `d` for one who may read everybody's words. */
export type Event = { t: string; intents: number; d: (sight: { content: boolean }) => Json }

/** What an app hears, numbered, so that it can go on where it was cut off. */
export class Session {
  readonly id: string
  readonly intents: number
  /** Null while the app is away. */
  ws: WebSocket | null = null
  seq = 0
  readonly #told: { s: number; text: string }[] = []

  constructor(id: string, intents: number) {
    this.id = id
    this.intents = intents
  }

  tell({ t, intents, d }: Event): void {
    if (intents !== 0 && (intents & this.intents) === 0) return
    this.seq += 1
    const content = (this.intents & GatewayIntentBits.MessageContent) !== 0
    const text = JSON.stringify({ op: GatewayOpcodes.Dispatch, s: this.seq, t, d: d({ content }) })
    // A replay begins after these: they belong to one connection.
    if (t !== 'READY' && t !== 'RESUMED') this.#told.push({ s: this.seq, text })
    this.ws?.send(text)
  }

  /** Everything after that number, once more. */
  replay(ws: WebSocket, seq: number): void {
    for (const { s, text } of this.#told) if (s > seq) ws.send(text)
  }
}

/** Resolves when the other end has read what was sent, or is gone. */
export function heard(ws: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      ws.off('pong', done).off('close', done)
      resolve()
    }
    const timer = setTimeout(done, 1000)
    // Many may be waiting at once, and each leaves when it was heard: no leak.
    ws.setMaxListeners(0)
    ws.on('pong', done).on('close', done)
    ws.ping()
  })
}
