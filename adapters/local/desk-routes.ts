import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { z } from 'zod'
import type { InboundDraft, Received } from '../../src/adapter.ts'
import {
  type AskCauses,
  CauseAction,
  type Drafts,
  Snooze,
  StaffAction,
  type WorthAWord,
} from '../../src/card.ts'
import { readJson } from '../../src/web/body.ts'
import { Name } from '../../src/web/name.ts'
import { CardBody } from './bodies.ts'
import { fixHtml, linkHtml } from './cause-window.ts'
import { cardHtml, threadHtml } from './desk-card.ts'
import { draftRoutes } from './desk-drafts.ts'
import { linkedHere } from './desk-history.ts'
import { type Desk, listHtml, type Me } from './desk-list.ts'
import { deskPage, emptyHtml, namePage } from './desk-page.ts'
import type { Live } from './live.ts'
import type { Post, Posts } from './posts.ts'
import { worthPage } from './worth-page.ts'

/** The channel of the staff's place. No customer's channel can have this name. */
export const DESK = 'desk'

const OPEN_SHOWN = 500
/** Desks that may be open at once. */
const DESKS = 500
const CLOSED_SHOWN = 20
const THREAD_SHOWN = 500
const NOTICES_SHOWN = 3
/** Milliseconds. */
const COUNT_EVERY = 60_000

/** Who is at the desk, told by whoever lets them in. */
export type StaffDoor = {
  require: MiddlewareHandler
  who(c: Context): Promise<{ id: string; name: string } | null>
  rename(c: Context, name: string): Promise<void>
}

export type DeskSettings = {
  posts: Posts
  live: Live
  company: string
  staff: StaffDoor
  receive: (inbound: InboundDraft) => Promise<Received>
  /** Customers whom staff may want to send a word. */
  worth: () => Promise<WorthAWord[]>
  /** The handoffs of who waits, in the order in which people are to help. */
  line: () => Promise<readonly string[]>
  drafts?: Drafts | null
  /** What staff choose from when they say what several customers raised alike. */
  causes: AskCauses
  clock: () => number
}

const Action = z.object({
  id: z.uuid(),
  action: StaffAction,
  handoff: z.string().min(1).max(60),
  promise: z.string().min(1).max(60).nullable().default(null),
  cause: z.string().min(1).max(36).nullable().default(null),
  shownAt: z.number().int().nonnegative().nullable().default(null),
  text: z.string().default(''),
  snooze: Snooze.nullable().default(null),
})
const Checkin = z.object({
  id: z.uuid(),
  conversation: z.string().min(1).max(60),
  action: z.enum(['send', 'leave']),
  text: z.string().default(''),
})
const Named = z.object({ name: Name.refine((name) => name !== '') })

