import { may } from './permissions.ts'
import type { Channel, Message } from './records.ts'
import type { World } from './world.ts'

export type Allowed =
  | {
      parse?: string[] | null | undefined
      users?: string[] | null | undefined
      roles?: string[] | null | undefined
      replied_user?: boolean | null | undefined
    }
  | null
  | undefined

/** Whom a message pinged, and where. Only those of the app itself and of webhooks are kept. */
export type Ping = { channel: string; message: string; users: string[]; roles: string[]; everyone: boolean }

/** Whom a text reaches. `author` null: a webhook, which may ping everybody. */
export function mentionsIn(
  world: World,
  channel: Channel,
  said: { author: string | null; content: string; allowed: Allowed; repliesTo: Message | null },
): Pick<Message, 'mentions' | 'mentionRoles' | 'mentionEveryone'> {
  const { author, content, allowed, repliesTo } = said
  const mayPingAll = author === null || may(world, author, channel, 'MentionEveryone')
  const users = ids(content, /<@!?(\d+)>/g).filter((id) => world.users.has(id) && lets(allowed, 'users', id))
  const roles = ids(content, /<@&(\d+)>/g).filter((id) => {
    const role = world.roles.get(id)
    return role !== undefined && (role.mentionable || mayPingAll) && lets(allowed, 'roles', id)
  })
  const repliedTo = repliesTo && !repliesTo.webhook && (allowed ? allowed.replied_user : true)
  return {
    mentions: [...new Set([...users, ...(repliedTo ? [repliesTo.author] : [])])],
    mentionRoles: roles,
    mentionEveryone:
      /@(?:everyone|here)\b/.test(content) && mayPingAll && (!allowed || lets(allowed, 'everyone', '')),
  }
}

function lets(allowed: Allowed, kind: 'users' | 'roles' | 'everyone', id: string): boolean {
  if (!allowed) return true
  if (allowed.parse?.includes(kind)) return true
  return kind !== 'everyone' && (allowed[kind]?.includes(id) ?? false)
}

function ids(content: string, pattern: RegExp): string[] {
  return [...new Set([...content.matchAll(pattern)].map(([, id]) => id ?? ''))]
}
