import type { Place, Receive } from '../../src/adapter.ts'
import { attachmentsOf } from './attachments.ts'
import type { Channel, Channels } from './channels.ts'
import type { Gone, Said } from './events.ts'
import { timeOf } from './snowflake.ts'
import { readText } from './text-in.ts'

/** Who mends older words than this speaks to us no more for it. Milliseconds. */
const RECENT = 60 * 60_000

export type HearingSettings = {
  name: string
  us: () => string
  clock: () => number
  channels: Channels
  staffChannel: string | null
  askChannels: readonly string[]
  receive: Receive
  /** Tells whoever wrote something that only they need; best effort. */
  tell(said: Said, words: string): Promise<void>
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
  const { name, us, clock, channels, staffChannel, askChannels, receive, tell, names } = settings

  async function said(said: Said, sentAt?: number): Promise<void> {
    const channel = await channels.of(said.channel)
    if (!channel || !concernsUs(said, channel)) return
    const place = placeOf(name, said, channel)
    const text = wordsOf(said)
    const received = await receive({
      kind: 'message',
      id: said.id,
      place,
      author: { id: said.author.id, name: said.author.name },
      text,
      attachments: attachmentsOf(said, said.files),
      sentAt: sentAt ?? null,
      opens: opens(said, channel),
    })
    if (received.say) await tell(said, received.say)
    // Read late it may have been changed meanwhile, after we had it.
    if (received.status === 'duplicate' && said.edited)
      await receive({ kind: 'edit', id: said.id, place, text })
  }

  return {
    said,
    async changed(changed) {
      // A preview that unfolds under a message is no edit of it.
      if (!changed.edited) return
      const channel = await channels.of(changed.channel)
      if (!channel) return
      // Who adds us to a message only now speaks to us only now; where we had it, this is the edit.
      if (opens(changed, channel) && isRecent(changed.id)) return said(changed)
      await receive({
        kind: 'edit',
        id: changed.id,
        place: placeOf(name, changed, channel),
        text: wordsOf(changed),
      })
    },
    async gone({ ids, channel: id, guild }) {
      const channel = (await channels.of(id)) ?? { id, kind: 'other', guild, parent: null, owner: null }
      for (const message of ids) {
        const place = placeOf(name, { id: message, channel: id, guild, answersTo: null }, channel)
        await receive({ kind: 'deletion', id: message, place })
      }
    },
  }

  function isRecent(id: string): boolean {
    const at = timeOf(id)
    return at === null || clock() - at < RECENT
  }

  function wordsOf({ text }: Said): string {
    const words = readText(text, { ...names, bot: us() })
    return words === '' && text !== '' ? '@' : words
  }

  /** Said to us: directly, by a mention, where every word is for us, or in a thread that we made for somebody. */
  function opens({ mentionsUs, isReplyToUs }: Said, { kind, id, parent, owner }: Channel): boolean {
    if (kind === 'direct') return true
    const root = parent ?? id
    // Among staff a thread is theirs: only a question of its own is for us.
    if (root === staffChannel) return kind === 'other' && mentionsUs
    const isOurs = kind === 'thread' && owner === us()
    return mentionsUs || isReplyToUs || isOurs || askChannels.includes(root)
  }

  /** Or in a thread, of which the core knows whether it is ours. */
  function concernsUs(said: Said, channel: Channel): boolean {
    return opens(said, channel) || channel.kind === 'thread'
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
