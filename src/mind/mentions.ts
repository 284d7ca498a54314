// Any platform's way of calling everybody or somebody. The core does not know which platform will show the text.
const MENTION = /<[!@#&][^>\s][^>]*>|<\/[^>]+:\d+>|(?<![\w.@])@(?:everyone|here|channel|all)\b/i

/** Whether a text would call people by name or all at once. */
export function hasMention(text: string): boolean {
  return MENTION.test(text.normalize('NFKC'))
}
