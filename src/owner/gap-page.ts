import { html } from 'hono/html'
import { DRAFTS } from '../knowledge/listing.ts'
import { MOST_GAPS } from '../ledger/gaps.ts'
import type { Html } from '../web/page.ts'
import { dayWords } from './date-words.ts'
import { ownerPage, timeHtml } from './frame.ts'
import type { Draft } from './gap-draft.ts'
import type { GapGroup, KnownGap } from './gaps.ts'
import { customerName, quoteHtml, shortened } from './marks.ts'
import type { Now } from './now.ts'
import { counted } from './numbers.ts'

export const GAPS = '/owner/gaps'
/** So far back the page looks. Days. */
export const GAP_DAYS = 90
/** So many matters are shown. */
export const GAPS_SHOWN = 30
const WORDS_SHOWN = 3
const LONGEST_QUOTE = 160

export type GapsPage = {
  company: string
  now: Now
  groups: readonly GapGroup[]
  /** Those that are shown. */
  shown: readonly KnownGap[]
  drafts: readonly string[]
}

/** What customers asked and our pages could not answer, the most asked first. */
export function gapsPage({ company, now, groups, shown, drafts }: GapsPage): Html {
  const [headline, ...more] = gapWords(groups, shown)
  const left = groups.length - shown.length
  const main = html`<section class="today" aria-labelledby="gaps"><p class="date">Unanswered</p>
<h1 id="gaps">${headline}</h1>
${more.map((sentence) => html`<p>${sentence}</p>`)}</section>
${draftsHtml(drafts)}
${groups.length === 0 ? NONE : html`<ol class="gaps" aria-label="What was asked, most often first">${shown.map((group) => groupHtml(group, now))}</ol>`}
${left > 0 ? html`<p class="why">And ${counted(left, 'other matter')} that ${left === 1 ? 'was' : 'were'} asked less often.</p>` : ''}`
  return ownerPage({ title: 'Unanswered', company, now, main, here: GAPS, styles: ['acting.css'] })
}

/** The page in a few sentences. */
export function gapWords(groups: readonly GapGroup[], shown: readonly KnownGap[]): string[] {
  const questions = groups.reduce((sum, group) => sum + group.questions.length, 0)
  if (questions === 0) return [`Your pages had an answer to every question of the last ${GAP_DAYS} days.`]
  const [most] = shown.filter(({ isAnswered }) => !isAnswered)
  const answered = shown.filter(({ isAnswered }) => isAnswered).length
  return [
    `In the last ${GAP_DAYS} days ${questions >= MOST_GAPS ? 'more than ' : ''}${counted(questions, 'question')} found no answer in your pages.`,
    most && most.questions.length > 1
      ? `Begin with “${shortened(most.questions[0]?.text ?? '', 90)}”: it was asked ${most.questions.length} times.`
      : '',
    answered > 0
      ? `${counted(answered, 'matter')} below ${answered === 1 ? 'seems' : 'seem'} to be answered by your pages by now.`
      : '',
  ].filter((sentence) => sentence !== '')
}

const NONE = html`<section class="empty"><h2>Nothing is missing</h2>
<p>When a customer asks what your pages do not say, you will see it here, with what your people answered, ready to become a page.</p></section>`

function draftsHtml(drafts: readonly string[]): Html {
  if (drafts.length === 0) return html``
  return html`<section class="queue" aria-labelledby="drafts"><h2 id="drafts">Drafts that wait for you</h2>
<p class="why">They lie in the folder ${DRAFTS} of your pages. Customers see none of them: read each once more, then move it to your pages.</p>
<ul class="files">${drafts.map((name) => html`<li>${name}</li>`)}</ul></section>`
}

function groupHtml(group: KnownGap, now: Now): Html {
  const { key, questions } = group
  const words = [...new Set(questions.map(({ text }) => shortened(text, LONGEST_QUOTE)))]
  const [first = '', ...others] = words
  return html`<li class="sheet-card"><h2><a href="${GAPS}/${encodeURIComponent(key)}"><span dir="auto">${first}</span></a></h2>
${group.isAnswered ? html`<p class="tag-done">Your pages seem to answer it by now</p>` : ''}
<p class="why">${factsHtml(group, now)}</p>
${others.length > 0 ? html`<ul class="their-words">${others.slice(0, WORDS_SHOWN).map((text) => html`<li>${quoteHtml(text)}</li>`)}</ul>` : ''}
</li>`
}

