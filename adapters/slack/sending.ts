import type { Outbound, Receipt } from '../../src/adapter.ts'
import { RefusedError } from '../../src/errors.ts'
import type { Part } from './blocks.ts'
import { cardPart } from './card.ts'
import { directWith, isPerson, withCalls } from './contacts.ts'
import { codeOf } from './failures.ts'
import { createSharing } from './files.ts'
import { textParts, withoutName } from './message.ts'
import type { Pace } from './pace.ts'
import { createPosting, type Posting } from './posting.ts'
import { linePart, lineParts } from './thread-line.ts'
import type { Threads } from './threads.ts'
import type { Words } from './words.ts'
import type { Workspace } from './workspaces.ts'

/** What is replaced is not there any more, or Slack will not change it: then it is shown anew. */
const NOT_CHANGEABLE = new Set([
  'cant_update_message',
  'edit_window_closed',
  'is_inactive',
  'message_not_found',
  'thread_not_found',
])
/** Of these: it is not there any more. */
const GONE = new Set(['message_not_found', 'thread_not_found'])
/** This Slack will not show what the message is built of. */
const NO_BLOCKS = new Set(['invalid_arguments', 'invalid_blocks', 'invalid_blocks_format'])
/** So many deliveries are remembered as to be said without blocks. */
const REMEMBERED = 1_000
/** The scope that lets us speak under a name and with a face. */
const NAMES = 'chat:write.customize'

export type SendingSettings = {
  words: Words
  pace: Pace
  threads: Threads
  clock: () => number
}
/** How things get into one workspace; both remember what they have shown already. */
type Ways = { posting: Posting; share: ReturnType<typeof createSharing> }
export type Sending = (workspace: Workspace, outbound: Outbound) => Promise<Receipt>

