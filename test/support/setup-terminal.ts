import { PassThrough } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { setUp } from '../../src/setup.ts'
import { promptsFolder } from './scripted.ts'

export const ENTER = '\r'
export const DOWN = '\u001b[B'
export const SPACE = ' '
export const CTRL_C = '\u0003'

export type Run = { args?: string[]; environment?: NodeJS.ProcessEnv; isAnswered?: boolean }

/** Starts npm run setup; `shown` is everything on the screen so far. */
export function startSetup(envFile: string, { args = [], environment = {}, isAnswered = false }: Run) {
  const input = new PassThrough()
  const output = new PassThrough()
  let shown = ''
  let last = 0
  output.on('data', (chunk: Buffer) => {
    shown += chunk.toString()
  })
  const common = { envFile, promptsDir: promptsFolder, clock: Date.now }
  const ended = setUp({ args, environment, isAnswered, input, output, ...common })
  return {
    ended,
    shown: () => plain(shown),
    /** Waits until this is on the screen since the last answer, and presses the keys. */
    async answer(question: string, ...keys: string[]) {
      await until(
        () => plain(shown.slice(last)).includes(question),
        () => plain(shown),
      )
      if (keys.length > 0) last = shown.length
      for (const key of keys) {
        input.write(key)
        await settle()
      }
    },
  }
}

const plain = (shown: string) => shown.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '')

/** Lets what was started by a key press come to its end. */
async function settle(): Promise<void> {
  for (let round = 0; round < 5; round++) await turn()
}

async function until(isSo: () => boolean, shown: () => string): Promise<void> {
  const began = performance.now()
  while (!isSo()) {
    if (performance.now() - began > 5_000) throw new Error(`It was not asked. On the screen:\n${shown()}`)
    await turn()
  }
}
