import type { Contact, Contacts } from '../../src/adapter.ts'
import { LONGEST_CONTENT, type Payload } from './payload.ts'

const WRITTEN = /^(user|role|channel):(\d{15,25})$/
/** A member of staff is known by the bare number. */
const PERSON = /^(?:user:)?(\d{15,25})$/
const ROLE = /^role:(\d{15,25})$/

/** Whom the owner may have called. Discord's ids are all alike, so each says what it is. `workspace` is the staff's. */
export function createContacts(adapter: string, workspace: string): Contacts {
  return {
    like: `${adapter}:user:… (somebody), ${adapter}:role:… (a role) or ${adapter}:channel:… (a channel), each with its number`,
    of(written): Contact | null {
      const [, kind, number = ''] = WRITTEN.exec(written) ?? []
      const at = (channel: string) => ({ adapter, workspace, channel, thread: '' })
      if (kind === 'channel') return { kind, id: written, place: at(number) }
      if (kind === 'user') return { kind: 'person', id: written, place: at(written) }
      return kind === 'role' ? { kind: 'group', id: written } : null
    },
  }
}

/** Whose direct messages a place's channel stands for; null where it is a channel. */
export function personIn(channel: string): string | null {
  return channel.startsWith('user:') ? (PERSON.exec(channel)?.[1] ?? null) : null
}

/** The same words, with those who are called before them: they are pinged, and nobody else whoever is named. */
export function withCalls(payloads: Payload[], ids: readonly string[]): Payload[] {
  const users = ids.flatMap((id) => PERSON.exec(id)?.[1] ?? [])
  const roles = ids.flatMap((id) => ROLE.exec(id)?.[1] ?? [])
  const [first, ...others] = payloads
  if (!first || users.length + roles.length === 0) return payloads
  const called = [...users.map((id) => `<@${id}>`), ...roles.map((id) => `<@&${id}>`)].join(' ')
  const content = `${called} ${first.content ?? ''}`
  if (content.length > LONGEST_CONTENT) return [mentioning(called, users, roles), ...payloads]
  return [{ ...first, ...mentioning(content, users, roles) }, ...others]
}

function mentioning(content: string, users: string[], roles: string[]): Payload {
  return { content, allowed_mentions: { parse: [], users, roles } }
}
