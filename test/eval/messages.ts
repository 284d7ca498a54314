import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const Message = z.object({
  kind: z.string(),
  text: z.string(),
  sentiment: z.enum(['negative', 'neutral', 'positive']),
  complaint: z.boolean(),
  wantsPerson: z.boolean(),
  asks: z.boolean(),
})
/** A message that we wrote by hand, with what we hold to be right. `asks`: a question or a request. */
export type Message = z.infer<typeof Message>

/** The hand-written messages: some three hundred, in the manner of tweets, chats, reviews and forums. None is trained on. */
export function readMessages(): Message[] {
  return readFileSync(join(import.meta.dirname, 'messages.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Message.parse(JSON.parse(line)))
}
