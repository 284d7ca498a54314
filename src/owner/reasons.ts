import type { Felt } from '../ledger/feelings.ts'
import { type Compared, compareShares } from './comparing.ts'

/** In how many conversations it was so, and in how many of the weeks before. */
export type Weight = { now: number; before: number; trend: Compared; isNew: boolean }
/** A phrase that reasons share, or else a word (`isWord`) that stands in reasons or in customers' own words. */
export type Reason = Weight & { words: string; isWord: boolean }
export type Quote = { words: string; conversation: string; message: string; at: number }
/** What moves customers, by what it is about. */
export type Why = Weight & { topic: string | null; reasons: Reason[]; quotes: Quote[] }

export type Window = {
  /** Where the weeks of now begin, and since when a reason is new; epoch milliseconds. */
  from: number
  freshFrom: number
  /** Conversations in which customers wrote, whatever they felt. */
  all: { now: number; before: number }
}

const PHRASES_SHOWN = 4
const WORDS_SHOWN = 3
const QUOTES_SHOWN = 3
const SHORTEST_WORD = 4
/** In so many conversations a single word has to stand before it says anything. */
const WORD_IN = 3
/** So many names of a reason are weighed, the most frequent: each is looked for in every message. */
const WEIGHED = 30
/** What the built-in reader says where it knows how, and not why. */
const NO_REASON = /words$|^words of|^sounds |^reads as|^not a complaint|^no sign|^too little/
/** Words that name no reason. */
const EMPTY = new Set(
  `that this with from have been they them their there then than about after again also always because before being
  could does doing done dont down each even ever every from getting gets give given goes going gone good great happy have
  having hello help helped here into just keep kept know last least like little long lovely made make many maybe more
  most much must need nice never next nobody nothing once only other over people person please problem quite rather
  really right said same says send sent since some somebody someone something somewhere soon sorry still such sure take
  tell thank thanks thing think time today told took unfortunately until very want wanted wants was well went were what
  when where which while will wish without words would wrong your yours you're i'm it's can't won't isn't wasn't doesn't
  customer message unhappy reads complaint sadly worried afraid angry anything answer answers days week weeks month
  months year years three four five bit lot first second cheers brilliant perfect sorted pleased`.split(
    /\s+/,
  ),
)

/**
 * Why customers felt as they did: what moved most conversations first, what named no topic last. `felt` is of one side,
 * oldest first.
 */
export function whyOf(felt: readonly Felt[], window: Window): Why[] {
  const byTopic = Map.groupBy(felt, ({ topic }) => topic?.toLowerCase() ?? null)
  return [...byTopic]
    .map(([topic, some]): Why => {
      const now = some.filter(({ at }) => at >= window.from)
      const weigh = (among: readonly Felt[]) => weightOf(among, felt, window)
      return {
        topic,
        ...weigh(some),
        reasons: reasonsOf(now, (words) => weigh(some.filter((one) => holds(one, words)))),
        quotes: quotesOf(now),
      }
    })
    .filter(({ now }) => now > 0)
    .sort(
      (a, b) =>
        Number(a.topic === null) - Number(b.topic === null) ||
        b.now - a.now ||
        (a.topic ?? '').localeCompare(b.topic ?? '', 'en'),
    )
}

function weightOf(
  some: readonly Felt[],
  all: readonly Felt[],
  { from, freshFrom, all: wrote }: Window,
): Weight {
  const now = conversations(some.filter(({ at }) => at >= from))
  const before = conversations(some.filter(({ at }) => at < from))
  const trend = compareShares({ count: now, of: wrote.now }, { count: before, of: wrote.before })
  // Where there is nothing older at all, everything would be new.
  const isKnownSince = (all[0]?.at ?? freshFrom) < freshFrom
  return { now, before, trend, isNew: isKnownSince && (some[0]?.at ?? 0) >= freshFrom }
}

/** Whole phrases first: they say most. Of what is said in ever other words, the words that come again and again. */
function reasonsOf(now: readonly Felt[], weigh: (words: string) => Weight): Reason[] {
  const most = (names: string[], isWord: boolean) =>
    names
      .map((words) => ({ words, isWord, ...weigh(words) }))
      .sort(
        (a, b) => Number(b.isNew) - Number(a.isNew) || b.now - a.now || a.words.localeCompare(b.words, 'en'),
      )
  const phrases = repeated(now, phrasesOf, 2)
  const others = now.filter((one) => !phrases.some((phrase) => holds(one, phrase)))
  const words = repeated(others, wordsOf, WORD_IN)
  return [...most(phrases, false).slice(0, PHRASES_SHOWN), ...most(words, true).slice(0, WORDS_SHOWN)]
}

function repeated(some: readonly Felt[], split: (one: Felt) => string[], times: number): string[] {
  const found = new Map<string, Set<string>>()
  for (const one of some) {
    for (const words of split(one)) {
      const held = found.get(words) ?? new Set()
      found.set(words, held.add(one.conversation))
    }
  }
  return [...found]
    .filter(([, held]) => held.size >= times)
    .sort((a, b) => b[1].size - a[1].size)
    .slice(0, WEIGHED)
    .map(([words]) => words)
}

/** A reason may name several things, and end in the customer's words: “has waited; kind words: “thank you””. */
function phrasesOf({ reason }: Felt): string[] {
  return reason
    .toLowerCase()
    .replace(/:?\s*“[^”]*”/g, '')
    .split(';')
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '' && !NO_REASON.test(phrase))
}

function wordsOf(one: Felt): string[] {
  const words =
    [...phrasesOf(one), one.quote ?? '']
      .join(' ')
      .toLowerCase()
      .match(/[\p{L}’']+/gu) ?? []
  const kept = words.filter((word) => word.length >= SHORTEST_WORD && !EMPTY.has(word.replace('’', "'")))
  // "brakes" and "brake" are one: the shorter is found in both.
  return [...new Set(kept.map((word) => (word.length > SHORTEST_WORD ? word.replace(/(?<!s)s$/, '') : word)))]
}

function holds({ reason, quote }: Felt, words: string): boolean {
  return `${reason}\n${quote ?? ''}`.toLowerCase().includes(words)
}

/** Their own words, the newest of each conversation, each once; first those that name the topic. */
function quotesOf(now: readonly Felt[]): Quote[] {
  const quotes = new Map<string, Quote>()
  const newest = now.toReversed().sort((a, b) => Number(b.named) - Number(a.named))
  for (const { quote, conversation, message, at } of newest) {
    const words = quote?.trim()
    if (!words || [...quotes.values()].some((one) => one.conversation === conversation)) continue
    if (!quotes.has(words.toLowerCase()))
      quotes.set(words.toLowerCase(), { words, conversation, message, at })
    if (quotes.size === QUOTES_SHOWN) break
  }
  return [...quotes.values()]
}

function conversations(some: readonly Felt[]): number {
  return new Set(some.map(({ conversation }) => conversation)).size
}
