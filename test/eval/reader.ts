import { existsSync } from 'node:fs'
import { SentimentIntensityAnalyzer } from 'vader-sentiment'
import { openJudge } from '../../src/mind/linear/judge.ts'
import { labelOf } from '../../src/mind/lines.ts'
import { readMessage } from '../../src/mind/local-reader.ts'
import { holdOut } from './hold-out.ts'
import { withInterval } from './interval.ts'
import { type Message, readMessages } from './messages.ts'

const SIDES = ['negative', 'neutral', 'positive']
type Guess = { sentiment: number; complaint: boolean; person: boolean | null; asks: boolean | null }
const UNKNOWN = 1

/** Prints how well the reader reads our hand-written messages and, given the public sets, each set that it was not trained on. */
export async function evalReader(data: string | undefined): Promise<void> {
  const messages = readMessages()
  console.log(`The reader\n\n${messages.length} messages written by hand; in brackets 95 of 100 draws\n`)
  const judge = openJudge()
  report('this reader', messages, ({ text }) => {
    const reading = readMessage(text, judge)
    const sentiment = SIDES.indexOf(labelOf(reading.sentiment) ?? 'neutral')
    return { sentiment, complaint: reading.complaint, person: reading.wantsPerson, asks: reading.question }
  })
  report('vader-sentiment', messages, ({ text }) => byVader(text))
  measureSpeed(messages)
  if (data === undefined || !existsSync(data)) {
    console.log(
      '\nFor each public set held out in turn, give the folder that holds them: npm run eval -- --data DIR',
    )
    return
  }
  await holdOut(data)
}

/** What one can make of a library that gives sentiment alone: what sounds unhappy is a complaint. */
export function byVader(text: string): Guess {
  const { compound } = SentimentIntensityAnalyzer.polarity_scores(text.slice(0, 5000))
  const sentiment = compound <= -0.05 ? 0 : compound >= 0.05 ? 2 : UNKNOWN
  return { sentiment, complaint: sentiment === 0, person: null, asks: text.includes('?') }
}

function report(name: string, messages: readonly Message[], read: (message: Message) => Guess): void {
  const guesses = messages.map(read)
  const pairs = (label: (message: Message) => number, guess: (one: Guess) => number) =>
    messages.map((message, i) => {
      const one = guesses[i]
      return [label(message), one === undefined ? 0 : guess(one)] as const
    })
  const moods = pairs(
    ({ sentiment }) => SIDES.indexOf(sentiment),
    ({ sentiment }) => sentiment,
  )
  const complaints = pairs(
    ({ complaint }) => Number(complaint),
    ({ complaint }) => Number(complaint),
  )
  const wishes = pairs(
    ({ wantsPerson }) => Number(wantsPerson),
    ({ person }) => Number(person),
  )
  const asking = pairs(
    ({ asks }) => Number(asks),
    ({ asks }) => Number(asks),
  ).filter((_, i) => messages[i]?.complaint === false && messages[i]?.wantsPerson === false)
  console.log(name)
  console.log(`  sentiment, macro recall   ${withInterval(moods, 3, ({ macroRecall }) => macroRecall)}`)
  console.log(`  complaint, macro F1       ${withInterval(complaints, 2, ({ macroF1 }) => macroF1)}`)
  console.log(`  complaint, precision      ${withInterval(complaints, 2, ({ precision }) => precision)}`)
  if (guesses.some(({ person }) => person !== null)) {
    console.log(`  wants a person, F1        ${withInterval(wishes, 2, ({ f1 }) => f1)}`)
    console.log(`  wants a person, precision ${withInterval(wishes, 2, ({ precision }) => precision)}`)
  }
  console.log(`  question or request, F1   ${withInterval(asking, 2, ({ f1 }) => f1)}`)
}

function measureSpeed(messages: readonly Message[]): void {
  const judge = openJudge()
  const run = () => {
    const began = performance.now()
    for (const { text } of messages) readMessage(text, judge)
    return (performance.now() - began) / messages.length
  }
  const rounds = Array.from({ length: 40 }, run)
    .slice(20)
    .sort((a, b) => a - b)
  const median = rounds[10] ?? Number.NaN
  console.log(`\n${Math.round(1000 / median)} messages a second on one core (median of 20 rounds)`)
}
