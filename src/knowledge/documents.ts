import { z } from 'zod'
import { stripHiddenCharacters } from './hidden.ts'
import { readMarkdown } from './markdown.ts'
import { passagesOf } from './pages.ts'
import type { Passage } from './passage.ts'

/** A page that is given as one object instead of a file. */
export const Document = z.object({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  title: z
    .string()
    .nullish()
    .transform((title) => title ?? ''),
  text: z.string(),
})
export type Document = z.infer<typeof Document>

/** A document as passages; its `page` is the document's id. One without text is known by its title alone. */
export function passagesOfDocument({ id, title, text }: Document): Passage[] {
  const name = stripHiddenCharacters(title).trim()
  const passages = passagesOf(id, readMarkdown(stripHiddenCharacters(text)), { title: name, url: null })
  if (passages.length > 0) return passages
  return [{ id: `${id}#top`, page: id, title: name, headings: [], text: '', url: null }]
}
