import { html } from 'hono/html'
import type { CauseRow, Customer } from '../ledger/tables.ts'
import type { Html } from '../web/page.ts'
import { customerLink } from './customer-page.ts'
import { customerName } from './marks.ts'
import { partsOf } from './name-in-text.ts'
import { counted } from './numbers.ts'

const FILES_SHOWN = 20

/** Where a customer is named beside the ledger's own rows about them. */
export type NamedElsewhere = { files: readonly string[]; causes: readonly Pick<CauseRow, 'id' | 'name'>[] }

/** What the owner has to look at themselves, as long as the name is known here. */
export function namedElsewhereHtml(customer: Customer, { files, causes }: NamedElsewhere): Html {
  return html`<h2>What only you can take out</h2>
<p>Pages, drafts of pages and your file of customers are files of yours: Warmline never changes or deletes them. A draft is made of what your people wrote to customers, and may name one. ${filesHtml(customer, files)}
${causes.length === 0 ? '' : causesHtml(customer, causes)}`
}

function filesHtml({ name }: Customer, files: readonly string[]): Html {
  const shown = html`<bdi>${customerName(name)}</bdi>`
  if (files.length > 0)
    return html`Afterwards nobody here knows the name any more, so please look now: it stands in ${files.length === 1 ? 'this one' : 'these'}, though somebody else may be meant.</p>
<ul class="plain-list">${files.slice(0, FILES_SHOWN).map((file) => html`<li><code>${file}</code></li>`)}${files.length > FILES_SHOWN ? html`<li>and ${counted(files.length - FILES_SHOWN, 'more file')}</li>` : ''}</ul>`
  if (partsOf(name).length === 0)
    return html`${name === '' ? 'They have no name' : html`The name ${shown} is too short`} to be looked for: please look at your drafts yourself.</p>`
  return html`The name ${shown} stands in none of them. A nickname, or a name that is written otherwise, only you would find.</p>`
}

function causesHtml({ id }: Customer, causes: NamedElsewhere['causes']): Html {
  const one = causes.length === 1
  return html`<p>What your people call a problem that several customers have stays. ${one ? 'This one holds' : 'These hold'} the name of this customer, or of somebody called alike: please call ${one ? 'it' : 'them'} something else.</p>
${causes.map(
  (cause) =>
    html`<form method="post" action="${customerLink(id)}/causes/${encodeURIComponent(cause.id)}" class="rename"><label><span class="sr">What “${cause.name}” is to be called</span><input name="name" value="${cause.name}" required minlength="3" maxlength="80" autocomplete="off"></label><button type="submit">Rename<span class="sr"> “${cause.name}”</span></button></form>`,
)}`
}
