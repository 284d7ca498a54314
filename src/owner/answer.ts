import type { LedgerFacts } from '../ledger/question-facts.ts'
import { grouped, percent } from './numbers.ts'

/** All that the answers may rest on. */
export type Facts = LedgerFacts & { zone: string; thanks: { words: number; staff: number } }

export type Link = { words: string; href: string }
/** What the ledger says to a question, and what would tell what it cannot know. */
export type Answer = {
  question: string
  /** The answer in words; the first sentence is the answer itself. */
  says: string[]
  /** `href` opens what was counted, where no link below does. */
  figures: { name: string; value: string; href?: string }[]
  links: Link[]
  /** What the ledger cannot know here, and what would tell; '' where it knows. */
  tell: string
}

/** So many are named, or linked to. */
export const NAMED = 3
export const NOTHING = 'Nobody has written in this time, so the ledger knows nothing of it.'

export function were(count: number): string {
  return count === 1 ? 'was' : 'were'
}

/** "12 of 40 (30 %)"; nothing where there is nothing to be a part of. */
export function figure(name: string, part: number, all: number): { name: string; value: string }[] {
  return all === 0 ? [] : [{ name, value: `${grouped(part)} of ${grouped(all)} (${percent(part, all)})` }]
}
