import { ApplicationFlags } from 'discord.js'
import { z } from 'zod'
import type { Packet } from './intake.ts'

const Ready = z.object({
  user: z.object({ id: z.string().min(1) }),
  // A server of another make may leave it out; an app's id is its bot's id but for the oldest of them.
  application: z
    .object({ id: z.string().min(1), flags: z.number().nullish().catch(null) })
    .optional()
    .catch(undefined),
  guilds: z.array(z.object({ id: z.string() })).catch([]),
})
const Guild = z.object({ id: z.string(), unavailable: z.boolean().optional() })

/** What an application is marked with that may read all that is written where it is. */
export const CONTENT = ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited

/** The ids of our bot's user and of the app. */
export type Me = { userId: string; applicationId: string }

/** Who we are and in which servers, as Discord tells it. */
export function createWhoWeAre() {
  const guilds = new Set<string>()
  let me: Me | null = null
  let flags: number | null = null
  return {
    /** What a READY says; false where it cannot be read. */
    ready(data: unknown): boolean {
      const ready = Ready.safeParse(data).data
      if (!ready) return false
      me = { userId: ready.user.id, applicationId: ready.application?.id ?? ready.user.id }
      flags = ready.application?.flags ?? null
      guilds.clear()
      for (const { id } of ready.guilds) guilds.add(id)
      return true
    },
    heard({ t, d }: Packet): void {
      const guild = /^GUILD_(?:CREATE|DELETE)$/.test(t) ? Guild.safeParse(d).data : undefined
      if (!guild) return
      // A server that is out of order for a while is one of ours still.
      if (t === 'GUILD_CREATE' || guild.unavailable) guilds.add(guild.id)
      else guilds.delete(guild.id)
    },
    me: () => me,
    /** Whether we are marked as who may read all messages; null where Discord did not tell. */
    isContentMarked: () => (flags === null ? null : (flags & CONTENT) !== 0),
    guilds: () => [...guilds],
  }
}
