import { html, raw } from 'hono/html'
import { AUTHORS, cameThrough, isOpen, moodName, SNOOZES } from '../../src/card-words.ts'
import type { Html } from '../../src/web/page.ts'
import { type CardBody, ThreadBody } from './bodies.ts'
import { sharedCauseHtml } from './cause-window.ts'
import { historyHtml } from './desk-history.ts'
import type { Me } from './desk-list.ts'
import { formatPlain, formatText } from './format.ts'
import { time } from './line.ts'
import type { Post } from './posts.ts'

/** The chosen conversation: who it is, what is wrong, what was tried, how they feel, and what was said before the thread. */
export function cardHtml(card: CardBody, thread: Post[], me: Me): Html {
  const { customer, cause, wrong, tried, complaint } = card
  const { before } = told(card, thread)
  return html`<div class="card-head"><h2>${customer.name || 'Somebody without a name'}</h2>
${complaint ? html`<span class="chip complaint">Complaint</span>` : ''}
<p class="who-they-are">${customer.from ? html`Came in through: ${cameThrough(customer.from, 'this page')} · ` : ''}customer since ${time(customer.since, 'day')} · ${customer.conversations === 1 ? 'first conversation' : `${customer.conversations} conversations`}</p>
<p class="standing ${card.status}">${standing(card, me)}</p>
${buttons(card, me)}</div>
<dl class="facts">
<div><dt>What is wrong</dt><dd>${formatPlain(wrong)}</dd></div>
<div><dt>Why a person</dt><dd>${formatPlain(cause)}</dd></div>
${tried ? html`<div><dt>What was tried</dt><dd>${formatPlain(tried)}</dd></div>` : ''}
<div><dt>Last mood</dt><dd>${moodHtml(card)}</dd></div>
${historyHtml(card)}
</dl>
${sharedCauseHtml(card.sharedCause)}
${proposalHtml(card)}
${promisesHtml(card)}
<h3 id="told">The conversation</h3>
<ol class="transcript" aria-labelledby="told">${before.map((line) => lineHtml(line, customer.name))}</ol>`
}

/** What came since the handoff, oldest first: what the customer and staff wrote, what they were told, and notes. */
export function threadHtml(card: CardBody, thread: Post[]): Html {
  return html`${told(card, thread).since.map(
    (
      line,
    ) => html`<li class="thread-line ${line.kind} from-${line.author}"><p class="who"><span class="name">${line.name || AUTHORS[line.author]}</span>
${line.kind === 'note' ? html`<span class="tag">Note, only staff see this</span>` : ''}${line.kind === 'message' ? html`<span class="tag">${line.author === 'customer' ? 'Customer' : 'Sent to the customer'}</span>` : ''}
${time(line.at)}${state(line)}</p>${line.removed ? html`<p class="gone">These words were removed.</p>` : words(line)}</li>`,
  )}`
}

/** A kind reply to start from; it steps back once somebody has replied, or it is over. */
export function suggestionHtml({ status, suggestion }: CardBody, thread: Post[]): Html {
  if (!suggestion) return html``
  const isReplied = linesOf(thread).some(({ kind, author }) => kind === 'message' && author === 'staff')
  return html`<div class="suggestion" data-suggestion ${isOpen(status) && !isReplied ? '' : raw('hidden')}><h3>A kind reply to start from</h3>
<div class="says" id="suggestion">${formatPlain(suggestion)}</div>
<button type="button" data-use>Use this</button></div>`
}

function linesOf(posts: Post[]): ThreadBody[] {
  return posts.flatMap((post) => ThreadBody.safeParse(JSON.parse(post.body)).data ?? [])
}

type Said = Pick<ThreadBody, 'author' | 'name' | 'text' | 'attachments' | 'at' | 'edited' | 'removed'>

/** What was said before the thread began, and since. The card's transcript holds much of the thread too: it is read once. */
function told({ transcript }: CardBody, thread: Post[]): { before: Said[]; since: ThreadBody[] } {
  const lines = linesOf(thread)
  const began = Math.min(...lines.map(({ at }) => at))
  const known = new Set(lines.map(sameness))
  const others = transcript.filter((line) => !known.has(sameness(line)))
  const beside = others
    .filter(({ at }) => at >= began)
    .map((line): ThreadBody => ({ ...line, kind: 'event' }))
  return {
    before: others.filter(({ at }) => at < began),
    since: [...lines, ...beside].sort((a, b) => a.at - b.at),
  }
}

function sameness({ author, at }: Said): string {
  return `${author} ${at}`
}

function lineHtml(line: Said, customer: string): Html {
  const name = line.name || (line.author === 'customer' ? customer : '') || AUTHORS[line.author]
  return html`<li class="told ${line.author}"><p class="who"><span class="name">${name}</span> ${time(line.at)}${state(line)}</p>
${line.removed ? html`<p class="gone">These words were removed.</p>` : words(line)}</li>`
}

function words({ author, text, attachments }: Said): Html {
  const said = author === 'assistant' || author === 'house' ? formatText(text) : formatPlain(text)
  return html`${text === '' ? '' : said}${attachments.map(({ name }) => html`<p class="file">Sent a file: ${name}</p>`)}`
}

