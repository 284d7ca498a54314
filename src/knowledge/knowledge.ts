import type { FSWatcher } from 'node:fs'
import { watch } from 'node:fs'
import type { Reading } from './folder.ts'
import { readFolder } from './folder.ts'
import { hostsIn } from './links.ts'
import type { Skipped } from './listing.ts'
import { listFolder } from './listing.ts'
import type { Search } from './search.ts'
import { createSearch } from './search.ts'

/** For the start-up line and the owner: what was read, and what could not be. */
export type Summary = { pages: number; passages: number; skipped: Skipped[]; warnings: Skipped[] }

/**
 * What happened: the folder was read (in `ms`), the new reading failed and the old one stays, or changes are not seen at
 * once (the slow re-scan still sees them).
 */
export type KnowledgeEvent =
  | { kind: 'read'; summary: Summary; ms: number }
  | { kind: 'kept'; why: string }
  | { kind: 'unwatched'; why: string }

/** The company's pages, always as they were last read whole. A turn takes `search` once and so sees one state of them. */
export type Knowledge = {
  readonly search: Search
  /** Hosts of the links in the pages and of the pages' own addresses: where an answer may link to. */
  readonly hosts: ReadonlySet<string>
  readonly summary: Summary
  /** Reads the folder again now; resolves when the new pages are in use, or the old ones stay (an event says so). */
  reload(): Promise<void>
  close(): Promise<void>
}

const SETTLE_MS = 300
const RESCAN_MS = 5 * 60_000

/**
 * Opens a folder of pages and keeps up with it. Throws SetupError where the folder is missing or unreadable; an empty
 * folder is knowledge without pages. `rescan` is in milliseconds.
 */
export async function openKnowledge(
  folder: string,
  options: { on?: (event: KnowledgeEvent) => void; rescan?: number } = {},
): Promise<Knowledge> {
  const on = options.on ?? (() => {})
  let state = await readState(folder, on)
  let closed = false
  let running: Promise<void> | null = null
  let again: Promise<void> | null = null

  let settling: NodeJS.Timeout | undefined
  const watcher = watchFolder(folder, settle, on)
  const rescan = setInterval(() => void reloadIfChanged(), options.rescan ?? RESCAN_MS)
  rescan.unref()

  return {
    get search() {
      return state.search
    },
    get hosts() {
      return state.hosts
    },
    get summary() {
      return state.summary
    },
    reload,
    async close() {
      closed = true
      clearTimeout(settling)
      clearInterval(rescan)
      watcher?.close()
      await (again ?? running)
    },
  }

  /** An editor or a copy makes many changes in a moment: they are read once, when it is quiet. */
  function settle(): void {
    clearTimeout(settling)
    if (!closed) settling = setTimeout(() => void reloadIfChanged(), SETTLE_MS)
    settling?.unref()
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
      const next = await readState(folder, on)
      if (!closed) state = next
    } catch (cause) {
      on({ kind: 'kept', why: cause instanceof Error ? cause.message : String(cause) })
    }
  }

  async function reloadIfChanged(): Promise<void> {
    const stamp = await stampOf(folder).catch(() => null)
    if (stamp !== state.stamp) await reload()
  }
}

type State = { search: Search; hosts: ReadonlySet<string>; summary: Summary; stamp: string }

async function readState(folder: string, on: (event: KnowledgeEvent) => void): Promise<State> {
  const started = performance.now()
  // Before the reading: a file that changes during it then differs from its stamp, and is read again.
  const stamp = await stampOf(folder)
  const { passages, pages, skipped, warnings } = await readFolder(folder)
  const search = await createSearch(passages)
  const summary = { pages, passages: passages.length, skipped, warnings }
  on({ kind: 'read', summary, ms: Math.round(performance.now() - started) })
  return { search, hosts: hostsOf(passages), summary, stamp }
}

async function stampOf(folder: string): Promise<string> {
  const { files } = await listFolder(folder)
  return files.map(({ page, path, stamp }) => `${page} ${path} ${stamp}`).join('\n')
}

function hostsOf(passages: Reading['passages']): ReadonlySet<string> {
  return new Set(passages.flatMap(({ text, url }) => hostsIn(url === null ? text : `${text}\n${url}`)))
}

function watchFolder(
  folder: string,
  changed: () => void,
  on: (event: KnowledgeEvent) => void,
): FSWatcher | null {
  const unwatched = (cause: unknown) =>
    on({ kind: 'unwatched', why: cause instanceof Error ? cause.message : String(cause) })
  try {
    const watcher = watch(folder, { recursive: true, persistent: false })
    watcher.on('change', changed)
    watcher.on('error', unwatched)
    return watcher
  } catch (cause) {
    unwatched(cause)
    return null
  }
}
