import { html, raw } from 'hono/html'
import { type Html, page } from '../../src/web/page.ts'
import type { ChatLine } from './line.ts'
import type { Words } from './words.ts'

export type ChatPage = {
  company: string
  words: Words
  examples: readonly string[]
  lines: ChatLine[]
  /** The number after which the page goes on by live events. */
  after: number
}

/** The customer's chat, whole: the conversation so far, and where they write. */
export function chatPage({ company, words, examples, lines, after }: ChatPage): Html {
  const person = isWithPerson(lines)
  const main = html`<h1 class="sr">${words.title}</h1>
<p id="offline" class="banner" role="status" hidden>${words.offline}</p>
<noscript><p class="banner">${words.noScript}</p></noscript>
<div id="log" class="log" role="log" aria-live="polite" aria-label="${words.conversationLabel}" tabindex="0">
${welcomeHtml(words, examples, lines.length > 0)}
<ol id="posts" class="posts">${lines.map((line) => raw(line.html))}</ol>
<p id="working" class="working" hidden><span>${words.reading}</span><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span></p>
</div>
<button type="button" id="newest" class="newest" hidden>${words.newMessages} <span aria-hidden="true">↓</span></button>
<form id="composer" class="composer" method="dialog" autocomplete="off">
<p id="editing" class="editing" hidden><span>${words.editing}</span><button type="button" id="stop-editing" class="quiet">${words.cancel}</button></p>
<div class="write"><label class="sr" for="text">${words.messageLabel}</label>
<textarea id="text" rows="1" placeholder="${words.messagePlaceholder}" enterkeyhint="send"></textarea>
<button type="submit" id="send" class="main" data-send="${words.send}" data-save="${words.save}">${words.send}</button></div>
<div class="below"><button type="button" id="person" class="person" ${person ? raw('hidden') : ''}>${PERSON}<span>${words.person}</span></button>
<label class="namer"><span>${words.nameLabel}</span><input id="name" maxlength="60" autocomplete="nickname"></label></div>
</form>
<p id="heard" class="sr" role="status"></p>
<p id="said" class="said" role="status"></p>`
  const aside = html`<p class="subtitle" id="with-assistant" ${person ? raw('hidden') : ''}>${words.subtitle}</p>
<p class="subtitle" id="with-person" ${person ? '' : raw('hidden')}>${words.personSubtitle}</p>`
  const data = html`<div id="chat" class="chat-room" data-after="${after}" data-words="${JSON.stringify(forScript(words))}">${main}</div>`
  return page({ title: words.title, company, main: data, aside, scripts: ['chat.js'], look: 'chat' })
}

/**
 * Whether a person has the conversation: they spoke last, or, right after the assistant's words, a notice says that they
 * took it. A notice after a person's words says that they let it go. The page's script goes by the same rule.
 */
function isWithPerson(lines: readonly ChatLine[]): boolean {
  const [before, last] = lines
    .filter(({ role }) => role !== 'you')
    .slice(-2)
    .map(({ role }) => role)
  const newest = last ?? before
  return newest === 'staff' || (newest === 'house' && before === 'assistant')
}

const PERSON = html`<svg aria-hidden="true" viewBox="0 0 24 24" width="20" height="20"><circle cx="12" cy="8" r="4"/><path d="M4 20.500c.8-4 4-6 8-6s7.200 2 8 6"/></svg>`

function welcomeHtml(words: Words, examples: readonly string[], started: boolean): Html {
  return html`<section id="welcome" class="welcome" ${started ? raw('hidden') : ''}>
<h2>${words.welcomeHeading}</h2><p>${words.welcomeText}</p>
${
  examples.length > 0
    ? html`<p class="ask" id="ask">${words.welcomeAsk}</p>
<ul aria-labelledby="ask">${examples.map((one) => html`<li><button type="button" data-ask>${one}</button></li>`)}</ul>`
    : ''
}
</section>`
}

function forScript({
  you,
  sending,
  sent,
  notSentYet,
  notTaken,
  putBack,
  notChanged,
  today,
  yesterday,
}: Words) {
  return { you, sending, sent, notSentYet, notTaken, putBack, notChanged, today, yesterday }
}
