import { afterEach, expect, it } from 'vitest'
import { cardPayload } from '../../../adapters/discord/card.ts'
import { addProposal } from '../../../src/ledger/proposals.ts'
import { DiscordWorld, say } from './discord-world.ts'

let world: DiscordWorld
afterEach(() => world.close())

const PERSON = 'I want to speak to a human'
const start = (kind: 'draft' | 'saved' | 'replies', values: string[] = [], user = world.people.kim) => {
  const { id, components } = world.card()
  const customId = new RegExp(`"(${kind}:[^"]+)"`).exec(JSON.stringify(components))?.[1] ?? ''
  return world.discord.click({ channel: world.staffChannel, message: id, customId, user, values })
}

it('opens the window with the suggestion in it; it is sent when they send it', async () => {
  world = await DiscordWorld.open()
  await world.ask(PERSON)
  const { modal } = await start('draft')
  expect(modal?.fields[0]?.value).toBe(say('suggest_wants_person'))
  const before = world.ours().length
  await world.pass()
  expect(world.ours()).toHaveLength(before)
  await world.discord.submit({ user: world.people.kim, values: { text: 'Hello, it is me.' } })
  await world.pass()
  expect(world.ours().at(-1)?.content).toContain('Hello, it is me.')
})

it('opens it with a saved reply, chosen on the card', async () => {
  world = await DiscordWorld.open()
  await world.ask(PERSON)
  const { modal } = await start('saved', ['our-mistake'])
  expect(modal?.title).toBe('Reply to the customer')
  expect(modal?.fields[0]?.value).toMatch(/^Hello Nora, you're right[\s\S]*Best wishes, Kim$/)
  await world.discord.submit({ user: world.people.kim })
  await world.pass()
  expect(world.ours().at(-1)?.content).toContain("you're right")
})

it('shows the list to whoever asks, alone, where the card has no room for it', async () => {
  world = await DiscordWorld.open()
  await world.ask(PERSON)
  const { id: handoff } = await world.ledger.db.selectFrom('handoffs').select('id').executeTakeFirstOrThrow()
  const call = { handoff, server: 'shop', tool: 'refund', arguments: '{}', now: world.clock }
  await world.ledger.transaction((t) => addProposal(t, call))
  await world.press('claim')
  await world.press('reply')
  await world.discord.submit({ user: world.people.kim, values: { text: "I'll send it by Friday." } })
  await world.pass()
  expect(world.card().components).toHaveLength(5)
  const shown = await start('replies')
  expect(await shown.text()).toBe(say('messenger_chooseReply'))
  expect(shown.isEphemeral).toBe(true)
  const list = { customId: `saved:${handoff}`, user: world.people.kim, values: ['our-mistake'] }
  const message = shown.messages[0]?.id ?? ''
  const { modal } = await world.discord.click({ channel: world.staffChannel, message, ...list })
  expect(modal?.fields[0]?.value).toMatch(/^Hello Nora, you're right[\s\S]*Best wishes, Kim$/)
  await world.discord.submit({ user: world.people.kim })
  await world.pass()
  expect(world.ours().at(-1)?.content).toContain("you're right")
})

it('tells whoever may not, and whoever chose what is gone', async () => {
  world = await DiscordWorld.open()
  await world.ask(PERSON)
  world.discord.allow('ViewChannel', world.staffChannel, world.people.omar)
  const other = await start('draft', [], world.people.omar)
  expect(other.modal).toBeNull()
  expect(await other.text()).toBe(say('messenger_notStaff'))
  await world.stop()
  await world.start({ drafts: { saved: [], draft: async () => ({ say: say('draft_gone') }) } })
  const gone = await start('saved', ['our-mistake'])
  expect(gone.modal).toBeNull()
  expect(await gone.text()).toBe(say('draft_gone'))
})

it('shows what was before, and lets staff allow questions again, in the words of the customer', async () => {
  world = await DiscordWorld.open()
  await world.ask('I have been waiting three weeks for my refund and nobody answers')
  await world.press('claim')
  await world.press('resolve')
  await world.ask('Please stop asking.')
  await world.ask(PERSON)
  const shown = () => JSON.stringify(world.card().embeds)
  expect(shown()).toContain('"name":"Before now","value":"• Last helped by Kim, on ')
  expect(shown()).toContain(`🔕 ${say('unasked')}`)
  const { modal } = await world.press('allow_questions')
  expect(modal?.title).toBe('They may be asked again')
  await world.discord.submit({ user: world.people.kim, values: { text: 'Do ask me' } })
  await world.pass()
  expect(shown()).not.toContain('🔕')
})

it('has five rows at the most: a call that waits and a promise come before saved replies', () => {
  const all = Array.from({ length: 25 }, (_, n) => ({ id: `r${n}`, title: `Reply ${n}` }))
  const card = {
    handoff: 'h'.repeat(36),
    status: 'claimed' as const,
    customer: { name: 'Nora', since: 0, conversations: 2, from: 'discord' },
    cause: 'A complaint',
    wrong: 'x'.repeat(2_000),
    tried: 'x'.repeat(2_000),
    mood: null,
    complaint: true,
    history: Array.from({ length: 3 }, () => ({ says: 'Complained before. '.repeat(30), handoff: null })),
    unasked: { says: say('unasked'), label: say('option_allow_questions'), surely: 'Surely?' },
    sharedCause: { says: '', buttons: [] },
    suggestion: 'x'.repeat(2_000),
    proposal: null,
    promises: [],
    morePromises: '',
    waitingSince: 0,
    preferred: null,
    claimedBy: 'Kim',
    claimedById: '1',
    snoozedUntil: null,
    closedBy: null,
    transcript: [],
  }
  const rows = cardPayload(card, 1, all).components ?? []
  expect(JSON.stringify(rows[1])).toContain('"value":"r24"')
  const proposal = { id: 'p', call: 'shop: refund', state: 'waiting' as const, says: 'It waits.' }
  const buttons = [{ action: 'keep_promise' as const, label: 'It is done' }]
  const promises = [{ id: 'p1', state: 'open' as const, says: 'Owed', buttons }]
  const full = cardPayload({ ...card, proposal, promises }, 1, all)
  expect(full.components).toHaveLength(5)
  expect(JSON.stringify(full.components)).not.toContain('saved:')
  const withList = (components: unknown) => JSON.stringify(components).includes(`"replies:${card.handoff}"`)
  expect([withList(full.components), withList(rows)]).toEqual([true, false])
  expect(full.components?.every((one) => 'components' in one && one.components.length <= 5)).toBe(true)
  expect(withList(cardPayload({ ...card, proposal, promises }, 1, []).components)).toBe(false)
  expect(cardPayload({ ...card, status: 'resolved' }, 1, all).components).toHaveLength(1)
})
