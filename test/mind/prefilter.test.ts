import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import '../../src/mind/local-reader.ts'
import { makePlain } from '../../src/mind/patterns/plain-text.ts'
import { literalsOf, sieve } from '../../src/mind/patterns/prefilter.ts'
import { readMessages } from '../eval/messages.ts'

describe('the letters that a pattern cannot match without', () => {
  it.each([
    ['\\b(?:sad|ugh+|hate(?! to\\b))\\b|😡', ['sad', 'ug', 'hate', '😡']],
    ['ab?c', ['abc', 'ac']],
    ['\\bno (?:hope|way)\\b', ['no hope', 'no way']],
    ['colou?r[.!?]', ['colour.', 'colour!', 'colour?', 'color.', 'color!', 'color?']],
    ['x(?:long|y*)z', null],
    ['\\w+', null],
  ])('of %s are %j', (source, literals) => {
    expect(literalsOf(source)).toEqual(literals)
  })
})

describe('the sieve', () => {
  const regexes = sieve.sources.map((source) => new RegExp(source))
  const wronglyLeftOut = (text: string): string[] => {
    const { text: plain, may } = makePlain(text)
    return sieve.sources.filter((_, i) => may[i] === 0 && regexes[i]?.test(plain))
  }

  it('lets every pattern look that would match a message', () => {
    expect(readMessages().flatMap(({ text }) => wronglyLeftOut(text))).toEqual([])
  })

  it('lets every pattern look at pieces of messages put together at random', () => {
    const words = readMessages().flatMap(({ text }) => text.split(' '))
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 12 }), (some) => {
        expect(wronglyLeftOut(some.join(' '))).toEqual([])
      }),
    )
  })
})
