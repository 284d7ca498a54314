import { z } from 'zod'

const minutes = (usual: number) => {
  const error = 'write a whole number of minutes from 1 to 600'
  return z.number({ error }).int(error).min(1, error).max(600, error).default(usual)
}

/** Whom the owner may have called besides the staff: with the second reminder, and with the third. */
export const CONTACTS = ['second', 'owner'] as const
export type ContactName = (typeof CONTACTS)[number]

const error = 'write whom to call as platform:id, in one word, such as "second: platform:U0123ABCD"'
const Contact = z
  .string({ error })
  .trim()
  .regex(/^[a-z][a-z0-9-]*:\S{1,100}$/, { error })
  .transform((written) => {
    const end = written.indexOf(':')
    return { adapter: written.slice(0, end), id: written.slice(end + 1) }
  })

/**
 * After how many minutes of the office's hours people are reminded: of a customer whom nobody has taken up, and of one who
 * waits for a reply of whoever has them; and whom the second and the third reminder call.
 */
export const Reminders = z
  .strictObject(
    { minutes: minutes(15), reply: minutes(30), second: Contact.nullish(), owner: Contact.nullish() },
    {
      error:
        'write "minutes:" and "reply:" below it, each with a whole number of minutes from 1 to 600, and "second:" and "owner:" with whom to call, if you like',
    },
  )
  .default({ minutes: 15, reply: 30 })
export type Reminders = z.infer<typeof Reminders>
