import { DatabaseSync } from 'node:sqlite'

/** Held until it is released, or until the process that holds it ends, however that is. */
export type Hold = { release(): void }

/**
 * Holds a file that is made for nothing else; null where another process holds it. The system lets go of it when a process
 * dies, so a killed one leaves nothing in the way. Throws where the file cannot be written.
 */
export function hold(path: string): Hold | null {
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    database.exec('begin exclusive')
    return { release: () => database.close() }
  } catch (error) {
    database.close()
    if (error instanceof Error && error.message.includes('locked')) return null
    throw error
  }
}
