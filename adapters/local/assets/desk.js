import { createByWhen } from './by-when.js'
import { follow, post, postSurely } from './live.js'
import { joined, newId, showTimes } from './times.js'

/** How long a sentence stays on the screen. */
const READ = 8_000

const at = (id) => document.getElementById(id)
const desk = at('desk')
const title = document.title
/** How often the customer wrote while this tab was out of sight. */
let unseen = 0
/** Whether words of one's own are on their way into the thread. */
let isSending = false
let saidTimer
const byWhen = desk && createByWhen(desk, act)

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
    field.value = joined(sessionStorage.getItem(field.dataset.keep) ?? '', field.value)
    keep(field)
    field.addEventListener('input', () => keep(field))
  }
  // Whoever comes back to somebody whom they are helping sees what was said last.
  if (at('thread')?.children.length > 0 && isSplit() && desk.querySelector('[data-status=claimed]'))
    toNewest()
  showAsks()
  follow((after) => `/desk/events?handoff=${encodeURIComponent(handoff)}&after=${after}`, {
    after: desk.dataset.after,
    hear: show,
    state: (up) => {
      at('offline').hidden = up
    },
  })
  at('newest')?.addEventListener('click', () => {
    toNewest()
    at('about').focus({ preventScroll: true })
  })
  at('asks')?.addEventListener('click', () => {
    const asked = question()
    asked?.scrollIntoView({ block: 'center' })
    asked?.querySelector('button')?.focus({ preventScroll: true })
  })
  // A part's scrolling does not bubble, so it is caught on the way down.
  desk.addEventListener(
    'scroll',
    () => {
      if (at('newest') && isInSight(newestLine())) at('newest').hidden = true
      showAsks()
    },
    true,
  )
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return
    unseen = 0
    entitle()
  })
  desk.addEventListener('click', (event) => {
    const button = event.target.closest('button')
    const { action, surely, promise = null, snooze } = button?.dataset ?? {}
    if (action && (!surely || confirm(surely))) act(button, { action, promise, snooze })
    if (button?.hasAttribute('data-use')) putIn(at('suggestion').textContent)
    if (button?.hasAttribute('data-saved')) putInSaved(button)
  })
  for (const form of desk.querySelectorAll('[data-form]')) {
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      const field = form.elements.namedItem('text')
      const text = field.value
      if (text.trim() === '') return field.focus()
      isSending = true
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
    const [words, lines, atEnd] = [theirWords(), at('thread').children.length, isInSight(newestLine())]
    byWhen.around(() => swap(at('card'), chosen.card))
    swap(at('thread'), chosen.thread)
    desk.querySelector('[data-acts]').dataset.status = chosen.status
    const suggestion = desk.querySelector('[data-suggestion]')
    const isOpen = ['waiting', 'claimed', 'snoozed'].includes(chosen.status)
    if (suggestion) suggestion.hidden = !isOpen || at('thread').querySelector('.message.from-staff') !== null
    const fresh = theirWords() - words
    if (fresh > 0) wroteAgain(fresh)
    const isMine = isSending && at('thread').children.length > lines
    if (isMine) isSending = false
    if ((atEnd || isMine) && !isDisturbing()) toNewest()
    else if (fresh > 0 && !isInSight(newestLine())) at('newest').hidden = false
    showAsks()
  }
}

/** The customer wrote into the open conversation: said aloud, and shown in the tab's title while nobody looks. */
function wroteAgain(times) {
  say(at('again').textContent)
  if (!document.hidden) return
  unseen += times
  entitle()
}

function theirWords() {
  return at('thread').querySelectorAll('.message.from-customer').length
}

function newestLine() {
  return [...at('about').querySelectorAll('.told, .thread-line')].at(-1)
}

/** Whether the end of a line can be read. On a wide screen the upper part scrolls by itself, on a narrow one all of it. */
function isInSight(line) {
  if (!line) return true
  const [about, whole] = [at('about').getBoundingClientRect(), at('case').getBoundingClientRect()]
  const { bottom } = line.getBoundingClientRect()
  return bottom > Math.max(about.top, whole.top) && bottom <= Math.min(about.bottom, whole.bottom) + 1
}

/** Whether the conversation scrolls by itself, above the place to answer: on a wide screen. */
function isSplit() {
  return getComputedStyle(at('about')).overflowY === 'auto'
}

/** Where all of it scrolls as one, moving it would move the field that somebody is writing in. */
function isDisturbing() {
  const { activeElement: field } = document
  return !isSplit() && field?.matches('textarea') && field.value !== ''
}

function toNewest() {
  newestLine()?.scrollIntoView({ block: isInSight(newestLine()) ? 'nearest' : 'end' })
  at('newest').hidden = true
}

/** What is on the card for somebody to say yes or no to: it counts for nothing until they do. */
function question() {
  return at('card')?.querySelector('.promise.found') ?? null
}

function showAsks() {
  const asked = question()
  if (at('asks')) at('asks').hidden = !asked || isInSight(asked)
}

function waiting() {
  return desk.querySelectorAll('.entry.waiting').length
}

/** How many wait stands in the tab's title too, and what is new, for when one is looking elsewhere. */
function entitle() {
  document.title = `${waiting() > 0 ? `(${waiting()}) ` : ''}${unseen > 0 ? `${unseen} new · ` : ''}${title}`
}

function swap(part, html) {
  const focused = part.contains(document.activeElement) ? document.activeElement : null
  const again =
    focused &&
    (focused.dataset.action
      ? `[data-action="${focused.dataset.action}"]${focused.dataset.promise ? `[data-promise="${focused.dataset.promise}"]` : ''}`
      : `[href="${CSS.escape(focused.getAttribute('href') ?? '')}"]`)
  part.innerHTML = html
  showTimes(part)
  if (again) (part.querySelector(again) ?? at('case')).focus({ preventScroll: true })
}

async function act(button, { action, promise = null, text = '', snooze = null }) {
  if (button.ariaDisabled === 'true') return false
  button.ariaDisabled = 'true'
  const body = { id: newId(), action, handoff: desk.dataset.handoff, promise, text, snooze }
  const answer = await postSurely('/desk/action', body)
  button.ariaDisabled = null
  const taken = answer.status === 202
  say(answer.say || (taken ? '' : 'That did not reach us. What you wrote is still here; please try again.'))
  return taken
}

/** Words to start from, behind what is written already. Nothing of it is sent. */
function putIn(words) {
  const field = at('reply')
  field.value = [field.value.trim(), words.trim()].filter(Boolean).join('\n\n')
  keep(field)
  field.focus()
}

async function putInSaved(button) {
  const list = at('saved')
  if (list.value === '') return list.focus()
  if (button.ariaDisabled === 'true') return
  button.ariaDisabled = 'true'
  const { told, say: sentence } = await post('/desk/draft', {
    handoff: desk.dataset.handoff,
    saved: list.value,
  })
  button.ariaDisabled = null
  if (typeof told.words !== 'string')
    return say(sentence || 'That did not reach us. What you wrote is still here; please try again.')
  list.value = ''
  putIn(told.words)
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
