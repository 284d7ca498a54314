import type { Log } from '../log.ts'
import type { Answerer, LocalAnswerer } from './answer.ts'
import type { createModelAnswerer } from './model-answerer.ts'

/**
 * Answers by the model, and in the pages' own words where no model answers in time or none of its words may be shown.
 * `languages` are those the pages' own words are for.
 */
export function createAnswerer(
  model: ReturnType<typeof createModelAnswerer>,
  local: LocalAnswerer,
  languages: readonly string[],
  log: Log,
): Answerer {
  return {
    name: 'model',
    async answer(question) {
      const result = await model.answer(question, (step) => {
        if (step.kind === 'refused') log.event('check failed', { why: step.why, by: 'model' })
        if (step.kind === 'looked up') log.event('looked up', { tool: step.tool, ok: step.ok })
      })
      log.event('model answered', { kind: result.kind })
      if (result.kind === 'answered') return result.answered
      if (result.kind === 'nothing') return null
      const isForeign = question.language !== null && !languages.includes(question.language)
      return isForeign ? null : local.answer(question)
    },
  }
}
