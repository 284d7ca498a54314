import { z } from 'zod'

/** A string of that length in UTF-16 units, in Discord's words where it is not. */
export const words = (most: number, least = 1) =>
  z
    .string()
    .min(least, least === 1 ? 'BASE_TYPE_REQUIRED This field is required' : between(least, most))
    .max(most, tooLong(most))

export const list = <Item extends z.ZodType>(item: Item, most: number, least = 0) =>
  z.array(item).min(least, between(least, most)).max(most, tooLong(most))

export const whole = (least: number, most: number) =>
  z
    .number()
    .int()
    .min(least, `NUMBER_TYPE_MIN int value should be greater than or equal to ${least}.`)
    .max(most, `NUMBER_TYPE_MAX int value should be less than or equal to ${most}.`)

/** An address on the web; where `attached`, a file of this message too. */
export const link = (options: { attached?: boolean; most?: number } = {}) =>
  words(options.most ?? 2048).refine(
    (url) => (options.attached ? /^(https?|attachment):\/\/\S+$/ : /^https?:\/\/\S+$/).test(url),
    "URL_TYPE_INVALID_SCHEME Scheme must be one of ('http', 'https').",
  )

export const snowflake = z
  .union([z.string().regex(/^\d{1,20}$/), z.number().int().nonnegative()])
  .transform(String)

/** Numbered by the sender, or by Discord. */
export const numbered = { id: z.number().int().nonnegative().optional() }
export const customId = words(100)

function between(least: number, most: number): string {
  return `BASE_TYPE_BAD_LENGTH Must be between ${least} and ${most} in length.`
}

function tooLong(most: number): string {
  return `BASE_TYPE_MAX_LENGTH Must be ${most} or fewer in length.`
}

/** One line each: where, a code of Discord's, and words. */
export function problemsIn(schema: z.ZodType, given: unknown, at = ''): string[] {
  const parsed = schema.safeParse(given)
  return parsed.success ? [] : parsed.error.issues.map((issue) => problem(issue, at))
}

function problem(issue: z.core.$ZodIssue, at: string): string {
  const path = [...(at ? [at] : []), ...issue.path].join('.')
  const coded = /^[A-Z_0-9]+ /.test(issue.message)
  return `${path || '_'}: ${coded ? issue.message : `BASE_TYPE_INVALID ${issue.message}`}`
}
