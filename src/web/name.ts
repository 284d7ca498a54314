import { z } from 'zod'
import { cleanName } from '../clean.ts'

/** Longest name a person may give. */
export const LONGEST_NAME = 60

/** A name as a person gave it, cleaned. May be empty. */
export const Name = z
  .string()
  .max(1000)
  .transform(cleanName)
  .refine((name) => name.length <= LONGEST_NAME)
