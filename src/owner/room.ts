import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { z } from 'zod'
import { dayNumbers, waitingNow } from '../ledger/day-numbers.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { hasReadings, readingPage } from '../ledger/reports.ts'
import { wholeConversation } from '../ledger/whole-conversation.ts'
import { wordsPage } from '../web/page.ts'
import { conversationPage } from './conversation-page.ts'
import { dayOf } from './day.ts'
import { CSV, type Format, JSON_LINES, sendExport } from './export.ts'
import { roomPage } from './pages.ts'
import { readLook } from './query.ts'

const WAITING_SHOWN = 50

export type OwnerSettings = {
  ledger: Ledger
  now: () => number
  /** Lets nobody in but the owner. */
  requireOwner: MiddlewareHandler
  company: string
  /** What is wrong with a platform at this moment, by its name. */
  troubles?: () => Record<string, string>
  /** Says that customers wait of whom everybody was reminded in vain; null where none do. */
  inVain?: (now: number) => Promise<string | null>
  /** Hears of an export that broke off; errors of pages go to the web server's own. */
  onError?: (error: unknown) => void
}

const Id = z.string().regex(/^[\w-]{1,60}$/)

/** The owner's room: /owner and all below it, behind the owner's door. */
export function createOwnerRoutes(settings: OwnerSettings): Hono {
  const {
    ledger,
    now,
    requireOwner,
    company,
    troubles = () => ({}),
    inVain = async () => null,
    onError = () => undefined,
  } = settings
  const { db } = ledger
  const app = new Hono()
  app.use('/owner', requireOwner)
  app.use('/owner/*', requireOwner)
  app.use('/owner/*', async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
  })

  app.get('/owner', async (c) => {
    const at = now()
    const { asked, filter, before, problems } = readLook(c.req.query())
    const [forgotten, numbers, waiting, { rows, next }, hasAny] = await Promise.all([
      inVain(at),
      dayNumbers(db, dayOf(at)),
      waitingNow(db, WAITING_SHOWN),
      problems.length > 0 ? { rows: [], next: null } : readingPage(db, filter, before),
      hasReadings(db),
    ])
    const isNewest = before === null
    const room = {
      company,
      now: at,
      troubles: { ...troubles(), ...(forgotten === null ? {} : { 'who waits': forgotten }) },
      numbers,
      waiting,
      asked,
      problems,
      isNewest,
      rows,
      next,
      hasAny,
    }
    return c.html(roomPage(room), problems.length > 0 ? 400 : 200)
  })

  app.get('/owner/conversations/:id', async (c) => {
    const id = Id.safeParse(c.req.param('id'))
    const whole = id.success ? await wholeConversation(db, id.data) : null
    if (whole) return c.html(conversationPage(company, whole, now()))
    const sentences = ['No conversation has this address. Perhaps a letter of it went missing on the way.']
    return c.html(wordsPage({ title: 'There is no such conversation', company, sentences }), 404)
  })

  const exportAs = (format: Format) => (c: Context) => {
    const { filter, problems } = readLook(c.req.query())
    if (problems.length === 0) return sendExport(c, { db, filter, format, now: now(), onError })
    return c.html(wordsPage({ title: 'That cannot be exported', company, sentences: problems }), 400)
  }
  app.get('/owner/export.csv', exportAs(CSV))
  app.get('/owner/export.jsonl', exportAs(JSON_LINES))
  return app
}
