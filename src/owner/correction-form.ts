import { html } from 'hono/html'
import { MOODS, moodOf } from '../ledger/reports.ts'
import type { ReadingRow } from '../ledger/tables.ts'
import { TOPIC_NAMES } from '../mind/patterns/topic.ts'
import { Feeling } from '../mind/reading.ts'
import type { Html } from '../web/page.ts'
import { messageAnchor } from './table.ts'
import { capital, MOOD_WORDS } from './words.ts'

/** Where a reading can be corrected, and the way back. */
export type Correctable = Pick<ReadingRow, 'conversation_id' | 'message_id'>

/** The way to the form that corrects a message's reading: the same page, with the form in place. */
export function correctLinkHtml({ conversation_id, message_id }: Correctable, of: string): Html {
  const address = `${pageOf(conversation_id)}?correct=${encodeURIComponent(message_id)}#${messageAnchor(message_id)}`
  return html`<a class="correct-link" href="${address}">Correct this<span class="sr"> reading of what ${of} wrote</span></a>`
}

/** Every label of a reading, to be put right. */
export function correctionFormHtml(reading: ReadingRow): Html {
  const { conversation_id, message_id } = reading
  const back = `${pageOf(conversation_id)}#${messageAnchor(message_id)}`
  const action = `${pageOf(conversation_id)}/readings/${encodeURIComponent(reading.id)}`
  return html`<form class="correction" method="post" action="${action}" aria-label="Correct how this was read">
<label>How it sounded<select name="mood" autofocus>${options(
    MOODS.map((mood) => [mood, capital(MOOD_WORDS[mood])]),
    moodOf(reading.sentiment),
  )}</select></label>
<label>Feeling<select name="feeling">${options(
    [['', 'None named'], ...feelingsOf(reading).map((one): [string, string] => [one, capital(one)])],
    reading.feeling ?? '',
  )}</select></label>
<label>A complaint<select name="complaint">${yesNo(reading.complaint)}</select></label>
<label>Asks for a person<select name="person">${yesNo(reading.wants_person)}</select></label>
<label class="wide">What it is about<input name="topic" value="${reading.topic ?? ''}" maxlength="60" list="topics" autocomplete="off"></label>
<datalist id="topics">${TOPIC_NAMES.map((topic) => html`<option value="${topic}"></option>`)}</datalist>
${inheritedHtml(reading)}<div class="form-acts"><button type="submit" class="main">Save</button><a class="button" href="${back}">Leave it as it is</a></div>
<p class="why">What was read before stays beside it, and every count moves.</p></form>`
}

function inheritedHtml({ topic, subject }: ReadingRow): Html {
  if (topic !== null || subject === null) return html``
  return html`<p class="why">It counts as ${subject}, by what else they wrote. Write something here to change that.</p>
`
}

function pageOf(conversation: string): string {
  return `/owner/conversations/${encodeURIComponent(conversation)}`
}

function feelingsOf({ feeling }: ReadingRow): string[] {
  const known: string[] = Feeling.options
  return feeling === null || known.includes(feeling) ? known : [...known, feeling]
}

function yesNo(is: number): Html[] {
  return options(
    [
      ['yes', 'Yes'],
      ['no', 'No'],
    ],
    is === 1 ? 'yes' : 'no',
  )
}

function options(choices: [value: string, words: string][], chosen: string): Html[] {
  return choices.map(([value, words]) =>
    value === chosen
      ? html`<option value="${value}" selected>${words}</option>`
      : html`<option value="${value}">${words}</option>`,
  )
}
