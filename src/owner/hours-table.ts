import { html } from 'hono/html'
import { epochOf, plusDays, wallOf, weekdayOf } from '../calendar.ts'
import type { HelpCase } from '../ledger/help-cases.ts'
import type { Hours } from '../people/hours.ts'
import type { Html } from '../web/page.ts'
import { figureLink } from './figure.ts'
import { hourKey, hourOf, WEEKDAYS } from './help-figures.ts'
import { grouped } from './numbers.ts'
import type { Period, Weeks } from './period.ts'

/** Monday first. */
const WEEK = [1, 2, 3, 4, 5, 6, 0]
/** Steps of the shade, from nothing to the most. */
const SHADES = 4

/** When conversations begin, hour by hour of the week, with the hours at which people are there. */
export function hoursHtml(
  cases: readonly HelpCase[],
  hours: Hours,
  period: Period,
  page: { path: string; weeks: Weeks },
): Html {
  const counts = new Map<string, number>()
  for (const one of cases) {
    const key = hourOf(one, hours.zone)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const most = Math.max(1, ...counts.values())
  const open = openHours(hours, period)
  const cell = (weekday: number, hour: number) => {
    const key = hourKey(weekday, hour)
    const count = counts.get(key) ?? 0
    const shade = Math.ceil((SHADES * count) / most)
    const inside = open.has(key)
    return html`<td class="shade-${shade}${inside ? ' open' : ''}">${count === 0 ? html`<span class="none">0</span>` : html`<a href="${figureLink(page, `hour.${key}`)}">${grouped(count)}</a>`}${inside ? html`<span class="sr"> in office hours</span>` : ''}</td>`
  }
  return html`<section class="figures" aria-labelledby="hours"><h2 id="hours">When customers begin, by hour</h2>
<p class="why">The stronger the colour, the more; a line at the left marks office hours. Times are those of ${hours.label ?? hours.zone}.</p>
<table class="heat"><thead><tr><th scope="col"><span class="sr">Hour</span></th>${WEEK.map((weekday) => html`<th scope="col"><abbr title="${WEEKDAYS[weekday] ?? ''}">${(WEEKDAYS[weekday] ?? '').slice(0, 3)}</abbr></th>`)}</tr></thead>
<tbody>${Array.from({ length: 24 }, (_, hour) => html`<tr><th scope="row">${String(hour).padStart(2, '0')}</th>${WEEK.map((weekday) => cell(weekday, hour))}</tr>`)}</tbody></table></section>`
}

/** The hours of the week at whose middle people are there in most of the period's last weeks. */
export function openHours(hours: Hours, { to }: { to: number }): Set<string> {
  const times = new Map<string, number>()
  const last = wallOf(to - 1, hours.zone)
  for (let days = 0; days < 28; days++) {
    const day = plusDays(last, -days)
    for (let hour = 0; hour < 24; hour++) {
      if (hours.openUntil(epochOf(day, hour * 60 + 30, hours.zone)) === null) continue
      const key = hourKey(weekdayOf(day), hour)
      times.set(key, (times.get(key) ?? 0) + 1)
    }
  }
  return new Set([...times].filter(([, count]) => count >= 2).map(([key]) => key))
}
