import { html, raw } from 'hono/html'
import { LONGEST_NAME } from '../../src/web/name.ts'
import { type Html, page } from '../../src/web/page.ts'
import type { CardBody } from './bodies.ts'
import { causeWindow } from './cause-window.ts'
import { cardHtml, suggestionHtml, threadHtml } from './desk-card.ts'
import { savedHtml } from './desk-drafts.ts'
import { type Desk, listHtml } from './desk-list.ts'

/** The staff desk: who waits at the left, the chosen conversation at the right. */
export function deskPage(company: string, desk: Desk, after: number): Html {
  const { chosen, me } = desk
  const main = html`<div id="desk" class="desk-room${chosen ? ' chosen' : ''}" data-after="${after}" data-handoff="${chosen?.handoff ?? ''}">
<h1 class="sr">Desk</h1>
<p id="offline" class="banner" role="status" hidden>The line is down for a moment. What you are writing stays here.</p>
<nav class="list" aria-label="Conversations" id="list">${listHtml(desk)}</nav>
<section class="case" aria-label="The chosen conversation" tabindex="-1" id="case">${chosen ? caseHtml(chosen, desk) : emptyHtml(desk.cards)}</section>
${chosen ? causeWindow : TOLD}
</div>`
  const aside = html`<p class="me"><span class="me-words">At the desk: </span><strong>${me.name}</strong></p>`
  return page({
    title: `Desk · ${company}`,
    company,
    main,
    aside,
    scripts: ['desk.js', 'cause.js'],
    look: 'desk',
  })
}

/** A sentence for this person alone. */
const TOLD = html`<p id="said" class="said" role="status"></p>`

/** Asks once for the name that customers will see. */
export function namePage(company: string): Html {
  const main = html`<div class="sheet"><h1>Welcome to the desk</h1>
<p>Customers see who is helping them. What should they call you?</p>
<form id="naming" class="naming" method="dialog"><label for="name">Your name</label>
<input id="name" name="name" required maxlength="${LONGEST_NAME}" autocomplete="given-name">
<button type="submit" class="main">Go to the desk</button></form>
<p id="said" class="said" role="status"></p></div>`
  return page({ title: `Desk · ${company}`, company, main, scripts: ['desk.js'] })
}

/** What stands at the right when no conversation is chosen. */
export function emptyHtml(cards: CardBody[]): Html {
  const waiting = cards.some((card) => card.status === 'waiting')
  return html`<div class="nobody"><p class="nobody-title">${waiting ? 'Somebody is waiting' : 'Nobody is waiting'}</p>
<p>${waiting ? 'Choose a conversation from the list to see what it is about.' : 'Everybody who asked for a person has been seen to. When somebody needs you, they appear here by themselves.'}</p></div>`
}

function caseHtml(card: CardBody, { thread, saved, me }: Desk): Html {
  const { handoff, customer } = card
  const name = customer.name || 'the customer'
  return html`<div class="about" id="about" role="group" aria-label="Who it is, and what was said" tabindex="0">
<a class="back" href="/desk">← All conversations</a>
<div id="card" class="card">${cardHtml(card, thread, me)}</div>
<section class="thread-part"><h3>Since then</h3>
<ol id="thread" class="thread">${threadHtml(card, thread)}</ol></section>
${suggestionHtml(card, thread)}</div>
<div class="above-acts"><button type="button" id="newest" class="newest" hidden>New words from ${name} <span aria-hidden="true">↓</span></button>
<button type="button" id="asks" class="newest" hidden>Was that a promise?</button>
<span id="again" hidden>${customer.name || 'The customer'} has written again.</span>${TOLD}</div>
<div class="acts" data-acts data-status="${card.status}" ${card.complaint ? raw('data-complaint') : ''}>
<form class="reply" data-form="reply" method="dialog"><label for="reply">Reply to ${name} <span class="goes">${name} will see this</span></label>
<textarea id="reply" name="text" rows="3" data-keep="reply:${handoff}"></textarea>
<div class="buttons"><button type="submit" class="main">Send to ${name}</button>${savedHtml(saved)}</div></form>
<form class="note" data-form="note" method="dialog"><label for="note">Note <span class="goes">Only staff see this</span></label>
<textarea id="note" name="text" rows="2" data-keep="note:${handoff}"></textarea>
<div class="buttons"><button type="submit">Add note</button></div></form>
</div>`
}
