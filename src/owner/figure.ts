import { html } from 'hono/html'
import type { Html } from '../web/page.ts'
import { barHtml } from './chart.ts'
import { grouped, percent } from './numbers.ts'
import type { Weeks } from './period.ts'
import { capital } from './words.ts'

/** A number of conversations, and which they are: what is counted is what its list shows. */
export type Figure<C> = {
  /** In addresses, and never changes. */
  key: string
  words: string
  counts: (one: C) => boolean
  look?: 'negative' | 'positive' | undefined
}
/** Figures that belong together, as shares of those that `of` lets in. */
export type FigureGroup<C> = {
  key: string
  title: string
  note?: string
  of?: (one: C) => boolean
  figures: readonly Figure<C>[]
}

/** How many figures of one group are shown. */
const SHOWN = 12

/** A group of figures as a table with bars; each opens its conversations. */
export function groupHtml<C>(
  group: FigureGroup<C>,
  cases: readonly C[],
  page: { path: string; weeks: Weeks },
): Html {
  const { key, title, note, figures } = group
  const all = cases.filter((one) => group.of?.(one) ?? true)
  return html`<section class="figures" aria-labelledby="${key}"><h2 id="${key}">${title}</h2>
${note ? html`<p class="why">${note}</p>` : ''}
<table class="shares"><thead><tr><th scope="col">What</th><th scope="col">Number</th><th scope="col">Share</th><th class="picture"><span class="sr">Picture</span></th></tr></thead>
<tbody>${figures.slice(0, SHOWN).map((figure) => {
    const count = all.filter(figure.counts).length
    const link = figureLink(page, `${key}.${figure.key}`)
    return html`<tr><th scope="row">${capital(figure.words)}</th><td>${count === 0 ? '0' : html`<a href="${link}">${grouped(count)}</a>`}</td>
<td>${percent(count, all.length)}</td><td class="picture">${barHtml(count, all.length, figure.look)}</td></tr>`
  })}</tbody></table></section>`
}

/** Which conversations a figure's link asks for, newest first; null where there is no such figure. */
export function behind<C extends { id: string }>(
  groups: readonly FigureGroup<C>[],
  cases: readonly C[],
  show: string,
): { title: string; words: string; ids: string[] } | null {
  const [key, ...rest] = show.split('.')
  const group = groups.find((one) => one.key === key)
  const figure = group?.figures.find((one) => one.key === rest.join('.'))
  if (!group || !figure) return null
  const found = cases.filter((one) => (group.of?.(one) ?? true) && figure.counts(one))
  return { title: group.title, words: figure.words, ids: found.map(({ id }) => id).toReversed() }
}

export function figureLink({ path, weeks }: { path: string; weeks: Weeks }, show: string): string {
  return `${path}?${new URLSearchParams({ weeks: String(weeks), show })}`
}
