import { randomBytes } from 'node:crypto'
import { ChannelType } from 'discord.js'
import { z } from 'zod'
import { channelSeen, need, needOpen } from '../access.ts'
import { ApiError, Code } from '../api-error.ts'
import { problemsIn, words } from '../form.ts'
import { messageShape } from '../message-shape.ts'
import type { Channel, Message, Webhook } from '../records.ts'
import { bot, type Call, invalid, NOTHING, ok, open, param, type Routes } from '../routing.ts'
import { webhookShape } from '../shapes.ts'
import { rouse, startPost } from '../threads.ts'
import type { Works } from '../works.ts'
import type { World } from '../world.ts'
import { type Body, bodyFor, rewrite, written } from '../writing.ts'
import { followupRoutes } from './followups.ts'

const WITH_WEBHOOKS = [ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.GuildForum]
const NAME = 'USERNAME_INVALID_CONTAINS Username cannot contain "clyde" or "discord"'
const New = z.strictObject({
  name: words(80).refine((name) => !/clyde|discord/i.test(name), NAME),
  avatar: z.string().nullish(),
})
const MOST = 15

/** Webhooks, and what is written through them. The paths of follow-ups to interactions are the same. */
export function webhookRoutes(works: Works): Routes {
  const { world } = works
  const followups = followupRoutes(works)
  const isOurApp = (call: Call) => param(call, 'webhook') === world.home.applicationId
  const shown = (message: Message) => messageShape(world, message, { content: true })
  return {
    'GET /channels/:channel/webhooks': bot((call) => {
      const channel = channelSeen(world, param(call, 'channel'))
      need(world, channel, 'ManageWebhooks')
      return ok(of(world, channel).map((webhook) => webhookShape(world, webhook)))
    }),
    'POST /channels/:channel/webhooks': bot((call) => ok(webhookShape(world, create(world, call)))),
    'GET /webhooks/:webhook': bot((call) => {
      const webhook = world.webhooks.get(param(call, 'webhook'))
      if (!webhook) throw new ApiError(Code.UnknownWebhook)
      need(world, world.channel(webhook.channel), 'ManageWebhooks')
      return ok(webhookShape(world, webhook))
    }),
    'DELETE /webhooks/:webhook': bot((call) => {
      const webhook = world.webhooks.get(param(call, 'webhook'))
      if (!webhook) throw new ApiError(Code.UnknownWebhook)
      need(world, world.channel(webhook.channel), 'ManageWebhooks')
      world.webhooks.delete(webhook.id)
      return NOTHING
    }),
    'POST /webhooks/:webhook/:token': open((call) => {
      if (isOurApp(call)) return followups.create(call)
      const message = execute(works, call)
      return call.query.get('wait') === 'true' ? ok(shown(message)) : NOTHING
    }),
    'GET /webhooks/:webhook/:token/messages/:message': open((call) =>
      isOurApp(call) ? followups.get(call) : ok(shown(own(world, call))),
    ),
    'PATCH /webhooks/:webhook/:token/messages/:message': open((call) => {
      if (isOurApp(call)) return followups.edit(call)
      const message = own(world, call)
      needOpen(world.channel(message.channel))
      rewrite(world, message, bodyFor('edit', call.body, call.files), call.files)
      works.news.changed(message)
      return ok(shown(message))
    }),
    'DELETE /webhooks/:webhook/:token/messages/:message': open((call) => {
      if (isOurApp(call)) return followups.remove(call)
      works.news.removed(own(world, call))
      return NOTHING
    }),
  }
}

function of(world: World, channel: Channel): Webhook[] {
  return [...world.webhooks.values()].filter((webhook) => webhook.channel === channel.id)
}

function create(world: World, call: Call): Webhook {
  const channel = channelSeen(world, param(call, 'channel'))
  if (!WITH_WEBHOOKS.includes(channel.type)) {
    throw new ApiError(Code.CannotExecuteActionOnThisChannelType)
  }
  need(world, channel, 'ManageWebhooks')
  const problems = problemsIn(New, call.body)
  if (problems.length > 0) throw invalid(problems)
  if (of(world, channel).length >= MOST) throw new ApiError(Code.MaximumNumberOfWebhooksReached)
  const webhook: Webhook = {
    id: world.newId(),
    token: randomBytes(51).toString('base64url'),
    channel: channel.id,
    name: New.parse(call.body).name,
    avatar: null,
    application: world.home.applicationId,
  }
  world.webhooks.set(webhook.id, webhook)
  return webhook
}

function known(world: World, call: Call): Webhook {
  const webhook = world.webhooks.get(param(call, 'webhook'))
  if (!webhook) throw new ApiError(Code.UnknownWebhook)
  if (webhook.token !== param(call, 'token')) throw new ApiError(Code.InvalidWebhookToken)
  return webhook
}

function execute(works: Works, call: Call): Message {
  const { world, news } = works
  const webhook = known(world, call)
  const body = bodyFor('webhook', call.body, call.files)
  const channel = whereTo(works, webhook, call.query.get('thread_id'), body)
  const isPost = channel.thread !== null && channel.thread.sent === 0 && body.thread_name
  if (channel.thread?.archived && channel.thread.locked)
    throw new ApiError(Code.InvalidActionOnArchivedThread)
  rouse(works, channel)
  const name = body.username ?? webhook.name
  const message = world.write({
    ...(isPost ? { id: channel.id } : {}),
    channel: channel.id,
    author: webhook.id,
    webhook: { id: webhook.id, name, avatar: body.avatar_url || webhook.avatar },
    application: webhook.application,
    ...written(world, channel, { body, files: call.files, author: null }),
  })
  news.written(message)
  return message
}

/** The webhook's own channel, or a thread of it. */
function whereTo(works: Works, webhook: Webhook, threadId: string | null, body: Body): Channel {
  const { world } = works
  const parent = world.channel(webhook.channel)
  const isForum = parent.type === ChannelType.GuildForum
  if (threadId !== null) {
    const thread = world.channels.get(threadId)
    if (thread?.thread && thread.parent === parent.id) return thread
    throw new ApiError(Code.UnknownChannel)
  }
  if (body.thread_name) {
    if (!isForum) throw new ApiError(Code.WebhooksCanOnlyCreateThreadsInForumChannels)
    return startPost(works, { parent, name: body.thread_name, owner: webhook.id })
  }
  if (isForum) throw new ApiError(Code.WebhooksPostedToForumChannelsMustHaveAThreadNameOrThreadId)
  return parent
}

/** A message of that webhook; in a thread only for those who name the thread. */
function own(world: World, call: Call): Message {
  const webhook = known(world, call)
  const where = call.query.get('thread_id') ?? webhook.channel
  const message = world.find(where, param(call, 'message'))
  if (!message || message.webhook?.id !== webhook.id) throw new ApiError(Code.UnknownMessage)
  return message
}
