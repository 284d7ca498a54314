import { type REST, Routes } from 'discord.js'
import { z } from 'zod'
import type { Memory } from '../../src/adapter.ts'
import { RefusedError } from '../../src/errors.ts'
import type { Log } from '../../src/log.ts'
import { codeOf } from './failures.ts'
import { insist, patiently } from './patience.ts'
import { byAge, snowflakeAt, timeOf } from './snowflake.ts'
import { DIRECT, type Where, whereToLook } from './where-to-look.ts'

/** What may have been swallowed by a silent connection when we last thought that we listened. Milliseconds. */
const OVERLAP = 15 * 60_000
const PAGE = 100
/** So many channels are looked into at a time: what is said meanwhile needs Discord as well. */
const AT_A_TIME = 4
const UNKNOWN_MESSAGE = 'discord_10008'

const Message = z.looseObject({ id: z.string().min(1) })
const Page = z.array(z.unknown())

export type CatchUpSettings = {
  rest: REST
  memory: Memory
  /** `dm`, and the ids of the servers in which we are. */
  workspaces: readonly string[]
  /** Ask channels are looked into before others, and threads of the staff channel not at all. */
  watched: { askChannels: readonly string[]; staffChannel: string | null }
  /**
   * A message of the past as Discord has it now, in the shape of MESSAGE_CREATE, our own and other machines' among them,
   * and when it was written, epoch milliseconds. Rejects where the ledger did not take it.
   */
  take(message: unknown, sentAt: number): Promise<void>
  /** A customer's message that we have heard is not there any more; in the shape of MESSAGE_DELETE. Rejects likewise. */
  takeBack?(deleted: unknown): Promise<void>
  log: Log
  clock: () => number
  signal: AbortSignal
  /** Waits; for tests, which do not. */
  pause?: (ms: number) => Promise<void>
}

/**
 * Looks for what people wrote while we did not listen: in the direct messages and threads of conversations, and in the
 * servers' other threads and channels; what the ledger has already it knows. Skips what we may not see, and a workspace in
 * which we have never listened. Resolves with whether it was done to its end. Rejects where the ledger does not answer.
 */
export async function catchUp(settings: CatchUpSettings): Promise<boolean> {
  const { memory, workspaces, log, signal } = settings
  let isWhole = true
  for (const workspace of workspaces) {
    const until = await memory.listenedUntil(workspace)
    if (until === null || signal.aborted) continue
    try {
      const done = await catchUpIn(workspace, until - OVERLAP, settings)
      isWhole &&= done
    } catch (error) {
      if (!signal.aborted) log.trouble('could not look for what was missed', error, { workspace })
      isWhole = false
    }
  }
  return isWhole && !signal.aborted
}

async function catchUpIn(workspace: string, since: number, settings: CatchUpSettings): Promise<boolean> {
  const { log, signal } = settings
  const after = snowflakeAt(since)
  const found = await whereToLook(workspace, after, {
    ...settings,
    patiently: (ask) => patiently(settings, ask),
  })
  const left = [...found.places]
  let { isWhole } = found
  log.event('catching up', { workspace, channels: left.length })
  const work = async () => {
    for (let where = left.shift(); where && !signal.aborted; where = left.shift())
      if (!(await isDone({ ...where, workspace, since, after }, settings))) isWhole = false
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, work))
  log.event('caught up', { workspace, whole: isWhole })
  return isWhole
}

/** What is younger than `since`, epoch milliseconds, or than `after`, the lowest id of that time. */
type Look = Where & { workspace: string; since: number; after: string }

/** A channel that is gone, or that we may not see, is done as well. */
async function isDone(look: Look, settings: CatchUpSettings): Promise<boolean> {
  const { memory, takeBack, log, signal } = settings
  try {
    // Before the channel is read: what is said meanwhile is not missing in it.
    const heard = takeBack && look.place ? await memory.heard(look.place, look.since) : []
    const { seen, isWhole } = await lookInto(look, settings)
    const lost = heard.filter((id) => byAge(id, look.after) > 0 && !seen.has(id))
    return (await areTakenBack(lost, look, settings)) && isWhole
  } catch (error) {
    if (error instanceof RefusedError) return true
    if (!signal.aborted)
      log.trouble('could not look for what was missed', error, { channel: look.channel, why: codeOf(error) })
    return false
  }
}

/** Page after page, the oldest first. Not whole where a message was not taken. */
async function lookInto({ workspace, channel, after }: Look, settings: CatchUpSettings) {
  const { rest, signal, take } = settings
  const seen = new Set<string>()
  let isWhole = true
  let last = after
  let isMore = true
  while (isMore && !signal.aborted) {
    const query = new URLSearchParams({ after: last, limit: String(PAGE) })
    const page = await patiently(settings, async () =>
      Page.parse(await rest.get(Routes.channelMessages(channel), { query, signal })),
    )
    const messages = page.flatMap((one) => Message.safeParse(one).data ?? [])
    const news = messages.filter(({ id }) => byAge(id, last) > 0).sort((a, b) => byAge(a.id, b.id))
    for (const message of news) {
      last = message.id
      seen.add(message.id)
      const sentAt = timeOf(message.id) ?? settings.clock()
      const isTaken = await insist(settings, message.id, () =>
        take({ ...message, ...within(workspace) }, sentAt),
      )
      if (!isTaken) isWhole = false
    }
    isMore = page.length >= PAGE && news.length > 0
  }
  return { seen, isWhole }
}

/** Whatever of it is really gone: the question at which a thread begins stands in the channel, and not in the thread. */
async function areTakenBack(ids: string[], look: Look, settings: CatchUpSettings): Promise<boolean> {
  const { takeBack, signal } = settings
  const { workspace, place } = look
  let isWhole = true
  for (const id of ids) {
    const channel = id === place?.thread ? place.channel : look.channel
    if (signal.aborted || !takeBack || !(await isGone(channel, id, settings))) continue
    const deleted = { id, channel_id: channel, ...within(workspace) }
    if (!(await insist(settings, id, () => takeBack(deleted)))) isWhole = false
  }
  return isWhole
}

async function isGone(channel: string, id: string, settings: CatchUpSettings): Promise<boolean> {
  const { rest, signal } = settings
  try {
    await patiently(settings, () => rest.get(Routes.channelMessage(channel, id), { signal }))
    return false
  } catch (error) {
    if (codeOf(error) === UNKNOWN_MESSAGE) return true
    if (error instanceof RefusedError) return false
    throw error
  }
}

/** In a list, messages do not say in which server they stand. */
function within(workspace: string): { guild_id?: string } {
  return workspace === DIRECT ? {} : { guild_id: workspace }
}
