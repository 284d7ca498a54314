import { z } from 'zod'
import { link, list, words } from './form.ts'

const picture = z.strictObject({
  url: link({ attached: true }),
  width: z.number().optional(),
  height: z.number().optional(),
  proxy_url: z.string().optional(),
})

const embed = z
  .strictObject({
    title: words(256).nullish(),
    type: z.literal('rich').optional(),
    description: words(4096).nullish(),
    url: link().nullish(),
    timestamp: z.iso.datetime({ offset: true }).nullish(),
    color: z.number().int().min(0).max(0xffffff).nullish(),
    footer: z.strictObject({ text: words(2048), icon_url: link({ attached: true }).nullish() }).nullish(),
    image: picture.nullish(),
    thumbnail: picture.nullish(),
    author: z
      .strictObject({
        name: words(256),
        url: link().nullish(),
        icon_url: link({ attached: true }).nullish(),
      })
      .nullish(),
    fields: list(
      z.strictObject({ name: words(256), value: words(1024), inline: z.boolean().nullish() }),
      25,
    ).nullish(),
  })
  .refine((given) => Object.values(given).some((value) => value !== null && value !== undefined), {
    message: 'BASE_TYPE_REQUIRED This field is required',
  })

/** The embeds of a message: ten, and 6,000 characters in all. */
export const embeds = list(embed, 10).refine(
  (all) => all.reduce((sum, one) => sum + lengthOf(one), 0) <= 6000,
  'MAX_EMBED_SIZE_EXCEEDED Embed size exceeds maximum size of 6000',
)

function lengthOf({ title, description, footer, author, fields }: z.output<typeof embed>): number {
  const texts = [title, description, footer?.text, author?.name]
  const inFields = (fields ?? []).flatMap(({ name, value }) => [name, value])
  return [...texts, ...inFields].reduce<number>((sum, text) => sum + (text?.length ?? 0), 0)
}
