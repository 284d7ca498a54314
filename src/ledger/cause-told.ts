import { sql } from 'kysely'
import type { Db, Tx } from './ledger.ts'
import type { CauseLink, Message } from './tables.ts'

/** A conversation whose customer has not heard that its cause is fixed; `here_` is what is open at its place now. */
export type Untold = Pick<CauseLink, 'id' | 'customer_id' | 'conversation_id' | 'at'> & {
  adapter: string
  last_at: number
  no_unasked: number
  here_customer: string | null
  here_status: string | null
}

/**
 * All of them that were linked by `until`, the one that moved last first. Not where the customer has taken back all that they
 * said, nor where they heard it elsewhere and have written nothing there since.
 */
export function untold(db: Db, cause: string, until: number): Promise<Untold[]> {
  return db
    .selectFrom('cause_links')
    .innerJoin('customers', 'customers.id', 'cause_links.customer_id')
    .innerJoin('conversations', 'conversations.id', 'cause_links.conversation_id')
    .leftJoin('conversations as here', (join) =>
      join
        .onRef('here.adapter', '=', 'conversations.adapter')
        .onRef('here.workspace', '=', 'conversations.workspace')
        .onRef('here.channel', '=', 'conversations.channel')
        .onRef('here.thread', '=', 'conversations.thread')
        .on('here.status', '<>', sql.lit('closed')),
    )
    .select([
      'cause_links.id',
      'cause_links.customer_id',
      'cause_links.conversation_id',
      'cause_links.at',
      'conversations.adapter',
      'conversations.last_at',
      'customers.no_unasked',
      'here.customer_id as here_customer',
      'here.status as here_status',
    ])
    .where('cause_id', '=', cause)
    .where('cause_links.removed_at', 'is', null)
    .where('cause_links.told_at', 'is', null)
    .where('cause_links.at', '<=', until)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('messages as said')
          .select('said.id')
          .whereRef('said.conversation_id', '=', 'cause_links.conversation_id')
          .where('said.author', '=', sql.lit<Message['author']>('customer'))
          .where('said.removed_at', 'is', null)
          .where((said) =>
            said.not(
              said.exists(
                said
                  .selectFrom('cause_links as heard')
                  .select('heard.id')
                  .whereRef('heard.cause_id', '=', 'cause_links.cause_id')
                  .whereRef('heard.customer_id', '=', 'cause_links.customer_id')
                  .where('heard.told_how', 'in', ['sent', 'noted'])
                  .whereRef('heard.told_at', '>=', 'said.at'),
              ),
            ),
          ),
      ),
    )
    .orderBy('conversations.last_at', 'desc')
    .orderBy('cause_links.id')
    .execute()
}

export type Told = { how: 'sent' | 'noted'; in: string; as: string | null; now: number }

/** Each of these conversations' customer was told, once and for all. */
export async function markTold(t: Tx, links: string[], told: Told): Promise<void> {
  await t
    .updateTable('cause_links')
    .set({ told_at: told.now, told_how: told.how, told_in: told.in, told_as: told.as })
    .where('id', 'in', links)
    .execute()
}

/** The link whose customer was told with this message; undefined for any other message. */
export function toldWith(db: Db, message: string): Promise<CauseLink | undefined> {
  return db
    .selectFrom('cause_links')
    .selectAll()
    .where('told_as', '=', message)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The word did not arrive. It is not sent again. */
export async function markLost(t: Tx, message: string): Promise<void> {
  await t.updateTable('cause_links').set({ told_how: 'lost' }).where('told_as', '=', message).execute()
}

/** The last link whose customer was told in this conversation, of those told since then. */
export function toldIn(db: Db, conversation: string, since = 0): Promise<CauseLink | undefined> {
  return db
    .selectFrom('cause_links')
    .selectAll()
    .where('told_in', '=', conversation)
    .where('told_how', '=', 'sent')
    .where('told_at', '>=', since)
    .orderBy('told_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}
