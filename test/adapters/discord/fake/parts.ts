import { Buckets } from './buckets.ts'
import { Commands } from './commands.ts'
import { Faults } from './faults.ts'
import { Gateway } from './gateway.ts'
import { Guild } from './guild.ts'
import { Hands } from './hands.ts'
import { Interactions } from './interactions.ts'
import { News } from './news.ts'
import { Nonces } from './nonces.ts'
import { People } from './people.ts'
import { Replies } from './replies.ts'
import { attachmentRoutes } from './routes/attachments.ts'
import { callbackRoutes } from './routes/callbacks.ts'
import { channelRoutes } from './routes/channels.ts'
import { commandRoutes } from './routes/commands.ts'
import { guildRoutes } from './routes/guild.ts'
import { messageRoutes } from './routes/messages.ts'
import { threadListRoutes } from './routes/thread-lists.ts'
import { threadRoutes } from './routes/threads.ts'
import { webhookRoutes } from './routes/webhooks.ts'
import { Router } from './routing.ts'
import type { Doors } from './server.ts'
import type { Options } from './settings.ts'
import type { Works } from './works.ts'
import { World } from './world.ts'

export type Parts = {
  world: World
  works: Works
  doors: Doors
  gateway: Gateway
  guild: Guild
  people: People
  hands: Hands
}

const HEARTBEAT = 41_250
const THREE_MINUTES = 3 * 60_000

/** The works of one Discord. */
export function assemble(options: Options): Parts {
  const world = new World(options.clock ?? Date.now, options.messageContent ?? false)
  const gateway = new Gateway(world, options.heartbeat ?? HEARTBEAT)
  const news = new News(world, gateway)
  const interactions = new Interactions(world, gateway, options.ackTimeout ?? 3000)
  const commands = new Commands(world)
  const works: Works = {
    world,
    news,
    interactions,
    commands,
    replies: new Replies(world, news),
    nonces: new Nonces(world.clock, options.nonceMemory ?? THREE_MINUTES),
    typing: [],
    activeThreads: options.activeThreads ?? 1000,
    identifiesLeft: () => Math.max(0, (options.identifiesLeft ?? 1000) - gateway.sessions.identifies),
  }
  const router = new Router({
    ...guildRoutes(works),
    ...channelRoutes(works),
    ...messageRoutes(works),
    ...threadRoutes(works),
    ...threadListRoutes(works),
    ...webhookRoutes(works),
    ...callbackRoutes(works),
    ...commandRoutes(works),
    ...attachmentRoutes(works),
  })
  const doors: Doors = {
    world,
    router,
    faults: new Faults(),
    buckets: new Buckets(),
    requests: [],
    under: new Set(),
  }
  return {
    world,
    works,
    doors,
    gateway,
    guild: new Guild(world, news, options.permissions),
    people: new People(works),
    hands: new Hands(world, interactions, commands),
  }
}
