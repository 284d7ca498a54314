import { DatabaseSync } from 'node:sqlite'
import lunr from 'lunr'
import MiniSearch from 'minisearch'
import { z } from 'zod'

export type Page = { id: string; title: string; text: string }
/** Ids of pages for a question, the best first. */
export type Engine = (question: string) => string[]

const Rows = z.array(z.object({ id: z.string() }))

/** The libraries that we measure ourselves against, as they come, the title counting double. */
export const LIBRARIES: Record<string, (pages: readonly Page[]) => Engine> = {
  lunr(pages) {
    const index = lunr(function () {
      this.ref('id')
      this.field('title', { boost: 2 })
      this.field('text')
      for (const page of pages) this.add(page)
    })
    return (question) =>
      index
        .query((query) => {
          for (const token of lunr.tokenizer(question))
            query.term(token.toString().replaceAll(/^\W+|\W+$/g, ''), {})
        })
        .map(({ ref }) => ref)
  },
  'SQLite FTS5'(pages) {
    const database = new DatabaseSync(':memory:')
    database.exec(
      "create virtual table pages using fts5(id unindexed, title, text, tokenize='porter unicode61')",
    )
    const insert = database.prepare('insert into pages values (?, ?, ?)')
    for (const { id, title, text } of pages) insert.run(id, title, text)
    const select = database.prepare(
      'select id from pages where pages match ? order by bm25(pages, 0, 2, 1) limit 20',
    )
    return (question) => {
      const words = question.match(/[\p{L}\p{N}]+/gu) ?? []
      if (words.length === 0) return []
      return Rows.parse(select.all(words.map((word) => `"${word}"`).join(' OR '))).map(({ id }) => id)
    }
  },
  minisearch(pages) {
    const index = new MiniSearch<Page>({ fields: ['title', 'text'] })
    index.addAll(pages)
    return (question) => index.search(question, { boost: { title: 2 } }).map(({ id }) => z.string().parse(id))
  },
}
