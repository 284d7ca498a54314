import { ChannelType } from 'discord.js'
import { ApiError, Code } from '../api-error.ts'
import { bot, type Call, ok, param, type Routes } from '../routing.ts'
import { channelShape, guildShape, memberShape, roleShape, userShape } from '../shapes.ts'
import { applicationFlags, selfShape } from '../welcome.ts'
import type { Works } from '../works.ts'
import type { World } from '../world.ts'

/** Who the app is, the guild and its people, and the way to the gateway. */
export function guildRoutes({ world, identifiesLeft }: Works): Routes {
  const { home } = world
  return {
    'GET /gateway': { auth: 'none', run: () => ok({ url: world.base.replace('http', 'ws') }) },
    'GET /gateway/bot': bot(() =>
      ok({
        url: world.base.replace('http', 'ws'),
        shards: 1,
        session_start_limit: {
          total: 1000,
          remaining: identifiesLeft(),
          reset_after: 86_400_000,
          max_concurrency: 1,
        },
      }),
    ),
    'GET /applications/@me': bot(() => ok(applicationShape(world))),
    'GET /oauth2/applications/@me': bot(() => ok(applicationShape(world))),
    'GET /users/@me': bot(() => ok(selfShape(world))),
    'GET /users/@me/guilds': bot(() => ok([{ id: home.guildId, name: 'Home', owner: false }])),
    'GET /users/:user': bot((call) => {
      const user = world.users.get(param(call, 'user'))
      if (!user) throw new ApiError(Code.UnknownUser)
      return ok(userShape(user))
    }),
    'GET /guilds/:guild': bot((call) => {
      needGuild(world, call)
      return ok(guildShape(world))
    }),
    'GET /guilds/:guild/channels': bot((call) => {
      needGuild(world, call)
      const all = [...world.channels.values()].filter(
        ({ type, thread }) => type !== ChannelType.DM && thread === null,
      )
      return ok(all.map((channel) => channelShape(world, channel)))
    }),
    'GET /guilds/:guild/roles': bot((call) => {
      needGuild(world, call)
      return ok([...world.roles.values()].map((role) => roleShape(world, role)))
    }),
    'GET /guilds/:guild/members/:user': bot((call) => {
      needGuild(world, call)
      const user = world.users.get(param(call, 'user'))
      if (!user) throw new ApiError(Code.UnknownUser)
      if (!user.member) throw new ApiError(Code.UnknownMember)
      return ok(memberShape(user))
    }),
  }
}

function needGuild({ home }: World, call: Call): void {
  if (param(call, 'guild') !== home.guildId) throw new ApiError(Code.UnknownGuild)
}

function applicationShape(world: World) {
  const { applicationId, botId, ownerId } = world.home
  return {
    id: applicationId,
    name: 'Warmline',
    icon: null,
    description: '',
    bot_public: false,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: applicationFlags(world),
    owner: userShape(world.user(ownerId)),
    bot: userShape(world.user(botId)),
    team: null,
    approximate_guild_count: 1,
    redirect_uris: [],
    interactions_endpoint_url: null,
    install_params: null,
    integration_types_config: { 0: {} },
  }
}
