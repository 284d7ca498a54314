import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { type Check, type ContactChecked, faulty, NAMED, unsure, well } from '../../src/check.ts'
import { cleanName } from '../../src/clean.ts'
import { createContacts } from './contacts.ts'
import { codeOf } from './failures.ts'
import { checkStaffChannel } from './staff-channel.ts'
import { faultOf } from './tokens.ts'

const User = z.object({
  deleted: z.boolean().nullish(),
  name: z.string().transform(cleanName).catch(''),
})
const Members = z.object({
  members: z.array(z.string()).catch([]),
  response_metadata: z.object({ next_cursor: z.string().default('') }).nullish(),
})
const MOST_PAGES = 10

export type Calling = { client: WebClient; apiUrl: string; staffChannel: string | null; bot: string }

/** Whether whom the owner has named can be written to: nobody is for it. */
export async function checkContact(calling: Calling, { fact, id }: ContactChecked): Promise<Check> {
  const { where } = NAMED[fact]
  const name = `Slack, ${NAMED[fact].name}`
  const contacts = createContacts('slack', 'home')
  switch (contacts.of(id)?.kind) {
    case 'channel':
      return { ...(await checkStaffChannel(calling.client, calling.apiUrl, id, calling.bot, where)), name }
    case 'person':
      return checkPerson(calling, name, id, fact)
    case 'group':
      if (fact === 'digest')
        return faulty(name, {
          problem: `${id} is a user group, and no place to post in.`,
          repair: 'Name a channel or a person.',
        })
      return unsure(
        name,
        `whether ${id} is a user group of yours can be seen in Slack alone: People, User groups.`,
      )
    default:
      return faulty(name, {
        problem: `${id} is no id of Slack's.`,
        repair: `Write it like ${contacts.like}.`,
      })
  }
}

async function checkPerson(
  calling: Calling,
  name: string,
  id: string,
  fact: ContactChecked['fact'],
): Promise<Check> {
  const choose = `Name somebody else in ${NAMED[fact].where}.`
  const { client, apiUrl, staffChannel, bot } = calling
  try {
    const { user } = await client.users.info({ user: id })
    const found = User.parse(user ?? {})
    if (found.deleted)
      return faulty(name, { problem: `the account of ${found.name || id} was closed.`, repair: choose })
    // A second person is called where staff are; to everybody else we write a direct message.
    const isThere = fact !== 'second' || staffChannel === null || (await isMember(client, staffChannel, id))
    if (isThere) return well(name, `@${found.name || id}`)
    return faulty(name, {
      problem: `@${found.name || id} is not in the staff channel, and hears of nothing that is said there.`,
      repair: `Write "/invite @${found.name || id}" in it. ${choose}`,
    })
  } catch (error) {
    const code = codeOf(error)
    if (code === 'user_not_found' || code === 'user_not_visible')
      return faulty(name, { problem: `@${bot} knows nobody of the id ${id}.`, repair: choose })
    return faulty(name, faultOf(error, apiUrl, 'Copy the bot token again: npm run setup.'))
  }
}

async function isMember(client: WebClient, channel: string, user: string): Promise<boolean> {
  let cursor: string | undefined
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await client.conversations.members({ channel, limit: 1000, ...(cursor ? { cursor } : {}) })
    const { members, response_metadata } = Members.parse(answer)
    if (members.includes(user)) return true
    cursor = response_metadata?.next_cursor
    if (!cursor) break
  }
  return false
}
