import { describe, expect, it } from 'vitest'
import { problemsOfCommands } from './commands.ts'
import { problemsOfModal } from './modals.ts'
import { problemsOf } from './payloads.ts'

const button = (more: object = {}) => ({ type: 2, style: 1, label: 'Go', custom_id: 'go', ...more })
const row = (...components: object[]) => ({ type: 1, components })
const numbered = (many: number) => Array.from({ length: many }, (_, n) => button({ custom_id: `b${n}` }))
const option = (n: number) => ({ label: `${n}`, value: `${n}` })
const select = (many: number) => ({
  type: 3,
  custom_id: 's',
  options: Array.from({ length: many }, (_, n) => option(n)),
})
const field = { name: 'x'.repeat(256), value: 'x'.repeat(1024) }
const link = { type: 2, style: 5, label: 'There', url: 'https://example.com/' }
const V2 = 1 << 15

describe('messages', () => {
  it.each([
    ['2,000 characters', { content: 'x'.repeat(2000) }],
    ['nothing but an embed', { embeds: [{ description: 'x' }] }],
    [
      'five rows of five buttons',
      { components: [0, 1, 2, 3, 4].map((n) => row(...numbered(25).slice(5 * n, 5 * n + 5))) },
    ],
    ['a link', { components: [row(link)] }],
    ['a select of 25', { components: [row(select(25))] }],
    ['a nonce of 25', { content: 'x', nonce: 'n'.repeat(25), enforce_nonce: true }],
    ['a layout', { flags: V2, components: [{ type: 10, content: 'x' }, row(button())] }],
    ['an embed of 6,000', { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2000) }] }],
    [
      'whom it may call',
      { content: 'x', allowed_mentions: { parse: [], users: ['1'], replied_user: false } },
    ],
  ])('may have %s', (_, body) => {
    expect(problemsOf(body)).toEqual([])
  })

  it.each([
    ['nothing', {}],
    ['nothing but space', { content: ' \n' }],
    ['2,001 characters', { content: 'x'.repeat(2001) }],
    ['eleven embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) }],
    ['an embed of nothing', { embeds: [{}] }],
    ['an embed of 6,001', { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] }],
    ['a title of 257', { embeds: [{ title: 'x'.repeat(257) }] }],
    ['26 fields', { embeds: [{ fields: Array.from({ length: 26 }, () => ({ name: 'x', value: 'x' })) }] }],
    ['a field of 1,025', { embeds: [{ fields: [{ ...field, value: 'x'.repeat(1025) }] }] }],
    ['a field without words', { embeds: [{ fields: [{ name: 'x', value: '' }] }] }],
    ['an author of 257', { embeds: [{ author: { name: 'x'.repeat(257) } }] }],
    ['a footer of 2,049', { embeds: [{ footer: { text: 'x'.repeat(2049) } }] }],
    ['an address that is none', { embeds: [{ title: 'x', url: 'javascript:x' }] }],
    ['a moment that is none', { embeds: [{ title: 'x', timestamp: 'now' }] }],
    ['six rows', { components: numbered(6).map((one) => row(one)) }],
    ['six buttons in a row', { components: [row(...numbered(6))] }],
    ['a row of nothing', { components: [row()] }],
    ['a button outside a row', { components: [button()] }],
    ['two buttons of one name', { components: [row(button(), button())] }],
    ['a name of 101', { components: [row(button({ custom_id: 'x'.repeat(101) }))] }],
    ['a label of 81', { components: [row(button({ label: 'x'.repeat(81) }))] }],
    ['a button without a label', { components: [row(button({ label: undefined }))] }],
    ['a link with a name', { components: [row({ ...link, custom_id: 'x' })] }],
    ['a button without a name', { components: [row(button({ custom_id: undefined }))] }],
    ['a select of 26', { components: [row(select(26))] }],
    ['a layout without the flag', { components: [{ type: 10, content: 'x' }] }],
    ['a text of its own in a layout', { flags: V2, content: 'x', components: [{ type: 10, content: 'x' }] }],
    ['a nonce of 26', { content: 'x', nonce: 'n'.repeat(26) }],
    ['a flag that only answers have', { content: 'x', flags: 64 }],
    ['both kinds of mention', { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } }],
    ['a kind of mention that nobody knows', { content: 'x', allowed_mentions: { parse: ['all'] } }],
    ['a field that nobody knows', { content: 'x', colour: 'red' }],
    ['another name', { content: 'x', username: 'Kim' }],
  ])('may not have %s', (_, body) => {
    expect(problemsOf(body)).toHaveLength(1)
  })

  it('may be seen by one alone when they answer', () => {
    expect(problemsOf({ content: 'x', flags: 64 }, { kind: 'reply' })).toEqual([])
  })

  it('may have another name when a webhook speaks, but not any', () => {
    const named = (username: string) => problemsOf({ content: 'x', username }, { kind: 'webhook' })
    expect(named('Kim')).toEqual([])
    expect([named('Clyde'), named('my Discord'), named(' '), named('x'.repeat(81))].flat()).toHaveLength(4)
  })

  it('may be empty where a file comes with them, and when they change', () => {
    expect(problemsOf({}, { files: 1 })).toEqual([])
    expect(problemsOf({ flags: 4 }, { kind: 'edit' })).toEqual([])
  })

  it('are told where what is wrong', () => {
    expect(problemsOf({ embeds: [{ title: 'x'.repeat(257) }] })).toEqual([
      'embeds.0.title: BASE_TYPE_MAX_LENGTH Must be 256 or fewer in length.',
    ])
  })
})

