import { html } from 'hono/html'
import type { Raised } from '../ledger/raised.ts'
import type { Html } from '../web/page.ts'
import { CASES_SHOWN } from './case-list.ts'
import { ownerPage, timeHtml } from './frame.ts'
import { customerName } from './marks.ts'
import type { Now } from './now.ts'
import { counted } from './numbers.ts'
import type { Problem, Raiser, Shown } from './problems.ts'
import { SHOWN_WORDS } from './problems-words.ts'
import { capital } from './words.ts'

export const PROBLEMS = { path: '/owner/problems', name: 'Problems' }

/** Where the customers behind one number of a problem stand. */
export function problemLink({ id }: Pick<Problem, 'id'>, show: Shown): string {
  return `${PROBLEMS.path}?${new URLSearchParams({ problem: id, show })}`
}

export type RaiserList = {
  company: string
  now: Now
  problem: Problem
  shown: Shown
  raisers: readonly Raiser[]
  /** From 1 on. */
  number: number
}

/** The conversations behind one number of one problem, newest first. */
export function raiserListPage(list: RaiserList): Html {
  const { company, now, problem, shown, raisers, number } = list
  const all = raisers.flatMap((raiser) => raiser.all).sort((a, b) => b.at - a.at)
  const cases = all.slice((number - 1) * CASES_SHOWN, number * CASES_SHOWN)
  const last = Math.ceil(all.length / CASES_SHOWN)
  const link = (to: number) => `${problemLink(problem, shown)}&page=${to}`
  const words = capital(SHOWN_WORDS[shown])
  const main = html`<p class="way-back"><a href="${PROBLEMS.path}">← ${PROBLEMS.name}</a></p>
<section class="today" aria-labelledby="lead"><p class="date" dir="auto">${problem.name}</p><h1 id="lead">${words}</h1>
<p>${counted(raisers.length, 'customer')}, in ${counted(all.length, 'conversation')}, newest first.</p></section>
${cases.length === 0 ? html`<div class="empty"><p>There is nothing here.</p></div>` : html`<ol class="case-list" aria-label="Conversations">${cases.map((one) => caseHtml(one, now))}</ol>`}
${last < 2 ? '' : html`<nav class="pages" aria-label="Older and newer conversations">${number > 1 ? html`<a class="button" href="${link(number - 1)}">← Newer</a>` : ''}<p class="why">Page ${number} of ${last}</p>${number < last ? html`<a class="button" href="${link(number + 1)}">Older →</a>` : ''}</nav>`}`
  return ownerPage({
    now,
    title: `${words} · ${PROBLEMS.name}`,
    company,
    main,
    within: PROBLEMS.path,
    styles: ['figures.css'],
  })
}

function caseHtml({ conversation, name, at, toldAt, toldHow }: Raised, now: Now): Html {
  return html`<li><a class="customer" href="/owner/conversations/${encodeURIComponent(conversation)}"><bdi>${customerName(name)}</bdi></a>
<span class="why">${timeHtml(at, now)}</span>${toldAt === null ? '' : html` <span class="stands">${TOLD[toldHow ?? 'sent']} ${timeHtml(toldAt, now)}</span>`}</li>`
}

const TOLD = {
  sent: 'Told',
  noted: 'Left to the person they were with',
  lost: 'Told, and it did not arrive:',
}
