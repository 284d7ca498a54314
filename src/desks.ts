import { resolve } from 'node:path'
import type { Hono } from 'hono'
import type { Config } from './config.ts'
import type { Engine } from './engine.ts'
import { repliesTrouble } from './following-replies.ts'
import type { Knowledge } from './knowledge/knowledge.ts'
import { priorityTrouble } from './owner/priority.ts'
import { createOwnerRoutes } from './owner/room.ts'
import { visitorOf } from './owner/visitor.ts'
import type { Parts } from './parts.ts'
import { whoWaitsInVain } from './people/in-vain.ts'
import { readiness } from './readiness.ts'
import type { Thinking } from './thinking.ts'
import { createWeb } from './web/server.ts'
import type { SignIn } from './web/sign-in.ts'

const ASSETS = [
  '../src/web/assets',
  '../src/owner/assets',
  '../adapters/local/assets',
  '../node_modules/uplot/dist',
]

export type DesksSettings = {
  config: Config
  parts: Parts
  engine: Engine
  knowledge: Knowledge
  thinking: Thinking
  signIn: SignIn
  /** The customer's chat and the staff desk. */
  local: Hono
  /** What platforms post to us. */
  machines: readonly Hono[]
  /** Stands above every page. */
  notice: string | null
}

/** All that a browser or a platform can reach: the customer's chat, the staff desk, the owner's room, and health. */
export function createDesks(settings: DesksSettings): Hono {
  const { parts, engine, knowledge, signIn } = settings
  return createWeb({
    company: parts.prompts.charter.company,
    assets: ASSETS.map((folder) => resolve(import.meta.dirname, folder)),
    ready: () =>
      readiness(parts.ledger, engine, knowledge, troublesOf(settings), parts.now(), inVainOf(parts)),
    routes(app) {
      app.route('/', signIn.routes)
      app.route('/', settings.local)
      app.route('/', ownersRoom(settings))
    },
    machines(app) {
      for (const routes of settings.machines) app.route('/', routes)
    },
    onError: failedOf(parts),
    notice: settings.notice,
  })
}

function ownersRoom(settings: DesksSettings): Hono {
  const { config, parts, knowledge, thinking, signIn } = settings
  const { company, priority } = parts.prompts.charter
  return createOwnerRoutes({
    ledger: parts.ledger,
    now: parts.now,
    requireOwner: signIn.requireRole('owner', 'viewer'),
    who: visitorOf(signIn),
    viewerLink: (url: string) => signIn.links(url).viewer,
    retentionDays: config.retentionDays,
    company,
    priority,
    troubles: () => ownersTroubles(settings),
    inVain: inVainOf(parts),
    onError: failedOf(parts),
    hours: thinking.hours,
    reached: parts.adapters,
    ...(config.model ? { budgets: config.model.budgets } : {}),
    knowledge: {
      search: () => knowledge.search,
      folder: config.knowledgeDir,
      writer: thinking.pageWriter,
    },
    customersFile: config.customersCsv,
  })
}

function troublesOf({ engine, thinking }: DesksSettings): Record<string, string> {
  const ofModel = thinking.model?.client.troubles() ?? []
  return { ...engine.troubles(), ...(ofModel.length === 0 ? {} : { model: ofModel.join(' ') }) }
}

/** What an owner can mend too: a rule that names nobody, a saved reply that cannot be read. */
function ownersTroubles(settings: DesksSettings): Record<string, string> {
  const { adapters, prompts } = settings.parts
  const ofRule = priorityTrouble(prompts.charter.priority, [...adapters.keys()])
  const ofReplies = repliesTrouble(prompts.replies)
  return {
    ...troublesOf(settings),
    ...(ofRule === null ? {} : { priority: ofRule }),
    ...(ofReplies === null ? {} : { replies: ofReplies }),
  }
}

function inVainOf({ ledger, prompts }: Parts) {
  return (now: number) => whoWaitsInVain(ledger.db, prompts.say, now)
}

function failedOf({ log }: Parts) {
  return (error: unknown) => log.trouble('request failed', error)
}
