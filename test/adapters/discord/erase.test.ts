import { afterEach, it } from 'vitest'
import { showsNothingAnew, takesBackAndForgets } from '../erase-story.ts'
import { DiscordWorld } from './discord-world.ts'

let world: DiscordWorld
afterEach(() => world.close())

it('takes an erased customer’s words out of the staff channel, and brings none of them back after a gap', async () => {
  world = await DiscordWorld.open()
  await takesBackAndForgets(world, () =>
    [world.staffChannel, ...world.discord.threads(world.staffChannel).map(({ id }) => id)]
      .map((channel) => JSON.stringify(world.discord.seen(channel)))
      .join(),
  )
})

it('shows nothing anew where staff had deleted what they were shown', async () => {
  world = await DiscordWorld.open()
  await showsNothingAnew(
    world,
    () => world.discord.remove(world.staffChannel, world.card().id),
    () => world.discord.seen(world.staffChannel).length,
  )
})
