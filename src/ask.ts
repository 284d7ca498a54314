import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Account, accountOf } from './ask-account.ts'
import { readConfig } from './config.ts'
import { decide } from './decide.ts'
import { SetupError } from './errors.ts'
import { openKnowledge } from './knowledge/knowledge.ts'
import { openLedger } from './ledger/ledger.ts'
import { allSpend } from './ledger/spend.ts'
import { createLog } from './log.ts'
import type { Question } from './mind/answer.ts'
import { checkDraft } from './mind/checks.ts'
import type { Step } from './mind/model-answerer.ts'
import { understand } from './mind/understanding.ts'
import { readPrompts } from './prompts.ts'
import { composeReply } from './reply.ts'
import { createThinking, LOCAL_LANGUAGES } from './thinking.ts'
import { noTools } from './tools/tools.ts'

const HELP = `Shows what the assistant would make of a message, and sends nothing: npm run ask -- "How long does a refund take?"`
const SHOWN = 5
/** Milliseconds. */
const WITHIN = 60_000
const NOBODY = { customer: null, conversation: null }

/** The command: npm run ask -- "…". */
export async function main(): Promise<void> {
  const text = process.argv.slice(3).join(' ').trim()
  if (text === '' || text === '--help') {
    console.log(HELP)
    process.exitCode = text === '' ? 1 : 0
    return
  }
  try {
    console.log(accountOf(await ask(text, process.env)))
  } catch (error) {
    const problems = error instanceof SetupError ? error.problems : [String(error)]
    console.error(`\nThis cannot be asked:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\n`)
    process.exitCode = 1
  }
}

/** Thinks about one message as a turn does, in a ledger of its own that is thrown away. */
export async function ask(text: string, environment: NodeJS.ProcessEnv): Promise<Account> {
  const config = readConfig(environment)
  const prompts = readPrompts(config.promptsDir, config.repliesDir)
  const dataDir = mkdtempSync(join(tmpdir(), 'warmline-ask-'))
  await using opened = new AsyncDisposableStack()
  opened.defer(() => rmSync(dataDir, { recursive: true, force: true }))
  const ledger = await openLedger({ dataDir, databaseUrl: null, onError: () => undefined })
  opened.defer(() => ledger.close())
  const knowledge = await openKnowledge(config.knowledgeDir)
  opened.defer(() => knowledge.close())
  const log = createLog('fatal')
  const thinking = await createThinking({
    config,
    knowledge,
    prompts,
    ledger,
    log,
    tools: noTools,
    now: Date.now,
  })
  const context = { before: [], said: [], about: NOBODY, within: WITHIN }
  const { messages, search } = await understand(thinking.readers, [text], context)
  const [understood] = messages
  if (!understood) throw new Error('A message was not read at all')
  const { reading } = understood
  const question: Question = {
    text,
    before: [],
    search,
    feeling: reading.feeling,
    language: reading.language,
    said: [],
    known: async () => ({ since: Date.now(), earlier: [], owed: [] }),
    asker: null,
    about: NOBODY,
    within: WITHIN,
  }
  const steps: Step[] = []
  const modelled = await thinking.model?.answerer.answer(question, (step) => steps.push(step))
  const answered = modelled?.kind === 'answered' ? modelled.answered : null
  const found =
    answered ?? (modelled?.kind === 'nothing' ? null : await thinking.localAnswerer.answer(question))
  const draft = found && 'text' in found ? found : null
  const policy = {
    turnCap: 12,
    answersIn: LOCAL_LANGUAGES,
    staleAfter: Number.POSITIVE_INFINITY,
    ...(thinking.model ? { anyLanguage: true as const } : {}),
  }
  const heard = {
    reading,
    choice: null,
    verdict: null,
    quiet: null,
    wordless: false,
    attachments: 0,
    edited: false,
    late: false,
  }
  const checked = draft ? checkDraft(draft, knowledge.hosts, draft.text) : null
  const isShown = found && !(checked && !checked.ok)
  const view = { status: 'open' as const, heard: [heard], before: null, asked: false, turnsAlone: 0 }
  const decision = decide({ ...view, found: isShown ? found : 'nothing' }, policy)
  const somebody = prompts.say('whoever_helped')
  const standing = { resolver: somebody, holder: somebody, isNobodyThere: false }
  const reply = composeReply(decision, draft, prompts.say, standing)
  await thinking.model?.settled()
  return {
    text,
    understood,
    search,
    passages: knowledge.search.search(search ?? text, SHOWN),
    modelled: modelled?.kind ?? null,
    steps,
    draft,
    checked,
    decision,
    reply: reply?.text ?? null,
    sources: reply?.sources.map(({ title }) => title) ?? [],
    spend: await allSpend(ledger.db),
  }
}
