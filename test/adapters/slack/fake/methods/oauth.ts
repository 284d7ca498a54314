import { z } from 'zod'
import { type Method, read } from '../api.ts'
import { ApiError } from '../api-error.ts'
import type { Json, World } from '../world.ts'

const Exchange = z.object({
  code: z.string().optional(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  redirect_uri: z.string().optional(),
})

/** What a code is good for: once, and only with the redirect_uri that was asked for, where one was. */
export type Grant = { redirectUri: string | null; user: string }

/** oauth.v2.access and auth.revoke. `grants` by code. */
export function oauthMethods(world: World, grants: Map<string, Grant>): Record<string, Method> {
  return {
    'oauth.v2.access': { token: 'none', run: (args) => exchange(world, grants, read(Exchange, args)) },
    'auth.revoke': {
      token: 'bot',
      run: () => {
        world.home.revoked = true
        return { ok: true, revoked: true }
      },
    },
  }
}

function exchange(world: World, grants: Map<string, Grant>, asked: z.output<typeof Exchange>): Json {
  const { home } = world
  if (asked.client_id !== home.clientId) throw new ApiError('invalid_client_id')
  if (asked.client_secret !== home.clientSecret) throw new ApiError('bad_client_secret')
  const grant = grants.get(asked.code ?? '')
  if (!grant) throw new ApiError('invalid_code')
  if (grant.redirectUri !== null && grant.redirectUri !== asked.redirect_uri)
    throw new ApiError('bad_redirect_uri')
  grants.delete(asked.code ?? '')
  return {
    ok: true,
    app_id: home.appId,
    authed_user: { id: grant.user },
    scope: [...home.scopes].join(','),
    token_type: 'bot',
    access_token: home.botToken,
    bot_user_id: home.botUserId,
    team: { id: home.teamId, name: home.teamName },
    enterprise: null,
    is_enterprise_install: false,
  }
}
