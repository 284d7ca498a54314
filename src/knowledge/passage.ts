import type { Features } from './index/feature.ts'

/**
 * A piece of knowledge: what stands under one heading of one page. `page` is the file's path inside the knowledge folder
 * with forward slashes; `headings` lead from the top of the page to the passage; `text` is Markdown; `url` is the page's
 * public address where its front matter gives one.
 */
export type Passage = {
  id: string
  page: string
  title: string
  headings: string[]
  text: string
  url: string | null
}

/**
 * A passage that a search found, with what speaks for it, how surely it holds each concept of the question (0 to 1), and
 * its score (higher is better; comparable within one search only).
 */
export type Found = { passage: Passage; score: number; features: Features; held: number[] }
