import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  LONGEST_PART,
  LONGEST_SECTION,
  LONGEST_TEXT,
  type Part,
  sizeOf,
} from '../../../adapters/slack/blocks.ts'
import { cardPart } from '../../../adapters/slack/card.ts'
import { textParts, withoutName } from '../../../adapters/slack/message.ts'
import { readModal, STAFF_WORDS, staffModal } from '../../../adapters/slack/modal.ts'
import { linePart } from '../../../adapters/slack/thread-line.ts'
import type { Words } from '../../../adapters/slack/words.ts'
import type { Option, Outbound, Speaker } from '../../../src/adapter.ts'
import type { File } from '../../../src/attachment.ts'
import type { Card, Line, PromiseShown, ThreadLine } from '../../../src/card.ts'
import { cleanText } from '../../../src/clean.ts'
import { fullCard, STATUSES, UNITS } from '../full-card.ts'
import { problemsOf, problemsOfView } from './fake/block-kit.ts'

type Message = Extract<Outbound, { kind: 'text' }>

const words: Words = {
  sources: 'Where this comes from',
  working: 'is reading',
  notStaff: 'Only staff can do that.',
  staffUnknown: 'Please try again in a minute.',
  notACustomer: 'No customer wrote that.',
  cannotAnswer: 'We cannot answer there.',
  filesMissed: 'These files could not be passed on:',
  tryLater: 'Please try again.',
}
const NOW = Date.UTC(2026, 10, 22, 10, 30)
const MINUTE = 60_000
const place = { adapter: 'slack', workspace: 'T1', channel: 'C1', thread: '' }
const helped: Option = { choice: 'helped', label: 'That helped' }
const unhelped: Option = { choice: 'unhelped', label: "That didn't help" }
const person: Option = { choice: 'person', label: 'Talk to a person' }
const kim: Speaker = { role: 'staff', name: 'Kim', picture: 'https://x.example/kim.png' }

function message(part: Partial<Message>): Message {
  return {
    id: 'd1',
    place,
    doubtful: false,
    since: 0,
    replaces: null,
    kind: 'text',
    text: 'Refunds take **5** days.',
    speaker: { role: 'assistant' },
    sources: [],
    options: [],
    discreet: false,
    ...part,
  }
}

function line(part: Partial<Line> = {}): Line {
  return {
    id: 'm1',
    author: 'customer',
    name: 'Ann',
    text: 'Where is my refund?',
    attachments: [],
    at: NOW,
    edited: false,
    removed: false,
    ...part,
  }
}

function card(part: Partial<Card> = {}): Card {
  return {
    handoff: 'h1',
    status: 'waiting',
    customer: { name: 'Ann', since: NOW - 400 * 24 * 60 * MINUTE, conversations: 3, from: 'slack' },
    cause: 'Asked for a person',
    wrong: 'How long does it take?\nWhere is my refund?',
    tried: 'The assistant answered from: Refunds',
    mood: {
      sentiment: -0.6,
      feeling: 'frustrated',
      reason: 'says that nobody answers',
      quote: 'nobody answers',
    },
    complaint: false,
    history: [],
    unasked: null,
    suggestion: 'Hello, here I am.',
    proposal: null,
    promises: [],
    morePromises: '',
    sharedCause: { says: '', buttons: [] },
    waitingSince: NOW - 3 * MINUTE,
    claimedBy: null,
    preferred: null,
    claimedById: null,
    snoozedUntil: null,
    closedBy: null,
    transcript: [line()],
    ...part,
  }
}

function threadLine(part: Partial<ThreadLine> = {}): ThreadLine {
  const { id: _, attachments: __, ...rest } = line()
  return { kind: 'message', ...rest, files: [], ...part }
}

function file(name: string): File {
  return { name, type: '', size: null, url: null, read: async () => new Uint8Array() }
}

/** Every text in the blocks, in their order. */
function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf)
  if (typeof value !== 'object' || value === null) return []
  if ('text' in value && typeof value.text === 'string') return [value.text]
  return Object.values(value).flatMap(textsOf)
}

const shownOf = (part: Part) => textsOf(part.blocks).join('\n')
const actionsOf = (part: Part) =>
  Array.from(JSON.stringify(part.blocks).matchAll(/"action_id":"([^"]*)"/g), ([, id]) => id)

