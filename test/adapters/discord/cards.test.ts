import {
  ActionRowBuilder,
  type APIEmbed,
  ContextMenuCommandAssertions,
  EmbedBuilder,
  embedLength,
  type MessageActionRowComponentBuilder,
  ModalBuilder,
  SlashCommandAssertions,
} from 'discord.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cardPayload } from '../../../adapters/discord/card.ts'
import { commandsOf } from '../../../adapters/discord/commands.ts'
import { textPayloads, withName } from '../../../adapters/discord/message.ts'
import { readModal, staffModal } from '../../../adapters/discord/modal.ts'
import type { Payload } from '../../../adapters/discord/payload.ts'
import { linePayload, linePayloads } from '../../../adapters/discord/thread-line.ts'
import type { Words } from '../../../adapters/discord/words.ts'
import type { Option, Outbound, Speaker } from '../../../src/adapter.ts'
import type { File } from '../../../src/attachment.ts'
import type { Card, Line, PromiseShown, ThreadLine } from '../../../src/card.ts'
import { cleanText } from '../../../src/clean.ts'
import { fullCard, STATUSES, UNITS } from '../full-card.ts'
import { problemsOfCommands } from './fake/commands.ts'
import { problemsOfModal } from './fake/modals.ts'
import { problemsOf } from './fake/payloads.ts'

type Message = Extract<Outbound, { kind: 'text' }>

const words: Words = {
  sources: 'From our pages',
  notStaff: 'Only staff can do that.',
  notACustomer: 'No customer wrote that.',
  internal: 'Only staff see this thread.',
  filesMissed: 'These files could not be passed on:',
  chooseReply: 'Choose a reply.',
  noReplies: 'There are none.',
  tryLater: 'Please try again.',
  notFollowed: 'That button does nothing.',
  notReached: 'That has not reached us.',
  questionBack: 'Your question has not reached us:',
  answerThere: 'I answer you there:',
  answerHere: 'I answer you here.',
  directClosed: 'Your direct messages are closed.',
  mentionMe: 'Please mention me:',
  helpCommand: 'Ask us anything',
  helpQuestion: 'What would you like to know?',
  personCommand: 'Talk to a person',
}
const NOW = Date.UTC(2026, 10, 22, 10, 30)
const MINUTE = 60_000
const HANDOFF = 'h'.repeat(36)
const place = { adapter: 'discord', workspace: '1', channel: '2', thread: '3' }
const helped: Option = { choice: 'helped', label: 'That helped' }
const unhelped: Option = { choice: 'unhelped', label: "That didn't help" }
const person: Option = { choice: 'person', label: 'Talk to a person' }

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
    handoff: HANDOFF,
    status: 'waiting',
    customer: { name: 'Ann_B', since: NOW - 400 * 24 * 60 * MINUTE, conversations: 3, from: 'discord' },
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

function textsIn({ title, description, fields = [] }: APIEmbed): string[] {
  const texts = [title, description, ...fields.flatMap(({ name, value }) => [name, value])]
  return texts.filter((text) => text !== undefined)
}

const textsOf = ({ content, embeds = [] }: Payload) => [
  ...(content ? [content] : []),
  ...embeds.flatMap(textsIn),
]
const shownOf = (payload: Payload) => textsOf(payload).join('\n')
type Button = { custom_id: string; label: string; style: number }
const buttonsOf = ({ components = [] }: Payload): Button[] =>
  JSON.parse(JSON.stringify(components)).flatMap((one: { components: Button[] }) => one.components)
const idsOf = (payload: Payload) => buttonsOf(payload).map(({ custom_id }) => custom_id)

