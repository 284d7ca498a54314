import { html } from 'hono/html'
import type { Thanks } from '../ledger/thanks.ts'
import type { Html } from '../web/page.ts'
import { ownerPage, timeHtml } from './frame.ts'
import { customerName } from './marks.ts'
import type { Now } from './now.ts'
import { counted } from './numbers.ts'
import { allThanksLink, linkTo, THANKS, THANKS_DAYS, wordsHtml } from './thanks.ts'

export const ALL_THANKS = `${THANKS}/all`
const SHOWN = 50

export type AllThanks = {
  company: string
  now: Now
  staff: string
  what: 'words' | 'right'
  /** All of that kind, and which page of them is looked at, from 1 on. */
  all: readonly Thanks[]
  page: number
}

/** All that customers said of one person's help. */
export function allThanksPage(list: AllThanks): Html {
  const { company, now, staff, what, all, page } = list
  const shown = all.slice((page - 1) * SHOWN, page * SHOWN)
  const title =
    what === 'words'
      ? `${counted(all.length, 'kind word')} for ${staff}`
      : `${counted(all.length, 'matter')} of ${staff} called right`
  const main = html`<p class="way-back"><a href="${THANKS}">← Thanks</a></p>
<section class="today" aria-labelledby="lead"><h1 id="lead">${title}</h1>
<p>In the last ${THANKS_DAYS} days. ${what === 'words' ? 'What names them comes first, then the newest.' : 'The newest first.'}</p></section>
${shown.length === 0 ? html`<div class="empty"><p>There is nothing here.</p></div>` : html`<ul class="asked" aria-label="${title}">${shown.map((one) => (what === 'words' ? wordsHtml(one, now) : rightHtml(one, now)))}</ul>`}
${pagesHtml(list)}`
  return ownerPage({ title, company, now, main, within: THANKS, styles: ['acting.css'] })
}

function rightHtml(one: Thanks, now: Now): Html {
  return html`<li><a href="${linkTo(one)}"><bdi>${customerName(one.customer)}</bdi></a> <span class="why">${timeHtml(one.at, now)}</span></li>`
}

function pagesHtml({ staff, what, all, page }: AllThanks): Html {
  const last = Math.ceil(all.length / SHOWN)
  if (last < 2) return html``
  const link = (to: number) => `${allThanksLink(staff, what)}&page=${to}`
  return html`<nav class="pages" aria-label="More of them">
${page > 1 ? html`<a class="button" href="${link(page - 1)}">← Before</a>` : ''}
<p class="why">Page ${page} of ${last}</p>
${page < last ? html`<a class="button" href="${link(page + 1)}">After →</a>` : ''}
</nav>`
}
