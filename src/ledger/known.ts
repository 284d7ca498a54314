import type { Known } from '../mind/answer.ts'
import type { Asker } from '../tools/binding.ts'
import { getCustomer } from './conversations.ts'
import type { Db } from './ledger.ts'
import { owedTo, wordsOf } from './promises.ts'
import type { Conversation, PromiseRow } from './tables.ts'

/** So many earlier matters are told of. */
const MATTERS = 3

/** What we know of a conversation's customer, of their own earlier conversations only. */
export async function knownOf(db: Db, { id, customer_id }: Conversation): Promise<Known> {
  const { since } = await getCustomer(db, customer_id)
  const rows = await db
    .selectFrom('conversations')
    .select(['id', 'opened_at', 'outcome', 'status'])
    .where('customer_id', '=', customer_id)
    .where('id', '<>', id)
    .orderBy('opened_at', 'desc')
    .limit(MATTERS)
    .execute()
  const topics =
    rows.length === 0
      ? []
      : await topicsOf(
          db,
          rows.map((row) => row.id),
        )
  return {
    since,
    owed: (await owedTo(db, customer_id)).flatMap(owedLine),
    earlier: rows.flatMap((row) => {
      const about = topics.filter((one) => one.conversation_id === row.id).map(({ topic }) => topic)
      const day = new Date(row.opened_at).toISOString().slice(0, 10)
      const ended = row.status === 'closed' ? `ended ${row.outcome}` : `still ${row.status}`
      return about.length === 0 ? [] : [`${day}: ${[...new Set(about)].slice(0, 3).join(', ')} (${ended})`]
    }),
  }
}

/** In the words of whoever promised it; nothing where they took them back. */
function owedLine(promise: PromiseRow): string[] {
  const words = wordsOf(promise)
  const { by_name, due_at, state } = promise
  if (words === null) return []
  const when = `${new Date(due_at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const late = state === 'broken' ? ', and that has passed' : ''
  return [`"${words}" (promised by ${by_name || 'the assistant'}, due ${when}${late})`]
}

function topicsOf(db: Db, conversations: string[]) {
  return db
    .selectFrom('readings')
    .select(['conversation_id', 'topic'])
    .where('conversation_id', 'in', conversations)
    .where('corrected_by', 'is', null)
    .where('topic', 'is not', null)
    .orderBy('at')
    .execute()
}

/** Who the platform says that the conversation's customer is: the only identity that a tool is ever told. */
export async function askerOf(db: Db, { customer_id }: Pick<Conversation, 'customer_id'>): Promise<Asker> {
  const { adapter, workspace, platform_id } = await getCustomer(db, customer_id)
  return { adapter, workspace, id: platform_id }
}
