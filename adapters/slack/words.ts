import { z } from 'zod'

const Sentence = z.string().min(1)

/** Every sentence that a customer or staff meet in Slack and that does not come with what is sent; ready to be shown. */
export const Words = z.object({
  /** Stands before the pages that an answer rests on. */
  sources: Sentence,
  /** Beside our name, which comes before it, while we look for an answer. */
  working: Sentence,
  /** To whoever clicks without being staff, or while we cannot find out. */
  notStaff: Sentence,
  staffUnknown: Sentence,
  /** To staff who hand over a message that no customer wrote. */
  notACustomer: Sentence,
  /** To staff who hand over a message where we cannot speak. */
  cannotAnswer: Sentence,
  /** Before the file names of what could not be passed on. */
  filesMissed: Sentence,
  /** To the customer whose message was not taken, and to staff whose click was not. */
  tryLater: Sentence,
})
export type Words = z.infer<typeof Words>
