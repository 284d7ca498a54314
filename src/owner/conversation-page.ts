import { html } from 'hono/html'
import { z } from 'zod'
import { wordsOf } from '../ledger/promises.ts'
import type { Message, ReadingRow, Turn } from '../ledger/tables.ts'
import { MESSAGES_SHOWN, type ReadMessage, type WholeConversation } from '../ledger/whole-conversation.ts'
import type { Html } from '../web/page.ts'
import { correctionFormHtml, correctLinkHtml } from './correction-form.ts'
import { customerLink } from './customer-page.ts'
import { ownerPage, timeHtml } from './frame.ts'
import { customerName, moodHtml, quoteHtml, topicHtml } from './marks.ts'
import type { Now } from './now.ts'
import { messageAnchor } from './table.ts'
import { type Moment, timelineOf } from './timeline.ts'
import {
  adapterWords,
  capital,
  causeWords,
  decisionWords,
  isCorrected,
  outcomeWords,
  promiseWords,
  readerWords,
  standingWords,
} from './words.ts'

/**
 * One conversation whole: every word, how it sounded and why, what was decided and why, who had it, and notes. `correct`
 * is the message whose reading is being corrected, by somebody who may.
 */
export function conversationPage(
  company: string,
  whole: WholeConversation,
  now: Now,
  { correct = null, mayChange = true }: { correct?: string | null; mayChange?: boolean } = {},
): Html {
  const { conversation, customer } = whole
  const name = customerName(customer.name)
  const handoff = whole.handoffs.at(-1)
  const who = handoff ? (handoff.closed_name ?? handoff.claimed_name) : null
  const isErased = conversation.erased_at !== null
  const gone = !isErased ? 'The customer removed this message.' : 'Erased.'
  const { lead, next } = standingWords(conversation.status, isErased ? null : (handoff?.status ?? null), who)
  const main = html`<p class="way-back"><a href="/owner">← Today</a></p>
<section class="person-head"><h1><bdi>${name}</bdi></h1>
<p><a href="${customerLink(customer.id)}">All of their conversations, and what we keep about them</a></p>
${conversation.erased_at === null ? '' : html`<p class="why">The words of this conversation were erased ${timeHtml(conversation.erased_at, now)}. Times, counts and themes stay.</p>`}
<dl>
<div><dt>Where it stands</dt><dd>${capital(lead)}${next ? html` <span class="why">· ${next}</span>` : ''}</dd></div>
<div><dt>Outcome</dt><dd>${capital(outcomeWords(conversation.outcome))}</dd></div>
<div><dt>Began</dt><dd>${timeHtml(conversation.opened_at, now)}</dd></div>
<div><dt>Customer since</dt><dd>${timeHtml(customer.since, now)}</dd></div>
<div><dt>Came in through</dt><dd>${adapterWords(conversation.adapter)}</dd></div>
</dl></section>
${promisesHtml(whole, now)}
${whole.isCut ? html`<p class="why">These are the newest ${MESSAGES_SHOWN} messages. Older ones are kept and not shown here.</p>` : ''}
<ol class="story" aria-label="The conversation, oldest first">${timelineOf(whole).map((moment) => momentHtml(moment, { customer: name, gone, now, correct, mayChange }))}</ol>`
  return ownerPage({ title: name, company, now, main, styles: ['acting.css'] })
}

function promisesHtml({ promises }: WholeConversation, now: Now): Html {
  if (promises.length === 0) return html``
  return html`<section class="promised" aria-labelledby="promised"><h2 id="promised">Promised</h2>
<ul>${promises.map(
    (promise) => html`<li><q dir="auto">${wordsOf(promise) ?? 'words that were taken back'}</q>
<span class="why">${promise.by_name ? html`<bdi>${promise.by_name}</bdi>` : promise.made_by === 'assistant' ? 'The assistant' : 'Somebody'} · ${promise.first_due_at === null ? 'due' : html`first due ${timeHtml(promise.first_due_at, now)}, moved to`} ${timeHtml(promise.due_at, now)} · ${promiseWords(promise)}</span></li>`,
  )}</ul></section>`
}

/** `gone` is what stands where words were. */
type Telling = { customer: string; gone: string; now: Now; correct: string | null; mayChange: boolean }

function momentHtml(moment: Moment, telling: Telling): Html {
  const { now } = telling
  const time = html`<span class="at">${timeHtml(moment.at, now)}</span>`
  switch (moment.kind) {
    case 'message':
      return messageHtml(moment.message, telling, time)
    case 'turn':
      return html`<li class="step decided"><p><strong>${capital(decisionWords(moment.turn.decision))}</strong>${moment.turn.cause ? html`: ${causeWords(moment.turn.cause)}` : ''} ${time}</p>
<p class="why">Why: ${moment.turn.reason}${answeredHtml(moment.turn)}</p></li>`
    case 'handoff': {
      const { handoff, what } = moment
      if (what === 'opened')
        return html`<li class="step"><p><strong>Handed to people</strong>: ${causeWords(handoff.cause)} ${time}</p></li>`
      if (what === 'claimed')
        return html`<li class="step"><p><strong><bdi>${handoff.claimed_name || 'Somebody'}</bdi></strong> took it ${time}</p></li>`
      if (handoff.closed_name === null)
        return html`<li class="step"><p><strong>Ended</strong> as the customer was erased ${time}</p></li>`
      const did = handoff.status === 'given_back' ? 'gave it back to the assistant' : 'resolved it'
      return html`<li class="step"><p><strong><bdi>${handoff.closed_name || 'Somebody'}</bdi></strong> ${did} ${time}</p></li>`
    }
    case 'note':
      return html`<li class="memo"><p class="by"><strong><bdi>${moment.note.name}</bdi></strong> <span class="tag-internal">Internal note, the customer cannot see it</span> ${time}</p><p class="plain" dir="auto">${moment.note.text}</p></li>`
  }
}

