import type { Log } from '../../src/log.ts'
import { codeOf } from './failures.ts'
import { escapeText } from './text-out.ts'
import type { Workspace } from './workspaces.ts'

/** Slack's way back to whoever clicked, where there is one. */
export type Whom = { channel: string; user: string; thread: string | null; responseUrl?: string | null }
export type Tell = (workspace: Workspace, whom: Whom, words: string) => Promise<void>

const PATIENCE = 5_000

/** Tells one person something that only they see. Best effort: it is never the only copy of anything. Never rejects. */
export function createTell(log: Log): Tell {
  return async ({ client }, { channel, user, thread, responseUrl }, words) => {
    const text = escapeText(words)
    try {
      await client.chat.postEphemeral({
        channel,
        user,
        text,
        ...(thread ? { thread_ts: thread } : {}),
      })
    } catch (error) {
      if (responseUrl && (await respond(responseUrl, text))) return
      log.event('could not tell', { code: codeOf(error) })
      // In a direct conversation nobody else reads it.
      if (channel.startsWith('D')) await client.chat.postMessage({ channel, text }).catch(() => undefined)
    }
  }
}

/** Where we are not in the channel, Slack still lets us answer a click. */
async function respond(url: string, text: string): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text }),
      signal: AbortSignal.timeout(PATIENCE),
    })
    return answer.ok
  } catch {
    return false
  }
}
