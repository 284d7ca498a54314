import { z } from 'zod'

const Sentence = z.string().min(1)

/**
 * Every sentence that a customer meets on the page and in the terminal. They come ready to be shown: the company's and
 * the assistant's names stand in them already.
 */
export const Words = z.object({
  /** The page's title, and the heading for those who hear the page. */
  title: Sentence,
  /** Under the company's name: what this is. */
  subtitle: Sentence,
  /** Stands there instead while a person has the conversation. */
  personSubtitle: Sentence,
  welcomeHeading: Sentence,
  /** Says that this is an AI assistant and that a person can be had. */
  welcomeText: Sentence,
  welcomeAsk: Sentence,
  conversationLabel: Sentence,
  messageLabel: Sentence,
  messagePlaceholder: Sentence,
  nameLabel: Sentence,
  send: Sentence,
  person: Sentence,
  helped: Sentence,
  unhelped: Sentence,
  right: Sentence,
  notYet: Sentence,
  you: Sentence,
  assistantTag: Sentence,
  staffTag: Sentence,
  noticeTag: Sentence,
  sources: Sentence,
  reading: Sentence,
  sending: Sentence,
  sent: Sentence,
  notSentYet: Sentence,
  notTaken: Sentence,
  putBack: Sentence,
  offline: Sentence,
  newMessages: Sentence,
  more: Sentence,
  edit: Sentence,
  editing: Sentence,
  save: Sentence,
  cancel: Sentence,
  edited: Sentence,
  remove: Sentence,
  removeSurely: Sentence,
  removed: Sentence,
  notChanged: Sentence,
  today: Sentence,
  yesterday: Sentence,
  /** Answers to a request that did not work. */
  unreadable: Sentence,
  notFound: Sentence,
  tryLater: Sentence,
  unknownVisitor: Sentence,
  noScript: Sentence,
  /** The terminal's own. */
  terminalHelp: Sentence,
  terminalOffline: Sentence,
  terminalBack: Sentence,
  terminalBye: Sentence,
})
export type Words = z.infer<typeof Words>
