import { z } from 'zod'

/** A pasted value without the space or quotes round it, and what may be wrong with it: the first that fits is told. */
export const pasted = (cases: readonly (readonly [RegExp, string])[]) =>
  z
    .string()
    .transform((text) =>
      text
        .trim()
        .replace(/^(["'`])(.*)\1$/s, '$2')
        .trim(),
    )
    .superRefine((text, context) => {
      const found = cases.find(([pattern]) => pattern.test(text))
      if (found) context.addIssue({ code: 'custom', message: found[1] })
    })
    .nullable()
    .default(null)
