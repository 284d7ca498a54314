import type { Place } from '../../src/adapter.ts'
import { codeOf } from './failures.ts'
import type { Threads } from './threads.ts'
import type { Words } from './words.ts'
import type { Workspace } from './workspaces.ts'

/** Slack that knows no signs is not asked for one again so soon. Milliseconds. */
const UNKNOWN = new Set(['unknown_method', 'missing_scope', 'not_allowed_token_type', 'feature_not_enabled'])
const NOT_AGAIN_FOR = 60 * 60_000

/** "is reading …" beside our name, while a turn runs. Best effort: some workspaces have it, some do not. */
export function createSigns({ words, threads }: { words: Words; threads: Threads }) {
  let offUntil = 0
  return {
    working({ client }: Workspace, { channel, thread }: Place): void {
      const last = threads.last(channel)
      const root = thread || last?.thread || last?.ts
      if (!root || Date.now() < offUntil) return
      client.assistant.threads
        .setStatus({ channel_id: channel, thread_ts: root, status: words.working })
        .catch((error: unknown) => {
          if (UNKNOWN.has(codeOf(error) ?? '')) offUntil = Date.now() + NOT_AGAIN_FOR
        })
    },
  }
}
