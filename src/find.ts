import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readConfig } from './config.ts'
import { SetupError } from './errors.ts'
import { Document, passagesOfDocument } from './knowledge/documents.ts'
import { readFolder } from './knowledge/folder.ts'
import type { Passage } from './knowledge/passage.ts'
import type { Search } from './knowledge/search.ts'
import { createSearch } from './knowledge/search.ts'
import { findPages } from './mind/finding.ts'

const USAGE = `Shows what the retrieval finds.

  npm run find -- "How long does a refund take?"            in the pages of KNOWLEDGE_DIR
  npm run -s find -- --jsonl --docs FILE < questions.jsonl   FILE has a page a line: {"id","title","text"};
                                                            a question a line: {"id","text"}`
const SHOWN = 5
const QUOTED = 160

/** Pages' ids as they were written: a number stays one. */
type Ids = Map<string, string | number>

const Id = z.union([z.string(), z.number()])
const Question = z.object({ id: Id, text: z.string() })
const WithId = z.object({ id: Id })

/** `npm run find`: answers questions on the command line, or each line of standard input. */
export async function main(): Promise<void> {
  try {
    const { values, positionals } = parseArgs({
      args: process.argv.slice(3),
      options: { jsonl: { type: 'boolean' }, docs: { type: 'string' }, help: { type: 'boolean' } },
      allowPositionals: true,
    })
    const question = positionals.join(' ').trim()
    if (values.jsonl && values.docs !== undefined) {
      const { passages, ids } = await readDocuments(values.docs)
      await answerLines(await createSearch(passages), ids, process.stdin, process.stdout)
    } else if (question !== '' && !values.jsonl && !values.help) {
      const { passages } = await readFolder(readConfig(process.env).knowledgeDir)
      console.log(readable(await createSearch(passages), question))
    } else {
      console.error(USAGE)
      if (!values.help) process.exitCode = 2
    }
  } catch (error) {
    console.error(
      error instanceof SetupError
        ? error.problems.join('\n')
        : error instanceof Error
          ? error.message
          : error,
    )
    process.exitCode = 1
  }
}

/** The pages in a file, one object a line; a line that is none is named on standard error and left out. */
async function readDocuments(file: string): Promise<{ passages: Passage[]; ids: Ids }> {
  const ids: Ids = new Map()
  const pages = new Map<string, Passage[]>()
  let number = 0
  for await (const line of createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    number += 1
    if (line.trim() === '') continue
    const value = parsed(line)
    const document = Document.safeParse(value)
    if (!document.success) {
      console.error(`Line ${number} of ${file} is no page ({"id","title","text"}) and was left out.`)
      continue
    }
    const { id } = document.data
    ids.set(id, WithId.safeParse(value).data?.id ?? id)
    const known = pages.get(id) ?? []
    // The same id again: more of the same page.
    const more = passagesOfDocument(document.data).map((passage) =>
      known.length === 0 ? passage : { ...passage, id: `${passage.id}@${number}` },
    )
    pages.set(id, [...known, ...more])
  }
  return { passages: Array.from(pages.values()).flat(), ids }
}

async function answerLines(search: Search, ids: Ids, input: Readable, output: Writable): Promise<void> {
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue
    if (!output.write(`${JSON.stringify(answerTo(search, ids, line))}\n`)) await once(output, 'drain')
  }
}

/** The answer to one line; for a line that is no question an object that says so, with its id where it has one. */
function answerTo(search: Search, ids: Ids, line: string): object {
  const value = parsed(line)
  const question = Question.safeParse(value)
  if (!question.success) {
    const id = WithId.safeParse(value).data?.id ?? null
    return { id, error: value === undefined ? 'the line is not JSON' : 'the line is no {"id","text"}' }
  }
  try {
    const { pages, answer, confidence } = findPages(search, question.data.text)
    return {
      id: question.data.id,
      pages: pages.map(({ id, score }) => ({ id: ids.get(id) ?? id, score })),
      answer,
      confidence,
    }
  } catch (error) {
    return {
      id: question.data.id,
      error: error instanceof Error ? error.message : 'it could not be looked for',
    }
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function readable(search: Search, question: string): string {
  const { pages, answer, confidence } = findPages(search, question)
  const verdict = answer ? 'The first page answers it' : 'None of the pages answers it clearly enough'
  return [
    `${verdict} (confidence ${confidence.toFixed(2)}).`,
    ...pages
      .slice(0, SHOWN)
      .flatMap(({ id, score, passage }, place) => [
        '',
        `${place + 1}. ${[passage.title, ...passage.headings].join(' > ')}   ${id}   ${score.toFixed(2)}`,
        `   ${passage.text.replaceAll(/\s+/g, ' ').slice(0, QUOTED)}`,
      ]),
  ].join('\n')
}
