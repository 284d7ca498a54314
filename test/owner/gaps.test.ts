import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readFolder } from '../../src/knowledge/folder.ts'
import { createSearch } from '../../src/knowledge/search.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { createPageWriter } from '../../src/mind/page-writer.ts'
import { draftFolder, fileNameOf } from '../../src/owner/draft-folder.ts'
import { draftOf } from '../../src/owner/gap-draft.ts'
import { groupQuestions } from '../../src/owner/question-groups.ts'
import { databases } from '../support/databases.ts'
import { byPurpose } from '../support/scripted-model.ts'
import { NOW, openRoom, type Room } from './open-room.ts'
import { say, tell } from './seed.ts'

const DAY = 24 * 60 * 60 * 1000
const SAMPLE = join(import.meta.dirname, '../../knowledge')
const without = { decision: 'offer_person', cause: 'no_source', reason: 'the knowledge holds no answer' }

describe.each(databases)('what we could not answer, on %s', (kind) => {
  let room: Room
  let ledger: Ledger
  let folder: string
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pages-'))
    cpSync(SAMPLE, folder, { recursive: true })
    const search = await createSearch((await readFolder(folder)).passages)
    room = await openRoom(kind, { knowledge: { search: () => search, folder } })
    ledger = room.ledger
  })
  afterEach(async () => {
    await room.close()
    rmSync(folder, { recursive: true })
  })

  const ask = (text: string, customer: string, at: number, cause = 'no_source') =>
    tell(ledger, { at, customer, message: { text }, turn: { ...without, cause } })
  const keyIn = (page: string) => /href="\/owner\/gaps\/([^"]+)"/.exec(page)?.[1] ?? ''

  test('an empty ledger says that nothing is missing', async () => {
    const page = await room.see('/owner/gaps')
    expect(page).toContain('Your pages had an answer to every question of the last 90 days.')
    expect(page).toContain('Nothing is missing')
  })

  test('is put together, most asked first, with whose words, the nearest page and what is answered by now', async () => {
    await ask('Do you sell gift cards?', 'Ann', NOW - 9 * DAY)
    await ask('Can I buy a gift card for my sister?', 'Bea', NOW - 3 * DAY, 'no_source_twice')
    await ask('gift card please', 'Ann', NOW - 2 * DAY)
    await ask('Do you repair tents?', 'Cem', NOW - DAY)
    await ask('How long does a refund take?', 'Dee', NOW - DAY)
    await ask('Do you sell gift cards?', 'Old', NOW - 100 * DAY)
    await tell(ledger, { at: NOW - DAY, message: { text: 'Are gift cards answered?' }, turn: {} })
    const page = await room.see('/owner/gaps')
    expect(page).toContain('In the last 90 days 5 questions found no answer in your pages.')
    expect(page).toContain('it was asked 3 times')
    expect(page).toContain('Asked 3 times by 3 customers')
    expect(page.indexOf('gift card')).toBeLessThan(page.indexOf('tents'))
    expect(page.indexOf('tents?</span>')).toBeLessThan(page.indexOf('refund take?</span>'))
    expect(page).toContain('Your pages seem to answer it by now')
    expect(page).toContain('nearest page: Refunds')
    const one = await room.see(`/owner/gaps/${keyIn(page)}`)
    expect(one.match(/href="\/owner\/conversations\//g)).toHaveLength(3)
    expect(one).toContain('None of your people has answered this in writing so far.')
  })

  test('what the customer took back is not shown', async () => {
    const told = await ask('my secret question', 'Ann', NOW - DAY)
    await ledger.db
      .updateTable('messages')
      .set({ text: '', removed_at: NOW })
      .where('id', '=', told.message)
      .execute()
    expect(await room.see('/owner/gaps')).toContain('Nothing is missing')
  })

  test('what staff answered becomes a draft, which no customer is told before the owner moves it', async () => {
    const told = await ask('Do you repair tents?', 'Nora Field', NOW - DAY)
    await say(ledger, told.conversation, { at: NOW - 2 * DAY, author: 'staff', text: 'Too early to count' })
    const words = 'Hello Nora, yes: we repair tents from £20, Nora. Your number is 4711 2234 99.'
    await say(ledger, told.conversation, { at: NOW - DAY + 5, author: 'staff', text: words })
    await say(ledger, told.conversation, { at: NOW - DAY + 6, author: 'assistant', text: 'not by staff' })
    const key = keyIn(await room.see('/owner/gaps'))
    const page = await room.see(`/owner/gaps/${key}`)
    expect(page).toContain('>yes: we repair tents from £20, …. Your number is ….</textarea>')

    const form = { title: 'Repairs: "tents" & more/../..', body: 'We repair tents from £20.\n' }
    const answer = await room.send(`/owner/gaps/${key}/draft`, form)
    expect(answer.status).toBe(303)
    expect(readdirSync(join(folder, '_drafts'))).toEqual(['repairs-tents-more.md'])
    const file = readFileSync(join(folder, '_drafts', 'repairs-tents-more.md'), 'utf8')
    expect(file).toContain('draft: true')
    expect(file).toContain('We repair tents from £20.')
    const after = await room.see(answer.headers.get('location') ?? '')
    expect(after).toContain('Kept as _drafts/repairs-tents-more.md')
    expect(await room.see('/owner/gaps')).toContain('Drafts that wait for you')
    const read = await readFolder(folder)
    expect(read.passages.map(({ page: name }) => name)).not.toContain('_drafts/repairs-tents-more.md')
    expect(read.pages).toBe((await readFolder(SAMPLE)).pages)

    // Pressed twice it is one file; another text of the same title never overwrites it.
    await room.send(`/owner/gaps/${key}/draft`, form)
    expect(readdirSync(join(folder, '_drafts'))).toHaveLength(1)
    await room.send(`/owner/gaps/${key}/draft`, { ...form, body: 'Another text' })
    expect(readdirSync(join(folder, '_drafts'))).toEqual(['repairs-tents-more-2.md', 'repairs-tents-more.md'])
    expect(readFileSync(join(folder, '_drafts', 'repairs-tents-more.md'), 'utf8')).toBe(file)

    // The owner moves it: now it is a page, under its title.
    writeFileSync(join(folder, 'tents.md'), file)
    const moved = (await readFolder(folder)).passages.find(({ page: name }) => name === 'tents.md')
    expect(moved?.title).toBe('Repairs: "tents" & more/../..')
    expect(moved?.text).toBe('We repair tents from £20.')
  })

  test('a model may write it up, for the owner to look at, and not where it invents', async () => {
    let says = { title: 'Tents', body: 'We repair tents from £20.' }
    const writer = createPageWriter(byPurpose({ page: () => says }), 'Write a page')
    const search = await createSearch((await readFolder(folder)).passages)
    await room.close()
    room = await openRoom(kind, { knowledge: { search: () => search, folder, writer } })
    ledger = room.ledger
    const told = await ask('Do you repair tents?', 'Nora', NOW - DAY)
    const key = keyIn(await room.see('/owner/gaps'))
    expect(await room.see(`/owner/gaps/${key}`)).not.toContain('Let the model write it up')
    await say(ledger, told.conversation, { at: NOW - DAY, author: 'staff', text: 'Yes, from £20, Nora.' })
    expect(await room.see(`/owner/gaps/${key}`)).toContain('Let the model write it up')
    const page = await (await room.send(`/owner/gaps/${key}/write`, {})).text()
    expect(page).toContain('>We repair tents from £20.</textarea>')
    expect(page).toContain('The model wrote this')
    expect(await draftFolder(folder).list()).toEqual([])
    for (const body of ['We repair tents from £15.', 'See https://evil.example', '']) {
      says = { title: 'Tents', body }
      const refused = await (await room.send(`/owner/gaps/${key}/write`, {})).text()
      expect(refused).toContain('The model wrote nothing that rests on')
      expect(refused).toContain('>Yes, from £20, ….</textarea>')
    }
  })

  test('the title says nothing of who asked', async () => {
    const text = 'Hi, Nora Field here, nora@field.example, order 4711 2234 99: do you repair tents?'
    await ask(text, 'Nora Field', NOW - DAY)
    const page = await room.see(`/owner/gaps/${keyIn(await room.see('/owner/gaps'))}`)
    expect(page).toContain(
      'name="title" required maxlength="120" value="… here, …, order …: do you repair tents?"',
    )
  })

  test('what was typed is not lost where it cannot be kept', async () => {
    await ask('Do you repair tents?', 'Nora', NOW - DAY)
    const key = keyIn(await room.see('/owner/gaps'))
    const empty = await room.send(`/owner/gaps/${key}/draft`, { title: ' ', body: 'All that I wrote' })
    expect(empty.status).toBe(400)
    const page = await empty.text()
    expect(page).toContain('“Title” is empty.')
    expect(page).toContain('All that I wrote')
    writeFileSync(join(folder, '_drafts'), 'a file where the folder should be')
    const refused = await room.send(`/owner/gaps/${key}/draft`, { title: 'Tents', body: 'All that I wrote' })
    const said = await refused.text()
    expect(said).toContain('Nothing can be written in')
    expect(said).toContain('All that I wrote')
    expect((await room.send('/owner/gaps/1-nothing/draft', { title: 'a', body: 'b' })).status).toBe(404)
  })
})

