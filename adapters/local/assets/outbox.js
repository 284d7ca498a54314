import { post } from './live.js'

const KEY = 'warmline.outbox.'
const PAUSES = [1_000, 2_000, 4_000, 8_000, 15_000]

/**
 * What was written and is not yet known to be taken. It outlives a reload; each line keeps its id, so that sending it
 * again is the same message. Lines go one at a time, in the order in which they were written.
 * @param {(line: object, state: 'sending' | 'sent' | 'again' | 'refused', say: string) => void} tell
 */
export function createOutbox(tell) {
  let lines = read()
  let busy = false
  let tries = 0
  let timer

  const drop = (id) => {
    lines = lines.filter((line) => line.id !== id)
    forget(id)
  }
  const run = async () => {
    clearTimeout(timer)
    if (busy) return
    busy = true
    while (lines.length > 0) {
      const [line] = lines
      tell(line, tries === 0 ? 'sending' : 'again', '')
      const { path, ...body } = line
      const { status, say } = await post(path, body)
      if (status === 202) {
        tries = 0
        drop(line.id)
        tell(line, 'sent', say)
      } else if ([400, 413, 422].includes(status)) {
        tries = 0
        drop(line.id)
        tell(line, 'refused', say)
      } else {
        tell(line, 'again', say)
        timer = setTimeout(run, PAUSES[Math.min(tries, PAUSES.length - 1)])
        tries += 1
        break
      }
    }
    busy = false
  }
  addEventListener('online', run)
  return {
    waiting: () => lines,
    add(line) {
      lines.push(line)
      keep(line)
      run()
    },
    drop,
    run,
  }
}

// Each line has a key of its own, so that two open pages do not overwrite each other's.
function keep(line) {
  try {
    localStorage.setItem(KEY + line.id, JSON.stringify(line))
  } catch {
    // Without storage the lines live as long as the page.
  }
}

function forget(id) {
  try {
    localStorage.removeItem(KEY + id)
  } catch {
    // Nothing was kept then.
  }
}

function read() {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(KEY))
    const kept = keys.map((key) => JSON.parse(localStorage.getItem(key) ?? 'null'))
    return kept
      .filter((line) => typeof line?.id === 'string' && line.path?.startsWith('/chat/'))
      .sort((a, b) => a.at - b.at)
  } catch {
    return []
  }
}
