import { html, raw } from 'hono/html'
import { MOODS, NO_TOPIC } from '../ledger/reports.ts'
import type { Html } from '../web/page.ts'
import { type Asked, linkTo, OUTCOMES } from './query.ts'
import { MOOD_WORDS, outcomeWords } from './words.ts'

/** What to look at, as a plain form; `problems` say what was wrong with the last one. */
export function filtersHtml(asked: Asked, problems: readonly string[]): Html {
  const isAsked = Object.values(asked).some((value) => value !== '')
  return html`<form class="filters" method="get" action="/owner#look" aria-label="Choose what to see">
${problems.length > 0 ? html`<div class="problem" role="alert">${problems.map((problem) => html`<p>${problem}</p>`)}</div>` : ''}
<label>From<input type="date" name="from" value="${asked.from}"></label>
<label>To<input type="date" name="to" value="${asked.to}"></label>
<label>How it sounded<select name="mood">${choice('', 'Any way', asked.mood)}${MOODS.map((mood) => choice(mood, MOOD_WORDS[mood], asked.mood))}</select></label>
<label>Complaint<select name="complaint">${choice('', 'Either', asked.complaint)}${choice('yes', 'Complaints only', asked.complaint)}${choice('no', 'No complaints', asked.complaint)}</select></label>
${moreHtml(asked)}
<div class="filter-acts"><button type="submit" class="main">Show</button>${isAsked || problems.length > 0 ? html`<a href="/owner#look">Clear</a>` : ''}</div>
</form>`
}

/** What is asked for more rarely: closed until it is. */
function moreHtml({ topic, reason, outcome, platform, language }: Asked): Html {
  const isAsked = [topic, reason, outcome, platform, language].some((value) => value !== '')
  return html`<details class="more"${isAsked ? raw(' open') : ''}><summary>More to choose by</summary><div class="filters">
<label>What it is about<input name="topic" value="${topic}" maxlength="200" list="no-topic"></label><datalist id="no-topic"><option value="${NO_TOPIC}"></option></datalist>
<label>Words in it, or in the reason<input name="reason" value="${reason}" maxlength="200"></label>
<label>Outcome<select name="outcome">${choice('', 'Any', outcome)}${OUTCOMES.map((one) => choice(one, outcomeWords(one), outcome))}</select></label>
<label>Platform<input name="platform" value="${platform}" maxlength="200"></label>
<label>Language, such as en<input name="language" value="${language}" maxlength="2"></label>
</div></details>`
}

/** Where the rows of what is asked for can be taken away as a file. */
export function exportsHtml(asked: Asked): Html {
  return html`<p class="exports">Take all of these with you, every page: <a href="${linkTo('/owner/export.csv', asked)}" download>spreadsheet (CSV)</a> or <a href="${linkTo('/owner/export.jsonl', asked)}" download>JSON Lines</a>. What you corrected, old and new, is there <a href="/owner/corrections.jsonl" download>to train with</a>.</p>`
}

function choice(value: string, words: string, asked: string): Html {
  const label = words.charAt(0).toUpperCase() + words.slice(1)
  return value === asked
    ? html`<option value="${value}" selected>${label}</option>`
    : html`<option value="${value}">${label}</option>`
}
