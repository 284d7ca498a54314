/** How long the line may be down before people are told. */
const PATIENCE = 3_000

/**
 * Follows a live stream and comes back after every break, from where it stood. The browser's own EventSource gives up
 * for good when it is answered with an error, so a new one is made then.
 * @param {(after: string) => string} address
 * @param {{ after: string, hear: (data: object) => void, working?: () => void, state: (up: boolean) => void }} on
 */
export function follow(address, on) {
  let after = on.after
  let doubt

  const up = () => {
    clearTimeout(doubt)
    doubt = undefined
    on.state(true)
  }
  const down = () => {
    doubt ??= setTimeout(() => on.state(false), PATIENCE)
  }
  const open = () => {
    const source = new EventSource(address(after))
    source.onopen = up
    source.onmessage = (event) => {
      after = event.lastEventId || after
      on.hear(JSON.parse(event.data))
    }
    if (on.working) source.addEventListener('working', on.working)
    source.onerror = () => {
      down()
      if (source.readyState !== EventSource.CLOSED) return
      setTimeout(open, 2_000)
    }
  }
  open()
  addEventListener('offline', () => on.state(false))
}

/** Posts JSON. Gives the status (0 when no answer came), what the answer said, and the whole of it. */
export async function post(address, body) {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    })
    const told = await answer.json().catch(() => ({}))
    return { status: answer.status, say: typeof told.say === 'string' ? told.say : '', told }
  } catch {
    return { status: 0, say: '', told: {} }
  }
}

/** How often something that got no answer is tried again, always under its own id. */
const TRIES = 3

/** The same, tried again where no answer came or it could not be kept just then. */
export async function postSurely(address, body) {
  let answer = await post(address, body)
  for (let again = 1; again < TRIES && (answer.status === 0 || answer.status === 503); again++) {
    await new Promise((resolve) => setTimeout(resolve, again * 1_500))
    answer = await post(address, body)
  }
  return answer
}
