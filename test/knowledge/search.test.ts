import { describe, expect, it } from 'vitest'
import type { Passage } from '../../src/knowledge/passage.ts'
import { createSearch } from '../../src/knowledge/search.ts'
import { stemOf, wordsOf } from '../../src/knowledge/words.ts'

function passage(id: string, headings: string[], text: string): Passage {
  return { id, page: `${id}.md`, title: 'Lamps', headings, text, url: null }
}

const passages = [
  passage(
    'oil',
    ['Filling the lamp'],
    'Fill it to the line with oil. Shipping is never by air, for oil burns.',
  ),
  passage('post', ['Shipping'], 'We send every parcel by post.'),
  passage('glass', ['Glass'], 'The glass is blown by hand. Returns of glass are free.'),
]

describe('the search', () => {
  it('puts what a heading names before what a text mentions', async () => {
    const search = await createSearch(passages)
    expect(search.search('How does shipping work?', 5).map(({ passage }) => passage.id)).toEqual([
      'post',
      'oil',
    ])
  })

  it('finds a word in its other forms', async () => {
    const search = await createSearch(passages)
    expect(search.search('I returned it', 1)[0]?.passage.id).toBe('glass')
    expect(search.search('can I get a delivery', 1)[0]?.passage.id).toBe('post')
  })

  it('finds a misspelled word, a word run together, and a word that means the same', async () => {
    const search = await createSearch([
      ...passages,
      passage('reader', ['Reading aloud'], 'Every page works with a screen reader.'),
    ])
    const first = (question: string) => search.search(question, 1)[0]?.passage.id
    expect(first('glas retruns')).toBe('glass')
    expect(first('screenreader')).toBe('reader')
    expect(first('by courier')).toBe('post')
  })

  it('understands a fragment by what was said before it', async () => {
    const search = await createSearch([
      ...passages,
      passage('islands', ['Shipping to islands'], 'By boat, once a week.'),
      passage('tours', ['Tours of the islands'], 'Every Sunday.'),
    ])
    const first = (before: string) => search.ask('and to the islands?', before).found[0]?.passage.id
    expect(first('How does shipping work?')).toBe('islands')
    expect(first('When are your tours?')).toBe('tours')
  })

  it('finds nothing where there is nothing', async () => {
    const search = await createSearch(passages)
    expect(search.search('what is the capital of France?', 5)).toEqual([])
    expect(search.search('', 5)).toEqual([])
    expect((await createSearch([])).search('shipping', 5)).toEqual([])
  })

  it('weighs rare words more than common ones', async () => {
    const search = await createSearch(passages)
    expect(search.weight('unicorn')).toBeGreaterThan(search.weight('oil'))
    expect(search.weight('oil')).toBeGreaterThan(search.weight('lamp'))
  })
})

describe('words', () => {
  it('leaves out what every question has', () => {
    expect(wordsOf("Hi, could you please tell me what's the price of children's lamps?")).toEqual([
      'cost',
      'child',
      'lamp',
    ])
  })

  it.each([
    ['return', ['returns', 'returned', 'returning']],
    ['cancel', ['cancels', 'cancelled', 'canceled', 'cancellation', 'cancelling']],
    ['deliver', ['delivery', 'deliveries', 'delivered', 'shipping']],
    ['charg', ['charge', 'charges', 'charging']],
    ['instal', ['install', 'installation', 'installed']],
    ['warranti', ['warranty', 'warranties']],
  ])('makes %s of its forms', (stem, forms) => {
    expect(forms.map(stemOf)).toEqual(forms.map(() => stem))
  })
})
