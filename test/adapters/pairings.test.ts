import { aftercareStories } from '../aftercare-stories.ts'
import { deskStories } from '../people-stories.ts'
import { promiseStories } from '../promise-stories.ts'
import { stories } from '../stories.ts'
import type { Options } from '../support/world.ts'
import { unspokenStories } from '../unspoken-stories.ts'
import { discordCustomers, discordStaff } from './discord/through-discord.ts'
import { DESK, openLocalWorld } from './local-world.ts'
import { type CustomerSide, openSides, type StaffSide } from './sides.ts'
import { slackCustomers, slackStaff } from './slack/through-slack.ts'

/** Staff at the desk that is always there. */
async function localStaff(): Promise<StaffSide> {
  const { adapter, database } = await openLocalWorld()
  return { adapter, place: DESK, close: () => database.drop() }
}

const CUSTOMERS: Record<string, () => Promise<CustomerSide>> = {
  Slack: slackCustomers,
  Discord: discordCustomers,
}
const STAFF: Record<string, () => Promise<StaffSide>> = {
  Slack: slackStaff,
  Discord: discordStaff,
  'the local desk': localStaff,
}

for (const [where, customers] of Object.entries(CUSTOMERS)) {
  for (const [desk, staff] of Object.entries(STAFF)) {
    const openWorld = async (options?: Options) => openSides(await customers(), await staff(), options)
    const name = `a conversation with customers in ${where} and staff in ${desk}`
    stories(name, openWorld)
    aftercareStories(name, openWorld)
    unspokenStories(name, openWorld)
    deskStories(name, openWorld)
    promiseStories(name, openWorld)
  }
}
