import { html, raw } from 'hono/html'
import type { Html } from '../web/page.ts'
import { SHORT, spanWords, type Weeks } from './period.ts'

/** The words that a page of figures begins with, and how far back it looks. */
export function leadHtml(about: {
  name: string
  path: string
  weeks: Weeks
  choices?: readonly Weeks[]
  sentences: readonly string[]
  links?: readonly { words: string; link: string }[]
}): Html {
  const [headline = '', ...more] = about.sentences
  const { links = [], choices = SHORT } = about
  return html`<section class="today" aria-labelledby="lead"><p class="date">${about.name}</p>
<h1 id="lead">${headline}</h1>
${more.map((sentence) => (sentence === '' ? '' : html`<p>${sentence}</p>`))}
${links.length === 0 ? '' : html`<ul class="quick">${links.map(({ words, link }) => html`<li><a href="${link}">${words}</a></li>`)}</ul>`}
</section>
${spansHtml(about.path, about.weeks, choices)}`
}

function spansHtml(path: string, weeks: Weeks, choices: readonly Weeks[]): Html {
  return html`<nav class="spans" aria-label="How far back"><ul>${choices.map(
    (one) =>
      html`<li><a href="${path}?weeks=${one}"${one === weeks ? raw(' aria-current="true"') : ''}>${one === 52 ? 'A year' : spanWords(one)}</a></li>`,
  )}</ul></nav>`
}
