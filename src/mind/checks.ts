import { hasHiddenCharacters } from '../knowledge/hidden.ts'
import type { Draft } from './answer.ts'
import type { Checked } from './checking/checked.ts'
import { forbiddenLink } from './links.ts'
import { hasMention } from './mentions.ts'
import { folded, hasPromise } from './promises.ts'

/** Characters: more than this nobody reads in a chat, and some platforms cut it off. */
export const LONGEST_ANSWER = 2_500

/**
 * Whether an answer may be shown to a customer as `text` (the draft in its frame of words). Pure; `hosts` are where links
 * may lead; `why` is for the log and never holds the text itself.
 */
export function checkDraft(draft: Draft, hosts: ReadonlySet<string>, text: string): Checked {
  const sources = draft.passages.map((passage) => folded(passage.text))
  const known = draft.passages.map((passage) => passage.text).join('\n')
  const unfounded = draft.quotes.some((quote) => {
    const words = folded(quote)
    return words === '' || !sources.some((source) => source.includes(words))
  })

  if (draft.passages.length === 0) return no('it rests on no passage')
  if (unfounded) return no('it quotes what does not stand in its passages')
  if (text.trim() === '' || draft.text.trim() === '') return no('it is empty')
  if (text.length > LONGEST_ANSWER) return no(`it is longer than ${LONGEST_ANSWER} characters`)
  if (hasHiddenCharacters(text) || !text.isWellFormed()) return no('it has characters that nobody sees')
  if (hasMention(text)) return no('it mentions people')
  if (/!\[[^\]]*\]\s*[([]/.test(text)) return no('it has a picture')
  if (forbiddenLink(text, hosts, known) !== null) return no('it links to where it may not, or holds HTML')
  if (hasPromise(text, draft.quotes)) return no('it promises what nobody promised')
  return { ok: true }
}

/** Quoted answers are not written again: where one is refused, nothing of it is repaired. */
function no(why: string): Checked {
  return { ok: false, why, repair: 'Quote the passages word for word, and add nothing.' }
}
