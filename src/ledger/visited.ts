import type { Db } from './ledger.ts'
import { type Ending, endingOf } from './matter-ending.ts'
import { owedTo } from './promises.ts'
import type { PromiseRow, Visit } from './tables.ts'
import { type Felt, toldOf } from './told.ts'

/** Of a customer's conversations the newest are looked at. */
const CONVERSATIONS = 10
const MESSAGES = 20

/** What to know of a customer before a visit. */
export type VisitFacts = {
  customer: string
  name: string
  since: number
  /** Whether they asked for no word that they did not ask for. */
  wantsQuiet: boolean
  /** The newest words of theirs that say how they feel, else the newest. */
  felt: Felt | null
  /** The words that say what their last matter was about, and how that ended; null where none say it. */
  told: (Felt & { ending: Ending | null }) | null
  /** When one of our people last wrote to them. */
  spokeAt: number | null
  visit: Visit | null
  owed: PromiseRow[]
}

/** The same for each of these customers, in the same order. */
export function visitFacts(db: Db, customers: readonly string[]): Promise<VisitFacts[]> {
  return Promise.all(customers.map((customer) => factsOf(db, customer)))
}

async function factsOf(db: Db, id: string): Promise<VisitFacts> {
  const [customer, words, spoke, visit, owed] = await Promise.all([
    db.selectFrom('customers').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    wordsOf(db, id),
    newest(db, id)
      .select((eb) => eb.fn.max('m.at').as('at'))
      .where('m.author', '=', 'staff')
      .executeTakeFirst(),
    db
      .selectFrom('visits')
      .selectAll()
      .where('customer_id', '=', id)
      .orderBy('at', 'desc')
      .limit(1)
      .executeTakeFirst(),
    owedTo(db, id),
  ])
  const felt = words.find(
    ({ sentiment, feeling, isComplaint }) => (sentiment ?? 0) !== 0 || feeling || isComplaint,
  )
  const told = toldOf(words)
  return {
    customer: id,
    name: customer.name,
    since: customer.since,
    wantsQuiet: customer.no_unasked === 1,
    felt: felt ?? words[0] ?? null,
    told: told && { ...told, ending: await endingOf(db, told.conversation, told.at) },
    spokeAt: spoke?.at == null ? null : Number(spoke.at),
    visit: visit ?? null,
    owed,
  }
}

async function wordsOf(db: Db, customer: string): Promise<Felt[]> {
  const rows = await newest(db, customer)
    .innerJoin('readings as r', 'r.message_id', 'm.id')
    .select(['m.conversation_id as conversation', 'm.id as message', 'm.text', 'm.at'])
    .select(['r.quote', 'r.sentiment', 'r.feeling', 'r.complaint', 'r.read_by as readBy'])
    .select(['r.act', 'r.topic', 'r.wants_person'])
    .where('r.corrected_by', 'is', null)
    .where('m.author', '=', 'customer')
    .where('m.removed_at', 'is', null)
    .where('m.choice', 'is', null)
    .orderBy('m.at', 'desc')
    .orderBy('m.seq', 'desc')
    .limit(MESSAGES)
    .execute()
  return rows.map(({ complaint, wants_person, ...row }) => ({
    ...row,
    isComplaint: complaint === 1,
    wantsPerson: wants_person === 1,
  }))
}

/** The messages of a customer's newest conversations. */
function newest(db: Db, customer: string) {
  return db
    .selectFrom('messages as m')
    .where('m.conversation_id', 'in', (eb) =>
      eb
        .selectFrom('conversations')
        .select('id')
        .where('customer_id', '=', customer)
        .orderBy('last_at', 'desc')
        .limit(CONVERSATIONS),
    )
}
