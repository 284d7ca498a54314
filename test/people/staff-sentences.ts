import { readPrompts } from '../../src/prompts.ts'
import { promptsFolder } from '../support/scripted.ts'

const { say } = readPrompts(promptsFolder)
const GAP = '\u0000'

/** The longest piece without a slot of each sentence that only staff may read in a thread or in a line about all who wait. */
export const STAFF_SENTENCES: readonly string[] = [
  say('told_taken_over', { holder: GAP, name: GAP }),
  say('told_replied', { holder: GAP, name: GAP }),
  say('told_given_back', { holder: GAP, name: GAP }),
  say('told_resolved', { holder: GAP, name: GAP }),
  say('called_awake', { holder: GAP }),
  say('called_written', { holder: GAP }),
  say('called_back', { holder: GAP }),
  say('called_owed', { holder: GAP }),
  say('reminder_one'),
  say('reminder_many', { count: GAP }),
  say('reminder_waiting', { name: GAP, cause: GAP, time: GAP }),
  say('reminder_owed', { name: GAP, holder: GAP, time: GAP }),
].map((sentence) =>
  sentence.split(GAP).reduce((longest, piece) => (piece.length > longest.length ? piece : longest), ''),
)
