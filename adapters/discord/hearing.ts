import type { Place, Receive } from '../../src/adapter.ts'
import { createChanges } from '../../src/changes.ts'
import { attachmentsOf } from './attachments.ts'
import type { Channel, Channels } from './channels.ts'
import type { Gone, Said } from './events.ts'
import { timeOf } from './snowflake.ts'
import type { Tell } from './tell.ts'
import { readText } from './text-in.ts'
import type { Unreadable } from './unreadable.ts'

/** An edit of so young a message may come before the message itself. Milliseconds. */
const YOUNG = 60 * 60_000

export type HearingSettings = {
  name: string
  us: () => string
  clock: () => number
  channels: Channels
  staffChannel: string | null
  askChannels: readonly string[]
  receive: Receive
  /** Finds out what a reply goes back to. Throws UnreachableError. */
  trace(said: Said): Promise<Said>
  /** Whether one of the staff wrote it, in a thread where others write as well, or anywhere. Throws UnreachableError. */
  byStaff(said: Said, place: Place | null): Promise<boolean>
  /** Tells whoever wrote something that only they need; best effort. */
  tell: Tell
  /** What is written where we may not read. */
  unreadable: Unreadable
  /** Staff wrote in a thread of the staff channel. Never rejects. */
  staffHint(said: Said, channel: Channel): Promise<void>
  /** What people and channels are called, as far as we know. */
  names: {
    user(id: string): string | null
    channel(id: string): string | null
    role(id: string): string | null
  }
}

export type Hearing = {
  /** `sentAt` for what is heard later than it was said, epoch milliseconds. */
  said(said: Said, sentAt?: number): Promise<void>
  changed(said: Said): Promise<void>
  gone(gone: Gone): Promise<void>
}

