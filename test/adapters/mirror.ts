import type { Adapter, Outbound, Receipt } from '../../src/adapter.ts'
import { RecordingAdapter } from '../support/recording-adapter.ts'

/** Keeps what the core sent, as the stories look at it, and shows it on a real platform as well. */
export class Mirror extends RecordingAdapter {
  readonly #platform: Adapter
  constructor(name: string, platform: Adapter) {
    super(name)
    this.#platform = platform
  }

  override async send(outbound: Outbound): Promise<Receipt> {
    await this.before(outbound)
    const { receipt } = await this.#platform.send(outbound)
    const known = this.posts.find((post) => post.receipt === receipt)
    if (known) known.outbound = outbound
    else this.posts.push({ receipt, outbound })
    await this.after(outbound)
    return { receipt }
  }
}
