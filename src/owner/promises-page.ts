import { html } from 'hono/html'
import { type ListedPromise, STANDINGS, type Standing } from '../ledger/promise-list.ts'
import type { Html } from '../web/page.ts'
import { CASES_SHOWN } from './case-list.ts'
import { barHtml } from './chart.ts'
import { figureLink } from './figure.ts'
import { leadHtml } from './figures-frame.ts'
import { ownerPage, timeHtml } from './frame.ts'
import { customerName } from './marks.ts'
import type { Now } from './now.ts'
import { counted, grouped, percent } from './numbers.ts'
import { type Period, WEEKS, type Weeks } from './period.ts'
import { type Promises, promisesInWords, STANDING_WORDS } from './promises-words.ts'
import { capital } from './words.ts'

export const PROMISES = { path: '/owner/promises', name: 'Promises' }

const LOOKS = { kept: 'positive', late: 'plain', broken: 'negative', due: 'plain' }

export type PromisesPage = {
  company: string
  now: Now
  period: Period
  promises: Promises
  /** What is owed: open or not kept, the oldest first. */
  owed: ListedPromise[]
}

/** What was promised to customers, and what became of it. */
export function promisesPage({ company, now, period, promises, owed }: PromisesPage): Html {
  const { weeks } = period
  const all = STANDINGS.reduce((sum, standing) => sum + promises[standing], 0)
  const rows = STANDINGS.map((standing) => {
    const link = figureLink({ path: PROMISES.path, weeks }, standing)
    const count = promises[standing]
    return html`<tr><th scope="row">${capital(STANDING_WORDS[standing])}</th><td>${count === 0 ? '0' : html`<a href="${link}">${grouped(count)}</a>`}</td><td>${percent(count, all)}</td><td class="picture">${barHtml(count, all, LOOKS[standing])}</td></tr>`
  })
  const main = html`${leadHtml({ ...PROMISES, weeks, choices: WEEKS, sentences: promisesInWords(promises, weeks) })}
${
  all === 0
    ? ''
    : html`<section class="figures" aria-labelledby="came"><h2 id="came">What became of them</h2>
<table class="shares"><thead><tr><th scope="col">What</th><th scope="col">Number</th><th scope="col">Share</th><th class="picture"><span class="sr">Picture</span></th></tr></thead><tbody>${rows}</tbody></table></section>`
}
${owed.length === 0 ? '' : html`<section class="figures" aria-labelledby="owed"><h2 id="owed">Owed now, the oldest first</h2>${listHtml(owed, now)}</section>`}`
  return ownerPage({ title: PROMISES.name, company, now, main, here: PROMISES.path, styles: ['figures.css'] })
}

export type PromiseList = {
  company: string
  now: Now
  weeks: Weeks
  standing: Standing
  count: number
  /** From 1 on. */
  number: number
  promises: ListedPromise[]
}

/** The promises behind one number. */
export function promiseListPage(list: PromiseList): Html {
  const { company, now, weeks, standing, count, number, promises } = list
  const words = `Promises: ${STANDING_WORDS[standing]}`
  const link = (to: number) => `${figureLink({ path: PROMISES.path, weeks }, standing)}&page=${to}`
  const last = Math.ceil(count / CASES_SHOWN)
  const main = html`<p class="way-back"><a href="${PROMISES.path}?weeks=${weeks}">← ${PROMISES.name}</a></p>
<section class="today" aria-labelledby="lead"><h1 id="lead">${words}</h1><p>${counted(count, 'promise')}.</p></section>
${listHtml(promises, now)}
${last < 2 ? '' : html`<nav class="pages" aria-label="More promises">${number > 1 ? html`<a class="button" href="${link(number - 1)}">← Back</a>` : ''}<p class="why">Page ${number} of ${last}</p>${number < last ? html`<a class="button" href="${link(number + 1)}">On →</a>` : ''}</nav>`}`
  return ownerPage({ title: words, company, now, main, within: PROMISES.path, styles: ['figures.css'] })
}

function listHtml(promises: readonly ListedPromise[], now: Now): Html {
  return html`<ol class="case-list" aria-label="Promises">${promises.map(
    ({
      conversation,
      customer,
      words,
      by,
      madeBy,
      dueAt,
      keptAt,
    }) => html`<li><a class="customer" href="/owner/conversations/${encodeURIComponent(conversation)}"><bdi>${customerName(customer)}</bdi></a>
<q class="quote" dir="auto">${words ?? 'words that were taken back'}</q>
<span class="stands why">${by ? html`<bdi>${by}</bdi>` : madeBy === 'assistant' ? 'The assistant' : 'Somebody'}, due ${timeHtml(dueAt, now)}${keptAt === null ? (dueAt < now.time ? ': late' : '') : html`, kept ${timeHtml(keptAt, now)}`}</span></li>`,
  )}</ol>`
}
