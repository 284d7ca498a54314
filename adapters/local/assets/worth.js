import { post } from './live.js'
import { newId, showTimes } from './times.js'

/** How often a click that got no answer is tried again, always under its own id. */
const TRIES = 3

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
  const answer = await decide({
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

async function decide(body) {
  let answer = await post('/desk/checkin', body)
  for (let again = 1; again < TRIES && (answer.status === 0 || answer.status === 503); again++) {
    await new Promise((resolve) => setTimeout(resolve, again * 1_500))
    answer = await post('/desk/checkin', body)
  }
  return answer
}

function leave(entry) {
  const next = entry.nextElementSibling ?? entry.previousElementSibling
  entry.remove()
  at('none').hidden = document.querySelector('[data-worth]') !== null
  ;(next?.querySelector('textarea') ?? at('main')).focus({ preventScroll: true })
}
