import { html } from 'hono/html'
import type { DearConversation } from '../ledger/spend-figures.ts'
import type { Html } from '../web/page.ts'
import { barHtml, CHART_ASSETS, chartHtml } from './chart.ts'
import { type Cost, costInWords, money } from './cost-words.ts'
import { shortDay } from './date-words.ts'
import { figureLink } from './figure.ts'
import { leadHtml } from './figures-frame.ts'
import { ownerPage } from './frame.ts'
import { customerName } from './marks.ts'
import type { Now } from './now.ts'
import { grouped } from './numbers.ts'
import { datesOf, type Period, piecesOf, WEEKS } from './period.ts'
import { listLink } from './query.ts'

export const COST = { path: '/owner/cost', name: 'Cost' }

export type CostPage = {
  company: string
  now: Now
  period: Period
  cost: Cost
  /** Of each of the period's pieces, in millionths. */
  pieces: number[]
  dear: DearConversation[]
  /** The model that was asked for; null for all. */
  model: string | null
}

const CENTS = 10_000

/** What the model cost, for each customer that it helped, by model and against the budget. */
export function costPage({ company, now, period, cost, pieces, dear, model }: CostPage): Html {
  const { weeks } = period
  const { models } = cost
  const most = Math.max(0, ...models.map((one) => one.cost))
  const isDaily = weeks === 4
  const chart = chartHtml({
    id: 'costs',
    caption: `What it cost, ${isDaily ? 'day by day' : 'week by week'}, in your currency`,
    unit: isDaily ? 'Day' : 'Week from',
    zone: now.zone,
    series: [{ name: 'Cost', sign: '', look: 'amount' }],
    points: piecesOf(period).map((piece, index) => ({
      at: piece.from,
      label: shortDay(piece.from, now.zone),
      cells: [
        { value: Math.round((pieces[index] ?? 0) / CENTS) / 100, link: listLink(datesOf(piece, now.zone)) },
      ],
    })),
  })
  const main = html`${leadHtml({ ...COST, weeks, choices: WEEKS, sentences: costInWords(cost, weeks) })}
${
  models.length === 0
    ? ''
    : html`${chart}
<div class="pairs"><section class="figures" aria-labelledby="models"><h2 id="models">By model</h2>
<table class="shares"><thead><tr><th scope="col">Model</th><th scope="col">Calls</th><th scope="col">Cost</th><th class="picture"><span class="sr">Picture</span></th></tr></thead>
<tbody>${models.map((one) => html`<tr><th scope="row">${one.model}</th><td><a href="${figureLink({ path: COST.path, weeks }, one.model)}#dear">${grouped(one.calls)}</a></td><td>${one.unpriced === one.calls ? 'no price' : money(one.cost)}</td><td class="picture">${barHtml(one.cost, most)}</td></tr>`)}</tbody></table></section>
<section class="figures" aria-labelledby="dear"><h2 id="dear">The dearest conversations${model === null ? '' : ` of ${model}`}</h2>
<ol class="case-list">${dear.map((one) => html`<li><a class="customer" href="/owner/conversations/${encodeURIComponent(one.conversation)}"><bdi>${customerName(one.customer)}</bdi></a> <span class="stands">${money(one.cost)}</span></li>`)}</ol></section></div>`
}`
  return ownerPage({ title: COST.name, company, now, main, here: COST.path, ...CHART_ASSETS })
}