/** Shows in Slack what the core sends. Throws RefusedError and UnreachableError only. */
export function createSending(settings: SendingSettings): Sending {
  const { words, pace, threads, clock } = settings
  const ways = new WeakMap<Workspace, Ways>()
  /** What this Slack has refused to show, and is not asked to again. */
  const refused = new Set<'feedback' | 'names'>()
  /** Deliveries that it took no blocks for. */
  const bare = new Set<string>()

  return async (workspace, outbound) => {
    const { posting, share } = waysFor(workspace)
    switch (outbound.kind) {
      case 'text':
        return { receipt: await sayText(posting, workspace, outbound) }
      case 'card':
        return { receipt: await showCard(posting, outbound) }
      case 'thread':
        return { receipt: await showLine(posting, share, outbound) }
      case 'reminder':
        return { receipt: await remind(posting, workspace, outbound) }
    }
  }

  function waysFor(workspace: Workspace): Ways {
    const { client } = workspace
    const known = ways.get(workspace) ?? {
      posting: createPosting({ client, pace }),
      share: createSharing(client),
    }
    ways.set(workspace, known)
    return known
  }

  /** Words that are to be read must not fail for how they look: then they look plainer. */
  async function sayText(
    posting: Posting,
    workspace: Workspace,
    outbound: Extract<Outbound, { kind: 'text' }>,
  ): Promise<string> {
    const mayName = workspace.scopes === null || workspace.scopes.includes(NAMES)
    if (!mayName) refused.add('names')
    for (;;) {
      const isBare = bare.has(outbound.id)
      const parts = isBare ? dressed(outbound).map(withoutBlocks) : dressed(outbound)
      try {
        return await posting.post({ ...head(outbound), ...whereTo(outbound), parts })
      } catch (error) {
        if (isPlainer(error, outbound, parts)) continue
        // The thread that the customer opened is gone; the conversation is still there.
        if (codeOf(error) === 'thread_not_found' && threads.leave(outbound.place.channel)) continue
        // Even plain blocks are refused: the words alone still say it.
        if (isBare || !NO_BLOCKS.has(codeOf(error) ?? '')) throw error
        // Remembered: the next try may have to wait for its turn in the channel.
        bare.add(outbound.id)
        const [oldest] = bare
        if (bare.size > REMEMBERED && oldest !== undefined) bare.delete(oldest)
      }
    }
  }

  /** To a person it goes as a direct message: those Slack lets us look through only by the conversation's own id. */
  async function remind(
    posting: Posting,
    { client }: Workspace,
    outbound: Extract<Outbound, { kind: 'reminder' }>,
  ): Promise<string> {
    const parts = withCalls(textParts(asWords(outbound), words, false), callsIn(outbound))
    const message = { ...head(outbound), ...top(outbound), parts }
    if (!outbound.doubtful || !isPerson(message.channel)) return posting.post(message)
    const direct = await directWith(client, message.channel)
    // Where there is no conversation, nothing has arrived.
    return posting.post(direct === null ? { ...message, doubtful: false } : { ...message, channel: direct })
  }

  function dressed(outbound: Extract<Outbound, { kind: 'text' }>): Part[] {
    const { speaker } = outbound
    const parts = textParts(outbound, words, !refused.has('feedback'))
    if (speaker.role !== 'staff' || !refused.has('names')) return parts
    return parts.map((part, index) => (index === 0 ? withoutName(part, speaker.name) : withoutFace(part)))
  }

  /** Whether there is something to leave out, and another try is worth it. */
  function isPlainer(
    error: unknown,
    { options, speaker }: Extract<Outbound, { kind: 'text' }>,
    parts: Part[],
  ): boolean {
    const code = codeOf(error)
    const hasThumbs = parts.some(({ blocks }) => blocks.some(({ type }) => type === 'context_actions'))
    if (NO_BLOCKS.has(code ?? '') && hasThumbs && options.length > 0) return !!refused.add('feedback')
    const isNamed = parts.some(({ username }) => username !== undefined)
    if (code === 'missing_scope' && isNamed && speaker.role === 'staff') return !!refused.add('names')
    return false
  }

  async function showCard(posting: Posting, outbound: Extract<Outbound, { kind: 'card' }>): Promise<string> {
    const part = cardPart(outbound.card, clock())
    const anew = () => posting.post({ ...head(outbound), ...top(outbound), parts: [part] })
    return outbound.replaces ? change(posting, outbound, outbound.replaces, part, anew) : anew()
  }

  async function showLine(
    posting: Posting,
    share: Ways['share'],
    outbound: Extract<Outbound, { kind: 'thread' }>,
  ): Promise<string> {
    const { line, card, place, replaces } = outbound
    const where = { channel: place.channel, thread: card, broadcast: false }
    const files = line.removed ? [] : line.files
    // Files go first: once the line is there, all of it is.
    const missed =
      files.length > 0 && !replaces
        ? await share(outbound.id, { channel: place.channel, thread: card, files })
        : []
    const parts = lineParts(line, missed, words)
    const post = async (some: Part[]) => {
      const message = { ...head(outbound), parts: some }
      try {
        await posting.post({ ...message, ...where })
      } catch (error) {
        // The card was taken away: the line stands in the channel, and the card comes anew.
        if (!(error instanceof RefusedError && NOT_CHANGEABLE.has(error.code))) throw error
        await posting.post({ ...message, ...top(outbound) })
      }
      return posting.partsOf(outbound.id).join(' ')
    }
    if (!replaces) return post(parts)
    // Each piece is changed, and none of the old words stay.
    const shown = replaces.split(' ')
    const now: string[] = []
    for (const [at, ts] of shown.entries()) {
      const part = parts[at] ?? linePart({ ...line, text: '', files: [] }, [], words)
      now.push(await change(posting, outbound, ts, part, () => post([part])))
    }
    const more = parts.slice(shown.length)
    return [...now, ...(more.length > 0 ? [await post(more)] : [])].join(' ')
  }

  async function change(
    posting: Posting,
    { id, place, retracts = false }: Outbound,
    ts: string,
    part: Part,
    anew: () => Promise<string>,
  ): Promise<string> {
    try {
      await posting.update({ channel: place.channel, ts, part, id })
      return ts
    } catch (error) {
      if (!(error instanceof RefusedError && NOT_CHANGEABLE.has(error.code))) throw error
      if (!retracts) return anew()
      if (GONE.has(error.code)) return ts
      throw error
    }
  }

  /** In a direct conversation the reply goes where the customer wrote last, and is never hidden in a thread alone. */
  function whereTo({ place }: Outbound) {
    const { channel, thread } = place
    if (thread !== '') return { channel, thread, broadcast: false }
    const last = threads.last(channel)?.thread ?? ''
    return { channel, thread: last, broadcast: last !== '' }
  }
}

/** Plain words of ours, large enough to be seen. */
function asWords(outbound: Extract<Outbound, { kind: 'reminder' }>): Extract<Outbound, { kind: 'text' }> {
  const speaker = { role: 'assistant' } as const
  return { ...outbound, kind: 'text', speaker, sources: [], options: [], discreet: false }
}

/** In their own direct conversation nobody need be called. */
function callsIn({ calls, place }: Extract<Outbound, { kind: 'reminder' }>): readonly string[] {
  return isPerson(place.channel) ? [] : calls
}

function head({ id, doubtful, since }: Outbound) {
  return { id, doubtful, since }
}

function top({ place }: Outbound) {
  return { channel: place.channel, thread: '', broadcast: false }
}

function withoutBlocks(part: Part): Part {
  return { ...part, blocks: [] }
}

function withoutFace({ text, blocks }: Part): Part {
  return { text, blocks }
}
