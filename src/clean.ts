/**
 * What can hide, reorder or break text for whoever reads it next: control characters but tab and line feed, bidirectional
 * overrides and isolates, invisible spaces, tag letters and the variation selectors that nobody types. Joiners stay:
 * emoji and several scripts need them.
 */
const HARMFUL =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]|[\u{e0100}-\u{e01ef}]/gu
/** What shows nothing though it counts as a letter or a sign. */
const UNSEEN = /[\s\p{Cc}\p{Cf}\p{Cs}\u115f\u1160\u2800\u3164\uffa0]|[\ufe00-\ufe0f]/gu

/** A person's words as we keep and show them: well-formed Unicode, line feeds only, nothing hidden, no space around. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .toWellFormed()
    .replace(HARMFUL, '')
    .trim()
}

/** A name on one line, at most 80 characters long. */
export function cleanName(name: string): string {
  const letters = Array.from(cleanText(name).replace(/\s+/g, ' '))
  return letters.slice(0, 80).join('').trim()
}

/** Whether there is nothing in it that anybody could see. */
export function isBlank(text: string): boolean {
  return text.replace(UNSEEN, '') === ''
}
