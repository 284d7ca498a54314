import { SocketModeClient, type SocketModeOptions } from '@slack/socket-mode'
import { silent } from './silence.ts'

/** `isHello` is given every text frame and must not throw; `warn` is called where Slack's client warns of something. */
export type FrameReader = { isHello: (text: string) => boolean; warn: () => void }

/**
 * Slack's own client with its heartbeat, but the frames are ours to read: it would throw on an envelope without an event,
 * hang up as soon as it is asked to, and take an event named `close` for its own.
 */
export class FrameClient extends SocketModeClient {
  private readonly isHello: (text: string) => boolean

  constructor(options: SocketModeOptions, { isHello, warn }: FrameReader) {
    super({ ...options, logger: { ...silent, warn } })
    this.isHello = isHello
  }

  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    if (typeof data === 'string' && this.isHello(data)) await super.onWebSocketMessage(data, isBinary)
  }
}
