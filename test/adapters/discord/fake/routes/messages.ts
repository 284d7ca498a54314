import { MessageFlags, MessageReferenceType, MessageType } from 'discord.js'
import { channelSeen, messageSeen, need, needOpen, needWriting } from '../access.ts'
import { ApiError, Code } from '../api-error.ts'
import { messageShape } from '../message-shape.ts'
import { may } from '../permissions.ts'
import type { Channel, Message } from '../records.ts'
import { bot, type Call, invalid, NOTHING, ok, param, type Routes } from '../routing.ts'
import { compareIds } from '../snowflake.ts'
import { rouse } from '../threads.ts'
import type { Works } from '../works.ts'
import type { World } from '../world.ts'
import { type Body, bodyFor, rewrite, written } from '../writing.ts'

/** What is written, read, changed and deleted in channels. */
export function messageRoutes(works: Works): Routes {
  const { world } = works
  const shown = (message: Message, nonce = false) =>
    messageShape(world, message, { content: world.home.messageContent, nonce })
  return {
    'GET /channels/:channel/messages': bot((call) => {
      const channel = channelSeen(world, param(call, 'channel'))
      return ok(page(world, channel, call.query).map((message) => shown(message)))
    }),
    'GET /channels/:channel/messages/:message': bot((call) => {
      const channel = channelSeen(world, param(call, 'channel'))
      return ok(shown(messageSeen(world, channel, param(call, 'message'))))
    }),
    'POST /channels/:channel/messages': bot((call) => ok(shown(create(works, call), true))),
    'PATCH /channels/:channel/messages/:message': bot((call) => ok(shown(edit(works, call)))),
    'DELETE /channels/:channel/messages/:message': bot((call) => {
      const channel = channelSeen(world, param(call, 'channel'))
      const message = world.find(channel.id, param(call, 'message'))
      if (!message) throw new ApiError(Code.UnknownMessage)
      if (message.author !== world.home.botId) need(world, channel, 'ManageMessages')
      if (message.type === MessageType.ThreadStarterMessage) {
        throw new ApiError(Code.CannotExecuteActionOnSystemMessage)
      }
      works.news.removed(message)
      return NOTHING
    }),
    'POST /channels/:channel/typing': bot((call) => {
      const channel = channelSeen(world, param(call, 'channel'))
      needWriting(world, channel)
      works.typing.push({ channel: channel.id, at: world.clock() })
      return NOTHING
    }),
  }
}

/** A page of what was written, the newest first: of nothing, for a bot that may not read what was before it. */
function page(world: World, channel: Channel, query: URLSearchParams): Message[] {
  const limit = Number(query.get('limit') ?? 50)
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    throw invalid(['limit: NUMBER_TYPE_MAX int value should be between 1 and 100.'])
  }
  const bounds = ['around', 'before', 'after'].flatMap((name) => {
    const id = query.get(name)
    return id === null ? [] : [[name, id] as const]
  })
  const [[name, id] = ['', ''] as const, second] = bounds
  if (second) throw invalid(['_: MUTUALLY_EXCLUSIVE before, after and around exclude each other'])
  if (name && !/^\d+$/.test(id)) throw invalid([`${name}: NUMBER_TYPE_COERCE Value is not snowflake.`])
  if (!may(world, world.home.botId, channel, 'ReadMessageHistory')) return []
  const all = world.messages(channel.id)
  const older = all.filter((message) => compareIds(message.id, id) < 0)
  const newer = all.filter((message) => compareIds(message.id, id) > 0)
  if (name === 'before') return older.slice(-limit).reverse()
  if (name === 'after') return newer.slice(0, limit).reverse()
  if (name !== 'around') return all.slice(-limit).reverse()
  const half = Math.floor(limit / 2)
  const middle = all.filter((message) => message.id === id)
  return [...older.slice(-half), ...middle, ...newer.slice(0, limit - half - middle.length)].reverse()
}

function create(works: Works, call: Call): Message {
  const { world, news, nonces } = works
  const { botId, applicationId } = world.home
  const channel = channelSeen(world, param(call, 'channel'))
  needWriting(world, channel)
  const body = bodyFor('create', call.body, call.files)
  if (body.embeds?.length) need(world, channel, 'EmbedLinks')
  if (call.files.size > 0) need(world, channel, 'AttachFiles')
  const key = body.enforce_nonce && body.nonce ? `${channel.id} ${body.nonce}` : null
  const known = key === null ? null : nonces.find(key)
  if (known !== null) {
    const first = world.find(channel.id, known)
    // Discord does not write it once more, though it was deleted meanwhile.
    if (!first) throw new ApiError(Code.UnknownMessage)
    return first
  }
  const repliesTo = repliedTo(world, channel, body)
  rouse(works, channel)
  const message = world.write({
    channel: channel.id,
    author: botId,
    application: applicationId,
    nonce: body.nonce ?? null,
    ...written(world, channel, { body, files: call.files, author: botId, repliesTo }),
    ...referenceIn(channel, body, repliesTo),
  })
  if (key !== null) nonces.keep(key, message.id)
  news.written(message)
  if (channel.thread) news.joined(channel, botId)
  return message
}

function repliedTo(world: World, channel: Channel, body: Body): Message | null {
  const reference = body.message_reference
  if (!reference?.message_id) return null
  if (reference.type === MessageReferenceType.Forward) return null
  if (!may(world, world.home.botId, channel, 'ReadMessageHistory')) {
    throw new ApiError(Code.CannotReplyWithoutPermissionToReadMessageHistory)
  }
  const found = world.find(reference.channel_id ?? channel.id, reference.message_id)
  if (found && found.channel === channel.id) return found
  if (reference.fail_if_not_exists === false) return null
  throw invalid(['message_reference: MESSAGE_REFERENCE_UNKNOWN_MESSAGE Unknown message'])
}

function referenceIn(
  channel: Channel,
  body: Body,
  repliesTo: Message | null,
): Partial<Pick<Message, 'type' | 'reference'>> {
  if (repliesTo) {
    return { type: MessageType.Reply, reference: { type: 0, channel: channel.id, message: repliesTo.id } }
  }
  const { type, channel_id, message_id } = body.message_reference ?? {}
  if (type !== MessageReferenceType.Forward) return {}
  return { reference: { type: 1, channel: channel_id ?? channel.id, message: message_id ?? null } }
}

function edit(works: Works, call: Call): Message {
  const { world, news } = works
  const channel = channelSeen(world, param(call, 'channel'))
  const message = world.find(channel.id, param(call, 'message'))
  if (!message) throw new ApiError(Code.UnknownMessage)
  needOpen(channel)
  const body = bodyFor('edit', call.body, call.files)
  if (message.author !== world.home.botId) {
    const onlyHides = Object.keys(body).every((name) => name === 'flags')
    if (!onlyHides) throw new ApiError(Code.CannotEditMessageAuthoredByAnotherUser)
    need(world, channel, 'ManageMessages')
    message.flags = (message.flags & ~MessageFlags.SuppressEmbeds) | (body.flags ?? 0)
  } else rewrite(world, message, body, call.files)
  news.changed(message)
  return message
}
