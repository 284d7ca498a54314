const LANGUAGE = /^[\w+.#-]{1,20}$/

/**
 * What a fenced block of code holds. What stands behind the opening fence is a language's name if it is one word; more
 * words are somebody's words and belong to the text, or they would vanish.
 */
export function readFence(info: string | undefined, text: string): { language: string; text: string } {
  const behind = info?.trim() ?? ''
  const isLanguage = LANGUAGE.test(behind) && text.trim() !== ''
  if (behind === '' || isLanguage) return { language: behind, text }
  return { language: '', text: text === '' ? behind : `${behind}\n${text}` }
}
