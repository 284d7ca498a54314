import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { spreadTopics } from '../../src/ledger/about.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { getMessage, removeMessage } from '../../src/ledger/messages.ts'
import { correctComplaints, correctReading, recordReading } from '../../src/ledger/readings.ts'
import { unreadable } from '../../src/mind/reading.ts'
import { read, say, tell } from '../owner/seed.ts'
import { createDatabase, databases, type TestDatabase } from '../support/databases.ts'

const NOON = Date.UTC(2026, 10, 22, 12)

describe.each(databases)('what a message counts as, on %s', (kind) => {
  let database: TestDatabase
  let ledger: Ledger
  beforeEach(async () => {
    database = await createDatabase(kind)
    ledger = await database.open()
  })
  afterEach(() => database.drop())

  /** A conversation whose messages name these topics, as they are read one after the other. */
  async function talk(
    topics: readonly (string | null)[],
    change: { complaint?: boolean; readBy?: string } = {},
  ) {
    const [first] = await telling(topics, change)
    return first as string
  }

  async function telling(topics: readonly (string | null)[], { complaint = false, readBy = 'local' } = {}) {
    const { conversation, message } = await tell(ledger, { at: NOON - 1 })
    await ledger.db.deleteFrom('readings').where('message_id', '=', message).execute()
    const messages: string[] = []
    for (const [index, topic] of topics.entries()) {
      const id = await say(ledger, conversation, { at: NOON + index })
      messages.push(id)
      await reads(id, { topic, complaint, readBy })
    }
    return [conversation, ...messages]
  }

  async function reads(id: string, change: Partial<typeof unreadable>) {
    await ledger.transaction(async (t) => {
      const message = await getMessage(t, id)
      if (message) await recordReading(t, message, { ...unreadable, ...change }, NOON + 500)
    })
  }

  const subjects = async (conversation: string) => {
    const rows = await ledger.db
      .selectFrom('readings')
      .innerJoin('messages', 'messages.id', 'readings.message_id')
      .select('subject')
      .where('readings.conversation_id', '=', conversation)
      .where('corrected_by', 'is', null)
      .orderBy('messages.seq')
      .execute()
    return rows.map(({ subject }) => subject)
  }

  test('is its own topic, else the one before it, else the first after it', async () => {
    const conversation = await talk([null, null, 'delivery', null, 'refund', null, null])
    expect(await subjects(conversation)).toEqual([
      ...['delivery', 'delivery', 'delivery', 'delivery'],
      ...['refund', 'refund', 'refund'],
    ])
    expect(await subjects(await talk([null, null]))).toEqual([null, null])
    expect(await subjects(conversation)).toHaveLength(7)
  })

  test('is nothing for a pressed button', async () => {
    const [conversation = '', , second = ''] = await telling(['delivery', null])
    await ledger.db
      .updateTable('readings')
      .set({ read_by: 'button' })
      .where('message_id', '=', second)
      .execute()
    await ledger.transaction((t) => spreadTopics(t, [conversation]))
    expect(await subjects(conversation)).toEqual(['delivery', null])
  })

  test('changes with what a person puts right, and the old reading counts as nothing', async () => {
    const [conversation = '', first = ''] = await telling(['delivery', null])
    const standing = await ledger.db
      .selectFrom('readings')
      .selectAll()
      .where('message_id', '=', first)
      .executeTakeFirstOrThrow()
    const labels = {
      sentiment: 0,
      feeling: null,
      reason: 'the owner says',
      isComplaint: false,
      wantsPerson: false,
    }
    await ledger.transaction((t) =>
      correctReading(t, standing.id, { ...labels, topic: 'price' }, NOON + 9_000),
    )
    expect(await subjects(conversation)).toEqual(['price', 'price'])
    const all = await ledger.db.selectFrom('readings').select(['topic', 'subject']).execute()
    expect(all).toContainEqual({ topic: 'delivery', subject: null })
  })

  test('stays where staff say that it was no complaint', async () => {
    const conversation = await talk(['delivery', null], { complaint: true })
    await ledger.transaction((t) => correctComplaints(t, conversation, 'Kim', NOON + 9_000))
    expect(await subjects(conversation)).toEqual(['delivery', 'delivery'])
  })

  test('goes with the words of a message that was taken back', async () => {
    const [conversation = '', , second = ''] = await telling(['a purple kite', 'delivery', null])
    await ledger.transaction(async (t) => {
      const message = await getMessage(t, second)
      if (message) await removeMessage(t, message, NOON + 9_000)
    })
    expect(await subjects(conversation)).toEqual(['a purple kite', null, 'a purple kite'])
  })

  test('moves when a message is changed', async () => {
    const [conversation = '', first = ''] = await telling(['delivery', null])
    await ledger.db.updateTable('messages').set({ version: 2 }).where('id', '=', first).execute()
    await reads(first, { topic: 'price' })
    expect(await subjects(conversation)).toEqual(['price', 'price'])
  })

  test('never comes out of another conversation', async () => {
    const one = await talk(['delivery', null])
    const other = await talk([null])
    await ledger.transaction((t) => spreadTopics(t, [one, other]))
    expect([await subjects(one), await subjects(other)]).toEqual([['delivery', 'delivery'], [null]])
  })

  test('is what it would be if all were looked at anew, whatever came, changed or went', {
    timeout: 120_000,
  }, async () => {
    const step = fc.record({
      what: fc.constantFrom('new', 'new', 'new', 'edit', 'remove', 'correct'),
      which: fc.nat(11),
      // Few moments: messages are written at the same time, and come late.
      at: fc.nat(4),
      topic: fc.constantFrom(null, null, 'delivery', 'price', 'refund'),
      readBy: fc.constantFrom('local', 'local', 'button'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 20 }), async (steps) => {
        const { conversation, message } = await tell(ledger, { at: NOON + 3 })
        const messages = [message]
        for (const one of steps) {
          if (one.what === 'new') messages.push(await say(ledger, conversation, { at: NOON + one.at }))
          await change(one, messages.at(one.what === 'new' ? -1 : one.which % messages.length) ?? message)
        }
        const kept = await subjects(conversation)
        await ledger.transaction((t) => spreadTopics(t, [conversation]))
        expect(kept).toEqual(await subjects(conversation))
      }),
      { numRuns: kind === 'sqlite' ? 400 : 60 },
    )
  })

  type Step = { what: string; topic: string | null; readBy: string }
  async function change({ what, topic, readBy }: Step, id: string) {
    if (what === 'new') return reads(id, { topic, readBy })
    await ledger.transaction(async (t) => {
      const message = await getMessage(t, id)
      if (!message || message.removed_at !== null) return
      if (what === 'remove') return removeMessage(t, message, NOON + 9_000)
      if (what === 'edit') {
        await t
          .updateTable('messages')
          .set({ version: message.version + 1 })
          .where('id', '=', id)
          .execute()
        const edited = { ...message, version: message.version + 1 }
        return recordReading(t, edited, { ...unreadable, topic, readBy: 'local' }, NOON + 600)
      }
      const standing = await t
        .selectFrom('readings')
        .select('id')
        .where('message_id', '=', id)
        .where('corrected_by', 'is', null)
        .executeTakeFirstOrThrow()
      const labels = {
        sentiment: 0,
        feeling: null,
        reason: 'said so',
        isComplaint: false,
        wantsPerson: false,
      }
      return void (await correctReading(t, standing.id, { ...labels, topic }, NOON + 700))
    })
  }

  test('goes by when they wrote, also where an old message comes late', async () => {
    const [conversation = ''] = await telling(['delivery', 'price'])
    const late = await say(ledger, conversation, { at: NOON })
    await read(ledger, { conversation_id: conversation, message_id: late, at: NOON })
    await ledger.transaction((t) => spreadTopics(t, [conversation]))
    expect(await subjects(conversation)).toEqual(['delivery', 'price', 'delivery'])
  })
})
