import type { Receive } from '../../src/adapter.ts'
import type { Log } from '../../src/log.ts'
import { attachmentsOf } from './attachments.ts'
import { type Gone, placeOf, type Said } from './events.ts'
import type { People } from './people.ts'
import type { Tell } from './telling.ts'
import { readText } from './text-in.ts'
import type { Threads } from './threads.ts'
import type { Workspace } from './workspaces.ts'

const MENTIONED = /<@([UW][A-Z0-9]+)/g
/** So many of those whom one message names are looked up. */
const MOST_NAMED = 20

export type HearingSettings = {
  name: string
  people: People
  threads: Threads
  staffChannel: string | null
  receive: Receive
  tell: Tell
  log: Log
}

/** `sentAt` for what is heard later than it was said, epoch milliseconds. */
export type Hearing = (heard: Said | Gone, workspace: Workspace, sentAt?: number) => Promise<void>

/** Passes on what people wrote to us, or where we are spoken with. Rejects where the ledger did not take it. */
export function createHearing(settings: HearingSettings): Hearing {
  const { name, people, threads, staffChannel, receive, tell } = settings

  return async (heard, workspace, sentAt) => {
    const place = placeOf(name, workspace.id, heard)
    if (heard.kind === 'deletion') {
      await receive({ kind: 'deletion', id: heard.ts, place })
      return
    }
    if (!concernsUs(heard, staffChannel)) return
    if (heard.kind === 'edit') {
      await receive({ kind: 'edit', id: heard.ts, place, text: await wordsOf(heard, workspace, people) })
      return
    }
    const [text, author, attachments] = await Promise.all([
      wordsOf(heard, workspace, people),
      people.of(workspace.client, heard.user),
      attachmentsOf(heard.files, workspace),
    ])
    if (author?.isBot) return
    if (heard.isDirect) threads.heard(heard.channel, heard.ts, heard.thread)
    const received = await receive({
      kind: 'message',
      id: heard.ts,
      place,
      author: { id: heard.user, name: author?.name ?? '' },
      text,
      attachments,
      sentAt: sentAt ?? null,
      opens: heard.isDirect || heard.mentionsUs,
    })
    if (received.say)
      await tell(workspace, { ...heard, thread: heard.isDirect ? null : place.thread }, received.say)
    // Read late it may have been changed meanwhile, after we had it.
    if (received.status === 'duplicate' && heard.edited)
      await receive({ kind: 'edit', id: heard.ts, place, text })
  }
}

/** In a channel: a word to us, or a reply in a thread, of which the core knows whether it is ours. */
function concernsUs({ isDirect, mentionsUs, thread, ts, channel, kind }: Said, staffChannel: string | null) {
  if (isDirect || kind === 'edit') return true
  const isReply = thread !== null && thread !== ts
  // Among staff a thread is theirs: only a question of its own is for us.
  if (channel === staffChannel && isReply && mentionsUs) return false
  return mentionsUs || isReply
}

/** The words as the customer sees them. A mention and nothing else stays an "@", for that is what was said. */
export async function wordsOf({ text, user }: Said, workspace: Workspace, people: People): Promise<string> {
  const named = [...new Set([...text.matchAll(MENTIONED)].map((found) => found[1] ?? ''))].slice(
    0,
    MOST_NAMED,
  )
  const others = named.filter((id) => id !== workspace.us.userId && id !== user)
  const names = new Map<string, string | null>()
  await Promise.all(
    others.map(async (id) => names.set(id, (await people.of(workspace.client, id))?.name ?? null)),
  )
  const words = readText(text, { user: (id) => names.get(id) ?? null, bot: workspace.us.userId })
  return words === '' && text !== '' ? '@' : words
}
