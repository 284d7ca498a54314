import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runTerminalChat, withoutControls } from '../../adapters/local/terminal.ts'
import { type Listening, listen } from '../../src/web/server.ts'
import { answerTo, type LocalWorld, openLocalWorld, placeOf } from './local-world.ts'

/** What a terminal shows, and what somebody types. */
function openTerminal() {
  const input = new PassThrough()
  const output = new PassThrough()
  let shown = ''
  const news = new Set<() => void>()
  output.on('data', (chunk) => {
    shown += chunk
    for (const look of news) look()
  })
  return {
    input,
    output,
    type: (line: string) => input.write(`${line}\n`),
    shown: () => shown,
    shows: (words: string) =>
      new Promise<void>((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`Not shown in time: ${words}; shown: ${shown}`)),
          6_000,
        )
        const look = () => {
          if (!shown.includes(words)) return
          clearTimeout(late)
          news.delete(look)
          resolve()
        }
        news.add(look)
        look()
      }),
  }
}

describe('the chat in a terminal', () => {
  let world: LocalWorld
  let web: Listening
  let folder: string
  beforeEach(async () => {
    world = await openLocalWorld()
    web = await listen(world.app, { host: '127.0.0.1', port: 0 })
    folder = mkdtempSync(join(tmpdir(), 'warmline-terminal-'))
  })
  afterEach(async () => {
    await web.close()
    await world.close()
    rmSync(folder, { recursive: true })
  })

  const cookieFile = () => join(folder, 'visit', 'cookie')
  const start = () => {
    const terminal = openTerminal()
    const { input, output } = terminal
    return { terminal, done: runTerminalChat({ baseUrl: web.url, cookieFile: cookieFile(), input, output }) }
  }

  it('shows what is answered, with its sources, and goes on with the conversation next time', async () => {
    world.core.answer = async (inbound) => {
      if (inbound.kind !== 'message') return { status: 'recorded' }
      const sources = [{ title: 'Care', page: 'care.md', url: null }]
      const answer = answerTo(
        placeOf(inbound.place.channel),
        `to-${inbound.id.slice(0, 8)}`,
        'Turn the **bulb**.',
      )
      setImmediate(() => void world.adapter.send(answer.kind === 'text' ? { ...answer, sources } : answer))
      return { status: 'recorded' }
    }
    const first = start()
    first.terminal.type('My lamp flickers')
    await first.terminal.shows('Wren (AI assistant): Turn the bulb.')
    await first.terminal.shows('- Care (care.md)')
    first.terminal.type('/quit')
    await first.done
    expect(statSync(cookieFile()).mode & 0o777).toBe(0o600)

    const second = start()
    await second.terminal.shows('You: My lamp flickers')
    await second.terminal.shows('Turn the bulb.')
    second.terminal.type('/quit')
    await second.done
  })

  it('fetches a person by a command', async () => {
    const { terminal, done } = start()
    await terminal.shows('/person fetches a person')
    terminal.type('/person')
    terminal.type('/quit')
    await done
    expect(world.core.inbound).toMatchObject([{ kind: 'message', choice: 'person' }])
  })

  it('sends again under the same id what was not taken', async () => {
    let taken = false
    world.core.answer = () => {
      if (taken) return { status: 'recorded' }
      taken = true
      throw new Error('the ledger is down')
    }
    const { terminal, done } = start()
    terminal.type('Where is my lamp?')
    await terminal.shows('We are trying again')
    terminal.type('/quit')
    await done
    expect(world.core.inbound).toHaveLength(2)
    expect(world.core.inbound[0]).toEqual(world.core.inbound[1])
  })

  it.each([
    ['colours', '\u001b[31mred\u001b[0m', 'red'],
    ['a title for the window', '\u001b]0;evil\u0007text', 'text'],
    ['a link', '\u001b]8;;https://evil.example\u001b\\words\u001b]8;;\u001b\\', 'words'],
    ['eight-bit commands', '\u009b2Jtext', '2Jtext'],
    ['bells, backspaces and returns', 'a\u0007b\u0008c\rd', 'abcd'],
    ['turned writing', 'a\u202eb\u2066c', 'abc'],
    ['line breaks and tabs, which stay', 'a\n\tb', 'a\n\tb'],
  ])('prints %s as plain words', (_what, text, plain) => {
    expect(withoutControls(text)).toBe(plain)
  })
})
