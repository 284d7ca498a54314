import { z } from 'zod'

const minutes = (usual: number) => {
  const error = 'write a whole number of minutes from 1 to 600'
  return z.number({ error }).int(error).min(1, error).max(600, error).default(usual)
}

/**
 * After how many minutes of the office's hours people are reminded: of a customer whom nobody has taken up, and of one who
 * waits for a reply of whoever has them.
 */
export const Reminders = z
  .strictObject(
    { minutes: minutes(15), reply: minutes(30) },
    { error: 'write "minutes:" and "reply:" below it, each with a whole number of minutes from 1 to 600' },
  )
  .default({ minutes: 15, reply: 30 })
export type Reminders = z.infer<typeof Reminders>