function factsHtml({ questions, customers, first, last, nearest }: KnownGap, now: Now): Html {
  const when =
    questions.length === 1
      ? timeHtml(last, now)
      : `first on ${dayWords(first, now)}, last on ${dayWords(last, now)}`
  const near = nearest ? html` · nearest page: ${nearest.title}` : html` · no page comes near`
  return html`Asked ${questions.length === 1 ? 'once' : counted(questions.length, 'time')} by ${counted(customers, 'customer')} · ${when}${near}`
}

export type GapPage = {
  company: string
  now: Now
  mayChange: boolean
  group: KnownGap
  draft: Draft
  /** How many of staff's answers the draft was made of. */
  answers: number
  /** The name of the file that was just written. */
  saved: string | null
  /** Whether a model could write it up, and whether one has. */
  mayWrite: boolean
  isWritten?: boolean
  problems: readonly string[]
}

/** One matter that our pages do not answer: who asked, and a page to approve. */
export function gapPage(page: GapPage): Html {
  const { company, now, group, saved } = page
  const { questions } = group
  const main = html`<p class="way-back"><a href="${GAPS}">← Unanswered</a></p>
<section class="today"><h1 dir="auto">${shortened(questions[0]?.text ?? '', LONGEST_QUOTE)}</h1>
<p class="why">${factsHtml(group, now)}</p></section>
${saved === null ? '' : html`<p class="done" role="status">Kept as ${DRAFTS}/${saved}. Customers do not see it: read it once more there, then move it to your pages.</p>`}
${page.mayChange ? writeUpHtml(page) : html`<p class="why">The owner can write the page that answers it here.</p>`}
<section class="look" aria-labelledby="asked"><h2 id="asked">Who asked</h2>
<ul class="asked">${questions.map(
    ({ conversation, name, text, at }) =>
      html`<li><a class="customer" href="/owner/conversations/${encodeURIComponent(conversation)}"><bdi>${customerName(name)}</bdi></a> <span class="at">${timeHtml(at, now)}</span><p>${quoteHtml(shortened(text, 400))}</p></li>`,
  )}</ul></section>`
  return ownerPage({
    title: 'A page that is missing',
    company,
    now,
    main,
    within: GAPS,
    styles: ['acting.css'],
  })
}

function writeUpHtml(page: GapPage): Html {
  const { group, draft, problems } = page
  return html`<section class="write-up" aria-labelledby="write-up"><h2 id="write-up">A page that would answer it</h2>
${problems.length > 0 ? html`<div class="problem" role="alert">${problems.map((problem) => html`<p>${problem}</p>`)}</div>` : ''}
<p class="why">${answersWords(page)}</p>${writeHtml(page)}
<form method="post" action="${GAPS}/${encodeURIComponent(group.key)}/draft">
<label>Title<input name="title" required maxlength="120" value="${draft.title}"></label>
<label>What the page says<textarea name="body" required rows="12">${draft.body}</textarea></label>
<div class="form-acts"><button type="submit" class="main">Approve as a draft</button><p class="why">It is written into the folder ${DRAFTS} of your pages, for you to look at. No customer is told it before you move it.</p></div>
</form></section>`
}

function writeHtml({ group, mayWrite, isWritten }: GapPage): Html {
  if (!mayWrite || isWritten) return html``
  return html`<form method="post" action="${GAPS}/${encodeURIComponent(group.key)}/write"><button type="submit">Let the model write it up</button></form>`
}

function answersWords({ answers, isWritten }: GapPage): string {
  if (isWritten)
    return 'The model wrote this from what your people answered, and from nothing else. It may have misunderstood them: is every sentence true for everybody?'
  if (answers === 0)
    return 'None of your people has answered this in writing so far. What do you want customers to read?'
  return 'This is what your people answered, in their words, each to one customer. Keep what is true for everybody, and take out the rest: names, orders, favours.'
}
