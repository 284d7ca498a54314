import { html } from 'hono/html'
import type { WorthAWord } from '../../src/card.ts'
import { type Html, page } from '../../src/web/page.ts'
import { formatPlain } from './format.ts'
import { time } from './line.ts'

/** Customers who said nothing more and may not be content, each with a word to start from. Nothing goes out by itself. */
export function worthPage(company: string, all: readonly WorthAWord[], me: { name: string }): Html {
  const main = html`<div id="worth" class="sheet worth"><a class="back-link" href="/desk">← The desk</a>
<h1>Worth a word</h1>
<p>These customers may not be content, and nobody is with them now. No word goes out unless you press Send.</p>
<p id="said" class="said" role="status"></p>
<p id="none" class="none" ${all.length > 0 ? html`hidden` : ''}>There is nobody to write to just now.</p>
<ul class="worth-list">${all.map(entry)}</ul></div>`
  const aside = html`<p class="me"><span class="me-words">At the desk: </span><strong>${me.name}</strong></p>`
  return page({ title: `Worth a word · ${company}`, company, main, aside, scripts: ['worth.js'] })
}

/** The way there, at the end of the desk's list. */
export function worthLink(count: number): Html {
  if (count === 0) return html``
  return html`<p class="worth-link"><a href="/desk/worth">Worth a word</a> <span class="count">${count}</span></p>`
}

function entry({ conversation, customer, why, said, at, suggestion }: WorthAWord): Html {
  const name = customer || 'the customer'
  const field = `word-${conversation}`
  return html`<li class="worth-entry" data-worth><h2>${customer || 'Somebody without a name'}</h2>
<p class="worth-why">${why} · ${time(at, 'ago')} ago</p>
<blockquote>${formatPlain(said)}</blockquote>
<form class="reply" data-conversation="${conversation}" method="dialog"><label for="${field}">Your word to ${name} <span class="goes">${name} will see this</span></label>
<textarea id="${field}" name="text" rows="4">${suggestion}</textarea>
<div class="buttons"><button type="submit" class="main" value="send">Send to ${name}</button>
<button type="submit" value="leave">Leave it</button></div></form></li>`
}
