import { html, raw } from 'hono/html'
import type { CauseForm, CauseShown } from '../../src/card.ts'
import type { Html } from '../../src/web/page.ts'

const LONGEST_NAME = 80

/** What the conversation has in common with others, on its card; its buttons open a window. */
export function sharedCauseHtml({ says, buttons }: CauseShown): Html {
  if (buttons.length === 0) return html``
  return html`<div class="shared-cause">${says ? html`<p>${says}</p>` : ''}
<div class="buttons">${buttons.map(({ action, label }) => html`<button type="button" data-window="${action}">${label}</button>`)}</div></div>`
}

/** The window itself, empty until it is asked for: the card may be drawn anew while somebody writes in it. */
export const causeWindow = html`<dialog id="cause" class="window" aria-labelledby="cause-title"></dialog>`

/** A known problem, or the name of a new one. */
export function linkHtml({ handoff, linked, choices }: CauseForm): Html {
  const isKnown = choices.length > 0
  return html`<form method="dialog" data-handoff="${handoff}" data-does="link_cause">
<h2 id="cause-title">Same problem as…</h2>
<p>Only staff see this. When the problem is fixed, everybody who raised it can be told.</p>
${isKnown ? html`<fieldset><legend>Known problems</legend>${choices.map(({ id, label }) => html`<label class="window-choice"><input type="radio" name="cause" value="${id}" ${id === linked?.id ? raw('checked') : ''}> ${label}</label>`)}</fieldset>` : ''}
<label class="window-label" for="cause-name">${isKnown ? 'Or a new one, in a few words' : 'The problem, in a few words'}</label>
<input id="cause-name" name="text" maxlength="${LONGEST_NAME}" autocomplete="off">
${SAID}
<div class="buttons"><button type="submit" class="main">Keep</button>
${linked ? html`<button type="submit" value="unlink_cause">Take it away</button>` : ''}
${CANCEL}</div></form>`
}

/** Who is told, and the words to start from; its button tells them. */
export function fixHtml({ handoff, fix }: CauseForm): Html | null {
  if (!fix) return null
  const { cause, name, says, label, suggestion, shownAt } = fix
  return html`<form method="dialog" data-handoff="${handoff}" data-does="fix_cause" data-cause="${cause}" data-shown="${shownAt}">
<h2 id="cause-title">It is fixed: ${name}</h2>
<p>${says}</p>
<label class="window-label" for="cause-words">What they read <span class="goes">Customers will see this</span></label>
<textarea id="cause-words" name="text" rows="7">${suggestion}</textarea>
${SAID}
<div class="buttons"><button type="submit" class="main">${label}</button>
${CANCEL}</div></form>`
}

const SAID = html`<p class="window-says" role="status"></p>`
const CANCEL = html`<button type="button" data-close>Cancel</button>`