test('questions are put together by the words that tell, whatever the small ones', () => {
  const texts = [
    'Do you ship to Ireland?',
    'do you deliver to France',
    'Ireland shipping – possible?',
    'Is there a student discount?',
    'discounts for students?',
    'I am worried about my order',
    'I am worried about the weather',
    '???',
    'Hvad?',
  ]
  const weight = (word: string) => (word === 'deliver' ? 0.5 : 3)
  const groups = () =>
    groupQuestions(
      texts.map((text) => ({ text })),
      weight,
    ).map((group) => group.map(({ text }) => text))
  expect(groups()).toEqual([
    ['Do you ship to Ireland?', 'Ireland shipping – possible?'],
    ['do you deliver to France'],
    ['Is there a student discount?', 'discounts for students?'],
    ['I am worried about my order'],
    ['I am worried about the weather'],
    ['???'],
    ['Hvad?'],
  ])
  expect(groups()).toEqual(groups())
})

describe('questions about the sample pages that these do not answer', async () => {
  const { weight } = await createSearch((await readFolder(SAMPLE)).passages)
  const rent = [
    'Do you have rental bikes for visitors?',
    'Can I hire two touring bikes for a weekend in June?',
    'Is it possible to rent a cargo bike for a day?',
    'what does it cost to hire a tandem for the weekend',
    'Do you rent out bikes for a weekend?',
  ]
  const work = [
    'Can my employer buy the bike through Cycle to Work?',
    'How does cycle to work go with you, my employer uses it',
    'Is the Heron available on a cycle to work salary scheme?',
    'cycle to work scheme?',
    'Do you take part in the Cycle to Work scheme?',
  ]
  const insurance = [
    'Do you offer bike insurance?',
    'I am sad and worried: can I insure my bike through you?',
  ]
  const others = [
    'Can I take my bike on a train at the weekend?',
    'Do you engrave names on the bell?',
    'are you hiring mechanics at the moment',
    'What is the top speed of the e-bike?',
    'What is the range of the e-bike?',
    'Is there a discount for clubs?',
    'Is there a discount for students?',
    'I am sad and worried, do you sell tricycle bells?',
    'When can I ring you?',
    'Do you ring before you come?',
  ]
  const groupsOf = (texts: readonly string[]) =>
    groupQuestions(
      texts.map((text) => ({ text })),
      weight,
    ).map((group) => group.map(({ text }) => text))
  const sorted = (groups: readonly (readonly string[])[]) =>
    groups.map((group) => group.toSorted().join('\n')).toSorted()
  const all = [...rent, ...work, ...insurance, ...others]

  test('stand together where they are about one matter, and apart where not, in whatever order they come', () => {
    const expected = sorted([rent, work, insurance, ...others.map((text) => [text])])
    const mixed = all.toSorted((a, b) => (a.slice(3) < b.slice(3) ? -1 : 1))
    for (const texts of [all, all.toReversed(), mixed]) expect(sorted(groupsOf(texts))).toEqual(expected)
  })

  test('are named by the plainest of them', () => {
    const names = groupsOf(all).map(([first]) => first)
    expect(names).toContain('Do you rent out bikes for a weekend?')
    expect(names).toContain('Do you take part in the Cycle to Work scheme?')
    expect(names).toContain('Do you offer bike insurance?')
  })
})

