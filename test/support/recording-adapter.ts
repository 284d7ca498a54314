import type { Adapter, Capabilities, Contacts, Outbound, Place, Receipt, Receive } from '../../src/adapter.ts'
import type { Attachment } from '../../src/attachment.ts'
import { RefusedError } from '../../src/errors.ts'

const capabilities: Capabilities = {
  buttons: true,
  modals: true,
  threads: true,
  edits: true,
  typing: true,
  longestText: 40_000,
}

/** A platform in memory that shows what it was sent, the same id once, and fails when it is told to. */
export class RecordingAdapter implements Adapter {
  readonly name: string
  readonly capabilities = capabilities
  readonly posts: { receipt: string; outbound: Outbound }[] = []
  /** A channel, a person, or a group, by how their ids begin. */
  readonly contacts: Contacts = {
    like: 'c-room, p-name or g-name',
    of: (id) => {
      const place = { adapter: this.name, workspace: 'w', channel: id, thread: '' }
      if (id.startsWith('c-')) return { kind: 'channel', id, place }
      if (id.startsWith('p-')) return { kind: 'person', id, place }
      return id.startsWith('g-') ? { kind: 'group', id } : null
    },
  }
  /** Called before anything is shown: throw here to be unreachable or to refuse. */
  before: (outbound: Outbound) => void | Promise<void> = () => undefined
  /** Called after it is shown, before the sender hears of it: throw here to lose the receipt. */
  after: (outbound: Outbound) => void | Promise<void> = () => undefined
  /** Where a conversation goes on after this: null for where it is. */
  movesTo: (outbound: Outbound) => Place | null = () => null
  receive: Receive = () => Promise.reject(new Error('not started'))
  signs: Place[] = []

  constructor(name: string) {
    this.name = name
  }

  async start(receive: Receive): Promise<void> {
    this.receive = receive
  }

  async send(outbound: Outbound): Promise<Receipt> {
    if (outbound.place.adapter !== this.name) throw new RefusedError('place_not_found')
    await this.before(outbound)
    const known = this.posts.find(
      (post) => post.outbound.id === outbound.id || post.receipt === outbound.replaces,
    )
    const receipt = known?.receipt ?? `r-${outbound.id}`
    if (known) known.outbound = outbound
    else this.posts.push({ receipt, outbound })
    await this.after(outbound)
    const place = this.movesTo(outbound)
    return place ? { receipt, place } : { receipt }
  }

  /** What each file holds, by its address. */
  readonly files = new Map<string, Uint8Array>()
  async read({ url }: Attachment): Promise<Uint8Array> {
    const bytes = this.files.get(url ?? '')
    if (!bytes) throw new RefusedError('file_not_found')
    return bytes
  }

  says: string | null = null
  trouble(): string | null {
    return this.says
  }

  working(place: Place): void {
    this.signs.push(place)
  }

  async stop(): Promise<void> {}
}
