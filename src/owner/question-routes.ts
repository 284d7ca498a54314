import { Hono } from 'hono'
import type { Db } from '../ledger/ledger.ts'
import { ledgerFacts } from '../ledger/question-facts.ts'
import { calledRight, kindWords } from '../ledger/thanks.ts'
import { lastDays } from './day.ts'
import type { Now } from './now.ts'
import { answers } from './ten-questions.ts'
import { QUESTION_DAYS, QUESTIONS, questionsPage } from './ten-questions-page.ts'
import { thankedOf } from './thanks.ts'

export type QuestionSettings = { db: Db; now: () => Now; company: string }

/** The ten questions, answered from whole days up to now. */
export function createQuestionRoutes({ db, now, company }: QuestionSettings): Hono {
  const app = new Hono()
  app.get(QUESTIONS, async (c) => {
    const at = now()
    const { from, to } = lastDays(QUESTION_DAYS, at)
    const [facts, words, right] = await Promise.all([
      ledgerFacts(db, { from, to }),
      kindWords(db, from),
      calledRight(db, from),
    ])
    const thanked = thankedOf(words, right).filter((one) => one.words.length > 0)
    const thanks = { words: thanked.reduce((sum, one) => sum + one.words.length, 0), staff: thanked.length }
    return c.html(questionsPage(company, answers({ ...facts, zone: at.zone, thanks }), at))
  })
  return app
}
