import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SetupError } from '../src/errors.ts'
import { followReplies, repliesTrouble } from '../src/following-replies.ts'
import { type Prompts, readPrompts } from '../src/prompts.ts'
import { promptsFolder } from './support/scripted.ts'

let folder: string
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'warmline-test-')), 'replies')
  mkdirSync(folder)
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
const read = () => readPrompts(promptsFolder, folder)
const problems = (): readonly string[] => {
  try {
    read()
  } catch (error) {
    if (error instanceof SetupError) return error.problems
    throw error
  }
  return []
}
const said = (text: string, names: { name: string; me: string }) => {
  write('one.md', `# One\n${text}`)
  return read().savedReply('one', names)
}
const BOTH = { name: 'Nora', me: 'Kim' }

describe('saved replies', () => {
  it('are one file each, by title, whatever else is in the folder', () => {
    write('b.md', '# A photo, please\r\n<!-- for us -->\r\nHello {name}.\r\n\r\nYours, {me} of {company}')
    write('Order number.md', 'Which order is it?')
    write('.hidden.md', '{wrong}')
    write('notes.txt', '{wrong}')
    mkdirSync(join(folder, 'old.md'))
    const prompts = read()
    expect(prompts.replies.all.map(({ id, title }) => [id, title])).toEqual([
      ['b', 'A photo, please'],
      ['Order number', 'Order number'],
    ])
    expect(prompts.savedReply('b', BOTH)).toBe(`Hello Nora.\n\nYours, Kim of ${prompts.charter.company}`)
    expect(prompts.savedReply('Order number', BOTH)).toBe('Which order is it?')
    expect(prompts.savedReply('gone', BOTH)).toBeNull()
  })

  it('may be none: in an empty folder, or without one', () => {
    expect(read().replies.all).toEqual([])
    rmSync(folder, { recursive: true })
    expect(read().replies.all).toEqual([])
  })

  it.each([
    ['Hello {name}, thank you.', 'Hello, thank you.'],
    ['Thank you, {name}.', 'Thank you.'],
    ['{name}, your bike is ready.', 'Your bike is ready.'],
    ['All is well.\n\n{name}, is it?', 'All is well.\n\nIs it?'],
    ['Best wishes, {me}', 'Best wishes'],
    ['Best wishes,\n{me}', 'Best wishes,\n'],
  ])('read well without a name: %j', (text, without) => {
    expect(said(text, { name: '', me: '' })).toBe(without)
    expect(said(text, BOTH)).toBe(text.replace('{name}', 'Nora').replace('{me}', 'Kim'))
  })

  it('say a name as it is, whatever stands in it', () => {
    expect(said('Hello {name}, {me}', { name: '{me} $& {company}', me: '$1' })).toBe(
      'Hello {me} $& {company}, $1',
    )
  })

  it('stop the start where one is wrong, each named with its file', () => {
    write('a.md', '# Same\nHello {customer}, {name}')
    write('b.md', '# Nothing below\n\n<!-- not yet -->\n')
    write('c.md', '# Same\nHello')
    write('d.md', '# Same\nHello')
    write('e.md', `# Long\n${'x'.repeat(2_001)}`)
    write('f.md', `# ${'t'.repeat(76)}\nHello`)
    expect(problems()).toEqual([
      'replies/a.md: nothing fills the slot {customer}. It may use: name, me, company, assistant, people, hours, reply.',
      'replies/b.md: has no words. Write the reply below its title, or remove the file.',
      'replies/e.md: is too long for a reply. Keep it to 2000 letters.',
      'replies/f.md: its title is too long to be read in a list. 75 letters are enough.',
      'replies: c.md and d.md have one title, "Same". Change one of them.',
    ])
  })

  it('are no more than fit a list', () => {
    for (let n = 0; n < 26; n++) write(`${n}.md`, `# Reply ${n}\nHello`)
    expect(problems()).toEqual(['replies: there are 26 replies, and a list has 25. Remove some.'])
  })
})

