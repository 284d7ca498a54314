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

/** A page's passages, and what in it was ignored. */
type Read = { passages: Passage[]; why: string | null }
/** Pages that have been read before, by name, with the stamp of the file that they were read from. */
export type Known = Map<string, Read & { stamp: string }>

const TOLD_EVERY = 100
/** Files whose text is fetched while others are read. */
const AHEAD = 16

/**
 * Reads a folder of Markdown, HTML and text into passages. A file that cannot be used is named with the reason and the
 * others go on; between files other work gets its turn, and now and then `progress` is told how many files are read.
 * Pages that are `known` and have not changed are not read again; what is read is added to them. Throws SetupError where
 * the folder is missing or unreadable.
 */
export async function readFolder(
  folder: string,
  progress: (done: number, of: number) => void = () => {},
  known: Known = new Map(),
): Promise<Reading> {
  const { files, skipped } = await listFolder(folder)
  const reading: Reading = { passages: [], pages: 0, skipped, warnings: [] }
  let ahead = new Map<PageFile, Promise<string>>()
  for (const [done, file] of files.entries()) {
    if (done % TOLD_EVERY === 0) progress(done, files.length)
    if (done % AHEAD === 0) ahead = readingAhead(files.slice(done, done + AHEAD).filter(isNew))
    try {
      const { passages, why } = isNew(file) ? await read(file) : (known.get(file.page) ?? (await read(file)))
      if (why !== null) reading.warnings.push({ file: file.page, why })
      if (passages.length === 0) reading.skipped.push({ file: file.page, why: 'it holds no text' })
      else reading.pages += 1
      for (const passage of passages) reading.passages.push(passage)
    } catch (cause) {
      reading.skipped.push({ file: file.page, why: reasonOf(cause) })
    }
  }
  const pages = new Set(files.map(({ page }) => page))
  for (const page of known.keys()) if (!pages.has(page)) known.delete(page)
  return reading

  function isNew({ page, stamp }: PageFile): boolean {
    return known.get(page)?.stamp !== stamp
  }

  async function read(file: PageFile): Promise<Read> {
    await turn()
    const page = await readPage(file, await (ahead.get(file) ?? readText(file.path)))
    known.set(file.page, { ...page, stamp: file.stamp })
    return page
  }
}

function readingAhead(files: readonly PageFile[]): Map<PageFile, Promise<string>> {
  return new Map(
    files.map((file) => {
      const text = readText(file.path)
      // Its failure is told when its turn comes.
      text.catch(() => undefined)
      return [file, text]
    }),
  )
}

async function readPage({ page, kind }: PageFile, text: string): Promise<Read> {
  const source = stripHiddenCharacters(text)
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
