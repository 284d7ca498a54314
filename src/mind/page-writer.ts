import { z } from 'zod'
import type { Model } from '../model/model.ts'
import { factsIn } from './checking/facts.ts'
import { plainText } from './checking/written.ts'
import { labelled, labelledAll } from './labelled.ts'

const WrittenPage = z.object({ title: z.string(), body: z.string() })
export type WrittenPage = z.infer<typeof WrittenPage>

/** Milliseconds: somebody sits before the page and waits. */
const WITHIN = 30_000
const LONGEST = 1_200
const AT_MOST = { title: 120, body: 6_000, answer: 2_000 }
const LINK = /\bhttps?:|\bwww\.|\]\(/i

/** Writes up for all what staff answered to single customers. Null where it cannot, or not without invention. Never throws. */
export interface PageWriter {
  write(question: string, answers: readonly string[]): Promise<WrittenPage | null>
}

export function createPageWriter(model: Model, instructions: string): PageWriter {
  return {
    async write(question, answers) {
      const lines = answers.map((answer) =>
        labelled('line', answer.slice(0, AT_MOST.answer), { by: 'staff' }),
      )
      const replied = await model.ask({
        purpose: 'page',
        size: 'large',
        about: { customer: null, conversation: null },
        instructions,
        input: `${labelledAll('conversation', lines)}\n${labelled('now', question.slice(0, AT_MOST.answer))}`,
        schema: WrittenPage,
        schemaName: 'page',
        longest: LONGEST,
        within: WITHIN,
      })
      if (!replied.ok) return null
      const title = replied.value.title.replace(/\s+/g, ' ').trim().slice(0, AT_MOST.title)
      const body = replied.value.body.trim().slice(0, AT_MOST.body)
      return title !== '' && body !== '' && restsOn(`${title}\n${body}`, answers) ? { title, body } : null
    },
  }
}

/** Whether every number, date, time and code of it stands in the answers; there is no link in it. */
function restsOn(text: string, answers: readonly string[]): boolean {
  const given = new Set(factsOf(answers.join('\n')).flatMap(({ gives }) => gives))
  return !LINK.test(text) && factsOf(text).every(({ keys }) => keys.some((key) => given.has(key)))
}

function factsOf(text: string) {
  return factsIn(plainText(text), ['en'])
}
