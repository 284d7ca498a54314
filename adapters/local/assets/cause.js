import { postSurely } from './live.js'
import { newId } from './times.js'

const dialog = document.getElementById('cause')
/** How long a sentence stays on the screen. */
const READ = 8_000
/** The button that opened it, by what it does: the card may be drawn anew meanwhile. */
let opener = ''

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-window]')
  if (button) await open(button)
  if (event.target.closest('[data-close]')) dialog.close()
})

dialog?.addEventListener('submit', async (event) => {
  event.preventDefault()
  const { target: form, submitter: button } = event
  const { handoff, does, cause = null, shown } = form.dataset
  if (form.ariaBusy === 'true') return
  form.ariaBusy = 'true'
  const answer = await postSurely('/desk/action', {
    id: newId(),
    action: button.value || does,
    handoff,
    cause: cause ?? new FormData(form).get('cause'),
    shownAt: shown === undefined ? null : Number(shown),
    text: form.elements.namedItem('text').value,
  })
  form.ariaBusy = null
  if (answer.status === 202) {
    dialog.close()
    say(answer.say)
  } else
    form.querySelector('[role=status]').textContent =
      answer.say || 'That did not reach us. What you wrote is still here; please try again.'
})

// One or the other: what is written is a new problem, what is chosen a known one.
dialog?.addEventListener('input', ({ target }) => {
  const name = dialog.querySelector('#cause-name')
  if (target.type === 'radio') name.value = ''
  if (target === name && name.value.trim() !== '')
    for (const radio of dialog.querySelectorAll('[type=radio]')) radio.checked = false
})

dialog?.addEventListener('close', () => {
  document.querySelector(`[data-window="${opener}"]`)?.focus({ preventScroll: true })
})

async function open(button) {
  opener = button.dataset.window
  const { handoff = document.getElementById('desk')?.dataset.handoff } = button.dataset
  const query = new URLSearchParams({ handoff, action: opener })
  const answer = await fetch(`/desk/cause?${query}`, { signal: AbortSignal.timeout(15_000) }).catch(
    () => null,
  )
  if (!answer?.ok) return say('That could not be opened. Please try again in a moment.')
  dialog.innerHTML = await answer.text()
  dialog.showModal()
}

function say(sentence) {
  const said = document.getElementById('said')
  said.textContent = sentence
  setTimeout(() => {
    if (said.textContent === sentence) said.textContent = ''
  }, READ)
}
