import { type Logger, LogLevel, SocketModeClient, type SocketModeOptions } from '@slack/socket-mode'

/** `isHello` is given every text frame and must not throw; `warn` is called where Slack's client warns of something. */
export type FrameReader = { isHello: (text: string) => boolean; warn: () => void }

/**
 * Slack's own client with its heartbeat, but the frames are ours to read: it would throw on an envelope without an event,
 * hang up as soon as it is asked to, and take an event named `close` for its own.
 */
export class FrameClient extends SocketModeClient {
  private readonly isHello: (text: string) => boolean

  constructor(options: SocketModeOptions, { isHello, warn }: FrameReader) {
    super({ ...options, logger: silentLogger(warn) })
    this.isHello = isHello
  }

  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    if (typeof data === 'string' && this.isHello(data)) await super.onWebSocketMessage(data, isBinary)
  }
}

/** Slack's client would print bodies and tokens. */
function silentLogger(warn: () => void): Logger {
  const nothing = () => undefined
  return {
    debug: nothing,
    info: nothing,
    warn,
    error: nothing,
    setLevel: nothing,
    getLevel: () => LogLevel.ERROR,
    setName: nothing,
  }
}
