import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Ledger } from '../ledger/ledger.ts'
import { giveCauseName } from '../people/cause-renamed.ts'
import { wordsPage } from '../web/page.ts'
import { customerLink } from './customer-page.ts'

export type RenameSettings = { ledger: Ledger; now: () => number; company: string }

const Id = z.string().regex(/^[\w-]{1,60}$/)
const Ids = z.object({ id: Id, cause: Id })
const Form = z.object({ name: z.string().max(1_000) })

const WHY = {
  short: 'A name needs three letters at least. Please go back and write a longer one.',
  taken: 'Another problem is called that already. Please go back and choose another name.',
}

/** Lets the owner call a problem of several customers by a name that holds nobody's. Behind the owner's door. */
export function createRenameRoute({ ledger, now, company }: RenameSettings): Hono {
  const app = new Hono()
  const refused = (c: Context, why: keyof typeof WHY) =>
    c.html(wordsPage({ title: 'That could not be renamed', company, sentences: [WHY[why]] }), 400)

  app.post('/owner/customers/:id/causes/:cause', async (c) => {
    const ids = Ids.safeParse(c.req.param())
    const form = Form.safeParse(await c.req.parseBody())
    if (!ids.success || !form.success) return c.notFound()
    const { id, cause } = ids.data
    const why = await ledger.transaction((t) => giveCauseName(t, cause, form.data.name, now()))
    if (why === 'unknown') return c.notFound()
    if (why !== null) return refused(c, why)
    ledger.wake()
    return c.redirect(`${customerLink(id)}/erase`, 303)
  })
  return app
}
