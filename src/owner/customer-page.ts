import { html } from 'hono/html'
import { isAnonymous } from '../ledger/personal/anonymous.ts'
import { CONVERSATIONS_LISTED, type WholeCustomer } from '../ledger/personal/whole-customer.ts'
import type { Conversation, Erasure } from '../ledger/tables.ts'
import type { Html } from '../web/page.ts'
import { ownerPage, timeHtml } from './frame.ts'
import { customerName } from './marks.ts'
import type { Now } from './now.ts'
import { counted } from './numbers.ts'
import { adapterWords, capital, outcomeWords, statusWords } from './words.ts'

export type CustomerShown = {
  company: string
  whole: WholeCustomer
  /** The erasure that was asked for and is under way. */
  erasing: Erasure | undefined
  mayChange: boolean
  now: Now
}

/** Where a customer's page is. */
export function customerLink(id: string): string {
  return `/owner/customers/${encodeURIComponent(id)}`
}

/** One customer: who it is, their conversations, and what can be done with all that is kept about them. */
export function customerPage({ company, whole, erasing, mayChange, now }: CustomerShown): Html {
  const { customer, conversations, count } = whole
  const isGone = isAnonymous(customer)
  const name = isGone ? 'A customer who was erased' : customerName(customer.name)
  const main = html`<p class="way-back"><a href="/owner">← Today</a></p>
<section class="person-head"><h1><bdi>${name}</bdi></h1>
<dl>
<div><dt>Customer since</dt><dd>${timeHtml(customer.since, now)}</dd></div>
<div><dt>Writes through</dt><dd>${adapterWords(customer.adapter)}</dd></div>
<div><dt>Conversations</dt><dd>${count}</dd></div>
</dl></section>
<section class="kept" aria-labelledby="conversations"><h2 id="conversations">Conversations</h2>
${conversations.length === 0 ? html`<p class="why">There is none.</p>` : html`<ol class="entries">${conversations.map((one) => conversationHtml(one, now))}</ol>`}
${count > conversations.length ? html`<p class="why">These are the newest ${CONVERSATIONS_LISTED}. The others are in the export.</p>` : ''}
</section>
${isGone ? html`<p class="why">Their words, their name and who they were are gone. Times, counts and themes stay.</p>` : actsHtml(customer.id, erasing, mayChange)}`
  return ownerPage({ title: name, company, now, main, styles: ['privacy.css'] })
}

function conversationHtml(one: Conversation, now: Now): Html {
  const words = one.erased_at === null ? '' : ' · words erased'
  return html`<li><a class="customer" href="/owner/conversations/${encodeURIComponent(one.id)}">${timeHtml(one.last_at, now)}</a>
<span>${capital(statusWords(one.status))}</span>
<span class="why">${outcomeWords(one.outcome)} · ${counted(one.turn, 'turn')}${words}</span></li>`
}

function actsHtml(id: string, erasing: Erasure | undefined, mayChange: boolean): Html {
  const head = html`<h2 id="kept">What we keep about them</h2>`
  if (!mayChange)
    return html`<section class="kept" aria-labelledby="kept">${head}
<p class="why">The owner can take it out as a file, or have it erased.</p></section>`
  if (erasing)
    return html`<section class="kept" aria-labelledby="kept">${head}
<p>It is being erased. <a href="/owner/erasures/${encodeURIComponent(erasing.id)}">See how far it is</a></p></section>`
  return html`<section class="kept" aria-labelledby="kept">${head}
<p><a href="${customerLink(id)}/export.jsonl" download>Take all of it as a file (JSON Lines)</a></p>
<p class="why">Everything from every table, as it stands. Notes of your staff are in it, and what others wrote in the same threads: look before you pass it on.</p>
<p><a class="grave" href="${customerLink(id)}/erase">Erase this customer …</a></p>
<p class="why">First you read what goes and what stays. Nothing is erased by this link.</p></section>`
}
