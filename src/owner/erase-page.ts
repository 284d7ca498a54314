import { html } from 'hono/html'
import { type Proof, progressOf, proofOf } from '../ledger/personal/erasures.ts'
import type { WholeCustomer } from '../ledger/personal/whole-customer.ts'
import type { Erasure } from '../ledger/tables.ts'
import type { Html } from '../web/page.ts'
import { customerLink } from './customer-page.ts'
import { ownerPage, timeHtml } from './frame.ts'
import { customerName } from './marks.ts'
import { type NamedElsewhere, namedElsewhereHtml } from './named-elsewhere.ts'
import type { Now } from './now.ts'
import { counted } from './numbers.ts'

/** The page between wishing to erase somebody and doing it: what goes and what stays, plainly. */
export function eraseQuestionPage(
  company: string,
  { customer, count }: WholeCustomer,
  elsewhere: NamedElsewhere,
  now: Now,
): Html {
  const name = customerName(customer.name)
  const back = customerLink(customer.id)
  const main = html`<p class="way-back"><a href="${back}"><span>← <bdi>${name}</bdi></span></a></p>
<section class="kept"><h1>Erase <bdi>${name}</bdi>?</h1>
<p>This cannot be undone, by anybody. ${counted(count, 'conversation')} of theirs ${count === 1 ? 'ends' : 'end'} at once, also where a person has it now.</p>
<h2>What goes</h2>
<ul class="plain-list">
<li>Every word that they wrote and that was written to them, the names of their files, and their name and ids.</li>
<li>What was made of their words: quotes, reasons, summaries, notes of your staff, calls of your tools with their answers, what exactly was promised to them, and your own notes on visits to them.</li>
<li>What is still to be sent, asked, reminded of or worked on for them.</li>
<li>On the staff’s side, cards and thread lines of ours are replaced by ones without words.</li>
</ul>
<h2>What stays</h2>
<ul class="plain-list">
<li>That there were conversations, when they were, how they sounded in numbers, what they were about where others have the same theme, how they ended, and what they cost: under a new random number that leads to nobody.</li>
<li>Who of your staff helped, and when; which problem of several customers theirs was; on which days you visited them.</li>
<li>Digests: they name nobody.</li>
</ul>
<h2>What we cannot reach</h2>
<ul class="plain-list">
<li>On a chat platform, their own conversation with us stands where they wrote it. They can delete it there, or whoever runs that workspace or server.</li>
<li>Files that were passed on to your staff’s channel there, and lines that reminded everybody of who waits: please delete those by hand.</li>
<li>What they wrote in a thread that somebody else began belongs to that conversation; so does what others wrote about them.</li>
<li>Your backups, exports that were taken, and what a model’s provider or your own tools keep.</li>
</ul>
${namedElsewhereHtml(customer, elsewhere)}
<p>If they write again, they are somebody new to us.</p>
<form method="post" action="${back}/erase" class="two-ways"><button type="submit" class="grave">Erase <bdi>${name}</bdi> for good</button><a class="button" href="${back}">Keep everything</a></form>
</section>`
  return ownerPage({ title: `Erase ${name}?`, company, now, main, styles: ['privacy.css'] })
}

/** How far an erasure is, and what it has come to. */
export function erasurePage(company: string, erasure: Erasure, now: Now): Html {
  const proof = proofOf(erasure)
  const what = erasure.kind === 'customer' ? 'A customer is erased' : 'Words that were too old'
  const main = html`<p class="way-back"><a href="/owner/privacy">← Privacy</a></p>
<section class="kept"><h1>${proof ? (erasure.kind === 'customer' ? 'A customer was erased' : 'Words that were too old were erased') : what}</h1>
<p>Asked for ${timeHtml(erasure.asked_at, now)}${erasure.kind === 'customer' ? '' : ' by your setting'}. ${erasure.done_at === null ? html`${stepWords(erasure)} <a href="/owner/erasures/${encodeURIComponent(erasure.id)}">Look again</a>` : html`Done ${timeHtml(erasure.done_at, now)}.`}</p>
${proof ? proofHtml(erasure.id, proof) : ''}</section>`
  return ownerPage({ title: what, company, now, main, within: '/owner/privacy', styles: ['privacy.css'] })
}

const STEPS: Record<Erasure['step'], string> = {
  cut: 'It begins in a moment.',
  drain: 'What is on its way at this moment is waited for.',
  scrub: 'Their words are being erased.',
  withdraw:
    'Their words are gone here. What your staff were shown is being replaced; a platform that does not answer is asked again for a day.',
  finish: 'The last traces are being erased.',
  rewrite: 'The file is being written anew.',
  done: 'It is done.',
}

function stepWords(erasure: Erasure): string {
  const rows = Object.values(progressOf(erasure).rows).reduce((sum, count) => sum + count, 0)
  return `${STEPS[erasure.step]} So far ${counted(rows, 'row')}.`
}

function proofHtml(id: string, proof: Proof): Html {
  const { taken_back, not_taken_back } = proof.shown_to_staff
  const shown =
    not_taken_back > 0
      ? `${counted(not_taken_back, 'piece')} of what your staff were shown could not be replaced: please delete it by hand.`
      : taken_back > 0
        ? `${counted(taken_back, 'piece')} of what your staff were shown ${taken_back === 1 ? 'was' : 'were'} replaced.`
        : ''
  const tables = Object.entries(proof.tables).filter(([, { erased, kept }]) => erased > 0 || kept > 0)
  return html`<p>${shown} The ledger’s file: ${proof.file}.</p>
<table class="shares counts"><caption>Rows by table; the others held nothing</caption><thead><tr><th scope="col">Table</th><th scope="col">Erased</th><th scope="col">Kept, without words</th></tr></thead>
<tbody>${tables.map(([table, { erased, kept }]) => html`<tr><th scope="row">${table}</th><td>${erased}</td><td>${kept}</td></tr>`)}</tbody></table>
<p><a href="/owner/erasures/${encodeURIComponent(id)}/proof.json" download>Take the proof as a file (JSON)</a></p>
<p class="why">It holds no word and no name. Whoever has an export of this customer can tell by its hash that it was they.</p>`
}
