import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, parse } from 'node:path'

/** A reply that the owner keeps for staff to start from. `text` is Markdown with slots. */
export type SavedReply = { id: string; title: string; text: string }
/** Who writes to whom; '' where a name is not known. */
export type Names = { name: string; me: string }

/** What one list shows on every platform. */
const MOST = 25
const LONGEST_TITLE = 75
const LONGEST_TEXT = 2_000
/** A platform keeps it as the value of a choice. */
const LONGEST_ID = 90
const NAMES = ['name', 'me']

/** The saved replies of a folder, as they were last read. */
export type SavedReplies = {
  /** By title. */
  readonly all: readonly SavedReply[]
  /** What is wrong with the folder as it is now, each in words. */
  readonly problems: readonly string[]
  /** Reads the folder again. What is wrong in it now keeps the words that it had when it was right. */
  reload(): void
}

/**
 * The saved replies of a folder, which need not be there: one Markdown file each, "# Title" and the words below it. `facts`
 * are the charter's facts, which may stand in them.
 */
export function openReplies(folder: string, facts: readonly string[]): SavedReplies {
  const slots = [...NAMES, ...facts]
  let state = readFolder(folder, slots, [])
  return {
    get all() {
      return state.all
    },
    get problems() {
      return state.problems
    },
    reload() {
      state = readFolder(folder, slots, state.all)
    },
  }
}

/** A file that is wrong is as it was `before`; where the folder is wrong as a whole, all of them are. */
function readFolder(folder: string, slots: readonly string[], before: readonly SavedReply[]) {
  const problems: string[] = []
  const files = list(folder, problems)
  if (!files) return { all: before, problems }
  const where = parse(folder).base
  const found = files.flatMap((file) => {
    const reply = readReply(folder, file, slots, problems)
    return reply ?? before.find(({ id }) => id === parse(file).name) ?? []
  })
  const many =
    files.length > MOST
      ? [`${where}: there are ${files.length} replies, and a list has ${MOST}. Remove some.`]
      : []
  const alike = [...Map.groupBy(found, ({ title }) => title)].flatMap(([title, same]) =>
    same.length > 1
      ? [
          `${where}: ${same.map(({ id }) => `${id}.md`).join(' and ')} have one title, "${title}". Change one of them.`,
        ]
      : [],
  )
  const isWrong = many.length + alike.length > 0
  const all = isWrong ? before : found.sort((a, b) => a.title.localeCompare(b.title, 'en'))
  return { all, problems: [...many, ...problems, ...alike] }
}

/** Null where it is there and cannot be read. */
function list(folder: string, problems: string[]): string[] | null {
  if (!existsSync(folder)) return []
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && /^[^.].*\.md$/i.test(entry.name))
      .map(({ name }) => name)
      .sort()
  } catch {
    problems.push(`${folder}: cannot be read. It must be a folder of Markdown files that you may read.`)
    return null
  }
}

/** Null where it is wrong, which is put in words into `problems`. */
function readReply(
  folder: string,
  file: string,
  slots: readonly string[],
  problems: string[],
): SavedReply | null {
  const where = `${parse(folder).base}/${file}`
  const before = problems.length
  const id = parse(file).name
  const raw = read(join(folder, file))
  if (raw === null) problems.push(`${where}: cannot be read. It must be a text file that you may read.`)
  const [, heading, below] = /^# +(.+)(?:\n([\s\S]*))?$/.exec(raw ?? '') ?? []
  const title = (heading ?? id).trim()
  const text = (heading === undefined ? (raw ?? '') : (below ?? '')).trim()
  if (raw !== null && text === '')
    problems.push(`${where}: has no words. Write the reply below its title, or remove the file.`)
  if (title.length > LONGEST_TITLE)
    problems.push(
      `${where}: its title is too long to be read in a list. ${LONGEST_TITLE} letters are enough.`,
    )
  if (id.length > LONGEST_ID) problems.push(`${where}: its file name is too long. Make it shorter.`)
  if (text.length > LONGEST_TEXT)
    problems.push(`${where}: is too long for a reply. Keep it to ${LONGEST_TEXT} letters.`)
  for (const [, slot = ''] of text.matchAll(/\{([^{}]*)\}/g))
    if (!slots.includes(slot))
      problems.push(`${where}: nothing fills the slot {${slot}}. It may use: ${slots.join(', ')}.`)
  return problems.length > before ? null : { id, title, text }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
      .replace(/^\ufeff/, '')
      .replace(/\r\n?/g, '\n')
      .replace(/<!--[\s\S]*?-->/g, '')
      .trim()
  } catch {
    return null
  }
}

/**
 * A saved reply in the words that staff start from. A name that is not known goes, with the comma and the space before it:
 * "Hello {name}," is "Hello,"; at the beginning of a line, with those behind it.
 */
export function fillReply(text: string, names: Names, facts: Readonly<Record<string, string>>): string {
  const values: Record<string, string> = { ...facts, ...names }
  return text
    .replace(/^\{(name|me)\}(?:,? +(\S))/gm, (whole, slot: string, next: string) =>
      values[slot] ? whole : next.toUpperCase(),
    )
    .replace(/(?:,?[ \t]+)?\{(name|me)\}/g, (whole, slot: string) => (values[slot] ? whole : ''))
    .replace(/\{(\w+)\}/g, (_match, slot: string) => values[slot] ?? '')
}
