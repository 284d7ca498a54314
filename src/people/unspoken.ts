import type { WorthAWord } from '../card.ts'
import { wordsOf } from '../knowledge/words.ts'
import { notToBeWritten } from '../ledger/checkins.ts'
import type { Db } from '../ledger/ledger.ts'
import { leftAfterAnswer, questionsAsked, type Said, thanksSaid } from '../ledger/unspoken.ts'
import { isSour } from '../mind/patterns/sour.ts'
import type { Parts } from '../parts.ts'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR
/** What is older is not brought up again. */
const LOOKED_BACK = 14 * DAY
/** Whoever says nothing for so long after an answer has left. */
const LEFT = DAY
/** Nobody is spoken of in the middle of a talk. */
const TALKING = HOUR
/** The same again within this time is the same matter. */
const AGAIN = 7 * DAY
/** Somebody who had a word of ours is left in peace for so long. */
const REST = 14 * DAY
/** An answer less sure than this may not have helped. */
const WEAK = 0.5
/** Two questions are alike when they share so much of their words, and so many of them. */
const [ALIKE, SHARED] = [0.5, 2]
const ASKING = new Set(wordsOf('long take much cost often many still wait get come work day week need want'))
const SHOWN = 50
const LONGEST = 300

type Kind = WorthAWord['kind']
type Found = Said & { kind: Kind }

/**
 * Customers who have said nothing more, and may not be content: who left after a weak answer, asked the same again elsewhere,
 * or gave thanks that were none. The newest first, each customer once. Nobody is written to by this: a person decides.
 */
export async function worthAWord({ ledger, prompts, adapters }: Parts, now: number): Promise<WorthAWord[]> {
  const { say } = prompts
  const found = await unspoken(ledger.db, now)
  return found
    .filter(({ adapter }) => adapters.has(adapter))
    .slice(0, SHOWN)
    .map(({ conversation, name, adapter, kind, text, at }) => ({
      conversation,
      customer: name,
      from: adapter,
      kind,
      why: say(`unspoken_${kind}`),
      said: text.length > LONGEST ? `${text.slice(0, LONGEST - 1).toWellFormed()}…` : text,
      at,
      suggestion: say(`suggest_${kind}`),
    }))
}

/** The same as it is found in the ledger; of one customer where one is given. */
export async function unspoken(db: Db, now: number, customer?: string): Promise<Found[]> {
  const only = customer === undefined ? {} : { customer }
  const lately = { from: now - LOOKED_BACK, to: now - TALKING, ...only }
  const spared = await notToBeWritten(db, now - REST)
  const sour = (await thanksSaid(db, lately)).filter(
    ({ sentiment, text, complained, helped }) =>
      (sentiment ?? 0) < 0 || isSour(text) || (complained !== null && (helped ?? 0) < complained),
  )
  const again = askedAgain(await questionsAsked(db, { ...lately, from: lately.from - AGAIN }), lately)
  const weak = (await leftAfterAnswer(db, { ...lately, to: now - LEFT })).filter(
    ({ decision, confidence }) => decision === 'offer_person' || (confidence !== null && confidence < WEAK),
  )
  const all = [...as('sour', sour), ...as('again', again), ...as('weak', weak)]
  const first = new Map<string, Found>()
  for (const one of all)
    if (!spared.has(one.customer) && !first.has(one.customer)) first.set(one.customer, one)
  return [...first.values()].sort((a, b) => b.at - a.at)
}

type Question = Said & { isSettled: boolean }

/** Questions, newest first, that the same customer had asked in another conversation not long before. */
function askedAgain(questions: readonly Question[], { from }: { from: number }): Question[] {
  const byCustomer = Map.groupBy(questions, ({ customer }) => customer)
  return [...byCustomer.values()].flatMap((own) =>
    own.filter(
      (one) =>
        one.at >= from &&
        !one.isSettled &&
        own.some(
          (earlier) =>
            earlier.conversation !== one.conversation &&
            earlier.at < one.at &&
            earlier.at >= one.at - AGAIN &&
            areAlike(earlier.text, one.text),
        ),
    ),
  )
}

/** By the words that mean something: how a thing is asked says little of what is asked. */
export function areAlike(a: string, b: string): boolean {
  const [these, those] = [telling(a), telling(b)]
  const shared = these.intersection(those).size
  return shared >= SHARED && shared / Math.min(these.size, those.size) >= ALIKE
}

function telling(text: string): Set<string> {
  return new Set(wordsOf(text)).difference(ASKING)
}

function as(kind: Kind, said: readonly Said[]): Found[] {
  return said.map(({ conversation, customer, name, adapter, text, at }) => ({
    conversation,
    customer,
    name,
    adapter,
    text,
    at,
    kind,
  }))
}
