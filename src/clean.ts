/**
 * What can hide, reorder or break text for whoever reads it next: control characters but tab and line feed, bidirectional
 * overrides and isolates, and the invisible tag letters. Joiners stay: emoji and several scripts need them.
 */
const HARMFUL =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu

/** A person's words as we keep and show them: well-formed Unicode, line feeds only, nothing hidden, no space around. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, '\n').toWellFormed().replace(HARMFUL, '').trim()
}

/** A name on one line, at most 80 characters long. */
export function cleanName(name: string): string {
  const letters = Array.from(cleanText(name).replace(/\s+/g, ' '))
  return letters.slice(0, 80).join('').trim()
}

/** Whether there is nothing in it that anybody could see. */
export function isBlank(text: string): boolean {
  return !/[^\s\p{C}]/u.test(text)
}
