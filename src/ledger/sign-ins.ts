import type { Ledger } from './ledger.ts'

/** Keys that open once, kept as hashes; every process knows them. */
export type KeptKeys = {
  add(key: string, until: number, now: number): Promise<void>
  /** True for the first who uses a key in its time. */
  use(key: string, now: number): Promise<boolean>
}

export function createKeptKeys(ledger: Ledger): KeptKeys {
  return {
    add: (key, until, now) =>
      ledger.transaction(async (t) => {
        await t.deleteFrom('sign_ins').where('until', '<=', now).execute()
        await t.insertInto('sign_ins').values({ key, until, used_at: null }).execute()
      }),
    async use(key, now) {
      const used = await ledger.db
        .updateTable('sign_ins')
        .set({ used_at: now })
        .where('key', '=', key)
        .where('used_at', 'is', null)
        .where('until', '>', now)
        .executeTakeFirst()
      return used.numUpdatedRows === 1n
    },
  }
}
