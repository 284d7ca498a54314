import { readdir, realpath, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { SetupError } from '../errors.ts'

/** A file, by its path inside the folder, and why it could not be used, in words for the owner. */
export type Skipped = { file: string; why: string }

/** A page file; `size` is in bytes, `stamp` changes when the file does. */
export type PageFile = { page: string; path: string; kind: Kind; size: number; stamp: string }

type Kind = 'markdown' | 'html' | 'text'

export const LARGEST_FILE = 5 * 1024 * 1024
const MOST_FILES = 20_000

const KINDS = new Map<string, Kind>([
  ['.md', 'markdown'],
  ['.markdown', 'markdown'],
  ['.html', 'html'],
  ['.htm', 'html'],
  ['.txt', 'text'],
])
const NOT_YET = new Set(['.pdf', '.doc', '.docx', '.odt', '.rtf', '.mdx', '.rst', '.adoc'])

/** What is not yet to be read to customers: drafts that the owner still has to look at. */
export const DRAFTS = '_drafts'
const NOT_READ = new Set(['node_modules', DRAFTS])

/** The pages in a folder, by name, without reading them. Throws SetupError where the folder is missing or unreadable. */
export async function listFolder(folder: string): Promise<{ files: PageFile[]; skipped: Skipped[] }> {
  const root = await realpath(folder).catch(() => null)
  if (root === null || !(await stat(root)).isDirectory()) {
    throw new SetupError([
      `KNOWLEDGE_DIR: the folder ${folder} is not there. Make it and put your pages into it, or name another.`,
    ])
  }
  const files: PageFile[] = []
  const skipped: Skipped[] = []
  const seen = new Set<string>()
  await walk('')
  return { files, skipped }

  async function walk(inside: string): Promise<void> {
    const entries = await readdir(join(root ?? '', inside), { withFileTypes: true }).catch((cause) => {
      if (inside === '')
        throw new SetupError([
          `KNOWLEDGE_DIR: the folder ${folder} cannot be read (${codeOf(cause)}). Make it readable, or name another.`,
        ])
      skipped.push({ file: inside, why: `this folder cannot be read (${codeOf(cause)})` })
      return []
    })
    entries.sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const entry of entries) {
      const page = inside === '' ? entry.name : `${inside}/${entry.name}`
      if (entry.name.startsWith('.') || NOT_READ.has(entry.name)) continue
      if (entry.isDirectory()) await walk(page)
      else if (files.length < MOST_FILES) await add(page)
    }
  }

  async function add(page: string): Promise<void> {
    const extension = extname(page).toLowerCase()
    if (NOT_YET.has(extension)) skipped.push({ file: page, why: `${extension} files are not read yet` })
    const kind = KINDS.get(extension)
    if (kind === undefined) return
    try {
      const path = await realpath(join(root ?? '', page))
      const { size, mtimeMs, isFile } = await fileFacts(path)
      if (!path.startsWith(root + sep))
        skipped.push({ file: page, why: 'it is a link that leads outside the folder' })
      else if (!isFile) skipped.push({ file: page, why: 'it is not a file' })
      else if (size > LARGEST_FILE) skipped.push({ file: page, why: 'it is over 5 MB' })
      else if (!seen.has(path)) files.push({ page, path, kind, size, stamp: `${size} ${mtimeMs}` })
      seen.add(path)
      if (files.length === MOST_FILES) {
        skipped.push({ file: page, why: `it is page number ${MOST_FILES}; what comes after it was not read` })
      }
    } catch (cause) {
      skipped.push({ file: page, why: `it cannot be read (${codeOf(cause)})` })
    }
  }
}

async function fileFacts(path: string): Promise<{ size: number; mtimeMs: number; isFile: boolean }> {
  const facts = await stat(path)
  return { size: facts.size, mtimeMs: facts.mtimeMs, isFile: facts.isFile() }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
}
