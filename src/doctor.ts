import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkDiscord } from '../adapters/discord/doctor.ts'
import { checkSlack } from '../adapters/slack/doctor.ts'
import { PublicUrl } from '../adapters/slack/manifest.ts'
import type { Charter } from './charter.ts'
import { type Check, type ContactChecked, faulty, unsure, well } from './check.ts'
import { report } from './checklist.ts'
import { type Config, ENV_FILE, PROMPTS_DIR, readConfig } from './config.ts'
import { DeadlineError, withDeadline } from './deadline.ts'
import { SetupError } from './errors.ts'
import { readFolder } from './knowledge/folder.ts'
import { openPostgres } from './ledger/postgres.ts'
import { openSqlite } from './ledger/sqlite.ts'
import { silentLog } from './log.ts'
import { checkModel } from './model/doctor.ts'
import { CONTACTS } from './people/reminder-settings.ts'
import { readPrompts } from './prompts.ts'
import type { ToolsConfig } from './tools/settings.ts'
import { openTools, TIMING } from './tools/tools.ts'

const HELP = `Looks at everything that Warmline needs, and says what to do: npm run doctor

  npm run doctor -- --public-url URL   also knocks there, as Slack does
  npm run doctor -- --json             for programs

Nothing is changed, and nobody in Slack or Discord sees anything of it. Where a
model is set up, it is asked one short question, which may cost a trifle.`

export type Examination = {
  environment: NodeJS.ProcessEnv
  envFile: string
  promptsDir: string
  /** Where Slack reaches us over HTTPS, where that is to be tried. */
  publicUrl: string | null
  /** Epoch milliseconds. */
  clock: () => number
}

/** The longest that one look may take, milliseconds. */
const WITHIN = 10_000
const NODE_NEEDED = 24

/** The command: npm run doctor. */
export async function main(): Promise<void> {
  const flags = readFlags(process.argv.slice(3))
  if (typeof flags === 'string') {
    console.log(flags)
    process.exitCode = flags === HELP ? 0 : 1
    return
  }
  const { publicUrl, json } = flags
  const about = {
    environment: process.env,
    envFile: ENV_FILE,
    promptsDir: PROMPTS_DIR,
    publicUrl,
    clock: Date.now,
  }
  const checks = await examine(about)
  const ok = checks.every((check) => check.ok)
  console.log(json ? JSON.stringify({ ok, checks }, null, 2) : report(checks))
  process.exitCode = ok ? 0 : 1
}

function readFlags(args: string[]): { publicUrl: string | null; json: boolean } | string {
  try {
    const options = {
      'public-url': { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    } as const
    const { values } = parseArgs({ args, options })
    if (values.help) return HELP
    const url = PublicUrl.nullable().safeParse(values['public-url'] ?? null)
    if (!url.success) return '--public-url must look like https://help.example.com.'
    return { publicUrl: url.data, json: values.json === true }
  } catch {
    return `There is a flag that is none of ours, or one without its value.\n\n${HELP}`
  }
}

/** Looks at everything that Warmline needs, all at once, and changes nothing. Never throws. */
export async function examine(examination: Examination): Promise<Check[]> {
  const { environment, envFile, promptsDir, publicUrl, clock } = examination
  const { config, checks: settings } = lookAtSettings(environment, envFile)
  const { charter, checks: words } = lookAtWords(promptsDir, config?.repliesDir)
  const looks = [[...settings, lookAtNode()], words]
  if (config === null) return looks.flat()
  const rest = await Promise.all([
    [lookAtDataDir(config.dataDir)],
    lookAtLedger(config),
    lookAtPages(config.knowledgeDir),
    lookAtTools(config.tools),
    lookAtDigest(config),
    config.slack === null
      ? [well('Slack', 'not set up (npm run setup).')]
      : checkSlack({ ...config.slack, publicUrl, clock, contacts: contactsOn('slack', charter, config) }),
    config.discord === null
      ? [well('Discord', 'not set up (npm run setup).')]
      : checkDiscord({ ...config.discord, clock, contacts: contactsOn('discord', charter, config) }),
    config.model === null
      ? [well('Model', 'not set up: Warmline reads and answers by itself.')]
      : checkModel(config.model, { clock }),
  ])
  return [...looks, ...rest].flat()
}

function lookAtSettings(
  environment: NodeJS.ProcessEnv,
  envFile: string,
): { config: Config | null; checks: Check[] } {
  try {
    return { config: readConfig(environment, envFile), checks: [well('Settings')] }
  } catch (error) {
    return {
      config: null,
      checks: problemsOf('Settings', error, 'Correct it in .env, or wherever your settings are.'),
    }
  }
}

function lookAtNode(): Check {
  const { node } = process.versions
  if (Number.parseInt(node, 10) >= NODE_NEEDED) return well('Node', node)
  return faulty('Node', {
    problem: `this is ${node}, and Warmline needs ${NODE_NEEDED}.`,
    repair: 'Run npm ci and start it through npm, or install Node 24.',
  })
}

function lookAtWords(
  promptsDir: string,
  repliesDir: string | undefined,
): { charter: Charter | null; checks: Check[] } {
  try {
    return { charter: readPrompts(promptsDir, repliesDir).charter, checks: [well('Words in prompts')] }
  } catch (error) {
    return { charter: null, checks: problemsOf('Words in prompts', error) }
  }
}

/** Whom the owner has named on a platform. What is on none that is set up stops the start. */
function contactsOn(adapter: string, charter: Charter | null, { digest }: Config): ContactChecked[] {
  const called = CONTACTS.flatMap((fact) => {
    const contact = charter?.reminders[fact]
    return contact?.adapter === adapter ? [{ fact, id: contact.id }] : []
  })
  const place = digest?.place?.adapter === adapter ? digest.place : null
  return place === null ? called : [...called, { fact: 'digest', id: place.channel }]
}

/** The digest's place is looked at where its platform is; here, whether there is one. */
function lookAtDigest({ digest, slack, discord }: Config): Check[] {
  const place = digest?.place ?? null
  if (place === null) return []
  const isThere = (place.adapter === 'slack' && slack) || (place.adapter === 'discord' && discord)
  if (isThere) return []
  const problem = `it names "${place.adapter}", which is not set up here.`
  return [faulty('DIGEST_PLACE', { problem, repair: 'Set it up (npm run setup), or name another.' })]
}

function lookAtDataDir(dataDir: string): Check {
  const name = 'Data folder'
  const repair = 'Make DATA_DIR a folder that you own, or name another.'
  try {
    let folder = dataDir
    while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder)
    if (!statSync(folder).isDirectory())
      return faulty(name, { problem: `${folder} is not a folder.`, repair })
    accessSync(folder, constants.W_OK)
    return folder === dataDir ? well(name) : well(name, 'is made at the first start.')
  } catch {
    return faulty(name, { problem: `nothing can be written in ${dataDir}.`, repair })
  }
}

