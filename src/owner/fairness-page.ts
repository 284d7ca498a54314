import { html } from 'hono/html'
import type { Html } from '../web/page.ts'
import { badWords, type Fairness, type Weighed } from './fairness.ts'
import type { Pairing } from './fairness-sides.ts'
import { comparedWords, fairnessInWords, sideWords } from './fairness-words.ts'
import { figureLink } from './figure.ts'
import { leadHtml } from './figures-frame.ts'
import { ownerPage } from './frame.ts'
import type { Now } from './now.ts'
import { grouped, listed } from './numbers.ts'
import type { Period, Weeks } from './period.ts'
import { capital } from './words.ts'

export const FAIRNESS = { path: '/owner/fairness', name: 'Fairness' }

type Page = { company: string; now: Now; period: Period; fairness: Fairness }

/** Whether some customers have it worse than others: waiting, feelings and help, side by side. */
export function fairnessPage({ company, now, period, fairness }: Page): Html {
  const { weeks } = period
  const isTold = ({ weighed }: { weighed: Weighed[] }) =>
    weighed.some(({ compared }) => compared !== 'too few')
  const told = fairness.pairings.filter(isTold)
  const few = fairness.pairings.filter((pairing) => !isTold(pairing))
  const main = html`${leadHtml({ ...FAIRNESS, weeks, sentences: fairnessInWords(fairness, weeks) })}
${fairness.all === 0 ? '' : told.map((pairing) => pairingHtml(pairing, weeks))}
${few.length === 0 ? '' : html`<p class="why">Too few to tell anything of: ${listed(few.map(({ sides }) => sides[0].words))}.</p>`}`
  return ownerPage({ title: FAIRNESS.name, company, now, main, here: FAIRNESS.path, styles: ['figures.css'] })
}

const MEASURES = {
  wait: 'Waiting for a person',
  unhappy: 'Sounded unhappy',
  unhelped: 'Not known to be helped',
}

function pairingHtml(pairing: Fairness['pairings'][number], weeks: Weeks): Html {
  const { key, title, sides, weighed } = pairing
  return html`<section class="figures" aria-labelledby="${key}"><h2 id="${key}">${title}</h2>
<ul class="cards">${weighed.map(
    (
      one,
    ) => html`<li class="${one.worse === null ? 'card' : 'card alarm'}"><h3>${MEASURES[one.measure.key]}</h3>
<dl class="beside">${([0, 1] as const).map((side) => sideHtml(pairing, one, side, weeks))}</dl>
<p class="verdict">${one.worse === null ? '' : html`<span aria-hidden="true">▲ </span>`}${capital(comparedWords({ key, title, sides }, one))}</p></li>`,
  )}</ul></section>`
}

function sideHtml({ key, sides }: Pairing, one: Weighed, side: 0 | 1, weeks: Weeks): Html {
  const { count, of } = one.shares[side]
  const link = figureLink({ path: FAIRNESS.path, weeks }, `${key}.${one.measure.key}-${sides[side].key}`)
  const behind =
    count === 0 ? html`0 of ${grouped(of)}` : html`<a href="${link}">${grouped(count)} of ${grouped(of)}</a>`
  return html`<div><dt>${capital(sides[side].words)}</dt><dd><strong>${sideWords(one, side)}</strong> <span class="why">${behind} ${one.measure.key === 'wait' ? badWords(one.measure) : ''}</span></dd></div>`
}
