import { afterEach, it } from 'vitest'
import { showsNothingAnew, takesBackAndForgets } from '../erase-story.ts'
import { SlackWorld } from './slack-world.ts'

let world: SlackWorld
afterEach(() => world.close())

it('takes an erased customer’s words out of the staff channel, and brings none of them back after a gap', async () => {
  world = await SlackWorld.open()
  await takesBackAndForgets(world, () => JSON.stringify([world.card(), world.thread()]))
})

it('shows nothing anew where staff had deleted what they were shown', async () => {
  world = await SlackWorld.open()
  await showsNothingAnew(
    world,
    () => world.slack.remove(world.staffChannel, world.card().ts),
    () => world.slack.seen(world.staffChannel, { thread: null }).length,
  )
})
