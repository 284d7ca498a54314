import { open } from 'node:fs/promises'
import { setImmediate as turn } from 'node:timers/promises'
import { readFrontMatter } from './front-matter.ts'
import { stripHiddenCharacters } from './hidden.ts'
import { readHtml } from './html.ts'
import type { PageFile, Skipped } from './listing.ts'
import { LARGEST_FILE, listFolder } from './listing.ts'
import { readMarkdown } from './markdown.ts'
import { passagesOf } from './pages.ts'
import type { Passage } from './passage.ts'
import { textAsMarkdown } from './text.ts'

/** `skipped` files are not in the knowledge; `warnings` name pages that are, though something in them was ignored. */
export type Reading = { passages: Passage[]; pages: number; skipped: Skipped[]; warnings: Skipped[] }

/**
 * Reads a folder of Markdown, HTML and text into passages. A file that cannot be used is named with the reason and the
 * others go on; between files other work gets its turn. Throws SetupError where the folder is missing or unreadable.
 */
export async function readFolder(folder: string): Promise<Reading> {
  const { files, skipped } = await listFolder(folder)
  const reading: Reading = { passages: [], pages: 0, skipped, warnings: [] }
  for (const file of files) {
    await turn()
    try {
      const { passages, why } = await readPage(file)
      if (why !== null) reading.warnings.push({ file: file.page, why })
      if (passages.length === 0) reading.skipped.push({ file: file.page, why: 'it holds no text' })
      else reading.pages += 1
      for (const passage of passages) reading.passages.push(passage)
    } catch (cause) {
      reading.skipped.push({ file: file.page, why: reasonOf(cause) })
    }
  }
  return reading
}

async function readPage({
  page,
  path,
  kind,
}: PageFile): Promise<{ passages: Passage[]; why: string | null }> {
  const source = stripHiddenCharacters(await readText(path))
  if (kind === 'html') {
    const { markdown, ...about } = await readHtml(source)
    return { passages: passagesOf(page, readMarkdown(markdown), about), why: null }
  }
  const { fields, body, why } = readFrontMatter(source)
  return {
    passages: passagesOf(page, readMarkdown(kind === 'text' ? textAsMarkdown(body) : body), fields),
    why,
  }
}

/** Never reads more than the limit, though the file may have grown since it was listed. */
async function readText(path: string): Promise<string> {
  const file = await open(path)
  try {
    if ((await file.stat()).size > LARGEST_FILE) throw new Error('it is over 5 MB')
    const bytes = await file.readFile()
    const wide = bytes[0] === 0xff && bytes[1] === 0xfe
    return new TextDecoder(wide ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes)
  } finally {
    await file.close()
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof TypeError) return 'it is not UTF-8 text'
  if (cause instanceof RangeError) return 'it is nested too deep to be read'
  return cause instanceof Error ? cause.message : 'it cannot be read'
}
