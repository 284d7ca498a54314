import { cut, LONG } from './cutting.ts'
import { stripHiddenCharacters } from './hidden.ts'
import type { Block, Section } from './markdown.ts'
import type { Passage } from './passage.ts'

/** Characters; a page with no more text than this is one passage, whatever its headings. */
const TINY = 120

/**
 * One page's sections as passages. `title` is what the page calls itself; null takes the heading over all of
 * it, or its name.
 */
export function passagesOf(
  page: string,
  sections: readonly Section[],
  about: { title: string | null; url: string | null },
): Passage[] {
  const full = sections.filter((section) => section.blocks.length > 0)
  const title = about.title ?? overallHeading(sections) ?? nameOf(page)
  const taken = new Map<string, number>()

  return (isTiny(full) ? [joined(full)] : full).flatMap((section) => {
    const headings = section.headings.filter((heading, index) => index > 0 || heading !== title)
    return partsOf(section.blocks).map((part) => {
      const slug = slugOf(headings.at(-1) ?? '')
      const count = (taken.get(slug) ?? 0) + 1
      taken.set(slug, count)
      return {
        id: `${page}#${slug}${count === 1 ? '' : `-${count}`}`,
        page,
        title: stripHiddenCharacters(title),
        headings: headings.map(stripHiddenCharacters),
        // Again, for an entity such as &#8203; has only now become a character.
        text: stripHiddenCharacters(part),
        url: about.url,
      }
    })
  })
}

function overallHeading(sections: readonly Section[]): string | null {
  const outermost = new Set(sections.flatMap((section) => section.headings.slice(0, 1)))
  const [heading] = outermost
  return outermost.size === 1 && heading !== undefined ? heading : null
}

function isTiny(sections: readonly Section[]): boolean {
  const length = sections
    .flatMap((section) => section.blocks)
    .reduce((sum, block) => sum + block.text.length, 0)
  return sections.length > 1 && length <= TINY
}

function joined(sections: readonly Section[]): Section {
  const blocks = sections.flatMap(({ headings, blocks }, index) => {
    const heading = index === 0 ? undefined : headings.at(-1)
    return heading === undefined ? blocks : [{ kind: 'whole' as const, text: `**${heading}**` }, ...blocks]
  })
  return { headings: sections[0]?.headings.slice(0, 1) ?? [], blocks }
}

/** Cuts at paragraph bounds. What announces something ("as follows:") stays with it. */
function partsOf(blocks: readonly Block[]): string[] {
  const parts: string[][] = []
  let part: string[] = []
  for (const text of blocks.flatMap(cut)) {
    const length = part.reduce((sum, block) => sum + block.length + 2, 0)
    const announced = part.at(-1)?.endsWith(':') ?? false
    if (part.length > 0 && length + text.length > LONG && !(announced && text.length <= LONG)) {
      parts.push(part)
      part = []
    }
    part.push(text)
  }
  if (part.length > 0) parts.push(part)
  return parts.map((texts) => texts.join('\n\n'))
}

function nameOf(page: string): string {
  const name =
    page
      .split('/')
      .at(-1)
      ?.replace(/\.[^.]+$/, '')
      .replaceAll(/[-_]+/g, ' ')
      .trim() ?? ''
  return name === '' ? page : name.charAt(0).toUpperCase() + name.slice(1)
}

function slugOf(heading: string): string {
  const words =
    heading
      .normalize('NFKD')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return words.length === 0 ? 'top' : words.join('-').slice(0, 60)
}
