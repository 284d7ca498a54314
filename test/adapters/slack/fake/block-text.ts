import { z } from 'zod'

/** plain_text of at most `most` UTF-16 units. */
export const plain = (most: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: words(most), emoji: z.boolean().optional() })

/** plain_text or mrkdwn. */
export const textObject = (most: number) =>
  z.discriminatedUnion('type', [
    plain(most),
    z.strictObject({ type: z.literal('mrkdwn'), text: words(most), verbatim: z.boolean().optional() }),
  ])

/** Never empty, never longer than `most`. */
export const words = (most: number) =>
  z
    .string()
    .min(1, 'must be more than 0 characters')
    .max(most, `must be less than ${most + 1} characters`)

export const id = z.string().max(255, 'must be less than 256 characters')
export const link = z.url({ protocol: /^https?$/ }).max(3000, 'must be less than 3001 characters')
export const list = <Item extends z.ZodType>(item: Item, most: number, least = 1) =>
  z
    .array(item)
    .min(least, `no fewer than ${least} items allowed`)
    .max(most, `no more than ${most} items allowed`)

/** A picture, by its address or as a file of Slack's, never both. */
export const image = z
  .strictObject({
    type: z.literal('image'),
    block_id: id.optional(),
    alt_text: z.string().max(2000),
    title: plain(2000).optional(),
    image_url: link.optional(),
    slack_file: z.union([z.strictObject({ id: z.string() }), z.strictObject({ url: z.string() })]).optional(),
  })
  .refine(
    ({ image_url, slack_file }) => (image_url === undefined) !== (slack_file === undefined),
    'needs image_url or slack_file',
  )
