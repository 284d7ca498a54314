import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { DRAFTS } from '../knowledge/listing.ts'

const LONGEST_NAME = 60
/** So many drafts of one name are kept beside each other. */
const OF_ONE_NAME = 100
/** Names that some systems keep for themselves. */
const KEPT_NAMES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/

/** A page that the owner approved for review. `about` stands in its head and is not read to customers. */
export type NewDraft = { title: string; body: string; about: Record<string, string | number> }

/** The folder beside the pages in which drafts wait for the owner to move them; nothing in it is read to customers. */
export type DraftFolder = {
  readonly path: string
  /** The names of its files. */
  list(): Promise<string[]>
  /** Writes a draft and gives its file's name; never over another, and the same one once only. */
  add(draft: NewDraft): Promise<string>
}

export function draftFolder(knowledgeDir: string): DraftFolder {
  const path = join(knowledgeDir, DRAFTS)
  return {
    path,
    async list() {
      const names = await readdir(path).catch(() => [])
      return names.filter((name) => name.endsWith('.md')).sort()
    },
    async add({ title, body, about }) {
      const text = `---\n${stringify({ title, draft: true, ...about })}---\n\n${body.trim()}\n`
      await mkdir(path, { recursive: true })
      for (let count = 1; count <= OF_ONE_NAME; count++) {
        const name = `${fileNameOf(title)}${count === 1 ? '' : `-${count}`}.md`
        if (await holds(join(path, name), text)) return name
      }
      throw new Error('There are too many drafts of this name')
    },
  }
}

/** Whether the file holds this text now: it did before, or was not there. */
async function holds(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx' })
    return true
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    if (!isThere) throw error
    return (await readFile(path, 'utf8').catch(() => null)) === text
  }
}

/** A title as a name that every file system takes: letters and digits, with hyphens between. */
export function fileNameOf(title: string): string {
  const words =
    title
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  const name = Array.from(words.join('-')).slice(0, LONGEST_NAME).join('').replace(/-+$/, '').normalize('NFC')
  if (name === '') return 'draft'
  return KEPT_NAMES.test(name) ? `page-${name}` : name
}
