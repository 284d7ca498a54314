import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { hasComplaint } from '../../src/ledger/readings.ts'
import { readCorrections } from '../../src/mind/training/corrections.ts'
import { correctionOf } from '../../src/owner/correcting.ts'
import { databases } from '../support/databases.ts'
import { NOW, openRoom, type Room } from './open-room.ts'
import { tell } from './seed.ts'

const AS_READ = { mood: 'neutral', feeling: '', topic: '', complaint: 'no', person: 'no' }

describe.each(databases)('a correction on %s', (kind) => {
  let room: Room
  let ledger: Ledger
  beforeEach(async () => {
    room = await openRoom(kind)
    ledger = room.ledger
  })
  afterEach(() => room.close())

  const standing = async (message: string) => {
    const rows = await readingsOf(message)
    return rows.filter(({ corrected_by }) => corrected_by === null)
  }
  const readingsOf = (message: string) =>
    ledger.db.selectFrom('readings').selectAll().where('message_id', '=', message).execute()
  const correct = async (told: { conversation: string; message: string }, fields: object) => {
    const [reading] = await standing(told.message)
    return room.send(`/owner/conversations/${told.conversation}/readings/${reading?.id}`, {
      ...AS_READ,
      ...fields,
    })
  }

  test('is made in place: the old reading stays beside it, and the counts move', async () => {
    const told = await tell(ledger, { at: NOW - 1000, message: { text: 'Well, great job' } })
    expect(await room.see('/owner')).toContain('showed no clear sign')
    const page = await room.see(`/owner/conversations/${told.conversation}?correct=${told.message}`)
    expect(page).toContain('aria-label="Correct how this was read"')

    const answer = await correct(told, {
      mood: 'negative',
      feeling: 'angry',
      topic: ' Delivery ',
      complaint: 'yes',
    })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(`/owner/conversations/${told.conversation}#m-${told.message}`)
    const [now] = await standing(told.message)
    expect(now).toMatchObject({
      sentiment: -0.6,
      feeling: 'angry',
      topic: 'delivery',
      complaint: 1,
      complaint_score: 1,
      wants_person: 0,
      read_by: 'owner',
      at: NOW,
    })
    const after = await room.see('/owner')
    expect(after).toContain('The one message sounded unhappy.')
    expect(after).toContain('One complaint, about delivery.')
    const told2 = await room.see(`/owner/conversations/${told.conversation}`)
    expect(told2).toContain('Before it was corrected')
    expect(told2).toMatch(/unhappy, not no clear sign.*corrected by the owner <time/)
  })

  test('is none where the form is sent as it was shown', async () => {
    const told = await tell(ledger, {
      at: NOW - 1000,
      reading: { topic: 'Öffnungszeiten', read_by: 'a-model' },
    })
    expect((await correct(told, { topic: 'Öffnungszeiten' })).status).toBe(303)
    expect(await readingsOf(told.message)).toMatchObject([{ topic: 'Öffnungszeiten', read_by: 'a-model' }])
  })

  test('can be corrected again, and what was first read is what the training data calls old', async () => {
    const told = await tell(ledger, { at: NOW - 1000, message: { text: 'Great job, three weeks' } })
    await tell(ledger, { at: NOW - 900, message: { text: 'never corrected' } })
    await correct(told, { mood: 'positive' })
    await correct(told, { mood: 'negative', complaint: 'yes' })
    expect(await readingsOf(told.message)).toHaveLength(3)
    expect(await standing(told.message)).toHaveLength(1)

    const file = await room.get('/owner/corrections.jsonl')
    expect(file.headers.get('content-disposition')).toContain('.jsonl')
    const text = await file.text()
    const lines = text.trim().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        text: 'Great job, three weeks',
        old: {
          sentiment: 0,
          feeling: null,
          topic: null,
          complaint: false,
          wants_person: false,
          read_by: 'local',
        },
        new: { sentiment: -0.6, feeling: null, topic: null, complaint: true, wants_person: false },
        by: 'owner',
        at: new Date(NOW).toISOString(),
      },
    ])
    const folder = mkdtempSync(join(tmpdir(), 'corrections-'))
    writeFileSync(join(folder, 'c.jsonl'), text)
    expect(readCorrections(join(folder, 'c.jsonl'))).toEqual([
      { text: 'Great job, three weeks', source: 'own-corrections', sentiment: 0, complaint: 1, person: 0 },
    ])
    rmSync(folder, { recursive: true })
  })

  test('does not make an old complaint a new one', async () => {
    const told = await tell(ledger, { at: NOW - 5000, reading: { complaint: 1, sentiment: -0.5 } })
    await correct(told, { mood: 'neutral', complaint: 'yes' })
    expect(await hasComplaint(ledger.db, told.conversation)).toBe(true)
    expect(await hasComplaint(ledger.db, told.conversation, NOW - 5000)).toBe(true)
    expect(await hasComplaint(ledger.db, told.conversation, NOW - 1000)).toBe(false)
    await correct(told, { mood: 'neutral', complaint: 'no' })
    expect(await hasComplaint(ledger.db, told.conversation)).toBe(false)
  })

  test('pressed twice it is made once, and what came in between is not written over', async () => {
    const told = await tell(ledger, { at: NOW - 1000 })
    const [first] = await standing(told.message)
    const path = `/owner/conversations/${told.conversation}/readings/${first?.id}`
    const both = await Promise.all([
      room.send(path, { ...AS_READ, mood: 'negative' }),
      room.send(path, { ...AS_READ, mood: 'negative' }),
    ])
    expect(both.map(({ status }) => status)).toEqual([303, 303])
    expect(await readingsOf(told.message)).toHaveLength(2)
    const late = await room.send(path, { ...AS_READ, mood: 'positive' })
    expect(late.status).toBe(409)
    expect(await late.text()).toContain('Nothing of yours was saved')
    expect(await readingsOf(told.message)).toHaveLength(2)
  })

  test('saved as it was it changes nothing', async () => {
    const told = await tell(ledger, { at: NOW - 1000, reading: { sentiment: 0.1 } })
    expect((await correct(told, {})).status).toBe(303)
    expect(await readingsOf(told.message)).toHaveLength(1)
  })

  test('is refused in words where it cannot be meant, and to whoever is not the owner', async () => {
    const told = await tell(ledger, { at: NOW - 1000 })
    const wrong = await correct(told, { mood: 'furious' })
    expect(wrong.status).toBe(400)
    expect(await wrong.text()).toContain('“How it sounded” is not one of the choices.')
    expect((await correct({ ...told, conversation: 'another' }, { mood: 'negative' })).status).toBe(404)
    const [reading] = await standing(told.message)
    const path = `/owner/conversations/${told.conversation}/readings/${reading?.id}`
    const body = new URLSearchParams({ ...AS_READ, mood: 'negative' })
    const stranger = await room.app.request(path, {
      method: 'POST',
      body,
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    expect(stranger.status).toBe(401)
    expect(await readingsOf(told.message)).toHaveLength(1)
  })

  test('what was taken back, or pressed, cannot be corrected and is not trained with', async () => {
    const taken = await tell(ledger, { at: NOW - 1000 })
    await correct(taken, { mood: 'negative' })
    await ledger.db
      .updateTable('messages')
      .set({ text: '', removed_at: NOW })
      .where('id', '=', taken.message)
      .execute()
    const button = await tell(ledger, { at: NOW - 1000, reading: { read_by: 'button' } })
    expect(await room.see(`/owner/conversations/${taken.conversation}`)).not.toContain('Correct this')
    expect(await room.see(`/owner/conversations/${button.conversation}`)).not.toContain('Correct this')
    expect(await (await room.get('/owner/corrections.jsonl')).text()).toBe('')
  })
})

test('a mood that stays keeps its number, and every change is named', async () => {
  const reading = {
    id: 'r',
    message_id: 'm',
    conversation_id: 'c',
    read_by: 'local',
    sentiment: -0.9,
    feeling: 'angry',
    reason: '',
    quote: null,
    topic: 'delivery',
    act: 'tell',
    complaint: 1,
    complaint_score: 0.8,
    wants_person: 0,
    wants_person_score: 0,
    question: 0,
    question_score: 0,
    danger: null,
    language: 'en',
    at: 0,
    corrected_by: null,
    wrote_at: 0,
    subject: 'delivery',
  }
  const form = { mood: 'negative', feeling: null, topic: 'refund', complaint: false, person: true } as const
  expect(correctionOf(reading, form)).toEqual({
    sentiment: -0.9,
    feeling: null,
    topic: 'refund',
    isComplaint: false,
    wantsPerson: true,
    reason:
      'the owner says: no feeling named, not angry; not a complaint; asks for a person; about refund, not delivery',
  })
})
