import { html } from 'hono/html'
import type { ReportRow } from '../ledger/reports.ts'
import type { Html } from '../web/page.ts'
import { timeHtml } from './frame.ts'
import { customerName, moodHtml, quoteHtml, shortened, topicHtml } from './marks.ts'
import type { Now } from './now.ts'
import { capital, causeWords, decisionWords, isCorrected, outcomeWords, standingWords } from './words.ts'

const LONGEST_QUOTE = 180

/** The readings as a table; each row is a card where the screen is narrow. Roles are named, for a card's rows lose theirs. */
export function tableHtml(rows: readonly ReportRow[], now: Now): Html {
  return html`<table class="readings" role="table" aria-label="What customers wrote, newest first">
<thead role="rowgroup"><tr role="row">
<th role="columnheader" scope="col">Customer</th>
<th role="columnheader" scope="col">How it sounded</th>
<th role="columnheader" scope="col">Their words, and why</th>
<th role="columnheader" scope="col">What we did, and why</th>
<th role="columnheader" scope="col">Where it stands</th>
</tr></thead>
<tbody role="rowgroup">${rows.map((row) => rowHtml(row, now))}</tbody>
</table>`
}

function rowHtml(row: ReportRow, now: Now): Html {
  const link = `/owner/conversations/${encodeURIComponent(row.conversation)}#${messageAnchor(row.message)}`
  return html`<tr role="row">
<td role="cell" class="who-cell"><a class="customer" href="${link}"><bdi>${customerName(row.customer)}</bdi></a><span class="at">${timeHtml(row.at, now)}</span></td>
<td role="cell"><div class="marks">${moodHtml(row)}${row.feeling ? html`<span class="feeling">${row.feeling}</span>` : ''}${
    row.isComplaint ? html`<span class="flag">Complaint</span>` : ''
  }${row.wantsPerson ? html`<span class="flag calm">Asks for a person</span>` : ''}</div></td>
<td role="cell">${wordsHtml(row)}</td>
<td role="cell">${decisionHtml(row)}</td>
<td role="cell">${standingHtml(row)}</td>
</tr>`
}

/** The anchor of a message on the page of its conversation. */
export function messageAnchor(id: string): string {
  return `m-${id}`
}

function wordsHtml(row: ReportRow): Html {
  const said = row.quote ?? shortened(row.text, LONGEST_QUOTE)
  const words = row.isRemoved || said === '' ? '' : html`<p>${quoteHtml(said)}</p>`
  const corrected = isCorrected(row.readBy) ? html` <span class="topic">corrected</span>` : ''
  return html`${words}<p class="why">${row.reason} ${topicHtml(row)}${corrected}</p>`
}

function decisionHtml({ decision, cause, decisionReason }: ReportRow): Html {
  if (decision === null) return html`<p class="why">nothing decided yet</p>`
  const why = decisionReason ? html`<p class="why">${decisionReason}</p>` : ''
  return html`<p>${capital(decisionWords(decision))}${cause ? html`: ${causeWords(cause)}` : ''}</p>${why}`
}

function standingHtml(row: ReportRow): Html {
  const { lead, next } = standingWords(row.status, row.handoff, row.handoffBy)
  // While nobody knows yet, saying so in every row would only be in the way.
  const outcome = row.outcome === 'unknown' ? '' : html`<p class="why">${outcomeWords(row.outcome)}</p>`
  return html`<p>${capital(lead)}</p>${next ? html`<p class="why">${next}</p>` : ''}${outcome}`
}
