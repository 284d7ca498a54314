import { describe, expect, it } from 'vitest'
import { problemsOf, problemsOfView } from './block-kit.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const section = (length: number) => ({ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(length) } })
const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), action_id: 'go', ...more })
const actions = (...elements: object[]) => ({ type: 'actions', elements })
const feedback = {
  type: 'feedback_buttons',
  positive_button: { text: plain('Yes'), value: 'y' },
  negative_button: { text: plain('No'), value: 'n' },
}

describe('blocks', () => {
  it.each([
    ['sections of 3,000', Array.from({ length: 50 }, () => section(3000))],
    ['a header of 150', [{ type: 'header', text: plain('x'.repeat(150)) }]],
    ['Markdown of 12,000', [{ type: 'markdown', text: 'x'.repeat(12_000) }]],
    ['25 buttons', [actions(...Array.from({ length: 25 }, (_, n) => button({ action_id: `${n}` })))]],
    ['feedback in context actions', [{ type: 'context_actions', elements: [feedback] }]],
    ['a context of 10', [{ type: 'context', elements: Array.from({ length: 10 }, () => plain('x')) }]],
  ])('may be %s', (_, blocks) => {
    expect(problemsOf(blocks)).toEqual([])
  })

  it.each([
    ['51 of them', Array.from({ length: 51 }, () => section(1))],
    ['a section of 3,001', [section(3001)]],
    ['an empty section', [section(0)]],
    ['a section of nothing', [{ type: 'section' }]],
    ['a header of 151', [{ type: 'header', text: plain('x'.repeat(151)) }]],
    ['a header in mrkdwn', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }]],
    ['26 buttons', [actions(...Array.from({ length: 26 }, (_, n) => button({ action_id: `${n}` })))]],
    ['no button', [actions()]],
    ['a button with 76 letters', [actions(button({ text: plain('x'.repeat(76)) }))]],
    ['a button with a value of 2,001', [actions(button({ value: 'x'.repeat(2001) }))]],
    ['a button with a name of 256', [actions(button({ action_id: 'x'.repeat(256) }))]],
    ['a button in another colour', [actions(button({ style: 'blue' }))]],
    ['two buttons of one name', [actions(button(), button())]],
    [
      'two blocks of one name',
      [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ],
    ],
    ['a context of 11', [{ type: 'context', elements: Array.from({ length: 11 }, () => plain('x')) }]],
    ['feedback among actions', [actions(feedback)]],
    ['Markdown of 12,001 in all', [12_000, 1].map((n) => ({ type: 'markdown', text: 'x'.repeat(n) }))],
    ['a field that nobody knows', [{ type: 'divider', colour: 'red' }]],
    ['a block that nobody knows', [{ type: 'marquee' }]],
    ['not a list', { type: 'divider' }],
  ])('may not be %s', (_, blocks) => {
    expect(problemsOf(blocks)).toHaveLength(1)
  })

  it('are named by where they stand', () => {
    expect(problemsOf([section(1), section(3001)])).toEqual([
      'must be less than 3001 characters [json-pointer:/blocks/1/text/text]',
    ])
  })
})

describe('views', () => {
  const input = {
    type: 'input',
    label: plain('Words'),
    element: { type: 'plain_text_input', action_id: 'text' },
  }
  const view = { type: 'modal', title: plain('Reply'), submit: plain('Send'), blocks: [input] }

  it('may hold a form', () => {
    expect(problemsOfView(view)).toEqual([])
  })

  it.each([
    ['a title of 25', { title: plain('x'.repeat(25)) }],
    ['no title', { title: undefined }],
    ['a submit of 25', { submit: plain('x'.repeat(25)) }],
    ['an input and no submit', { submit: undefined }],
    ['101 blocks', { blocks: Array.from({ length: 101 }, () => ({ type: 'divider' })) }],
    ['3,001 of metadata', { private_metadata: 'x'.repeat(3001) }],
    ['Markdown', { blocks: [{ type: 'markdown', text: 'x' }] }],
  ])('may not have %s', (_, more) => {
    expect(problemsOfView({ ...view, ...more })).toHaveLength(1)
  })
})
