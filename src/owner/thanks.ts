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
  return html`<section class="sheet-card" aria-labelledby="${id}"><h2 id="${id}"><bdi>${staff}</bdi></h2>
${words.length === 0 ? '' : html`<ul class="asked">${words.slice(0, OF_ONE).map((one) => wordsHtml(one, now))}</ul>`}
${words.length > OF_ONE ? html`<p class="why">And kind words of ${counted(words.length - OF_ONE, 'more customer')}.</p>` : ''}
${right.length === 0 ? '' : html`<p class="why">Called right by ${right.slice(0, OF_ONE).map((one, at) => html`${at > 0 ? ', ' : ''}<a href="${linkTo(one)}"><bdi>${customerName(one.customer)}</bdi></a>`)}${right.length > OF_ONE ? ` and ${right.length - OF_ONE} more` : ''}, when we asked.</p>`}
</section>`
}

function wordsHtml(thanks: Thanks, now: Now): Html {
  return html`<li><p>${quoteHtml(shortened(thanks.words ?? '', LONGEST))}</p><p class="why"><a href="${linkTo(thanks)}"><bdi>${customerName(thanks.customer)}</bdi></a>, ${timeHtml(thanks.at, now)}</p></li>`
}

function linkTo({ conversation, message }: Thanks): string {
  const page = `/owner/conversations/${encodeURIComponent(conversation)}`
  return message === null ? page : `${page}#${messageAnchor(message)}`
}
