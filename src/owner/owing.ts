import { Hono } from 'hono'
import { z } from 'zod'
import { countPromises } from '../ledger/promise-counts.ts'
import { countDue, countStanding, listStanding, STANDINGS } from '../ledger/promise-list.ts'
import { sumSpend } from '../ledger/spend.ts'
import { customersHelped, dearest, spendByModel } from '../ledger/spend-figures.ts'
import { CASES_SHOWN } from './case-list.ts'
import { COST, costPage } from './cost-page.ts'
import type { FigureSettings } from './figure-settings.ts'
import { periodOf, piecesOf, readWeeks, WEEKS } from './period.ts'
import { PROMISES, promiseListPage, promisesPage } from './promises-page.ts'

const OWED_SHOWN = 10
const DEAR_SHOWN = 10
const DAY = 24 * 60 * 60 * 1000
const PageNumber = z.coerce.number().int().min(1).max(100_000).catch(1)
const Name = z.string().min(1).max(200).nullable().catch(null)

/** What we owe: the pages of promises and of costs. Whoever mounts them keeps the door. */
export function createOwingRoutes({ db, now, company, budgets = NO_BUDGETS }: FigureSettings): Hono {
  const app = new Hono()

  app.get(PROMISES.path, async (c) => {
    const at = now()
    const period = periodOf(readWeeks(c.req.query('weeks'), WEEKS), at)
    const standing = z.enum(STANDINGS).safeParse(c.req.query('show'))
    if (standing.success) {
      const number = PageNumber.parse(c.req.query('page'))
      const part = { limit: CASES_SHOWN, offset: (number - 1) * CASES_SHOWN }
      const count = await countStanding(db, period, standing.data)
      const promises = await listStanding(db, period, standing.data, part)
      return c.html(
        promiseListPage({
          company,
          now: at,
          weeks: period.weeks,
          standing: standing.data,
          count,
          number,
          promises,
        }),
      )
    }
    const [kept, late, broken, due] = await Promise.all(
      STANDINGS.map((one) => countStanding(db, period, one)),
    )
    const overdue = await countDue(db, { from: 0, to: at.time }, ['open'])
    const { broken: earlier } = await countPromises(db, { from: 0, to: period.from })
    const first = { limit: OWED_SHOWN, offset: 0 }
    const ever = { from: 0, to: at.time }
    const owed = [
      ...(await listStanding(db, ever, 'broken', first)),
      ...(await listStanding(db, ever, 'due', first)),
    ]
      .sort((a, b) => a.dueAt - b.dueAt)
      .slice(0, OWED_SHOWN)
    const promises = {
      kept: kept ?? 0,
      late: late ?? 0,
      broken: broken ?? 0,
      due: due ?? 0,
      overdue,
      earlier,
    }
    return c.html(promisesPage({ company, now: at, period, promises, owed }))
  })

  app.get(COST.path, async (c) => {
    const at = now()
    const period = periodOf(readWeeks(c.req.query('weeks'), WEEKS), at)
    const model = Name.parse(c.req.query('show') ?? null)
    const pieces: number[] = []
    for (const piece of piecesOf(period)) pieces.push(await sumSpend(db, piece))
    const cost = {
      models: await spendByModel(db, period),
      helped: await customersHelped(db, period),
      // The budget's days are those of UTC.
      today: await sumSpend(db, { from: at.time - (at.time % DAY) }),
      ever: await sumSpend(db, {}),
      budgets,
    }
    const dear = await dearest(db, period, DEAR_SHOWN, model ?? undefined)
    return c.html(costPage({ company, now: at, period, cost, pieces, dear, model }))
  })
  return app
}

const NO_BUDGETS = { perDay: null, total: null }
