import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from '../errors.ts'

const KEY = /^[0-9a-f]{64}$/

/** The key that sessions are signed with: made once, kept in the data folder, readable by this user only. */
export function openSessionKey(dataDir: string): string {
  const path = join(dataDir, 'session.key')
  const fresh = join(dataDir, `session.key.${process.pid}.${randomBytes(4).toString('hex')}`)
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    writeFileSync(fresh, randomBytes(32).toString('hex'), { mode: 0o600 })
    // Linked, not written in place: of two processes that start at once, one makes the key and both read the same one.
    try {
      linkSync(fresh, path)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    } finally {
      rmSync(fresh, { force: true })
    }
    const key = readFileSync(path, 'utf8').trim()
    if (KEY.test(key)) return key
  } catch (error) {
    throw new SetupError([
      `DATA_DIR: the file session.key could not be opened (${codeOf(error)}). Give this user the right to write in that folder.`,
    ])
  }
  throw new SetupError([
    'DATA_DIR: the file session.key is damaged. Delete it and start again; everybody signs in anew.',
  ])
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'
}
