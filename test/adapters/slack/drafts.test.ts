import { afterEach, expect, it } from 'vitest'
import { joinWords } from '../../../adapters/slack/drafts.ts'
import { SlackWorld, say } from './slack-world.ts'

let world: SlackWorld
afterEach(() => world.close())

const PERSON = 'I want to speak to a human'
const kim = () => world.people.kim
/** What stands in the field of the window that Kim has open, and the field's block. */
const field = () => {
  const form = world.slack.views.findLast(({ open, user }) => open && user === kim())
  const [, block = '', rest = ''] =
    /"block_id":"(words[^"]*)"(.*)/.exec(JSON.stringify(form?.view.blocks)) ?? []
  return { block, text: JSON.parse(/"initial_value":("(?:[^"\\]|\\.)*")/.exec(rest)?.[1] ?? '""') }
}
const open = (actionId: string) =>
  world.slack.click({ channel: world.staffChannel, ts: world.card().ts, actionId, user: kim() })
const typed = (text: string) => ({ [field().block]: { text } })
const choose = (chosen: string, text: string) =>
  world.slack.choose({ user: kim(), actionId: 'draft:saved', chosen, values: typed(text) })
const told = () => JSON.stringify([world.slack.ephemerals, world.slack.responses])

it('puts the suggestion into the window with one click; it is sent when they send it', async () => {
  world = await SlackWorld.open()
  await world.ask(PERSON)
  await open('draft:suggested')
  expect(field()).toEqual({ block: 'words', text: say('suggest_wants_person') })
  const before = world.ours().length
  await world.pass()
  expect(world.ours()).toHaveLength(before)
  await world.slack.submit({ user: kim(), values: { words: { text: 'Hello, it is me.' } } })
  await world.pass()
  expect(world.ours().at(-1)?.text).toContain('Hello, it is me.')
})

it('puts a saved reply behind what is typed already, as often as they choose', async () => {
  world = await SlackWorld.open()
  await world.ask(PERSON)
  await open('staff:reply')
  expect(field()).toEqual({ block: 'words', text: '' })
  await choose('photo-please', 'First of all: sorry.')
  const first = field()
  expect(first.block).toBe('words:1')
  expect(first.text).toMatch(/^First of all: sorry\.\n\nHello Nora, [\s\S]* photo [\s\S]*Kim$/)
  await choose('our-mistake', 'Only this.')
  expect(field().block).toBe('words:2')
  expect(field().text).toMatch(/^Only this\.\n\nHello Nora, you're right/)
  await world.slack.submit({ user: kim(), values: typed('In my own words.') })
  await world.pass()
  expect(world.ours().at(-1)?.text).toContain('In my own words.')
})

it('never cuts what is typed, and marks where a saved reply is cut', () => {
  expect(joinWords('', 'Hello', 100)).toBe('Hello')
  expect(joinWords(' \n', 'Hello', 100)).toBe('Hello')
  expect(joinWords('Typed.\n', 'Hello', 100)).toBe('Typed.\n\nHello')
  const joined = joinWords('t'.repeat(50), 'c'.repeat(80), 100)
  expect(joined).toBe(`${'t'.repeat(50)}\n\n${'c'.repeat(47)}…`)
  expect(joinWords('t'.repeat(99), 'Hello', 100)).toBe('t'.repeat(99))
})

it('says what was not taken where they now write', async () => {
  world = await SlackWorld.open()
  await world.ask(PERSON)
  await open('staff:reply')
  await choose('photo-please', '')
  expect(await world.slack.submit({ user: kim(), values: typed('  ') })).toMatchObject({
    errors: { 'words:1': say('reply_empty') },
  })
})

it('leaves the window as it is where a reply is gone, and where nobody of the staff asks', async () => {
  world = await SlackWorld.open()
  await world.ask(PERSON)
  await open('staff:reply')
  const saved = [{ id: 'photo-please', title: 'A photo, please' }]
  await world.stop()
  await world.start({ drafts: { saved, draft: async () => ({ say: say('draft_gone') }) } })
  await choose('photo-please', 'Typed.')
  await world.pass()
  expect(field()).toEqual({ block: 'words', text: '' })
  await expect.poll(() => told()).toContain(say('draft_gone'))
  await world.slack.click({
    channel: world.staffChannel,
    ts: world.card().ts,
    actionId: 'draft:suggested',
    user: world.people.omar,
  })
  await world.pass()
  expect(world.slack.views.some(({ user }) => user === world.people.omar)).toBe(false)
  await expect.poll(() => told()).toContain(say('messenger_notStaff'))
})

it('offers no list where the owner keeps no saved replies', async () => {
  world = await SlackWorld.open({ settings: { drafts: null } })
  await world.ask(PERSON)
  await open('staff:reply')
  expect(JSON.stringify(world.slack.views.at(-1)?.view)).not.toContain('draft:saved')
})

it('shows what was before, and lets staff allow questions again', async () => {
  world = await SlackWorld.open()
  await world.ask('I have been waiting three weeks for my refund and nobody answers')
  await world.press('claim')
  await world.press('resolve')
  await world.ask('Please stop asking.')
  await world.ask(PERSON)
  const shown = () => JSON.stringify(world.card().blocks)
  expect(shown()).toContain('*Before now*\\n• Last helped by Kim, on ')
  expect(shown()).toContain(`🔕 ${say('unasked')}`)
  expect(shown()).toContain(say('allow_questions_surely'))
  await world.press('allow_questions')
  expect(shown()).not.toContain('🔕')
  expect(world.thread().at(-1)?.text).toContain(say('questions_allowed_note', { name: 'Kim' }))
})
