import { z } from 'zod'
import { ApiError } from './api-error.ts'
import type { Channel, Json, World } from './world.ts'

/** One request to the Web API as it came in. `at` in epoch milliseconds; tokens are taken out of `args`. */
export type Call = { method: string; args: Json; at: number }

export type Answer = Json & { ok?: boolean }

/** What a method needs and does. `run` answers, or throws ApiError. */
export type Method = {
  token: 'bot' | 'app' | 'none'
  scopes?: string[]
  run(args: Json): Answer
}

/** Reads arguments that may have come as form fields: strings of digits, 'true', JSON. Otherwise invalid_arguments. */
export function read<Schema extends z.ZodType>(schema: Schema, args: Json): z.output<Schema> {
  const parsed = schema.safeParse(args)
  if (parsed.success) return parsed.data
  throw new ApiError('invalid_arguments', {
    response_metadata: {
      messages: parsed.error.issues.map(
        ({ message, path }) => `[ERROR] ${message} [json-pointer:/${path.join('/')}]`,
      ),
    },
  })
}

/** A switch: Slack takes true, 'true', 1 and '1'. */
export const Flag = z
  .unknown()
  .optional()
  .transform((value) => ['true', '1', 'True'].includes(String(value)))

/** JSON that may be written as a string, as in a form. */
export const loose = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => {
    if (typeof value !== 'string') return value
    try {
      return JSON.parse(value)
    } catch {
      return value
    }
  }, schema)

/** The channel, for somebody who may read or write in it: a private one that the bot is not in does not exist. */
export function channelFor(
  world: World,
  id: string,
  options: { member?: boolean; open?: boolean } = {},
): Channel {
  const found = world.channels.get(id)
  const isMember = found?.members.has(world.home.botUserId) ?? false
  if (!found || (found.kind !== 'public' && !isMember)) throw new ApiError('channel_not_found')
  if (options.member && !isMember) throw new ApiError('not_in_channel')
  if (options.open && found.archived) throw new ApiError('is_archived')
  return found
}

/** Throws missing_scope unless the app was granted one of them. */
export function needScope(world: World, ...anyOf: string[]): void {
  if (anyOf.some((scope) => world.home.scopes.has(scope))) return
  throw new ApiError('missing_scope', {
    needed: anyOf.join(','),
    provided: [...world.home.scopes].join(','),
  })
}

const KINDS: Record<Channel['kind'], string> = { dm: 'im', private: 'groups', public: 'channels' }

/** The scope for this sort of channel, such as groups:history. */
export function channelScope(channel: Channel, what: 'history' | 'read' | 'write'): string {
  return `${KINDS[channel.kind]}:${what}`
}
