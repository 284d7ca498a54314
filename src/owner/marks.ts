import { html } from 'hono/html'
import type { Html } from '../web/page.ts'
import { soundedWords } from './words.ts'

/** How a message sounded: a sign, a word and a colour. */
export function moodHtml(read: { sentiment: number | null; readBy: string }): Html {
  const { mood, sign, words } = soundedWords(read)
  return html`<span class="mood ${mood}"><span class="sign" aria-hidden="true">${sign}</span>${words}</span>`
}

/** A customer's own words, in quotes. Their language may run the other way. */
export function quoteHtml(words: string): Html {
  return html`<q class="quote" dir="auto">${words}</q>`
}

export function customerName(name: string): string {
  return name || 'A customer without a name'
}

/** The first `longest` characters on one line. */
export function shortened(text: string, longest: number): string {
  const letters = Array.from(text.replace(/\s+/g, ' ').trim())
  return letters.length <= longest ? letters.join('') : `${letters.slice(0, longest - 1).join('')}…`
}

/** What a message is about; said of its own words only where they say so. */
export function topicHtml({ topic, subject }: { topic: string | null; subject: string | null }): Html {
  const words = topic ?? (subject === null ? '' : `${subject}, by what else they wrote`)
  return words === '' ? html`` : html`<span class="topic">${words}</span>`
}
