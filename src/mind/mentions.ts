// Any platform's way of calling everybody or somebody. The core does not know which platform will show the text.
const MENTION =
  /<[!@#&][^>\s][^>]*>|<\/[^>]+:\d+>|(?<![\w.@])@(?:everyone|here|channel|all|room|team|group)\b|@(?:everyone|here|channel)\b(?!\.\p{L})/iu

/** Whether a text would call people by name or all at once. */
export function hasMention(text: string): boolean {
  return MENTION.test(text.normalize('NFKC'))
}
