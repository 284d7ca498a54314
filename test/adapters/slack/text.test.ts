import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toMrkdwn } from '../../../adapters/slack/markdown.ts'
import { readText } from '../../../adapters/slack/text-in.ts'
import { boldText, escapeText, linkText } from '../../../adapters/slack/text-out.ts'
import { shortenText, splitText } from '../../../adapters/slack/text-split.ts'

const names = { user: (id: string) => (id === 'U1' ? 'Ann' : null), bot: 'UBOT' }
const read = (text: string) => readText(text, names)
const decode = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
/** The only things between angle brackets that we ever send: links to the web. */
const LINK = /^<https?:\/\/[^\s|<>]+(?:\|[^|<>\n]+)?>$/
const anything = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        ...'<!channel>|<@U1>|<|>|&|&lt;|`|```|*|**|_|~~|[a](|)|[|]|![|https://x.example/|\n|\n\n|- |1. |> |# '.split(
          '|',
        ),
        'word',
        ' ',
        '|',
        '😀',
        'ש',
        '    ',
        '\t',
      ),
      { maxLength: 60, size: 'max' },
    )
    .map((parts) => parts.join('')),
)

describe('what somebody wrote in Slack', () => {
  it.each([
    ['Tom &amp; Ann', 'Tom & Ann'],
    ['1 &lt; 2 &gt; 0', '1 < 2 > 0'],
    ['write &amp;lt; for it', 'write &lt; for it'],
    ['&nbsp;&amp', '&nbsp;&amp'],
    ['ask <@U1>', 'ask @Ann'],
    ['ask <@U2|ben>', 'ask @ben'],
    ['ask <@U2>', 'ask @somebody'],
    ['in <#C1|general>', 'in #general'],
    ['in <#C1>', 'in #channel'],
    ['<!channel> <!here> <!everyone|everyone>', '@channel @here @everyone'],
    ['<!subteam^S1|@team> and <!subteam^S2>', '@team and @group'],
    ['on <!date^1392734382^{date}|18 February>', 'on 18 February'],
    ['see <https://x.example/a?b=1&amp;c=2|the page>', 'see the page (https://x.example/a?b=1&c=2)'],
    ['see <https://x.example/>', 'see https://x.example/'],
    ['see <http://x.example|x.example>', 'see x.example'],
    ['<mailto:a@b.example|a@b.example>', 'a@b.example'],
    ['<mailto:a@b.example|write>', 'write (a@b.example)'],
    ['<tel:+123|+123>', '+123'],
    ['<something new|its words>', 'its words'],
    ['<something new>', '<something new>'],
  ])('reads %j as %j', (text, words) => {
    expect(read(text)).toBe(words)
  })

  it.each([
    ['<@UBOT> where is it?', 'where is it?'],
    ['<@UBOT>, where is it?', 'where is it?'],
    ['<@UBOT>: where is it?', 'where is it?'],
    ['where is it <@UBOT>', 'where is it'],
    ['thanks <@UBOT|warmline>!', 'thanks!'],
    ['hello <@UBOT> there', 'hello there'],
    ['hello <@UBOT> :wave:', 'hello 👋'],
    ['<@UBOT> :wave: hello', '👋 hello'],
    ['one\n<@UBOT> two\nthree', 'one\ntwo\nthree'],
    ['<@UBOT> <@UBOT>', ''],
    ['<@UBOT>', ''],
    [' <@UBOT> \n', ''],
  ])('takes our own mention out of %j', (text, words) => {
    expect(read(text)).toBe(words)
  })

  it('gives back what was typed, whatever was typed but marks and the names of signs', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const bare = text.replace(/[*_~`:]/g, '')
        expect(read(escapeText(bare))).toBe(bare)
      }),
    )
  })

  it.each([
    ['I want a *human*', 'I want a human'],
    ['_please_, ~no~ yes, `code`', 'please, no yes, code'],
    ['*_both_* and **twice**', 'both and twice'],
    ['snake_case_name, 5*4*3, 2 * 3 * 4', 'snake_case_name, 5*4*3, 2 * 3 * 4'],
    [':+1: :heart: :no_such_sign:', '👍 ❤️ :no_such_sign:'],
  ])('reads the marks and signs of %s', (written, words) => {
    expect(read(written)).toBe(words)
  })

  it('reads anything at all without failing', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(typeof read(text)).toBe('string')
      }),
    )
  })

  it.each(['<', '<@', '<@UBOT>', ' ', '<@UBOT> ', '&lt;', '<a|', '>', '<https://x|y> '])(
    'reads 40,000 characters of %j at once',
    (text) => {
      const started = performance.now()
      read(text.repeat(40_000 / text.length))
      expect(performance.now() - started).toBeLessThan(500)
    },
  )
})

describe('Markdown for Slack', () => {
  it.each([
    ['one\n\ntwo', 'one\n\ntwo'],
    ['one\ntwo', 'one\ntwo'],
    ['**bold** and *em* and ~~gone~~ and `code`', '*bold* and _em_ and ~gone~ and `code`'],
    ['## A *small* heading', '*A _small_ heading*'],
    ['# A **big** heading', '*A big heading*'],
    ['a**b**c', 'abc'],
    ['**two\nlines**', '*two*\n*lines*'],
    ['- one\n- two\n  - three\n    - four', '• one\n• two\n    ◦ three\n        ▪ four'],
    ['3. three\n4. four\n   - five', '3. three\n4. four\n    ◦ five'],
    ['- one\n\n  more of it\n- two', '• one\n  more of it\n• two'],
    ['- [ ] to do\n- [x] done', '• [ ] to do\n• [x] done'],
    ['> said\n> twice', '> said\n> twice'],
    ['> > deep', '> deep'],
    ['```js\nif (a < b) {}\n```', '```\nif (a &lt; b) {}\n```'],
    ['- see\n  ```\n  a\n  b\n  ```', '• see\n  `a`\n  `b`'],
    ['one\n\n---\n\ntwo', 'one\n\n———\n\ntwo'],
    ['[page](https://x.example/a?b=1&c=2)', '<https://x.example/a?b=1&amp;c=2|page>'],
    ['[a|b <c>](https://x.example/a|b)', '<https://x.example/a%7Cb|a/b &lt;c&gt;>'],
    ['<https://x.example/>', '<https://x.example/>'],
    ['see www.x.example', 'see <http://www.x.example|www.x.example>'],
    ['[**bold**](https://x.example/)', '<https://x.example/|bold>'],
    ['[x](javascript:alert(1))', '[x](javascript:alert(1))'],
    ['[x](mailto:a@b.example)', '[x](mailto:a@b.example)'],
    ['![alt](https://x.example/c.png?q=secret)', '![alt](https://x.example/c.png?q=secret)'],
    ['<b>x</b>', '&lt;b&gt;x&lt;/b&gt;'],
    ['| a |\n|---|\n| <!here> |', '| a |\n|---|\n| &lt;!here&gt; |'],
    ['', ''],
  ])('shows %j as %j', (text, shown) => {
    expect(toMrkdwn(text)).toBe(shown)
  })

  it.each(['<!channel>', '<@U123>', '<!subteam^S1>', '<#C1>', '<https://evil.example|Log in>', '@everyone'])(
    'leaves %s as words, wherever it stands',
    (words) => {
      const places = [
        '%',
        '**%**',
        '`%`',
        '```\n%\n```',
        '- %',
        '> %',
        '# %',
        '[%](https://x.example/)',
        '[x](%)',
      ]
      for (const place of places) {
        const shown = toMrkdwn(place.replace('%', words))
        for (const [mark] of shown.matchAll(/<[^<>]*>/g)) expect(mark).toMatch(LINK)
        expect(shown.replaceAll(/<https:\/\/x\.example\/\|/g, '')).not.toMatch(/<[!@#h]/)
      }
    },
  )

  it('lets nothing come alive but links to the web', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const shown = toMrkdwn(text)
        for (const [mark] of shown.matchAll(/<[^<>]*>/g)) expect(mark).toMatch(LINK)
        const rest = shown.replaceAll(/<[^<>]*>/g, '').replaceAll(/^> |&(?:amp|lt|gt);/gm, '')
        expect(rest).not.toMatch(/[<>&]/)
      }),
      { numRuns: 1000 },
    )
  })

  it('shows very long and very deep text as it was written, at once', () => {
    const started = performance.now()
    expect(toMrkdwn('**a** <'.repeat(6_000))).toBe('**a** &lt;'.repeat(6_000))
    expect(toMrkdwn(`${'>'.repeat(5_000)} deep`)).toContain('deep')
    expect(toMrkdwn(`${'>'.repeat(50)} deep`)).toBe(`${'&gt;'.repeat(50)} deep`)
    expect(toMrkdwn(`a${'*b'.repeat(4_900)}`)).toContain('b')
    expect(toMrkdwn('a\ud800b')).toBe('a\ufffdb')
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  it('keeps a link that is too long to be one as words', () => {
    const address = `https://x.example/${'a'.repeat(1_000)}`
    expect(toMrkdwn(`[page](${address})`)).toBe(`page (${address})`)
    expect(linkText(address, 'page')).toBe(`page (${address})`)
    expect(linkText('javascript:alert(1)', 'page')).toBe('page')
    expect(linkText(null, '<!here>')).toBe('&lt;!here&gt;')
  })

  it('makes one bold line of any name', () => {
    expect(boldText('Ann *the* `best` & <Co>\nLtd')).toBe('*Ann the best &amp; &lt;Co&gt; Ltd*')
    expect(boldText(' * ')).toBe('')
  })
})

describe('splitting', () => {
  const word = 'word '.repeat(10).trim()

  it('leaves what is short enough', () => {
    expect(splitText('short', 100)).toEqual(['short'])
    expect(splitText('', 100)).toEqual([])
    expect(splitText(' \n ', 100)).toEqual([])
  })

  it('cuts between paragraphs first, then lines, sentences and words', () => {
    expect(splitText(`${word}\n\n${word}. ${word}`, 90)).toEqual([word, `${word}.`, word])
    expect(splitText(`${word}\n${word}. ${word}`, 90)).toEqual([word, `${word}.`, word])
    expect(splitText(`${word}. ${word} ${word}`, 100)).toEqual([`${word}.`, `${word} ${word}`])
    expect(splitText(`${word} ${word}`, 52)).toEqual([`${word} wor`.slice(0, 49), word])
  })

  it('closes and opens a block of code that it cuts', () => {
    const lines = Array.from({ length: 10 }, (_, n) => `  line ${n}`).join('\n')
    const pieces = splitText(`\`\`\`\n${lines}\n\`\`\`\n\nafter`, 60)
    expect(pieces.length).toBeGreaterThan(1)
    for (const piece of pieces.slice(0, -1)) expect(piece).toMatch(/^```\n {2}line [\s\S]*\n```$/)
    expect(pieces.at(-1)).toMatch(/after$/)
  })

  it('shows no empty block of code where it cuts at the end of one', () => {
    for (let length = 0; length < 80; length++) {
      for (const end of ['```', '```after', '\n```', '\n```\nafter', ' '.repeat(40)]) {
        for (const piece of splitText(`\`\`\`\n${'a'.repeat(length)}a${end}`, 50)) {
          expect(piece).not.toMatch(/```\s*```/)
          expect(piece.replaceAll('```', '')).not.toContain('`')
        }
      }
    }
  })

  it('closes a block of code that nobody closed', () => {
    expect(splitText('```\nx', 100)).toEqual(['```\nx\n```'])
  })

  it('keeps links, entities and letters of two units whole', () => {
    const link = '<https://x.example/a|two words>'
    for (let before = 0; before < 80; before++) {
      for (const [what, whole] of [
        [link, link],
        ['&amp;', '&amp;'],
        ['😀', '😀'],
      ] as const) {
        const text = `${'a'.repeat(before)}${what.repeat(5)} b`
        const pieces = splitText(text, 70)
        const found = pieces.map((piece) => piece.split(whole).length - 1).reduce((sum, n) => sum + n, 0)
        expect(found, text).toBe(5)
      }
    }
  })

  it('loses no word and keeps to the limit, whatever it is given', () => {
    const bare = (text: string) => text.replaceAll(/```|\s/g, '')
    fc.assert(
      fc.property(anything, fc.integer({ min: 40, max: 200 }), (text, limit) => {
        const shown = toMrkdwn(text)
        const pieces = splitText(shown, limit)
        expect(bare(pieces.join(' '))).toBe(bare(shown))
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(limit)
          expect(piece.trim()).not.toBe('')
          expect(piece.split('```').length % 2).toBe(1)
          expect(piece.isWellFormed()).toBe(shown.isWellFormed())
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('cuts no word of ordinary text', () => {
    const words = fc.array(fc.constantFrom('a', 'parcel', 'refund.', '😀', 'שלום', '\n', '\n\n'), {
      maxLength: 300,
      size: 'max',
    })
    fc.assert(
      fc.property(words, (list) => {
        const text = list.join(' ')
        const split = splitText(text, 100).join(' ').split(/\s+/).filter(Boolean)
        expect(split).toEqual(text.split(/\s+/).filter(Boolean))
      }),
    )
  })

  it.each(['<', '`', '```', ' ', '\n', '&', '<a ', 'a. '])(
    'splits 40,000 characters of %j at once',
    (text) => {
      const started = performance.now()
      for (const piece of splitText(text.repeat(40_000 / text.length), 3_000))
        expect(piece.length).toBeLessThanOrEqual(3_000)
      expect(performance.now() - started).toBeLessThan(500)
    },
  )

  it('shortens with a sign, to the length that was asked for', () => {
    expect(shortenText('short', 50)).toBe('short')
    fc.assert(
      fc.property(anything, (text) => {
        expect(shortenText(escapeText(text), 50).length).toBeLessThanOrEqual(50)
      }),
    )
    expect(shortenText(word.repeat(3), 50)).toMatch(/ …$/)
    expect(decode(shortenText('&lt;'.repeat(30), 50))).toMatch(/^<+ …$/)
  })
})
