import { html, raw } from 'hono/html'
import type { Drafts } from '../../src/card.ts'
import type { Html } from '../../src/web/page.ts'
import { type CardBody, TextBody } from './bodies.ts'
import { formatText } from './format.ts'
import { time } from './line.ts'
import type { Post } from './posts.ts'
import { worthLink } from './worth-page.ts'

/** A member of staff at the desk. */
export type Me = { id: string; name: string }

/** What the desk shows to one member of staff. */
export type Desk = {
  cards: CardBody[]
  /** The handoffs of who waits, in the order in which people are to help. */
  line: readonly string[]
  /** Plain lines that were sent to the staff's place, newest first. */
  notices: Post[]
  chosen: CardBody | null
  /** How many customers are worth a word. */
  worth: number
  thread: Post[]
  /** What a reply may start from. */
  saved: Drafts['saved']
  /** Who is looking. Names may be the same; ids are not. */
  me: Me
}

/** The list at the left: who waits, in the order of the line; who is being helped; what was closed of late. */
export function listHtml({ cards, line, notices, chosen, worth, me }: Desk): Html {
  const of = (...states: CardBody['status'][]) => cards.filter((card) => states.includes(card.status))
  const places = new Map(line.map((handoff, place) => [handoff, place]))
  // A card that came a moment before its place in the line stands last.
  const place = ({ handoff }: CardBody) => places.get(handoff) ?? places.size
  const waiting = of('waiting').sort((a, b) => place(a) - place(b) || a.waitingSince - b.waitingSince)
  const claimed = of('claimed', 'snoozed').sort((a, b) => a.waitingSince - b.waitingSince)
  const part = (name: string, some: CardBody[], empty: string) =>
    some.length > 0 || empty
      ? html`<h2>${name} <span class="count">${some.length}</span></h2>
${some.length > 0 ? html`<ul>${some.map((card) => entry(card, chosen?.handoff === card.handoff, me))}</ul>` : html`<p class="none">${empty}</p>`}`
      : ''
  return html`${notices.map(notice)}
${part('Waiting', waiting, 'Nobody is waiting.')}
${part(
  'With you',
  claimed.filter((card) => card.claimedById === me.id),
  '',
)}
${part(
  'With others',
  claimed.filter((card) => card.claimedById !== me.id),
  '',
)}
${worthLink(worth)}
${part('Closed lately', of('resolved', 'given_back'), '')}`
}

function entry(card: CardBody, chosen: boolean, me: Me): Html {
  const { handoff, status, customer, wrong, complaint, claimedBy, waitingSince, preferred } = card
  return html`<li><a class="entry ${status}" href="/desk?handoff=${encodeURIComponent(handoff)}" ${chosen ? raw('aria-current="true"') : ''}>
<span class="entry-top"><strong>${customer.name || 'Somebody without a name'}</strong>
${status === 'waiting' ? time(waitingSince, 'ago') : ''}</span>
<span class="entry-what">${wrong}</span>
<span class="chips">${complaint ? html`<span class="chip complaint">Complaint</span>` : ''}
${status === 'waiting' && preferred ? html`<span class="chip">${preferred.id === me.id ? 'For you, if you can' : `For ${preferred.name}, if possible`}</span>` : ''}
${(status === 'claimed' || status === 'snoozed') && claimedBy ? html`<span class="chip">${claimedBy}</span>` : ''}
${status === 'snoozed' ? html`<span class="chip">Put aside</span>` : ''}
${status === 'resolved' ? html`<span class="chip">Resolved</span>` : ''}
${status === 'given_back' ? html`<span class="chip">Given back</span>` : ''}</span></a></li>`
}

function notice(post: Desk['notices'][number]): Html {
  const body = TextBody.safeParse(JSON.parse(post.body)).data
  return body
    ? html`<div class="desk-notice">${formatText(body.text)}<p class="when">${time(post.at)}</p></div>`
    : html``
}
