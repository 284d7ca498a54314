import { html } from 'hono/html'
import type { Db } from '../ledger/ledger.ts'
import { takenSince } from '../ledger/passed.ts'
import type { Waiting } from '../ledger/waiting.ts'
import { type Passed, passedNow, type Share, shareOf, type Wait, waitsOf } from '../people/passing.ts'
import type { Preference, Priority } from '../people/priority-settings.ts'
import { isLongStanding } from '../people/queue.ts'
import type { Html } from '../web/page.ts'
import { customerName } from './marks.ts'
import { counted, durationWords } from './numbers.ts'
import { adapterWords } from './words.ts'

const LOOKED_BACK = 28 * 24 * 60 * 60 * 1000
const AT_MOST = 5_000
const SHOWN = 20
const NAMED = 3

export type PriorityView = {
  rule: Priority
  now: Passed<Waiting>[]
  lately: Share
  groups: { name: string; share: Share }[]
}

/** What the owner's rule does to whom, now and over the last four weeks; null where there is none. */
export async function viewPriority(
  db: Db,
  rule: Priority,
  waiting: readonly Waiting[],
  now: number,
): Promise<PriorityView | null> {
  if (rule.length === 0) return null
  const waits = waitsOf(await takenSince(db, now - LOOKED_BACK, AT_MOST), rule)
  const groups = GROUPS.map(({ name, has }) => ({ name, share: shareOf(waits.filter(has)) }))
  return { rule, now: passedNow(waiting, rule), lately: shareOf(waits), groups }
}

const GROUPS: { name: string; has: (wait: Wait) => boolean }[] = [
  { name: 'In their first conversation', has: ({ one }) => one.newcomer },
  { name: 'Customers for more than a year', has: ({ one }) => !one.newcomer && isLongStanding(one) },
  { name: 'Customers between the two', has: ({ one }) => !one.newcomer && !isLongStanding(one) },
  { name: 'With a complaint', has: ({ one }) => one.complaint },
  { name: 'Without a complaint', has: ({ one }) => !one.complaint },
]

export function priorityHtml(view: PriorityView, now: number): Html {
  return html`<section class="queue priority" aria-labelledby="priority"><h2 id="priority">Your priority rule</h2>
<p>${ruleWords(view.rule)}</p>
${nowHtml(view.now, now)}
${latelyHtml(view)}
</section>`
}

/** Says that the rule names a place that is not connected, and so puts nobody first; null where all are. */
export function priorityTrouble(rule: Priority, connected: readonly string[]): string | null {
  const named = rule.flatMap((one) => (typeof one === 'object' && 'place' in one ? one.place : []))
  const unknown = named.filter((place) => !connected.includes(place))
  if (unknown.length === 0) return null
  return `Your priority rule names “${unknown.join('”, “')}”, and nothing of that name is connected: it puts nobody first. Connected: ${connected.join(', ')}. Correct it in prompts/charter.md.`
}

const PREFERRED: Record<Extract<Preference, string>, string> = {
  complaint: 'complaints',
  'came back': 'whoever came back with what had been called solved',
  'promise owed': 'whoever is owed a promise',
  'long-standing': 'customers of more than a year',
  newcomer: 'whoever is in their first conversation',
}

/** The rule as a sentence, with what stands above and below it. */
export function ruleWords(rule: Priority): string {
  const names = rule.map((one) =>
    typeof one === 'string'
      ? PREFERRED[one]
      : 'place' in one
        ? `whoever writes on ${adapterWords(one.place)}`
        : `whoever writes in the workspace ${one.workspace}`,
  )
  const [first, ...more] = names
  return `Your rule puts ${[`${first} first`, ...more].join(', then ')}. Danger always comes before that, and among equals whoever has waited longest.`
}

function nowHtml(passed: Passed<Waiting>[], now: number): Html {
  if (passed.length === 0)
    return html`<p class="why">Right now it makes nobody wait: nobody stands behind somebody who came later.</p>`
  const more = passed.length - SHOWN
  return html`<p>${`Right now ${passed.length === 1 ? 'one person stands' : `${passed.length} people stand`} behind somebody who came later:`}</p>
<ol>${passed.slice(0, SHOWN).map((one) => passedHtml(one, now))}</ol>
${more > 0 ? html`<p class="why">And ${counted(more, 'more conversation')} after these.</p>` : ''}`
}

function passedHtml({ one, by }: Passed<Waiting>, now: number): Html {
  const more = by.length - NAMED
  return html`<li>${customerHtml(one)}
<span class="why">stands behind ${by.slice(0, NAMED).map((other, n) => html`${n > 0 ? ', ' : ''}${customerHtml(other)}, who came ${durationWords(other.since - one.since)} later`)}${more > 0 ? ` and ${more} more` : ''}</span>
<span class="wait">for ${durationWords(now - one.since)}</span></li>`
}

function customerHtml({ conversation, customer }: Waiting): Html {
  return html`<a class="customer" href="/owner/conversations/${encodeURIComponent(conversation)}"><bdi>${customerName(customer)}</bdi></a>`
}

function latelyHtml({ lately, groups }: PriorityView): Html {
  const words = latelyWords(lately)
  if (lately.passed === 0) return html`<p class="why">${words}</p>`
  const shown = groups.filter(({ share }) => share.count > 0)
  return html`<p>${words}</p>
<ul class="passed">${shown.map(({ name, share }) => html`<li class="share"><strong>${name}</strong> <span class="why">${shareWords(share)}</span></li>`)}</ul>
<p class="why">Counted by the rule as it stands now. When your people would have come without it, nobody can know.</p>`
}

/** What is known: who was passed by whom, and how long they waited from then on. */
export function latelyWords({ count, passed, middle, longest }: Share): string {
  const lead = count === AT_MOST ? 'Of late' : 'Over the last 4 weeks'
  if (count === 0) return `${lead} nobody who waited has been taken up by a person yet.`
  const taken = count === 1 ? '1 person who waited was taken up' : `${count} people who waited were taken up`
  if (passed === 0) return `${lead} ${taken}, and nobody was passed by somebody who came later.`
  const were = passed === 1 ? '1 of them was' : `${passed} of them were`
  const long =
    passed === 1
      ? durationWords(longest)
      : `${durationWords(middle)} in the middle, ${durationWords(longest)} at most`
  return `${lead} ${taken}. ${were} passed by somebody who came later and whom your rule puts first; from then on they waited ${long}.`
}

function shareWords({ count, passed, middle, longest }: Share): string {
  if (passed === 0) return `none of ${count} passed`
  const all = `${passed} of ${count} passed`
  if (passed === 1) return `${all}, waited on for ${durationWords(longest)}`
  return `${all}, waited on for ${durationWords(middle)} in the middle, ${durationWords(longest)} at most`
}
