import { html } from 'hono/html'
import type { Html } from '../web/page.ts'
import type { Answer } from './answer.ts'
import { todayWords } from './date-words.ts'
import { ownerPage } from './frame.ts'
import type { Now } from './now.ts'

export const QUESTIONS = '/owner/questions'
/** The time that the page looks at. Days. */
export const QUESTION_DAYS = 90

/** What every owner should ask of the business, with what the ledger answers; to be printed and talked about. */
export function questionsPage(company: string, answers: readonly Answer[], now: Now): Html {
  const main = html`<section class="today" aria-labelledby="questions"><p class="date">${todayWords(now)}</p>
<h1 id="questions">The ten questions, and one more</h1>
<p>What to ask of ${company}, answered from the last ${QUESTION_DAYS} days. Where no figure can know the answer, this page says so, and what would tell.</p>
<p class="why no-print">Print this page, and take it to your people.</p></section>
<ol class="questions">${answers.map(answerHtml)}</ol>`
  return ownerPage({ title: 'Ten questions', company, now, main, here: QUESTIONS, styles: ['questions.css'] })
}

function answerHtml({ question, says, figures, links, tell }: Answer): Html {
  const [first, ...more] = says
  return html`<li><h2>${question}</h2>
<p class="answer">${first}</p>
${more.map((sentence) => html`<p>${sentence}</p>`)}
${figures.length === 0 ? '' : html`<dl>${figures.map(({ name, value, href }) => html`<div><dt>${name}</dt><dd>${href ? html`<a href="${href}">${value}</a>` : value}</dd></div>`)}</dl>`}
${links.length === 0 ? '' : html`<ul class="quick no-print">${links.map(({ words, href }) => html`<li><a href="${href}">${words}</a></li>`)}</ul>`}
${tell === '' ? '' : html`<p class="tell"><strong>What would tell:</strong> ${tell}</p>`}</li>`
}
