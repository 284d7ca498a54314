import { html } from 'hono/html'
import type { Moods } from '../ledger/feelings.ts'
import { MOODS, NO_TOPIC } from '../ledger/reports.ts'
import type { Html } from '../web/page.ts'
import { barHtml, CHART_ASSETS, type Chart, chartHtml } from './chart.ts'
import { shortDay } from './date-words.ts'
import { feelingsInWords, trendWords, whyInWords } from './feelings-words.ts'
import { leadHtml } from './figures-frame.ts'
import { ownerPage } from './frame.ts'
import { quoteHtml } from './marks.ts'
import type { Now } from './now.ts'
import { counted, grouped } from './numbers.ts'
import { datesOf, type Period, piecesOf, WEEKS } from './period.ts'
import { listLink } from './query.ts'
import type { Why } from './reasons.ts'
import { messageAnchor } from './table.ts'
import { capital, MOOD_SIGNS, MOOD_WORDS } from './words.ts'

export const FEELINGS = { path: '/owner/feelings', name: 'Feelings' }

type Side = 'negative' | 'positive'
export type Feelings = {
  company: string
  now: Now
  period: Period
  /** Of each of the period's pieces, and of the period before where it was counted. */
  pieces: Moods[]
  before: Moods | null
  /** The weeks that the reasons are of. */
  recent: Period
  why: Record<Side, Why[]>
  /** Who grouped the topics last; null where nobody did. */
  grouping: { by: string; at: number } | null
}

const TOPICS_SHOWN = 8

/** How customers feel, over days or weeks, and why. */
export function feelingsPage(feelings: Feelings): Html {
  const { company, period, pieces, before } = feelings
  const now = summed(pieces)
  const days = datesOf(period, period.zone)
  const links = MOODS.filter((mood) => now[mood] > 0).map((mood) => ({
    words: `${capital(MOOD_WORDS[mood])}: ${grouped(now[mood])}`,
    link: listLink({ ...days, mood }),
  }))
  const sentences = feelingsInWords(now, before, period.weeks)
  const main = html`${leadHtml({ ...FEELINGS, weeks: period.weeks, choices: WEEKS, sentences, links })}
${total(now) === 0 ? '' : chartHtml(chartOf(period, pieces))}
${sideHtml(feelings, 'negative')}
${sideHtml(feelings, 'positive')}`
  return ownerPage({
    title: FEELINGS.name,
    company,
    now: feelings.now,
    main,
    here: FEELINGS.path,
    ...CHART_ASSETS,
  })
}

export function summed(pieces: readonly Moods[]): Moods {
  const sum = { negative: 0, neutral: 0, positive: 0, unknown: 0 }
  for (const piece of pieces) for (const mood of MOODS) sum[mood] += piece[mood]
  return sum
}

function chartOf(period: Period, pieces: readonly Moods[]): Chart {
  const isDaily = period.weeks === 4
  return {
    id: 'moods',
    caption: `How messages sounded, ${isDaily ? 'day by day' : 'week by week'}`,
    unit: isDaily ? 'Day' : 'Week from',
    zone: period.zone,
    series: [
      { name: 'All', sign: '', look: 'volume' },
      ...MOODS.map((mood) => ({
        name: mood === 'neutral' ? 'No sign' : capital(MOOD_WORDS[mood]),
        sign: MOOD_SIGNS[mood],
        // A fourth line would hide the three that matter.
        look: mood === 'neutral' ? ('' as const) : mood,
      })),
    ],
    points: piecesOf(period).map((piece, index) => {
      const moods = pieces[index] ?? summed([])
      const days = datesOf(piece, period.zone)
      return {
        at: piece.from,
        label: shortDay(piece.from, period.zone),
        cells: [
          { value: total(moods), link: listLink(days) },
          ...MOODS.map((mood) => ({ value: moods[mood], link: listLink({ ...days, mood }) })),
        ],
      }
    }),
  }
}

function sideHtml({ why, recent, grouping }: Feelings, side: Side): Html {
  const all = why[side]
  const named = all.filter(({ topic }) => topic !== null)
  // How much named nothing is never hidden.
  const shown = [...named.slice(0, TOPICS_SHOWN), ...all.filter(({ topic }) => topic === null)]
  const most = Math.max(0, ...all.map(({ now }) => now))
  const rest = all.length - shown.length
  return html`<section class="reasons" aria-labelledby="why-${side}"><h2 id="why-${side}">Why customers are ${MOOD_WORDS[side]}</h2>
<p>${whyInWords(all, side)}</p>
${all.length > 0 ? html`<p class="why">Of the last 4 weeks, in conversations, beside the 4 weeks before.${grouping ? ` Grouped by ${grouping.by}, ${shortDay(grouping.at, recent.zone)}.` : ''}</p>` : ''}
<ul class="cards">${shown.map((one) => whyHtml(one, side, most, recent))}</ul>
${rest > 0 ? html`<p class="why">And ${counted(rest, 'other thing')} that fewer wrote about. <a href="${listLink({ ...datesOf(recent, recent.zone), mood: side })}">See all that sounded ${MOOD_WORDS[side]}</a></p>` : ''}
</section>`
}

function whyHtml(why: Why, side: Side, most: number, recent: Period): Html {
  const asked = { ...datesOf(recent, recent.zone), mood: side, topic: why.topic ?? NO_TOPIC }
  return html`<li class="card"><h3><a href="${listLink(asked)}">${capital(why.topic ?? 'No topic named')}</a>${newHtml(why)}</h3>
<p class="amount">${barHtml(why.now, most, side)}<span><strong>${counted(why.now, 'conversation')}</strong> <span class="why">${trendWords(why)}</span></span></p>
${why.reasons.length === 0 ? '' : html`<ul class="because">${why.reasons.map((reason) => html`<li><a href="${listLink({ ...asked, reason: reason.words })}">${reason.isWord ? html`With the word “${reason.words}”` : capital(reason.words)}</a>: ${grouped(reason.now)} <span class="why">${trendWords(reason)}</span>${newHtml(reason)}</li>`)}</ul>`}
${why.quotes.map(({ words, conversation, message }) => html`<p class="their-words">${quoteHtml(words)} <a class="read-it" href="/owner/conversations/${encodeURIComponent(conversation)}#${messageAnchor(message)}">read it</a></p>`)}
</li>`
}

function newHtml({ isNew }: { isNew: boolean }): Html {
  return isNew ? html` <span class="flag calm">New this week</span>` : html``
}

function total(moods: Moods): number {
  return MOODS.reduce((sum, mood) => sum + moods[mood], 0)
}
