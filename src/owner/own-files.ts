import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DRAFTS, LARGEST_FILE, listFolder } from '../knowledge/listing.ts'
import type { Customer } from '../ledger/tables.ts'
import { partsOf, standsIn } from './name-in-text.ts'

/** The owner's own files, in which a customer may be named; null where there are none. */
export type OwnFiles = { folder: string | null; customersFile: string | null }

/** The files that name a customer: drafts with any of their names, pages with the whole name, the file of customers. */
export async function filesNaming(files: OwnFiles, customer: Customer): Promise<string[]> {
  const { folder, customersFile } = files
  const { name, platform_id } = customer
  const parts = partsOf(name)
  const whole = partsOf(name).slice(0, 1)
  const drafts = folder === null ? [] : await pagesIn(join(folder, DRAFTS), `${DRAFTS}/`)
  const pages = folder === null ? [] : await pagesIn(folder, '')
  const looked = [
    ...drafts.map((file) => ({ ...file, names: parts })),
    ...pages.map((file) => ({ ...file, names: whole })),
    ...(customersFile === null
      ? []
      : [{ shown: customersFile, path: customersFile, names: [...whole, platform_id] }]),
  ]
  const found: string[] = []
  for (const { shown, path, names } of looked)
    if (names.length > 0 && standsIn(await textOf(path), names)) found.push(shown)
  return found
}

async function pagesIn(folder: string, before: string): Promise<{ shown: string; path: string }[]> {
  const { files } = await listFolder(folder).catch(() => ({ files: [] }))
  return files.map(({ page, path }) => ({ shown: before + page, path }))
}

/** What cannot be read names nobody here; what is too large is no page either. */
async function textOf(path: string): Promise<string> {
  try {
    return (await stat(path)).size > LARGEST_FILE ? '' : await readFile(path, 'utf8')
  } catch {
    return ''
  }
}
