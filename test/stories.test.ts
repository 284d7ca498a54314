import { aftercareStories } from './aftercare-stories.ts'
import { promiseStories } from './promise-stories.ts'
import { stories } from './stories.ts'
import { databases } from './support/databases.ts'
import { type Options, World } from './support/world.ts'
import { unspokenStories } from './unspoken-stories.ts'

for (const kind of databases) {
  const openWorld = async (options?: Options) => {
    const world = await World.open(kind, options)
    return { world, close: () => world.close() }
  }
  stories(`a conversation on ${kind}`, openWorld)
  aftercareStories(kind, openWorld)
  unspokenStories(kind, openWorld)
  promiseStories(kind, openWorld)
}
