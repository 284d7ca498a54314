import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toDiscord } from '../../../adapters/discord/markdown.ts'
import { readText } from '../../../adapters/discord/text-in.ts'
import { boldText, escapeText, linkText } from '../../../adapters/discord/text-out.ts'
import { shortenText, splitText } from '../../../adapters/discord/text-split.ts'

const known = (names: Record<string, string>) => (id: string) => names[id] ?? null
const names = {
  user: known({ '1': 'Ann', '4': '@ben' }),
  channel: known({ '2': 'general' }),
  role: known({ '3': 'team' }),
  bot: '9',
}
const read = (text: string) => readText(text, names)

const SIGNS =
  '@everyone|@here|<@1>|<@&3>|<#2>|<:wave:5>|<t:1:R>|</help:7>|<|>|&|`|```|```js\n|*|**|***|_|__|~~|||\\|[a](|)|[|]|![|:tada:|https://x.example/a_b|discord.gg/abc|\n|\n\n|- |1. |7.|> |>>> |# |-# |#'
    .split('|')
    .concat('|', '||', 'word', ' ', '😀', '👩‍👩‍👧‍👦', '🇩🇪', 'e\u0301', 'ש', '    ', '\t')
const anything = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(fc.constantFrom(...SIGNS), { maxLength: 60, size: 'max' }).map((parts) => parts.join('')),
)

/** What Discord's reader takes as one thing: escapes, code, and the only links that we make. */
const TAKEN =
  /\\([^0-9A-Za-z\s])|```.*?```|`[^`]+`|\[[^[\]]+\]\(<https?:\/\/[^\s<>()]+>\)|<https?:\/\/[^\s<>]+>/gis
/** What is left for it to bring to life. */
const left = (shown: string) => shown.replace(TAKEN, '\u0000')
/** What an escaped text looks like in Discord. */
const shownAs = (escaped: string) => escaped.replace(/\\([^0-9A-Za-z\s])/g, '$1')

describe('what somebody wrote in Discord', () => {
  it.each([
    ['Tom & Ann <3', 'Tom & Ann <3'],
    ['1 < 2 > 0', '1 < 2 > 0'],
    ['ask <@1> and <@!4>', 'ask @Ann and @ben'],
    ['ask <@77>', 'ask @somebody'],
    ['in <#2>, not <#8>', 'in #general, not #channel'],
    ['<@&3> or <@&8>', '@team or @group'],
    ['@everyone @here', '@everyone @here'],
    ['<:wave:123> <a:party_time:45>', ':wave: :party_time:'],
    ['use </help:12> or </order status:13>', 'use /help or /order status'],
    ['see <id:browse>', 'see #browse'],
    ['at <t:1795343220:R>', 'at 22 November 2026 at 10:27 UTC'],
    ['at <t:1795343220>', 'at 22 November 2026 at 10:27 UTC'],
    ['on <t:1795343220:D>, <t:1795343220:t>', 'on 22 November 2026, 10:27 UTC'],
    ['<t:99999999999999999>', '<t:99999999999999999>'],
    ['see [the page](https://x.example/a?b=1&c=(2))', 'see the page (https://x.example/a?b=1&c=(2))'],
    ['see [the page](<https://x.example/>)', 'see the page (https://x.example/)'],
    ['[https://x.example/](https://x.example/)', 'https://x.example/'],
    ['[write](mailto:a@b.example) <tel:+123>', 'write (a@b.example) +123'],
    ['<https://x.example/a>', 'https://x.example/a'],
    ['[x](javascript:alert(1))', '[x](javascript:alert(1))'],
    ['<something new>', '<something new>'],
    ['**a** *person*, __please__! ~~no~~ ||yes|| `code`', 'a person, please! no yes code'],
    ['***very*** **_much_** _*so*_ > **_~~all~~_**', 'very much so > all'],
    ['2*3*4, snake_case_name, * a * and **', '2*3*4, snake_case_name, * a * and **'],
    ['\\*not\\* marked, C:\\dir', '*not* marked, C:\\dir'],
    ['```js\n_x_ \\* \n``` _y_', '```js\n_x_ \\* \n``` y'],
  ])('reads %j as %j', (text, words) => {
    expect(read(text)).toBe(words)
  })

  it.each([
    ['<@9> where is it?', 'where is it?'],
    ['<@!9>, where is it?', 'where is it?'],
    ['<@9>: where is it?', 'where is it?'],
    ['where is it <@9>', 'where is it'],
    ['thanks <@9>!', 'thanks!'],
    ['hello <@9> there', 'hello there'],
    ['hello <@9> :wave:', 'hello :wave:'],
    ['<@9> <:wave:1> hello', ':wave: hello'],
    ['one\n<@9> two\nthree', 'one\ntwo\nthree'],
    ['<@9> <@9>', ''],
    [' <@9> \n', ''],
  ])('takes our own mention out of %j', (text, words) => {
    expect(read(text)).toBe(words)
  })

  it('reads anything at all without failing, and leaves what nothing is in', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const words = read(text)
        if (!/[<[*_~|`\\]/.test(text)) expect(words).toBe(text)
      }),
    )
  })

  it.each([
    '<',
    '<@',
    '<@9>',
    ' ',
    '<@9> ',
    '[',
    '[a](',
    '[x](https://',
    '[x](https://a(',
    '>',
    '<t:1>',
    '<:a:',
    '*',
    '*a',
    ' *a',
    '**a ',
    '_a_',
    '`',
    '||',
    '\\',
  ])('reads 40,000 characters of %j at once', (text) => {
    const started = performance.now()
    read(text.repeat(40_000 / text.length))
    expect(performance.now() - started).toBeLessThan(700)
  })
})