async function lookAtLedger({ databaseUrl, dataDir }: Config): Promise<Check[]> {
  const name = 'Database'
  try {
    if (databaseUrl !== null) {
      const { end, patient } = await withDeadline(
        WITHIN,
        openPostgres(databaseUrl, () => undefined),
      )
      await Promise.all([end(), patient.end()])
      return [well(name, 'PostgreSQL')]
    }
    // Only one that is there already is opened: opening makes one.
    if (!existsSync(join(dataDir, 'ledger.sqlite'))) return [well(name, 'is made at the first start.')]
    openSqlite(dataDir).close()
    return [well(name, 'SQLite')]
  } catch (error) {
    if (error instanceof DeadlineError)
      return [
        faulty(name, {
          problem: `PostgreSQL did not answer within ${WITHIN / 1000} seconds.`,
          repair: 'Check that its server runs, and the address in DATABASE_URL.',
        }),
      ]
    return problemsOf(name, error)
  }
}

async function lookAtPages(folder: string): Promise<Check[]> {
  const name = 'Pages'
  try {
    const { pages, skipped } = await withDeadline(WITHIN, readFolder(folder))
    const left = skipped.map(({ file, why }) => `${file} is not read: ${why}`)
    if (pages === 0)
      return [
        faulty(name, {
          problem: [`there is none in ${folder}, so that no question can be answered.`, ...left].join(' '),
          repair: 'Put Markdown, text or HTML files there, or name another folder in KNOWLEDGE_DIR.',
        }),
      ]
    return [well(name, [String(pages), ...left].join('; '))]
  } catch (error) {
    if (error instanceof SetupError) return problemsOf(name, error)
    return [unsure(name, `reading ${folder} takes longer than ${WITHIN / 1000} seconds.`)]
  }
}

async function lookAtTools(config: ToolsConfig | null): Promise<Check[]> {
  if (config === null) return [well('Tools', 'not set up (docs/tools.md).')]
  const timing = { ...TIMING, connect: WITHIN }
  const tools = openTools(config, { log: silentLog, timing })
  try {
    await withDeadline(2 * WITHIN, tools.tried()).catch(() => undefined)
    const troubles = tools.troubles()
    const doubts = tools.doubts().join(', ')
    const doubtful =
      doubts === ''
        ? []
        : [unsure('Tools that only read', `the servers say that these change something: ${doubts}.`)]
    const servers = [...config.keys()].flatMap((server) => {
      const [name, trouble] = [`Tools of ${server}`, troubles[server]]
      if (trouble !== undefined) return problemsOf(name, new SetupError([trouble]))
      const names = [...(config.get(server)?.tools.keys() ?? [])]
      return [well(name, names.join(', '))]
    })
    return [...servers, ...doubtful]
  } finally {
    await tools.close()
  }
}

/** Most problems say after their first sentence what to do; the others `otherwise`. */
function problemsOf(name: string, error: unknown, otherwise = 'Correct it there.'): Check[] {
  if (!(error instanceof SetupError))
    return [faulty(name, { problem: 'it cannot be looked at.', repair: 'Try again.' })]
  return error.problems.map((told) => {
    const [, problem = told, repair = otherwise] = /^(.*?[.?!]) +([A-Z].*)$/s.exec(told) ?? []
    return faulty(name, { problem, repair })
  })
}
