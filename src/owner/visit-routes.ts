import { Hono } from 'hono'
import { z } from 'zod'
import { cleanText } from '../clean.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { visitFacts } from '../ledger/visited.ts'
import { addVisit, recentVisits, removeVisit } from '../ledger/visits.ts'
import type { Now } from './now.ts'
import { MEASURES, visitingList } from './visiting-list.ts'
import type { Who } from './visitor.ts'
import { LONGEST_NOTE, VISITS, visitsPage } from './visits-page.ts'

/** So many are shown at once, with what is known of them. */
const SHOWN = 10
const RECENT = 10

export type VisitSettings = {
  ledger: Ledger
  now: () => Now
  who: Who
  company: string
  /** The owner's file of customers and their value; null where they named none. */
  customersFile: string | null
}

const Id = z.string().regex(/^[\w-]{1,60}$/)
const By = z.enum(MEASURES).nullable().catch(null)
const Form = z.object({
  visit: Id,
  by: By,
  note: z.string().transform((note) => Array.from(cleanText(note)).slice(0, LONGEST_NOTE).join('')),
})

/** Whom to visit, and that they were. */
export function createVisitRoutes({ ledger, now, who, company, customersFile }: VisitSettings): Hono {
  const { db } = ledger
  const app = new Hono()

  app.get(VISITS, async (c) => {
    const at = now()
    const asked = By.parse(c.req.query('by') ?? null)
    const [found, recent] = await Promise.all([
      visitingList(db, { by: asked, file: customersFile, now: at }),
      recentVisits(db, RECENT),
    ])
    const { order: fifth, ...more } = found
    const order = fifth.slice(0, SHOWN)
    const facts = await visitFacts(
      db,
      order.map(({ customer }) => customer),
    )
    const list = order.flatMap((ranked, place) => {
      const known = facts[place]
      return known ? [{ ranked, facts: known }] : []
    })
    const done = recent.find(({ id }) => id === c.req.query('done')) ?? null
    const hasFile = customersFile !== null
    const mayChange = (await who(c)).role === 'owner'
    const page = { company, now: at, mayChange, hasFile, list, recent, done, fifth: fifth.length, ...more }
    return c.html(visitsPage(page))
  })

  app.post(`${VISITS}/:customer`, async (c) => {
    const customer = Id.safeParse(c.req.param('customer'))
    const form = Form.safeParse(await c.req.parseBody())
    if (!customer.success || !form.success) return c.notFound()
    const { visit: id, note, by } = form.data
    const isKept = await ledger.transaction((t) =>
      addVisit(t, { id, customer_id: customer.data, at: now().time, note }),
    )
    return isKept ? c.redirect(`${VISITS}?${by ? `by=${by}&` : ''}done=${id}`, 303) : c.notFound()
  })

  app.post(`${VISITS}/:visit/undo`, async (c) => {
    const visit = Id.safeParse(c.req.param('visit'))
    if (!visit.success) return c.notFound()
    const { by } = z.object({ by: By }).parse(await c.req.parseBody())
    await ledger.transaction((t) => removeVisit(t, visit.data))
    return c.redirect(by ? `${VISITS}?by=${by}` : VISITS, 303)
  })
  return app
}
