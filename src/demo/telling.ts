import { noRows, type SampleRows } from '../ledger/sample.ts'
import type { Conversation } from '../ledger/tables.ts'
import { QUIET } from '../people/quiet.ts'
import { hear } from './hearing.ts'
import { help } from './helping.ts'
import type { Someone, Story } from './story.ts'
import { moveTo, plan, type Talk, type Telling } from './talk.ts'
import { YES } from './words/account.ts'

const MINUTE = 60_000

/** Turns stories, told in the order in which they begin, into the rows that Warmline would have written. */
export function createTeller(given: Omit<Telling, 'rows' | 'causes'>) {
  const known = new Set<string>()
  const causes = new Map<string, string>()
  /** The last conversation of each place that holds one at a time. */
  const places = new Map<string, Conversation>()
  return async (stories: readonly Story[]): Promise<SampleRows> => {
    const rows = noRows()
    for (const story of stories) {
      const { customer } = story
      const before = customer.inOnePlace ? places.get(customer.id) : undefined
      // What is still talked of there goes on, and would be no new conversation.
      if (before && !(before.status === 'closed' && before.last_at + QUIET <= story.at)) continue
      if (!known.has(customer.id)) rows.customers.push(customerRow(customer))
      known.add(customer.id)
      const conversation = conversationRow(given, story)
      rows.conversations.push(conversation)
      if (customer.inOnePlace) places.set(customer.id, conversation)
      await tell({ ...given, causes, ...begin(rows, story, conversation) })
    }
    return rows
  }
}

function begin(rows: SampleRows, story: Story, conversation: Conversation) {
  const nothing = { said: '', before: null, turnsAlone: 0, handoff: null, asked: null, complaints: [] }
  return { ...nothing, rows, story, conversation, at: story.at }
}

async function tell(talk: Talk): Promise<void> {
  const { story, conversation, chance } = talk
  for (const line of story.lines) {
    // The buttons stand under an answer.
    if ('choice' in line && talk.before?.decision !== 'answer') break
    if (!moveTo(talk, talk.at + line.after)) break
    const decision = await hear(talk, line)
    if (conversation.status !== 'open') break
    if (decision.kind !== 'offer_person') continue
    if (chance.is(0.25) && moveTo(talk, talk.at + chance.about(MINUTE)))
      await hear(talk, { text: chance.pick(YES) })
    break
  }
  await help(talk)
  beQuiet(talk)
}

/** After seven quiet days it is over; until then somebody looks whether it is. */
function beQuiet(talk: Talk): void {
  const { conversation, handoff, now, before } = talk
  if (conversation.status !== 'open') return
  const due = conversation.last_at + QUIET
  if (due > now) {
    plan(talk, 'quiet', conversation.id, due)
    return
  }
  const isHelped = handoff?.status === 'resolved' || before?.decision === 'answer'
  if (isHelped && conversation.outcome === 'unknown') conversation.outcome = 'durable'
  conversation.status = 'closed'
}

function customerRow({ id, adapter, workspace, platformId, name, since, wantsQuiet, zone }: Someone) {
  return {
    id,
    adapter,
    workspace,
    platform_id: platformId,
    name,
    since,
    no_unasked: Number(wantsQuiet),
    zone,
  }
}

function conversationRow({ chance }: Pick<Telling, 'chance'>, { customer, at }: Story): Conversation {
  const { inOnePlace, adapter, workspace } = customer
  return {
    id: chance.id(),
    customer_id: customer.id,
    adapter,
    workspace,
    channel: inOnePlace ? customer.platformId : 'C0ASKLARKFIELD',
    thread: inOnePlace ? '' : chance.id(12),
    status: 'open',
    outcome: 'unknown',
    turn: 0,
    ai_told_at: null,
    opened_at: at,
    last_at: at,
    erasure: null,
    erased_at: null,
  }
}
