import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from '../errors.ts'
import { type Hold, hold } from '../ledger/hold.ts'

const MARK = 'SAMPLE.txt'
const SAYS = 'Warmline’s demo keeps its invented weeks here. They are made anew at each start of the demo.\n'
const HELD = 'demo.lock'
const LEDGER = ['ledger.sqlite', 'ledger.sqlite-wal', 'ledger.sqlite-shm']

/**
 * Makes the demo's folder ready for a new ledger, and holds it: a second demo must not take the ledger from under the
 * first. Throws SetupError where a demo has it already, or where it holds a ledger that is not the demo's.
 */
export function takeFolder(folder: string): Hold {
  const mark = join(folder, MARK)
  if (!existsSync(mark) && LEDGER.some((name) => existsSync(join(folder, name))))
    throw new SetupError([
      `DATA_DIR: ${folder} holds a ledger that is not the demo's, so it was left as it is. Move it away, or set DATA_DIR ` +
        'to another folder for the demo.',
    ])
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const held = hold(join(folder, HELD))
    if (!held) throw isRunning(folder)
    writeFileSync(mark, SAYS)
    for (const name of LEDGER) rmSync(join(folder, name), { force: true })
    return held
  } catch (error) {
    if (error instanceof SetupError) throw error
    throw new SetupError([`DATA_DIR: the demo cannot write in ${folder}. Set DATA_DIR to a folder of yours.`])
  }
}

function isRunning(folder: string): SetupError {
  return new SetupError([
    `DATA_DIR: a demo is running already, with its weeks in ${folder}. Look at that one, or stop it first; or set ` +
      'DATA_DIR to another folder for this one.',
  ])
}
