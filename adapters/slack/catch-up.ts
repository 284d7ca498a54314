import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Memory, Place } from '../../src/adapter.ts'
import { RefusedError, UnreachableError } from '../../src/errors.ts'
import type { Log } from '../../src/log.ts'
import { readHistory, type Said, threadSince } from './events.ts'
import { asOurs, codeOf } from './failures.ts'
import { type Where, whereToLook } from './where-to-look.ts'
import type { Workspace } from './workspaces.ts'

/**
 * What a silent connection may have swallowed when we last thought that we listened, and what Slack's clock and ours may
 * differ by. Milliseconds.
 */
const OVERLAP = 30 * 60_000
/** So many pages are read of one conversation at the most. */
const PAGES = 100
const ROWS = 200
const TRIES = 30
const WAIT = 5_000

const Page = z.object({
  messages: z.array(z.unknown()),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})
const Stamped = z.object({ ts: z.string().min(1) })

export type CatchUpSettings = {
  memory: Memory
  log: Log
  clock: () => number
  /** A message of the past, with the words as Slack has them now. Rejects where the ledger did not take it. */
  take(said: Said, sentAt: number, workspace: Workspace): Promise<void>
  /** Something that we have heard is not there any more. */
  takeBack(where: Where, ts: string, workspace: Workspace): Promise<void>
  staffChannel: string | null
  signal: AbortSignal
  /** Waits; for tests, which do not. */
  pause?: (ms: number) => Promise<void>
}

/**
 * Looks for what people wrote while we did not listen, in the direct messages, in the threads where we are, and in our
 * channels for a word to us; what the ledger has already it knows. Slow where Slack makes it slow, and never in the way of
 * what comes now. Does nothing before the first time that we listened. Resolves with whether it was done to its end; what
 * Slack does not let us see counts as seen. Rejects where the ledger does not answer.
 */
export async function catchUp(workspace: Workspace, settings: CatchUpSettings): Promise<boolean> {
  const { memory, log, signal } = settings
  const until = await memory.listenedUntil(workspace.id)
  if (until === null) return true
  const oldest = until - OVERLAP
  const { places, isWhole } = await whereToLook(workspace, settings, (ask) => patiently(settings, ask))
  log.event('catching up', { workspace: workspace.id, places: places.length })
  let whole = isWhole
  for (const where of places) {
    if (signal.aborted) return false
    const done = await lookInto(where, oldest, workspace, settings)
    whole &&= done
  }
  log.event('caught up', { workspace: workspace.id })
  return whole && !signal.aborted
}

/** Looks into one conversation. False where something was in the way that passes. */
export async function lookInto(
  where: Where,
  oldest: number,
  workspace: Workspace,
  settings: CatchUpSettings,
): Promise<boolean> {
  try {
    await read(where, oldest, workspace, settings)
    return true
  } catch (error) {
    if (settings.signal.aborted) return false
    settings.log.trouble('could not look for what was missed', error, { channel: where.channel })
    return error instanceof RefusedError
  }
}

async function read(where: Where, oldest: number, workspace: Workspace, settings: CatchUpSettings) {
  const { signal, memory } = settings
  const since = oldest / 1000
  const placeAt = (thread: string) => ({
    adapter: '',
    workspace: workspace.id,
    channel: where.channel,
    thread,
  })
  // Before the history is read: what is said meanwhile is not missing in it.
  const known = where.isDirect || where.thread !== '' ? await memory.heard(placeAt(where.thread), oldest) : []
  const { messages, isWhole } = await messagesSince(where, oldest, workspace.client, settings)
  const there = new Set<string>()
  const missed = new Map<string, Said>()
  const see = (message: unknown, first: number) => {
    there.add(Stamped.safeParse(message).data?.ts ?? '')
    const said = readHistory(message, { id: where.channel, isDirect: where.isDirect }, workspace.us)
    // What was said among people before we were called was not for us.
    const isForUs = said && (said.mentionsUs || Number(said.ts) >= first)
    if (isForUs && Number(said.ts) >= since) missed.set(said.ts, said)
  }
  const first = where.thread === '' ? 0 : await firstHeard(memory, placeAt(where.thread))
  for (const message of messages) see(message, first)
  for (const message of where.thread === '' ? messages : []) {
    const thread = threadSince(message, since)
    if (!thread || signal.aborted) continue
    const replies = await messagesSince({ ...where, thread }, oldest, workspace.client, settings)
    const called = where.isDirect ? 0 : await firstHeard(memory, placeAt(thread))
    for (const reply of replies.messages) see(reply, called)
  }
  for (const said of [...missed.values()].sort((a, b) => Number(a.ts) - Number(b.ts))) {
    if (signal.aborted) return
    await settings.take(said, Math.round(Number(said.ts) * 1000), workspace)
  }
  if (!isWhole) return
  for (const ts of known) {
    if (signal.aborted) return
    if (Number(ts) >= since && !there.has(ts) && (await isGone(where.channel, ts, workspace, settings)))
      await settings.takeBack(where, ts, workspace)
  }
}

/** A reply in a thread does not stand in the history, and is there all the same. */
async function isGone(channel: string, ts: string, { client }: Workspace, settings: CatchUpSettings) {
  try {
    const answer = await patiently(settings, () => client.conversations.replies({ channel, ts, limit: 1 }))
    return !Page.parse(answer).messages.some((message) => Stamped.safeParse(message).data?.ts === ts)
  } catch (error) {
    const code = codeOf(error)
    return code === 'thread_not_found' || code === 'message_not_found'
  }
}

async function firstHeard(memory: Memory, place: Place): Promise<number> {
  const heard = await memory.heard(place, 0)
  return heard.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...heard.map(Number))
}

/** All that was written there since, and what came just before: a thread may go on under it. */
async function messagesSince(
  { channel, thread }: Where,
  oldest: number,
  client: WebClient,
  settings: CatchUpSettings,
): Promise<{ messages: unknown[]; isWhole: boolean }> {
  const messages: unknown[] = []
  let cursor: string | undefined
  for (let page = 0; page < PAGES && !settings.signal.aborted; page++) {
    const query = { channel, limit: ROWS, ...(cursor ? { cursor } : {}) }
    const answer = Page.parse(
      await patiently(settings, () =>
        thread === ''
          ? client.conversations.history(query)
          : client.conversations.replies({ ...query, ts: thread, oldest: (oldest / 1000).toFixed(6) }),
      ),
    )
    messages.push(...answer.messages)
    cursor = answer.response_metadata?.next_cursor || undefined
    const last = Stamped.safeParse(answer.messages.at(-1)).data
    // The newest come first: what is older than the gap has been reached. Replies come the other way round.
    const isReached = thread === '' && last !== undefined && Number(last.ts) * 1000 < oldest
    if (!cursor || isReached) return { messages, isWhole: true }
  }
  return { messages, isWhole: false }
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

export function wait(ms: number, signal: AbortSignal): Promise<void> {
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
