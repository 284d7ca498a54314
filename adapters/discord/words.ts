import { z } from 'zod'

const Sentence = z.string().min(1)

/** Every sentence that a customer or staff meet in Discord and that does not come with what is sent; ready to be shown. */
export const Words = z.object({
  /** Stands before the pages that an answer rests on. */
  sources: Sentence,
  /** To whoever clicks without being staff. */
  notStaff: Sentence,
  /** To staff who hand over a message that no customer wrote. */
  notACustomer: Sentence,
  /** To staff who write in a handoff's thread, or use a command in it: the customer does not read it. */
  internal: Sentence,
  /** Before the file names of what could not be passed on. */
  filesMissed: Sentence,
  /** To staff above the list of saved replies, where a card has no room for it; and where none are kept any more. */
  chooseReply: Sentence,
  noReplies: Sentence,
  /** To the customer whose message was not taken, and to staff whose click was not. */
  tryLater: Sentence,
  /** To whoever pressed what nothing follows from. */
  notFollowed: Sentence,
  /** To whoever used a command that was not taken; and before what they asked with it, which is given back. */
  notReached: Sentence,
  questionBack: Sentence,
  /** To whoever used a command, with a link to the thread behind it; and where there is none: we answer right here. */
  answerThere: Sentence,
  answerHere: Sentence,
  /** To whoever used a command and takes no direct messages, where we answer them in those. */
  directClosed: Sentence,
  /** To whoever writes where we read only what mentions us; our name follows. */
  mentionMe: Sentence,
  /** The commands, their option, and the entry in a message's menu, as Discord lists them. */
  helpCommand: Sentence,
  helpQuestion: Sentence,
  personCommand: Sentence,
})
export type Words = z.infer<typeof Words>
