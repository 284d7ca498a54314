import { z } from 'zod'
import { channelFor, loose, type Method, read } from '../api.ts'
import { ApiError } from '../api-error.ts'
import { userShape } from '../shapes.ts'
import type { Json, World } from '../world.ts'

const WhichUser = z.object({ user: z.string().min(1) })
const WhichBot = z.object({ bot: z.string().optional() })
const Status = z.object({
  channel_id: z.string().min(1),
  thread_ts: z.string().min(1),
  status: z.string(),
  loading_messages: loose(z.array(z.string()).max(10)).optional(),
})
const Reaction = z.object({
  channel: z.string().min(1),
  timestamp: z.string().min(1),
  name: z.string().regex(/^[a-z0-9_+'-]+(::skin-tone-\d)?$/),
})

export type Status = { channel: string; thread: string; status: string; at: number }

/** Who and what there is, and the small signs: auth.test, users.info, team.info, bots.info, status and reactions. */
export function peopleMethods(world: World, statuses: Status[]): Record<string, Method> {
  const { home } = world
  return {
    'auth.test': { token: 'bot', run: () => authTest(world) },
    'users.info': {
      token: 'bot',
      scopes: ['users:read'],
      run: (args) => {
        const user = world.users.get(read(WhichUser, args).user)
        if (!user) throw new ApiError('user_not_found')
        return { ok: true, user: userShape(world, user) }
      },
    },
    'team.info': {
      token: 'bot',
      scopes: ['team:read'],
      run: () => ({
        ok: true,
        team: { id: home.teamId, name: home.teamName, domain: 'home', email_domain: '' },
      }),
    },
    'bots.info': {
      token: 'bot',
      scopes: ['users:read'],
      run: (args) => {
        const { bot } = read(WhichBot, args)
        if (bot !== undefined && bot !== home.botId) throw new ApiError('bot_not_found')
        const { botId: id, appId: app_id, botUserId: user_id, botName: name } = home
        return { ok: true, bot: { id, app_id, user_id, name, deleted: false, updated: 0, icons: {} } }
      },
    },
    'assistant.threads.setStatus': {
      token: 'bot',
      scopes: ['chat:write', 'assistant:write'],
      run: (args) => {
        const { channel_id, thread_ts, status } = read(Status, args)
        const channel = channelFor(world, channel_id, { member: true, open: true })
        statuses.push({ channel: channel.id, thread: thread_ts, status, at: world.clock() })
        return { ok: true }
      },
    },
    'reactions.add': {
      token: 'bot',
      scopes: ['reactions:write'],
      run: (args) => react(world, read(Reaction, args)),
    },
  }
}

function authTest({ home }: World): Json {
  return {
    ok: true,
    url: 'https://home.slack.com/',
    team: home.teamName,
    user: home.botName,
    team_id: home.teamId,
    user_id: home.botUserId,
    bot_id: home.botId,
    is_enterprise_install: false,
  }
}

function react(world: World, { channel, timestamp, name }: z.output<typeof Reaction>): Json {
  const { id } = channelFor(world, channel, { member: true, open: true })
  const message = world.find(id, timestamp)
  if (!message) throw new ApiError('message_not_found')
  const by = world.home.botUserId
  const known = message.reactions.find((reaction) => reaction.name === name)
  if (known?.users.includes(by)) throw new ApiError('already_reacted')
  if (known) known.users.push(by)
  else message.reactions.push({ name, users: [by] })
  return { ok: true }
}
