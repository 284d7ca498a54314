/** The lines of the conversation on the page: those that the server has, and one's own that are still pending. */
export function createLines(posts, words) {
  return { own, place, pending, tidy }

  function own(message) {
    return posts.querySelector(`[data-message="${CSS.escape(message)}"]`)
  }

  // What the server has stands in its order; what is still pending stands at the end.
  function place(next) {
    const later = [...posts.querySelectorAll('.post')].find(
      (other) => other !== next && (!other.id || Number(other.dataset.seq) > Number(next.dataset.seq)),
    )
    posts.insertBefore(next, later ?? null)
  }

  function pending(line) {
    const shown = document.createElement('li')
    shown.className = 'post you'
    shown.dataset.message = line.id
    shown.ariaLive = 'off'
    const who = element('p', 'who')
    who.append(element('span', 'name', words.you), element('span', 'state'))
    const says = element('div', 'says')
    says.append(element('p', 'plain', line.text ?? line.label))
    shown.append(who, says)
    return shown
  }

  /** Buttons under an answer live until something is said after it; a day's first line is headed by its date. */
  function tidy() {
    const lines = [...posts.querySelectorAll('.post')]
    const lastSaid = lines.findLastIndex((line) => !line.classList.contains('house'))
    for (const [index, line] of lines.entries()) {
      const options = line.querySelector('.options')
      if (options) options.hidden = index < lastSaid
    }
    // "Sent" stands at the newest of one's own lines; for all before it, it goes without saying.
    const sent = [...posts.querySelectorAll('.state.sent')]
    for (const [index, state] of sent.entries()) state.hidden = index < sent.length - 1
    let day = ''
    for (const line of lines) {
      const moment = line.querySelector('time')?.dateTime
      const next = moment ? dayOf(new Date(moment)) : day
      const heading = line.previousElementSibling?.matches('.day') ? line.previousElementSibling : null
      if (next === day) heading?.remove()
      else if (!heading) line.before(element('li', 'day', next))
      else if (heading.textContent !== next) heading.textContent = next
      day = next
    }
  }

  function dayOf(moment) {
    const days = Math.round(
      (new Date().setHours(0, 0, 0, 0) - new Date(moment).setHours(0, 0, 0, 0)) / 86_400_000,
    )
    if (days < 2) return days < 1 ? words.today : words.yesterday
    return moment.toLocaleDateString([], { weekday: 'long', day: 'numeric', month: 'long' })
  }
}

function element(name, className, textContent = '') {
  return Object.assign(document.createElement(name), { className, textContent })
}
