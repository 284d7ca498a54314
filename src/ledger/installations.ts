import type { Ledger } from './ledger.ts'

/** Where an adapter was let in, one sealed text for each workspace. Times are epoch milliseconds. */
export function createInstallations(ledger: Ledger, adapter: string) {
  return {
    async get(workspace: string): Promise<string | null> {
      const rows = ledger.db.selectFrom('installations').select('body').where('adapter', '=', adapter)
      return (await rows.where('workspace', '=', workspace).executeTakeFirst())?.body ?? null
    },

    /** Takes the place of what was there. */
    async put(workspace: string, body: string, at: number): Promise<void> {
      await ledger.transaction((t) =>
        t
          .insertInto('installations')
          .values({ adapter, workspace, body, at })
          .onConflict((c) => c.columns(['adapter', 'workspace']).doUpdateSet({ body, at }))
          .execute(),
      )
    },

    /** With `until`, only what was put then or before: late news of an end does not remove a new beginning. */
    async remove(workspace: string, until = Number.MAX_SAFE_INTEGER): Promise<void> {
      await ledger.transaction((t) =>
        t
          .deleteFrom('installations')
          .where('adapter', '=', adapter)
          .where('workspace', '=', workspace)
          .where('at', '<=', until)
          .execute(),
      )
    },

    /** The workspaces, in order of their ids. */
    async all(): Promise<string[]> {
      const rows = ledger.db.selectFrom('installations').select('workspace').where('adapter', '=', adapter)
      return (await rows.execute()).map((row) => row.workspace).sort()
    },
  }
}
