import { existsSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import { readConfig } from './config.ts'
import { writeEnvFile } from './env-file.ts'
import { SetupError } from './errors.ts'
import { NAMES, readSet, type Values } from './setup-values.ts'

export type SetupRun = {
  args: string[]
  environment: NodeJS.ProcessEnv
  envFile: string
  promptsDir: string
  /** Whether somebody is there to answer. */
  isAnswered: boolean
  input: Readable
  output: Writable
  /** Epoch milliseconds. */
  clock: () => number
}

/** Writes what has changed, and says what to do next. Throws SetupError where the file cannot be written. */
export function write(
  run: SetupRun,
  values: Partial<Values>,
  where: string,
): { lines: string[]; code: number } {
  const { values: before } = readSet(run.environment, run.envFile)
  const changes: Record<string, string | null> = {}
  for (const name of NAMES) {
    const value = values[name]
    if (value !== undefined && value !== before[name]) changes[name] = value
  }
  // Also where nothing has changed: then the file is narrowed to its owner.
  if (Object.keys(changes).length > 0 || existsSync(run.envFile)) writeEnvFile(run.envFile, changes)
  const overruled = Object.keys(changes).filter((name) => run.environment[name])
  const warnings = overruled.map(
    (name) => `${name} is set in the environment, too, and that one counts: change it there.`,
  )
  const problems = [...warnings, ...problemsLeft(run)]
  const is = where.includes(' and ') ? 'are' : 'is'
  const lines =
    problems.length === 0
      ? [
          `${where} ${is} set up. Start Warmline: npm start (or start it again).`,
          `Then write to it in ${where}. If anything is not right: npm run doctor`,
        ]
      : [`${where} ${is} set up, and this is left to do:`, ...problems.map((problem) => `- ${problem}`)]
  return { lines, code: problems.length === 0 ? 0 : 1 }
}

function problemsLeft({ environment, envFile }: SetupRun): readonly string[] {
  try {
    readConfig(environment, envFile)
    return []
  } catch (error) {
    if (error instanceof SetupError) return error.problems
    throw error
  }
}