/** What Slack would not take, and what must never come alive. */
function check(part: Part): void {
  expect(problemsOf(part.blocks)).toEqual([])
  expect(part.text.length).toBeLessThanOrEqual(LONGEST_TEXT)
  expect(part.text.trim()).not.toBe('')
  expect(part.blocks.length).toBeGreaterThan(0)
  expect(part.blocks.length).toBeLessThanOrEqual(50)
  expect(sizeOf(part)).toBeLessThanOrEqual(LONGEST_PART)
  for (const text of [part.text, ...textsOf(part.blocks)]) {
    expect(text.trim()).not.toBe('')
    expect(text.length).toBeLessThanOrEqual(LONGEST_SECTION + (text === part.text ? 900 : 0))
    expect(text.isWellFormed()).toBe(true)
  }
  for (const [mark] of [part.text, ...mrkdwnOf(part.blocks)].join('\n').matchAll(/<[^<>]*>/g))
    expect(mark).toMatch(/^<(?:https?:\/\/[^\s|<>]+(?:\|[^|<>\n]+)?|!date\^-?\d+\^[^|<>^]+\|[^|<>]+)>$/)
  expect(new Set(actionsOf(part)).size).toBe(actionsOf(part).length)
}

function mrkdwnOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnOf)
  if (typeof value !== 'object' || value === null) return []
  if ('type' in value && value.type === 'mrkdwn') {
    expect(value).toMatchObject({ verbatim: true })
    return 'text' in value && typeof value.text === 'string' ? [value.text] : []
  }
  return Object.values(value).flatMap(mrkdwnOf)
}

const HOSTILE = [
  '<!channel> ',
  '<@U1>',
  '<https://evil.example|x>',
  '&',
  '```',
  '`',
  '*_~',
  '> ',
  '\n',
  '|',
  '"',
  '\\',
  '😀',
  'שלום ',
  ':tada: ',
]
const text = fc
  .oneof(
    fc.constant(''),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc
      .array(fc.constantFrom(...HOSTILE, 'word ', '- a\n', '[a](https://x.example/)'), {
        maxLength: 40,
        size: 'max',
      })
      .map((all) => all.join('')),
    fc
      .tuple(fc.constantFrom(...HOSTILE, 'a', 'word '), fc.constantFrom(300, 3_000, 40_000))
      .map(([one, length]) => one.repeat(Math.ceil(length / one.length)).slice(0, length)),
  )
  .map(cleanText)
const moment = fc.integer({ min: 0, max: 4e12 })
const author = fc.constantFrom('customer', 'assistant', 'staff', 'house', 'bystander') satisfies fc.Arbitrary<
  Line['author']
>
const anyFile = text.map((name) => file(name.slice(0, 300)))
const anyLine: fc.Arbitrary<Line> = fc.record({
  id: fc.constant('m1'),
  author,
  name: text,
  text,
  attachments: fc.array(anyFile, { maxLength: 50, size: 'max' }),
  at: moment,
  edited: fc.boolean(),
  removed: fc.boolean(),
})
const anyPromise: fc.Arbitrary<PromiseShown> = fc
  .record({
    state: fc.constantFrom('found', 'open', 'broken'),
    says: text,
    buttons: fc
      .subarray(['confirm_promise', 'date_promise', 'drop_promise', 'keep_promise'] as const)
      .chain((actions) => text.map((label) => actions.map((action) => ({ action, label })))),
  })
  .chain((promise) => fc.uuid().map((id) => ({ ...promise, id })))
