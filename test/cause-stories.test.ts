import { causeStories } from './cause-stories.ts'
import { databases } from './support/databases.ts'
import { type Options, World } from './support/world.ts'

for (const kind of databases) {
  causeStories(kind, async (options?: Options) => {
    const world = await World.open(kind, options)
    return { world, close: () => world.close() }
  })
}
