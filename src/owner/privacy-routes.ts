import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { audit, auditRows, auditPage as auditRowsPage } from '../ledger/audit.ts'
import { allCauses } from '../ledger/causes.ts'
import type { Db, Ledger } from '../ledger/ledger.ts'
import { isAnonymous } from '../ledger/personal/anonymous.ts'
import { askToErase, erasureWaiting, getErasure, latestErasures } from '../ledger/personal/erasures.ts'
import { eachKept, type WholeCustomer, wholeCustomer } from '../ledger/personal/whole-customer.ts'
import type { AuditRow } from '../ledger/tables.ts'
import { wordsPage } from '../web/page.ts'
import { customerPage } from './customer-page.ts'
import { dateOf } from './day.ts'
import { eraseQuestionPage, erasurePage } from './erase-page.ts'
import { sendFile } from './export.ts'
import { partsOf, standsIn } from './name-in-text.ts'
import type { Now } from './now.ts'
import { filesNaming, type OwnFiles } from './own-files.ts'
import { auditPage, privacyPage } from './privacy-page.ts'
import { onlyOwners, type Who } from './visitor.ts'

const ERASURES_LISTED = 50
const AUDIT_LISTED = 100

export type PrivacySettings = {
  ledger: Ledger
  now: () => Now
  who: Who
  company: string
  retentionDays: number | null
  files: OwnFiles
  /** A viewer's link on this address. */
  viewerLink: (url: string) => string
  onError: (error: unknown) => void
}

const Id = z.string().regex(/^[\w-]{1,60}$/)
const Before = z.string().regex(/^\d{1,15}-[\w-]{1,60}$/)

/** What is kept about one customer: seen, taken out, erased; and who did that. Behind the owner's door. */
export function createPrivacyRoutes(settings: PrivacySettings): Hono {
  const { ledger, now, who, company, retentionDays, files, viewerLink, onError } = settings
  const { db } = ledger
  const app = new Hono()
  const owners = onlyOwners(who, company)
  const note = noteOf(db, who, now)

  const none = (c: Context, title: string) => {
    const sentences = ['Nothing has this address any more. Perhaps it was erased meanwhile.']
    return c.html(wordsPage({ title, company, sentences }), 404)
  }
  const asked = async (c: Context): Promise<WholeCustomer | null> => {
    const id = Id.safeParse(c.req.param('id'))
    return id.success ? wholeCustomer(db, id.data) : null
  }
  const NO_CUSTOMER = 'There is no such customer'

  app.get('/owner/customers/:id', async (c) => {
    const whole = await asked(c)
    if (!whole) return none(c, NO_CUSTOMER)
    const [erasing, { role }] = await Promise.all([erasureWaiting(db, whole.customer.id), who(c)])
    return c.html(customerPage({ company, whole, erasing, mayChange: role === 'owner', now: now() }))
  })

  app.get('/owner/customers/:id/export.jsonl', owners, async (c) => {
    const whole = await asked(c)
    if (!whole || isAnonymous(whole.customer)) return none(c, NO_CUSTOMER)
    const { id } = whole.customer
    const entry = await note(c, 'exported_customer', '', id)
    const texts = writeCustomer(db, id, (rows) => auditRows(db, entry, rows))
    const { time, zone } = now()
    const name = `warmline-customer-${dateOf(time, zone)}.jsonl`
    return sendFile(c, { name, type: 'application/jsonl; charset=utf-8', texts, onError })
  })

  app.get('/owner/customers/:id/erase', owners, async (c) => {
    const whole = await asked(c)
    if (!whole || isAnonymous(whole.customer)) return none(c, NO_CUSTOMER)
    const { customer } = whole
    const [named, causes] = await Promise.all([filesNaming(files, customer), allCauses(db)])
    const names = partsOf(customer.name)
    const elsewhere = { files: named, causes: causes.filter(({ name }) => standsIn(name, names)) }
    return c.html(eraseQuestionPage(company, whole, elsewhere, now()))
  })

  app.post('/owner/customers/:id/erase', owners, async (c) => {
    const whole = await asked(c)
    if (!whole || isAnonymous(whole.customer)) return none(c, NO_CUSTOMER)
    const { id } = whole.customer
    await note(c, 'asked_to_erase', '', id)
    const visitor = await who(c)
    const erasure = await ledger.transaction((t) => askToErase(t, id, visitor, now().time))
    ledger.wake()
    return c.redirect(`/owner/erasures/${erasure}`, 303)
  })

  const found = (c: Context) => {
    const id = Id.safeParse(c.req.param('id'))
    return id.success ? getErasure(db, id.data) : undefined
  }
  app.get('/owner/erasures/:id', async (c) => {
    const erasure = await found(c)
    return erasure ? c.html(erasurePage(company, erasure, now())) : none(c, 'There is no such erasure')
  })

  app.get('/owner/erasures/:id/proof.json', owners, async (c) => {
    const erasure = await found(c)
    if (!erasure?.proof) return none(c, 'There is no such proof yet')
    await note(c, 'took_proof', `erasure ${erasure.id}`)
    c.header('content-disposition', `attachment; filename="warmline-erasure-${erasure.id}.json"`)
    return c.json(JSON.parse(erasure.proof))
  })

  const overview = async (c: Context, link: string | null) => {
    const [visitor, erasures] = await Promise.all([who(c), latestErasures(db, ERASURES_LISTED)])
    return c.html(privacyPage({ company, visitor, retentionDays, erasures, link, now: now() }))
  }
  app.get('/owner/privacy', (c) => overview(c, null))

  app.post('/owner/viewer-link', owners, async (c) => {
    await note(c, 'made_viewer_link', '')
    // Where a page sends no referrer, a browser names no origin of its forms either.
    const origin = c.req.header('origin') ?? ''
    return overview(c, viewerLink(new URL(URL.canParse(origin) ? origin : c.req.url).origin))
  })

  app.get('/owner/audit', async (c) => {
    const before = Before.safeParse(c.req.query('before'))
    const [at, ...id] = before.success ? before.data.split('-') : []
    const rows = await auditRowsPage(db, AUDIT_LISTED + 1, at ? { at: Number(at), id: id.join('-') } : null)
    const shown = rows.slice(0, AUDIT_LISTED)
    const last = shown.at(-1)
    const next = last && rows.length > shown.length ? `${last.at}-${last.id}` : null
    return c.html(auditPage({ company, rows: shown, next, now: now() }))
  })
  return app
}

/** Writes down what a visitor does, before it is done. */
export function noteOf(db: Db, who: Who, now: () => Now) {
  return async (c: Context, did: AuditRow['did'], what: string, customer: string | null = null) => {
    const { role, session } = await who(c)
    return audit(db, { role, session, did, what, customer_id: customer }, now().time)
  }
}

async function* writeCustomer(
  db: Db,
  id: string,
  onEnd: (rows: number) => Promise<void>,
): AsyncGenerator<string, void> {
  let count = 0
  for await (const rows of eachKept(db, id)) {
    count += rows.length
    yield rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  }
  await onEnd(count)
}
