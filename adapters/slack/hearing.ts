import type { Place, Receive } from '../../src/adapter.ts'
import { createChanges } from '../../src/changes.ts'
import { attachmentsOf } from './attachments.ts'
import { type Gone, placeOf, type Said } from './events.ts'
import type { People } from './people.ts'
import type { Tell } from './telling.ts'
import { readText } from './text-in.ts'
import type { Threads } from './threads.ts'
import type { Where } from './where-to-look.ts'
import type { Workspace } from './workspaces.ts'

const MENTIONED = /<@([UW][A-Z0-9]+)/g
/** So many of those whom one message names are looked up. */
const MOST_NAMED = 20

/** An edit of so young a message may come before the message itself. Milliseconds. */
const YOUNG = 60 * 60_000

export type HearingSettings = {
  name: string
  people: People
  threads: Threads
  staffChannel: string | null
  receive: Receive
  tell: Tell
  clock: () => number
  /** Whether a conversation is or was at this place. */
  isOurs(place: Place): Promise<boolean>
  /** Whether somebody is staff, as far as is known. */
  isStaff(workspace: Workspace, user: string): Promise<boolean>
  /** Whether it is the company's own workspace. */
  isHome(workspace: Workspace): boolean
}

export type Hearing = {
  heard(heard: Said | Gone, workspace: Workspace): Promise<void>
  /** Heard later than it was said, at `sentAt`, epoch milliseconds. */
  missed(said: Said, sentAt: number, workspace: Workspace): Promise<void>
  /** Something that we had heard is not there any more. */
  missing(where: Where, ts: string, workspace: Workspace): Promise<void>
}

/** Passes on what people wrote to us, or where we are spoken with. Rejects where the ledger did not take it. */
export function createHearing(settings: HearingSettings): Hearing {
  const { name, clock, people, threads, staffChannel, receive, tell } = settings
  const changes = createChanges()

  async function gone({ ts, ...where }: Omit<Gone, 'kind'>, workspace: Workspace): Promise<void> {
    changes.taken(where.channel, ts)
    const place = placeOf(name, workspace.id, { ...where, kind: 'deletion', ts })
    await receive({ kind: 'deletion', id: ts, place })
  }

  async function said(heard: Said, workspace: Workspace, sentAt: number | null): Promise<void> {
    const { channel, ts, isDirect, editedAt } = heard
    if (!concernsUs(heard, staffChannel) || changes.isTaken(channel, ts)) return
    if (!changes.isNewest(channel, ts, editedAt ?? 0)) return
    const place = placeOf(name, workspace.id, heard)
    const text = await wordsOf(heard, workspace, people)
    // An edit of what we had not heard of is the message itself, while it is young; an old one stays what it was.
    if (heard.kind === 'edit' && !isYoung(heard)) {
      await receive({ kind: 'edit', id: ts, place, text })
      return
    }
    const [author, attachments, byStaff] = await Promise.all([
      people.of(workspace.client, heard.user),
      attachmentsOf(heard.files, workspace),
      isByStaff(heard, workspace),
    ])
    if (author?.isBot) return
    if (isDirect) threads.heard(channel, ts, heard.thread)
    const received = await receive({
      kind: 'message',
      id: ts,
      place,
      author: { id: heard.user, name: author?.name ?? '' },
      text,
      attachments,
      sentAt,
      zone: author?.zone ?? null,
      byStaff,
      opens: isDirect || heard.mentionsUs,
      alone: isDirect && settings.isHome(workspace),
    })
    // Whoever wrote it long ago was told then, or knows no more what it was.
    if (received.say && sentAt === null && heard.kind === 'message')
      void tell(workspace, { ...heard, thread: isDirect ? null : place.thread }, received.say)
    if (received.status !== 'recorded' && (heard.kind === 'edit' || editedAt !== null))
      await receive({ kind: 'edit', id: ts, place, text })
  }

  return {
    heard: (heard, workspace) =>
      heard.kind === 'deletion' ? gone(heard, workspace) : said(heard, workspace, null),
    missed: (heard, sentAt, workspace) => said(heard, workspace, sentAt),
    missing: ({ channel, isDirect, thread }, ts, workspace) =>
      gone({ channel, isDirect, ts, thread: thread || null }, workspace),
  }

  function isYoung({ ts, isDirect, mentionsUs }: Said): boolean {
    return (isDirect || mentionsUs) && clock() - Number(ts) * 1000 < YOUNG
  }

  /** Between other people's words in a thread a member of staff may be the one who answers. */
  async function isByStaff(heard: Said, workspace: Workspace): Promise<boolean> {
    const { isDirect, thread, ts, mentionsUs, user, channel } = heard
    if (isDirect || mentionsUs || thread === null || thread === ts || channel === staffChannel) return false
    if (!(await settings.isOurs(placeOf(name, workspace.id, heard)))) return false
    return settings.isStaff(workspace, user)
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
