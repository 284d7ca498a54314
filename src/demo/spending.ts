import type { Talk } from './talk.ts'

const [SMALL, LARGE] = ['sample-small', 'sample-large']
const DAY = 24 * 60 * 60 * 1000
/** On one day, so many days ago, everything was asked with far too long a context. */
const DEAR_DAY = 12
const DEAR = 9

/** What an answer has cost: the calls of two models. Half of what is answered is answered without them. */
export function spend(talk: Talk): void {
  const { chance, at, now } = talk
  if (chance.is(0.5)) return
  const isDear = new Date(at).toDateString() === new Date(now - DEAR_DAY * DAY).toDateString()
  const times = isDear ? DEAR : 1
  const isSlow = chance.is(0.03)
  call(talk, {
    model: SMALL,
    purpose: 'embed',
    input: chance.whole(12, 60),
    output: 0,
    price: 0.02,
    ended: 'whole',
  })
  call(talk, {
    model: LARGE,
    purpose: 'answer',
    input: chance.whole(2_200, 4_800) * times,
    output: chance.whole(80, 320),
    price: 2.5,
    ended: isSlow ? 'too_slow' : 'whole',
  })
}

/** `price` in units of the owner's currency for a million tokens read; those written cost four times as much. */
type Call = { model: string; purpose: string; input: number; output: number; price: number; ended: string }

function call({ rows, chance, conversation, at }: Talk, made: Call): void {
  const { model, purpose, input, output, price, ended } = made
  rows.spend.push({
    id: chance.id(),
    at: at - chance.whole(5, 200),
    customer_id: conversation.customer_id,
    conversation_id: conversation.id,
    purpose,
    model,
    input_tokens: input,
    cached_tokens: 0,
    output_tokens: output,
    reasoning_tokens: 0,
    estimated: 0,
    cost: Math.round(input * price + output * price * 4),
    ms: ended === 'whole' ? chance.about(900) : 20_000,
    ended,
  })
}
