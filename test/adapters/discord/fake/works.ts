import type { Commands } from './commands.ts'
import type { Interactions } from './interactions.ts'
import type { News } from './news.ts'
import type { Nonces } from './nonces.ts'
import type { Replies } from './replies.ts'
import type { World } from './world.ts'

/** Somebody saw the bot type. `at` in epoch milliseconds. */
export type Typing = { channel: string; at: number }

/** What the endpoints work with. `activeThreads`: how many there may be. */
export type Works = {
  replies: Replies
  world: World
  news: News
  nonces: Nonces
  commands: Commands
  interactions: Interactions
  typing: Typing[]
  activeThreads: number
  identifiesLeft(): number
}
