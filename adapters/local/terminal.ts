import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline/promises'
import { z } from 'zod'
import type { Choice } from '../../src/adapter.ts'
import { readEvents } from './sse.ts'
import { openVisit, type Visit } from './terminal-visit.ts'
import { Words } from './words.ts'

const RECONNECT = 2_000
const ANSWER = 15_000

/** What is typed in place of a button. */
const PRESSED: Record<string, Choice | undefined> = {
  '/person': 'person',
  '/helped': 'helped',
  '/unhelped': 'unhelped',
  '/right': 'right',
  '/notyet': 'not_yet',
}

const About = z.object({ company: z.string(), assistantName: z.string(), words: Words })
const Heard = z.object({
  id: z.string(),
  role: z.enum(['you', 'assistant', 'staff', 'house']),
  who: z.string(),
  message: z.string().nullable(),
  plain: z.string(),
})
const Answer = z.object({ say: z.string().default('') }).catch({ say: '' })

export type TerminalChat = {
  baseUrl: string
  /** Where the visit's cookie is kept, so that the conversation goes on next time. */
  cookieFile: string
  input: NodeJS.ReadableStream
  output: NodeJS.WritableStream
}

type Unsent = { path: string; body: { id: string; text?: string; choice?: string; zone?: string } }

/** The customer's chat in a terminal. Ends when they leave by /quit or close the input. */
export async function runTerminalChat({ baseUrl, cookieFile, input, output }: TerminalChat): Promise<void> {
  const leaving = new AbortController()
  const print = (text: string) => output.write(`${withoutControls(text)}\n`)
  const visit = openVisit(baseUrl, cookieFile)
  const { company, assistantName, words } = await meet(visit, print, leaving.signal)
  const shown = new Map<string, string>()
  const typed = new Set<string>()

  print(`${company} · ${words.subtitle}`)
  print(words.terminalHelp)

  const tags = { you: '', assistant: ` (${words.assistantTag})`, staff: ` (${words.staffTag})`, house: '' }
  const hear = (data: string) => {
    const line = Heard.safeParse(JSON.parse(data)).data
    if (!line || shown.get(line.id) === line.plain) return
    const changed = shown.has(line.id)
    shown.set(line.id, line.plain)
    // What was typed here stands on the screen already.
    if (line.message && typed.has(line.message) && !changed) return
    const who = line.role === 'assistant' ? assistantName : line.who
    print(`\n${who}${tags[line.role]}${changed ? `, ${words.edited}` : ''}: ${line.plain}`)
  }
  const following = followEvents(visit, leaving.signal, hear, (up) =>
    print(up ? words.terminalBack : words.terminalOffline),
  )

  const unsent: Unsent[] = []
  let sending: Promise<void> | null = null
  const send = (one: Unsent) => {
    typed.add(one.body.id)
    unsent.push(one)
    sending ??= sendAll().finally(() => {
      sending = null
    })
  }
  // One at a time and in order; each keeps its id, so that sending it again is the same message.
  const sendAll = async () => {
    let told = false
    for (let [next] = unsent; next && !leaving.signal.aborted; [next] = unsent) {
      const answer = await visit.post(next.path, next.body, ANSWER)
      if (answer && answer.status < 500 && answer.status !== 429) {
        unsent.shift()
        const { say } = Answer.parse(await answer.json().catch(() => ({})))
        if (say) print(say)
        told = false
        continue
      }
      if (!told) print(words.notSentYet)
      told = true
      await pause(RECONNECT, leaving.signal)
    }
  }

  // Opened only now: a line that came before somebody reads would be lost.
  const reader = createInterface({ input, terminal: false })
  for await (const line of reader) {
    const text = line.trim()
    if (text === '/quit') break
    const choice = PRESSED[text]
    if (choice) {
      send({ path: '/chat/press', body: { id: randomUUID(), choice } })
    } else if (text !== '') {
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
      send({ path: '/chat/messages', body: { id: randomUUID(), text: line, zone } })
    }
  }
  // What was piped in is still sent when the input ends; an unreachable server is not waited for.
  await Promise.race([sending, pause(ANSWER, leaving.signal)])
  print(words.terminalBye)
  leaving.abort()
  reader.close()
  await following
}

/** Text without control characters and terminal commands: what others wrote must not steer the terminal. */
export function withoutControls(text: string): string {
  return text
    .replace(/\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[@-Z\\^_]?/g, '')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
}

async function meet(visit: Visit, print: (text: string) => void, signal: AbortSignal) {
  for (let told = false; ; told = true) {
    const answer = (await visit.get('/')) && (await visit.get('/chat/words'))
    const about = About.safeParse(await answer?.json().catch(() => null)).data
    if (about) return about
    if (!told) print(`There is no answer from ${visit.baseUrl}. Is Warmline running there? Trying again.`)
    await pause(RECONNECT, signal)
  }
}

async function followEvents(
  visit: Visit,
  signal: AbortSignal,
  hear: (data: string) => void,
  tell: (up: boolean) => void,
) {
  let after = '0'
  let up = true
  while (!signal.aborted) {
    try {
      const answer = await visit.stream('/chat/events', after, signal)
      if (!up) tell(true)
      up = true
      for await (const { event, data, id } of readEvents(answer)) {
        if (event !== 'message') continue
        hear(data)
        if (id) after = id
      }
    } catch {
      if (up && !signal.aborted) tell(false)
      up = false
    }
    await pause(RECONNECT, signal)
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
}
