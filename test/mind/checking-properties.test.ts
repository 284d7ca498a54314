import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sentencesOf } from '../../src/knowledge/sentences.ts'
import { checkWords } from '../../src/mind/check-words.ts'
import { ungrounded } from '../../src/mind/checking/grounded.ts'
import { strangeName } from '../../src/mind/checking/names.ts'
import { writtenOf } from '../../src/mind/checking/written.ts'
import { allPassages, groundOn } from './checking/sample.ts'

const sentences = allPassages.flatMap((passage) =>
  passage.text
    .replaceAll(/^\d+\. /gm, '')
    .split('\n')
    .flatMap(sentencesOf)
    .map((text) => ({ text, passage })),
)
const somePages = fc
  .uniqueArray(fc.nat({ max: sentences.length - 1 }), { minLength: 1, maxLength: 6 })
  .map((indexes) => {
    const chosen = indexes.map((index) => sentences[index]).filter((each) => each !== undefined)
    return {
      text: chosen.map(({ text }) => text).join(' '),
      ground: { ...groundOn([], 'x'), passages: chosen.map(({ passage }) => passage) },
    }
  })

describe('any text of the pages', () => {
  it('is grounded in them, whatever its sentences', () => {
    fc.assert(
      fc.property(somePages, ({ text, ground }) => {
        const written = writtenOf(text, ground, 'answer')
        expect(ungrounded(written)).toBeNull()
        expect(strangeName(written)).toBeNull()
      }),
      { numRuns: 300 },
    )
  })

  it('is refused with a number that the pages do not have', () => {
    const ways = fc.constantFrom(
      (n: number) => `It takes ${n} days.`,
      (n: number) => `It costs £${n}.`,
      (n: number) => `That is ${n}%.`,
      (n: number) => `Your number is ${n}.`,
      (n: number) => `The code is AB-${n}.`,
    )
    fc.assert(
      fc.property(
        somePages,
        fc.integer({ min: 1_000, max: 999_999 }),
        ways,
        ({ text, ground }, number, say) => {
          expect(checkWords(`${text} ${say(number)}`, ground).ok).toBe(false)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('is refused with a link to any other host, however it is written', () => {
    const ways = fc.constantFrom(
      (host: string) => `See https://${host}/x`,
      (host: string) => `See [this](https://${host}/x?q=1).`,
      (host: string) => `See [this][1].\n\n[1]: https://${host}`,
      (host: string) => `See <https://${host}>.`,
      (host: string) => `See ${host}/now`,
      (host: string) => `![x](//${host}/x.png)`,
      (host: string) => `Write to me@${host}.`,
    )
    fc.assert(
      fc.property(somePages, fc.domain(), ways, ({ text, ground }, host, say) => {
        expect(checkWords(`${text} ${say(host)}`, ground).ok).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  it('is refused with any mention', () => {
    const id = fc.stringMatching(/^[A-Z0-9]{3,12}$/)
    const mention = fc.oneof(
      fc.constantFrom('@everyone', '@here', '@channel', '<!channel>', '<!here>', '<!everyone>'),
      id.map((text) => `<@${text}>`),
      id.map((text) => `<@&${text}>`),
      id.map((text) => `<#${text}>`),
      id.map((text) => `<!subteam^${text}>`),
    )
    fc.assert(
      fc.property(somePages, mention, ({ text, ground }, name) => {
        expect(checkWords(`${text} ${name}`, ground).ok).toBe(false)
      }),
      { numRuns: 200 },
    )
  })
})

describe('any text whatever', () => {
  it('is checked without a throw, and soon', () => {
    const ground = groundOn(['How long do I have to return'], 'x')
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2_500 }),
      fc.string({ unit: 'grapheme', maxLength: 2_500 }),
      fc
        .tuple(fc.string({ minLength: 1, maxLength: 4 }), fc.nat({ max: 1_000 }))
        .map(([part, times]) => part.repeat(times)),
    )
    fc.assert(
      fc.property(text, (each) => {
        const before = process.cpuUsage()
        checkWords(each, ground)
        // Work, not time: others may use the machine. A wide bound: what is quadratic takes seconds.
        expect(process.cpuUsage(before).user / 1_000).toBeLessThan(1_000)
      }),
      { numRuns: 400 },
    )
  })
})
