import { html } from 'hono/html'
import { type Html, page } from '../web/page.ts'

/** The owner's frame: the shared one with the room's own stylesheet. */
export function ownerPage({ title, company, main }: { title: string; company: string; main: Html }): Html {
  const aside = html`<p class="me"><a class="room-link" href="/owner">Owner’s room</a></p>`
  const body = html`<div class="room">${main}</div>`
  const styles = ['owner.css']
  return page({ title: `${title} · ${company}`, company, main: body, aside, look: 'owner', styles })
}

const MOMENT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})
const FULL = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full' })

/** A moment on the server's clock: the year only where it is another one than now. */
export function timeHtml(at: number, now: number): Html {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return html`<time datetime="${new Date(at).toISOString()}">${(sameYear ? MOMENT : FULL).format(at)}</time>`
}

export function longDate(at: number): string {
  return DATE.format(at)
}

/** The zone that every time on the page is in. */
export function zoneName(): string {
  return FULL.resolvedOptions().timeZone
}
