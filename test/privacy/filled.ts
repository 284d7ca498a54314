import { sql } from 'kysely'
import { newId } from '../../src/id.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { belongs, scopeOfCustomer } from '../../src/ledger/personal/belonging.ts'
import { TABLES } from '../../src/ledger/personal/columns.ts'
import { countRows, keysOf } from '../../src/ledger/personal/scrub.ts'
import { schemaOf } from './dump.ts'

/**
 * The text columns whose values come from lists and ids of ours, or of our staff: a text from outside cannot get there. All
 * others are filled.
 */
const OURS: Record<string, readonly string[]> = {
  messages: ['id', 'conversation_id', 'author', 'choice'],
  readings: [
    'id',
    'message_id',
    'conversation_id',
    'read_by',
    'feeling',
    'act',
    'danger',
    'language',
    'corrected_by',
  ],
  turns: ['conversation_id', 'decision', 'cause', 'passages', 'answered_by'],
  notes: ['id', 'handoff_id', 'name'],
  handoffs: [
    ...['id', 'conversation_id', 'status', 'cause', 'staff_place', 'also_place', 'reopens'],
    ...['claimed_by', 'claimed_name', 'closed_by', 'closed_name', 'held_by', 'held_name'],
  ],
  handoff_steps: ['handoff_id', 'step', 'by_who', 'by_id', 'by_name'],
  proposals: ['id', 'handoff_id', 'server', 'tool', 'state', 'decided_by', 'decided_name'],
  promises: [
    ...[
      'id',
      'conversation_id',
      'customer_id',
      'handoff_id',
      'message_id',
      'made_by',
      'by_id',
      'by_name',
      'state',
    ],
    ...['decided_by_id', 'decided_by_name'],
  ],
  aftercare: ['id', 'conversation_id', 'handoff_id', 'matter_id', 'kind', 'message_id', 'answer'],
  checkins: ['id', 'customer_id', 'conversation_id', 'kind', 'state', 'by_id', 'by_name', 'handoff_id'],
  reminders: ['id', 'calls', 'place', 'called'],
  promise_moves: ['promise_id', 'by_id', 'by_name'],
  visits: ['id', 'customer_id'],
  cause_links: [
    ...['id', 'cause_id', 'conversation_id', 'customer_id', 'by_id', 'by_name'],
    ...['told_how', 'told_in', 'told_as'],
  ],
  posts: ['id', 'adapter', 'channel', 'thread'],
  deliveries: ['id', 'conversation_id', 'place', 'kind', 'about', 'speaker', 'state', 'receipt'],
  work: ['kind', 'key', 'about', 'dedupe', 'state'],
  spend: ['id', 'customer_id', 'conversation_id', 'purpose', 'model', 'ended'],
  customers: ['id', 'adapter', 'workspace'],
  conversations: [
    'id',
    'customer_id',
    'adapter',
    'workspace',
    'channel',
    'thread',
    'status',
    'outcome',
    'erasure',
  ],
  audit: ['id', 'role', 'session', 'did', 'customer_id', 'what'],
}

/**
 * Puts the mark into every text column of every row about a customer, with a row in each table that had none. The columns
 * that hold it now, as table.column. A new text column is filled, and then has to go, until somebody lists it above; a new
 * table needs a line there and a row here.
 */
export async function fill(ledger: Ledger, customer: string, mark: string): Promise<string[]> {
  await addRows(ledger, customer, mark)
  const filled: string[] = []
  const schema = await schemaOf(ledger)
  const scope = scopeOfCustomer(customer)
  for (const table of TABLES) {
    const [ours, columns = []] = [OURS[table], schema[table]]
    if (!ours) throw new Error(`Nobody wrote which columns of ${table} are ours`)
    if ((await countRows(ledger.db, table, scope)) === 0)
      throw new Error(`No row of ${table} is about the customer`)
    const condition = belongs(table, scope)
    for (const column of columns.filter((one) => one.isText && !ours.includes(one.name))) {
      const key = sql.ref(keysOf(table).at(-1) ?? 'id')
      const value = jsonWith(column.name, mark) ?? sql`${`${mark} ${column.name} `} || ${key}`
      await sql`update ${sql.table(table)} set ${sql.ref(column.name)} = ${value} where ${condition}`.execute(
        ledger.db,
      )
      filled.push(`${table}.${column.name}`)
    }
  }
  return filled
}

/** What is read back as JSON has to be such. */
function jsonWith(column: string, mark: string) {
  if (column === 'attachments') return sql`${JSON.stringify([{ name: mark, url: mark }])}`
  if (column === 'sources') return sql`${JSON.stringify([{ title: mark, page: mark, url: null }])}`
  if (column === 'options') return sql`${JSON.stringify([{ choice: 'helped', label: mark }])}`
  if (column === 'summary')
    return sql`${JSON.stringify({ wrong: mark, tried: mark, promised: mark, reply: mark })}`
  if (column === 'calls') return sql`${JSON.stringify({ id: mark, name: mark })}`
  return column === 'arguments' ? sql`${JSON.stringify({ mark })}` : null
}