/** Passes on what people wrote to us, or where we are spoken with. Rejects where the ledger did not take it. */
export function createHearing(settings: HearingSettings): Hearing {
  const { name, us, clock, channels, staffChannel, askChannels } = settings
  const { receive, trace, byStaff, tell, unreadable, staffHint, names } = settings
  const changes = createChanges()

  async function take(heard: Said, isEdit: boolean, sentAt: number | null): Promise<void> {
    const { id, editedAt } = heard
    if (changes.isTaken(heard.channel, id) || !changes.isNewest(heard.channel, id, editedAt ?? 0)) return
    const channel = await channels.of(heard.channel)
    if (!channel) return
    const found = await traced(heard, channel)
    const isNews = isQuestion(found, channel) && !found.mentionsUs && (await byStaff(found, null))
    // A reply of staff's to a customer belongs where the customer is answered.
    const said = isNews ? { ...found, answersTo: found.answersTo ?? found.repliesTo } : found
    if (isNews ? said.repliesTo === null : !concernsUs(said, channel)) return
    const isForUs = !isNews && opens(said, channel)
    if (unreadable.isKept(said, channel)) {
      if (!isEdit && sentAt === null && (await isToUs(said, channel))) unreadable.explain(said, channel)
      return
    }
    if (isAmongStaff(said, channel) && !isEdit && sentAt === null) void staffHint(said, channel)
    const place = placeOf(name, said, channel)
    const text = wordsOf(said)
    // An edit of what we had not heard of is the message itself, while it is young; an old one stays what it was.
    if (isEdit && !(isForUs && isYoung(id))) {
      await receive({ kind: 'edit', id, place, text })
      return
    }
    const isByStaff = isNews || (mayBeByStaff(said, channel) && (await byStaff(said, place)))
    // It takes a moment to find out, and meanwhile much can happen.
    if (changes.isTaken(said.channel, id)) return
    const received = await receive({
      kind: 'message',
      id,
      place,
      author: { id: said.author.id, name: said.author.name },
      text,
      attachments: attachmentsOf(said, said.files),
      sentAt,
      byStaff: isByStaff,
      opens: isForUs,
      alone: channel.kind === 'direct',
    })
    if (received.say && sentAt === null && !isEdit) void tell(said, received.say)
    if (received.status !== 'recorded' && (isEdit || editedAt !== null))
      await receive({ kind: 'edit', id, place, text })
  }

  return {
    said: (said, sentAt) => take(said, false, sentAt ?? null),
    async changed(said) {
      // A preview that unfolds under a message is no edit of it.
      if (said.editedAt !== null) await take(said, true, null)
    },
    async gone({ ids, channel: id, guild }) {
      const known = await channels.of(id)
      const channel = known ?? { id, kind: 'other', guild, parent: null, owner: null, isPrivate: false }
      for (const message of ids) {
        changes.taken(id, message)
        const place = placeOf(name, { id: message, channel: id, guild, answersTo: null }, channel)
        await receive({ kind: 'deletion', id: message, place })
      }
    },
  }

  /** In a thread it is plain where a reply belongs, and among staff it is for us by a mention alone. */
  function traced(said: Said, { id, kind }: Channel): Promise<Said> | Said {
    const isPlain =
      kind === 'direct' || id === staffChannel || (kind === 'thread' && said.isReplyToUs !== null)
    return isPlain ? said : trace(said)
  }

  function isYoung(id: string): boolean {
    const at = timeOf(id)
    return at === null || clock() - at < YOUNG
  }

  function wordsOf({ text, named }: Said): string {
    const user = (id: string) => named.get(id) ?? names.user(id)
    const words = readText(text, { ...names, user, bot: us() })
    return words === '' && text !== '' ? '@' : words
  }

  /** Said to us: directly, by a mention, as a question where every question is for us, or where nobody else reads along. */
  function opens(said: Said, channel: Channel): boolean {
    const { mentionsUs, isReplyToUs } = said
    const { kind, id, parent, owner, isPrivate } = channel
    if (kind === 'direct') return true
    // Among staff a thread is theirs: only a question of its own is for us.
    if ((parent ?? id) === staffChannel) return kind === 'other' && mentionsUs
    const isOurs = isPrivate && owner === us()
    return mentionsUs || isReplyToUs === true || isQuestion(said, channel) || isOurs
  }

  /** What is begun where every question is for us; by staff it is news for all, or an answer to somebody. */
  function isQuestion({ id: message }: Said, { id, kind, parent }: Channel): boolean {
    // A forum post begins with a message of the thread's own id.
    return askChannels.includes(parent ?? id) && (kind === 'other' || message === id)
  }

  function isAmongStaff({ mentionsUs }: Said, { kind, parent }: Channel): boolean {
    return kind === 'thread' && parent === staffChannel && !mentionsUs
  }

  /** Or in a thread that we began for a customer, by whoever is not of staff. */
  async function isToUs(said: Said, channel: Channel): Promise<boolean> {
    const { kind, parent, owner } = channel
    if (opens(said, channel)) return true
    const isOurs = kind === 'thread' && owner === us() && parent !== staffChannel
    return isOurs && !(await byStaff(said, placeOf(name, said, channel)))
  }

  /** Or in a thread, of which the core knows whether it is ours. */
  function concernsUs(said: Said, channel: Channel): boolean {
    return opens(said, channel) || channel.kind === 'thread' || said.editedAt !== null
  }

  /** Between other people's words in a thread a member of staff may be the one who answers. */
  function mayBeByStaff({ mentionsUs }: Said, { kind, parent }: Channel): boolean {
    return kind === 'thread' && parent !== staffChannel && !mentionsUs
  }
}

/** A thread that begins at a message has that message's id: so the place is known before there is a thread. */
export function placeOf(
  name: string,
  { id, guild, answersTo }: Pick<Said, 'id' | 'channel' | 'guild' | 'answersTo'>,
  channel: Channel,
): Place {
  const workspace = channel.kind === 'direct' ? 'dm' : (guild ?? channel.guild ?? 'unknown')
  if (channel.kind === 'direct') return { adapter: name, workspace, channel: channel.id, thread: '' }
  if (channel.kind === 'thread')
    return { adapter: name, workspace, channel: channel.parent ?? channel.id, thread: channel.id }
  return { adapter: name, workspace, channel: channel.id, thread: answersTo ?? id }
}
