import { html, raw } from 'hono/html'
import { newId } from '../id.ts'
import { wordsOf } from '../ledger/promises.ts'
import type { Visit } from '../ledger/tables.ts'
import type { VisitFacts } from '../ledger/visited.ts'
import type { Ranked } from '../ledger/visits.ts'
import type { Html } from '../web/page.ts'
import { yearWords } from './date-words.ts'
import { ownerPage, timeHtml } from './frame.ts'
import { customerName, moodHtml, quoteHtml, shortened } from './marks.ts'
import type { Now } from './now.ts'
import { counted, durationWords } from './numbers.ts'
import { openingLine } from './opening-line.ts'
import { messageAnchor } from './table.ts'
import { quartersWaited } from './visiting.ts'
import { MEASURES, type Measure } from './visiting-list.ts'
import { capital } from './words.ts'

export const VISITS = '/owner/visits'
export const LONGEST_NOTE = 1_000
const MORE_WORDS: Record<Measure, string> = {
  contacts: 'in touch more often',
  value: 'of higher value',
  tenure: 'longer with us',
}
const MEASURE_WORDS: Record<Measure, string> = {
  contacts: 'in touch most often',
  value: 'of the highest value',
  tenure: 'longest with us',
}

export type VisitsPage = {
  company: string
  now: Now
  mayChange: boolean
  by: Measure
  /** Whether the owner has named a file of values. */
  hasFile: boolean
  /** How many customers the fifth is of, and how many it is. */
  customers: number
  fifth: number
  /** The first to visit. */
  list: readonly { ranked: Ranked; facts: VisitFacts }[]
  recent: readonly (Visit & { name: string })[]
  /** What was just written down. */
  done: (Visit & { name: string }) | null
  strangers: number
  problems: readonly string[]
}

/** Whom to visit next, and what to know of them. */
export function visitsPage(page: VisitsPage): Html {
  const { company, now, list, done, fifth } = page
  const left = fifth - list.length
  const main = html`<section class="today" aria-labelledby="visits"><p class="date">Visits</p>
<h1 id="visits">${headline(page)}</h1>
<p>${whose(page)} Longest without a visit comes first; among those alike, whoever is ${MORE_WORDS[page.by]}.</p></section>
${measuresHtml(page)}
${done ? html`<p class="done" role="status">Your visit to <bdi>${customerName(done.name)}</bdi> is written down.</p>` : ''}
${problemsHtml(page)}
${list.length === 0 ? noneHtml(page) : html`<ol class="gaps" aria-label="Whom to visit, first to last">${list.map((one) => customerHtml(one, page))}</ol>`}
${left > 0 ? html`<p class="why">And ${counted(left, 'more customer')} after these.</p>` : ''}
${recentHtml(page, now)}`
  return ownerPage({ title: 'Visits', company, now, main, here: VISITS, styles: ['acting.css'] })
}

function headline({ list, now }: VisitsPage): string {
  const [first] = list
  if (!first) return 'Nobody to visit yet'
  const { name, visit } = first.facts
  const last = visit
    ? `last visited ${durationWords(now.time - visit.at)} ago`
    : neverWords(first.ranked, now)
  return `Next: ${customerName(name)}, ${last}`
}

/** How long somebody was never visited, in the steps by which the list goes. */
function neverWords({ since }: Ranked, now: Now): string {
  const quarters = quartersWaited(since, now.time)
  if (quarters >= 8) return `never visited in ${quarters / 4} years`
  if (quarters >= 4) return 'never visited in over a year'
  return quarters === 0 ? 'never visited' : `never visited in over ${3 * quarters} months`
}

function whose({ by, customers, fifth }: VisitsPage): string {
  if (fifth === 0) return ''
  return `Of ${counted(customers, 'customer')} ${fifth === 1 ? 'this is the one' : `these are the ${fifth}`} ${MEASURE_WORDS[by]}.`
}

function measuresHtml({ by, hasFile }: VisitsPage): Html {
  const shown = MEASURES.filter((measure) => hasFile || measure !== 'value')
  return html`<nav class="spans" aria-label="Which customers come first"><ul>${shown.map(
    (measure) =>
      html`<li><a href="${VISITS}?by=${measure}"${measure === by ? raw(' aria-current="true"') : ''}>${capital(MEASURE_WORDS[measure])}</a></li>`,
  )}</ul></nav>`
}

