import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { Aftercare } from './people/aftercare-settings.ts'
import { OfficeFacts } from './people/office-facts.ts'
import { Priority } from './people/priority-settings.ts'
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
  /** Whom people are to help first, after whoever may be in danger. */
  priority: Priority,
  /** When people are there, to count with; null where the owner has not said. */
  office: OfficeFacts.nullable().default(null),
})
export type Charter = z.infer<typeof Charter>

/** Where a fact stands: "prompts/charter.md, line 12". */
export type WhereIs = (path: readonly PropertyKey[]) => string
export type ReadCharter = { charter: Charter | null; text: string; whereIs: WhereIs }

const NAME = 'prompts/charter.md'
const UNREADABLE = { charter: null, text: '', whereIs: () => NAME }
/** Facts of several lines. */
const LONG = new Set<PropertyKey>(['office', 'priority', 'reminders'])

/** The charter's facts and the words below them; each problem is put in words into `problems`. */
export function readCharter(raw: string, problems: string[]): ReadCharter {
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(raw)
  if (!parts) {
    problems.push(`${NAME}: it must begin with the facts of your company between two lines of "---".`)
    return UNREADABLE
  }
  const lines = new LineCounter()
  const document = parseDocument(parts[1] ?? '', { lineCounter: lines })
  if (document.errors.length > 0) {
    problems.push(
      `${NAME}: the facts between the two "---" are not valid YAML. A colon in a value needs quotes round it.`,
    )
    return UNREADABLE
  }
  // One line for the "---" above the facts.
  const whereIs: WhereIs = (path) =>
    `${NAME}, line ${lines.linePos(offsetOf(document.contents, path)).line + 1}`
  const facts = Charter.safeParse(document.toJS())
  if (facts.success) return { charter: facts.data, text: (parts[2] ?? '').trim(), whereIs }
  for (const issue of facts.error.issues) problems.push(inWords(issue, whereIs))
  return { charter: null, text: '', whereIs }
}

function inWords(issue: z.core.$ZodIssue, whereIs: WhereIs): string {
  const { path, message } = issue
  if (!LONG.has(path[0] ?? '')) return `${NAME}: ${path.join('.') || 'facts'}: ${message}.`
  const wrong = issue.code === 'unrecognized_keys' ? [...path, ...issue.keys.slice(0, 1)] : path
  const fact = path.filter((step) => typeof step === 'string').join('.')
  // What is wrong in reminders is told after its name; the others say it in whole sentences.
  return `${whereIs(wrong)}: ${path[0] !== 'reminders' ? `${fact} ${message}` : `${fact}: ${message}.`}`
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
