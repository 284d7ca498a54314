import type { Looking } from './check-room.ts'
import type { Listed } from './server.ts'

/** Customers are where there is a channel for their questions, and in the only server that there is. */
export async function customersIn(
  { servers }: Looking,
  listed: readonly Listed[],
  askChannels: readonly string[],
): Promise<(server: string) => boolean> {
  const asked = await Promise.all(
    askChannels.map((id) =>
      servers.room(id).then(
        ({ guild_id }) => guild_id ?? null,
        () => null,
      ),
    ),
  )
  return (server) => listed.length < 2 || asked.includes(server)
}
