import { postSurely } from './live.js'
import { newId, showTimes } from './times.js'

const at = (id) => document.getElementById(id)

showTimes()
at('worth').addEventListener('submit', async (event) => {
  event.preventDefault()
  const { target: form, submitter: button } = event
  const field = form.elements.namedItem('text')
  const action = button.value
  if (action === 'send' && field.value.trim() === '') return field.focus()
  if (form.ariaBusy === 'true') return
  form.ariaBusy = 'true'
  const answer = await postSurely('/desk/checkin', {
    id: newId(),
    conversation: form.dataset.conversation,
    action,
    text: field.value,
  })
  form.ariaBusy = null
  at('said').textContent =
    answer.say || 'That did not reach us. What you wrote is still here; please try again.'
  // Decided by now, by whomever: it is not shown again. What was written and not sent stays.
  if (answer.status === 202) leave(form.closest('[data-worth]'))
})

function leave(entry) {
  const next = entry.nextElementSibling ?? entry.previousElementSibling
  entry.remove()
  at('none').hidden = document.querySelector('[data-worth]') !== null
  ;(next?.querySelector('textarea') ?? at('main')).focus({ preventScroll: true })
}