describe('literal text for Discord', () => {
  it.each([
    ['Where is my refund?', 'Where is my refund?'],
    ['snake_case *and* `code`', 'snake\\_case \\*and\\* \\`code\\`'],
    ['<@1> <#2> <t:1:R>', '\\<@1> \\<#2> \\<t\\:1:R>'],
    ['@everyone @here @Ann', '\\@everyone \\@here @Ann'],
    ['||secret|| ~~gone~~', '\\|\\|secret\\|\\| \\~\\~gone\\~\\~'],
    ['[x](https://evil.example/)', '\\[x](https:\\//evil.example/)'],
    ['discord.gg/abc', 'discord.gg\\/abc'],
    ['# one\n-# two\n> three\n- four\n12. five', '\\# one\n\\-# two\n\\> three\n\\- four\n12\\. five'],
    ['a - b > c # d, 3.5 or 10:30', 'a - b > c # d, 3.5 or 10:30'],
    [':tada: C:\\dir', '\\:tada: C:\\\\dir'],
  ])('shows %j as it is', (text, escaped) => {
    expect(escapeText(text)).toBe(escaped)
    expect(shownAs(escaped)).toBe(text)
  })

  it('shows any text as it is, with nothing in it alive', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const escaped = escapeText(text)
        expect(shownAs(escaped)).toBe(text)
        expect(escaped.length).toBeLessThanOrEqual(2 * text.length)
        const rest = left(escaped)
        expect(rest).not.toMatch(/[\\`*_~|<[]|@everyone|@here|:\/\/|discord\.gg\/|:[\w+-]{1,60}:/)
        expect(rest).not.toMatch(/^\s*(?:#{1,3}\s|-#|>|- |\d{1,9}\. )/m)
      }),
      { numRuns: 1000 },
    )
  })

  it.each(['#', ' ', '\n', '1', '1.', '-', ':a', ' #', '\\', '@everyone', '://', 'a:'])(
    'escapes 40,000 characters of %j at once',
    (text) => {
      const started = performance.now()
      escapeText(text.repeat(40_000 / text.length))
      expect(performance.now() - started).toBeLessThan(700)
    },
  )

  it('makes one bold line of any name', () => {
    expect(boldText('Ann *the* `best` & <Co>\nLtd')).toBe('**Ann \\*the\\* \\`best\\` & \\<Co> Ltd**')
    expect(boldText(' ')).toBe('')
  })
})

describe('Markdown for Discord', () => {
  it.each([
    ['one\n\ntwo', 'one\n\ntwo'],
    ['one\ntwo', 'one\ntwo'],
    ['**bold** and *em* and ~~gone~~ and `code`', '**bold** and _em_ and ~~gone~~ and `code`'],
    ['## A *small* heading', '**A _small_ heading**'],
    ['# A **big** heading', '**A big heading**'],
    ['a**b**c, a*b*c', 'a**b**c, abc'],
    ['***both***', '_**both**_'],
    ['**two\nlines**', '**two**\n**lines**'],
    ['**a `x**y` b**', 'a `x**y` b'],
    ['- one\n- two\n  - three\n    - four', '- one\n- two\n  - three\n    - four'],
    ['3. three\n4. four\n   - five', '3. three\n4. four\n   - five'],
    ['- one\n\n  more of it\n- two', '- one\n  more of it\n- two'],
    ['- [ ] to do\n- [x] done', '- \\[ ] to do\n- \\[x] done'],
    ['1\\. not a list', '1\\. not a list'],
    ['> said\n> twice', '> said\n> twice'],
    ['> > deep', '> deep'],
    ['```js\nif (a < b) {}\n```', '```js\nif (a < b) {}\n```'],
    ['````\na ``` b\n````', "```\na ''' b\n```"],
    ['- see\n  ```\n  a\n  b\n  ```', '- see\n  `a`\n  `b`'],
    ['one\n\n---\n\ntwo', 'one\n\n———\n\ntwo'],
    ['[page](https://x.example/a?b=1&c=2)', '[page](<https://x.example/a?b=1&c=2>)'],
    ['[a [b] <c>](<https://x.example/a|(b)>)', '[a (b) \\<c>](<https://x.example/a%7C%28b%29>)'],
    ['<https://x.example/>', '<https://x.example/>'],
    ['see www.x.example', 'see <http://www.x.example>'],
    ['[https://bank.example](https://evil.example/)', 'https:\\//bank.example (<https://evil.example/>)'],
    ['[**bold**](https://x.example/)', '[bold](<https://x.example/>)'],
    ['[x](javascript:alert(1))', '\\[x](javascript:alert(1))'],
    ['[x](mailto:a@b.example)', '\\[x](mailto:a@b.example)'],
    ['![alt](https://x.example/c.png?q=secret)', '!\\[alt](https:\\//x.example/c.png?q=secret)'],
    ['<b>x</b>', '\\<b>x\\</b>'],
    ['| a |\n|---|\n| @here |', '\\| a \\|\n\\|---\\|\n\\| \\@here \\|'],
    ['```\n\n```', ''],
    ['', ''],
  ])('shows %j as %j', (text, shown) => {
    expect(toDiscord(text)).toBe(shown)
  })

  it.each(['<@1>', '<@&3>', '<#2>', '<t:1:R>', '<:wave:5>', '@everyone', '||spoiler||', 'discord.gg/abc'])(
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
        const shown = toDiscord(place.replace('%', words))
        expect(left(shown)).not.toMatch(/[<|[]|@everyone|discord\.gg\//)
      }
    },
  )

  it('lets nothing come alive but links to the web', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const shown = toDiscord(text)
        const rest = left(shown)
        expect(rest).not.toMatch(/[\\`|<[]|@everyone|@here|:\/\/|discord\.gg\//)
        expect(rest).not.toMatch(/^[ \t]*(?:#{1,3}[ \t]+\S|-#|>>>)/m)
      }),
      { numRuns: 1000 },
    )
  })

  it('shows very long and very deep text as it was written, at once', () => {
    const started = performance.now()
    expect(toDiscord('**a** <'.repeat(6_000))).toBe('\\*\\*a\\*\\* \\<'.repeat(6_000))
    expect(toDiscord(`${'>'.repeat(5_000)} deep`)).toContain('deep')
    expect(toDiscord(`a ${'>'.repeat(50)} deep`)).toBe(`a ${'>'.repeat(50)} deep`)
    expect(toDiscord(`a${'*b'.repeat(4_900)}`)).toContain('b')
    expect(toDiscord('a\ud800b')).toBe('a\ufffdb')
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  it('keeps a link that is too long to be one as words', () => {
    const address = `https://x.example/${'a'.repeat(1_000)}`
    const words = `page (https:\\//x.example/${'a'.repeat(1_000)})`
    expect(toDiscord(`[page](${address})`)).toBe(words)
    expect(linkText(address, 'page')).toBe(words)
    expect(linkText('javascript:alert(1)', 'page')).toBe('page')
    expect(linkText(null, '<@1>')).toBe('\\<@1>')
  })
})

describe('splitting', () => {
  const word = 'word '.repeat(21).trim()

  it('leaves what is short enough', () => {
    expect(splitText('short')).toEqual(['short'])
    expect(splitText('')).toEqual([])
    expect(splitText(' \n ')).toEqual([])
  })

  it('cuts between paragraphs first, then lines, sentences and words', () => {
    expect(splitText(`${word}\n\n${word}`, 205)).toEqual([word, word])
    expect(splitText(`${word}\n${word}`, 205)).toEqual([word, word])
    expect(splitText(`${word}. ${word}`, 205)).toEqual([`${word}.`, word])
    expect(splitText(`${word} ${word}`, 205)).toEqual([`${word} ${word}`.slice(0, -5), 'word'])
    expect(splitText(`${word}\n1. ${word}`, 205)).toEqual([word, `1. ${word}`])
  })

  it.each([
    ['See:\n\n``` your order is 55 and comes tomorrow', /your order is 55 and comes tomorrow/],
    ['```Hello there\nyour code\n```', /Hello there\nyour code/],
    ['``` words', /words/],
    ['```js', /js/],
  ])('loses no words behind a fence: %j', (text, expected) => {
    expect(toDiscord(text)).toMatch(expected)
  })

  it('closes a block of code that it cuts, and opens it again in its language', () => {
    const lines = Array.from({ length: 60 }, (_, n) => `  line ${n}`).join('\n')
    const pieces = splitText(`before\n\n\`\`\`ts\n${lines}\n\`\`\`\n\nafter`, 250)
    expect(pieces.length).toBeGreaterThan(2)
    expect(pieces[0]).toMatch(/^before\n\n```ts\n {2}line 0\n[^`]*\n```$/)
    for (const piece of pieces.slice(1, -1)) expect(piece).toMatch(/^```ts\n {2}line [^`]*\n```$/)
    expect(pieces.at(-1)).toMatch(/after$/)
    const told = pieces.join('\n').replaceAll(/```(?:ts)?\n?/g, '')
    expect(told.match(/line \d+/g)).toEqual(lines.match(/line \d+/g))
  })

  it('shows no empty block of code where it cuts at the begin or the end of one', () => {
    for (let length = 0; length < 260; length++) {
      for (const end of ['\n```', '\n```\nafter', `\n\`\`\`\n${'b'.repeat(150)}`]) {
        for (const begin of ['', `${'c'.repeat(150)}\n\n`]) {
          const text = `${begin}\`\`\`js\na${'a'.repeat(length)}${end}`
          const pieces = splitText(text, 200)
          const bare = (shown: string) => shown.replaceAll(/```(?:js)?|\s/g, '')
          expect(bare(pieces.join(''))).toBe(bare(text))
          for (const piece of pieces) {
            expect(piece.length).toBeLessThanOrEqual(200)
            expect(piece.replaceAll(/```js\n[^`]+\n```/g, '')).not.toContain('`')
          }
        }
      }
    }
  })

  it('closes a block of code that nobody closed', () => {
    expect(splitText('```\nx')).toEqual(['```\nx\n```'])
    expect(splitText(`\`\`\`js\n${'\n'.repeat(500)}x`, 200)).toEqual(['```js\nx\n```'])
  })

  it.each([
    ['[two words](<https://x.example/a>)', '[two words](<https://x.example/a>)'],
    ['<https://x.example/a> ', '<https://x.example/a>'],
    ['<@123456789>', '<@123456789>'],
    ['**two words** ', '**two words**'],
    ['_two words_ ', '_two words_'],
    ['`two words` ', '`two words`'],
    ['\\*', '\\*'],
    ['😀', '😀'],
    ['👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦'],
    ['🇩🇪', '🇩🇪'],
    ['e\u0301', 'e\u0301'],
  ])('keeps %j whole', (what, whole) => {
    for (let before = 0; before < 40; before++) {
      const text = `${'a'.repeat(before)} ${what.repeat(60)} b`
      const pieces = splitText(text, 200)
      const found = pieces.map((piece) => piece.split(whole).length - 1).reduce((sum, n) => sum + n, 0)
      expect(found, text).toBe(60)
    }
  })

  it('loses no word and keeps to the limit, whatever it is given', () => {
    const bare = (text: string) => text.replaceAll(/```(?:js(?=\n))?|\s/g, '')
    const long = fc.array(anything, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '))
    fc.assert(
      fc.property(long, fc.integer({ min: 200, max: 400 }), fc.boolean(), (text, limit, isOurs) => {
        const shown = isOurs ? toDiscord(text) : escapeText(text)
        const pieces = splitText(shown, limit)
        expect(bare(pieces.join(' '))).toBe(bare(shown))
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(limit)
          expect(Array.from(piece).length).toBeLessThanOrEqual(limit)
          expect(piece.trim()).not.toBe('')
          expect(piece.split('```').length % 2).toBe(1)
          if (shown.isWellFormed()) expect(piece.isWellFormed()).toBe(true)
        }
      }),
      { numRuns: 1500 },
    )
  })

  it('brings nothing to life by where it cuts', () => {
    const long = fc.array(anything, { minLength: 2, maxLength: 5 }).map((parts) => parts.join('a'))
    fc.assert(
      fc.property(long, (text) => {
        for (const piece of splitText(escapeText(text), 200))
          expect(left(piece)).not.toMatch(/[\\`*_~|<[]|@everyone|@here|:\/\//)
        for (const piece of splitText(toDiscord(text.repeat(8).slice(0, 9_000)), 1_300))
          expect(left(piece)).not.toMatch(/[`|<]|@everyone|@here|discord\.gg\//)
      }),
      { numRuns: 1000 },
    )
  })

  it('cuts no word of ordinary text', () => {
    const words = fc.array(fc.constantFrom('a', 'parcel', 'refund.', '😀', 'שלום', '\n', '\n\n'), {
      maxLength: 400,
      size: 'max',
    })
    fc.assert(
      fc.property(words, (list) => {
        const text = list.join(' ')
        const split = splitText(text, 200).join(' ').split(/\s+/).filter(Boolean)
        expect(split).toEqual(text.split(/\s+/).filter(Boolean))
      }),
    )
  })

  it.each(['<', '`', '```', ' ', '\n', '[', '[a](<', '**', '_a', '\\', 'a. ', '1. ', '\u200d', 'e\u0301'])(
    'splits 40,000 characters of %j at once',
    (text) => {
      const started = performance.now()
      for (const piece of splitText(text.repeat(40_000 / text.length)))
        expect(piece.length).toBeLessThanOrEqual(2_000)
      expect(performance.now() - started).toBeLessThan(1_000)
    },
  )

  it('shortens with a sign, to the length that was asked for', () => {
    expect(shortenText('short', 250)).toBe('short')
    fc.assert(
      fc.property(anything, (text) => {
        expect(shortenText(escapeText(text), 250).length).toBeLessThanOrEqual(250)
      }),
    )
    expect(shortenText(word.repeat(3), 250)).toMatch(/ …$/)
    expect(shownAs(shortenText('<'.repeat(300).replaceAll('<', '\\<'), 250))).toMatch(/^<+ …$/)
  })
})
