import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Charter, readCharter, type WhereIs } from './charter.ts'
import { SetupError } from './errors.ts'
import { fillReply, type Names, openReplies, type SavedReplies } from './saved-replies.ts'
import { SENTENCES, type SentenceName, type Slots } from './sentences.ts'

/** Says one of our sentences with its slots filled. */
export type Say = <N extends SentenceName>(name: N, ...slots: Slots<N>) => string
/** The charter's facts that stand for one sentence only, in place of what the charter says. */
export type OtherFacts = { reply: string }
export type Prompts = {
  charter: Charter
  text: string
  /** Where a fact of the charter stands, for who is to correct it. */
  whereIs: WhereIs
  say: Say
  /** Says sentences with a better fact than the charter's: by when a person answers this time. */
  saying(facts: OtherFacts): Say
  /** What the owner keeps for staff to start a reply from; none where there is no such folder. */
  replies: SavedReplies
  /** The words of a saved reply for these two; null where there is none. */
  savedReply(id: string, names: Names): string | null
}

/**
 * Reads the charter and every sentence. Throws SetupError that names each problem: a sentence that is missing or not
 * ours, a slot that nothing fills, a fact of the charter that is missing. Saved replies are in a folder of their own,
 * which need not be there.
 */
export function readPrompts(folder: string, repliesDir: string = join(folder, 'replies')): Prompts {
  const problems: string[] = []
  const { charter, text, whereIs } = readCharter(read(folder, 'charter.md', problems), problems)
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
  const replies = openReplies(repliesDir, FACTS)
  problems.push(...replies.problems)
  if (problems.length > 0 || !charter) throw new SetupError(problems)
  const { company, assistant, people, hours, reply } = charter
  const saying =
    (facts: OtherFacts): Say =>
    (name, ...[slots]) => {
      const values: Record<string, string> = { company, assistant, people, hours, ...facts, ...slots }
      return (sentences.get(name) ?? '').replace(/\{(\w+)\}/g, (_match, slot: string) => values[slot] ?? '')
    }
  return {
    charter,
    text,
    whereIs,
    say: saying({ reply }),
    saying,
    replies,
    savedReply(id, names) {
      const found = replies.all.find((one) => one.id === id)
      return found ? fillReply(found.text, names, { company, assistant, people, hours, reply }) : null
    },
  }
}

const FACTS = ['company', 'assistant', 'people', 'hours', 'reply']

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
