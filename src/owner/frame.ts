import { html, raw } from 'hono/html'
import { type Html, page } from '../web/page.ts'
import { momentWords } from './date-words.ts'
import type { Now } from './now.ts'
import { ROOMS } from './rooms.ts'

export type OwnerPage = {
  title: string
  company: string
  now: Now
  main: Html
  /** Which of ROOMS it is, by its path. */
  here?: string
  /** Which of ROOMS it belongs to, where it is a page behind one. */
  within?: string
  scripts?: string[]
  styles?: string[]
}

/** The owner's frame: the shared one with the room's own stylesheet, and the way to its other pages. */
export function ownerPage({
  title,
  company,
  now,
  main,
  here,
  within,
  scripts = [],
  styles = [],
}: OwnerPage): Html {
  const aside = html`<p class="me"><a class="room-link" href="/owner">Owner’s room</a></p>`
  const body = html`<div class="room">${roomsHtml(here ?? within, here ? 'page' : 'true')}${main}
<p class="zone">Days and times are those of ${now.says}.</p></div>`
  return page({
    title: `${title} · ${company}`,
    company,
    main: body,
    aside,
    look: 'owner',
    scripts,
    styles: ['owner.css', ...styles],
  })
}

/** A row of links where there is room for it; on a phone a menu that names the page, and opens without a script. */
function roomsHtml(here: string | undefined, current: 'page' | 'true'): Html {
  const name = ROOMS.find(({ path }) => path === here)?.name ?? 'Owner’s room'
  return html`<nav class="rooms" aria-label="Pages of the owner’s room"><details><summary><strong>${name}</strong> <span>All pages</span></summary><ul>${ROOMS.map(
    ({ path, name }) =>
      html`<li><a href="${path}"${path === here ? raw(` aria-current="${current}"`) : ''}>${name}</a></li>`,
  )}</ul></details></nav>`
}

/** A moment on the office's clock: the year only where it is another one than now. */
export function timeHtml(at: number, now: Now): Html {
  return html`<time datetime="${new Date(at).toISOString()}">${momentWords(at, now)}</time>`
}
