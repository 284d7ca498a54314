import { cancel, intro, log, outro } from '@clack/prompts'
import type { Check } from './check.ts'
import { ENV_FILE, PROMPTS_DIR } from './config.ts'
import { SetupError } from './errors.ts'
import { createQuestions, Left, type Questions } from './questions.ts'
import { askAboutDiscord, tryDiscord } from './setup-discord.ts'
import { type SetupRun, write } from './setup-run.ts'
import { askAboutSlack, trySlack, writeManifest } from './setup-slack.ts'
import {
  DISCORD_NAMES,
  type Flags,
  HELP,
  NAMES,
  type Name,
  readFlags,
  readSet,
  SLACK_NAMES,
  type Values,
} from './setup-values.ts'

type Platform = 'slack' | 'discord'
type About = {
  label: string
  names: readonly Name[]
  token: Name
  ask(run: SetupRun, flags: Flags, set: Values): Promise<Partial<Values> | null>
  attempt(run: SetupRun, values: Values): Promise<Check[]>
}

const PLATFORMS: Readonly<Record<Platform, About>> = {
  slack: {
    label: 'Slack',
    names: SLACK_NAMES,
    token: 'SLACK_BOT_TOKEN',
    ask: askAboutSlack,
    attempt: trySlack,
  },
  discord: {
    label: 'Discord',
    names: DISCORD_NAMES,
    token: 'DISCORD_BOT_TOKEN',
    ask: (run, _flags, set) => askAboutDiscord(run, set),
    attempt: tryDiscord,
  },
}
const EACH: readonly Platform[] = ['slack', 'discord']

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
  intro('Warmline', { output })
  const there = NAMES.filter((name) => set[name] !== null && !name.endsWith('_API_URL'))
  if (there.length > 0) log.info(`Set so far: ${there.join(', ')}`, { output })
  const answers = await answered(run, flags, set, createQuestions({ input, output }))
  if (answers === null) {
    cancel('Your settings are as they were.', { output })
    return 1
  }
  const { lines, code } = write(run, answers.values, PLATFORMS[answers.platform].label)
  outro(lines.join('\n   '), { output })
  return code
}

type Answers = { platform: Platform; values: Partial<Values> }

/** Null when the person left before the end. */
async function answered(
  run: SetupRun,
  flags: Flags,
  set: Values,
  questions: Questions,
): Promise<Answers | null> {
  try {
    const platform = await askForPlatform(flags, set, questions)
    const values = await PLATFORMS[platform].ask(run, flags, set)
    if (values === null) return null
    return { platform, values: { ...values, ...(await askForOnePlace({ ...set, ...values }, questions)) } }
  } catch (error) {
    if (error instanceof Left) return null
    throw error
  }
}

async function askForPlatform(flags: Flags, set: Values, { choose }: Questions): Promise<Platform> {
  const [meant, another] = flags.publicUrl === null ? meantBy(flags) : (['slack'] as const)
  if (meant !== undefined && another === undefined) return meant
  const isSet = (platform: Platform) => set[PLATFORMS[platform].token] !== null
  return choose<Platform>(
    'Where do customers write to you?',
    EACH.map((platform) => ({
      value: platform,
      label: PLATFORMS[platform].label,
      ...(isSet(platform) ? { hint: 'set up already: look at it again' } : {}),
    })),
    EACH.find(isSet) ?? 'slack',
  )
}

/** Staff cannot be in two places: what is said in one would not be seen in the other. */
async function askForOnePlace(values: Values, { choose }: Questions): Promise<Partial<Values>> {
  if (values.SLACK_STAFF_CHANNEL === null || values.DISCORD_STAFF_CHANNEL === null) return {}
  const place = await choose<Platform>(
    'Staff can be in one place only. Where shall they see who waits?',
    [
      { value: 'slack', label: 'In Slack', hint: 'customers in Discord are helped from there, too' },
      { value: 'discord', label: 'In Discord', hint: 'customers in Slack are helped from there, too' },
    ],
    'slack',
  )
  if (place === 'discord') return { SLACK_STAFF_CHANNEL: null }
  return { DISCORD_STAFF_CHANNEL: null, DISCORD_STAFF_ROLE: null }
}

async function tryAndWrite(run: SetupRun, flags: Flags): Promise<number> {
  const { values: set, wrong } = readSet(run.environment, run.envFile)
  const meant = meantBy(flags)
  const platforms = meant.length > 0 ? meant : EACH.filter((one) => set[PLATFORMS[one].token] !== null)
  const names = (platforms.length > 0 ? platforms : EACH).flatMap((one) => PLATFORMS[one].names)
  const problems = names.flatMap((name) => (Object.hasOwn(flags.values, name) ? [] : (wrong[name] ?? [])))
  if (problems.length > 0) throw new SetupError(problems)
  if (platforms.length === 0)
    throw new SetupError(['--slack-bot-token or --discord-bot-token: one of them is needed.'])
  const values = { ...set, ...flags.values }
  if (values.SLACK_STAFF_CHANNEL !== null && values.DISCORD_STAFF_CHANNEL !== null)
    throw new SetupError([
      'SLACK_STAFF_CHANNEL and DISCORD_STAFF_CHANNEL: staff can be in one place only. Remove one of the two.',
    ])
  const checks = await Promise.all(platforms.map((one) => PLATFORMS[one].attempt(run, values)))
  const faults = checks.flat().filter(({ ok }) => !ok)
  if (faults.length > 0)
    throw new SetupError(faults.map(({ name, problem, repair }) => `${name}: ${problem} ${repair}`))
  const { lines, code } = write(run, values, platforms.map((one) => PLATFORMS[one].label).join(' and '))
  return say(run, lines.join('\n'), code)
}

/** The platforms that the flags are about. */
function meantBy({ values }: Flags): Platform[] {
  return EACH.filter((platform) => PLATFORMS[platform].names.some((name) => Object.hasOwn(values, name)))
}

function say({ output }: SetupRun, text: string, code: number): number {
  output.write(`${text}\n`)
  return code
}
