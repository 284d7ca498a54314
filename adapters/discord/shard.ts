import { EventEmitter } from 'node:events'
import {
  type IContextFetchingStrategy,
  WebSocketShard,
  type WebSocketShardDestroyOptions,
  WebSocketShardDestroyRecovery,
} from '@discordjs/ws'

/** The line broke, and nobody said why. */
const BROKEN = 1006
/** Of a line on which a goodbye can be said and answered. */
const OPEN = 1
/** What discord.js calls without waiting for it: if it rejected there, the process would end. */
const UNWATCHED = ['onMessage', 'internalConnect']

export type ShardSettings = {
  /** How long the other end may take to close as well, before the line is cut. Milliseconds. */
  closeWithin: number
  /** Whether Discord may still know a session that lost its line. */
  mayResume(): boolean
  /** It will not recover by itself. */
  onFailure(error: unknown): void
}

type Line = EventEmitter & { readyState: number; terminate(): void }

/**
 * discord.js' connection to the gateway, which recovers by itself. Made safer where it could end the process, hang on a
 * line that is dead, or give up a session that may be resumed.
 */
export class Shard extends WebSocketShard {
  readonly #settings: ShardSettings
  #isEnded = false

  constructor(context: IContextFetchingStrategy, settings: ShardSettings) {
    super(context, 0)
    this.#settings = settings
    for (const name of UNWATCHED) this.#watch(name)
  }

  override async destroy(options: WebSocketShardDestroyOptions = {}): Promise<void> {
    // Where it is ended while it waits for Discord, it takes that for a failure, and would come back.
    if (this.#isEnded) return
    this.#isEnded = options.recover === undefined
    const line = this.#line()
    // It stops listening before the line is closed, and an error that nobody hears ends the process.
    line?.on('error', () => undefined)
    const wait = line?.readyState === OPEN ? this.#settings.closeWithin : 0
    const cut = setTimeout(() => line?.terminate(), wait)
    line?.once('close', () => clearTimeout(cut))
    await this.#try(() => super.destroy(this.#keepingSession(options)))
  }

  override async send(payload: Parameters<WebSocketShard['send']>[0]): Promise<void> {
    await this.#try(() => super.send(payload))
  }

  /** Where no connection can be made, discord.js throws the session away at once, and would have to log in again. */
  #keepingSession(options: WebSocketShardDestroyOptions): WebSocketShardDestroyOptions {
    const isLost = options.recover === WebSocketShardDestroyRecovery.Reconnect
    return isLost && options.code === BROKEN && this.#settings.mayResume()
      ? { ...options, recover: WebSocketShardDestroyRecovery.Resume }
      : options
  }

  async #try(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.#settings.onFailure(error)
    }
  }

  #watch(name: string): void {
    const method: unknown = Reflect.get(this, name)
    if (typeof method !== 'function') return
    const watched = (...given: unknown[]) => this.#try(async () => Reflect.apply(method, this, given))
    Object.defineProperty(this, name, { value: watched })
  }

  #line(): Line | null {
    const line: unknown = Reflect.get(this, 'connection')
    return isLine(line) ? line : null
  }
}

function isLine(line: unknown): line is Line {
  if (!(line instanceof EventEmitter) || !('readyState' in line) || !('terminate' in line)) return false
  return typeof line.readyState === 'number' && typeof line.terminate === 'function'
}
