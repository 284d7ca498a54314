import { html } from 'hono/html'
import type { ShownCase } from '../ledger/cases.ts'
import type { Html } from '../web/page.ts'
import { figureLink } from './figure.ts'
import { ownerPage, timeHtml } from './frame.ts'
import { customerName } from './marks.ts'
import type { Now } from './now.ts'
import { counted } from './numbers.ts'
import { spanWords, type Weeks } from './period.ts'
import { capital, outcomeWords, statusWords } from './words.ts'

export const CASES_SHOWN = 50

export type CaseList = {
  company: string
  now: Now
  page: { path: string; name: string; weeks: Weeks }
  show: string
  title: string
  words: string
  count: number
  /** Which page of the list it is, from 1 on. */
  number: number
  cases: ShownCase[]
}

/** The conversations behind one figure, newest first. */
export function caseListPage(list: CaseList): Html {
  const { page, title, words, count, cases, now } = list
  const main = html`<p class="way-back"><a href="${page.path}?weeks=${page.weeks}">← ${page.name}</a></p>
<section class="today" aria-labelledby="lead"><p class="date">${title}</p><h1 id="lead">${capital(words)}</h1>
<p>${counted(count, 'conversation')} of the last ${spanWords(page.weeks)}, newest first.</p></section>
${cases.length === 0 ? html`<div class="empty"><p>There is nothing here.</p></div>` : html`<ol class="case-list" aria-label="Conversations">${cases.map((one) => caseHtml(one, now))}</ol>`}
${pagesHtml(list)}`
  return ownerPage({
    title: `${capital(words)} · ${page.name}`,
    company: list.company,
    now,
    main,
    within: page.path,
    styles: ['figures.css'],
  })
}

function caseHtml({ id, customer, openedAt, status, outcome }: ShownCase, now: Now): Html {
  return html`<li><a class="customer" href="/owner/conversations/${encodeURIComponent(id)}"><bdi>${customerName(customer)}</bdi></a>
<span class="why">${timeHtml(openedAt, now)}</span> <span class="stands">${capital(statusWords(status))}: ${outcomeWords(outcome)}</span></li>`
}

function pagesHtml({ page, show, number, count }: CaseList): Html {
  const last = Math.ceil(count / CASES_SHOWN)
  if (last < 2) return html``
  const link = (to: number) => `${figureLink(page, show)}&page=${to}`
  return html`<nav class="pages" aria-label="Older and newer conversations">
${number > 1 ? html`<a class="button" href="${link(number - 1)}">← Newer</a>` : ''}
<p class="why">Page ${number} of ${last}</p>
${number < last ? html`<a class="button" href="${link(number + 1)}">Older →</a>` : ''}
</nav>`
}
