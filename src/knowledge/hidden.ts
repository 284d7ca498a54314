// What a reader of the page never sees must not be read either: it is where instructions to a machine are hidden.

// Controls except tab and line ends; soft hyphen; zero-width; bidi; invisible operators; variation selectors beyond
// the emoji one; interlinear marks; tag characters. U+200D is kept between emoji below.
const INVISIBLE =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each is meant by itself, not as one character
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0E\uFEFF\uFFA0\uFFF0-\uFFFB\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]/gu
const EMOJI_JOINER =
  /(?<=\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]?)\u200D(?=\p{Extended_Pictographic})/gu

/** Whether a text holds characters that nobody sees (zero-width, bidi, tag and control characters). */
export function hasHiddenCharacters(text: string): boolean {
  return text.replaceAll(EMOJI_JOINER, '').search(INVISIBLE) !== -1
}

/** Takes out characters that nobody sees, mends lone surrogates, and makes every line end a single `\n`. */
export function stripHiddenCharacters(text: string): string {
  const parts = text.replaceAll(/\r\n?|\u2028|\u2029/g, '\n').split(EMOJI_JOINER)
  return parts
    .map((part) => part.replaceAll(INVISIBLE, ''))
    .join('\u200D')
    .toWellFormed()
}

const HIDDEN_STYLE =
  /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0*\.?0*(?:px|r?em|pt|%)?\s*(?:;|!|$))/i

/** Whether an element's own attributes hide it from a reader; each is null where the element does not have it. */
export function isHidden(attributes: {
  hidden: string | null
  ariaHidden: string | null
  style: string | null
}): boolean {
  if (attributes.hidden !== null) return true
  if (attributes.ariaHidden?.trim().toLowerCase() === 'true') return true
  const style = attributes.style?.replaceAll(/\/\*.*?\*\//gs, '') ?? ''
  return HIDDEN_STYLE.test(style)
}
