import type { Said } from './events.ts'

/** What Discord has said of our right to read what is written without a word to us; null for nothing. */
type Told = {
  /** Whether it let us in with the intent. */
  hasIntent: () => boolean
  /** By what the application is marked with. */
  isMarked: () => boolean | null
}

export type ContentSight = {
  /** A message was told of. */
  heard(said: Said): void
  /** Whether messages that do not mention us come with their words. */
  mayRead(): boolean
}

/** Without the intent such messages come empty. A mark alone is no proof: other servers than Discord need not set it. */
export function createContentSight({ hasIntent, isMarked }: Told): ContentSight {
  let hasSeenWords = false
  let hasSeenNone = false
  return {
    heard(said) {
      if (said.guild === null || said.mentionsUs) return
      if (isWordless(said)) hasSeenNone = true
      else hasSeenWords = true
    },
    mayRead() {
      if (!hasIntent()) return false
      return isMarked() !== false || hasSeenWords || !hasSeenNone
    },
  }
}

export function isWordless({ text, files }: Said): boolean {
  return text === '' && files.length === 0
}
