import { watch } from 'node:fs'

const SETTLE_MS = 300
const RESCAN_MS = 5 * 60_000

/** What follows a folder. */
export type FolderWatch = {
  /** Called when something in it may have changed, and now and then in any case. */
  changed: () => void
  /** Changes are not seen at once, and why; they are still seen now and then. */
  unwatched: (why: string) => void
}

/** Watches a folder and all below it until it is closed. Keeps no process alive. */
export function watchFolder(folder: string, { changed, unwatched }: FolderWatch): { close(): void } {
  let settling: NodeJS.Timeout | undefined
  let closed = false
  const lost = (cause: unknown) => unwatched(cause instanceof Error ? cause.message : String(cause))
  const watcher = watching()
  const scan = setInterval(changed, RESCAN_MS)
  scan.unref()
  return {
    close() {
      closed = true
      clearTimeout(settling)
      clearInterval(scan)
      watcher?.close()
    },
  }

  function watching() {
    try {
      const watcher = watch(folder, { recursive: true, persistent: false })
      watcher.on('change', settle)
      watcher.on('error', lost)
      return watcher
    } catch (cause) {
      lost(cause)
      return null
    }
  }

  /** An editor or a copy makes many changes in a moment: they are read once, when it is quiet. */
  function settle(): void {
    clearTimeout(settling)
    if (!closed) settling = setTimeout(changed, SETTLE_MS)
    settling?.unref()
  }
}
