import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { cancel, intro, log, outro } from '@clack/prompts'
import { checkSlack } from '../adapters/slack/doctor.ts'
import { manifestText } from '../adapters/slack/manifest.ts'
import { askForSlack } from '../adapters/slack/setup.ts'
import { ENV_FILE, PROMPTS_DIR, readConfig } from './config.ts'
import { type Changes, writeEnvFile } from './env-file.ts'
import { SetupError } from './errors.ts'
import { readPrompts } from './prompts.ts'
import { EACH, type Flags, HELP, NAMES, readFlags, readSet, readValue, type Values } from './setup-values.ts'

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

/** The command: npm run setup. */
export async function main(): Promise<void> {
  const { stdin: input, stdout: output } = process
  process.exitCode = await setUp({
    args: process.argv.slice(3),
    environment: process.env,
    envFile: ENV_FILE,
    promptsDir: PROMPTS_DIR,
    isAnswered: input.isTTY && output.isTTY,
    input,
    output,
    clock: Date.now,
  })
}

/** Returns the exit code: 0 when everything is set, 1 when something is left to do. */
export async function setUp(run: SetupRun): Promise<number> {
  try {
    const flags = readFlags(run.args)
    if (flags.help) return say(run, HELP, 0)
    if (flags.manifest !== null) {
      writeManifest(run, flags.manifest, flags.publicUrl)
      return say(
        run,
        `Written: ${flags.manifest}. Make the app from it: https://api.slack.com/apps?new_app=1`,
        0,
      )
    }
    if (run.isAnswered && !flags.yes) return await askAndWrite(run, flags)
    if (!flags.yes && Object.keys(flags.values).length === 0)
      return say(run, `There is no terminal here to ask in.\n\n${HELP}`, 1)
    return await tryAndWrite(run, flags)
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    return say(
      run,
      `Nothing was written:\n${error.problems.map((problem) => `  - ${problem}`).join('\n')}`,
      1,
    )
  }
}

async function askAndWrite(run: SetupRun, flags: Flags): Promise<number> {
  const { input, output } = run
  const set = { ...readSet(run.environment, run.envFile).values, ...flags.values }
  intro('Warmline in Slack', { output })
  const there = EACH.filter((name) => set[name] !== null).map((name) => NAMES[name])
  if (there.length > 0) log.info(`Set so far: ${there.join(', ')}`, { output })
  const tokens = await askForSlack({
    given: set,
    apiUrl: set.apiUrl,
    publicUrl: flags.publicUrl,
    read: readValue,
    writeManifest(publicUrl) {
      const file = join(dirname(run.envFile), 'slack-manifest.json')
      writeManifest(run, file, publicUrl)
      return file
    },
    input,
    output,
  })
  if (tokens === null) {
    cancel('Your settings are as they were.', { output })
    return 1
  }
  const { lines, code } = write(run, { ...tokens, apiUrl: set.apiUrl })
  outro(lines.join('\n   '), { output })
  return code
}

async function tryAndWrite(run: SetupRun, flags: Flags): Promise<number> {
  const { values: set, wrong } = readSet(run.environment, run.envFile)
  const problems = Object.entries(wrong).filter(([name]) => !Object.hasOwn(flags.values, name))
  if (problems.length > 0) throw new SetupError(problems.map(([, problem]) => problem))
  const values = { ...set, ...flags.values }
  if (values.botToken === null) throw new SetupError(['--slack-bot-token: is missing.'])
  if (values.appToken === null && values.signingSecret === null)
    throw new SetupError(['--slack-app-token: is missing, or --slack-signing-secret for HTTPS.'])
  const checks = await checkSlack({ ...values, botToken: values.botToken, publicUrl: null, clock: run.clock })
  const faults = checks.filter(({ ok }) => !ok)
  if (faults.length > 0)
    throw new SetupError(faults.map(({ name, problem, repair }) => `${name}: ${problem} ${repair}`))
  const { lines, code } = write(run, values)
  return say(run, lines.join('\n'), code)
}

/** Writes what has changed, and says what to do next. */
function write(run: SetupRun, values: Values): { lines: string[]; code: number } {
  const { values: before } = readSet(run.environment, run.envFile)
  const changes: Record<string, string | null> = {}
  for (const name of EACH) if (values[name] !== before[name]) changes[NAMES[name]] = values[name]
  if (values.apiUrl !== before.apiUrl) changes.SLACK_API_URL = values.apiUrl
  keep(run.envFile, changes)
  const overruled = Object.keys(changes).filter((name) => run.environment[name])
  const warnings = overruled.map(
    (name) => `${name} is set in the environment, too, and that one counts: change it there.`,
  )
  const problems = [...warnings, ...problemsLeft(run)]
  const lines =
    problems.length === 0
      ? [
          'Slack is set up. Start Warmline: npm start (or start it again).',
          'Then write to it in Slack. If anything is not right: npm run doctor',
        ]
      : ['Slack is set up, and this is left to do:', ...problems.map((problem) => `- ${problem}`)]
  return { lines, code: problems.length === 0 ? 0 : 1 }
}

/** Also where nothing has changed: then the file is narrowed to its owner. */
function keep(envFile: string, changes: Changes): void {
  if (Object.keys(changes).length > 0 || existsSync(envFile)) writeEnvFile(envFile, changes)
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

function writeManifest(run: SetupRun, file: string, publicUrl: string | null): void {
  const { company, assistant } = readPrompts(run.promptsDir).charter
  try {
    writeFileSync(file, manifestText({ company, assistant, publicUrl }))
  } catch {
    throw new SetupError([`${file}: cannot be written. Name a file in a folder that you may write in.`])
  }
}

function say({ output }: SetupRun, text: string, code: number): number {
  output.write(`${text}\n`)
  return code
}
