import { setImmediate as turn } from 'node:timers/promises'
import { watchFolder } from '../folder-watch.ts'
import type { Reading } from './folder.ts'
import { readFolder } from './folder.ts'
import { hostsIn } from './links.ts'
import type { PageFile, Skipped } from './listing.ts'
import { listFolder } from './listing.ts'
import type { Passage } from './passage.ts'
import { ReaderAside } from './reading-aside.ts'
import type { Search } from './search.ts'
import { buildIndex, openSearch } from './search.ts'

/** For the start-up line and the owner: what was read, and what could not be. */
export type Summary = { pages: number; passages: number; skipped: Skipped[]; warnings: Skipped[] }

/**
 * What happened: `done` of so many files are read; the folder was read (in `ms`), the new reading failed and the old one
 * stays, or changes are not seen at once (the slow re-scan still sees them).
 */
export type KnowledgeEvent =
  | { kind: 'reading'; done: number; of: number }
  | { kind: 'read'; summary: Summary; ms: number }
  | { kind: 'kept'; why: string }
  | { kind: 'unwatched'; why: string }

/** The company's pages, always as they were last read whole. A turn takes `search` once and so sees one state of them. */
export type Knowledge = {
  readonly search: Search
  /** Hosts of the links in the pages and of the pages' own addresses: where an answer may link to. */
  readonly hosts: ReadonlySet<string>
  readonly passages: readonly Passage[]
  readonly summary: Summary
  /** Reads the folder again now; resolves when the new pages are in use, or the old ones stay (an event says so). */
  reload(): Promise<void>
  close(): Promise<void>
}

/** Bytes. */
const SMALL_FOLDER = 256 * 1024
const SMALL_FILE = 32 * 1024

/**
 * Opens a folder of pages and keeps up with it. Throws SetupError where the folder is missing or unreadable; an empty
 * folder is knowledge without pages.
 */
export async function openKnowledge(
  folder: string,
  options: { on?: (event: KnowledgeEvent) => void } = {},
): Promise<Knowledge> {
  const on = options.on ?? (() => {})
  const tell = ({ summary, ms }: State) => on({ kind: 'read', summary, ms })
  const aside = new ReaderAside(folder)
  let state = await readState(folder, aside, on)
  tell(state)
  let closed = false
  let running: Promise<void> | null = null
  let again: Promise<void> | null = null

  const watching = watchFolder(folder, {
    changed: () => void reloadIfChanged(),
    unwatched: (why) => on({ kind: 'unwatched', why }),
  })

  return {
    get search() {
      return state.search
    },
    get hosts() {
      return state.hosts
    },
    get passages() {
      return state.passages
    },
    get summary() {
      return state.summary
    },
    reload,
    async close() {
      closed = true
      watching.close()
      await aside.close()
      await (again ?? running)
    },
  }

  /** What asks while a reading runs shares the next one: the running one may have passed the changed file already. */
  function reload(): Promise<void> {
    if (closed) return Promise.resolve()
    if (running === null) {
      running = readAgain().finally(() => {
        running = null
      })
      return running
    }
    again ??= running.then(() => {
      again = null
      return reload()
    })
    return again
  }

  async function readAgain(): Promise<void> {
    try {
      const next = await readState(folder, aside, on)
      if (closed) return
      state = next
      tell(next)
    } catch (cause) {
      if (!closed) on({ kind: 'kept', why: cause instanceof Error ? cause.message : String(cause) })
    }
  }

  async function reloadIfChanged(): Promise<void> {
    const stamp = await stampOf(folder).catch(() => null)
    if (stamp !== state.stamp) await reload()
  }
}

type State = {
  search: Search
  passages: readonly Passage[]
  hosts: ReadonlySet<string>
  summary: Summary
  stamp: string
  ms: number
}

async function readState(
  folder: string,
  aside: ReaderAside,
  on: (event: KnowledgeEvent) => void,
): Promise<State> {
  const started = performance.now()
  // Before the reading: a file that changes during it then differs from its stamp, and is read again.
  const { files } = await listFolder(folder)
  const progress = (done: number, of: number) => on({ kind: 'reading', done, of })
  const { passages, index, ...read } = isSmall(files)
    ? await readHere(folder, progress)
    : await aside.read(progress)
  const search = await openSearch(passages, index)
  const summary = {
    pages: read.pages,
    passages: passages.length,
    skipped: read.skipped,
    warnings: read.warnings,
  }
  return {
    search,
    passages,
    hosts: await hostsOf(passages),
    summary,
    stamp: stampIn(files),
    ms: Math.round(performance.now() - started),
  }
}

/** Whether reading it here holds nobody up; a thread of its own costs some 40 MiB. */
function isSmall(files: readonly PageFile[]): boolean {
  const all = files.reduce((sum, { size }) => sum + size, 0)
  return all <= SMALL_FOLDER && files.every(({ size }) => size <= SMALL_FILE)
}

async function readHere(folder: string, progress: (done: number, of: number) => void) {
  const reading = await readFolder(folder, progress)
  return { ...reading, index: await buildIndex(reading.passages) }
}

async function stampOf(folder: string): Promise<string> {
  return stampIn((await listFolder(folder)).files)
}

function stampIn(files: readonly PageFile[]): string {
  return files.map(({ page, path, stamp }) => `${page} ${path} ${stamp}`).join('\n')
}

async function hostsOf(passages: Reading['passages']): Promise<ReadonlySet<string>> {
  const hosts = new Set<string>()
  for (const [count, { text, url }] of passages.entries()) {
    if (count % 500 === 499) await turn()
    for (const host of hostsIn(url === null ? text : `${text}\n${url}`)) hosts.add(host)
  }
  return hosts
}