const anyCard: fc.Arbitrary<Card> = fc.record({
  handoff: fc.constant('h1'),
  status: fc.constantFrom('waiting', 'claimed', 'snoozed', 'resolved', 'given_back'),
  customer: fc.record({ name: text, since: moment, conversations: fc.nat(), from: text }),
  cause: text,
  wrong: text,
  tried: text,
  mood: fc.option(
    fc.record({
      sentiment: fc.option(fc.double({ min: -1, max: 1, noNaN: true })),
      feeling: fc.option(text),
      reason: text,
      quote: fc.option(text),
    }),
  ),
  complaint: fc.boolean(),
  history: fc.array(fc.record({ says: text, handoff: fc.option(fc.constant('h0')) }), { maxLength: 4 }),
  unasked: fc.option(fc.record({ says: text, label: text, surely: text })),
  suggestion: text,
  proposal: fc.option(
    fc.record({
      id: fc.constant('p1'),
      call: text,
      state: fc.constantFrom('waiting', 'running', 'done', 'failed', 'not_run', 'unknown', 'refused'),
      says: text,
    }),
  ),
  promises: fc.array(anyPromise, { maxLength: 3 }),
  morePromises: text,
  sharedCause: fc.record({
    says: text,
    buttons: fc.uniqueArray(fc.record({ action: fc.constantFrom('link_cause', 'fix_cause'), label: text }), {
      selector: ({ action }) => action,
    }),
  }),
  waitingSince: moment,
  claimedBy: fc.option(text),
  preferred: fc.option(fc.record({ id: fc.option(text), name: text })),
  claimedById: fc.option(text),
  snoozedUntil: fc.option(fc.integer({ min: 0, max: 4e12 })),
  closedBy: fc.option(text),
  transcript: fc.array(anyLine, { maxLength: 35, size: 'max' }),
})
const anyMessage: fc.Arbitrary<Message> = fc
  .record({
    text,
    speaker: fc.oneof(
      fc.constant<Speaker>({ role: 'assistant' }),
      fc.constant<Speaker>({ role: 'house' }),
      text.map((name): Speaker => ({ role: 'staff', name, picture: null })),
    ),
    sources: fc.array(
      fc.record({
        title: text,
        page: fc.constant('a.md'),
        url: fc.option(fc.oneof(text, fc.webUrl({ withQueryParameters: true }))),
      }),
      { maxLength: 100, size: 'max' },
    ),
    options: fc.array(fc.constantFrom(helped, unhelped, person), { maxLength: 5 }),
  })
  .map(message)

