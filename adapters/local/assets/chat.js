import { createChanges } from './changes.js'
import { createLines } from './lines.js'
import { follow } from './live.js'
import { createOutbox } from './outbox.js'
import { joined, newId, showTimes } from './times.js'

/** How long the sign of life stays without news. */
const SIGN = 12_000
/** How long a sentence stays on the screen. */
const READ = 8_000

const at = (id) => document.getElementById(id)
const [room, log, posts, text, name] = ['chat', 'log', 'posts', 'text', 'name'].map(at)
const words = JSON.parse(room.dataset.words)
const lines = createLines(posts, words)
/** Whether the newest words are in sight, as they were left; a screen that shrinks does not change it. */
let atEnd = true
let signTimer
let saidTimer

const outbox = createOutbox((line, state, say) => {
  const shown = lines.own(line.id) ?? posts.appendChild(lines.pending(line))
  if (shown.id) return
  const says = {
    sending: words.sending,
    sent: words.sent,
    again: words.notSentYet,
    refused: say || words.notTaken,
  }
  shown.querySelector('.state').textContent = says[state]
  shown.classList.toggle('trouble', state === 'again' || state === 'refused')
  if (state === 'refused') offerBack(shown, line)
  if (state === 'sent' && say) tell(say)
  else if (state === 'again' || state === 'refused') at('heard').textContent = says[state]
})

const changes = createChanges({ posts, words, text, say: tell })

follow((after) => `/chat/events?after=${after}`, {
  after: room.dataset.after,
  hear: show,
  working: () => sign(true),
  state: (up) => {
    at('offline').hidden = up
    if (up) outbox.run()
  },
})

at('composer').addEventListener('submit', (event) => {
  event.preventDefault()
  const written = text.value
  if (written.trim() === '') return text.focus()
  if (changes.editing()) changes.save(written)
  else {
    text.value = ''
    write(written)
  }
  keepDraft()
  text.focus()
})

text.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault()
    at('composer').requestSubmit()
  }
})
text.addEventListener('input', keepDraft)
name.addEventListener('change', () => store('warmline.name', name.value))
at('person').addEventListener('click', () => press('person', at('person').textContent.trim()))
at('newest').addEventListener('click', toEnd)
log.addEventListener('scroll', () => {
  atEnd = nearEnd()
  if (atEnd) at('newest').hidden = true
})
new ResizeObserver(() => atEnd && toEnd()).observe(log)

room.addEventListener('click', (event) => {
  const button = event.target.closest('button')
  if (button?.dataset.press) press(button.dataset.press, button.textContent.trim())
  if (button?.hasAttribute('data-ask')) write(button.textContent.trim())
})

/** With the zone that they live in: what is promised "by Friday" is meant by their clock. */
function write(words) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? null
  send({ path: '/chat/messages', id: newId(), text: words, name: name.value, zone })
}

function press(choice, label) {
  send({ path: '/chat/press', id: newId(), choice, name: name.value, label })
}

function send(line) {
  at('welcome').hidden = true
  outbox.add({ ...line, at: Date.now() })
  lines.tidy()
  toEnd()
  text.focus()
}

/** Shows a line from the server: new, changed, or one's own that was pending. */
function show(line) {
  const frame = document.createElement('template')
  frame.innerHTML = line.html
  const next = frame.content.firstElementChild
  const before = at(next.id) ?? (line.message && lines.own(line.message))
  if (before?.dataset.version === next.dataset.version) return
  const stay = atEnd || line.role === 'you'
  at('welcome').hidden = true
  if (before) {
    before.replaceWith(next)
    if (!before.id) lines.place(next)
  } else lines.place(next)
  if (line.message) outbox.drop(line.message)
  if (line.role !== 'you') sign(false)
  showTimes(next)
  lines.tidy()
  tellWho()
  if (stay) toEnd()
  else if (!before) at('newest').hidden = false
}

/** Who speaks with the customer stands in the header; while it is a person, the way to one steps back. */
function tellWho() {
  const said = [...posts.querySelectorAll('.post:not(.you)')].slice(-2)
  const [newest, before] = said.reverse()
  const isPerson =
    newest?.matches('.staff') || (newest?.matches('.house') && before?.matches('.assistant')) || false
  at('with-assistant').hidden = isPerson
  at('with-person').hidden = !isPerson
  at('person').hidden = isPerson
}

/** A sentence for this person alone, for as long as it takes to read. */
function tell(sentence) {
  clearTimeout(saidTimer)
  at('said').textContent = sentence
  if (sentence) saidTimer = setTimeout(() => tell(''), READ)
}

function offerBack(shown, line) {
  if (!line.text || shown.querySelector('button')) return
  const back = Object.assign(document.createElement('button'), {
    type: 'button',
    className: 'quiet',
    textContent: words.putBack,
  })
  back.addEventListener('click', () => {
    text.value = [text.value, line.text].filter(Boolean).join('\n')
    keepDraft()
    shown.remove()
    text.focus()
  })
  shown.append(back)
}

function sign(on) {
  clearTimeout(signTimer)
  at('working').hidden = !on
  if (on) signTimer = setTimeout(() => sign(false), SIGN)
  if (on && atEnd) toEnd()
}

function nearEnd() {
  return log.scrollHeight - log.scrollTop - log.clientHeight < 120
}

function toEnd() {
  atEnd = true
  log.scrollTop = log.scrollHeight
  at('newest').hidden = true
}

function keepDraft() {
  store('warmline.draft', changes.editing() ? '' : text.value)
}

function store(key, value) {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Without storage it lives as long as the page.
  }
}

function stored(key) {
  try {
    return localStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}

// What was typed before this script came stands; what was kept from before stands above it.
name.value ||= stored('warmline.name')
store('warmline.name', name.value)
text.value = joined(stored('warmline.draft'), text.value)
keepDraft()
showTimes()
for (const line of outbox.waiting()) if (!lines.own(line.id)) posts.append(lines.pending(line))
if (posts.children.length > 0) at('welcome').hidden = true
lines.tidy()
toEnd()
outbox.run()
if (matchMedia('(hover: hover)').matches) text.focus()
