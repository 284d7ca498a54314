import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Memory } from '../../src/adapter.ts'
import { RefusedError } from '../../src/errors.ts'
import type { Log } from '../../src/log.ts'
import type { Workspace } from './workspaces.ts'

/** Conversations that moved within this time are looked into. Milliseconds. */
const REMEMBERED = 30 * 24 * 60 * 60_000

const Channels = z.object({
  channels: z.array(z.object({ id: z.string(), is_im: z.boolean().optional() })),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})

/** A direct conversation, a thread, or a channel with `thread` ''. */
export type Where = { channel: string; isDirect: boolean; thread: string }
type Ask = <T>(ask: () => Promise<T>) => Promise<T>
type Needs = {
  memory: Memory
  staffChannel: string | null
  clock: () => number
  log: Log
  signal: AbortSignal
}

/** Where something may have been said to us: direct messages first, then the threads we are in, then channels. */
export async function whereToLook(
  workspace: Workspace,
  { memory, staffChannel, clock, log, signal }: Needs,
  ask: Ask,
): Promise<{ places: Where[]; isWhole: boolean }> {
  const known = await memory.places(workspace.id, clock() - REMEMBERED)
  const threads = known.map(({ channel, thread }) => ({ channel, thread, isDirect: thread === '' }))
  let isWhole = true
  let channels: Where[] = []
  try {
    channels = await channelsOf(workspace.client, ask, signal)
  } catch (error) {
    // Then only what we know of already is looked into, and all of it another time; unless Slack never lets us.
    log.trouble('could not list the channels', error)
    isWhole = error instanceof RefusedError
  }
  const all = [
    ...threads.filter(({ isDirect }) => isDirect),
    ...channels.filter(({ isDirect }) => isDirect),
    ...threads.filter(({ isDirect }) => !isDirect),
    ...channels.filter(({ isDirect, channel }) => !isDirect && channel !== staffChannel),
  ]
  const seen = new Set<string>()
  const places = all.filter(({ channel, thread }) => {
    const key = `${channel} ${thread}`
    return !seen.has(key) && seen.add(key)
  })
  return { places, isWhole }
}

async function channelsOf(client: WebClient, ask: Ask, signal: AbortSignal): Promise<Where[]> {
  const found: Where[] = []
  let cursor: string | undefined
  do {
    const answer = Channels.parse(
      await ask(() =>
        client.users.conversations({
          types: 'im,public_channel,private_channel',
          exclude_archived: true,
          limit: 200,
          ...(cursor ? { cursor } : {}),
        }),
      ),
    )
    for (const { id, is_im } of answer.channels)
      found.push({ channel: id, isDirect: is_im ?? id.startsWith('D'), thread: '' })
    cursor = answer.response_metadata?.next_cursor || undefined
  } while (cursor && !signal.aborted)
  return found
}
