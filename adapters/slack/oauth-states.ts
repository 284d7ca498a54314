import { createHash } from 'node:crypto'
import { ClearStateStore, InvalidStateError, type StateStore } from '@slack/oauth'

/** How long somebody may take to say yes in Slack, in seconds. */
export const STATE_LIVES = 600
const USED_AT_MOST = 10_000

/**
 * The signed word that goes to Slack and comes back, good for ten minutes and for one time: the SDK's own store would
 * take it again and again. What was used is remembered in this process; beyond it, Slack's code works only once.
 */
export function createStates(secret: string, clock: () => number): StateStore {
  const signed = new ClearStateStore(secret, STATE_LIVES)
  /** What was used, and until when it has to be remembered; the oldest first. */
  const used = new Map<string, number>()

  const forgetOld = () => {
    for (const [state, until] of used) {
      if (until >= clock() && used.size < USED_AT_MOST) return
      used.delete(state)
    }
  }
  return {
    generateStateParam: (options) => signed.generateStateParam(options, new Date(clock())),
    async verifyStateParam(_now, state) {
      const options = await signed.verifyStateParam(new Date(clock()), state)
      const mark = createHash('sha256').update(state).digest('base64url')
      forgetOld()
      if (used.has(mark)) throw new InvalidStateError('This state was used already')
      used.set(mark, clock() + (STATE_LIVES + 1) * 1000)
      return options
    },
  }
}
