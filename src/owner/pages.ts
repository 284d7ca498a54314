import { html } from 'hono/html'
import type { DayNumbers } from '../ledger/day-numbers.ts'
import type { Cursor, ReportRow } from '../ledger/reports.ts'
import type { Waiting } from '../ledger/waiting.ts'
import type { Html } from '../web/page.ts'
import type { Advice } from './advice.ts'
import { todayWords } from './date-words.ts'
import { dateOf } from './day.ts'
import { exportsHtml, filtersHtml } from './filters.ts'
import { ownerPage, timeHtml } from './frame.ts'
import { customerName } from './marks.ts'
import type { Now } from './now.ts'
import { counted, durationWords } from './numbers.ts'
import { type PriorityView, priorityHtml } from './priority.ts'
import { type Asked, listLink } from './query.ts'
import { tableHtml } from './table.ts'
import { todayInWords } from './today.ts'
import { causeWords } from './words.ts'

export type Room = {
  company: string
  now: Now
  /** By the name of the platform. */
  troubles: Record<string, string>
  numbers: DayNumbers
  waiting: Waiting[]
  /** Null where the owner has set no rule. */
  priority: PriorityView | null
  asked: Asked
  problems: string[]
  /** Whether this is the first page, the newest rows. */
  isNewest: boolean
  rows: ReportRow[]
  next: Cursor | null
  /** Whether anything has come in at all. */
  hasAny: boolean
  mayExport: boolean
  /** The one thing to do now. */
  advice: Advice
}

/** The owner's room: the day in words, who waits, and what customers wrote and felt. */
export function roomPage(room: Room): Html {
  const { company, now, numbers } = room
  const [headline, ...more] = todayInWords(numbers, now.time)
  const main = html`${troublesHtml(room)}<section class="today" aria-labelledby="today">
<p class="date" id="today">${todayWords(now)}</p>
<h1>${headline}</h1>
${more.map((sentence) => html`<p>${sentence}</p>`)}
${quickHtml(numbers, now)}
${room.hasAny ? adviceHtml(room.advice) : ''}
</section>
${room.hasAny || room.waiting.length > 0 ? waitingHtml(room) : ''}
${room.priority ? priorityHtml(room.priority, now.time) : ''}
${room.hasAny ? readingsHtml(room) : NOTHING_YET}`
  return ownerPage({ title: 'Owner’s room', company, now, main, here: '/owner' })
}

function troublesHtml({ troubles }: Room): Html {
  const all = Object.values(troubles)
  if (all.length === 0) return html``
  return html`<section class="problem" role="status" aria-label="What needs you">${all.map((trouble) => html`<p>${trouble}</p>`)}</section>`
}

const NOTHING_YET = html`<section class="empty"><h2>This room fills by itself</h2>
<p>When customers write, you will see here who waits, how each message sounded and on which words that rests, what we did, and why.</p>
<p>Nothing has come in so far.</p></section>`

function adviceHtml({ words, act, link, presses }: Advice): Html {
  return html`<p class="advice"><strong>${presses ? 'To do now.' : 'Nothing needs you right now.'}</strong> ${words} <a href="${link}">${act}</a></p>`
}

/** Today's numbers as links to the messages behind them. */
function quickHtml({ messages, moods, complaints }: DayNumbers, now: Now): Html {
  if (messages === 0) return html``
  const today = dateOf(now.time, now.zone)
  const day = { from: today, to: today }
  const links = [
    { words: 'All of today', asked: day, show: true },
    { words: 'Complaints today', asked: { ...day, complaint: 'yes' as const }, show: complaints.count > 0 },
    { words: 'Unhappy today', asked: { ...day, mood: 'negative' as const }, show: moods.negative > 0 },
    { words: 'Happy today', asked: { ...day, mood: 'positive' as const }, show: moods.positive > 0 },
  ]
  return html`<ul class="quick">${links.map(({ words, asked, show }) => (show ? html`<li><a href="${listLink(asked)}">${words}</a></li>` : ''))}</ul>`
}

function waitingHtml({ waiting, numbers, now }: Room): Html {
  const more = numbers.now.waiting - waiting.length
  return html`<section class="queue" aria-labelledby="queue"><h2 id="queue">Waiting for a person now</h2>
${waiting.length === 0 ? html`<p class="why">Nobody is waiting.</p>` : html`<ol>${waiting.map((one) => waitHtml(one, now))}</ol>`}
${more > 0 ? html`<p class="why">And ${counted(more, 'more conversation')} after these.</p>` : ''}
</section>`
}

function waitHtml({ conversation, customer, since, cause }: Waiting, now: Now): Html {
  return html`<li><a class="customer" href="/owner/conversations/${encodeURIComponent(conversation)}"><bdi>${customerName(customer)}</bdi></a>
<span class="why">${causeWords(cause)}</span><span class="wait">for ${durationWords(now.time - since)}</span></li>`
}

function readingsHtml(room: Room): Html {
  const { asked, problems, rows, now } = room
  return html`<section class="look" aria-labelledby="look"><h2 id="look">What customers wrote, and how it sounded</h2>
${filtersHtml(asked, problems)}
${problems.length > 0 ? '' : rows.length === 0 ? noneHtml(room) : html`${tableHtml(rows, now)}${pagesHtml(room)}${room.mayExport ? exportsHtml(asked) : ''}`}</section>`
}

function noneHtml({ asked, isNewest }: Room): Html {
  if (!isNewest)
    return html`<div class="empty"><p>There is nothing older. <a href="${listLink(asked)}">Back to the newest</a></p></div>`
  return html`<div class="empty"><p>No message fits what you chose. <a href="/owner#look">Show all messages</a></p></div>`
}

function pagesHtml({ asked, rows, next, isNewest, now }: Room): Html {
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last || (isNewest && !next)) return html``
  return html`<nav class="pages" aria-label="Older and newer messages">
${isNewest ? '' : html`<a class="button" href="${listLink(asked)}">← Newest</a>`}
<p class="why">${timeHtml(last.at, now)} to ${timeHtml(first.at, now)}</p>
${next ? html`<a class="button" href="${listLink(asked, next)}">Older →</a>` : ''}
</nav>`
}
