import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { Aftercare } from './people/aftercare-settings.ts'
import { OfficeFacts } from './people/office-facts.ts'
import { Reminders } from './people/reminder-settings.ts'

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
  aftercare: Aftercare,
  reminders: Reminders,
  /** When people are there, to count with; null where the owner has not said. */
  office: OfficeFacts.nullable().default(null),
})
export type Charter = z.infer<typeof Charter>

/** The charter's facts and the words below them; each problem is put in words into `problems`. */
export function readCharter(raw: string, problems: string[]): { charter: Charter | null; text: string } {
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(raw)
  if (!parts) {
    problems.push(
      'prompts/charter.md: it must begin with the facts of your company between two lines of "---".',
    )
    return { charter: null, text: '' }
  }
  const lines = new LineCounter()
  const document = parseDocument(parts[1] ?? '', { lineCounter: lines })
  if (document.errors.length > 0) {
    problems.push(
      'prompts/charter.md: the facts between the two "---" are not valid YAML. A colon in a value needs quotes round it.',
    )
    return { charter: null, text: '' }
  }
  const facts = Charter.safeParse(document.toJS())
  if (facts.success) return { charter: facts.data, text: (parts[2] ?? '').trim() }
  for (const issue of facts.error.issues) {
    const { path, message } = issue
    if (path[0] !== 'office') problems.push(`prompts/charter.md: ${path.join('.') || 'facts'}: ${message}.`)
    else {
      const wrong = issue.code === 'unrecognized_keys' ? [...path, ...issue.keys.slice(0, 1)] : path
      // One line for the "---" above the facts.
      const line = lines.linePos(offsetOf(document.contents, wrong)).line + 1
      const where = path.filter((step) => typeof step === 'string').join('.')
      problems.push(`prompts/charter.md, line ${line}: ${where} ${message}`)
    }
  }
  return { charter: null, text: '' }
}

/** Where in the text the last part of the path that is there begins. */
function offsetOf(root: unknown, path: readonly PropertyKey[]): number {
  let [here, at] = [root, 0]
  for (const step of path) {
    const pair = isMap(here)
      ? here.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      : null
    const next = pair?.key ?? (isSeq(here) ? here.items[Number(step)] : null)
    if (isNode(next)) at = next.range?.[0] ?? at
    here = pair ? pair.value : next
  }
  return at
}
