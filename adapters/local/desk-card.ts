import { html } from 'hono/html'
import type { Html } from '../../src/web/page.ts'
import { type CardBody, ThreadBody } from './bodies.ts'
import { formatPlain, formatText } from './format.ts'
import { time } from './line.ts'
import type { Post } from './posts.ts'

const AUTHORS = {
  customer: 'Customer',
  assistant: 'Assistant',
  staff: 'Staff',
  house: 'Notice',
  bystander: 'Somebody else',
}

/** The chosen conversation: who it is, what is wrong, what was tried, how they feel, and all that was said. */
export function cardHtml(card: CardBody, me: string): Html {
  const { customer, cause, wrong, tried, complaint, suggestion, transcript } = card
  return html`<div class="card-head"><h2>${customer.name || 'Somebody without a name'}</h2>
${complaint ? html`<span class="chip complaint">Complaint</span>` : ''}
<p class="who-they-are">${customer.from ? html`${customer.from} · ` : ''}customer since ${time(customer.since, 'day')} · ${customer.conversations === 1 ? 'first conversation' : `${customer.conversations} conversations`}</p>
<p class="standing ${card.status}">${standing(card, me)}</p></div>
${buttons(card)}
<dl class="facts">
<div><dt>What is wrong</dt><dd>${formatPlain(wrong)}</dd></div>
<div><dt>Why a person</dt><dd>${formatPlain(cause)}</dd></div>
${tried ? html`<div><dt>What was tried</dt><dd>${formatPlain(tried)}</dd></div>` : ''}
<div><dt>Last mood</dt><dd>${moodHtml(card)}</dd></div>
</dl>
${
  suggestion
    ? html`<div class="suggestion"><h3>A kind reply to start from</h3><div class="says" id="suggestion">${formatPlain(suggestion)}</div>
<button type="button" data-use>Use this</button></div>`
    : ''
}
<h3 id="told">The conversation</h3>
<ol class="transcript" aria-labelledby="told">${transcript.map((line) => lineHtml(line, customer.name))}</ol>`
}

/** The internal thread, oldest first. */
export function threadHtml(posts: Post[]): Html {
  const lines = posts.flatMap((post) => ThreadBody.safeParse(JSON.parse(post.body)).data ?? [])
  if (lines.length === 0) return html`<li class="none">No notes yet.</li>`
  return html`${lines.map(
    (
      line,
    ) => html`<li class="thread-line ${line.kind}"><p class="who"><span class="name">${line.name || AUTHORS[line.author]}</span>
${line.kind === 'note' ? html`<span class="tag">Note</span>` : ''}${line.kind === 'message' ? html`<span class="tag">${line.author === 'customer' ? 'Customer' : 'Sent to the customer'}</span>` : ''}
${time(line.at)}${state(line)}</p>${line.removed ? html`<p class="gone">Removed by the one who wrote it.</p>` : words(line)}</li>`,
  )}`
}

type Said = Pick<ThreadBody, 'author' | 'name' | 'text' | 'at' | 'edited' | 'removed'>

function lineHtml(line: Said, customer: string): Html {
  const name = line.name || (line.author === 'customer' ? customer : '') || AUTHORS[line.author]
  return html`<li class="told ${line.author}"><p class="who"><span class="name">${name}</span> ${time(line.at)}${state(line)}</p>
${line.removed ? html`<p class="gone">Removed by the one who wrote it.</p>` : words(line)}</li>`
}

function words({ author, text }: Said): Html {
  return author === 'assistant' || author === 'house' ? formatText(text) : formatPlain(text)
}

function state({ edited, removed }: Said): Html {
  return edited && !removed ? html` <span class="state">edited</span>` : html``
}

function standing({ status, waitingSince, claimedBy, closedBy }: CardBody, me: string): Html {
  const by = (name: string | null) => (name === me ? 'you' : (name ?? 'somebody'))
  if (status === 'waiting') return html`Waiting for ${time(waitingSince, 'ago')}`
  if (status === 'claimed') return html`With ${by(claimedBy)}`
  if (status === 'resolved') return html`Resolved by ${by(closedBy)}`
  return html`Given back to the assistant by ${by(closedBy)}`
}

function buttons({ status, complaint }: CardBody): Html {
  if (status !== 'waiting' && status !== 'claimed') return html``
  return html`<div class="buttons">
${status === 'waiting' ? html`<button type="button" class="main" data-action="claim">Claim</button>` : html`<button type="button" class="main" data-action="resolve">Resolve</button>`}
${status === 'waiting' ? html`<button type="button" data-action="resolve">Resolve</button>` : html`<button type="button" data-action="give_back">Give back</button>`}
${complaint ? html`<button type="button" data-action="not_a_complaint">Not a complaint</button>` : ''}</div>`
}

function moodHtml({ mood }: CardBody): Html {
  if (!mood) return html`Not known`
  const { sentiment, feeling, reason, quote } = mood
  const known =
    sentiment === null
      ? 'Not known'
      : sentiment <= -0.25
        ? 'Unhappy'
        : sentiment >= 0.25
          ? 'Happy'
          : 'Neither happy nor unhappy'
  return html`<p><strong>${feeling ? upper(feeling) : known}</strong>${reason ? html`: ${reason}` : ''}</p>
${quote ? html`<blockquote>${quote}</blockquote>` : ''}`
}

function upper(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}
