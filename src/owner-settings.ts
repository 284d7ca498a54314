import { resolve } from 'node:path'
import { z } from 'zod'

/** Each with the platform's name and the id of a person on it. */
const Owners = z
  .string()
  .transform((list) =>
    list
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  )
  .refine(
    (list) => list.every((one) => /^[a-z]+:[\w-]+$/.test(one)),
    'must name the platform and the id of a person on it, with a colon between, and a comma between several',
  )
  .transform((list) => list.map((one) => ({ adapter: one.replace(/:.*/, ''), id: one.replace(/.*:/, '') })))

/** The settings of what the owner's room does beside showing, in the order of .env.example. */
export const OWNER = {
  CUSTOMERS_CSV: z
    .string()
    .transform((path) => resolve(path))
    .nullable()
    .default(null),
  DIGEST: z.enum(['off', 'daily', 'weekly'], 'must be off, daily or weekly').default('off'),
  DIGEST_HOUR: z
    .string()
    .regex(/^(?:[01]?\d|2[0-3])$/, 'must be an hour of the day, from 0 to 23')
    .transform(Number)
    .default(8),
  DIGEST_PLACE: z
    .string()
    .trim()
    .regex(/^[a-z]+:\S+$/, 'must name the platform and the channel’s id, with a colon between')
    .nullable()
    .default(null),
  OWNERS: Owners.default([]),
  PUBLIC_URL: z
    .string()
    .trim()
    .refine(
      (url) => /^https?:\/\/[^\s?#@]+$/i.test(url) && URL.canParse(url),
      'must look like https://help.your-company.example',
    )
    .transform((url) => url.replace(/\/+$/, ''))
    .nullable()
    .default(null),
}

/** What is set and does nothing without another setting. One line each. */
export function ownerMisfits(given: Partial<Record<string, string>>): string[] {
  const isOff = given.DIGEST === undefined || given.DIGEST === 'off'
  if (!isOff || given.DIGEST_PLACE === undefined) return []
  return [
    'DIGEST: is off, and DIGEST_PLACE would do nothing. Set it to daily or weekly, or remove the place.',
  ]
}
