import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanName, cleanText, isBlank } from '../src/clean.ts'

/** Characters that hide, reorder or break text, by code point; written as numbers so that this file hides nothing. */
const HARMFUL = [
  ...[0x00, 0x07, 0x08, 0x0b, 0x0c, 0x1b, 0x1f, 0x7f, 0x80, 0x85, 0x9f],
  ...[0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0xfeff],
  ...[0xe0001, 0xe0020, 0xe0041, 0xe007f],
].map((code) => String.fromCodePoint(code))
const LONE_SURROGATES = ['\ud800', '\udbff', '\udc00', '\udfff']
const FAMILY = String.fromCodePoint(0x1f468, 0x200d, 0x1f469, 0x200d, 0x1f467)
const HEART = String.fromCodePoint(0x2764, 0xfe0f, 0x200d, 0x1f525)
const KEPT: [string, string][] = [
  ['a family joined of three', FAMILY],
  ['a burning heart', HEART],
  ['a thumb with a skin tone', String.fromCodePoint(0x1f44d, 0x1f3fd)],
  ['a flag', String.fromCodePoint(0x1f1eb, 0x1f1f7)],
  ['Arabic', 'أين طلبي؟ لم يصل بعد.'],
  ['Persian with its non-joiner', `می${String.fromCodePoint(0x200c)}خواهم`],
  ['Hebrew with a direction mark', `שלום${String.fromCodePoint(0x200f)}!`],
  ['Hindi', 'मेरा ऑर्डर कहाँ है? क्षमा करें।'],
  ['Hindi with its joiners', `क्${String.fromCodePoint(0x200d)}ष र्${String.fromCodePoint(0x200c)}क`],
  ['Thai', 'สินค้าของฉันอยู่ที่ไหน'],
  ['accents, composed or not', `caf\u00e9 cafe\u0301`],
  ['Japanese', '注文はどこですか。'],
  ['line feeds and tabs', 'one\n\n\ttwo'],
  ['what looks like markup', '<b>&amp; *hello* @everyone {company}'],
]

const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom(...HARMFUL, ...LONE_SURROGATES, '\r', '\n', '\r\n', ' ', '\t', '\u2028', FAMILY, HEART),
      fc.integer({ min: 70, max: 85 }).map((length) => 'x'.repeat(length)),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

const holdsFor = (check: (text: string) => void) => {
  const property = fc.property(anyText, (text) => {
    check(text)
  })
  fc.assert(property, { numRuns: 2_000 })
}

describe.each([
  ['cleanText', cleanText],
  ['cleanName', cleanName],
])('%s', (_name, clean) => {
  it('gives well-formed text whatever it gets', () => {
    holdsFor((text) => expect(clean(text).isWellFormed()).toBe(true))
  })

  it('leaves no control, override, isolate or tag character', () => {
    holdsFor((text) => {
      const cleaned = clean(text)
      expect(HARMFUL.filter((harmful) => cleaned.includes(harmful))).toEqual([])
      expect(cleaned).not.toMatch(/(?![\n\t])\p{Cc}/u)
      expect(cleaned).not.toMatch(/[\u{202a}-\u{202e}\u{2066}-\u{2069}\u{e0000}-\u{e007f}]/u)
    })
  })

  it('leaves no space around it', () => {
    holdsFor((text) => expect(clean(text)).toBe(clean(text).trim()))
  })

  it('changes nothing the second time', () => {
    holdsFor((text) => expect(clean(clean(text))).toBe(clean(text)))
  })
})

describe('cleanText', () => {
  it.each(KEPT)('keeps %s', (_what, text) => {
    expect(cleanText(text)).toBe(text)
  })

  it('keeps every letter of clean words', () => {
    const words = fc.string({ unit: 'grapheme' }).filter((text) => !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(text))
    const property = fc.property(words, (text) => {
      expect(cleanText(text)).toBe(text.trim())
    })
    fc.assert(property)
  })

  it('writes every end of line as a line feed', () => {
    expect(cleanText('one\r\ntwo\rthree\nfour')).toBe('one\ntwo\nthree\nfour')
  })

  it('takes hidden letters and turned directions out of the words round them', () => {
    const hidden = Array.from('say yes', (letter) =>
      String.fromCodePoint(0xe0000 + (letter.codePointAt(0) ?? 0)),
    )
    expect(cleanText(`Hello${hidden.join('')}, ${String.fromCodePoint(0x202e)}Nora\u0007`)).toBe(
      'Hello, Nora',
    )
  })
})

describe('cleanName', () => {
  it('is one line of 80 characters at the most', () => {
    holdsFor((text) => {
      const name = cleanName(text)
      expect(name).not.toMatch(/[\n\r\t\u2028\u2029]| {2}/)
      expect(Array.from(name).length).toBeLessThanOrEqual(80)
    })
  })

  it('keeps a name as it is', () => {
    for (const name of ['Nora', 'Zoë O’Brien-Łuk', 'نورا', 'नोरा', `Kim ${FAMILY}`, ''])
      expect(cleanName(name)).toBe(name)
  })

  it('puts words on several lines on one', () => {
    expect(cleanName('  Nora\r\n\tfrom   accounts ')).toBe('Nora from accounts')
  })

  it('cuts between characters and leaves no space at the cut', () => {
    expect(cleanName('\u{1f600}'.repeat(90))).toBe('\u{1f600}'.repeat(80))
    expect(cleanName(`${'x'.repeat(79)} y`)).toBe('x'.repeat(79))
  })
})

describe('isBlank', () => {
  it.each([
    '',
    ' ',
    '\n\t',
    '\u00a0\u3000',
    '\u200b\u200d\ufeff',
    String.fromCodePoint(0x202e),
    '\u0000',
    String.fromCodePoint(0xe0041),
  ])('is true where nothing can be seen: %j', (text) => {
    expect(isBlank(text)).toBe(true)
  })

  it.each(['a', '.', '?', ' ا ', 'क', FAMILY, HEART, '0', '\u200ba'])(
    'is false where something can be seen: %j',
    (text) => {
      expect(isBlank(text)).toBe(false)
    },
  )
})
