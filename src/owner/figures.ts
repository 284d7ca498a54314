import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { shownCases } from '../ledger/cases.ts'
import { complaintCases, countCases } from '../ledger/complaint-cases.ts'
import { fairnessCases } from '../ledger/fairness-cases.ts'
import { conversationsWithin, feltWithin, moodsOf } from '../ledger/feelings.ts'
import { helpCases } from '../ledger/help-cases.ts'
import { lastGrouping } from '../ledger/themes.ts'
import { wordsPage } from '../web/page.ts'
import { CASES_SHOWN, caseListPage } from './case-list.ts'
import { complaintGroups } from './complaint-figures.ts'
import { COMPLAINTS, complaintsPage } from './complaints-page.ts'
import { daysFrom } from './day.ts'
import { fairnessGroups, weigh } from './fairness.ts'
import { FAIRNESS, fairnessPage } from './fairness-page.ts'
import { FEELINGS, feelingsPage, summed } from './feelings-page.ts'
import { behind, type FigureGroup } from './figure.ts'
import type { FigureSettings } from './figure-settings.ts'
import { helpGroups, hourGroup, outsideOf } from './help-figures.ts'
import { HELP, helpPage } from './help-page.ts'
import { createOwingRoutes } from './owing.ts'
import { type Period, periodOf, piecesBetween, piecesOf, readWeeks, WEEKS } from './period.ts'
import { createProblemRoutes } from './problem-routes.ts'
import { whyOf } from './reasons.ts'

const PageNumber = z.coerce.number().int().min(1).max(100_000).catch(1)

/** The pages of the owner's figures. Whoever mounts them keeps the door. */
export function createFigureRoutes(settings: FigureSettings): Hono {
  const { db, now, company, hours } = settings
  const app = new Hono()
  app.route('/', createOwingRoutes(settings))
  app.route('/', createProblemRoutes(settings))
  const asked = (c: Context): Period => periodOf(readWeeks(c.req.query('weeks')), now())

  /** The list behind a figure of one of the pages. */
  const list = async <C extends { id: string }>(
    c: Context,
    { path, name }: { path: string; name: string },
    groups: readonly FigureGroup<C>[],
    cases: readonly C[],
  ) => {
    const show = c.req.query('show') ?? ''
    const found = behind(groups, cases, show)
    if (!found) {
      const sentences = ['No figure has this address any more. Please start from the page of figures.']
      return c.html(wordsPage({ title: 'There is no such figure', company, sentences }), 404)
    }
    const number = PageNumber.parse(c.req.query('page'))
    const ids = found.ids.slice((number - 1) * CASES_SHOWN, number * CASES_SHOWN)
    const page = { path, name, weeks: readWeeks(c.req.query('weeks')) }
    const shown = await shownCases(db, ids)
    const count = found.ids.length
    return c.html(caseListPage({ company, now: now(), page, show, ...found, count, number, cases: shown }))
  }

  app.get(FEELINGS.path, async (c) => {
    const at = now()
    const period = periodOf(readWeeks(c.req.query('weeks'), WEEKS), at)
    const recent = periodOf(4, at)
    const pieces = await moodsOf(db, piecesOf(period))
    // A year beside the year before would be twice a year to count.
    const before =
      period.weeks === 52 ? null : summed(await moodsOf(db, piecesBetween(period.before, 7, at.zone)))
    const felt = await feltWithin(db, { from: recent.before.from, to: recent.to })
    const window = {
      from: recent.from,
      freshFrom: daysFrom(recent.to, -7, at.zone),
      all: {
        now: await conversationsWithin(db, recent),
        before: await conversationsWithin(db, recent.before),
      },
    }
    const of = (side: 'negative' | 'positive') =>
      whyOf(
        felt.filter((one) => one.side === side),
        window,
      )
    const why = { negative: of('negative'), positive: of('positive') }
    const grouping = await lastGrouping(db)
    return c.html(feelingsPage({ company, now: at, period, pieces, before, recent, why, grouping }))
  })

  app.get(COMPLAINTS.path, async (c) => {
    const period = asked(c)
    const cases = await complaintCases(db, period)
    if (c.req.query('show') !== undefined) return list(c, COMPLAINTS, complaintGroups(cases), cases)
    const counts = { now: await countCases(db, period), before: await countCases(db, period.before) }
    return c.html(complaintsPage({ company, now: now(), period, cases, counts }))
  })

  app.get(HELP.path, async (c) => {
    const period = asked(c)
    const cases = await helpCases(db, period)
    if (c.req.query('show') === undefined)
      return c.html(helpPage({ company, now: now(), period, cases, hours }))
    return list(c, HELP, [...helpGroups(outsideOf(hours)), hourGroup(hours.zone)], cases)
  })

  app.get(FAIRNESS.path, async (c) => {
    const period = asked(c)
    const cases = await fairnessCases(db, period)
    const fairness = weigh(cases)
    if (c.req.query('show') === undefined)
      return c.html(fairnessPage({ company, now: now(), period, fairness }))
    return list(c, FAIRNESS, fairnessGroups(fairness), cases)
  })
  return app
}
