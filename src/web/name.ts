import { z } from 'zod'

/** Longest name a person may give. */
export const LONGEST_NAME = 60

// Control characters, and the marks that turn the direction of writing: a name must not rearrange the line it stands in.
const UNSEEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/gu

/** A name in one line, with no unseen marks and no spaces around it. */
export function cleanName(text: string): string {
  return text.toWellFormed().replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim()
}

/** A name as a person gave it, cleaned. May be empty. */
export const Name = z
  .string()
  .max(1000)
  .transform(cleanName)
  .refine((name) => name.length <= LONGEST_NAME)