describe('forms', () => {
  const input = { type: 4, custom_id: 'words', style: 2 }
  const label = { type: 18, label: 'Your words', component: input }
  const modal = { custom_id: 'm', title: 'Reply', components: [label] }

  it('may have a field in a label, or in a row as of old', () => {
    expect(problemsOfModal(modal)).toEqual([])
    expect(problemsOfModal({ ...modal, components: [row({ ...input, label: 'Old' })] })).toEqual([])
  })

  it.each([
    ['a title of 46', { title: 'x'.repeat(46) }],
    ['no field', { components: [] }],
    [
      'six fields',
      {
        components: [0, 1, 2, 3, 4, 5].map((n) => ({ ...label, component: { ...input, custom_id: `${n}` } })),
      },
    ],
    ['a label of 46', { components: [{ ...label, label: 'x'.repeat(46) }] }],
    ['a description of 101', { components: [{ ...label, description: 'x'.repeat(101) }] }],
    ['words twice', { components: [{ ...label, component: { ...input, label: 'x' } }] }],
    ['a hint of 101', { components: [{ ...label, component: { ...input, placeholder: 'x'.repeat(101) } }] }],
    ['4,001 characters', { components: [{ ...label, component: { ...input, value: 'x'.repeat(4001) } }] }],
    [
      'more least than most',
      { components: [{ ...label, component: { ...input, min_length: 9, max_length: 8 } }] },
    ],
    ['one name twice', { components: [label, label] }],
    ['a button', { components: [row(button())] }],
    ['a row without words', { components: [row(input)] }],
  ])('may not have %s', (_, more) => {
    expect(problemsOfModal({ ...modal, ...more })).toHaveLength(1)
  })
})

describe('commands', () => {
  const command = {
    name: 'help',
    description: 'Ask',
    options: [{ type: 3, name: 'question', description: 'What?' }],
  }

  it('may stand in the list and in the menu', () => {
    expect(problemsOfCommands([command, { type: 3, name: 'To a person', contexts: [0] }])).toEqual([])
  })

  it.each([
    ['an upper-case name', [{ ...command, name: 'Help' }]],
    ['a name with a space', [{ ...command, name: 'help me' }]],
    ['no description', [{ name: 'help' }]],
    ['a description in the menu', [{ type: 3, name: 'Help', description: 'x' }]],
    ['a description of 101', [{ ...command, description: 'x'.repeat(101) }]],
    ['a name of 33', [{ ...command, name: 'x'.repeat(33) }]],
    ['the same name twice', [command, command]],
    ['16 entries in the menu', Array.from({ length: 16 }, (_, n) => ({ type: 3, name: `${n}` }))],
    ['another right', [{ ...command, default_member_permissions: 'all' }]],
    [
      'what may be left out before what may not',
      [
        {
          ...command,
          options: [...command.options, { ...command.options[0], name: 'must', required: true }],
        },
      ],
    ],
  ])('may not have %s', (_, list) => {
    expect(problemsOfCommands(list)).toHaveLength(1)
  })
})
