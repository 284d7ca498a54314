import { MessageFlags } from 'discord.js'
import { z } from 'zod'
import { ApiError, Code } from './api-error.ts'
import { mentionsIn } from './mentions.ts'
import { EMPTY, type Kind, problemsOf } from './payloads.ts'
import type { Channel, Json, Message } from './records.ts'
import { invalid, type Upload } from './routing.ts'
import type { World } from './world.ts'

const JsonList = z.array(z.record(z.string(), z.unknown()))
const Id = z.union([z.string(), z.number()]).transform(String)
/** A body that `problemsOf` has nothing to say against. */
const Body = z.looseObject({
  content: z.string().nullish(),
  embeds: JsonList.nullish(),
  components: JsonList.nullish(),
  flags: z.number().nullish(),
  attachments: z
    .array(z.looseObject({ id: Id, filename: z.string().nullish(), description: z.string().nullish() }))
    .nullish(),
  allowed_mentions: z
    .looseObject({
      parse: z.array(z.string()).nullish(),
      users: z.array(Id).nullish(),
      roles: z.array(Id).nullish(),
      replied_user: z.boolean().nullish(),
    })
    .nullish(),
  nonce: z.union([z.string(), z.number()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  username: z.string().nullish(),
  avatar_url: z.string().nullish(),
  thread_name: z.string().nullish(),
  message_reference: z
    .looseObject({
      type: z.number().nullish(),
      message_id: Id.nullish(),
      channel_id: Id.nullish(),
      fail_if_not_exists: z.boolean().nullish(),
    })
    .nullish(),
})
export type Body = z.output<typeof Body>
export type Files = Map<number, Upload>

const LARGEST = 10 * 1024 * 1024

/** Reads the body of a message: 50035 or 50006 where Discord would not take it, 40005 where a file is too large. */
export function bodyFor(kind: Kind, body: unknown, files: Files): Body {
  const problems = problemsOf(body ?? {}, { kind, files: files.size })
  if (problems.length === 1 && problems[0] === EMPTY) throw new ApiError(Code.CannotSendAnEmptyMessage)
  if (problems.length > 0) throw invalid(problems)
  if ([...files.values()].some(({ bytes }) => bytes.byteLength > LARGEST)) {
    throw new ApiError(Code.RequestEntityTooLarge, { status: 413, message: 'Request entity too large' })
  }
  const parsed = Body.parse(body ?? {})
  const named = new Set((parsed.attachments ?? []).map(({ id }) => id))
  if (parsed.attachments && [...files.keys()].some((number) => !named.has(String(number)))) {
    throw invalid(['attachments: ATTACHMENT_NOT_FOUND A file that was sent is not named in attachments'])
  }
  return parsed
}

export type Written = Pick<
  Message,
  'content' | 'embeds' | 'components' | 'files' | 'flags' | 'mentions' | 'mentionRoles' | 'mentionEveryone'
>

/** What a new message consists of. `author` null for a webhook. */
export function written(
  world: World,
  channel: Channel,
  given: { body: Body; files: Files; author: string | null; repliesTo?: Message | null },
): Written {
  const { body, files, author, repliesTo = null } = given
  const content = (body.content ?? '').trim()
  return {
    content,
    embeds: embedsOf(body.embeds ?? []),
    components: numbered(body.components ?? []),
    files: store(world, channel, body, files),
    flags: body.flags ?? 0,
    ...mentionsIn(world, channel, { author, content, allowed: body.allowed_mentions, repliesTo }),
  }
}

/** Changes a message as an edit asks: what is not named stays. */
export function rewrite(world: World, message: Message, body: Body, files: Files): void {
  const channel = world.channel(message.channel)
  if (body.content !== undefined) message.content = (body.content ?? '').trim()
  if (body.embeds !== undefined) message.embeds = embedsOf(body.embeds ?? [])
  if (body.components !== undefined) message.components = numbered(body.components ?? [])
  // What cannot be taken back stays.
  if (typeof body.flags === 'number') {
    message.flags = (message.flags & ~MessageFlags.SuppressEmbeds) | body.flags
  }
  const kept = new Set((body.attachments ?? []).map(({ id }) => id))
  const old = body.attachments ? message.files.filter((id) => kept.has(id)) : message.files
  message.files = [...old, ...store(world, channel, body, files)]
  if (body.content !== undefined || body.allowed_mentions) {
    const said = { author: message.webhook ? null : message.author, content: message.content }
    Object.assign(
      message,
      mentionsIn(world, channel, { ...said, allowed: body.allowed_mentions, repliesTo: null }),
    )
  }
  const shows = [message.content, ...message.embeds, ...message.components, ...message.files]
  if (shows.filter(Boolean).length === 0) throw new ApiError(Code.CannotSendAnEmptyMessage)
  message.editedAt = world.clock()
}

function embedsOf(embeds: Json[]): Json[] {
  return embeds.map((embed) => ({ type: 'rich', ...embed }))
}

function store(world: World, channel: Channel, body: Body, files: Files): string[] {
  return [...files].map(([number, { name, type, bytes }]) => {
    const about = body.attachments?.find(({ id }) => id === String(number))
    const id = world.newId()
    const description = about?.description ?? null
    world.files.set(id, { id, channel: channel.id, name: about?.filename ?? name, type, description, bytes })
    return id
  })
}

/** Every component gets a number, in order, where it has none. */
function numbered(components: Json[]): Json[] {
  let last = 0
  const give = (given: Json): Json => {
    last += 1
    const component: Json = { id: last, ...given }
    for (const [name, value] of Object.entries(component)) {
      const many = JsonList.safeParse(value).data
      const one = JsonList.safeParse([value]).data?.[0]
      if (name === 'components' && many) component[name] = many.map(give)
      if ((name === 'accessory' || name === 'component') && one) component[name] = give(one)
    }
    return component
  }
  return components.map(give)
}
