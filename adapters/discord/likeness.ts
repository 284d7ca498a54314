import { z } from 'zod'

/**
 * What a message shows, so that two can be held against each other. Discord trims words, fills in what was left out and
 * gives files other names, so that only what people read counts, and how many files there are.
 */

const Words = z
  .string()
  .nullish()
  .catch(null)
  .transform((text) => (text ?? '').normalize('NFC').replace(/\s+/g, ' ').trim())
const Embed = z.object({
  title: Words,
  description: Words,
  fields: z.array(z.object({ name: Words, value: Words })).nullish(),
  footer: z.object({ text: Words }).nullish(),
  author: z.object({ name: Words }).nullish(),
})
const Shown = z.object({
  content: Words,
  embeds: z.array(Embed).nullish().catch(null),
  components: z.unknown().optional(),
})
const Component = z.object({
  custom_id: z.string().nullish().catch(null),
  components: z.unknown().optional(),
})

/** Components stand in rows, and rows may stand in others. */
const DEEPEST = 5

/** The same for a payload and for the message that shows it, with so many files. */
export function likenessOf(shown: unknown, files: number): string {
  const { content = '', embeds, components } = Shown.safeParse(shown).data ?? {}
  const read = (embeds ?? []).map(({ title, description, fields, footer, author }) => [
    title,
    description,
    (fields ?? []).map(({ name, value }) => [name, value]),
    footer?.text ?? '',
    author?.name ?? '',
  ])
  return JSON.stringify([content, read, customIds(components), files])
}

/** Whether nothing can be seen of what a message shows: without the right to read it Discord sends it empty. */
export function isBlankMessage(shown: unknown, files: number): boolean {
  return likenessOf(shown, files) === likenessOf({}, 0)
}

/** What the buttons of a message are called among us. */
export function customIds(components: unknown, depth = 0): string[] {
  const list = z.array(z.unknown()).safeParse(components).data ?? []
  if (depth > DEEPEST) return []
  return list.flatMap((one) => {
    const { custom_id, components: inner } = Component.safeParse(one).data ?? {}
    return [...(custom_id ? [custom_id] : []), ...customIds(inner, depth + 1)]
  })
}