/** What Discord's reader takes as one thing: escapes, code, links, moments. */
const TAKEN =
  /\\[^0-9A-Za-z\s]|```.*?```|`[^`]+`|\[[^[\]]+\]\(<https?:\/\/[^\s<>()]+>\)|<https?:\/\/[^\s<>]+>|<t:-?\d+:[tfDR]>/gis

/** What Discord would not take, and what must never come alive. */
function check(payload: Payload): void {
  expect(problemsOf(payload)).toEqual([])
  for (const embed of payload.embeds ?? []) {
    new EmbedBuilder()
      .setTitle(embed.title ?? null)
      .setDescription(embed.description ?? null)
      .setColor(embed.color ?? null)
      .setFields(embed.fields ?? [])
  }
  expect((payload.embeds ?? []).map(embedLength).reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(
    6_000,
  )
  for (const one of payload.components ?? [])
    if (one.type === 1) new ActionRowBuilder<MessageActionRowComponentBuilder>(one).toJSON()
  expect(new Set(idsOf(payload)).size).toBe(idsOf(payload).length)
  expect(textsOf(payload).length).toBeGreaterThan(0)
  for (const text of textsOf(payload)) {
    expect(text.trim()).not.toBe('')
    expect(text.isWellFormed()).toBe(true)
    expect(text.replace(TAKEN, '\u0000')).not.toMatch(/[\\`|<[]|@everyone|@here|:\/\/|discord\.gg\//)
  }
}