/** A row in each table in which a story leaves none. */
async function addRows({ db }: Ledger, customer: string, mark: string): Promise<void> {
  const conversation = await db
    .selectFrom('conversations')
    .selectAll()
    .where('customer_id', '=', customer)
    .executeTakeFirstOrThrow()
  const theirs = { conversation_id: conversation.id }
  const handoff = await db
    .selectFrom('handoffs')
    .selectAll()
    .where('conversation_id', '=', conversation.id)
    .executeTakeFirstOrThrow()
  const message = await db
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', '=', conversation.id)
    .where('author', '=', 'staff')
    .executeTakeFirstOrThrow()
  const at = handoff.opened_at
  const of = { handoff_id: handoff.id }
  const call = { server: 's', tool: 't', arguments: '{}', state: 'waiting' as const, proposed_at: at }
  await db
    .insertInto('proposals')
    .values({ id: newId(), ...of, ...call })
    .execute()
  const kept = {
    state: 'kept' as const,
    made_at: at,
    found_at: at,
    due_at: at,
    stated: 1,
    conditional: 0,
    sure: 1,
  }
  const promise = newId()
  await db
    .insertInto('promises')
    .values({
      ...{ ...kept, ...theirs, ...of, id: promise, customer_id: customer, message_id: message.id },
      ...{ made_by: 'staff', by_id: 'kim', by_name: 'kim', what: mark },
    })
    .execute()
  await db
    .insertInto('checkins')
    .values({
      ...{ ...theirs, ...of, id: newId(), customer_id: customer, kind: 'weak', state: 'sent', text: mark },
      ...{ by_id: 'kim', by_name: 'kim', at },
    })
    .execute()
  await db
    .insertInto('aftercare')
    .values({
      ...theirs,
      ...of,
      id: newId(),
      matter_id: handoff.id,
      kind: 'resolved',
      due_at: at,
      asked_at: at,
    })
    .execute()
  await db
    .insertInto('reminders')
    .values({ id: newId(), text: mark, at, calls: '[]', place: null, called: null })
    .execute()
  await addRowsBeside(db, { customer, conversation: conversation.id, promise, at, mark })
  const { adapter, channel } = conversation
  const post = { adapter, thread: '', kind: 'customer', state: '', body: mark, at }
  await db
    .insertInto('posts')
    .values({ ...post, id: newId(), channel })
    .execute()
  await db
    .insertInto('posts')
    .values({ ...post, id: newId(), channel: 'desk', thread: handoff.id })
    .execute()
}

type Beside = { customer: string; conversation: string; promise: string; at: number; mark: string }

/** What is counted, done and written down of them beside what is said. */
async function addRowsBeside(
  db: Ledger['db'],
  { customer, conversation, promise, at, mark }: Beside,
): Promise<void> {
  const byKim = { by_id: 'kim', by_name: 'kim', at }
  await db
    .insertInto('promise_moves')
    .values({ ...byKim, promise_id: promise, from_at: at, to_at: at + 1, origin: newId() })
    .execute()
  const cause = newId()
  const named = { named_by: 'kim', named_name: 'kim', named_at: at }
  await db
    .insertInto('causes')
    .values({ ...named, id: cause, name: 'A late parcel', folded: cause })
    .execute()
  await db
    .insertInto('cause_links')
    .values({ conversation_id: conversation, ...byKim, id: newId(), cause_id: cause, customer_id: customer })
    .execute()
  // Nobody else names that topic, so it goes.
  await db.insertInto('themes').values({ topic: mark, theme: mark, named_by: 'm', at }).execute()
  await db.insertInto('visits').values({ id: newId(), customer_id: customer, at, note: mark }).execute()
  const did = { role: 'owner', session: '', did: 'exported_customer', what: '' } as const
  await db
    .insertInto('audit')
    .values({ ...did, id: newId(), at, customer_id: customer, rows_written: 1 })
    .execute()
  const spent = { input_tokens: 1, cached_tokens: 0, output_tokens: 1, reasoning_tokens: 0, estimated: 0 }
  await db
    .insertInto('spend')
    .values({
      ...{
        ...spent,
        conversation_id: conversation,
        id: newId(),
        at,
        customer_id: customer,
        purpose: 'answer',
        model: 'm',
      },
      ...{ cost: 1, ms: 1, ended: 'whole' },
    })
    .execute()
  const task = { kind: 'turn', key: newId(), about: conversation, state: 'dead', due_at: at } as const
  await db
    .insertInto('work')
    .values({ ...task, error: mark, lease_until: 0, token: 1, attempts: 1, created_at: at })
    .execute()
}