// Where each were compared with all again and again, this would not end before the test gives up.
test('a thousand questions are put together', () => {
  const words = Array.from({ length: 300 }, (_, n) => `word${n}x`)
  const questions = Array.from({ length: 1000 }, (_, n) => ({
    text: `${words[n % 300]} ${words[(n * 7) % 300]} ${words[(n * 13) % 300]}`,
  }))
  expect(groupQuestions(questions, () => 1).flat()).toHaveLength(1000)
})

test('a draft holds nothing but what staff wrote, and nobody by name', () => {
  expect(draftOf({ text: 'Question?', name: 'Nora' }, [])).toEqual({ title: 'Question?', body: '' })
  const answer = (conversation: string, text: string, at: number) => ({
    conversation,
    customer: 'Al',
    text,
    at,
  })
  const answers = [
    answer('a', 'Hi Al! We do. Mail al@example.org or call +44 20 7946 0018.', 1),
    answer('a', 'Also on Sundays, Al. Not also-ran.', 2),
    answer('a', 'A third of one conversation', 3),
    answer('b', 'We do, since 2019, for £1,200.', 9),
  ]
  expect(draftOf({ text: 'Q', name: '' }, answers).body).toBe(
    'We do, since 2019, for £1,200.\n\nWe do. Mail … or call ….\n\nAlso on Sundays, …. Not also-ran.',
  )
})

