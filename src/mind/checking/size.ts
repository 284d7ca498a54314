import type { Kind, Refusal } from './checked.ts'
import type { Written } from './written.ts'

/** Characters: more than this nobody reads in a chat. Steps and code may take more than a plain answer. */
const LONGEST: Record<Kind, { plain: number; steps: number }> = {
  answer: { plain: 1_200, steps: 2_500 },
  clarify: { plain: 500, steps: 800 },
  reply: { plain: 1_200, steps: 2_500 },
}
const STEPS = /^\s*(?:[-*•]|\d{1,2}[.)])\s.*\n+\s*(?:[-*•]|\d{1,2}[.)])\s|```|^\|.*\|\s*\n\|[-:| ]+\|/m
const FEWEST_LETTERS = 4

/** Neither empty nor a single word, and no longer than is read. */
export function wrongSize({ text, kind }: Written): Refusal | null {
  const letters = (text.match(/\p{L}/gu) ?? []).length
  const words = (text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu) ?? []).length
  const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(text)
  if (letters < FEWEST_LETTERS || (words < 2 && !spaceless))
    return { why: 'it is empty, or hardly a word', repair: 'Answer in at least one whole sentence.' }
  const longest = STEPS.test(text) ? LONGEST[kind].steps : LONGEST[kind].plain
  if (text.length <= longest) return null
  return {
    why: `it is longer than ${longest} characters`,
    repair: `Say it in fewer words, in no more than ${longest} characters.`,
  }
}
