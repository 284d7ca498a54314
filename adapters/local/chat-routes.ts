import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { Choice, type InboundDraft, type Received } from '../../src/adapter.ts'
import { cleanName, cleanText } from '../../src/clean.ts'
import { readJson } from '../../src/web/body.ts'
import { LONGEST_NAME } from '../../src/web/name.ts'
import { CustomerBody, TextBody } from './bodies.ts'
import { chatPage } from './chat-page.ts'
import { channelOf, ownPostId, welcome } from './customer.ts'
import { type ChatLine, chatLine } from './line.ts'
import type { Live } from './live.ts'
import type { Post, Posts } from './posts.ts'
import type { Words } from './words.ts'

/** Live pages that one visitor may have open at once. */
const TABS = 20
/** Most lines that the page shows when it is opened. */
const SHOWN = 300

// Cleaned here as the core cleans it, so that the page shows what was taken.
const Text = z
  .string()
  .refine((text) => text.trim() !== '')
  .transform(cleanText)
// A name that is too long is cut: a message is never turned away over it.
const GivenName = z
  .string()
  .default('')
  .transform((text) => cleanName(text).slice(0, LONGEST_NAME).toWellFormed())
/** What the browser says of where it is; a browser that says nothing is heard all the same. */
const GivenZone = z.string().max(100).nullable().catch(null).default(null)
const Written = z.object({ id: z.uuid(), text: Text, name: GivenName, zone: GivenZone })
const Pressed = z.object({ id: z.uuid(), choice: Choice, name: GivenName })
const Edited = z.object({ id: z.uuid(), text: Text })
/** The words of a choice that is pressed where no button shows it. */
const WORD_OF = {
  person: 'person',
  helped: 'helped',
  unhelped: 'unhelped',
  right: 'right',
  not_yet: 'notYet',
} as const satisfies Record<Choice, keyof Words>
const Removed = z.object({ id: z.uuid() })

export type ChatSettings = {
  adapter: string
  posts: Posts
  live: Live
  clock: () => number
  company: string
  assistantName: string
  words: Words
  examples: readonly string[]
  receive: (inbound: InboundDraft) => Promise<Received>
}

