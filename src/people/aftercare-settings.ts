import { z } from 'zod'

const whole = (least: number, most: number) => {
  const error = `write a whole number from ${least} to ${most.toLocaleString('en')}`
  return z.number({ error }).int(error).min(least, error).max(most, error)
}

/**
 * What the owner says about after-care, in the charter: after so many quiet minutes the assistant asks whether what a
 * person called solved is right now, and once more so many days after a complaint. Null where it shall ask nothing.
 */
export const Aftercare = z
  .union(
    [
      z.literal(['off', 'no', false]).transform(() => null),
      z.strictObject(
        { minutes: whole(1, 7 * 24 * 60).default(10), days: whole(1, 60).default(5) },
        {
          error: ({ code }) =>
            code === 'unrecognized_keys' ? 'write only "minutes:" and "days:" below it' : undefined,
        },
      ),
    ],
    {
      error:
        'write "aftercare: off", or below it "minutes:" (a whole number from 1 to 10,080) and "days:" (from 1 to 60)',
    },
  )
  .default({ minutes: 10, days: 5 })
export type Aftercare = z.infer<typeof Aftercare>
