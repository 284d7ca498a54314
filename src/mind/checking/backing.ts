import { sentencesOf } from '../../knowledge/sentences.ts'
import { conceptsOf, share } from './concepts.ts'
import type { Written } from './written.ts'
import { plainText } from './written.ts'

type Said = { concepts: ReadonlySet<string>; near: ReadonlySet<string>; negated: boolean; urgent: boolean }
/** Who may stand behind a promise: the pages, our own code and people, or the charter alone. */
export type Backer = 'pages' | 'ours' | 'charter'

const NEGATED = /\b(?:not|never|cannot|no longer|none|neither|nobody|without)\b|n't\b/i
const URGENT =
  /\b(?:today|tonight|instant\w*|immediate\w*|right (?:away|now)|straight away|at once|same day|on the day|within the hour)\b/i
/** Of a promise's concepts, this share must stand in one sentence, and this share in it and its neighbours. */
const IN_ONE = 0.4
const IN_ALL = 0.6
const SHARED = 3

const cache = new WeakMap<Written['sources'], Map<Backer, Said[]>>()

/**
 * Whether a sentence of the pages (or of a nearer backer) says the same as a promise does. `fewest` concepts must be
 * shared, and each of `musts`. What is most like it must not be a denial: "we do not refund express delivery".
 */
export function isBacked(
  sentence: string,
  backer: Backer,
  written: Written,
  { fewest = SHARED, musts = [] }: { fewest?: number; musts?: readonly string[] } = {},
): boolean {
  const concepts = conceptsOf(
    sentence.replace(/^\W*(?:yes|no|sorry|sure|of course|in that case|if so)\b[,.!]?/i, ''),
  )
  const negated = NEGATED.test(sentence)
  const urgent = URGENT.test(sentence)
  const needed = Math.min(fewest, Math.max(2, concepts.size))
  let best = 0
  let denied = 0
  for (const said of saidBy(backer, written)) {
    const like = share(concepts, said.concepts)
    if (said.negated && !negated) denied = Math.max(denied, like)
    else if (
      (!urgent || said.urgent) &&
      like >= IN_ONE &&
      like * concepts.size >= needed - 0.001 &&
      share(concepts, said.near) >= IN_ALL &&
      musts.every((must) => said.concepts.has(must))
    )
      best = Math.max(best, like)
  }
  return best > 0 && best >= denied
}

/** Whether a source sentence that is not negated holds a concept, and every one of the exact things given. */
export function saysConcept(concepts: readonly string[], backer: Backer, written: Written): boolean {
  return saidBy(backer, written).some(
    (said) => !said.negated && concepts.some((concept) => said.concepts.has(concept)),
  )
}

function saidBy(backer: Backer, written: Written): Said[] {
  const known = cache.get(written.sources) ?? new Map<Backer, Said[]>()
  cache.set(written.sources, known)
  const said = known.get(backer) ?? read(backer, written)
  known.set(backer, said)
  return said
}

function read(backer: Backer, { ground }: Written): Said[] {
  const charter = ground.mayPromise.flatMap((line) => sentences(line, ''))
  if (backer === 'charter') return charter
  const staff = ground.said.filter(({ by }) => by === 'staff').map((line) => line.text)
  const ours = [...ground.facts, ...staff].flatMap((line) => sentences(line, ''))
  if (backer === 'ours') return [...charter, ...ours]
  return [
    ...charter,
    ...ours,
    ...ground.passages.flatMap(({ text, title, headings }) =>
      sentences(text, [title, ...headings].join('\n')),
    ),
  ]
}

function sentences(text: string, heading: string): Said[] {
  const all = plainText(text).split('\n').flatMap(sentencesOf)
  const concepts = all.map(conceptsOf)
  const above = conceptsOf(heading)
  return all.map((sentence, index) => ({
    concepts: concepts[index] ?? new Set(),
    near: new Set([
      ...above,
      ...concepts.slice(Math.max(0, index - 2), index + 3).flatMap((each) => [...each]),
    ]),
    urgent: URGENT.test(sentence),
    negated: NEGATED.test(
      sentence.replaceAll(/\b(?:do not|does not|not) (?:need|have) to\b|\bif [^,]*,/gi, ''),
    ),
  }))
}
