import { html } from 'hono/html'
import type { AuditRow, Erasure } from '../ledger/tables.ts'
import type { Html } from '../web/page.ts'
import { customerLink } from './customer-page.ts'
import { ownerPage, timeHtml } from './frame.ts'
import type { Now } from './now.ts'
import { counted } from './numbers.ts'
import type { Visitor } from './visitor.ts'

export const PRIVACY = '/owner/privacy'

export type PrivacyShown = {
  company: string
  visitor: Visitor
  retentionDays: number | null
  erasures: Erasure[]
  /** A viewer's link, just made. */
  link: string | null
  now: Now
}

/** For how long words are kept, what was erased, who may look, and the way to who took what. */
export function privacyPage(shown: PrivacyShown): Html {
  const { company, retentionDays, erasures, now } = shown
  const main = html`<section class="today"><p class="date">Privacy</p>
<h1>What we keep, and for how long</h1>
${
  retentionDays === null
    ? html`<p>Words are kept until you erase them. To have them erased by their age, set <code>RETENTION_DAYS</code> in <code>.env</code>, and start Warmline again.</p>`
    : html`<p>Words of a conversation are erased ${retentionDays} days after it became quiet; counts and themes stay. What somebody waits for, or was promised, is kept until that is settled.</p>`
}
<p>To take out or erase what is kept about one customer, open any of their conversations, and from there the customer.</p></section>
<section class="kept" aria-labelledby="erased"><h2 id="erased">What was erased</h2>
${erasures.length === 0 ? html`<p class="why">Nothing so far.</p>` : html`<ol class="entries">${erasures.map((one) => erasureHtml(one, now))}</ol>`}
</section>
<section class="kept" aria-labelledby="taken"><h2 id="taken">Who took what</h2>
<p><a href="/owner/audit">Every export, every erasure, and who asked for it</a></p></section>
${viewersHtml(shown)}${sessionHtml(shown)}`
  return ownerPage({ title: 'Privacy', company, now, main, here: PRIVACY, styles: ['privacy.css'] })
}

function erasureHtml({ id, kind, asked_at, done_at, by_role }: Erasure, now: Now): Html {
  const what = kind === 'customer' ? 'One customer' : 'Words that were too old'
  const by = kind === 'customer' ? ` · asked for by the ${by_role}` : ''
  return html`<li><a class="customer" href="/owner/erasures/${encodeURIComponent(id)}">${what}</a>
<span>${timeHtml(asked_at, now)}</span> <span class="why">${done_at === null ? 'under way' : 'done'}${by}</span></li>`
}

function viewersHtml({ visitor, link }: PrivacyShown): Html {
  if (visitor.role !== 'owner') return html``
  return html`<section class="kept" aria-labelledby="viewers"><h2 id="viewers">Let somebody look</h2>
<p>A viewer sees this room, and takes, changes and erases nothing. The link works until Warmline starts again; whoever has opened it stays in for twelve hours.</p>
${
  link === null
    ? html`<form method="post" action="/owner/viewer-link"><button type="submit" class="main">Show a viewer’s link</button></form>`
    : html`<p role="status">Give this to whom you trust with your customers’ words: <code class="secret">${link}</code></p>`
}</section>`
}

function sessionHtml({ visitor: { role, until }, now }: PrivacyShown): Html {
  const end = until === null ? '' : html`, until ${timeHtml(until, now)}`
  return html`<section class="kept" aria-labelledby="you"><h2 id="you">You</h2>
<p>You are here as ${role === 'owner' ? 'the owner' : 'a viewer'}${end}.</p>
<form method="post" action="/sign-out"><button type="submit">Sign out</button></form></section>`
}

const DID: Record<AuditRow['did'], string> = {
  exported_readings: 'took out readings',
  exported_corrections: 'took out all corrections',
  exported_customer: 'took out one customer',
  asked_to_erase: 'had a customer erased',
  took_proof: 'took out the proof of an erasure',
  made_viewer_link: 'made a viewer’s link',
}

export type AuditShown = { company: string; rows: AuditRow[]; next: string | null; now: Now }

/** Who took what out of the house, newest first. */
export function auditPage({ company, rows, next, now }: AuditShown): Html {
  const main = html`<p class="way-back"><a href="${PRIVACY}">← Privacy</a></p>
<section class="today"><h1>Who took what</h1></section>
<section class="kept" aria-label="Entries">${rows.length === 0 ? html`<p class="why">Nobody has taken out or erased anything.</p>` : html`<ol class="entries">${rows.map((row) => auditHtml(row, now))}</ol>`}
${next ? html`<nav class="pages" aria-label="Older entries"><a class="button" href="/owner/audit?before=${next}">Older →</a></nav>` : ''}</section>`
  return ownerPage({ title: 'Who took what', company, now, main, within: PRIVACY, styles: ['privacy.css'] })
}

function auditHtml({ at, role, session, did, customer_id, what, rows_written }: AuditRow, now: Now): Html {
  const who = role === 'owner' ? 'The owner' : `The ${role}`
  const facts = [
    what,
    rows_written === null ? '' : counted(rows_written, 'row'),
    rows_written === null && did.startsWith('exported') ? 'not finished' : '',
    session === '' ? '' : `session ${session}`,
  ].filter((fact) => fact !== '')
  return html`<li><strong>${who} ${DID[did]}</strong> <span>${timeHtml(at, now)}</span>
<span class="why">${facts.join(' · ')}${
    customer_id === null ? '' : html` · <a href="${customerLink(customer_id)}">the customer</a>`
  }</span></li>`
}
