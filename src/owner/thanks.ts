import { html } from 'hono/html'
import type { Thanks } from '../ledger/thanks.ts'
import { isSour } from '../mind/patterns/sour.ts'
import type { Html } from '../web/page.ts'
import { ownerPage, timeHtml } from './frame.ts'
import { customerName, quoteHtml, shortened } from './marks.ts'
import type { Now } from './now.ts'
import { counted, listed } from './numbers.ts'
import { messageAnchor } from './table.ts'

export const THANKS = '/owner/thanks'
/** So far back the page looks. Days. */
export const THANKS_DAYS = 90
const OF_ONE = 5
const LONGEST = 240

/** What customers said of one person's help. */
export type Thanked = { staff: string; words: Thanks[]; right: Thanks[] }

/**
 * Kind words by whom they were said of, whoever was thanked last first: nobody is ranked by how many they are. What sounds
 * like thanks and is none is left out; a customer's words count once.
 */
export function thankedOf(words: readonly Thanks[], right: readonly Thanks[]): Thanked[] {
  const meant = words.filter((one) => !isSour(one.words ?? ''))
  const once = [...new Map(meant.map((one) => [one.message, one])).values()]
  const byStaff = Map.groupBy([...once, ...right], ({ staff }) => staff)
  return [...byStaff.entries()]
    .map(([staff, all]) => {
      // What names them is meant for them; then the newest.
      const named = (one: Thanks) => Number(one.words?.toLowerCase().includes(staff.toLowerCase()) ?? false)
      const sorted = all.sort((a, b) => named(b) - named(a) || b.at - a.at)
      return {
        staff,
        words: sorted.filter((one) => one.words !== null),
        right: sorted.filter((one) => one.words === null),
      }
    })
    .sort((a, b) => newestOf(b) - newestOf(a) || (a.staff < b.staff ? -1 : 1))
}

function newestOf({ words, right }: Thanked): number {
  return [...words, ...right].reduce((newest, { at }) => Math.max(newest, at), 0)
}

/** The page's headline. */
export function thanksWords(thanked: readonly Thanked[]): string {
  const names = thanked.map(({ staff }) => staff)
  if (names.length === 0) return `No kind words for anybody’s help in the last ${THANKS_DAYS} days`
  const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} others`] : names
  return `Customers thanked ${listed(shown)}. Have you?`
}

/** Whose help customers praised, in their words. */
export function thanksPage(company: string, thanked: readonly Thanked[], now: Now): Html {
  const main = html`<section class="today" aria-labelledby="thanks"><p class="date">Thanks</p>
<h1 id="thanks">${thanksWords(thanked)}</h1>
<p>What customers wrote after one of your people had answered them, in the last ${THANKS_DAYS} days. It is here to be passed on; nobody is measured by it.</p></section>
${thanked.length === 0 ? NONE : thanked.map((one, place) => thankedHtml(one, place, now))}`
  return ownerPage({ title: 'Thanks', company, now, main, here: THANKS, styles: ['acting.css'] })
}

const NONE = html`<section class="empty"><h2>Nothing to pass on yet</h2>
<p>When a customer is glad of what one of your people did, their words stand here. That nobody said so does not mean that nobody was.</p></section>`

function thankedHtml({ staff, words, right }: Thanked, place: number, now: Now): Html {
  const id = `thanked-${place}`
  const shown = different(words).slice(0, OF_ONE)
  return html`<section class="sheet-card" aria-labelledby="${id}"><h2 id="${id}"><bdi>${staff}</bdi></h2>
${shown.length === 0 ? '' : html`<ul class="asked">${shown.map((one) => wordsHtml(one, now))}</ul>`}
${words.length > shown.length ? html`<p><a href="${allThanksLink(staff, 'words')}">All ${counted(words.length, 'kind word')}<span class="sr"> for ${staff}</span></a></p>` : ''}
${right.length === 0 ? '' : html`<p class="why">Called right by ${rightHtml(staff, right)}, when we asked.</p>`}
</section>`
}

/** Those of other words than all before them, whatever their capitals and signs. */
function different(words: readonly Thanks[]): Thanks[] {
  const plain = (one: Thanks) =>
    (one.words ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
      .trim()
  const first = new Map<string, Thanks>()
  for (const one of words) if (!first.has(plain(one))) first.set(plain(one), one)
  return [...first.values()]
}

function rightHtml(staff: string, right: readonly Thanks[]): Html {
  const names = right
    .slice(0, OF_ONE)
    .map(
      (one, at) =>
        html`${at > 0 ? ', ' : ''}<a href="${linkTo(one)}"><bdi>${customerName(one.customer)}</bdi></a>`,
    )
  const more = right.length - OF_ONE
  if (more <= 0) return html`${names}`
  return html`${names} and <a href="${allThanksLink(staff, 'right')}">${more} more<span class="sr"> for ${staff}</span></a>`
}

/** What a customer said, and who said it when. */
export function wordsHtml(thanks: Thanks, now: Now): Html {
  return html`<li><p>${quoteHtml(shortened(thanks.words ?? '', LONGEST))}</p><p class="why"><a href="${linkTo(thanks)}"><bdi>${customerName(thanks.customer)}</bdi></a>, ${timeHtml(thanks.at, now)}</p></li>`
}

/** The conversation in which it was said. */
export function linkTo({ conversation, message }: Thanks): string {
  const page = `/owner/conversations/${encodeURIComponent(conversation)}`
  return message === null ? page : `${page}#${messageAnchor(message)}`
}

/** Where all of one kind stand that were said of one person's help. */
export function allThanksLink(staff: string, what: 'words' | 'right'): string {
  return `${THANKS}/all?${new URLSearchParams({ staff, what })}`
}