test.each([
  ['../../etc/passwd', 'etc-passwd'],
  ['   ', 'draft'],
  ['…', 'draft'],
  ['CON', 'page-con'],
  ['.hidden', 'hidden'],
  ['Öffnungszeiten am Sonntag?', 'offnungszeiten-am-sonntag'],
  ['営業時間', '営業時間'],
  ['a'.repeat(300), 'a'.repeat(60)],
  ['Nul\u0000 byte\n', 'nul-byte'],
])('the title %j becomes the file %s', (title, name) => {
  expect(fileNameOf(title)).toBe(name)
})

test('many at once write no draft over another', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'drafts-'))
  mkdirSync(join(folder, '_drafts'))
  const drafts = draftFolder(folder)
  const add = (n: number) => drafts.add({ title: 'Same', body: `Text ${n}`, about: {} })
  const names = await Promise.all([1, 2, 3, 4, 5].map(add))
  expect(new Set(names).size).toBe(5)
  expect(await drafts.list()).toHaveLength(5)
  rmSync(folder, { recursive: true })
})

test.each([
  ['the same', () => 'Can I rent a touring bike with panniers?'],
  ['nearly the same', (n: number) => `Can I rent a touring bike with panniers in Place${n}ton?`],
])('a thousand questions that are %s stand together, and nobody waits for it', (_name, textOf) => {
  const questions = Array.from({ length: 1000 }, (_, n) => ({ text: textOf(n) }))
  expect(groupQuestions(questions, () => 1).map((group) => group.length)).toEqual([1000])
})
