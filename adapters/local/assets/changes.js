import { post } from './live.js'

/** How long "Yes, remove it" waits for a second click. */
const SURE = 5_000

/** Editing and removing one's own lines. */
export function createChanges({ posts, words, text, say }) {
  const bar = document.getElementById('editing')
  const send = document.getElementById('send')
  let editing = null
  let draft = ''

  const begin = (message, written) => {
    if (editing === null) draft = text.value
    editing = message
    bar.hidden = false
    send.textContent = send.dataset.save
    text.value = written
    text.focus()
  }
  const end = () => {
    editing = null
    text.value = draft
    bar.hidden = true
    send.textContent = send.dataset.send
  }
  const change = async (path, body, undo) => {
    const answer = await post(path, body)
    if (answer.status === 202) return
    say(answer.say || words.notChanged)
    undo?.()
  }

  document.getElementById('stop-editing').addEventListener('click', () => {
    end()
    text.focus()
  })
  posts.addEventListener('click', (event) => {
    const button = event.target.closest('[data-do]')
    const line = button?.closest('.post')
    if (!line) return
    if (button.dataset.do === 'edit') {
      button.closest('details').open = false
      begin(line.dataset.message, line.querySelector('.says').textContent)
    } else if ('sure' in button.dataset) {
      change('/chat/remove', { id: line.dataset.message })
      text.focus()
    } else {
      const before = button.textContent
      button.textContent = button.dataset.surely
      button.dataset.sure = ''
      setTimeout(() => {
        button.textContent = before
        delete button.dataset.sure
      }, SURE)
    }
  })
  posts.addEventListener(
    'toggle',
    (event) => {
      if (event.target.open) event.target.querySelector('.menu-body').scrollIntoView({ block: 'nearest' })
    },
    true,
  )
  // An open menu closes when one looks elsewhere.
  document.addEventListener('click', (event) => {
    for (const menu of posts.querySelectorAll('details[open]'))
      if (!menu.contains(event.target)) menu.open = false
  })
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    for (const menu of posts.querySelectorAll('details[open]')) {
      menu.open = false
      menu.querySelector('summary').focus()
    }
  })

  return {
    editing: () => editing !== null,
    save(written) {
      const id = editing
      end()
      change('/chat/edit', { id, text: written }, () => begin(id, written))
    },
  }
}
