import { describe, expect, it } from 'vitest'
import { formatText, plainText } from '../../adapters/local/format.ts'

const html = async (text: string) => String(await formatText(text))

const HOSTILE: [what: string, text: string][] = [
  ['a script', '<script>alert(1)</script>'],
  ['a script in a sentence', 'Hello <script>alert(1)</script> there'],
  ['an image with a handler', '<img src=x onerror=alert(1)>'],
  ['an svg', '<svg onload=alert(1)></svg>'],
  ['a frame', '<iframe src="https://example.com"></iframe>'],
  ['a style', '<style>body{display:none}</style>'],
  ['a comment', '<!-- <script>alert(1)</script> -->'],
  ['HTML inside a list', '- <b onclick=alert(1)>x</b>'],
  ['HTML inside a quote', '> <script>alert(1)</script>'],
  ['HTML inside a table', '| a |\n|---|\n| <script>alert(1)</script> |'],
  ['HTML inside code', '`<script>alert(1)</script>`'],
  ['HTML inside a block of code', '```\n</code></pre><script>alert(1)</script>\n```'],
  ['HTML as the language of code', '```"><script>alert(1)</script>\nx\n```'],
  ['HTML inside a heading', '# <script>alert(1)</script>'],
  ['HTML inside the words of a link', '[<script>alert(1)</script>](https://example.com)'],
  ['a javascript link', '[press](javascript:alert(1))'],
  ['a javascript link with capitals', '[press](JaVaScRiPt:alert(1))'],
  ['a javascript link with a tab', '[press](java&#9;script:alert(1))'],
  ['a javascript autolink', '<javascript:alert(1)>'],
  ['a javascript reference', '[press][x]\n\n[x]: javascript:alert(1)'],
  ['a data link', '[press](data:text/html,<script>alert(1)</script>)'],
  ['a vbscript link', '[press](vbscript:msgbox)'],
  ['a file link', '[press](file:///etc/passwd)'],
  ['a link beside our page', '[press](//evil.example)'],
  ['a link within our page', '[press](/desk)'],
  ['a mail link', 'write to kim@example.com'],
  ['an image', '![alt](https://evil.example/c.png?q=secret)'],
  ['an image by reference', '![alt][x]\n\n[x]: https://evil.example/c.png'],
  ['a link that breaks out of its quotes', '[x](https://example.com/"onmouseover="alert(1))'],
  ['a title that breaks out of its quotes', '[x](https://example.com "a\\" onmouseover=\\"alert(1)")'],
]
const TAGS =
  /^<\/?(?:p|strong|em|s|ul|ol|li|a|pre|code|blockquote|br|hr)(?: (?:class="plain"|dir="auto"|start="\d+"|tabindex="0"|href="https?:\/\/[^"]*"|rel="noopener noreferrer nofollow"|target="_blank"))*>$/

describe('text that is shown on the page', () => {
  it.each(HOSTILE)('shows %s as words', async (_what, text) => {
    for (const tag of (await html(text)).match(/<[^>]*>/g) ?? []) expect(tag).toMatch(TAGS)
  })

  it.each(['<!channel>', '<@U123>', '@everyone', '<@&42>', '@here'])(
    'leaves the mention %s as words',
    async (mention) => {
      const shown = await html(`Hello ${mention}`)
      expect(shown.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')).toContain(
        `Hello ${mention}`,
      )
      expect(shown).not.toContain('<a')
    },
  )

  it('shows paragraphs, lists, bold, code and links', async () => {
    expect(await html('One **two** `three`\n\n- four\n- [five](https://example.com/a?b=1&c=2)')).toBe(
      '<p>One <strong>two</strong> <code>three</code></p><ul><li>four</li><li>' +
        '<a href="https://example.com/a?b=1&amp;c=2" rel="noopener noreferrer nofollow" target="_blank">five</a></li></ul>',
    )
  })

  it('keeps where a numbered list starts', async () => {
    expect(await html('3. three\n4. four')).toBe('<ol start="3"><li>three</li><li>four</li></ol>')
  })

  it('shows lone surrogates, NUL and a thousand nested quotes without failing', async () => {
    expect(await html('a\ud800b\u0000c')).toContain('a\ufffdb')
    expect(await html(`${'>'.repeat(5_000)} deep`)).toContain('deep')
    expect(await html(`a${'*b'.repeat(5_000)}`)).toContain('b')
  })

  it('shows very long text as it was written, at once', async () => {
    const started = performance.now()
    expect(await html('_a_'.repeat(13_000))).toContain('_a__a_')
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  it('writes links and lists out for a terminal', () => {
    expect(plainText('See **this** [page](https://example.com):\n\n1. one\n2. two')).toBe(
      'See this page (https://example.com):\n\n1. one\n2. two',
    )
  })
})