/** The staff desk's routes, all behind the door. */
export function deskRoutes(settings: DeskSettings): Hono {
  const { posts, live, company, staff, receive, worth, line, drafts = null, causes, clock } = settings
  const app = new Hono()
  app.use('/desk', staff.require)
  app.use('/desk/*', staff.require)

  app.route('/', draftRoutes(staff.who, drafts))

  const worthNow = counted(worth, clock)

  const isHere = async (handoff: string) =>
    (await posts.list({ channel: DESK, kind: 'card', thread: handoff, newest: 1 })).length > 0

  const look = async (me: Me, handoff: string): Promise<Desk> => {
    const cards = (states: string[], newest: number) =>
      posts.list({ channel: DESK, kind: 'card', states, newest })
    const [open, closed, notices, worthAWord, inLine, thread] = await Promise.all([
      cards(['waiting', 'claimed', 'snoozed'], OPEN_SHOWN),
      cards(['resolved', 'given_back'], CLOSED_SHOWN),
      posts.list({ channel: DESK, kind: 'text', newest: NOTICES_SHOWN }),
      worthNow(),
      line(),
      handoff ? posts.list({ channel: DESK, thread: handoff, newest: THREAD_SHOWN }) : [],
    ])
    const chosen = thread.findLast((post) => post.kind === 'card')
    const lines = thread.filter((post) => post.kind === 'thread')
    // Of a handoff that was posted twice, the later card stands; the closed ones come with the latest first.
    const latest = new Map(
      [...open, ...closed].sort((a, b) => a.seq - b.seq).map((post) => [post.thread, post]),
    )
    return {
      cards: [...latest.values()].sort((a, b) => b.at - a.at).map(card),
      notices: notices.reverse(),
      line: inLine,
      chosen: chosen ? await linkedHere(card(chosen), isHere) : null,
      worth: worthAWord,
      thread: lines,
      saved: drafts?.saved ?? [],
      me,
    }
  }

  app.get('/desk', async (c) => {
    const me = await staff.who(c)
    if (!me?.name) return c.html(namePage(company))
    const after = await posts.latest()
    return c.html(deskPage(company, await look(me, c.req.query('handoff') ?? ''), after))
  })

  app.post('/desk/name', async (c) => {
    const given = Named.safeParse(await readJson(c)).data
    if (!given) return c.json({ status: 'refused', say: 'Please give a name of up to 60 letters.' }, 422)
    await staff.rename(c, given.name)
    return c.json({ status: 'recorded' }, 202)
  })

  app.get('/desk/events', async (c) => {
    const me = await staff.who(c)
    const handoff = c.req.query('handoff') ?? ''
    const show = async (batch: Post[]) => {
      const desk = await look(me ?? { id: '', name: '' }, handoff)
      const data: DeskEvent = { list: String(await listHtml(desk)), chosen: null, empty: null }
      const { chosen } = desk
      if (!handoff) data.empty = String(await emptyHtml(desk.cards))
      if (chosen && batch.some((post) => post.thread === handoff)) {
        const { status, complaint } = chosen
        const [shown, thread] = [
          String(await cardHtml(chosen, desk.thread, desk.me)),
          String(await threadHtml(chosen, desk.thread)),
        ]
        data.chosen = { card: shown, thread, status, complaint }
      }
      return [
        {
          id: String(batch.reduce((highest, { seq }) => Math.max(highest, seq), 0)),
          data: JSON.stringify(data),
        },
      ]
    }
    return live.follow(c, { channel: DESK, most: DESKS, show })
  })

  app.post('/desk/action', async (c) => {
    const me = await staff.who(c)
    const given = Action.safeParse(await readJson(c)).data
    if (!me?.name || !given)
      return c.json({ status: 'refused', say: 'That could not be read. Please load the page again.' }, 400)
    const { id, action, handoff, promise, cause, shownAt, text, snooze } = given
    if ((action === 'reply' || action === 'note') && text.trim() === '') {
      return c.json({ status: 'refused', say: 'There is nothing written yet.' }, 422)
    }
    const by = { id: me.id, name: me.name }
    const about = { ...(promise ? { promise } : {}), ...(cause ? { cause } : {}) }
    const shown = shownAt === null ? {} : { shownAt }
    return take(c, { kind: 'action', id, action, handoff, ...about, ...shown, by, text, snooze })
  })

  app.get('/desk/cause', async (c) => {
    const form = await causes(c.req.query('handoff') ?? '')
    const action = CauseAction.safeParse(c.req.query('action')).data
    const shown = form && (action === 'fix_cause' ? fixHtml(form) : linkHtml(form))
    return shown ? c.html(shown) : c.notFound()
  })

  app.get('/desk/worth', async (c) => {
    const me = await staff.who(c)
    return me?.name ? c.html(worthPage(company, await worth(), me)) : c.html(namePage(company))
  })

  app.post('/desk/checkin', async (c) => {
    const me = await staff.who(c)
    const given = Checkin.safeParse(await readJson(c)).data
    if (!me?.name || !given)
      return c.json({ status: 'refused', say: 'That could not be read. Please load the page again.' }, 400)
    worthNow.again()
    return take(c, { kind: 'checkin', ...given, by: { id: me.id, name: me.name } })
  })

  const take = async (c: Context, inbound: InboundDraft) => {
    try {
      const { status, say } = await receive(inbound)
      return c.json(say === undefined ? { status } : { status, say }, status === 'refused' ? 409 : 202)
    } catch {
      return c.json(
        { status: 'later', say: 'That could not be kept just now. Please try again in a moment.' },
        503,
      )
    }
  }

  return app
}

/** How many there are, asked for once in a while: the list is drawn at every word of every customer. */
function counted(worth: DeskSettings['worth'], clock: () => number) {
  let known = { at: Number.NEGATIVE_INFINITY, count: 0 }
  const count = async () => {
    if (clock() - known.at < COUNT_EVERY) return known.count
    const all = await worth().catch(() => [])
    known = { at: clock(), count: all.length }
    return known.count
  }
  return Object.assign(count, {
    again() {
      known = { ...known, at: Number.NEGATIVE_INFINITY }
    },
  })
}

type DeskEvent = {
  list: string
  /** What stands at the right while no conversation is chosen. */
  empty: string | null
  chosen: { card: string; thread: string; status: CardBody['status']; complaint: boolean } | null
}

function card(post: Post): CardBody {
  return CardBody.parse(JSON.parse(post.body))
}
