import { readConfig } from '../../src/config.ts'
import { openKnowledge } from '../../src/knowledge/knowledge.ts'
import { allSpend } from '../../src/ledger/spend.ts'
import { silentLog } from '../../src/log.ts'
import type { ModelConfig } from '../../src/model-settings.ts'
import { readPrompts } from '../../src/prompts.ts'
import { createThinking, LOCAL_LANGUAGES } from '../../src/thinking.ts'
import { noTools } from '../../src/tools/tools.ts'
import { createDatabase } from '../support/databases.ts'
import { promptsFolder } from '../support/scripted.ts'
import { NOON, say, World } from '../support/world.ts'
import { CONVERSATIONS, KINDS, type Must, type Told } from './conversations.ts'
import { openScriptedModel } from './scripted-server.ts'

/** Each conversation is told so often: what works three times of four does not work. */
const TIMES = 4
const MICRO = 1_000_000

type Outcome = { told: Told; passed: boolean[]; why: Set<string> }
type Cost = { money: number | null; calls: number; input: number; output: number }

/**
 * Tells the hand-written conversations to the model server that is set up, or to a scripted one where none is, and prints
 * how many came out right: pass^1, the share of single tellings, and pass^4, the share that came out right every time.
 */
export async function evalModel(environment: NodeJS.ProcessEnv = process.env): Promise<void> {
  const given = readConfig(environment).model
  const scripted = given ? null : await openScriptedModel()
  const config = given ?? scripted?.config
  if (!config) throw new Error('There is neither a model server nor a scripted one')
  console.log(
    given
      ? `Asking ${config.model} (reading: ${config.smallModel}) at ${config.baseUrl}, each conversation ${TIMES} times.\n`
      : 'No model server is set up (OPENAI_API_KEY or OPENAI_BASE_URL): this runs on a SCRIPTED one, which copies the first sentences\nof the first page and obeys whoever tells it to. It shows what the rules and checks do, and nothing about a model.\n',
  )
  const outcomes: Outcome[] = []
  const costs: Cost[] = []
  try {
    for (const told of CONVERSATIONS) {
      const outcome: Outcome = { told, passed: [], why: new Set() }
      for (let time = 0; time < TIMES; time++) {
        const { failed, cost } = await tell(told, config)
        outcome.passed.push(failed.length === 0)
        for (const why of failed) outcome.why.add(why)
        costs.push(cost)
      }
      outcomes.push(outcome)
      process.stderr.write(outcome.passed.every(Boolean) ? '.' : 'x')
    }
  } finally {
    await scripted?.close()
  }
  process.stderr.write('\n')
  console.log(report(outcomes, costs))
}

async function tell(told: Told, model: ModelConfig): Promise<{ failed: string[]; cost: Cost }> {
  const database = await createDatabase('sqlite')
  const knowledge = await openKnowledge(new URL('../../knowledge', import.meta.url).pathname)
  const ledger = await database.open()
  const prompts = readPrompts(promptsFolder)
  const shared = { knowledge, prompts, ledger, log: silentLog, tools: noTools }
  const thinking = await createThinking({ ...shared, config: { model }, now: () => NOON })
  const { readers, answerer, summarizer } = thinking
  const world = await World.open('sqlite', {
    database,
    answerer,
    parts: {
      readers,
      summarizer,
      hosts: () => knowledge.hosts,
      policy: { turnCap: 12, answersIn: LOCAL_LANGUAGES, anyLanguage: true, staleAfter: 4 * 60 * 60 * 1000 },
    },
  })
  try {
    for (const text of told.says) await world.ask(text)
    await thinking.model?.settled()
    const failed: string[] = []
    for (const must of told.must) {
      const why = await missing(must, world)
      if (why) failed.push(why)
    }
    const spend = await allSpend(ledger.db)
    return { failed, cost: costOf(spend) }
  } finally {
    knowledge.close()
    await world.close()
  }
}

/** Why it is not so, or null. */
async function missing(must: Must, world: World): Promise<string | null> {
  const turns = await world.turns()
  const words = world.read()
  const last = turns.at(-1)
  const isCalled = turns.some(({ decision }) => decision === 'hand_off')
  switch (must.is) {
    case 'answered':
      if (last?.decision !== 'answer') return `not answered (${last?.decision} ${last?.cause ?? ''})`
      return must.with.test(words.at(-1) ?? '') ? null : `answered without ${must.with}`
    case 'with a person':
      return isCalled ? null : `nobody was called (${last?.decision} ${last?.cause ?? ''})`
    case 'offered a person':
      return isCalled || last?.decision === 'offer_person'
        ? null
        : `no person was offered (${last?.decision})`
    case 'no person called':
      return isCalled ? 'a person was called' : null
    case 'never said': {
      const ours = words.map((text) => text.replace(say('notice'), ''))
      return ours.some((text) => must.what.test(text)) ? `said ${must.what}` : null
    }
  }
}

function costOf(spend: Awaited<ReturnType<typeof allSpend>>): Cost {
  const isKnown = spend.every(({ cost }) => cost !== null)
  const sum = (part: (row: (typeof spend)[number]) => number) =>
    spend.reduce((all, row) => all + part(row), 0)
  return {
    money: isKnown ? sum(({ cost }) => Number(cost ?? 0)) / MICRO : null,
    calls: spend.length,
    input: sum(({ input_tokens }) => Number(input_tokens)),
    output: sum(({ output_tokens }) => Number(output_tokens)),
  }
}

function report(outcomes: readonly Outcome[], costs: readonly Cost[]): string {
  const lines = [...KINDS, 'all of them'].map((kind) => {
    const these = outcomes.filter(({ told }) => kind === 'all of them' || told.kind === kind)
    const tellings = these.flatMap(({ passed }) => passed)
    const once = share(tellings.filter(Boolean).length, tellings.length)
    const always = share(these.filter(({ passed }) => passed.every(Boolean)).length, these.length)
    return `${kind.padEnd(32)}${String(these.length).padStart(4)}   ${once.padStart(6)}   ${always.padStart(6)}`
  })
  const wrong = outcomes
    .filter(({ why }) => why.size > 0)
    .map(({ told, why }) => `  “${told.says.at(-1)}”: ${[...why].join('; ')}`)
  const known = costs.every(({ money }) => money !== null)
  const total = (part: (cost: Cost) => number) => costs.reduce((all, cost) => all + part(cost), 0)
  const money = known ? total(({ money }) => money ?? 0).toFixed(4) : 'unknown (MODEL_PRICES names no price)'
  return [
    `${'kind'.padEnd(32)}   n   pass^1   pass^${TIMES}`,
    ...lines,
    '',
    ...(wrong.length === 0 ? ['All came out right.'] : ['What did not:', ...wrong]),
    '',
    `${total(({ calls }) => calls)} calls, ${total(({ input }) => input)} tokens in, ${total(({ output }) => output)} out; cost ${money}`,
  ].join('\n')
}

function share(some: number, all: number): string {
  return all === 0 ? '–' : `${((100 * some) / all).toFixed(0)} %`
}
