import { z } from 'zod'
import { Place } from '../../src/adapter.ts'

/** Who we are in a workspace. */
export type Us = { userId: string; botId: string | null }

/** A file as Slack tells of it. */
export const SlackFileInfo = z.object({
  id: z.string(),
  name: z.string().nullish(),
  title: z.string().nullish(),
  mimetype: z.string().nullish(),
  size: z.number().nullish(),
  url_private: z.string().nullish(),
  file_access: z.string().nullish(),
})
export type SlackFile = z.infer<typeof SlackFileInfo>

/** What somebody passed on: another message, with its words. Other attachments are previews. */
const Shared = z.object({ is_share: z.boolean().nullish(), text: z.string().nullish().catch(null) })

const Words = z.object({
  ts: z.string().min(1),
  thread_ts: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().nullish(),
  app_id: z.string().nullish(),
  subtype: z.string().optional(),
  text: z.string().nullish(),
  files: z.array(SlackFileInfo).max(50).optional().catch(undefined),
  edited: z.object({ ts: z.string() }).nullish().catch(null),
  attachments: z.array(Shared).nullish().catch(null),
})

const Event = Words.extend({
  type: z.enum(['message', 'app_mention']),
  ts: z.string().optional(),
  channel: z.string().min(1),
  channel_type: z.string().optional(),
  hidden: z.boolean().optional(),
  deleted_ts: z.string().optional(),
  message: Words.optional().catch(undefined),
  previous_message: Words.optional().catch(undefined),
})
type Event = z.infer<typeof Event>

/** What somebody wrote, in Slack's own markup. `ts` is Slack's id of it and the time in seconds. */
export type Said = {
  kind: 'message' | 'edit'
  channel: string
  isDirect: boolean
  ts: string
  thread: string | null
  user: string
  text: string
  files: SlackFile[]
  mentionsUs: boolean
  /** When it was last edited, in Slack's seconds; null for never. */
  editedAt: number | null
}
export type Gone = { kind: 'deletion'; channel: string; isDirect: boolean; ts: string; thread: string | null }

/** What people write has one of these; everything else is what bots and Slack itself put there. */
const SPOKEN = new Set([undefined, 'file_share', 'thread_broadcast', 'me_message'])
const SYSTEM_USERS = new Set(['USLACKBOT', 'USLACKUSER'])

/**
 * A message event as something that a person did, or null: what bots, Slack and we ourselves write is nobody's question,
 * and a preview that unfolds under a message is no edit of it.
 */
export function readEvent(payload: unknown, us: Us): Said | Gone | null {
  const parsed = Event.safeParse(payload)
  if (!parsed.success) return null
  const event = parsed.data
  if (event.subtype === 'message_changed') return readChange(event, us)
  if (event.subtype === 'message_deleted') return readDeletion(event, us)
  return event.hidden ? null : readWords('message', event, event, us)
}

/** A message of a channel's history, where events would have brought it. */
export function readHistory(
  message: unknown,
  channel: { id: string; isDirect: boolean },
  us: Us,
): Said | null {
  const parsed = Words.safeParse(message)
  if (!parsed.success) return null
  const type = channel.isDirect ? 'im' : 'channel'
  return readWords('message', { channel: channel.id, channel_type: type }, parsed.data, us)
}

const Root = z.object({ ts: z.string(), latest_reply: z.string() })

/** A message of a channel's history under which somebody wrote at or after `since`, in Slack's seconds: the thread's id. */
export function threadSince(message: unknown, since: number): string | null {
  const root = Root.safeParse(message).data
  return root && Number(root.latest_reply) >= since ? root.ts : null
}

function sharedWords(attachments: z.infer<typeof Shared>[]): string[] {
  return attachments.flatMap(({ is_share, text }) => (is_share && text ? [text] : []))
}

/** Where a message belongs: a direct conversation is one, in a channel each thread is one, from its first message on. */
export function placeOf(
  name: string,
  workspace: string,
  { channel, isDirect, ts, thread }: Said | Gone,
): Place {
  return Place.parse({ adapter: name, workspace, channel, thread: isDirect ? '' : (thread ?? ts) })
}

function readWords(
  kind: Said['kind'],
  { channel, channel_type }: Pick<Event, 'channel' | 'channel_type'>,
  words: Pick<
    Event,
    'ts' | 'thread_ts' | 'user' | 'bot_id' | 'subtype' | 'text' | 'files' | 'edited' | 'attachments'
  >,
  us: Us,
): Said | null {
  const { ts, thread_ts, user, subtype, text } = words
  if (!ts || !user || !SPOKEN.has(subtype) || isMachine({ user, bot_id: words.bot_id }, us)) return null
  return {
    kind,
    channel,
    isDirect: isDirect(channel, channel_type),
    ts,
    thread: thread_ts ?? null,
    user,
    text: [text ?? '', ...sharedWords(words.attachments ?? [])].filter((one) => one !== '').join('\n'),
    files: words.files ?? [],
    mentionsUs: mentions(text ?? '', us),
    editedAt: words.edited ? Number(words.edited.ts) || 0 : null,
  }
}

function readChange(event: Event, us: Us): Said | Gone | null {
  const { message, previous_message: before, channel, channel_type } = event
  if (!message) return null
  // A message with replies leaves a stone in its place when it goes.
  if (message.subtype === 'tombstone')
    return gone(event, message.ts, message.thread_ts === message.ts ? null : (message.thread_ts ?? null))
  const said = readWords('edit', { channel, channel_type }, message, us)
  if (!said || (before && before.text === message.text)) return null
  // Who adds us to a message only now speaks to us only now.
  const isNews = said.mentionsUs && before !== undefined && !mentions(before.text ?? '', us)
  return isNews && !said.isDirect ? { ...said, kind: 'message' } : said
}

function readDeletion(event: Event, us: Us): Gone | null {
  const { deleted_ts, previous_message: before } = event
  const ts = deleted_ts ?? before?.ts
  if (!ts || (before && isMachine(before, us))) return null
  return gone(event, ts, before?.thread_ts ?? null)
}

function gone({ channel, channel_type }: Event, ts: string, thread: string | null): Gone {
  return { kind: 'deletion', channel, isDirect: isDirect(channel, channel_type), ts, thread }
}

function isMachine(
  { user, bot_id }: { user?: string | undefined; bot_id?: string | null | undefined },
  us: Us,
) {
  return Boolean(bot_id) || (us.userId !== '' && user === us.userId) || SYSTEM_USERS.has(user ?? '')
}

function isDirect(channel: string, type: string | undefined): boolean {
  return type === undefined ? channel.startsWith('D') : type === 'im'
}

function mentions(text: string, { userId }: Us): boolean {
  if (userId === '') return false
  return text.includes(`<@${userId}>`) || text.includes(`<@${userId}|`)
}
