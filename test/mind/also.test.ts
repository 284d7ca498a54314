import { describe, expect, it } from 'vitest'
import type { Passage } from '../../src/knowledge/passage.ts'
import { createSearch } from '../../src/knowledge/search.ts'
import { alsoFound } from '../../src/mind/also.ts'

const passage = (id: string, text: string): Passage => ({
  id,
  page: `${id}.md`,
  title: id,
  headings: [],
  text,
  url: null,
})

describe('another ranker', () => {
  it('moves up what it finds, and brings in what shares no word with the question', async () => {
    const search = await createSearch([
      passage('oil', 'Fill the lamp with oil.'),
      passage('wick', 'Trim the wick of the lamp.'),
      passage('glass', 'Wipe it with a cloth.'),
    ])
    const ids = (also: string[]) =>
      search.ask('my lamp is sooty', '', also).found.map((found) => found.passage.id)
    expect(ids([])).not.toContain('glass')
    const [first = '', second = ''] = ids([])
    expect(ids([second])[0]).toBe(second)
    expect(ids([first, 'glass', 'nowhere'])).toContain('glass')
  })

  it('is done without where it fails or is late', async () => {
    const failing = { rank: () => Promise.reject(new Error('down')), deadline: 1_000 }
    const late = { rank: () => new Promise<string[]>(() => undefined), deadline: 5 }
    const fine = { rank: () => Promise.resolve(['oil']), deadline: 1_000 }
    expect(await alsoFound(failing, 'oil?')).toEqual([])
    expect(await alsoFound(late, 'oil?')).toEqual([])
    expect(await alsoFound(null, 'oil?')).toEqual([])
    expect(await alsoFound(fine, 'oil?')).toEqual(['oil'])
  })
})