function state({ edited, removed }: Said): Html {
  return edited && !removed ? html` <span class="state">edited</span>` : html``
}

function standing(card: CardBody, me: Me): Html {
  const { status, waitingSince, claimedBy, claimedById, snoozedUntil, closedBy } = card
  const isMine = claimedById === me.id
  if (status === 'waiting') return html`Waiting for ${time(waitingSince, 'ago')}`
  if (status === 'claimed') return html`With ${isMine ? 'you' : (claimedBy ?? 'somebody')}`
  if (status === 'snoozed')
    return html`With ${isMine ? 'you' : (claimedBy ?? 'somebody')}, put aside${snoozedUntil === null ? '' : html` until ${time(snoozedUntil, 'until')}`}`
  const closer = isMine && closedBy === me.name ? 'you' : (closedBy ?? 'somebody')
  if (status === 'resolved') return html`Resolved by ${closer}`
  return html`Given back to the assistant by ${closer}`
}

function buttons({ status, complaint, claimedById }: CardBody, me: Me): Html {
  if (!isOpen(status)) return html``
  const isMine = claimedById === me.id
  const press = (action: string, label: string, isMain = false) =>
    html`<button type="button" ${isMain ? raw('class="main"') : ''} data-action="${action}">${label}</button>`
  const free = [press('claim', 'Claim', true), press('resolve', 'Resolve')]
  const mine = [
    press('resolve', 'Resolve', true),
    press('give_back', 'Give back'),
    ...(status === 'snoozed' ? [press('wake', 'Wake it now')] : []),
  ]
  const others = [
    press('take_over', 'Take over', true),
    press('resolve', 'Resolve'),
    press('give_back', 'Give back'),
  ]
  return html`<div class="buttons">
${status === 'waiting' ? free : isMine ? mine : others}
${complaint ? press('not_a_complaint', 'Not a complaint') : ''}
${isMine && status !== 'waiting' ? snooze : ''}</div>`
}

const snooze = html`<details class="snooze"><summary>Put aside</summary><div class="buttons">${SNOOZES.map(
  ([choice, label]) =>
    html`<button type="button" data-action="snooze" data-snooze="${choice}">${label}</button>`,
)}</div></details>`

/** A call of a tool that waits for a button, or what became of it: the whole call, as it is. */
function proposalHtml({ status, proposal }: CardBody): Html {
  if (!proposal) return html``
  const buttons =
    proposal.state === 'waiting' && isOpen(status)
      ? html`<div class="buttons">
<button type="button" data-action="run" data-surely="Run this call? It is run once, exactly as it stands here.">Run it</button>
<button type="button" data-action="dismiss">Do not run it</button></div>`
      : ''
  return html`<section class="proposal ${proposal.state}" aria-labelledby="proposed"><h3 id="proposed">A call of a tool</h3>
<p>${proposal.says}</p>
<pre tabindex="0"><code>${proposal.call}</code></pre>
${buttons}</section>`
}

/** What is promised, and what to say of it; also when the conversation is closed, for what is owed is owed. */
function promisesHtml({ promises, morePromises }: CardBody): Html {
  if (promises.length === 0) return html``
  return html`<section class="promises" aria-labelledby="promised"><h3 id="promised">Promised</h3>
<ul>${promises.map(
    ({ id, state, says, buttons }) => html`<li class="promise ${state}"><p>${says}</p>
<div class="buttons">${buttons.map((button) => promiseButton(id, button))}</div>
${buttons.some(({ action }) => action === 'date_promise') ? byWhenHtml(id) : ''}</li>`,
  )}</ul>
${morePromises ? html`<p class="more">${morePromises}</p>` : ''}</section>`
}

function promiseButton(id: string, { action, label }: CardBody['promises'][number]['buttons'][number]): Html {
  return action === 'date_promise'
    ? html`<button type="button" data-opens="${id}" aria-expanded="false" aria-controls="by-when-${id}">${label}</button>`
    : html`<button type="button" data-action="${action}" data-promise="${id}">${label}</button>`
}

/** Opens under its button: assets/by-when.js. */
function byWhenHtml(id: string): Html {
  return html`<form class="by-when" id="by-when-${id}" data-by-when="${id}" method="dialog" hidden>
<label for="when-${id}">By when?</label>
<input id="when-${id}" name="when" maxlength="200" autocomplete="off" aria-describedby="such-as-${id}">
<p class="such-as" id="such-as-${id}">Such as Friday, tomorrow at 3pm, or in two hours.</p>
<div class="buttons"><button type="submit" class="main">Keep this time</button>
<button type="button" data-closes="${id}">Leave it</button></div></form>`
}

function moodHtml({ mood }: CardBody): Html {
  if (!mood) return html`Not known`
  const { reason, quote } = mood
  return html`<p><strong>${moodName(mood)}</strong>${reason ? html`: ${reason}` : ''}</p>
${quote ? html`<blockquote>${quote}</blockquote>` : ''}`
}
