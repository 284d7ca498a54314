import { html } from 'hono/html'
import type { ComplaintCase } from '../ledger/complaint-cases.ts'
import type { Html } from '../web/page.ts'
import { complaintGroups } from './complaint-figures.ts'
import { type Counts, complaintsInWords } from './complaints-words.ts'
import { groupHtml } from './figure.ts'
import { leadHtml } from './figures-frame.ts'
import { ownerPage } from './frame.ts'
import type { Now } from './now.ts'
import { datesOf, type Period } from './period.ts'
import { listLink } from './query.ts'

export const COMPLAINTS = { path: '/owner/complaints', name: 'Complaints' }

/** `cases` are those with a complaint. */
export type Complaints = {
  company: string
  now: Now
  period: Period
  cases: ComplaintCase[]
  counts: { now: Counts; before: Counts }
}

/** What customers complain about, how soon a person had it, and how it ended. */
export function complaintsPage({ company, now, period, cases, counts }: Complaints): Html {
  const { weeks } = period
  const sentences = complaintsInWords(cases, counts, weeks)
  const links =
    cases.length === 0
      ? []
      : [
          {
            words: 'Every message that complains',
            link: listLink({ ...datesOf(period, now.zone), complaint: 'yes' }),
          },
        ]
  const page = { path: COMPLAINTS.path, weeks }
  const main = html`${leadHtml({ ...COMPLAINTS, weeks, sentences, links })}
${cases.length === 0 ? '' : html`<div class="pairs">${complaintGroups(cases).map((group) => groupHtml(group, cases, page))}</div>`}`
  return ownerPage({
    title: COMPLAINTS.name,
    company,
    now,
    main,
    here: COMPLAINTS.path,
    styles: ['figures.css'],
  })
}
