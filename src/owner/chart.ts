import { html, raw } from 'hono/html'
import type { Html } from '../web/page.ts'
import { grouped } from './numbers.ts'

/** A column of numbers with its sign for whoever cannot tell colours apart; drawn as `look`, or not where it is ''. */
export type Series = {
  name: string
  sign: string
  look: '' | 'volume' | 'amount' | 'negative' | 'positive' | 'unknown'
}
export type Point = { at: number; label: string; cells: { value: number; link: string }[] }
export type Chart = {
  id: string
  /** What it shows, in a sentence. */
  caption: string
  /** What its rows are: "Day", "Week from". */
  unit: string
  /** Whose days its points begin (IANA name). */
  zone: string
  series: readonly Series[]
  points: readonly Point[]
}

/** What a page with a chart loads. */
export const CHART_ASSETS = { scripts: ['chart.js'], styles: ['figures.css', 'chart.css', 'uPlot.min.css'] }

/**
 * A picture over time with its numbers in a table: the script draws from that table, and without it the table is all. Roles are
 * named, for a narrow screen's rows lose theirs.
 */
export function chartHtml({ id, caption, unit, zone, series, points }: Chart): Html {
  return html`<figure class="chart" id="${id}" data-zone="${zone}">
<figcaption id="${id}-name">${caption}</figcaption>
<div class="plot" role="img" aria-labelledby="${id}-name" aria-describedby="${id}-about" hidden></div>
<p class="sr" id="${id}-about">The numbers stand in the table below.</p>
<details><summary>The numbers, and the messages behind them</summary>
<table class="numbers" role="table" aria-label="${caption}">
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${unit}</th>${series.map(
    ({ name, sign, look }) =>
      html`<th role="columnheader" scope="col" data-look="${look}" data-name="${name}">${name}${sign === '' ? '' : html` <span aria-hidden="true">${sign}</span>`}</th>`,
  )}</tr></thead>
<tbody role="rowgroup">${points.map(
    ({ at, label, cells }) =>
      html`<tr role="row" data-at="${at}"><th role="rowheader" scope="row">${label}</th>${cells.map(
        ({ value, link }, column) =>
          html`<td role="cell" data-value="${value}" data-label="${series[column]?.name ?? ''}">${value === 0 ? '0' : html`<a href="${link}">${grouped(value)}</a>`}</td>`,
      )}</tr>`,
  )}</tbody>
</table></details>
</figure>`
}

/** A bar as long as its share of the most; its number stands beside it. */
export function barHtml(value: number, most: number, look = 'plain'): Html {
  const width = most === 0 ? 0 : Math.max(value > 0 ? 1 : 0, Math.round((100 * value) / most))
  return html`<svg class="bar ${look}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="rail" width="100" height="8"/>${raw(`<rect class="fill" width="${width}" height="8"/>`)}</svg>`
}