function answeredHtml({ answered_by, confidence }: Turn): Html {
  if (!answered_by) return html``
  const sure = confidence === null ? '' : `, ${Math.round(confidence * 100)} % sure`
  return html` · answer by ${answered_by === 'local' ? 'the built-in answerer' : answered_by}${sure}`
}

function messageHtml(message: ReadMessage, telling: Telling, time: Html): Html {
  const { author } = message
  const edited =
    message.edited_at !== null && message.removed_at === null ? html` <span class="topic">edited</span>` : ''
  return html`<li class="said-by by-${author}" id="${messageAnchor(message.id)}"><p class="by"><strong><bdi>${speaker(message, telling.customer)}</bdi></strong> ${time}${edited}</p>
${bodyHtml(message, telling.gone)}${readingsHtml(message, telling)}</li>`
}

function speaker({ author, name }: Message, customer: string): string {
  if (author === 'customer') return name || customer
  if (author === 'assistant') return 'Assistant (AI)'
  if (author === 'house') return 'Notice'
  return author === 'staff' ? `${name || 'Somebody'} (a person)` : `${name || 'Somebody else'} (also there)`
}

function bodyHtml(message: Message, gone: string): Html {
  if (message.removed_at !== null) return html`<p class="bubble taken-back">${gone}</p>`
  const pressed = message.choice === null ? '' : html`<p class="why">A pressed button</p>`
  const files = titles(message.attachments, 'name')
  const pages = titles(message.sources, 'title')
  return html`<div class="bubble">${message.text === '' ? '' : html`<p class="plain" dir="auto">${message.text}</p>`}${pressed}${
    files.length > 0 ? html`<p class="why">With ${files.join(', ')}</p>` : ''
  }${pages.length > 0 ? html`<p class="why">From your pages: ${pages.join('; ')}</p>` : ''}</div>`
}

const Named = z.array(z.looseObject({ name: z.string().optional(), title: z.string().optional() }))

function titles(json: string, key: 'name' | 'title'): string[] {
  return (Named.safeParse(JSON.parse(json)).data ?? []).flatMap((one) => one[key] ?? [])
}

function readingsHtml(message: ReadMessage, telling: Telling): Html {
  const { readings } = message
  if (readings.length === 0) return html``
  return html`<ul class="read" aria-label="How it sounded">${readings.map((reading) => readingHtml(reading, message, telling))}</ul>`
}

/** Why a reading no longer stands; '' where it does. */
function oldWords(reading: ReadingRow, all: readonly ReadingRow[]): string {
  if (reading.corrected_by === null) return ''
  const next = all.find(({ id }) => id === reading.corrected_by)
  return next && isCorrected(next.read_by) ? 'Before it was corrected' : 'Before the message was changed'
}

function readingHtml(reading: ReadingRow, message: ReadMessage, telling: Telling): Html {
  const old = oldWords(reading, message.readings)
  const quote = reading.quote && message.removed_at === null ? html`<p>${quoteHtml(reading.quote)}</p>` : ''
  const flags = html`${reading.feeling ? html`<span class="feeling">${reading.feeling}</span>` : ''}${
    reading.complaint === 1 ? html`<span class="flag">Complaint</span>` : ''
  }${reading.wants_person === 1 ? html`<span class="flag calm">Asks for a person</span>` : ''}${topicHtml(reading)}`
  const when = isCorrected(reading.read_by) ? html` ${timeHtml(reading.at, telling.now)}` : ''
  return html`<li class="${old ? 'reading was' : 'reading'}">${old ? html`<p class="old">${old}</p>` : ''}<div class="marks">${moodHtml({ sentiment: reading.sentiment, readBy: reading.read_by })}${flags}</div>
${quote}<p class="why">${capital(reading.reason)} · ${readerWords(reading.read_by)}${when}</p>${correctingHtml(reading, message, telling)}</li>`
}

/** A pressed button has no words that could have been misread, and what was taken back is not read anew. */
function correctingHtml(reading: ReadingRow, message: ReadMessage, telling: Telling): Html {
  const { correct, customer, mayChange } = telling
  const isFixed =
    !mayChange || reading.corrected_by !== null || reading.read_by === 'button' || message.removed_at !== null
  if (isFixed) return html``
  return correct === message.id ? correctionFormHtml(reading) : correctLinkHtml(reading, customer)
}
