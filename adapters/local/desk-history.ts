import { html } from 'hono/html'
import type { Html } from '../../src/web/page.ts'
import type { CardBody } from './bodies.ts'

/** What was between this customer and us before, and that they want no word unasked; nothing for a newcomer. */
export function historyHtml({ history, unasked }: CardBody): Html {
  if (history.length === 0 && !unasked) return html``
  return html`<div class="history"><dt>Before now</dt><dd><ul>${history.map(({ says, handoff }) =>
    handoff === null
      ? html`<li>${says}</li>`
      : html`<li>${says} <a href="/desk?handoff=${encodeURIComponent(handoff)}">See it</a></li>`,
  )}${
    unasked
      ? html`<li>${unasked.says} <button type="button" data-action="allow_questions" data-surely="${unasked.surely}">${unasked.label}</button></li>`
      : ''
  }</ul></dd></div>`
}

/** The card with one link to each that stands at this desk too: staff may have been elsewhere then. */
export async function linkedHere(
  card: CardBody,
  isHere: (handoff: string) => Promise<boolean>,
): Promise<CardBody> {
  const history = await Promise.all(
    card.history.map(async ({ says, handoff }, n) => {
      const isFirst = card.history.findIndex((line) => line.handoff === handoff) === n
      const isElsewhere = handoff !== null && handoff !== card.handoff
      const isLinked = isFirst && isElsewhere && (await isHere(handoff))
      return { says, handoff: isLinked ? handoff : null }
    }),
  )
  return { ...card, history }
}
