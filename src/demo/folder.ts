import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from '../errors.ts'

const MARK = 'SAMPLE.txt'
const SAYS = 'Warmline’s demo keeps its invented weeks here. They are made anew at each start of the demo.\n'
const LEDGER = ['ledger.sqlite', 'ledger.sqlite-wal', 'ledger.sqlite-shm']

/** Makes the demo's folder ready for a new ledger. Throws SetupError where it holds one that is not the demo's. */
export function clearFolder(folder: string): void {
  const mark = join(folder, MARK)
  if (!existsSync(mark) && LEDGER.some((name) => existsSync(join(folder, name))))
    throw new SetupError([
      `DATA_DIR: ${folder} holds a ledger that is not the demo's, so it was left as it is. Move it away, or set DATA_DIR ` +
        'to another folder for the demo.',
    ])
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(mark, SAYS)
    for (const name of LEDGER) rmSync(join(folder, name), { force: true })
  } catch {
    throw new SetupError([
      `DATA_DIR: the demo cannot write in ${folder}. Is a demo running already, or is it no folder of yours?`,
    ])
  }
}
