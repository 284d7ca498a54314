/** Beside the reply itself a model that thinks needs room to do so: both count against one limit. Tokens. */
export const ROOM_TO_THINK = 2_000
/** No token of a reply is longer than this in a stream, with all that stands round it. Bytes. */
const BYTES_PER_TOKEN = 1_000
/** The longest that a schema may be called. */
export const MAX_SHAPE_NAME = 64

/** An answer that has more bytes than this is none. */
export function mostBytes(longest: number): number {
  return (longest + ROOM_TO_THINK) * BYTES_PER_TOKEN
}

/** The longest text that so many tokens can be, in characters; a reply beyond it is none. */
export function mostCharacters(longest: number): number {
  return longest * 12
}

/** About how many tokens a text has; rather too many than too few. */
export function estimatedTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 3.5)
}
