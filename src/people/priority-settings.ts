import { z } from 'zod'

const KNOWN = ['complaint', 'came back', 'promise owed', 'long-standing', 'newcomer'] as const
const EXAMPLE = `Write one of ${KNOWN.join(', ')}, "place: " with the name of a platform, or "workspace: " with its id in quotes.`

const error = ({ input }: { input?: unknown }) =>
  typeof input === 'string' ? `knows no "${input}". ${EXAMPLE}` : `cannot be read. ${EXAMPLE}`
/** A long id without quotes is a number in YAML, and has lost its last digits. */
const name = z.string().trim().min(1).max(100)

const Preference = z.union(
  [z.enum(KNOWN), z.strictObject({ place: name.toLowerCase() }), z.strictObject({ workspace: name })],
  { error },
)
/** What puts somebody before those who came earlier: a thing that the ledger knows of everybody. */
export type Preference = z.infer<typeof Preference>

/** The owner's rule: whom people are to help first, after whoever may be in danger. Without one the longest wait comes first. */
export const Priority = z
  .array(Preference, { error: `needs a list, a line each, with a "-" before it. ${EXAMPLE}` })
  .max(10, 'is longer than 10 lines: nobody could follow it. Keep what matters most.')
  .superRefine((rule, context) => {
    const written = rule.map((one) => JSON.stringify(one))
    for (const [at, one] of written.entries())
      if (written.indexOf(one) < at)
        context.addIssue({
          code: 'custom',
          path: [at],
          message: 'says the same twice. Take one of the two lines out.',
        })
  })
  .nullable()
  .default([])
  .transform((rule) => rule ?? [])
export type Priority = readonly Preference[]
