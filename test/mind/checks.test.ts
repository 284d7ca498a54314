import { describe, expect, it } from 'vitest'
import type { Draft } from '../../src/mind/answer.ts'
import { checkDraft, LONGEST_ANSWER } from '../../src/mind/checks.ts'

const page = `We refund within 14 days. We will call you before we come.
Write to help@lamps.example or see [care](https://lamps.example/care).`
const hosts = new Set(['lamps.example', 'xn--lmpchen-5wa.example'])

function drafted(text: string, more: Partial<Draft> = {}): Draft {
  const passage = { id: 'a.md#top', page: 'a.md', title: 'Lamps', headings: [], text: page, url: null }
  return { text, quotes: [], passages: [passage], confidence: 0.9, answeredBy: 'model', ...more }
}

function check(text: string, more: Partial<Draft> = {}) {
  return checkDraft(drafted(text, more), hosts, text)
}

describe('the checks', () => {
  it.each([
    'Refunds take 14 days.',
    'Write to help@lamps.example, e.g. on Monday at 9 a.m. It costs 4.50 euros.',
    'See [care](https://lamps.example/care#oil) or https://LAMPS.example/care.',
    'Press `a < b` and then 3 > 2. It is open, so 50 % off!',
  ])('let "%s" pass', (text) => {
    expect(check(text)).toEqual({ ok: true })
  })

  it('find a quote whatever its white space', () => {
    const text = 'We  refund within\n14 days.'
    expect(check(text, { quotes: [text] })).toEqual({ ok: true })
    expect(check(text, { quotes: ['We refund within 40 days.'] }).ok).toBe(false)
    expect(check(text, { quotes: [' '] }).ok).toBe(false)
  })

  it('want a passage', () => {
    expect(check('Refunds take 14 days.', { passages: [] }).ok).toBe(false)
  })

  it.each([
    'See [care](https://evil.example/x).',
    'See [care][1].\n\n[1]: https://evil.example/x',
    'See [care][1].\n\n[1]: //evil.example/x',
    'See <https://evil.example>.',
    'See <https://lamps.example|care>.',
    'See https://evil.example/?q=secret',
    'See https://lamps.example.evil.example',
    'See https://lamps.example@evil.example/',
    'See https:\\\\evil.example',
    'See https:/evil.example',
    'See evil.example/now',
    'See www.evil.com',
    'See evil。com',
    'See https://еvil.example/',
    'See https://xn--vil-8cd.example/',
    'See [x](javascript:alert(1))',
    'See [x](JaVaScRiPt:alert(1))',
    'See [x](javascript&colon;alert(1))',
    'See [x](data:text/html,hello)',
    'See [x](/elsewhere)',
    'See ftp://lamps.example/x',
    'See slack://open',
    'Write to thief@evil.example',
    'See amps.example',
    'Write to elp@lamps.example',
  ])('refuse the link in "%s"', (text) => {
    expect(check(text)).toMatchObject({ ok: false, why: expect.stringContaining('links') })
  })

  it('let a name with other letters pass where its host is allowed', () => {
    expect(check('See https://lämpchen.example/').ok).toBe(true)
  })

  it.each([
    '![x](https://lamps.example/x.png)',
    'Look ![x][1]\n\n[1]: https://lamps.example/x.png',
    'Look <img src="https://lamps.example/x.png">',
    '<b>bold</b>',
  ])('refuse pictures and HTML: "%s"', (text) => {
    expect(check(text).ok).toBe(false)
  })

  it.each([
    '<!channel> hello',
    '<!here>',
    'ask <@U123ABC>',
    '<@&99>',
    '<#C123>',
    '@everyone look',
    'hi @here',
    '＠everyone',
    'x@everyone',
    '@room look',
  ])('refuse the mention in "%s"', (text) => {
    expect(check(text).ok).toBe(false)
  })

  it.each([
    "I'll check that for you.",
    'We will call you tomorrow.',
    'I’ve refunded your order.',
    'I have already cancelled it.',
    'Your refund has been processed.',
    'We guarantee that it arrives.',
    'You will be refunded today.',
    'Someone will get back to you.',
    'Let me look into that.',
    "We're going to send a new one.",
  ])('refuse the promise "%s"', (text) => {
    expect(check(text)).toMatchObject({ ok: false, why: expect.stringContaining('promise') })
  })

  it('let the pages promise in their own words', () => {
    const quote = 'We will call you before we come.'
    expect(check(`So it is: ${quote}`, { quotes: [quote] })).toEqual({ ok: true })
    expect(check(`${quote} And we will pay.`, { quotes: [quote] }).ok).toBe(false)
    expect(check('We will pay you a thousand.', { quotes: ['We will'] }).ok).toBe(false)
  })

  it('refuse what is empty, too long, or has characters that nobody sees', () => {
    expect(check('  \n').ok).toBe(false)
    expect(check('x'.repeat(LONGEST_ANSWER + 1)).ok).toBe(false)
    expect(check('Refunds take\u200B 14 days.').ok).toBe(false)
    expect(check('Refunds \u{E0041} take').ok).toBe(false)
    expect(check('Refunds \ud800 take').ok).toBe(false)
  })

  it('never repeat the text in the reason', () => {
    const checked = check('See https://evil.example/?card=4111')
    expect(JSON.stringify(checked)).not.toContain('4111')
  })
})