function problemsHtml({ problems, strangers }: VisitsPage): Html {
  const wrong =
    problems.length === 0
      ? ''
      : html`<section class="problem" role="status" aria-label="What is wrong with your file of customers">${problems.map((problem) => html`<p>${problem}</p>`)}</section>`
  const unknown =
    strangers === 0
      ? ''
      : html`<p class="why">${counted(strangers, 'customer')} of your file ${strangers === 1 ? 'has' : 'have'} not written to us so far, and ${strangers === 1 ? 'is' : 'are'} not in this list.</p>`
  return html`${wrong}${unknown}`
}

function noneHtml({ by }: VisitsPage): Html {
  const why =
    by === 'value'
      ? 'No customer of your file has written so far. Its “customer” has to be the platform’s id, or the name just as it is shown here.'
      : 'When customers have written, the fifth of them that you choose stands here.'
  return html`<section class="empty"><h2>The list fills by itself</h2><p>${why}</p></section>`
}

function customerHtml(
  { ranked, facts }: VisitsPage['list'][number],
  { by, now, mayChange }: VisitsPage,
): Html {
  const { name, visit, wantsQuiet, owed } = facts
  return html`<li class="sheet-card visit"><h2><bdi>${customerName(name)}</bdi></h2>
<p class="why">${capital(measured(ranked, by, now))} · ${visit ? html`last visited ${timeHtml(visit.at, now)}` : neverWords(ranked, now)}${visit?.note ? html`: ${quoteHtml(shortened(visit.note, 200))}` : ''}${owed.length === 0 ? ' · nothing owed' : ''}</p>
${wantsQuiet ? html`<p class="tag-quiet">Asked for no word that they did not ask for</p>` : ''}
<p class="opening"><span class="sr">To begin with: </span>${openingLine(facts, now)}</p>
${owedHtml(facts, now)}${feltHtml(facts, now)}${mayChange ? visitedHtml(facts, by) : ''}</li>`
}

function visitedHtml({ customer, name }: VisitFacts, by: Measure): Html {
  return html`
<details class="more"><summary><span>I visited <bdi>${customerName(name)}</bdi></span></summary>
<form method="post" action="${VISITS}/${encodeURIComponent(customer)}"><input type="hidden" name="visit" value="${newId()}"><input type="hidden" name="by" value="${by}">
<label><span class="sr">A note on the visit to ${customerName(name)}</span><input name="note" maxlength="${LONGEST_NOTE}" placeholder="A note, if you like" autocomplete="off"></label>
<button type="submit" class="main">Write it down<span class="sr"> for ${customerName(name)}</span></button></form></details>`
}

function measured({ value, since }: Ranked, by: Measure, { zone }: Now): string {
  if (by === 'contacts') return `${counted(value, 'conversation')} in a year`
  if (by === 'value') return `value ${value.toLocaleString('en-GB')}`
  return `since ${yearWords(since, zone)}`
}

function feltHtml({ felt }: VisitFacts, now: Now): Html {
  if (!felt) return html`<p class="why">No words of theirs are kept.</p>`
  const link = `/owner/conversations/${encodeURIComponent(felt.conversation)}#${messageAnchor(felt.message)}`
  return html`<div class="marks"><span class="why">Last felt</span>${moodHtml(felt)}${felt.isComplaint ? html`<span class="flag">Complaint</span>` : ''}<a href="${link}"><span class="sr">in their words, </span>${timeHtml(felt.at, now)}</a></div>`
}

function owedHtml({ owed }: VisitFacts, now: Now): Html {
  if (owed.length === 0) return html``
  return html`<ul class="their-words" aria-label="What is owed">${owed.map(
    (promise) =>
      html`<li>${promise.due_at < now.time ? html`<strong>Owed and late</strong>` : 'Owed'}: ${quoteHtml(shortened(wordsOf(promise) ?? 'words that were taken back', 160))} <span class="why">due ${timeHtml(promise.due_at, now)}</span></li>`,
  )}</ul>`
}

function recentHtml({ recent, by, mayChange }: VisitsPage, now: Now): Html {
  if (recent.length === 0) return html``
  return html`<section class="look" aria-labelledby="recent"><h2 id="recent">Visited lately</h2>
<ul class="asked">${recent.map(
    ({
      id,
      name,
      at,
      note,
    }) => html`<li><strong><bdi>${customerName(name)}</bdi></strong> <span class="at">${timeHtml(at, now)}</span>${note ? html`<p class="plain" dir="auto">${note}</p>` : ''}
${mayChange ? html`<form method="post" action="${VISITS}/${encodeURIComponent(id)}/undo"><input type="hidden" name="by" value="${by}"><button type="submit" class="quiet">That was no visit<span class="sr">: ${customerName(name)}</span></button></form>` : ''}</li>`,
  )}</ul></section>`
}
