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
  const code = 'code' in error ? String(error.code) : null
  return { error: error.name, code, at: framesOf(error).slice(0, 6).join(' < ') }
}

/** The places in the stack, which begin where the message ends; none where that cannot be told. */
function framesOf({ stack = '', message }: Error): string[] {
  const from = stack.indexOf(message)
  if (from === -1) return []
  const lines = stack.slice(from + message.length).split('\n')
  return lines.map((line) => line.trim()).filter((line) => /^at .+:\d+:\d+\)?$/.test(line))
}
