import { z } from 'zod'
import type { Passage } from '../knowledge/passage.ts'
import type { Search } from '../knowledge/search.ts'
import type { Model } from '../model/model.ts'
import type { Say } from '../prompts.ts'
import type { Asker } from '../tools/binding.ts'
import type { Tools } from '../tools/tools.ts'
import { type Also, alsoFound } from './also.ts'
import type { Answered, Draft, Question } from './answer.ts'
import { checkWords } from './check-words.ts'
import type { Ground } from './ground.ts'
import { inputOf } from './model-input.ts'

/** What became of a question: an answer that passed every check, nothing that may be said, or no word from the model. */
export type ModelAnswered =
  | { kind: 'answered'; answered: Answered }
  | { kind: 'nothing' }
  | { kind: 'failed' }

/** A step on the way to an answer, for whoever looks on. Never holds a customer's word in a log. */
export type Step =
  | { kind: 'passages'; passages: readonly Passage[] }
  | { kind: 'wrote'; written: Written }
  | { kind: 'looked up'; tool: string; ok: boolean }
  | { kind: 'refused'; why: string }

export type ModelAnswererSettings = {
  model: Model
  search: () => Search
  also: Also | null
  hosts: () => ReadonlySet<string>
  instructions: string
  mayPromise: readonly string[]
  say: Say
  tools: LookUps
  now: () => number
}

/** The company's tools as an answer may use them: looking up at once, doing only through a person. */
export type LookUps = Pick<Tools, 'list' | 'lookUp' | 'prepare'>

const PASSAGES = 6
/** Milliseconds for all that one answer takes: calls, look-ups and the repair. */
const WITHIN = 28_000
const ONE_CALL = 20_000
const ONE_LOOK_UP = 6_000
/** In less time no server answers. */
const SHORTEST = 1_000
const LONGEST = 1_200
const LOOK_UPS = 3
/** A model that doubts this much guesses. */
const CONFIDENT = 0.5

const ToolCall = z.object({ tool: z.string(), arguments: z.string() })
const Written = z.object({
  answer: z.string(),
  pages: z.array(z.string()),
  confidence: z.number(),
  needs_person: z.boolean(),
  clarify: z.string().nullable(),
  look_up: ToolCall.nullable(),
  propose: ToolCall.nullable(),
})
export type Written = z.infer<typeof Written>

/**
 * Answers by a model from the passages that the search finds. The model has no power: what it writes is data until it
 * has passed every check; a failed check is told to it once, and then nothing of it is used.
 */
export function createModelAnswerer(settings: ModelAnswererSettings) {
  const { model, search, also, hosts, instructions, mayPromise, say, tools, now } = settings
  return { answer }

  async function answer(question: Question, on: (step: Step) => void = () => {}): Promise<ModelAnswered> {
    const until = now() + Math.min(WITHIN, question.within)
    if (question.within < SHORTEST) return { kind: 'failed' }
    const passages = await passagesFor(question, search(), also)
    on({ kind: 'passages', passages })
    const shown = tools.list()
    if (passages.length === 0 && shown.length === 0) return { kind: 'nothing' }
    const known = await question.known()
    const facts: string[] = []
    const ask = (purpose: 'answer' | 'repair', more = '') =>
      model.ask({
        purpose,
        size: 'large',
        about: question.about,
        instructions,
        input: inputOf({ question, passages, known, tools: shown, facts, now: now() }) + more,
        schema: Written,
        schemaName: 'answer',
        longest: LONGEST,
        within: Math.max(0, Math.min(ONE_CALL, until - now())),
      })

    let replied = await ask('answer')
    for (let times = 0; replied.ok && replied.value.look_up && times < LOOK_UPS; times++) {
      const { tool, arguments: given } = replied.value.look_up
      facts.push(await lookUp(tool, given, question.asker, on))
      replied = await ask('answer')
    }
    if (!replied.ok) return { kind: 'failed' }
    on({ kind: 'wrote', written: replied.value })
    const answeredBy = `model ${replied.model}`.slice(0, 100)
    const first = judge(replied.value)
    if (first.ok) return first.result
    on({ kind: 'refused', why: first.why })
    const repaired = await ask('repair', `\n\n${say('model_repair', { why: first.repair })}`)
    if (!repaired.ok) return { kind: 'failed' }
    on({ kind: 'wrote', written: repaired.value })
    const second = judge(repaired.value)
    if (second.ok) return second.result
    on({ kind: 'refused', why: second.why })
    return { kind: 'failed' }

    function judge(written: Written): Judged {
      const proposal = written.propose
      if (proposal && question.asker) {
        const prepared = tools.prepare(proposal.tool, proposal.arguments, question.asker)
        if (prepared.ok)
          return settled({ kind: 'answered', answered: { propose: prepared.call, answeredBy } })
      }
      const used = passages.filter((_, index) => written.pages.includes(`P${index + 1}`))
      const ground: Ground = {
        passages: used,
        asked: question.text,
        said: question.said,
        facts: [...facts, ...known.owed],
        mayPromise,
        hosts: hosts(),
        instructions,
        feeling: question.feeling,
        language: question.language,
      }
      const clarify = written.clarify?.trim() ?? ''
      if (written.answer.trim() === '' && clarify !== '') {
        const checked = checkWords(clarify, ground, 'clarify')
        return checked.ok ? settled({ kind: 'answered', answered: { clarify, answeredBy } }) : checked
      }
      if (written.needs_person || written.answer.trim() === '' || !(written.confidence >= CONFIDENT))
        return settled({ kind: 'nothing' })
      const checked = checkWords(written.answer, ground, 'answer')
      if (!checked.ok) return checked
      const draft: Draft = {
        text: written.answer.trim(),
        quotes: [],
        passages: used,
        confidence: Math.min(1, written.confidence),
        answeredBy,
        framed: true,
      }
      return settled({ kind: 'answered', answered: draft })
    }
  }

  async function lookUp(
    tool: string,
    given: string,
    asker: Asker | null,
    on: (step: Step) => void,
  ): Promise<string> {
    const isKnown = tools.list().some(({ name, use }) => use === 'look up' && name === tool)
    const name = isKnown ? tool : 'that tool'
    const result = isKnown && asker ? await tools.lookUp(tool, given, asker, ONE_LOOK_UP) : NO_TOOL
    on({ kind: 'looked up', tool: name, ok: result.ok })
    return `${name}: ${result.ok ? result.text : `no result (${result.why})`}`
  }
}

const NO_TOOL = { ok: false as const, why: 'there is no such tool to look things up with' }

type Judged = { ok: true; result: ModelAnswered } | { ok: false; why: string; repair: string }

function settled(result: ModelAnswered): Judged {
  return { ok: true, result }
}

/** By the question in words that stand alone where there are such, and by the customer's own. */
async function passagesFor(
  { text, search: alone, before }: Question,
  search: Search,
  also: Also | null,
): Promise<Passage[]> {
  const others = await alsoFound(also, alone ?? text)
  const asked = alone === null ? [{ words: text, earlier: before.at(-1) ?? '' }] : [alone, text].map(plain)
  const found = asked.map(({ words, earlier }) =>
    search
      .ask(words, earlier, others)
      .found.slice(0, PASSAGES)
      .map(({ passage }) => passage),
  )
  const mixed = Array.from({ length: PASSAGES }, (_, rank) => found.flatMap((list) => list[rank] ?? []))
  return [...new Map(mixed.flat().map((passage) => [passage.id, passage])).values()].slice(0, PASSAGES)
}

function plain(words: string): { words: string; earlier: string } {
  return { words, earlier: '' }
}
