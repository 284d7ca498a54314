import { deskStories, waitingStories } from './people-stories.ts'
import { databases } from './support/databases.ts'
import { type Options, World } from './support/world.ts'

for (const kind of databases) {
  const openWorld = async (options?: Options) => {
    const world = await World.open(kind, options)
    return { world, close: () => world.close() }
  }
  deskStories(kind, openWorld)
  waitingStories(kind, openWorld)
}
