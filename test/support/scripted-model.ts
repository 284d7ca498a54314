import type { Asked, Model, Purpose, WhyNot } from '../../src/model/model.ts'

export type Scripted = Record<string, unknown> | { why: WhyNot }

/** A model that says what the script says; what does not fit the schema is unreadable, as with a real one. */
export function scriptedModel(
  script: (asked: Asked<unknown>) => Scripted | null,
): Model & { asked: Asked<unknown>[] } {
  const asked: Asked<unknown>[] = []
  return {
    name: 'scripted',
    asked,
    async ask(question) {
      asked.push(question)
      const said = script(question)
      if (said === null) return { ok: false, why: 'unreachable' }
      if ('why' in said && Object.keys(said).length === 1) return { ok: false, why: said.why as WhyNot }
      const parsed = question.schema.safeParse(said)
      return parsed.success
        ? { ok: true, value: parsed.data, model: 'scripted-1' }
        : { ok: false, why: 'unreadable' }
    },
  }
}

/** A reading of one message that shows nothing; `seen` is what it shows all the same. */
export function seen(seen: Record<string, unknown> = {}, search: string | null = null) {
  const nothing = { sentiment: 0, feeling: null, reason: 'nothing shows', quote: null, topic: null }
  const scores = { complaint: 0, wants_person: 0, question: 0, danger: null, language: 'en' }
  return { messages: [{ n: 1, ...nothing, ...scores, ...seen }], search }
}

export function written(words: Record<string, unknown> = {}) {
  const empty = { answer: '', pages: [], confidence: 0, needs_person: false, clarify: null }
  return { ...empty, look_up: null, propose: null, ...words }
}

export type ByPurpose = Partial<Record<Purpose, (asked: Asked<unknown>) => Scripted | null>>

export function byPurpose(scripts: ByPurpose) {
  return scriptedModel((asked) => scripts[asked.purpose]?.(asked) ?? null)
}
