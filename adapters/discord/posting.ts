import { type REST, Routes } from 'discord.js'
import { RefusedError, UnreachableError } from '../../src/errors.ts'
import { type Enclosure, editBody, nonceOf, withoutPreviews } from './body.ts'
import { asOurs, codeOf } from './failures.ts'
import { readPage } from './history.ts'
import { createIdentity } from './identity.ts'
import { likenessOf } from './likeness.ts'
import type { Payload } from './payload.ts'
import { createPoster, type Voice } from './poster.ts'
import { type Author, findParts, type Sought } from './search.ts'
import { snowflakeAt, timeOf } from './snowflake.ts'
import { inOpenThread } from './threads.ts'
import { createWebhooks } from './webhooks.ts'

/** Deliveries whose messages are remembered, so that Discord need not be asked about them. */
const REMEMBERED = 1000
/** So long after its beginning a post may still begin a part, and with files. Milliseconds. */
const LONGEST = 9_000
const LONGEST_WITH_FILES = 45_000
/** Pages that one attempt reads before it leaves the rest to the next. */
const PAGES = 50
/** Discord's clock and ours may differ by so much, while nothing has shown us by how much. Milliseconds. */
const MARGIN = 2 * 60 * 1000
/** Discord shows a nonce once "in the past few minutes": within this time nobody need look. Milliseconds. */
const NONCE_COUNTS = 60 * 1000

/** It was changed too often. */
const WORN = 'discord_30046'
/** It is not there, or is somebody else's, or worn. */
const NOT_CHANGEABLE = new Set(['discord_10008', 'discord_50005', WORN])

/**
 * `channel` is the channel or thread where it is posted; `id` is the delivery's. `doubtful`: an earlier attempt, made after
 * `since` (epoch milliseconds), may have arrived.
 */
export type Message = {
  channel: string
  /** The message above which it is shown as a reply. */
  replyTo?: string | null
  payloads: readonly Payload[]
  id: string
  doubtful: boolean
  since: number
  /** Messages that are known to be of other deliveries. */
  others?: readonly string[]
  as?: Voice | null
  /** They go with the last payload. */
  files?: readonly Enclosure[]
  /** What the first payload's buttons carry and no other message's do, such as a handoff's id. */
  mark?: string | null
}
export type Change = { channel: string; message: string; payload: Payload }

/** Both throw RefusedError and UnreachableError only; `codeOf` names Discord's reason in either. */
export type Posting = {
  /** Shows each payload once, however often it is called with the same id. The id of the first message. */
  post(message: Message): Promise<string>
  /** The id of every message of a delivery that was posted of late, in order. */
  partsOf(id: string): string[]
  /** Puts a payload in the place of what was posted. `message_not_found` where it should be posted anew. */
  update(change: Change): Promise<void>
}

/** What we know of a delivery: the id of each part, and up to which message we have read to find them. */
type Known = { parts: Map<number, string>; readTo: string | null }

/** `longest`: how long after its beginning a post without files may still begin a part, milliseconds. */
export type PostingSettings = { rest: REST; clock: () => number; longest?: number }

