import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { z } from 'zod'
import type { Search } from '../knowledge/search.ts'
import { auditRows } from '../ledger/audit.ts'
import { dayNumbers } from '../ledger/day-numbers.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { hasReadings, readingPage } from '../ledger/reports.ts'
import { whoWaits } from '../ledger/waiting.ts'
import { wholeConversation } from '../ledger/whole-conversation.ts'
import type { PageWriter } from '../mind/page-writer.ts'
import { type Hours, plainHours } from '../people/hours.ts'
import type { Priority } from '../people/priority-settings.ts'
import { inOrder } from '../people/queue.ts'
import { wordsPage } from '../web/page.ts'
import { adviseNow } from './advising.ts'
import { conversationPage } from './conversation-page.ts'
import { createCorrectionRoutes } from './correction-routes.ts'
import { dayOf } from './day.ts'
import { draftFolder } from './draft-folder.ts'
import { CSV, type Format, JSON_LINES, sendExport } from './export.ts'
import type { FigureSettings } from './figure-settings.ts'
import { createFigureRoutes } from './figures.ts'
import { createGapRoutes } from './gap-routes.ts'
import { officeNow } from './now.ts'
import { roomPage } from './pages.ts'
import { viewPriority } from './priority.ts'
import { createPrivacyRoutes, noteOf } from './privacy-routes.ts'
import { askedWords, readLook } from './query.ts'
import { createQuestionRoutes } from './question-routes.ts'
import { createRenameRoute } from './rename-route.ts'
import { createThanksRoutes } from './thanks-routes.ts'
import { createVisitRoutes } from './visit-routes.ts'
import { onlyOwners, onlyOwnersChange, type Who } from './visitor.ts'

const WAITING_SHOWN = 50

export type OwnerSettings = {
  ledger: Ledger
  now: () => number
  /** Lets nobody in but the owner and their viewers. */
  requireOwner: MiddlewareHandler
  /** Who of those it is; the owner where nothing is said. */
  who?: Who
  /** A viewer's sign-in link on this address. */
  viewerLink?: (url: string) => string
  retentionDays?: number | null
  company: string
  /** Whom people are to help first. */
  priority?: Priority
  /** What is wrong with a platform at this moment, by its name. */
  troubles?: () => Record<string, string>
  /** Says that customers wait of whom everybody was reminded in vain; null where none do. */
  inVain?: (now: number) => Promise<string | null>
  /** When people are there, and by whose clock the room tells days and times; plain hours of UTC where nobody has said. */
  hours?: Hours
  /** The platforms on which customers can be told something now; all of them where nobody says. */
  reached?: FigureSettings['reached']
  /** What the model may cost, in millionths; null for no limit. */
  budgets?: FigureSettings['budgets']
  /** The pages as they are read now, and where they lie; without them nothing is told of what they lack. */
  knowledge?: { search: () => Search; folder: string; writer?: PageWriter | null }
  /** A file of customers and what each is worth. */
  customersFile?: string | null
  /** Hears of an export that broke off; errors of pages go to the web server's own. */
  onError?: (error: unknown) => void
}

const Id = z.string().regex(/^[\w-]{1,60}$/)

/** The owner's room: /owner and all below it, behind the owner's door. */
export function createOwnerRoutes(settings: OwnerSettings): Hono {
  const {
    ledger,
    hours = plainHours('UTC'),
    requireOwner,
    who = async () => ({ role: 'owner', session: '', until: null }),
    viewerLink = (url) => url,
    retentionDays = null,
    company,
    priority: rule = [],
    troubles = () => ({}),
    inVain = async () => null,
    reached,
    budgets,
    knowledge,
    customersFile = null,
    onError = () => undefined,
  } = settings
  const now = () => officeNow(hours, settings.now())
  const { db } = ledger
  const app = new Hono()
  app.use('/owner', requireOwner)
  app.use('/owner/*', requireOwner)
  app.use('/owner/*', onlyOwnersChange(who, company))
  app.use('/owner/*', async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
  })

  const files = { folder: knowledge?.folder ?? null, customersFile }
  app.route(
    '/',
    createPrivacyRoutes({ ledger, now, who, company, retentionDays, files, viewerLink, onError }),
  )
  app.route('/', createRenameRoute({ ledger, now: settings.now, company }))

  app.get('/owner', async (c) => {
    const at = now()
    const { role } = await who(c)
    const { asked, filter, before, problems } = readLook(c.req.query(), at.zone)
    const [forgotten, numbers, all, { rows, next }, hasAny, advice] = await Promise.all([
      inVain(at.time),
      dayNumbers(db, dayOf(at.time, at.zone)),
      whoWaits(db),
      problems.length > 0 ? { rows: [], next: null } : readingPage(db, filter, before),
      hasReadings(db),
      adviseNow(db, customersFile, at),
    ])
    const isNewest = before === null
    const waiting = inOrder(all, rule).filter(({ status }) => status === 'waiting')
    const room = {
      company,
      now: at,
      troubles: { ...troubles(), ...(forgotten === null ? {} : { 'who waits': forgotten }) },
      numbers,
      waiting: waiting.slice(0, WAITING_SHOWN),
      priority: await viewPriority(db, rule, waiting, at.time),
      asked,
      problems,
      isNewest,
      rows,
      next,
      hasAny,
      mayExport: role === 'owner',
      advice,
    }
    return c.html(roomPage(room), problems.length > 0 ? 400 : 200)
  })

  app.route(
    '/',
    createFigureRoutes({
      db,
      now,
      company,
      hours,
      ...(reached ? { reached } : {}),
      ...(budgets ? { budgets } : {}),
    }),
  )

  app.get('/owner/conversations/:id', async (c) => {
    const id = Id.safeParse(c.req.param('id'))
    const whole = id.success ? await wholeConversation(db, id.data) : null
    const mayChange = (await who(c)).role === 'owner'
    const correct = c.req.query('correct') ?? null
    if (whole) return c.html(conversationPage(company, whole, now(), { correct, mayChange }))
    const sentences = ['No conversation has this address. Perhaps a letter of it went missing on the way.']
    return c.html(wordsPage({ title: 'There is no such conversation', company, sentences }), 404)
  })

  const owners = onlyOwners(who, company)
  const note = noteOf(db, who, now)
  const exportAs = (format: Format) => async (c: Context) => {
    const at = now()
    const { filter, asked, problems } = readLook(c.req.query(), at.zone)
    if (problems.length > 0)
      return c.html(wordsPage({ title: 'That cannot be exported', company, sentences: problems }), 400)
    const entry = await note(c, 'exported_readings', askedWords(asked))
    const onEnd = (rows: number) => auditRows(db, entry, rows)
    return sendExport(c, { db, filter, format, now: at, onError, onEnd })
  }
  app.get('/owner/export.csv', owners, exportAs(CSV))
  app.get('/owner/export.jsonl', owners, exportAs(JSON_LINES))
  const onExport = (c: Context) => note(c, 'exported_corrections', '')
  app.use('/owner/corrections.jsonl', owners)
  app.route('/', createCorrectionRoutes({ ledger, now, company, onExport, onError }))
  app.route('/', createThanksRoutes({ db, now, company }))
  app.route('/', createVisitRoutes({ ledger, now, who, company, customersFile }))
  app.route('/', createQuestionRoutes({ db, now, company }))
  if (knowledge) {
    const { search, folder, writer = null } = knowledge
    const drafts = draftFolder(folder)
    app.route('/', createGapRoutes({ db, now, who, company, search, drafts, writer, onError }))
  }
  return app
}