describe('what a customer is told', () => {
  it('shows an answer, its pages and the thumbs', () => {
    const sources = [
      { title: 'Refunds', page: 'refunds.md', url: 'https://x.example/refunds' },
      { title: '', page: 'returns.md', url: null },
    ]
    const [part, ...others] = textParts(
      message({ sources, options: [helped, unhelped, person] }),
      words,
      true,
    )
    expect(others).toEqual([])
    const pages = 'Where this comes from: <https://x.example/refunds|Refunds> · returns.md'
    expect(part?.text).toBe(`Refunds take *5* days.\n\n${pages}`)
    expect(part?.blocks).toMatchObject([
      { type: 'section', text: { type: 'mrkdwn', text: 'Refunds take *5* days.', verbatim: true } },
      { type: 'context', elements: [{ type: 'mrkdwn', text: pages, verbatim: true }] },
      {
        type: 'context_actions',
        elements: [
          {
            type: 'feedback_buttons',
            action_id: 'feedback',
            positive_button: { value: 'helped', accessibility_label: 'That helped' },
            negative_button: { value: 'unhelped', accessibility_label: "That didn't help" },
          },
        ],
      },
      { type: 'actions', elements: [{ action_id: 'choose:person', value: 'person' }] },
    ])
  })

  it('shows plain buttons where there are no thumbs, or only half of them are offered', () => {
    const [plain] = textParts(message({ options: [helped, unhelped, person] }), words, false)
    expect(plain && actionsOf(plain)).toEqual(['choose:helped', 'choose:unhelped', 'choose:person'])
    const [half] = textParts(message({ options: [helped, person] }), words, true)
    expect(half && actionsOf(half)).toEqual(['choose:helped', 'choose:person'])
  })

  it('lets staff speak by name and picture, and the bot say whose words they are where it may not', () => {
    const [part] = textParts(message({ speaker: kim, text: 'Hello Ann.' }), words, true)
    expect(part).toMatchObject({ username: 'Kim', icon_url: 'https://x.example/kim.png', text: 'Hello Ann.' })
    const without = part && withoutName(part, 'Kim <!here> *B*')
    expect(without).toEqual({
      text: '*Kim &lt;!here&gt; B:* Hello Ann.',
      blocks: [
        {
          type: 'section',
          text: { type: 'mrkdwn', text: '*Kim &lt;!here&gt; B:* Hello Ann.', verbatim: true },
          expand: true,
        },
      ],
    })
    const [list] = textParts(message({ speaker: kim, text: '- one\n- two' }), words, true)
    expect(list && withoutName(list, 'Kim').text).toBe('*Kim:*\n- one\n- two')
  })

  it('shows a notice of the house small', () => {
    const [part] = textParts(
      message({ speaker: { role: 'house' }, text: 'Kim has taken over.' }),
      words,
      true,
    )
    expect(part?.blocks).toMatchObject([{ type: 'context', elements: [{ text: 'Kim has taken over.' }] }])
    expect(part).not.toHaveProperty('username')
  })

  it('sends nothing where there is nothing, and options alone with their words', () => {
    expect(textParts(message({ text: ' \u200b ' }), words, true)).toEqual([])
    expect(textParts(message({ text: '', options: [person] }), words, true)).toMatchObject([
      { text: 'Talk to a person' },
    ])
  })

  it('tells a long answer in parts, with every word, and pages and buttons on the last', () => {
    const long = Array.from({ length: 2_000 }, (_, n) => `word${n}`).join(' ')
    const sources = [{ title: 'Refunds', page: 'refunds.md', url: null }]
    const parts = textParts(message({ text: long, sources, options: [person] }), words, true)
    expect(parts.length).toBeGreaterThan(3)
    const without = (shown: string) =>
      shown.replace('Where this comes from: Refunds', '').replace('Talk to a person', '')
    for (const told of [parts.map(({ text }) => text), parts.map(shownOf)])
      expect(without(told.join(' ')).trim().split(/\s+/)).toEqual(long.split(' '))
    expect(parts.filter((part) => actionsOf(part).length > 0)).toEqual([parts.at(-1)])
    expect(parts.filter(({ text }) => text.includes('Refunds'))).toEqual([parts.at(-1)])
  })

  it('keeps to what Slack takes, whatever is said', () => {
    fc.assert(
      fc.property(anyMessage, fc.boolean(), text, (given, feedback, name) => {
        for (const part of textParts(given, words, feedback)) {
          check(part)
          check(withoutName(part, name))
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('a card', () => {
  it('tells staff at a glance who waits, since when and why', () => {
    const part = cardPart(card({ complaint: true }), NOW)
    check(part)
    expect(part.text).toBe('Ann: Asked for a person (waiting 3 min): “Where is my refund?”')
    const shown = shownOf(part)
    expect(shown).toMatch(
      /^Asked for a person\n\*Ann\* {2}· {2}⏳ \*Waiting\* since <!date\^1795343220\^\{date_short_pretty\} at \{time\}\|2026-11-22 10:27 UTC> {2}· {2}⚠️ \*Complaint\*\n/,
    )
    expect(shown).toContain('Customer since <!date^')
    expect(shown).toContain('3 conversations with us · came in through Slack')
    expect(shown).toContain('*What is wrong*\n> How long does it take?\n> Where is my refund?')
    expect(shown).toContain('*Last mood*\nFrustrated: says that nobody answers\n> nobody answers')
    expect(shown).toContain('*What was tried*\nThe assistant answered from: Refunds')
    expect(shown).toContain('*A kind reply to start from*\n> Hello, here I am.')
  })

  it('marks what is urgent, and a customer who is new', () => {
    const customer = { name: '', since: NOW - MINUTE, conversations: 1, from: 'local' }
    const part = cardPart(card({ cause: 'Urgent: something may be dangerous', customer, mood: null }), NOW)
    expect(part.text).toMatch(/^🚨 Somebody without a name: Urgent: something may be dangerous/)
    expect(shownOf(part)).toMatch(/^🚨 Urgent: something/)
    expect(shownOf(part)).toContain('New today · first conversation · came in through our own page')
    expect(shownOf(part)).toContain('*Last mood*\nNot known')
  })

  it.each([
    ['waiting', false, ['claim', 'reply', 'note', 'give_back', 'resolve']],
    ['waiting', true, ['claim', 'reply', 'note', 'give_back', 'resolve', 'not_a_complaint']],
    ['claimed', true, ['reply', 'note', 'take_over', 'snooze', 'give_back', 'resolve', 'not_a_complaint']],
    ['snoozed', false, ['reply', 'note', 'take_over', 'wake', 'snooze', 'give_back', 'resolve']],
    ['resolved', false, ['note']],
    ['given_back', true, ['note', 'not_a_complaint']],
  ] as const)('offers what can be done while it is %s (a complaint: %s)', (status, complaint, actions) => {
    const part = cardPart(card({ status, complaint, claimedBy: 'Kim', closedBy: 'Kim' }), NOW)
    const isOver = status === 'resolved' || status === 'given_back'
    const start = isOver ? [] : ['draft:suggested']
    expect(actionsOf(part)).toEqual([...start, ...actions.map((action) => `staff:${action}`)])
    const rows = part.blocks.flatMap((block) => (block.type === 'actions' ? [block.elements] : []))
    expect(rows.every((row) => row.length <= 5)).toBe(true)
    const primary = rows.flat().filter((one) => 'style' in one)
    expect(primary.length).toBe(isOver ? 0 : 1)
    for (const element of rows.flat()) {
      if (element.type !== 'static_select') expect(element).toMatchObject({ value: 'h1' })
      else
        expect(element).toMatchObject({
          options: expect.arrayContaining([expect.objectContaining({ value: 'monday:h1' })]),
        })
    }
  })

  it('says what others raised too, with what to do about it, also when it is over', () => {
    const buttons = [{ action: 'fix_cause' as const, label: 'It is fixed…' }]
    const sharedCause = { says: 'Same problem as 3 others: *Lost* <!channel>.', buttons }
    for (const status of ['waiting', 'resolved'] as const) {
      const part = cardPart(card({ status, sharedCause }), NOW)
      expect(shownOf(part)).toContain('Same problem as 3 others: ')
      expect(shownOf(part)).not.toContain('<!channel>')
      expect(part.blocks).toContainEqual({
        type: 'actions',
        elements: [expect.objectContaining({ action_id: 'staff:fix_cause', value: 'h1' })],
      })
    }
  })

  describe('with a call of a tool', () => {
    const call = 'shop: cancel_order\nreason = "<!channel> *b* &amp; ```"'
    const proposal = {
      id: 'p1',
      call,
      state: 'waiting',
      says: 'The <assistant> proposes this call.',
    } as const
    const actionsIn = (part: Part) =>
      part.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []))

    it('shows it whole, letter for letter, above two buttons, of which one asks again', () => {
      const part = cardPart(card({ proposal }), NOW)
      expect(part.blocks).toContainEqual({
        type: 'rich_text',
        elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: call }] }],
      })
      expect(shownOf(part)).toContain('The &lt;assistant&gt; proposes this call.')
      expect(actionsIn(part).slice(-2)).toMatchObject([
        { action_id: 'staff:run', value: 'h1', confirm: { title: { text: 'Run this call?' } } },
        { action_id: 'staff:dismiss', value: 'h1' },
      ])
    })

    it('has no button once it is decided, or the conversation is closed', () => {
      for (const part of [
        cardPart(card({ proposal: { ...proposal, state: 'running' } }), NOW),
        cardPart(card({ proposal, status: 'resolved' }), NOW),
      ])
        expect(JSON.stringify(actionsIn(part))).not.toMatch(/staff:(run|dismiss)/)
    })

    it('cannot be let through where it is not shown whole', () => {
      const part = cardPart(card({ proposal: { ...proposal, call: 'x'.repeat(2001) } }), NOW)
      expect(actionsIn(part).at(-1)).toMatchObject({ action_id: 'staff:dismiss' })
      expect(JSON.stringify(part)).not.toContain('staff:run')
    })

    it('has room for the longest one', () => {
      const long = { ...proposal, call: '"\\'.repeat(1000) }
      const words = 'w"'.repeat(2000)
      const buttons = (['fix_cause', 'link_cause'] as const).map((action) => ({
        action,
        label: 'It is fixed…',
      }))
      const whole = { wrong: words, tried: words, suggestion: words, sharedCause: { says: words, buttons } }
      const part = cardPart(card({ proposal: long, ...whole }), NOW)
      expect(sizeOf(part)).toBeLessThanOrEqual(LONGEST_PART)
    })
  })

  it('says who has it, and who closed it', () => {
    const shown = (part: Partial<Card>) => shownOf(cardPart(card(part), NOW))
    expect(shown({ status: 'claimed', claimedBy: 'Kim' })).toContain('With *Kim*')
    expect(shown({ status: 'resolved', closedBy: 'Kim' })).toContain('Resolved by *Kim*')
    expect(shown({ status: 'given_back', closedBy: null })).toContain(
      'Given back to the assistant by somebody',
    )
    expect(shown({ status: 'resolved', closedBy: 'Kim' })).not.toContain('A kind reply')
  })

  it('shows what was said, with files, edits and removals, and never removed words', () => {
    const transcript = [
      line({ edited: true, attachments: [file('receipt.pdf')] }),
      line({ author: 'assistant', name: '', text: 'See **this**.\n\nAnd that.' }),
      line({ text: 'secret', removed: true, edited: true, attachments: [file('secret.pdf')] }),
      line({ text: '```\n<!here> & co' }),
      line({ author: 'house', name: '', text: 'Passed on.' }),
    ]
    const part = cardPart(card({ transcript }), NOW)
    check(part)
    const shown = shownOf(part)
    expect(shown).toMatch(/\*Ann\* .* · edited\nWhere is my refund\?\n\[file: receipt\.pdf\]/)
    expect(shown).toMatch(/\*Assistant\* .*\nSee \*this\*\.\nAnd that\./)
    expect(shown).toMatch(/\*Ann\* .*UTC>\n_These words were removed\._/)
    expect(shown).toContain('```\n&lt;!here&gt; &amp; co\n```')
    expect(shown).toMatch(/\*Notice\* .*\nPassed on\./)
    expect(JSON.stringify(part)).not.toContain('secret')
  })

  it('keeps the last lines of a long conversation, and says how many came before', () => {
    const transcript = Array.from({ length: 40 }, (_, n) =>
      line({ text: `line ${n} ${'word '.repeat(100)}` }),
    )
    const part = cardPart(card({ transcript }), NOW)
    check(part)
    const before = Number(/_(\d+) earlier lines are not shown here\._/.exec(shownOf(part))?.[1])
    expect(before).toBeGreaterThanOrEqual(10)
    for (let n = 0; n < 40; n++) expect(shownOf(part).includes(`line ${n} `)).toBe(n >= before)
  })

  it('carries nobody in its ids', () => {
    const part = cardPart(card({ customer: { name: 'Ann', since: 0, conversations: 1, from: 'slack' } }), NOW)
    for (const [, id] of JSON.stringify(part).matchAll(/"(?:action_id|block_id|value)":"([^"]*)"/g))
      expect(id).toMatch(/^(?:staff:[a-z_]+|draft:[a-z]+|h1)$/)
  })

  it.each(STATUSES)('has room for everything at once: %s', (status) => {
    for (const unit of UNITS) {
      const part = cardPart(fullCard(status, unit), NOW)
      check(part)
      for (const action of ['allow_questions', 'not_a_complaint', 'fix_cause', 'link_cause', 'note'])
        expect(JSON.stringify(part.blocks)).toContain(`"staff:${action}"`)
      expect(JSON.stringify(part.blocks).match(/staff:keep_promise/g)).toHaveLength(3)
    }
  })

  it('keeps to what Slack takes, whatever happened', () => {
    fc.assert(
      fc.property(anyCard, moment, (given, now) => {
        const part = cardPart(given, now)
        check(part)
      }),
      { numRuns: 150 },
    )
  })
})

describe('a line in the internal thread', () => {
  it('shows what the customer wrote further, and the files that could not come along', () => {
    const given = threadLine({
      text: 'Here it is <!here>',
      files: [file('receipt.pdf'), file('film.mov')],
      edited: true,
    })
    const part = linePart(given, ['film.mov'], words)
    check(part)
    expect(part.text).toBe(
      '*Ann* (customer):\nHere it is &lt;!here&gt;\n📎 receipt.pdf\nThese files could not be passed on: film.mov',
    )
    expect(shownOf(part)).toMatch(
      /^\*Ann\* · customer · <!date\^\d+\^\{time\}\|.*> · edited\nHere it is &lt;!here&gt;\n📎 receipt\.pdf\nThese files/,
    )
  })

  it('tells a note from what was sent to the customer', () => {
    const sent = linePart(threadLine({ author: 'staff', name: 'Kim', text: 'It is 5 & sent.' }), [], words)
    expect(sent.text).toBe('*Kim* (sent to the customer):\nIt is 5 &amp; sent.')
    const note = linePart(
      threadLine({ kind: 'note', author: 'staff', name: 'Kim', text: 'Ask & wait' }),
      [],
      words,
    )
    expect(note.text).toBe('*Kim* (🔒 note, only staff see this):\nAsk &amp; wait')
  })

  it('takes removed words out, and their files', () => {
    const given = threadLine({ text: 'secret', files: [file('secret.pdf')], edited: true, removed: true })
    const part = linePart(given, ['secret.pdf'], words)
    check(part)
    expect(JSON.stringify(part)).not.toContain('secret')
    expect(shownOf(part)).toContain('These words were removed.')
  })

  it('shows an event small', () => {
    const part = linePart(
      threadLine({ kind: 'event', author: 'house', name: '', text: 'Kim has it' }),
      [],
      words,
    )
    expect(part.blocks).toMatchObject([{ type: 'context' }])
    expect(part.text).toBe('Kim has it')
  })

  it('shows as much of a very long message as fits, and says how much that leaves', () => {
    const part = linePart(threadLine({ text: 'word '.repeat(8_000) }), [], words)
    check(part)
    const more = Number(/about (\d+) more characters are not shown/.exec(shownOf(part))?.[1])
    expect(more).toBeGreaterThan(29_000)
    expect(more).toBeLessThan(33_000)
    const shown = shownOf(part).match(/word /g)?.length ?? 0
    expect(Math.abs(40_000 - more - shown * 5)).toBeLessThan(50)
  })

  it('keeps to what Slack takes, whatever was written', () => {
    const anyThreadLine: fc.Arbitrary<ThreadLine> = fc
      .tuple(
        anyLine,
        fc.constantFrom('message', 'note', 'event'),
        fc.array(anyFile, { maxLength: 50, size: 'max' }),
      )
      .map(([{ id: _, attachments: __, ...rest }, kind, files]) => ({ ...rest, kind, files }))
    fc.assert(
      fc.property(anyThreadLine, fc.nat(50), (given, count) => {
        const part = linePart(
          given,
          given.files.slice(0, count).map(({ name }) => name),
          words,
        )
        check(part)
      }),
      { numRuns: 300 },
    )
  })
})

describe('the window in which staff write', () => {
  const submit = (action: 'reply' | 'note', value: unknown) => ({
    ...staffModal(action, 'h1', {}),
    state: { values: { words: { text: { type: 'plain_text_input', value } } } },
  })

  it('says who will read it, and carries ids only', () => {
    const reply = staffModal('reply', 'h1', { suggestion: 'Hello <Ann>' })
    expect(problemsOfView(reply)).toEqual([])
    expect(reply).toMatchObject({
      type: 'modal',
      callback_id: STAFF_WORDS,
      private_metadata: '{"action":"reply","handoff":"h1"}',
    })
    expect(textsOf(reply.blocks)[0]).toContain('The customer will read this')
    expect(JSON.stringify(reply.blocks)).toContain('"initial_value":"Hello <Ann>"')
    const note = staffModal('note', 'h1', { suggestion: 'Hello' })
    expect(problemsOfView(note)).toEqual([])
    expect(textsOf(note.blocks)[0]).toContain('Only staff see this')
    expect(JSON.stringify(note.blocks)).not.toContain('initial_value')
    for (const { title, submit, close } of [reply, note])
      for (const label of [title, submit, close]) expect(label?.text.length).toBeLessThanOrEqual(24)
  })

  it('takes any suggestion', () => {
    fc.assert(
      fc.property(text, (suggestion) => {
        const view = staffModal('reply', 'h1', { suggestion })
        expect(problemsOfView(view)).toEqual([])
        const { initial_value } = JSON.parse(JSON.stringify(view.blocks[1])).element
        expect(String(initial_value ?? '').length).toBeLessThanOrEqual(3_000)
        expect(initial_value).not.toBe('')
      }),
    )
  })

  it('reads what was written', () => {
    expect(readModal(submit('reply', 'Tom & <Ann>'))).toEqual({
      action: 'reply',
      handoff: 'h1',
      text: 'Tom & <Ann>',
    })
    expect(readModal(submit('note', null))).toEqual({ action: 'note', handoff: 'h1', text: '' })
  })

  it.each([
    ['nothing', null],
    ['another view', { ...submit('reply', 'x'), callback_id: 'other' }],
    ['metadata that is no JSON', { ...submit('reply', 'x'), private_metadata: '{' }],
    [
      'metadata of another shape',
      { ...submit('reply', 'x'), private_metadata: '{"action":"claim","handoff":"h1"}' },
    ],
    ['no values', { ...submit('reply', 'x'), state: {} }],
    ['another value', submit('reply', 3)],
  ])('does not read %s', (_what, view) => {
    expect(readModal(view)).toBeNull()
  })

  it('reads anything at all without failing', () => {
    fc.assert(
      fc.property(fc.anything(), (view) => {
        expect(readModal(view)).toBeNull()
      }),
    )
  })
})