/** Posts through Discord. After an attempt of which nobody knows the end it looks first, and posts what is not there. */
export function createPosting({ rest, clock, longest = LONGEST }: PostingSettings): Posting {
  const known = new Map<string, Known>()
  const underWay = new Map<string, Promise<string>>()
  const identity = createIdentity(rest)
  const webhooks = createWebhooks({ rest, identity, clock })
  const poster = createPoster({ rest, webhooks })
  /** By how much Discord's clock is ahead of ours, as the last post showed. Milliseconds. */
  let ahead = 0

  return {
    post(message) {
      // Whoever stopped waiting for the first call may ask again while it is still at it.
      const begun = underWay.get(message.id)
      if (begun) return begun
      const posting = post(message).finally(() => underWay.delete(message.id))
      underWay.set(message.id, posting)
      return posting
    },

    partsOf: (id) =>
      [...(known.get(id)?.parts ?? [])].sort(([a], [b]) => a - b).map(([, message]) => message),

    async update({ channel, message, payload }) {
      const body = editBody(payload)
      try {
        await inOpenThread(rest, channel, () => rest.patch(Routes.channelMessage(channel, message), { body }))
      } catch (error) {
        const ours = asOurs(error)
        if (codeOf(ours) === WORN) await takeAway(channel, message)
        if (ours instanceof RefusedError && NOT_CHANGEABLE.has(ours.code))
          throw new RefusedError('message_not_found', `Discord says ${ours.code}`)
        throw ours
      }
    },
  }

  /** What can be said anew must not be read as it was: words that a customer took back, or somebody who waits no more. */
  async function takeAway(channel: string, message: string): Promise<void> {
    await rest.delete(Routes.channelMessage(channel, message)).catch(() => undefined)
  }

  async function post(message: Message): Promise<string> {
    const here = knownOf(message.id)
    // Whoever waits for us has given up by then, and another process may have taken it over.
    const signal = AbortSignal.timeout(message.files?.length ? LONGEST_WITH_FILES : longest)
    try {
      if (missing(message, here).length > 0 && mayBeThere(message))
        await lookForMissing(message, here, signal)
      here.readTo = null
      for (const [part, payload] of missing(message, here))
        here.parts.set(part, await postPart(message, part, payload, signal))
    } catch (error) {
      throw inDoubt(asOurs(error), message.doubtful || here.parts.size > 0)
    }
    const first = here.parts.get(0)
    if (first === undefined) throw new RefusedError('no_text', 'There is nothing to post')
    return first
  }

  /** Whether an earlier attempt may have shown it in a way that Discord would not notice by itself. */
  function mayBeThere({ doubtful, since, as }: Message): boolean {
    const age = clock() - since
    return doubtful && (Boolean(as) || age < 0 || age > NONCE_COUNTS)
  }

  async function postPart(message: Message, part: number, payload: Payload, signal: AbortSignal) {
    const { channel, id, replyTo = null, as = null, payloads, doubtful } = message
    const files = part === payloads.length - 1 ? (message.files ?? []) : []
    const given = { channel, replyTo, as, payload, files, nonce: nonceOf(id, part), signal }
    const posted = await poster.post(given)
    // What was in doubt may be older than this moment.
    if (!doubtful) ahead = (timeOf(posted) ?? clock()) - clock()
    return posted
  }

  /** Reads on where an attempt before had to stop: a limit must not make it begin anew each time. */
  async function lookForMissing(message: Message, here: Known, signal: AbortSignal): Promise<void> {
    const author = await authorOf(message)
    const start = snowflakeAt(message.since + ahead - MARGIN)
    for (let page = 0; page < PAGES && !signal.aborted; page++) {
      const { messages, isMore } = await readPage(rest, message.channel, here.readTo ?? start)
      const found = await findParts(rest, messages, {
        thread: message.as?.parent === message.channel ? null : message.channel,
        author,
        sought: soughtOf(message, here),
        mark: message.mark ?? null,
        isTaken: isAnothers(message),
      })
      for (const [part, id] of found) here.parts.set(part, id)
      here.readTo = messages.at(-1)?.id ?? here.readTo
      if ((!isMore && !signal.aborted) || missing(message, here).length === 0) return
    }
    throw new UnreachableError('There is more to read before this can be posted')
  }

  async function authorOf({ as }: Message): Promise<Author> {
    const hook = as ? await webhooks.of(as.parent) : null
    return { ...(await identity()), hook }
  }

  function isAnothers({ id: delivery, others = [] }: Message): (message: string) => boolean {
    const posted = [...known]
      .filter(([id]) => id !== delivery)
      .flatMap(([, { parts }]) => [...parts.values()])
    const taken = new Set([...posted, ...others])
    return (message) => taken.has(message)
  }

  function knownOf(id: string): Known {
    const here = known.get(id) ?? { parts: new Map<number, string>(), readTo: null }
    known.delete(id)
    known.set(id, here)
    const [oldest] = known.keys()
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest)
    return here
  }
}

/** The parts of which we do not know that they are there, by their numbers. */
function missing({ payloads }: Message, { parts }: Known): [number, Payload][] {
  return [...payloads.entries()].filter(([part]) => !parts.has(part))
}

function soughtOf(message: Message, here: Known): Sought[] {
  const { id, payloads, files = [] } = message
  return missing(message, here).map(([part, payload]) => ({
    part,
    nonce: nonceOf(id, part),
    likeness: likenessOf(withoutPreviews(payload), part === payloads.length - 1 ? files.length : 0),
  }))
}

/** What an earlier attempt or an earlier part has shown stays possible, whatever became of this one. */
function inDoubt(error: RefusedError | UnreachableError, isDoubtful: boolean) {
  if (error instanceof RefusedError || !isDoubtful) return error
  const { message, cause, retryAfter } = error
  return new UnreachableError(message, {
    cause,
    mayHaveArrived: true,
    ...(retryAfter === null ? {} : { retryAfter }),
  })
}
