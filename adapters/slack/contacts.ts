import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Contact, Contacts } from '../../src/adapter.ts'
import { type Part, section } from './blocks.ts'
import { asOurs } from './failures.ts'

const CHANNEL = /^[CG][A-Z0-9]{5,30}$/
const PERSON = /^[UW][A-Z0-9]{5,30}$/
const GROUP = /^S[A-Z0-9]{5,30}$/
const MOST_PAGES = 10

/** Whom the owner may have called: a channel, a person, a user group, each by Slack's own id. `workspace` is the staff's. */
export function createContacts(adapter: string, workspace: string): Contacts {
  return {
    like: `${adapter}:U0123ABCD (somebody), ${adapter}:S0123ABCD (a user group) or ${adapter}:C0123ABCD (a channel)`,
    of(id): Contact | null {
      const place = { adapter, workspace, channel: id, thread: '' }
      if (CHANNEL.test(id)) return { kind: 'channel', id, place }
      if (PERSON.test(id)) return { kind: 'person', id, place }
      return GROUP.test(id) ? { kind: 'group', id } : null
    },
  }
}

/** Whether a place's channel is a person, to whom Slack brings what is posted there as a direct message. */
export function isPerson(channel: string): boolean {
  return PERSON.test(channel)
}

/** Calls a person or a user group by id; '' where the id is neither. */
export function mentionOf(id: string): string {
  if (PERSON.test(id)) return `<@${id}>`
  return GROUP.test(id) ? `<!subteam^${id}>` : ''
}

/** The same words, with those who are called before them. */
export function withCalls(parts: Part[], ids: readonly string[]): Part[] {
  const called = ids.map(mentionOf).filter((mention) => mention !== '')
  const [first, ...others] = parts
  if (!first || called.length === 0) return parts
  const before = `${called.join(' ')} `
  const [block, ...blocks] = first.blocks
  const words = block?.type === 'section' ? (block.text?.text ?? '') : ''
  return [{ ...first, text: before + first.text, blocks: [section(before + words), ...blocks] }, ...others]
}

const Page = z.object({
  channels: z.array(z.object({ id: z.string(), user: z.string().nullish() })).default([]),
  response_metadata: z.object({ next_cursor: z.string().default('') }).nullish(),
})

/** The direct conversation with somebody; null where there is none yet. Throws RefusedError and UnreachableError. */
export async function directWith(client: WebClient, user: string): Promise<string | null> {
  let cursor = ''
  try {
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer = await client.conversations.list({
        types: 'im',
        limit: 1000,
        ...(cursor ? { cursor } : {}),
      })
      const { channels, response_metadata } = Page.parse(answer)
      const found = channels.find((channel) => channel.user === user)
      if (found) return found.id
      cursor = response_metadata?.next_cursor ?? ''
      if (cursor === '') return null
    }
    return null
  } catch (error) {
    throw asOurs(error)
  }
}
