import type { Option, Source } from './adapter.ts'
import type { Acknowledged, Decision } from './decide.ts'
import type { Draft } from './mind/answer.ts'
import type { Say } from './prompts.ts'
import { option } from './speak.ts'

export type Reply = { text: string; sources: Source[]; options: Option[] }

/** By name, in the middle of a sentence: who called it solved before, and who had it and is called first. */
export type Standing = { resolver: string; holder: string; isNobodyThere: boolean }

/** The words for a decision, or null where nothing is said. An answer needs its draft. */
export function composeReply(
  decision: Decision,
  draft: Draft | null,
  say: Say,
  { resolver, holder, isNobodyThere }: Standing,
): Reply | null {
  const person = [option(say, 'person')]
  switch (decision.kind) {
    case 'stay_silent':
      return null
    case 'answer':
      if (!draft) throw new Error('An answer was decided on without a draft')
      return {
        text: draft.framed
          ? draft.text
          : [
              say(`answer_${decision.tone}`),
              draft.text,
              ...(draft.disagrees ? [say('answer_disagrees')] : []),
              say('answer_close'),
            ].join('\n\n'),
        sources: sourcesOf(draft),
        options: [option(say, 'helped'), option(say, 'unhelped'), option(say, 'person')],
      }
    case 'clarify':
      return { text: decision.question ?? say('clarify'), sources: [], options: person }
    case 'offer_person':
      return { text: say(OFFERS[decision.cause]), sources: [], options: person }
    case 'acknowledge':
      return {
        text: isGrave(decision.what)
          ? say(`receipt_${decision.what}`)
          : say(decision.what, { name: resolver }),
        sources: [],
        options: [],
      }
    case 'hand_off':
      return {
        text: [
          say(`receipt_${decision.cause}`, { name: holder }),
          ...(isNobodyThere && decision.cause !== 'self_harm' ? [say('nobody_there')] : []),
        ].join(' '),
        sources: [],
        options: [],
      }
  }
}

const OFFERS = {
  no_source: 'unknown',
  unhelped: 'unhelped',
  language: 'other_language',
  attachment: 'cannot_see',
} as const

function isGrave(what: Acknowledged): what is 'danger' | 'self_harm' {
  return what === 'danger' || what === 'self_harm'
}

/** Each page once, in the order of the answer, named by its title and the heading that was used. */
function sourcesOf(draft: Draft): Source[] {
  const sources = new Map<string, Source>()
  for (const { page, title, headings, url } of draft.passages) {
    const heading = headings.at(-1)
    const name = heading && heading !== title ? `${title}: ${heading}` : title
    if (!sources.has(page)) sources.set(page, { title: name, page, url })
  }
  return [...sources.values()]
}
