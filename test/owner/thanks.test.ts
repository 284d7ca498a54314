import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { thanksWords } from '../../src/owner/thanks.ts'
import { databases } from '../support/databases.ts'
import { NOW, openRoom, type Room } from './open-room.ts'
import { read, say, tell } from './seed.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe.each(databases)('thanks on %s', (kind) => {
  let room: Room
  let ledger: Ledger
  beforeEach(async () => {
    room = await openRoom(kind)
    ledger = room.ledger
  })
  afterEach(() => room.close())

  /** Staff say something, and the customer answers. */
  const answered = async (
    customer: string,
    staff: string,
    text: string,
    {
      sentiment = 0.8,
      at = NOW - DAY,
      complaint = 0,
      author = 'staff' as 'staff' | 'assistant',
      wait = MINUTE,
      feeling = 'grateful' as string | null,
    } = {},
  ) => {
    const told = await tell(ledger, { at: at - MINUTE, customer })
    await say(ledger, told.conversation, { at, author, name: staff, text: 'Done for you' })
    await say(ledger, told.conversation, { at, author: 'house', text: 'A notice' })
    const message = await say(ledger, told.conversation, { at: at + wait, text })
    await read(ledger, {
      conversation_id: told.conversation,
      message_id: message,
      at: at + wait,
      sentiment,
      feeling,
      complaint,
    })
    return { conversation: told.conversation, message }
  }

  test('an empty ledger says that nothing is to be passed on', async () => {
    const page = await room.see('/owner/thanks')
    expect(page).toContain('No kind words for anybody’s help in the last 90 days')
    expect(page).toContain('does not mean that nobody was')
  })

  test('are the words that followed what a person wrote, and nothing else', async () => {
    const kept = await answered('Ann', 'Sam', 'Sam, you are wonderful')
    await answered('Bea', 'Kim', 'Lovely, thank you Kim', { at: NOW - 2 * DAY })
    await answered('Cem', 'Sam', 'Thanks for nothing', {})
    await answered('Dee', 'Sam', 'Hm', { sentiment: 0 })
    await answered('Ida', 'Sam', 'Good, then I will wait', { sentiment: 0.5, feeling: null })
    await answered('Eli', 'Sam', 'Great, broken again', { complaint: 1 })
    await answered('Fay', '', 'Lovely robot', { author: 'assistant' })
    await answered('Gil', 'Sam', 'Old love', { at: NOW - 100 * DAY })
    await answered('Hal', 'Sam', 'Lovely weather', { wait: 5 * DAY, at: NOW - 20 * DAY })
    const page = await room.see('/owner/thanks')
    expect(page).toContain('Customers thanked Sam and Kim. Have you?')
    const quotes = [...page.matchAll(/<q class="quote"[^>]*>([^<]+)/g)].map((match) => match[1])
    expect(quotes).toEqual(['Sam, you are wonderful', 'Lovely, thank you Kim'])
    expect(page).toContain(`/owner/conversations/${kept.conversation}#m-${kept.message}`)
  })

  test('are as many as the ten questions say, also at the edge of the ninety days', async () => {
    // The first of ninety days, today the last, begins nine hours later than ninety times 24 hours ago.
    await answered('Ann', 'Sam', 'Sam, you are wonderful', { at: NOW - 90 * DAY + 8 * HOUR })
    expect(await room.see('/owner/questions')).toContain('No customer wrote kind words')
    expect(await room.see('/owner/thanks')).toContain('No kind words for anybody’s help')
    await answered('Bea', 'Sam', 'Sam, you are wonderful', { at: NOW - 90 * DAY + 10 * HOUR })
    expect(await room.see('/owner/questions')).toContain('Customers wrote kind words once')
    expect(await room.see('/owner/thanks')).toContain('Customers thanked Sam.')
  })

  test('are different ones, and all of them a step away', async () => {
    for (let n = 0; n < 52; n++)
      await answered(`Customer ${n}`, 'Sam & Co', 'A star!', { at: NOW - DAY - n * MINUTE })
    await answered('Ann', 'Sam & Co', 'a star', { at: NOW - 2 * DAY })
    await answered('Bea', 'Sam & Co', 'Lovely, thank you', { at: NOW - 3 * DAY })
    const page = await room.see('/owner/thanks')
    const quotes = (of: string) => [...of.matchAll(/<q class="quote"[^>]*>([^<]+)/g)].map((match) => match[1])
    expect(quotes(page)).toEqual(['A star!', 'Lovely, thank you'])
    expect(page).toContain('All 54 kind words')
    const link = /href="(\/owner\/thanks\/all[^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const all = await room.see(link)
    expect(all).toContain('54 kind words for Sam &amp; Co')
    expect(quotes(all)).toHaveLength(50)
    expect(quotes(await room.see(`${link}&page=2`)).at(-1)).toBe('Lovely, thank you')
    expect((await room.get('/owner/thanks/all?staff=Nobody')).status).toBe(404)
  })

  test('so is a matter that the customer called right when asked', async () => {
    const told = await tell(ledger, {
      at: NOW - DAY,
      customer: 'Ann',
      handoff: { id: 'h', status: 'resolved', closed_name: 'Kim', closed_at: NOW - DAY },
    })
    const question = { id: 'a', conversation_id: told.conversation, handoff_id: 'h', matter_id: 'h' }
    await ledger.db
      .insertInto('aftercare')
      .values({
        ...question,
        kind: 'resolved',
        due_at: 0,
        asked_at: 0,
        message_id: null,
        answer: 'right',
        answered_at: NOW - MINUTE,
      })
      .execute()
    const page = await room.see('/owner/thanks')
    expect(page).toContain('<bdi>Kim</bdi>')
    expect(page).toContain('Called right by')
    const all = await room.see('/owner/thanks/all?staff=Kim&what=right')
    expect(all).toContain('1 matter of Kim called right')
    expect(all).toContain(`/owner/conversations/${told.conversation}`)
  })
})

test('many names are few words', () => {
  const names = ['A', 'B', 'C', 'D', 'E'].map((staff) => ({ staff, words: [], right: [] }))
  expect(thanksWords(names)).toBe('Customers thanked A, B, C and 2 others. Have you?')
})