describe('saved replies that change', () => {
  const titles = ({ replies }: Prompts) => replies.all.map(({ title }) => title)

  it('are read again: changed, new, and gone', () => {
    write('a.md', '# First\nHello')
    write('b.md', '# Second\nHello')
    const prompts = read()
    write('a.md', '# First\nGood day, {name}')
    write('c.md', '# Third\nHello')
    rmSync(join(folder, 'b.md'))
    prompts.replies.reload()
    expect(titles(prompts)).toEqual(['First', 'Third'])
    expect(prompts.savedReply('a', BOTH)).toBe('Good day, Nora')
    expect(prompts.savedReply('b', BOTH)).toBeNull()
    rmSync(folder, { recursive: true })
    prompts.replies.reload()
    expect(titles(prompts)).toEqual([])
  })

  it('keep the last good words of a file that is wrong, and say what is, until it is put right', () => {
    write('a.md', '# First\nHello')
    const prompts = read()
    expect(repliesTrouble(prompts.replies)).toBeNull()
    write('a.md', '# First\nHello {customer}')
    write('b.md', '# Second\nHello')
    write('c.md', '')
    prompts.replies.reload()
    expect(titles(prompts)).toEqual(['First', 'Second'])
    expect(prompts.savedReply('a', BOTH)).toBe('Hello')
    expect(repliesTrouble(prompts.replies)).toBe(
      'A change to your saved replies can’t be used; until it is put right, your people have what was there before. replies/a.md: nothing fills the slot {customer}. It may use: name, me, company, assistant, people, hours, reply. replies/c.md: has no words. Write the reply below its title, or remove the file.',
    )
    write('a.md', '# First\nHello {name}')
    rmSync(join(folder, 'c.md'))
    prompts.replies.reload()
    expect(prompts.savedReply('a', BOTH)).toBe('Hello Nora')
    expect(repliesTrouble(prompts.replies)).toBeNull()
  })

  it('stay all as they were where two have one title, or they are too many', () => {
    write('a.md', '# First\nHello')
    const prompts = read()
    write('a.md', '# Second\nGood day')
    write('b.md', '# Second\nHello')
    prompts.replies.reload()
    expect(titles(prompts)).toEqual(['First'])
    for (let n = 0; n < 26; n++) write(`${n}.md`, `# Reply ${n}\nHello`)
    rmSync(join(folder, 'b.md'))
    prompts.replies.reload()
    expect(prompts.savedReply('a', BOTH)).toBe('Hello')
    expect(prompts.replies.problems).toEqual([
      'replies: there are 27 replies, and a list has 25. Remove some.',
    ])
  })

  it('are seen by themselves, and what is wrong is in the log', async () => {
    write('a.md', '# First\nHello')
    const prompts = read()
    const troubles: string[] = []
    const [seen, wrong] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const followed = followReplies(folder, prompts.replies, {
      event: () => prompts.replies.all.length === 2 && seen.resolve(),
      trouble: (name) => {
        troubles.push(name)
        wrong.resolve()
      },
    })
    try {
      write('b.md', '# Second\nHello')
      await seen.promise
      expect(titles(prompts)).toEqual(['First', 'Second'])
      write('b.md', '# Second\nHello {customer}')
      await wrong.promise
      expect(troubles).toEqual(['replies wrong'])
      expect(titles(prompts)).toEqual(['First', 'Second'])
    } finally {
      followed.close()
    }
  })
})

describe('the saved replies of this repository', () => {
  const prompts = readPrompts(promptsFolder)

  it.each(prompts.replies.all)('read well with names and without: $title', ({ id }) => {
    const whole = prompts.savedReply(id, BOTH) ?? ''
    expect(whole).toContain('Nora')
    const nameless = prompts.savedReply(id, { name: '', me: '' }) ?? ''
    for (const words of [whole, nameless]) {
      expect(words).not.toMatch(/[{}]| [,.]|\bundefined\b|<!--/)
      expect(words).not.toMatch(/\b(?:tickets?|agents?|unfortunately|calm down)\b/i)
    }
  })
})
