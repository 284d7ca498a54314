import { setImmediate } from 'node:timers/promises'
import { Hono } from 'hono'
import { z } from 'zod'
import { untold } from '../ledger/cause-told.ts'
import { type KnownCause, knownCauses } from '../ledger/causes.ts'
import { raisedWith } from '../ledger/raised.ts'
import { hearersOf } from '../people/cause-hearers.ts'
import { wordsPage } from '../web/page.ts'
import type { FigureSettings } from './figure-settings.ts'
import { periodOf, piecesOf } from './period.ts'
import { PROBLEMS, raiserListPage } from './problem-list-page.ts'
import { type Problem, problemOf, raisersOf, SHOWN, type Stretches } from './problems.ts'
import { problemsPage } from './problems-page.ts'

/** More than a shop can name; of more, those that were raised last are looked at. */
const MOST = 500
const PageNumber = z.coerce.number().int().min(1).max(100_000).catch(1)
const Asked = z.object({ problem: z.string().regex(/^[\w-]{1,60}$/), show: z.enum(SHOWN) })
const EVERYBODY = { has: () => true }

/** What several customers raised alike. Whoever mounts it keeps the door. */
export function createProblemRoutes({ db, now, company, reached = EVERYBODY }: FigureSettings): Hono {
  const app = new Hono()

  const readProblem = async (cause: KnownCause, at: number): Promise<Problem | null> => {
    const hearers = hearersOf(await untold(db, cause.id, at), reached)
    return problemOf(cause, await raisedWith(db, cause.id), hearers)
  }

  app.get(PROBLEMS.path, async (c) => {
    const at = now()
    const { from, to, before } = periodOf(4, at)
    const stretches: Stretches = { lately: { from, to }, before }
    const known = await knownCauses(db, MOST)
    const { problem: asked, show } = c.req.query()
    if (asked !== undefined || show !== undefined) {
      const found = Asked.safeParse({ problem: asked, show })
      const cause = found.success ? known.find(({ id }) => id === found.data.problem) : undefined
      const problem = cause && (await readProblem(cause, at.time))
      if (!found.success || !problem) return c.html(wordsPage({ ...NO_FIGURE, company }), 404)
      const shown = found.data.show
      const raisers = raisersOf(problem, shown, stretches)
      const number = PageNumber.parse(c.req.query('page'))
      return c.html(raiserListPage({ company, now: at, problem, shown, raisers, number }))
    }
    const problems: Problem[] = []
    for (const cause of known) {
      const problem = await readProblem(cause, at.time)
      if (problem) problems.push(problem)
      // Whoever waits for the ledger goes first in between.
      await setImmediate()
    }
    const weeks = piecesOf(periodOf(12, at))
    return c.html(problemsPage({ company, now: at, problems, stretches, weeks }))
  })
  return app
}

const NO_FIGURE = {
  title: 'There is no such figure',
  sentences: ['No figure has this address any more. Please start from the page of problems.'],
}
