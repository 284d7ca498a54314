import { describe, expect, it } from 'vitest'
import { readMarkdown } from '../../src/knowledge/markdown.ts'
import { passagesOf } from '../../src/knowledge/pages.ts'
import { createSearch } from '../../src/knowledge/search.ts'
import { disagree } from '../../src/mind/disagreement.ts'
import { createLocalAnswerer } from '../../src/mind/local-answerer.ts'

const pages = {
  'returns.md': '# Returns\n\n## How long can I return a lamp?\n\nYou can return a lamp within 30 days.',
  'faq.md': '# Questions\n\n## Can I return a lamp?\n\nYou can return a lamp within 14 days.',
  'oil.md': '# Oil\n\n## Which oil do I need?\n\nAny lamp oil will do. A litre burns for 40 hours.',
}
const passages = Object.entries(pages).flatMap(([page, text]) =>
  passagesOf(page, readMarkdown(text), { title: null, url: null }),
)

describe('two pages that disagree', () => {
  it.each([
    ['You can return a lamp within 30 days.', 'You can return lamps within 14 days.', true],
    ['A lamp costs £40.', 'A lamp costs £45.', true],
    ['You can return a lamp within 30 days.', 'You may return your lamp within 30 days.', false],
    ['You can return a lamp within 30 days.', 'A litre burns for 40 hours.', false],
    ['You can return a lamp within 30 days.', 'You can return a lamp to any shop.', false],
  ])('"%s" and "%s": %s', (one, other, expected) => {
    expect(disagree([one], [other])).toBe(expected)
    expect(disagree([other], [one])).toBe(expected)
  })

  it('are both quoted, with both sources', async () => {
    const answerer = createLocalAnswerer({ search: await createSearch(passages) })
    const draft = await answerer.answer({ text: 'How long can I return a lamp?', before: [] })
    expect(draft?.disagrees).toBe(true)
    expect(draft?.passages.map(({ page }) => page)).toEqual(['returns.md', 'faq.md'])
    expect(draft?.text).toContain('30 days')
    expect(draft?.text).toContain('14 days')
  })

  it('are not looked for where one page answers', async () => {
    const answerer = createLocalAnswerer({ search: await createSearch(passages) })
    const draft = await answerer.answer({ text: 'Which oil do I need?', before: [] })
    expect(draft?.disagrees).toBe(false)
    expect(draft?.passages.map(({ page }) => page)).toEqual(['oil.md'])
  })
})
