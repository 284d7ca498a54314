import pino from 'pino'

/** Ids and numbers only: never the words of a message, never a secret. */
export type Facts = Record<string, string | number | boolean | null>

/** One line per event. `event` is called at each named step, in the moment it is reached. */
export type Log = {
  event(name: string, facts?: Facts): void
  trouble(name: string, error: unknown, facts?: Facts): void
}

/** JSON lines on standard error. `level` is pino's: debug shows every step of every turn. */
export function createLog(level: string): Log {
  const lines = pino({ level, base: null }, pino.destination({ fd: 2, sync: true }))
  return {
    event: (name, facts = {}) => lines.debug(facts, name),
    trouble: (name, error, facts = {}) => lines.error({ ...facts, ...describe(error) }, name),
  }
}

export const silentLog: Log = { event: () => undefined, trouble: () => undefined }

/** What went wrong and where, without the error's own message: that may quote a customer, a row or a secret. */
function describe(error: unknown): Facts {
  if (!(error instanceof Error)) return { error: typeof error }
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '))
  const code = 'code' in error ? String(error.code) : null
  return {
    error: error.name,
    code,
    at: frames
      .slice(0, 6)
      .map((line) => line.trim())
      .join(' < '),
  }
}
