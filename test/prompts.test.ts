import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Causes } from '../src/decide.ts'
import { SetupError } from '../src/errors.ts'
import { readPrompts } from '../src/prompts.ts'
import { SENTENCES } from '../src/sentences.ts'
import { promptsFolder } from './support/scripted.ts'

const FACTS = 'company, assistant, people, hours, reply'
const NOT_OUR_WORDS = [
  /\btickets?\b/i,
  /\bagents?\b/i,
  /your call is important/i,
  /calm down/i,
  /unfortunately/i,
]

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warmline-test-'))
  cpSync(promptsFolder, folder, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const AFTERCARE = /^aftercare:\n(?: {2}.*\n)*/m

type Name = 'charter' | 'customer' | 'staff' | 'page'

const change = (name: Name, from: string | RegExp, to: string) => {
  const file = join(folder, `${name}.md`)
  const before = readFileSync(file, 'utf8')
  const after = before.replace(from, () => to)
  if (after === before) throw new Error(`There is no ${from} in ${name}.md`)
  writeFileSync(file, after)
}

const problems = (): readonly string[] => {
  try {
    readPrompts(folder)
  } catch (error) {
    if (error instanceof SetupError) return error.problems
    throw error
  }
  return []
}

describe('the sentences of this repository', () => {
  const { charter, text, say } = readPrompts(promptsFolder)
  const names = [...typed(SENTENCES.customer), ...typed(SENTENCES.page)]
  const every = { name: 'NAME', limit: 'LIMIT', what: 'WHAT', when: 'WHEN', before: 'BEFORE' }

  it('are complete', () => {
    expect(charter.company).not.toBe('')
    expect(text).toContain('# How we help')
  })

  it.each(names)('never talk down to a customer: %s', (name) => {
    const sentence = say(name, every)
    expect(sentence).not.toBe('')
    expect(sentence).not.toMatch(/[{}]|undefined/)
    expect(NOT_OUR_WORDS.filter((word) => word.test(sentence))).toEqual([])
  })

  it.each(Causes.filter((cause) => cause !== 'checked_in'))(
    'say who and when in the receipt for %s',
    (cause) => {
      change('charter', /^people: .*$/m, 'people: PEOPLE')
      change('charter', /^reply: .*$/m, 'reply: REPLY')
      const receipt = readPrompts(folder).say(`receipt_${cause}`, { name: 'NAME' })
      expect(receipt).toContain('PEOPLE')
      expect(receipt).toContain('REPLY')
    },
  )

  it('say in the first reply that it is an AI, and that a person is near', () => {
    expect(say('notice')).toMatch(/\bAI\b/)
    expect(say('notice')).toMatch(/person is one message away/)
    expect(say('taken', { name: 'Kim' })).toMatch(/^Kim .*person/)
  })
})

describe('what is wrong in prompts/ is named:', () => {
  it('a sentence that is missing', () => {
    change('customer', /## greeting\n[^#]*/, '')
    expect(problems()).toEqual([
      'prompts/customer.md: the sentence "## greeting" is missing or empty. Write it.',
    ])
  })

  it('a sentence without words, or with nothing but a comment', () => {
    change('customer', /## greeting\n[^#]*/, '## greeting\n\n')
    change('staff', /## noted\n[^#]*/, '## noted\n<!-- later -->\n\n')
    expect(problems()).toEqual([
      'prompts/customer.md: the sentence "## greeting" is missing or empty. Write it.',
      'prompts/staff.md: the sentence "## noted" is missing or empty. Write it.',
    ])
  })

  it.each(['salutation', 'constructor'])('a heading that is no sentence of ours: %s', (name) => {
    change('page', '## page_title', `## ${name}\nHello\n\n## page_title`)
    expect(problems()).toEqual([
      `prompts/page.md: "## ${name}" is no sentence of ours. Correct its name or remove it.`,
    ])
  })

  it('a slot that nothing fills there', () => {
    change('customer', 'What can I help you with today?', 'Hello {name}, what can I do?')
    change('customer', '{name} has taken over.', '{who} has taken over.')
    expect(problems()).toEqual([
      `prompts/customer.md: nothing fills the slot {name} in "## greeting". It may use: ${FACTS}.`,
      `prompts/customer.md: nothing fills the slot {who} in "## taken". It may use: name, ${FACTS}.`,
    ])
  })

  it.each(['{examples}', '{constructor}', '{toString}', '{first-name}', '{ name }'])(
    'a slot that nothing ever fills: %s',
    (slot) => {
      change('customer', 'What can I help you with today?', `Hello ${slot}!`)
      expect(problems()).toHaveLength(1)
    },
  )

  it.each(['company', 'assistant', 'people', 'hours', 'reply', 'examples'])(
    'a charter without %s',
    (fact) => {
      change('charter', new RegExp(`^${fact}:.*\n(?: {2}- .*\n)*`, 'm'), '')
      const told = problems()
      expect(told[0]).toMatch(new RegExp(`^prompts/charter.md: ${fact}: `))
      expect(told.filter((problem) => problem.startsWith('prompts/charter.md'))).toHaveLength(1)
    },
  )

  it('a charter with an empty fact, or with one that is not ours', () => {
    change('charter', /^people: .*$/m, 'people: " "\nmotto: be kind')
    const told = problems().join('\n')
    expect(told).toContain('prompts/charter.md: people: ')
    expect(told).toContain('motto')
  })

  it('facts that are not YAML', () => {
    change('charter', /^people: .*$/m, 'people: us: and you')
    expect(problems()).toEqual([expect.stringMatching(/^prompts\/charter\.md: .* not valid YAML/)])
  })

  it.each([
    ['aftercare: off', null],
    ['aftercare: false', null],
    ['aftercare: {}', { minutes: 10, days: 5 }],
    ['aftercare: {minutes: 60, days: 7}', { minutes: 60, days: 7 }],
  ])('nothing, where after-care is "%s"', (written, aftercare) => {
    change('charter', AFTERCARE, `${written}\n`)
    expect(readPrompts(folder).charter.aftercare).toEqual(aftercare)
  })

  it('nothing, where the charter does not speak of after-care', () => {
    change('charter', AFTERCARE, '')
    expect(readPrompts(folder).charter.aftercare).toEqual({ minutes: 10, days: 5 })
  })

  it.each(['{minutes: 0}', '{days: 61}', '{days: five}', '{hours: 2}', 'sometimes', '{minutes: 2.5}'])(
    'after-care that is no such thing: %s',
    (written) => {
      change('charter', AFTERCARE, `aftercare: ${written}\n`)
      expect(problems()).toEqual([expect.stringMatching(/^prompts\/charter\.md: aftercare.*write/)])
    },
  )

  it('a charter that does not begin with its facts', () => {
    change('charter', /^---\n/, '')
    expect(problems()).toEqual([expect.stringMatching(/^prompts\/charter\.md: it must begin with the facts/)])
  })

  it('a file that is not there', () => {
    rmSync(join(folder, 'page.md'))
    expect(problems()[0]).toBe(
      'prompts/page.md: cannot be read. Put it back from the repository, then make it yours.',
    )
  })

  it('all at once', () => {
    change('charter', /^reply: .*\n/m, '')
    change('customer', '## thanks', '## thank_you')
    change('customer', 'All right.', 'All right, {name}.')
    change('staff', /## replied\n[^#]*/, '')
    const told = problems().join('\n')
    for (const part of [
      'charter.md: reply',
      '"## thank_you"',
      '"## thanks"',
      '{name} in "## declined"',
      '"## replied"',
    ]) {
      expect(told).toContain(part)
    }
  })
})

describe('a sentence', () => {
  it('is read with the line ends that other systems write, and without its comments', () => {
    for (const name of ['charter', 'customer', 'staff', 'page'] as const) {
      const file = join(folder, `${name}.md`)
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', '\r\n'))
    }
    change('customer', 'What can I help you with today?', 'Hello!\r\n<!-- short -->\r\nAsk me.')
    expect(readPrompts(folder).say('greeting')).toBe('Hello!\n\nAsk me.')
  })

  it('has its slots filled, each as often as it stands there', () => {
    change('customer', '{name} has taken over.', '{name} of {company} has taken over, {name}!')
    change('charter', /^company: .*$/m, 'company: Harbour Lamps')
    expect(readPrompts(folder).say('taken', { name: 'Kim' })).toMatch(
      /^Kim of Harbour Lamps has taken over, Kim!/,
    )
  })

  it.each(['{company}', '{name}', '$&', '$1', '{{people}}'])(
    'never fills a slot twice: somebody named %s stays that',
    (name) => {
      expect(readPrompts(folder).say('taken', { name })).toContain(`${name} has taken over.`)
    },
  )

  it('never fills the slots that stand in a fact', () => {
    change('charter', /^company: .*$/m, 'company: "{people}"')
    expect(readPrompts(folder).say('page_title')).toContain('{people}')
  })
})

function typed<T extends object>(sentences: T): (keyof T & string)[] {
  const names: (keyof T & string)[] = []
  for (const name in sentences) names.push(name)
  return names
}
