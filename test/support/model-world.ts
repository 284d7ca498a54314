import type { Passage } from '../../src/knowledge/passage.ts'
import { createSearch } from '../../src/knowledge/search.ts'
import { silentLog } from '../../src/log.ts'
import type { Timing } from '../../src/model/deadlines.ts'
import type { ModelConfig } from '../../src/model-settings.ts'
import { readPrompts } from '../../src/prompts.ts'
import { createThinking, LOCAL_LANGUAGES, type Thinking } from '../../src/thinking.ts'
import { noTools } from '../../src/tools/tools.ts'
import { createDatabase } from './databases.ts'
import { createModelServer, type ModelRequest, type ModelServer, type Reply } from './model-server.ts'
import { promptsFolder } from './scripted.ts'
import { NOON, type Options, World } from './world.ts'

/** Short enough that a story is told at once, and long enough for a busy machine. */
const QUICK: Partial<Timing> = { firstByte: 150, idle: 150, afterEnd: 60, pause: 1, shortestTry: 20 }

export const PAGES: Passage[] = [
  ['returns', 'Returns', 'You can send anything back within 30 days. We pay the postage.'],
  ['hours', 'Opening hours', 'The workshop is open on Saturday from 9am to 5pm.'],
  ['refunds', 'Refunds', 'A refund takes 3 working days after the parcel reaches us.'],
].map(([page, title, text]) => ({
  id: `${page}#1`,
  page: `${page}.md`,
  title: title ?? '',
  headings: [title ?? ''],
  text: text ?? '',
  url: null,
}))

/** What a model server is asked to do, by the shape of the reply that it is asked for. */
export type Asking = 'read' | 'answer' | 'summary' | 'promise' | 'themes'
export function askingOf({ instructions }: ModelRequest): Asking {
  if (instructions.includes('list what it promises')) return 'promise'
  if (instructions.includes('into a few groups')) return 'themes'
  if (instructions.includes('You do not answer')) return 'read'
  return instructions.includes('You prepare a colleague') ? 'summary' : 'answer'
}

export type Script = Partial<Record<Asking, (request: ModelRequest) => Reply>>

/** A small world whose assistant asks a model server over HTTP. */
export class ModelWorld {
  readonly world: World
  readonly server: ModelServer
  readonly thinking: Thinking

  static async open(
    kind: 'sqlite' | 'postgres',
    script: Script,
    more: { config?: Partial<ModelConfig>; options?: Options; timing?: Partial<Timing> } = {},
  ): Promise<ModelWorld> {
    const server = await createModelServer({ reply: (request) => script[askingOf(request)]?.(request) ?? '' })
    const database = await createDatabase(kind)
    const config: ModelConfig = {
      baseUrl: server.url,
      apiKey: 'sk-test',
      model: 'large',
      smallModel: 'small',
      api: 'chat',
      embeddingModel: null,
      prices: new Map(),
      budgets: { perCustomer: null, perDay: null, total: null },
      ...more.config,
    }
    const search = await createSearch(PAGES)
    const ledger = await database.open()
    const thinking = await createThinking({
      config: { model: config },
      knowledge: { search, hosts: new Set(), passages: PAGES },
      prompts: readPrompts(promptsFolder),
      ledger,
      log: silentLog,
      tools: more.options?.parts?.tools ?? noTools,
      now: () => NOON,
      timing: more.timing ?? QUICK,
    })
    const { readers, answerer, summarizer, promiser, grouper } = thinking
    const policy = {
      turnCap: 12,
      answersIn: LOCAL_LANGUAGES,
      anyLanguage: true as const,
      staleAfter: 4 * 60 * 60 * 1000,
    }
    const world = await World.open(kind, {
      ...more.options,
      database,
      answerer,
      parts: { readers, summarizer, promiser, grouper, policy, ...more.options?.parts },
    })
    return new ModelWorld(world, server, thinking)
  }

  private constructor(world: World, server: ModelServer, thinking: Thinking) {
    this.world = world
    this.server = server
    this.thinking = thinking
  }

  /** What the server was asked to do, in order. */
  asked(): Asking[] {
    return this.server.requests.map(askingOf)
  }

  async close(): Promise<void> {
    await this.thinking.model?.settled()
    await this.world.close()
    await this.server.close()
  }
}
