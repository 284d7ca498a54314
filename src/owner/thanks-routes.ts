import { Hono } from 'hono'
import { z } from 'zod'
import type { Db } from '../ledger/ledger.ts'
import { calledRight, kindWords } from '../ledger/thanks.ts'
import { wordsPage } from '../web/page.ts'
import { lastDays } from './day.ts'
import type { Now } from './now.ts'
import { THANKS, THANKS_DAYS, thankedOf, thanksPage } from './thanks.ts'
import { ALL_THANKS, allThanksPage } from './thanks-of.ts'

const Query = z.object({
  staff: z.string().catch(''),
  what: z.enum(['words', 'right']).catch('words'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
})

export type ThanksSettings = { db: Db; now: () => Now; company: string }

/** Whose help customers praised, and all that they said of one of them. */
export function createThanksRoutes({ db, now, company }: ThanksSettings): Hono {
  const app = new Hono()
  const thankedBy = async (at: Now) => {
    const { from } = lastDays(THANKS_DAYS, at)
    const [words, right] = await Promise.all([kindWords(db, from), calledRight(db, from)])
    return thankedOf(words, right)
  }

  app.get(THANKS, async (c) => {
    const at = now()
    return c.html(thanksPage(company, await thankedBy(at), at))
  })

  app.get(ALL_THANKS, async (c) => {
    const at = now()
    const { staff, what, page } = Query.parse(c.req.query())
    const thanked = (await thankedBy(at)).find((one) => one.staff === staff)
    if (thanked) return c.html(allThanksPage({ company, now: at, staff, what, all: thanked[what], page }))
    const sentences = [`Nobody of this name was thanked in the last ${THANKS_DAYS} days.`]
    return c.html(wordsPage({ title: 'No thanks stand here', company, sentences }), 404)
  })
  return app
}
