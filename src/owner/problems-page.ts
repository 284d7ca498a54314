import { html, raw } from 'hono/html'
import type { Day } from '../ledger/stretches.ts'
import type { Html } from '../web/page.ts'
import { ownerPage, timeHtml } from './frame.ts'
import { customerName } from './marks.ts'
import type { Now } from './now.ts'
import { counted } from './numbers.ts'
import { PROBLEMS, problemLink } from './problem-list-page.ts'
import {
  type Problem,
  type Raiser,
  raisedBetween,
  raisersOf,
  type Shown,
  type Stretches,
  sortedProblems,
} from './problems.ts'
import { problemsInWords, SHOWN_WORDS } from './problems-words.ts'
import { capital } from './words.ts'

/** So many problems of one kind are shown, and so many customers of one by their names. */
const PROBLEMS_SHOWN = 50
const NAMES_SHOWN = 5

export type ProblemsPage = {
  company: string
  now: Now
  problems: readonly Problem[]
  stretches: Stretches
  /** The last twelve weeks, the oldest first. */
  weeks: readonly Day[]
}

/** What several customers raised alike: what is not fixed, who waits for it, and who was told. */
export function problemsPage(page: ProblemsPage): Html {
  const { company, now, problems } = page
  const [headline = '', ...more] = problemsInWords(problems, now.time)
  const { open, untold, fixed } = sortedProblems(problems)
  const main = html`<section class="today" aria-labelledby="lead"><p class="date">${PROBLEMS.name}</p>
<h1 id="lead">${headline}</h1>
${more.map((sentence) => html`<p>${sentence}</p>`)}</section>
${problems.length === 0 ? NONE : ''}
${sectionHtml('open', 'Not fixed, the oldest first', open, page)}
${sectionHtml('untold', 'Fixed, but not everybody has been told', untold, page)}
${sectionHtml('fixed', 'Fixed', fixed, page)}`
  return ownerPage({ title: PROBLEMS.name, company, now, main, here: PROBLEMS.path, styles: ['figures.css'] })
}

const NONE = html`<section class="empty"><h2>Your people fill this page</h2>
<p>When several customers raise one and the same thing, your people press “Same problem as…” on the cards of those conversations. You then see here who waits for it, and they can tell all of them at once when it is fixed.</p></section>`

function sectionHtml(id: string, title: string, problems: readonly Problem[], page: ProblemsPage): Html {
  if (problems.length === 0) return html``
  const left = problems.length - PROBLEMS_SHOWN
  return html`<section class="figures" aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
<ul class="problems">${problems.slice(0, PROBLEMS_SHOWN).map((problem) => problemHtml(problem, page))}</ul>
${left > 0 ? html`<p class="why">And ${counted(left, 'more problem')} after these.</p>` : ''}</section>`
}

const WAITED: readonly Shown[] = ['raised', 'waiting', 'spared', 'unreached', 'gone']
const HEARD: readonly Shown[] = ['raised', 'due', 'told', 'noted', 'lost', 'spared', 'unreached', 'gone']
/** Whom somebody may still have to speak to is named at once. */
const NAMED: readonly Shown[] = ['waiting', 'due', 'lost']

function problemHtml(problem: Problem, page: ProblemsPage): Html {
  const { first, last, namedBy, fixedAt, fixedBy } = problem
  const { now, stretches } = page
  const rows = (fixedAt === null ? WAITED : HEARD)
    .map((shown) => ({ shown, raisers: raisersOf(problem, shown, stretches) }))
    .filter(({ raisers }) => raisers.length > 0)
  return html`<li class="sheet-card"><h3 dir="auto">${problem.name}</h3>
<p class="why">First raised ${timeHtml(first, now)}${last === first ? '' : html`, last ${timeHtml(last, now)}`}. Named by <bdi>${namedBy || 'one of your people'}</bdi>.${fixedAt === null ? '' : html` Fixed ${timeHtml(fixedAt, now)} by <bdi>${fixedBy || 'one of your people'}</bdi>.`}</p>
${trendHtml(problem, page)}
<dl class="fates">${rows.map(({ shown, raisers }) => html`<div><dt>${capital(SHOWN_WORDS[shown])}</dt><dd><a href="${problemLink(problem, shown)}">${counted(raisers.length, 'customer')}</a>${NAMED.includes(shown) ? html`: ${namesHtml(raisers)}` : ''}</dd></div>`)}</dl></li>`
}

function namesHtml(raisers: readonly Raiser[]): Html {
  const left = raisers.length - NAMES_SHOWN
  return html`${raisers
    .slice(0, NAMES_SHOWN)
    .map(
      ({ last }, index) =>
        html`${index === 0 ? '' : ', '}<a href="/owner/conversations/${encodeURIComponent(last.conversation)}"><bdi>${customerName(last.name)}</bdi></a>`,
    )}${left > 0 ? ` and ${left} more` : ''}`
}

/** How many customers raised it, week by week as a picture, and in words that open them. */
function trendHtml(problem: Problem, { stretches, weeks }: ProblemsPage): Html {
  const counts = weeks.map((week) => raisedBetween(problem.raisers, week).length)
  const linked = (shown: 'lately' | 'before') => {
    const { length } = raisersOf(problem, shown, stretches)
    return length === 0
      ? 'nobody'
      : html`<a href="${problemLink(problem, shown)}">${counted(length, 'customer')}</a>`
  }
  return html`<p class="trend">${weeksHtml(counts)}<span>Raised by ${linked('lately')} in the last 4 weeks, by ${linked('before')} in the 4 weeks before.</span></p>`
}

/** A column for each week; the words beside it say as much. */
function weeksHtml(counts: readonly number[]): Html {
  const most = Math.max(1, ...counts)
  const columns = counts.map((count, week) => {
    const height = count === 0 ? 1 : Math.max(3, Math.round((24 * count) / most))
    return `<rect${count === 0 ? ' class="none"' : ''} x="${week * 8}" y="${24 - height}" width="6" height="${height}"/>`
  })
  return html`<svg class="weeks" viewBox="0 0 ${counts.length * 8 - 2} 24" aria-hidden="true" focusable="false">${raw(columns.join(''))}</svg>`
}
