import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { SetupError } from './errors.ts'
import { SENTENCES, type SentenceName, type Slots } from './sentences.ts'

const filled = z.string().trim().min(1).max(200)

/** The owner's own facts, at the head of prompts/charter.md. Every sentence may use them as slots. */
export const Charter = z.strictObject({
  company: filled,
  assistant: filled,
  people: filled,
  hours: filled,
  reply: filled,
  examples: z.array(filled).min(1).max(5),
  /** What the assistant itself may promise, a sentence each. */
  promises: z.array(filled).max(20).default([]),
  /** What staff read: summaries and suggestions are written in it. */
  language: filled.default('English'),
})
export type Charter = z.infer<typeof Charter>

/** Says one of our sentences with its slots filled. */
export type Say = <N extends SentenceName>(name: N, ...slots: Slots<N>) => string
export type Prompts = { charter: Charter; text: string; say: Say }

/**
 * Reads the charter and every sentence. Throws SetupError that names each problem: a sentence that is missing or not
 * ours, a slot that nothing fills, a fact of the charter that is missing.
 */
export function readPrompts(folder: string): Prompts {
  const problems: string[] = []
  const { charter, text } = readCharter(folder, problems)
  const sentences = new Map<string, string>()
  for (const [file, expected] of Object.entries(SENTENCES)) {
    const found = sections(read(folder, `${file}.md`, problems))
    const known: Record<string, readonly string[]> = expected
    for (const name of found.keys()) {
      if (!Object.hasOwn(known, name))
        problems.push(
          `prompts/${file}.md: "## ${name}" is no sentence of ours. Correct its name or remove it.`,
        )
    }
    for (const [name, slots] of Object.entries(known)) {
      const sentence = found.get(name)
      if (!sentence)
        problems.push(`prompts/${file}.md: the sentence "## ${name}" is missing or empty. Write it.`)
      else sentences.set(name, sentence)
      for (const slot of slotsOf(sentence ?? '')) {
        if (slots.includes(slot) || FACTS.includes(slot)) continue
        problems.push(
          `prompts/${file}.md: nothing fills the slot {${slot}} in "## ${name}". It may use: ${slots.concat(FACTS).join(', ')}.`,
        )
      }
    }
  }
  if (problems.length > 0 || !charter) throw new SetupError(problems)
  const { examples: _, promises: __, language: ___, ...facts } = charter
  return {
    charter,
    text,
    say: (name, ...[slots]) => {
      const values: Record<string, string> = { ...facts, ...slots }
      return (sentences.get(name) ?? '').replace(/\{(\w+)\}/g, (_match, slot: string) => values[slot] ?? '')
    },
  }
}

const FACTS = ['company', 'assistant', 'people', 'hours', 'reply']

function readCharter(folder: string, problems: string[]): { charter: Charter | null; text: string } {
  const raw = read(folder, 'charter.md', problems)
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(raw)
  if (!parts) {
    problems.push(
      'prompts/charter.md: it must begin with the facts of your company between two lines of "---".',
    )
    return { charter: null, text: '' }
  }
  try {
    const facts = Charter.safeParse(parse(parts[1] ?? ''))
    if (facts.success) return { charter: facts.data, text: (parts[2] ?? '').trim() }
    for (const issue of facts.error.issues)
      problems.push(`prompts/charter.md: ${issue.path.join('.') || 'facts'}: ${issue.message}.`)
  } catch {
    problems.push(
      'prompts/charter.md: the facts between the two "---" are not valid YAML. A colon in a value needs quotes round it.',
    )
  }
  return { charter: null, text: '' }
}

function read(folder: string, file: string, problems: string[]): string {
  try {
    return readFileSync(join(folder, file), 'utf8').replace(/\r\n/g, '\n')
  } catch {
    problems.push(`prompts/${file}: cannot be read. Put it back from the repository, then make it yours.`)
    return ''
  }
}

/** `## name` and the text below it; comments are for whoever edits the file. */
function sections(text: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const part of text
    .replace(/<!--[\s\S]*?-->/g, '')
    .split(/^## /m)
    .slice(1)) {
    const end = part.indexOf('\n')
    found.set(
      part.slice(0, end === -1 ? undefined : end).trim(),
      end === -1 ? '' : part.slice(end + 1).trim(),
    )
  }
  return found
}

function slotsOf(sentence: string): string[] {
  return [...sentence.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '')
}
