import { follow, post } from './live.js'
import { newId, showTimes } from './times.js'

/** How long a sentence stays on the screen. */
const READ = 8_000
/** How often an action that got no answer is tried again, always under its own id. */
const TRIES = 3

const at = (id) => document.getElementById(id)
const desk = at('desk')
let saidTimer

if (desk) open()
else
  at('naming').addEventListener('submit', async (event) => {
    event.preventDefault()
    const { status, say: sentence } = await post('/desk/name', { name: at('name').value })
    if (status === 202) location.reload()
    else say(sentence || 'That did not reach us. Please try again.')
  })

function open() {
  const { handoff } = desk.dataset
  showTimes()
  entitle()
  setInterval(showTimes, 20_000)
  for (const field of desk.querySelectorAll('[data-keep]')) {
    field.value = sessionStorage.getItem(field.dataset.keep) ?? ''
    field.addEventListener('input', () => keep(field))
  }
  follow((after) => `/desk/events?handoff=${encodeURIComponent(handoff)}&after=${after}`, {
    after: desk.dataset.after,
    hear: show,
    state: (up) => {
      at('offline').hidden = up
    },
  })
  desk.addEventListener('click', (event) => {
    const button = event.target.closest('button')
    if (button?.dataset.action) act(button, { action: button.dataset.action })
    if (button?.hasAttribute('data-use')) useSuggestion()
  })
  for (const form of desk.querySelectorAll('[data-form]')) {
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      const field = form.elements.namedItem('text')
      const text = field.value
      if (text.trim() === '') return field.focus()
      const taken = await act(form.querySelector('[type=submit]'), { action: form.dataset.form, text })
      if (taken && field.value === text) {
        field.value = ''
        keep(field)
      }
    })
  }
}

/** New list, card and thread take the place of the old; the fields that somebody writes in are never touched. */
function show({ list, chosen, empty }) {
  const before = waiting()
  swap(at('list'), list)
  if (waiting() > before) say('Somebody new is waiting.')
  entitle()
  if (empty) at('case').innerHTML = empty
  if (chosen && at('card')) {
    swap(at('card'), chosen.card)
    swap(at('thread'), chosen.thread)
    desk.querySelector('[data-acts]').dataset.status = chosen.status
  }
}

function waiting() {
  return desk.querySelectorAll('.entry.waiting').length
}

/** How many wait stands in the tab's title too, for when one is looking elsewhere. */
function entitle() {
  document.title = `${waiting() > 0 ? `(${waiting()}) ` : ''}${document.title.replace(/^\(\d+\) /, '')}`
}

function swap(part, html) {
  const focused = part.contains(document.activeElement) ? document.activeElement : null
  const again =
    focused &&
    (focused.dataset.action
      ? `[data-action="${focused.dataset.action}"]`
      : `[href="${CSS.escape(focused.getAttribute('href') ?? '')}"]`)
  part.innerHTML = html
  showTimes(part)
  if (again) (part.querySelector(again) ?? at('case')).focus({ preventScroll: true })
}

async function act(button, { action, text = '' }) {
  if (button.ariaDisabled === 'true') return false
  button.ariaDisabled = 'true'
  const body = { id: newId(), action, handoff: desk.dataset.handoff, text }
  let answer = await post('/desk/action', body)
  for (let again = 1; again < TRIES && (answer.status === 0 || answer.status === 503); again++) {
    await new Promise((resolve) => setTimeout(resolve, again * 1_500))
    answer = await post('/desk/action', body)
  }
  button.ariaDisabled = null
  const taken = answer.status === 202
  say(answer.say || (taken ? '' : 'That did not reach us. What you wrote is still here; please try again.'))
  return taken
}

function useSuggestion() {
  const field = at('reply')
  field.value = [field.value.trim(), at('suggestion').textContent.trim()].filter(Boolean).join('\n\n')
  keep(field)
  field.focus()
}

function say(sentence) {
  clearTimeout(saidTimer)
  at('said').textContent = sentence
  saidTimer = setTimeout(() => {
    at('said').textContent = ''
  }, READ)
}

function keep(field) {
  sessionStorage.setItem(field.dataset.keep, field.value)
}
