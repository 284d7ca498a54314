import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { SetupError } from './errors.ts'

const ROOT = resolve(import.meta.dirname, '..')

const Folder = z
  .string()
  .min(1, 'is empty. Name a folder, or remove the line')
  .transform((path) => resolve(path))

/** Every setting there is, in the order of .env.example. All are optional. */
export const Settings = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number such as 3000')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be at most 65535')
    .default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be one address, such as 127.0.0.1')
    .default('127.0.0.1'),
  DATA_DIR: Folder.default(resolve(ROOT, 'data')),
  KNOWLEDGE_DIR: Folder.default(resolve(ROOT, 'knowledge')),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, 'must look like postgres://user:password@host:5432/database')
    .nullable()
    .default(null),
})

export type Config = {
  port: number
  host: string
  dataDir: string
  knowledgeDir: string
  promptsDir: string
  databaseUrl: string | null
}

/**
 * The environment, with the settings of the .env file below it, as Config. Throws SetupError that names every problem at
 * once: which setting, what is wrong and what to do; never the value, which may be a secret.
 */
export function readConfig(environment: NodeJS.ProcessEnv, envFile: string = resolve(ROOT, '.env')): Config {
  const problems: string[] = []
  const file = readEnvFile(envFile, problems)
  const given: Record<string, string> = {}
  for (const name of Object.keys(Settings.shape)) {
    const value = environment[name] ?? file[name]
    if (value !== undefined && value !== '') given[name] = value
  }
  const parsed = Settings.safeParse(given)
  for (const issue of parsed.error?.issues ?? []) problems.push(`${issue.path.join('.')}: ${issue.message}.`)
  if (!parsed.success || problems.length > 0) throw new SetupError(problems)
  const { PORT, HOST, DATA_DIR, KNOWLEDGE_DIR, DATABASE_URL } = parsed.data
  return {
    port: PORT,
    host: HOST,
    dataDir: DATA_DIR,
    knowledgeDir: KNOWLEDGE_DIR,
    promptsDir: resolve(ROOT, 'prompts'),
    databaseUrl: DATABASE_URL,
  }
}

function readEnvFile(path: string, problems: string[]): Record<string, string | undefined> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
      .replace(/^\ufeff/, '')
      .replace(/\r\n?/g, '\n')
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!isAbsent) problems.push('.env: cannot be read. It must be a text file that you may read.')
    return {}
  }
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*(#.*)?$/.test(line)) continue
    // In capitals, or it is part of a longer value: that must not be repeated here.
    const name = /^\s*(?:export\s+)?([A-Z_][A-Z0-9_]*)\s*=/.exec(line)?.[1]
    if (name === undefined)
      problems.push(
        `.env, line ${index + 1}: not a setting. Write NAME=value, the name in capitals, or put a # before the line.`,
      )
    else if (!Object.hasOwn(Settings.shape, name))
      problems.push(
        `.env, line ${index + 1}: there is no setting ${name}. The settings are ${Object.keys(Settings.shape).join(', ')}.`,
      )
  }
  return parseEnv(text)
}
