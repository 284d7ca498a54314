import { html } from 'hono/html'
import type { HelpCase } from '../ledger/help-cases.ts'
import type { Hours } from '../people/hours.ts'
import type { Html } from '../web/page.ts'
import { groupHtml } from './figure.ts'
import { leadHtml } from './figures-frame.ts'
import { ownerPage } from './frame.ts'
import { helpGroups, outsideOf, waitForAnswer, waitForReply, waitForSign } from './help-figures.ts'
import { helpInWords } from './help-words.ts'
import { hoursHtml } from './hours-table.ts'
import type { Now } from './now.ts'
import { withinWords } from './numbers.ts'
import type { Period } from './period.ts'
import { spreadOf } from './spread.ts'

export const HELP = { path: '/owner/help', name: 'Help' }

export type Help = { company: string; now: Now; period: Period; cases: HelpCase[]; hours: Hours }

/** Whether customers were helped, how soon, and whether we are there when they write. */
export function helpPage({ company, now, period, cases, hours }: Help): Html {
  const { weeks } = period
  const page = { path: HELP.path, weeks }
  const isOutside = outsideOf(hours)
  const main = html`${leadHtml({ ...HELP, weeks, sentences: helpInWords(cases, isOutside, weeks) })}
${
  cases.length === 0
    ? ''
    : html`${spreadsHtml(cases)}<div class="pairs">${helpGroups(isOutside).map((group) => groupHtml(group, cases, page))}</div>
${hoursHtml(cases, hours, period, page)}`
}`
  return ownerPage({
    title: HELP.name,
    company,
    now,
    main,
    here: HELP.path,
    styles: ['figures.css', 'hours.css'],
  })
}

const WAITS = [
  ['sign', 'First sign', waitForSign],
  ['answer', 'First answer', waitForAnswer],
  ['reply', 'A person’s reply', waitForReply],
] as const

function spreadsHtml(cases: readonly HelpCase[]): Html {
  return html`<section class="figures" aria-labelledby="how-soon"><h2 id="how-soon">How soon</h2>
<table class="shares waits"><thead><tr><th scope="col">What</th><th scope="col">Half within</th><th scope="col">19 of 20 within</th></tr></thead>
<tbody>${WAITS.map(([group, what, lengthOf]) => {
    const { p50, p95 } = spreadOf(cases.flatMap((one) => lengthOf(one) ?? []))
    return html`<tr><th scope="row"><a href="#${group}">${what}</a></th><td>${p50 === null ? '–' : withinWords(p50)}</td><td>${p95 === null ? '–' : withinWords(p95)}</td></tr>`
  })}</tbody></table></section>`
}
