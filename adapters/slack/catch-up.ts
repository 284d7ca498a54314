import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Memory } from '../../src/adapter.ts'
import { UnreachableError } from '../../src/errors.ts'
import type { Log } from '../../src/log.ts'
import { readHistory, type Said } from './events.ts'
import { asOurs } from './failures.ts'
import type { Workspace } from './workspaces.ts'

/** What may have been swallowed by a silent connection when we last thought that we listened. Milliseconds. */
const OVERLAP = 15 * 60_000
/** Threads that moved within this time are looked into. Milliseconds. */
const REMEMBERED = 30 * 24 * 60 * 60_000
/** So many messages are read of one conversation at the most, the newest ones. */
const MOST = 1_000
const TRIES = 30
const WAIT = 5_000

const Page = z.object({
  messages: z.array(z.unknown()),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})
const Channels = z.object({
  channels: z.array(z.object({ id: z.string(), is_im: z.boolean().optional() })),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})

export type CatchUpSettings = {
  memory: Memory
  log: Log
  clock: () => number
  /** A message of the past, with the words as Slack has them now. */
  take(said: Said, sentAt: number, workspace: Workspace): Promise<void>
  staffChannel: string | null
  signal: AbortSignal
  /** Waits; for tests, which do not. */
  pause?: (ms: number) => Promise<void>
}

type Where = { channel: string; isDirect: boolean; thread: string }

/**
 * Looks for what people wrote while we did not listen, in the direct messages, in the threads where we are, and in our
 * channels for a word to us; what the ledger has already it knows. Slow where Slack makes it slow, and never in the way of
 * what comes now. Does nothing before the first time that we listened. Resolves with whether it was done to its end.
 */
export async function catchUp(workspace: Workspace, settings: CatchUpSettings): Promise<boolean> {
  const { memory, log, signal } = settings
  const until = await memory.listenedUntil(workspace.id)
  if (until === null) return true
  const oldest = until - OVERLAP
  const places = await whereToLook(workspace, settings)
  log.event('catching up', { workspace: workspace.id, places: places.length })
  for (const where of places) {
    if (signal.aborted) return false
    try {
      await lookInto(where, oldest, workspace, settings)
    } catch (error) {
      if (!signal.aborted)
        log.trouble('could not look for what was missed', error, { channel: where.channel })
    }
  }
  log.event('caught up', { workspace: workspace.id })
  return !signal.aborted
}

/** Direct messages first, then the threads we are in, then channels. */
async function whereToLook(workspace: Workspace, settings: CatchUpSettings): Promise<Where[]> {
  const { memory, staffChannel, clock } = settings
  const known = await memory.places(workspace.id, clock() - REMEMBERED)
  const threads = known.map(({ channel, thread }) => ({ channel, thread, isDirect: thread === '' }))
  const channels = await channelsOf(workspace.client, settings)
  const all = [
    ...threads.filter(({ isDirect }) => isDirect),
    ...channels.filter(({ isDirect }) => isDirect),
    ...threads.filter(({ isDirect }) => !isDirect),
    ...channels.filter(({ isDirect, channel }) => !isDirect && channel !== staffChannel),
  ]
  const seen = new Set<string>()
  return all.filter(({ channel, thread }) => {
    const key = `${channel} ${thread}`
    return !seen.has(key) && seen.add(key)
  })
}

async function channelsOf(client: WebClient, settings: CatchUpSettings): Promise<Where[]> {
  const found: Where[] = []
  let cursor: string | undefined
  try {
    do {
      const answer = Channels.parse(
        await patiently(settings, () =>
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
    } while (cursor && !settings.signal.aborted)
  } catch (error) {
    // Then only what we know of already is looked into.
    settings.log.trouble('could not list the channels', error)
  }
  return found
}

async function lookInto(
  where: Where,
  oldest: number,
  workspace: Workspace,
  settings: CatchUpSettings,
): Promise<void> {
  const { channel, isDirect, thread } = where
  const missed = new Map<string, Said>()
  let cursor: string | undefined
  do {
    const query = {
      channel,
      oldest: (oldest / 1000).toFixed(6),
      limit: 200,
      ...(cursor ? { cursor } : {}),
    }
    const answer = Page.parse(
      await patiently(settings, () =>
        thread === ''
          ? workspace.client.conversations.history(query)
          : workspace.client.conversations.replies({ ...query, ts: thread }),
      ),
    )
    for (const message of answer.messages) {
      const said = readHistory(message, { id: channel, isDirect }, workspace.us)
      if (said && Number(said.ts) * 1000 >= oldest) missed.set(said.ts, said)
    }
    cursor = answer.response_metadata?.next_cursor || undefined
  } while (cursor && missed.size < MOST && !settings.signal.aborted)

  for (const said of [...missed.values()].sort((a, b) => Number(a.ts) - Number(b.ts))) {
    if (settings.signal.aborted) return
    await settings.take(said, Math.round(Number(said.ts) * 1000), workspace)
  }
}

/** Asks until Slack answers: it may make us wait a minute between two calls. Throws its refusal. */
async function patiently<T>(settings: CatchUpSettings, ask: () => Promise<T>): Promise<T> {
  const { signal, pause = (ms) => wait(ms, signal) } = settings
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask()
    } catch (error) {
      const ours = asOurs(error)
      if (!(ours instanceof UnreachableError) || attempt >= TRIES || signal.aborted) throw ours
      await pause(ours.retryAfter ?? WAIT)
    }
  }
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}
