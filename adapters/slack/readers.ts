import { z } from 'zod'
import { isPerson } from './contacts.ts'
import type { Workspace } from './workspaces.ts'

/** How long we believe that the staff channel is our own. Milliseconds. */
const BELIEVED = 60_000
const Info = z.object({ is_ext_shared: z.boolean().nullish() })

export type ReadersSettings = {
  staffChannel: string | null
  home: () => Workspace | null
  clock: () => number
}

/** Who reads along: whether people of another company are where something is to be shown to ours alone. */
export function createReaders({ staffChannel, home, clock }: ReadersSettings) {
  let isStaffShared = false
  let askedAt = Number.NEGATIVE_INFINITY

  return {
    /** Slack told that the staff channel is shared now, or is no more. */
    heard(isShared: boolean): void {
      isStaffShared = isShared
    },

    /** As far as we know. */
    areOthersAtStaff: () => isStaffShared,

    /** Whether others read a channel, or a direct message, of this workspace. Never rejects. */
    async areOthers(workspace: Workspace, channel: string): Promise<boolean> {
      if (isPerson(channel)) return false
      return channel === staffChannel ? areThereNow() : isShared(workspace, channel, false)
    },
  }

  /** Asked again each minute: it may be shared at any time, and not every process hears of it. */
  async function areThereNow(): Promise<boolean> {
    const workspace = home()
    if (workspace && (clock() - askedAt > BELIEVED || clock() < askedAt)) {
      isStaffShared = await isShared(workspace, staffChannel, isStaffShared)
      askedAt = clock()
    }
    return isStaffShared
  }
}

/** Where Slack does not say, it stays as it was. */
async function isShared({ client }: Workspace, place: string | null, was: boolean): Promise<boolean> {
  if (place === null) return false
  try {
    const { channel } = await client.conversations.info({ channel: place })
    return Info.safeParse(channel).data?.is_ext_shared ?? false
  } catch {
    return was
  }
}
