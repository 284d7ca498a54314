import { Hono } from 'hono'
import type { Adapter, Outbound, Place, Receipt, Receive } from '../../src/adapter.ts'
import type { AskCauses, Drafts, WorthAWord } from '../../src/card.ts'
import { RefusedError, UnreachableError } from '../../src/errors.ts'
import type { CardBody, TextBody, ThreadBody } from './bodies.ts'
import { chatRoutes } from './chat-routes.ts'
import { isCustomerChannel } from './customer.ts'
import { DESK, deskRoutes, type StaffDoor } from './desk-routes.ts'
import { createLive } from './live.ts'
import type { PostDraft, Posts } from './posts.ts'
import type { Words } from './words.ts'

const LONGEST_TEXT = 40_000

export type LocalSettings = {
  name?: string
  posts: Posts
  clock: () => number
  company: string
  assistantName: string
  words: Words
  /** Three questions that a newcomer may start with. */
  examples: readonly string[]
  staff: StaffDoor
  /** Customers whom staff may want to send a word. */
  worth: () => Promise<WorthAWord[]>
  /** The handoffs of who waits, in the order in which people are to help. */
  line: () => Promise<readonly string[]>
  /** What staff may start a reply from. */
  drafts?: Drafts | null
  /** What staff choose from when they say what several customers raised alike. */
  causes: AskCauses
}

/** The embedded platform: a customer's chat and a staff desk on our own pages. `routes` are to be put into the web server. */
export function createLocalAdapter(settings: LocalSettings): Adapter & { readonly routes: Hono } {
  const {
    name = 'local',
    posts,
    clock,
    company,
    assistantName,
    words,
    examples,
    staff,
    worth,
    line,
    drafts = null,
    causes,
  } = settings
  const live = createLive(posts)
  let core: Receive | null = null
  const receive: Receive = (inbound) => {
    if (!core) throw new Error('The local adapter is not listening')
    return core(inbound)
  }
  const routes = new Hono()
  routes.route(
    '/',
    chatRoutes({ adapter: name, posts, live, clock, company, assistantName, words, examples, receive }),
  )
  routes.route('/', deskRoutes({ posts, live, company, staff, receive, worth, line, drafts, causes, clock }))

  const known = ({ adapter, workspace, channel, thread }: Place) =>
    adapter === name &&
    workspace === 'local' &&
    thread === '' &&
    (channel === DESK || isCustomerChannel(channel))

  return {
    name,
    capabilities: {
      buttons: true,
      modals: true,
      threads: true,
      edits: true,
      typing: true,
      longestText: LONGEST_TEXT,
    },
    routes,

    async read() {
      throw new RefusedError('no_files', 'Nobody can send files on the local page')
    },

    trouble: () => null,

    async start(receive) {
      core = receive
    },

    async send(outbound): Promise<Receipt> {
      if (!known(outbound.place))
        throw new RefusedError('place_not_found', 'The local page has no such place')
      const draft = draftOf(outbound, clock())
      return outbound.replaces ? change(outbound.replaces, draft) : add(draft)
    },

    working(place) {
      if (known(place)) live.working(place.channel)
    },

    async stop() {
      core = null
      live.stop()
    },
  }

  async function add(draft: PostDraft): Promise<Receipt> {
    const { id } = await reach(posts.add(draft))
    return { receipt: id }
  }

  async function change(
    receipt: string,
    { id, channel, kind, state, body, at }: PostDraft,
  ): Promise<Receipt> {
    const post = await reach(posts.get(receipt))
    if (post?.channel !== channel || post.kind !== kind) {
      throw new RefusedError('post_not_found', 'What was to be replaced is not there')
    }
    // A card stands where it was last changed; what was said keeps the time when it was said.
    await reach(posts.change(receipt, { mark: id, state, body, now: at, ...(kind === 'card' ? { at } : {}) }))
    return { receipt }
  }
}

function draftOf(outbound: Outbound, at: number): PostDraft {
  const { id, place } = outbound
  const { channel } = place
  if (outbound.kind === 'text') {
    const { text, speaker, sources, options } = outbound
    if (text.length > LONGEST_TEXT)
      throw new RefusedError('text_too_long', `The local page shows up to ${LONGEST_TEXT} characters`)
    const body: TextBody = { text, speaker, sources, options }
    return { id, channel, thread: '', kind: 'text', state: '', body: JSON.stringify(body), at }
  }
  if (channel !== DESK)
    throw new RefusedError('not_for_customers', 'Cards and threads are shown on the desk alone')
  if (outbound.kind === 'reminder') {
    const body: TextBody = { text: outbound.text, speaker: { role: 'house' }, sources: [], options: [] }
    return { id, channel, thread: '', kind: 'text', state: '', body: JSON.stringify(body), at }
  }
  if (outbound.kind === 'card') {
    const card: CardBody = outbound.card
    return {
      id,
      channel,
      thread: card.handoff,
      kind: 'card',
      state: card.status,
      body: JSON.stringify(card),
      at,
    }
  }
  const { files, calls: _calls, ...said } = outbound.line
  const line: ThreadBody = { ...said, attachments: files.map(({ read: _, ...file }) => file) }
  return { id, channel, thread: outbound.handoff, kind: 'thread', state: '', body: JSON.stringify(line), at }
}

async function reach<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    throw new UnreachableError('The ledger did not keep the post', { cause: error })
  }
}
