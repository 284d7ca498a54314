import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { RefusedError, UnreachableError } from '../../src/errors.ts'
import type { Part } from './blocks.ts'
import { asOurs, codeOf } from './failures.ts'
import { type Mark, metadataOf, readPage, withMark } from './marks.ts'
import type { Pace } from './pace.ts'

/** Deliveries whose messages are remembered, so that Slack need not be asked about them. */
const REMEMBERED = 1000
/** No part is begun later than this after the first. Milliseconds. */
const LONGEST = 8_000
/** Pages that one attempt reads before it leaves the rest to the next. */
const PAGES = 50

/**
 * `thread` is '' for none; `id` is the delivery's. `doubtful`: an earlier attempt, made after `since` (epoch
 * milliseconds), may have arrived.
 */
export type Message = {
  channel: string
  thread: string
  /** Whether a reply in a thread is shown in the channel as well. */
  broadcast: boolean
  parts: readonly Part[]
  id: string
  doubtful: boolean
  since: number
}
export type Change = { channel: string; ts: string; part: Part; id: string }

/** Both throw RefusedError and UnreachableError only; `codeOf` names Slack's reason in either. */
export type Posting = {
  /** Shows each part once, however often it is called with the same id. The `ts` of the first part. */
  post(message: Message): Promise<string>
  /** The `ts` of every part of a delivery that was posted of late, in order. */
  partsOf(id: string): string[]
  /** Puts a part in the place of what was posted. */
  update(change: Change): Promise<void>
}

/** How far we have read to find a delivery: in which of the places where it may be, and up to which page. */
type Bookmark = { place: number; cursor: string | null }
/** What we know of a delivery. `parts` holds the `ts` of each. */
type Known = { parts: Map<number, string>; bookmark: Bookmark }

const START: Bookmark = { place: 0, cursor: null }

const Posted = z.object({ ts: z.string().min(1) })

/** Posts at Slack's pace. After an attempt of which nobody knows the end it looks first, and posts what is not there. */
export function createPosting({ client, pace }: { client: WebClient; pace: Pace }): Posting {
  const known = new Map<string, Known>()
  const underWay = new Map<string, Promise<string>>()

  return {
    post(message) {
      // Whoever stopped waiting for the first call may ask again while it is still at it.
      const begun = underWay.get(message.id)
      if (begun) return begun
      const posting = post(message).finally(() => underWay.delete(message.id))
      underWay.set(message.id, posting)
      return posting
    },

    partsOf: (id) => [...(known.get(id)?.parts ?? [])].sort(([a], [b]) => a - b).map(([, ts]) => ts),

    async update({ channel, ts, part, id }) {
      const mark = { id, part: 0 }
      const { text, blocks } = withMark(part, mark)
      try {
        await client.chat.update({
          channel,
          ts,
          text,
          blocks,
          metadata: metadataOf(mark),
          parse: 'none',
          link_names: false,
        })
      } catch (error) {
        throw asOurs(error)
      }
    },
  }

  async function post(message: Message): Promise<string> {
    const here = knownOf(message.id)
    try {
      if (missing(message, here).length > 0) await postMissing(message, here)
    } catch (error) {
      throw inDoubt(asOurs(error), message.doubtful || here.parts.size > 0)
    }
    const first = here.parts.get(0)
    if (first === undefined) throw new RefusedError('no_text', 'There is nothing to post')
    return first
  }

  async function postMissing(message: Message, here: Known): Promise<void> {
    const { channel, id, doubtful } = message
    const wait = pace.take(channel, id, missing(message, here).length)
    if (wait > 0) throw new UnreachableError('Too soon', { retryAfter: wait, mayHaveArrived: false })
    const begun = performance.now()
    if (doubtful) await lookForMissing(message, here)
    for (const n of missing(message, here)) {
      // Whoever waits for us has given up by then, and another process may have taken it over.
      if (performance.now() - begun > LONGEST) throw new UnreachableError('It takes too long')
      const part = message.parts[n]
      if (part) here.parts.set(n, await postPart(message, { id, part: n }, part))
    }
  }

  async function postPart(message: Message, mark: Mark, part: Part): Promise<string> {
    try {
      const answer = await client.chat.postMessage({
        ...withMark(part, mark),
        ...placeOf(message),
        metadata: metadataOf(mark),
        mrkdwn: true,
        parse: 'none',
        link_names: false,
        unfurl_links: false,
        unfurl_media: false,
      })
      return Posted.parse(answer).ts
    } catch (error) {
      throw keptOut(asOurs(error), message.channel, mark.id)
    }
  }

  /** Where Slack told us to wait, the channel waits, and this delivery goes first when the wait is over. */
  function keptOut(error: RefusedError | UnreachableError, channel: string, id: string) {
    if (error instanceof RefusedError || error.retryAfter === null) return error
    pace.block(channel, error.retryAfter)
    return changed(error, { retryAfter: pace.take(channel, id) })
  }

  /** Reads on where an attempt before had to stop: a limit of one call a minute must not begin it anew each time. */
  async function lookForMissing(message: Message, here: Known): Promise<void> {
    for (let page = 0; page < PAGES; page++) {
      const { place } = here.bookmark
      const thread = placesOf(message)[place]
      if (thread === undefined || missing(message, here).length === 0) {
        here.bookmark = START
        return
      }
      const { found, next } = await pageOf(message, thread, here)
      for (const [n, ts] of found) here.parts.set(n, ts)
      here.bookmark = next === null ? { place: place + 1, cursor: null } : { place, cursor: next }
    }
    throw new UnreachableError('There is more to read before this can be posted')
  }

  async function pageOf({ channel, id, since }: Message, thread: string, here: Known) {
    try {
      return await readPage(client, { channel, thread, id, since }, here.bookmark.cursor)
    } catch (error) {
      const ours = asOurs(error)
      if (ours instanceof RefusedError) here.bookmark = START
      if (codeOf(ours) === 'invalid_cursor')
        throw new UnreachableError('Slack forgot where we were reading', { cause: error })
      throw ours
    }
  }

  function knownOf(id: string): Known {
    const here = known.get(id) ?? { parts: new Map<number, string>(), bookmark: START }
    known.delete(id)
    known.set(id, here)
    const [oldest] = known.keys()
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest)
    return here
  }
}

/**
 * Where an earlier attempt may have posted it: a thread, or '' for the channel itself. What is shown in both is looked for
 * in the channel first, for by now it may belong to another thread than it did then.
 */
function placesOf({ thread, broadcast }: Message): string[] {
  if (thread === '') return ['']
  return broadcast ? ['', thread] : [thread]
}

function placeOf({ channel, thread, broadcast }: Message) {
  if (!thread) return { channel }
  return broadcast ? { channel, thread_ts: thread, reply_broadcast: true } : { channel, thread_ts: thread }
}

/** The numbers of the parts of which we do not know that they are there. */
function missing({ parts }: Message, { parts: there }: Known): number[] {
  return [...parts.keys()].filter((n) => !there.has(n))
}

/** What an earlier attempt or an earlier part has shown stays possible, whatever became of this one. */
function inDoubt(error: RefusedError | UnreachableError, isDoubtful: boolean) {
  return error instanceof UnreachableError && isDoubtful ? changed(error, { mayHaveArrived: true }) : error
}

function changed(error: UnreachableError, to: { retryAfter?: number; mayHaveArrived?: boolean }) {
  const { message, cause, mayHaveArrived } = error
  const retryAfter = error.retryAfter === null ? {} : { retryAfter: error.retryAfter }
  return new UnreachableError(message, { cause, mayHaveArrived, ...retryAfter, ...to })
}