/** The customer's routes. Whose conversation it is comes from their cookie alone: no route takes the name of a channel. */
export function chatRoutes(settings: ChatSettings): Hono {
  const { adapter, posts, live, clock, company, assistantName, words, examples, receive } = settings
  const app = new Hono()
  const place = (channel: string) => ({ adapter, workspace: 'local', channel, thread: '' })
  const refuse = (c: Context, status: 400 | 401 | 404, say: string) =>
    c.json({ status: 'refused', say }, status)
  const later = (c: Context) => c.json({ status: 'later', say: words.tryLater }, 503)
  const toLine = (post: Post | null) => (post ? chatLine(post, words, assistantName) : null)

  app.get('/', async (c) => {
    const channel = welcome(c)
    const after = await posts.latest()
    const lines = await Promise.all((await posts.list({ channel, newest: SHOWN })).map(toLine))
    return c.html(chatPage({ company, words, examples, after, lines: lines.filter((line) => line !== null) }))
  })

  app.get('/chat/words', (c) => c.json({ company, assistantName, words }))

  app.get('/chat/events', (c) => {
    const channel = channelOf(c)
    if (!channel) return refuse(c, 401, words.unknownVisitor)
    const show = async (batch: Post[]) => {
      const lines = await Promise.all(
        batch.map(async (post) => ({ seq: post.seq, line: await toLine(await now(post)) })),
      )
      return lines.flatMap(({ seq, line }) => (line ? [event(seq, line)] : []))
    }
    return live.follow(c, { channel, most: TABS, show })
  })

  // A mark stands for the post that was changed, as it is now.
  const now = async (post: Post) => (post.target ? posts.get(post.target) : post)

  /** The core has it first, then the page shows it: a customer never sees as sent what nobody has. */
  const take = async (c: Context, inbound: InboundDraft, shown: (channel: string) => Promise<unknown>) => {
    try {
      const { status, say } = await receive(inbound)
      const answer = say === undefined ? { status } : { status, say }
      if (status === 'refused') return c.json(answer, 422)
      if ('place' in inbound) await shown(inbound.place.channel)
      return c.json(answer, 202)
    } catch {
      return later(c)
    }
  }

  const add = (
    channel: string,
    message: string,
    text: string,
    name: string,
    choice: CustomerBody['choice'],
  ) => {
    const body: CustomerBody = { message, name, text, choice, edited: false, removed: false }
    const kept = { thread: '', kind: 'customer', state: '', body: JSON.stringify(body), at: clock() }
    return posts.add({ id: ownPostId(channel, message), channel, ...kept })
  }

  app.post('/chat/messages', async (c) => {
    const channel = channelOf(c)
    if (!channel) return refuse(c, 401, words.unknownVisitor)
    const given = Written.safeParse(await readJson(c)).data
    if (!given) return refuse(c, 400, words.unreadable)
    const { id, text, name, zone } = given
    const inbound: InboundDraft = {
      kind: 'message',
      id,
      place: place(channel),
      author: { id: channel, name },
      text,
      zone,
    }
    return take(c, inbound, () => add(channel, id, text, name, null))
  })

  app.post('/chat/press', async (c) => {
    const channel = channelOf(c)
    if (!channel) return refuse(c, 401, words.unknownVisitor)
    const given = Pressed.safeParse(await readJson(c)).data
    if (!given) return refuse(c, 400, words.unreadable)
    const { id, choice, name } = given
    try {
      const text = await labelOf(channel, choice)
      const author = { id: channel, name }
      return await take(c, { kind: 'message', id, place: place(channel), author, text, choice }, () =>
        add(channel, id, text, name, choice),
      )
    } catch {
      return later(c)
    }
  })

  // The words on the button as they were last shown, not as the page says they were.
  const labelOf = async (channel: string, choice: Choice) => {
    const said = await posts.list({ channel, kind: 'text', newest: 20 })
    const options = said.flatMap((post) => TextBody.parse(JSON.parse(post.body)).options)
    return options.findLast((option) => option.choice === choice)?.label ?? words[WORD_OF[choice]]
  }

  /** Changes one's own line after the core took the change. */
  const alter = async (
    c: Context,
    message: string,
    inbound: (channel: string) => InboundDraft,
    next: Partial<CustomerBody>,
  ) => {
    const channel = channelOf(c)
    if (!channel) return refuse(c, 401, words.unknownVisitor)
    try {
      const post = await posts.get(ownPostId(channel, message))
      if (!post) return refuse(c, 404, words.notFound)
      const before = CustomerBody.parse(JSON.parse(post.body))
      if (before.removed && next.removed) return c.json({ status: 'duplicate' }, 202)
      if (before.removed || before.choice) return refuse(c, 404, words.notFound)
      const body = JSON.stringify({ ...before, ...next })
      return await take(c, inbound(channel), () =>
        posts.change(post.id, { mark: randomUUID(), state: '', body, now: clock() }),
      )
    } catch {
      return later(c)
    }
  }

  app.post('/chat/edit', async (c) => {
    const given = Edited.safeParse(await readJson(c)).data
    if (!given) return refuse(c, 400, words.unreadable)
    const { id, text } = given
    return alter(c, id, (channel) => ({ kind: 'edit', id, place: place(channel), text }), {
      text,
      edited: true,
    })
  })

  app.post('/chat/remove', async (c) => {
    const given = Removed.safeParse(await readJson(c)).data
    if (!given) return refuse(c, 400, words.unreadable)
    const { id } = given
    return alter(c, id, (channel) => ({ kind: 'deletion', id, place: place(channel) }), {
      text: '',
      name: '',
      removed: true,
    })
  })

  return app
}

function event(seq: number, line: ChatLine) {
  return { id: String(seq), data: JSON.stringify(line) }
}
