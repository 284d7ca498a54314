import { stories } from './stories.ts'
import { databases } from './support/databases.ts'
import { World } from './support/world.ts'

for (const kind of databases) {
  stories(`a conversation on ${kind}`, async (options) => {
    const world = await World.open(kind, options)
    return { world, close: () => world.close() }
  })
}
