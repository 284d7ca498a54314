import { SetupError } from './errors.ts'
import { watchFolder } from './folder-watch.ts'
import type { Log } from './log.ts'
import type { SavedReplies } from './saved-replies.ts'

/** Reads the saved replies again when their folder changes, until it is closed. */
export function followReplies(folder: string, replies: SavedReplies, log: Log): { close(): void } {
  let known = replies.problems.join()
  return watchFolder(folder, {
    changed() {
      replies.reload()
      const { all, problems } = replies
      log.event('replies read', { replies: all.length })
      if (problems.length > 0 && problems.join() !== known)
        log.trouble('replies wrong', new SetupError(problems), { problems: problems.length })
      known = problems.join()
    },
    unwatched: () => log.event('replies unwatched'),
  })
}

/** What is wrong with the saved replies as they are now, for the owner; null where nothing is. */
export function repliesTrouble({ problems }: Pick<SavedReplies, 'problems'>): string | null {
  if (problems.length === 0) return null
  return `A change to your saved replies can’t be used; until it is put right, your people have what was there before. ${problems.join(' ')}`
}
