import { aftercareStories } from '../aftercare-stories.ts'
import { causeStories } from '../cause-stories.ts'
import { deskStories } from '../people-stories.ts'
import { promiseStories } from '../promise-stories.ts'
import { stories } from '../stories.ts'
import type { Options } from '../support/world.ts'
import { unspokenStories } from '../unspoken-stories.ts'
import { discordStaff } from './discord/through-discord.ts'
import { DESK, openLocalWorld } from './local-world.ts'
import { type CustomerSide, openSides, type StaffSide } from './sides.ts'
import { slackStaff } from './slack/through-slack.ts'

/** Staff at the desk that is always there. */
async function localStaff(): Promise<StaffSide> {
  const { adapter, database } = await openLocalWorld()
  return { adapter, place: DESK, close: () => database.drop() }
}

const STAFF: Record<string, () => Promise<StaffSide>> = {
  Slack: slackStaff,
  Discord: discordStaff,
  'the local desk': localStaff,
}

/** Every story with these customers and staff on each platform in turn. A file for each, so that they run side by side. */
export function pairings(where: string, customers: () => Promise<CustomerSide>): void {
  for (const [desk, staff] of Object.entries(STAFF)) {
    const openWorld = async (options?: Options) => openSides(await customers(), await staff(), options)
    const name = `a conversation with customers in ${where} and staff in ${desk}`
    stories(name, openWorld)
    aftercareStories(name, openWorld)
    unspokenStories(name, openWorld)
    causeStories(name, openWorld)
    deskStories(name, openWorld)
    promiseStories(name, openWorld)
  }
}