const HOSTILE = [
  '@everyone ',
  '<@1>',
  '<#2>',
  '<t:1:R>',
  '[x](https://evil.example)',
  'https://evil.example/',
  '```',
  '`',
  '*_~|',
  '> ',
  '\n',
  '# ',
  '-# ',
  '1. ',
  '\\',
  '👩‍👩‍👧‍👦',
  'שלום ',
  ':tada: ',
]
const text = fc
  .oneof(
    fc.constant(''),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc
      .array(fc.constantFrom(...HOSTILE, 'word ', '- a\n', '[a](https://x.example/)', '**b**'), {
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
  handoff: fc.constant(HANDOFF),
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
  it('shows an answer, its pages and the buttons', () => {
    const sources = [
      { title: 'Refunds', page: 'refunds.md', url: 'https://x.example/refunds' },
      { title: '', page: 'returns_2.md', url: null },
    ]
    const [payload, ...others] = textPayloads(
      message({ sources, options: [helped, unhelped, person] }),
      words,
    )
    expect(others).toEqual([])
    expect(payload?.content).toBe(
      'Refunds take **5** days.\n-# From our pages: [Refunds](<https://x.example/refunds>) · returns\\_2.md',
    )
    expect(payload && buttonsOf(payload)).toMatchObject([
      { custom_id: 'choose:helped', label: 'That helped', emoji: { name: '👍' } },
      { custom_id: 'choose:unhelped', label: "That didn't help", emoji: { name: '👎' } },
      { custom_id: 'choose:person', label: 'Talk to a person' },
    ])
    const [list] = textPayloads(message({ text: '- one\n- two', sources: sources.slice(1) }), words)
    expect(list?.content).toBe('- one\n- two\n\n-# From our pages: returns\\_2.md')
  })

  it('puts the name of staff before their words where the bot must say them', () => {
    const named = (text: string) => withName(textPayloads(message({ text }), words), 'Kim *B*')[0]?.content
    expect(named('Hello Ann.')).toBe('**Kim \\*B\\*:** Hello Ann.')
    expect(named('- one\n- two')).toBe('**Kim \\*B\\*:**\n- one\n- two')
    expect(named('> one')).toBe('**Kim \\*B\\*:**\n> one')
    const payloads = textPayloads(message({}), words)
    expect(withName(payloads, ' ')).toEqual(payloads)
    expect(withName([], 'Kim')).toEqual([])
  })

  it('shows a notice of the house small', () => {
    const given = { speaker: { role: 'house' }, text: 'Kim has taken over.\n\nPlease wait.' } as const
    expect(textPayloads(message(given), words)).toEqual([
      { content: '-# Kim has taken over.\n\n-# Please wait.' },
    ])
  })

  it('sends nothing where there is nothing, and options alone with their words', () => {
    expect(textPayloads(message({ text: ' \u200b ' }), words)).toEqual([])
    expect(textPayloads(message({ text: '', options: [person] }), words)).toMatchObject([
      { content: 'Talk to a person' },
    ])
  })

  it('tells a long answer in parts, with every word, and pages and buttons on the last', () => {
    const long = Array.from({ length: 2_000 }, (_, n) => `word${n}`).join(' ')
    const sources = [{ title: 'Refunds', page: 'refunds.md', url: null }]
    const payloads = textPayloads(message({ text: long, sources, options: [person] }), words)
    expect(payloads.length).toBeGreaterThan(5)
    const told = payloads.map(({ content }) => content).join(' ')
    expect(told.replace('-# From our pages: Refunds', '').trim().split(/\s+/)).toEqual(long.split(' '))
    expect(payloads.filter((payload) => idsOf(payload).length > 0)).toEqual([payloads.at(-1)])
    expect(payloads.filter(({ content }) => content?.includes('Refunds'))).toEqual([payloads.at(-1)])
  })

  it('keeps to what Discord takes, whatever is said', () => {
    fc.assert(
      fc.property(anyMessage, text, (given, name) => {
        for (const payload of withName(textPayloads(given, words), name)) check(payload)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a card', () => {
  it('tells staff at a glance who waits, since when and why', () => {
    const payload = cardPayload(card({ complaint: true }), NOW)
    check(payload)
    expect(payload.content).toBe('⏳ **Ann\\_B** is waiting: “Where is my refund?”')
    const [about, said] = payload.embeds ?? []
    expect(about).toMatchObject({ title: 'Asked for a person', color: 0xf0a020 })
    expect(about?.description).toMatch(
      /^⚠️ \*\*Complaint\*\* {2}· {2}⏳ \*\*Waiting\*\* since <t:1795343220:t>, <t:1795343220:R>\n-# Customer since <t:\d+:D> · 3 conversations with us · came in through Discord$/,
    )
    expect(about?.fields).toEqual([
      { name: 'What is wrong', value: '> How long does it take?\n> Where is my refund?' },
      { name: 'Last mood', value: 'Frustrated: says that nobody answers\n> nobody answers', inline: true },
      { name: 'What was tried', value: 'The assistant answered from: Refunds', inline: true },
      { name: 'A kind reply to start from', value: '> Hello, here I am.' },
    ])
    expect(said).toMatchObject({
      color: 0xf0a020,
      description: '**The conversation so far**\n\n**Ann**  <t:1795343400:t>\nWhere is my refund?',
    })
  })

  it('marks what is urgent, and a customer who is new', () => {
    const customer = { name: '', since: NOW - MINUTE, conversations: 1, from: 'local' }
    const urgent = card({ cause: 'Urgent: something may be dangerous', customer, mood: null })
    const payload = cardPayload(urgent, NOW)
    expect(payload.content).toMatch(/^🚨 \*\*Somebody without a name\*\* is waiting/)
    expect(payload.embeds?.[0]).toMatchObject({
      title: '🚨 Urgent: something may be dangerous',
      color: 0xd83c3e,
    })
    expect(shownOf(payload)).toContain('New today · first conversation · came in through our own page')
    expect(shownOf(payload)).toContain('Last mood\nNot known')
  })

  it.each([
    ['waiting', false, ['claim', 'reply', 'note', 'give_back', 'resolve']],
    ['waiting', true, ['claim', 'reply', 'note', 'give_back', 'resolve', 'not_a_complaint']],
    ['claimed', true, ['reply', 'note', 'take_over', 'give_back', 'resolve', 'not_a_complaint', 'snooze']],
    ['snoozed', false, ['reply', 'note', 'take_over', 'give_back', 'resolve', 'wake', 'snooze']],
    ['resolved', false, ['note']],
    ['given_back', true, ['note', 'not_a_complaint']],
  ] as const)('offers what can be done while it is %s (a complaint: %s)', (status, complaint, actions) => {
    const payload = cardPayload(card({ status, complaint, claimedBy: 'Kim', closedBy: 'Kim' }), NOW)
    check(payload)
    const isOpen = status !== 'resolved' && status !== 'given_back'
    const ids = actions.map((action) => `staff:${action}:${HANDOFF}`)
    const reply = ids.findIndex((id) => id.startsWith('staff:reply'))
    if (isOpen) ids.splice(reply + 1, 0, `draft:${HANDOFF}`)
    expect(idsOf(payload)).toEqual(ids)
    expect(buttonsOf(payload).map(({ style }) => style)).toEqual(
      ids.map((id, at) => (id.includes(':snooze:') ? undefined : isOpen && at === 0 ? 1 : 2)),
    )
  })

  it('says what others raised too, with what to do about it, also when it is over', () => {
    const buttons = (['fix_cause', 'link_cause'] as const).map((action) => ({
      action,
      label: 'It is fixed…',
    }))
    const sharedCause = { says: 'Same problem as 3 others: *Lost* @everyone.', buttons }
    for (const status of ['waiting', 'claimed', 'resolved'] as const) {
      const payload = cardPayload(card({ status, complaint: true, sharedCause }), NOW)
      check(payload)
      expect(shownOf(payload)).toContain('Same problem as 3 others: \\*Lost\\*')
      expect(idsOf(payload)).toEqual(
        expect.arrayContaining([`staff:fix_cause:${HANDOFF}`, `staff:link_cause:${HANDOFF}`]),
      )
    }
  })

  describe('with a call of a tool', () => {
    const call = 'shop: cancel_order\nreason = "@everyone *b* [a](https://b.example)"'
    const proposal = {
      id: 'p1',
      call,
      state: 'waiting',
      says: 'The *assistant* proposes this call.',
    } as const

    it('shows it whole, letter for letter, and two buttons', () => {
      const payload = cardPayload(card({ proposal }), NOW)
      check(payload)
      expect(payload.embeds?.[1]).toMatchObject({
        title: 'A call of a tool',
        description: `The \\*assistant\\* proposes this call.\n\`\`\`\n${call}\n\`\`\``,
      })
      expect(idsOf(payload).slice(-2)).toEqual([`staff:run:${HANDOFF}`, `staff:dismiss:${HANDOFF}`])
    })

    it('lets no fence end before its end', () => {
      const payload = cardPayload(card({ proposal: { ...proposal, call: 'a ``` b' } }), NOW)
      expect(payload.embeds?.[1]?.description?.match(/```/g)).toHaveLength(2)
    })

    it('has no button once it is decided, or the conversation is closed', () => {
      for (const payload of [
        cardPayload(card({ proposal: { ...proposal, state: 'running' } }), NOW),
        cardPayload(card({ proposal, status: 'resolved' }), NOW),
      ])
        expect(idsOf(payload).join()).not.toMatch(/staff:(run|dismiss)/)
    })

    it('cannot be let through where it is not shown whole', () => {
      const payload = cardPayload(card({ proposal: { ...proposal, call: 'x'.repeat(2001) } }), NOW)
      check(payload)
      expect(idsOf(payload)).toContain(`staff:dismiss:${HANDOFF}`)
      expect(idsOf(payload)).not.toContain(`staff:run:${HANDOFF}`)
    })

    it('has room for the longest one', () => {
      const words = 'w'.repeat(4000)
      const long = { ...proposal, call: 'x'.repeat(2000), says: words }
      check(
        cardPayload(
          card({ proposal: long, cause: words, wrong: words, tried: words, suggestion: words }),
          NOW,
        ),
      )
    })
  })

  it('says who has it, and who closed it', () => {
    const shown = (part: Partial<Card>) => shownOf(cardPayload(card(part), NOW))
    expect(shown({ status: 'claimed', claimedBy: 'Kim' })).toMatch(
      /^🙋 \*\*Ann\\_B\*\* is with \*\*Kim\*\*\n/,
    )
    expect(shown({ status: 'resolved', closedBy: 'Kim' })).toMatch(/^✅ .*: resolved by \*\*Kim\*\*\n/)
    expect(shown({ status: 'given_back' })).toMatch(/^↩️ .*: given back to the assistant by somebody\n/)
    expect(shown({ status: 'resolved', closedBy: 'Kim' })).not.toContain('A kind reply')
    expect(shown({ status: 'resolved', closedBy: 'Kim' })).not.toContain('Waiting')
  })

  it('shows what was said, with files, edits and removals, and never removed words', () => {
    const transcript = [
      line({ edited: true, attachments: [file('receipt_1.pdf')], at: NOW - 24 * 60 * MINUTE }),
      line({ author: 'assistant', name: '', text: 'See **this**.\n\nAnd that.' }),
      line({ text: 'secret', removed: true, edited: true, attachments: [file('secret.pdf')] }),
      line({ text: '```\n<@1> & co' }),
      line({ author: 'house', name: '', text: 'Passed on.' }),
    ]
    const payload = cardPayload(card({ transcript }), NOW)
    check(payload)
    const shown = shownOf(payload)
    expect(shown).toMatch(/\*\*Ann\*\* {2}<t:\d+:f> · edited\nWhere is my refund\?\n-# 📎 receipt\\_1\.pdf\n/)
    expect(shown).toMatch(/\*\*Assistant\*\* {2}<t:\d+:t>\nSee \*\*this\*\*\.\nAnd that\.\n/)
    expect(shown).toMatch(/\*\*Ann\*\* {2}<t:\d+:t>\n_These words were removed\._\n/)
    expect(shown).toContain('\\`\\`\\`\n\\<@1> & co')
    expect(shown).toMatch(/\*\*Notice\*\* .*\nPassed on\./)
    expect(JSON.stringify(payload)).not.toContain('secret')
  })

  it('keeps the last lines of a long conversation, and says how many came before', () => {
    const transcript = Array.from({ length: 40 }, (_, n) =>
      line({ text: `line ${n} ${'word '.repeat(100)}` }),
    )
    const payload = cardPayload(card({ transcript }), NOW)
    check(payload)
    const before = Number(/-# (\d+) earlier lines are not shown here\./.exec(shownOf(payload))?.[1])
    expect(before).toBeGreaterThanOrEqual(20)
    expect(before).toBeLessThan(36)
    for (let n = 0; n < 40; n++) expect(shownOf(payload).includes(`line ${n} `)).toBe(n >= before)
  })

  it.each(STATUSES)('has room for everything at once: %s', (status) => {
    for (const unit of UNITS) {
      const payload = cardPayload(fullCard(status, unit), NOW, [{ id: 'late', title: 'Sorry for the wait' }])
      check(payload)
      for (const action of ['allow_questions', 'not_a_complaint', 'fix_cause', 'link_cause', 'note'])
        expect(idsOf(payload).some((id) => id.startsWith(`staff:${action}:`))).toBe(true)
      expect(shownOf(payload)).toContain('A call of a tool')
    }
  })

  it('keeps to what Discord takes, whatever happened', () => {
    fc.assert(
      fc.property(anyCard, moment, (given, now) => {
        check(cardPayload(given, now))
      }),
      { numRuns: 150 },
    )
  })

  it('shows a time that no clock can show in words', () => {
    const payload = cardPayload(card({ waitingSince: Number.NaN }), NOW)
    check(payload)
    expect(shownOf(payload)).toContain('since an unknown time')
  })
})

describe('a line in the internal thread', () => {
  const shown = (part: Partial<ThreadLine>, missed: string[] = []) => {
    const payload = linePayload(threadLine(part), missed, words)
    check(payload)
    return payload
  }

  it('shows what the customer wrote further, and the files that could not come along', () => {
    const files = [file('receipt.pdf'), file('film.mov')]
    expect(shown({ text: 'Here it is <@1>', files, edited: true }, ['film.mov'])).toEqual({
      content:
        '**Ann** · customer · <t:1795343400:t> · edited\nHere it is \\<@1>\n-# 📎 receipt.pdf\n' +
        '-# ⚠️ These files could not be passed on: film.mov',
    })
    expect(shown({ text: '', files: [file('receipt.pdf')] }).content).toMatch(/:t>\n-# 📎 receipt\.pdf$/)
  })

  it('tells a note from what was sent to the customer', () => {
    const sent = shown({ author: 'staff', name: 'Kim', text: 'It is **sent**.' })
    expect(sent.content).toBe('**Kim** · sent to the customer · <t:1795343400:t>\nIt is **sent**.')
    const note = shown({ kind: 'note', author: 'staff', name: 'Kim', text: 'Ask & *wait*' })
    expect(note.content).toBe('**Kim** · 🔒 note, only staff see this · <t:1795343400:t>\nAsk & \\*wait\\*')
  })

  it('takes removed words out, and their files', () => {
    const given = { text: 'secret', files: [file('secret.pdf')], edited: true, removed: true }
    expect(shown(given, ['secret.pdf'])).toEqual({
      content: '**Ann** · customer · <t:1795343400:t>\n_These words were removed._',
    })
  })

  it('shows an event small', () => {
    const event = shown({ kind: 'event', author: 'house', name: '', text: 'Kim has *taken* over.' })
    expect(event).toEqual({ content: '-# Kim has _taken_ over. · <t:1795343400:t>' })
    const two = shown({ kind: 'event', author: 'house', name: '', text: 'One.\n\nTwo.' })
    expect(two).toEqual({ content: '-# One.\n\n-# Two. · <t:1795343400:t>' })
  })

  it('shows long words below, and says how much is not shown', () => {
    const long = shown({ text: 'word '.repeat(600).trim() })
    expect(long.content).toBe('**Ann** · customer · <t:1795343400:t>')
    expect(long.embeds?.[0]?.description).toBe('word '.repeat(600).trim())
    const longest = shown({ text: 'word '.repeat(8_000).trim(), files: [file('a.pdf')] })
    const more = Number(/about (\d+) more characters are not shown/.exec(longest.content ?? '')?.[1])
    const told = shownOf(longest).match(/\bword\b/g)?.length ?? 0
    expect(told * 5).toBeGreaterThan(5_500)
    expect(Math.abs(40_000 - more - told * 5)).toBeLessThan(50)
    expect(longest.content).toMatch(/\n-# 📎 a\.pdf$/)
  })

  it('tells all of what is longer in several messages, and the files on the last', () => {
    const long = Array.from({ length: 5_000 }, (_, n) => `w*${n}`).join(' ')
    const payloads = linePayloads(threadLine({ text: long, files: [file('a.pdf')] }), [], words)
    expect(payloads.length).toBeLessThan(20)
    for (const payload of payloads) {
      check(payload)
      expect(payload.content).toMatch(/^\*\*Ann\*\* · customer/)
      expect(payload.content).not.toContain('not shown')
    }
    expect(
      payloads
        .map(shownOf)
        .join(' ')
        .match(/w\\\*\d+/g),
    ).toEqual(long.replaceAll('*', '\\*').split(' '))
    expect(payloads.filter(({ content }) => content?.includes('a.pdf'))).toEqual([payloads.at(-1)])
    expect(linePayloads(threadLine({ text: '', files: [file('a.pdf')] }), [], words)).toHaveLength(1)
    expect(linePayloads(threadLine({ text: long, removed: true }), [], words)).toHaveLength(1)
  })

  it('keeps to what Discord takes, whatever was written', () => {
    const anyThreadLine: fc.Arbitrary<ThreadLine> = fc
      .tuple(
        anyLine,
        fc.constantFrom('message', 'note', 'event'),
        fc.array(anyFile, { maxLength: 50, size: 'max' }),
      )
      .map(([{ id: _, attachments: __, ...rest }, kind, files]) => ({ ...rest, kind, files }))
    fc.assert(
      fc.property(anyThreadLine, fc.nat(50), (given, count) => {
        const missed = given.files.slice(0, count).map(({ name }) => name)
        check(linePayload(given, missed, words))
        for (const payload of linePayloads(given, missed, words)) check(payload)
      }),
      { numRuns: 300 },
    )
  })
})

describe('the window in which staff write', () => {
  const input = (value: unknown) => ({ type: 4, id: 2, custom_id: 'text', value })
  const submit = (action: string, value: unknown) => ({
    custom_id: `words:${action}:h1`,
    components: [{ type: 18, id: 1, component: input(value) }],
  })

  it('says who will read it, and carries ids only', () => {
    for (const action of ['reply', 'note'] as const) {
      const modal = staffModal(action, HANDOFF)
      expect(problemsOfModal(modal)).toEqual([])
      expect(new ModalBuilder(modal).toJSON()).toEqual(modal)
      expect(modal.custom_id).toBe(`words:${action}:${HANDOFF}`)
    }
    expect(JSON.stringify(staffModal('reply', 'h1'))).toContain('The customer will read this')
    expect(JSON.stringify(staffModal('note', 'h1'))).toContain('Only staff see this')
  })

  it('reads what was written, in the present shape and in the older one', () => {
    const said = { action: 'reply', handoff: 'h1', text: 'Tom & <Ann>' }
    expect(readModal(submit('reply', 'Tom & <Ann>'))).toEqual(said)
    const older = {
      custom_id: 'words:reply:h1',
      components: [{ type: 10 }, { type: 1, components: [input('Tom & <Ann>')] }],
    }
    expect(readModal(older)).toEqual(said)
    expect(readModal(submit('note', null))).toEqual({ action: 'note', handoff: 'h1', text: '' })
    expect(readModal({ ...submit('note', 'x'), custom_id: `words:note:${HANDOFF}` })?.handoff).toBe(HANDOFF)
  })

  it.each([
    ['nothing', null],
    ['another window', { ...submit('reply', 'x'), custom_id: 'other:reply:h1' }],
    ['an action without words', submit('claim', 'x')],
    ['no handoff', { ...submit('reply', 'x'), custom_id: 'words:reply:' }],
    ['no input', { ...submit('reply', 'x'), components: [] }],
    [
      'another input',
      { ...submit('reply', 'x'), components: [{ component: { custom_id: 'other', value: 'x' } }] },
    ],
    ['another value', submit('reply', 3)],
  ])('does not read %s', (_what, data) => {
    expect(readModal(data)).toBeNull()
  })

  it('reads anything at all without failing', () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        expect(readModal(data)).toBeNull()
      }),
    )
  })
})

describe('the commands', () => {
  const commands = commandsOf(words)

  it('are such as Discord takes, in servers and in direct messages', () => {
    expect(problemsOfCommands(commands)).toEqual([])
    for (const { name, type } of commands) {
      if (type === 1) SlashCommandAssertions.validateName(name)
      else ContextMenuCommandAssertions.validateName(name)
    }
    expect(commands.map(({ name, type, contexts }) => ({ name, type, contexts }))).toEqual([
      { name: 'help', type: 1, contexts: [0, 1] },
      { name: 'person', type: 1, contexts: [0, 1] },
      { name: 'Hand to staff', type: 3, contexts: [0] },
    ])
  })

  it('cut words that are too long for a list', () => {
    const long = 'word '.repeat(50)
    const cut = commandsOf({ ...words, helpCommand: long, helpQuestion: long, personCommand: long })
    expect(problemsOfCommands(cut)).toEqual([])
  })
})
