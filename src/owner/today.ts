import type { DayNumbers } from '../ledger/day-numbers.ts'
import { counted, durationWords, listed, withinWords } from './numbers.ts'
import { topicWords } from './topic-words.ts'

/** How a time is called: at the head, where nobody wrote, and for what was due in it. */
const WHEN = {
  today: { head: 'Today: ', nobody: 'Nobody has written today yet.', due: 'today' },
  daily: { head: '', nobody: 'Nobody wrote that day.', due: 'that day' },
  weekly: { head: '', nobody: 'Nobody wrote that week.', due: 'that week' },
}
type When = keyof typeof WHEN

/** The day in a few plain sentences, most important first. `now` says how long the first in line has waited. */
export function todayInWords(numbers: DayNumbers, now: number): string[] {
  return periodInWords(numbers, now, 'today')
}

/** The same of a time that is over, with how it stands now. */
export function periodInWords(numbers: DayNumbers, now: number, when: When): string[] {
  const { conversations } = numbers
  const { head, nobody, due } = WHEN[when]
  const some = conversations > 0
  return [
    some ? `${head}${wrote(numbers)}` : nobody,
    some || numbers.now.waiting + numbers.now.withPerson > 0 ? rightNow(numbers.now, now) : '',
    some ? complaints(numbers) : '',
    numbers.unanswered > 0 ? `${counted(numbers.unanswered, 'question')} found no answer in your pages.` : '',
    promises(numbers.promises, due),
    moods(numbers.moods),
  ].filter((sentence) => sentence !== '')
}

/** That an answer was given is a fact; whether it helped, only the customer can say. */
function wrote({ conversations, helped }: DayNumbers): string {
  const all = counted(conversations, 'conversation')
  if (conversations === 1) return `${all}, ${helped === 1 ? 'with' : 'without'} an answer from your pages.`
  if (helped === conversations) return `${all}, all of them with an answer from your pages.`
  return `${all}, ${helped === 0 ? 'none' : helped} of them with an answer from your pages.`
}

function rightNow({ withPerson, waiting, oldestSince }: DayNumbers['now'], now: number): string {
  const taken =
    withPerson === 0 ? [] : [withPerson === 1 ? '1 is with a person' : `${withPerson} are with people`]
  const since = oldestSince === null ? '' : durationWords(now - oldestSince)
  const first = waiting === 1 ? '1 is waiting' : `${waiting} are waiting`
  const queue =
    waiting === 0
      ? 'nobody is waiting'
      : since === ''
        ? first
        : `${first}, ${waiting === 1 ? '' : 'the first '}for ${since}`
  return `Right now ${[...taken, queue].join(' and ')}.`
}

function complaints({ complaints: all, complaintsTaken: { count: taken, slowest } }: DayNumbers): string {
  if (all.count === 0) return 'No complaints.'
  const what = about(all)
  const whole = all.count === 1 ? 'It was' : all.count === 2 ? 'Both were' : 'All were'
  if (taken >= all.count) return `${what} ${whole} taken up by a person within ${withinWords(slowest)}.`
  if (taken === 0) return `${what} No person has taken ${all.count === 1 ? 'it' : 'them'} up yet.`
  return `${what} ${taken} of them ${taken === 1 ? 'was' : 'were'} taken up by a person.`
}

function about({ count, topics }: DayNumbers['complaints']): string {
  const named = topics.flatMap((one) =>
    one.topic === null ? [] : [{ ...one, topic: topicWords(one.topic) }],
  )
  const [only] = named
  if (count === 1)
    return named.length === 0
      ? 'One complaint.'
      : `One complaint, about ${listed(named.map((one) => one.topic))}.`
  if (!only) return `${count} complaints.`
  if (named.length === 1 && only.count === count) return `${count} complaints, all about ${only.topic}.`
  const unnamed = topics.find(({ topic }) => topic === null)?.count ?? 0
  const parts = named.map((one) => `${one.count} about ${one.topic}`)
  return `${count} complaints: ${listed(unnamed === 0 ? parts : [...parts, `${unnamed} with no topic named`])}.`
}

/** What is late is late: kept after its time is said beside what was kept in time. */
function promises({ kept, keptLate, broken, open, overdue }: DayNumbers['promises'], when: string): string {
  const parts: [number, string][] = [
    [kept, 'kept'],
    [keptLate, 'kept late'],
    [broken, 'not kept'],
    [open, 'still open'],
  ]
  const due = parts.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`)
  const today = due.length > 0 ? [`Promises due ${when}: ${due.join(', ')}.`] : []
  const earlier = overdue > 0 ? [`${counted(overdue, 'earlier promise')} not kept and still owed.`] : []
  return [...today, ...earlier].join(' ')
}

function moods({ negative, positive, neutral, unknown }: DayNumbers['moods']): string {
  const all = negative + positive + neutral + unknown
  if (all === 0) return ''
  if (all === 1) {
    if (unknown === 1) return 'How the one message sounded is unknown.'
    if (neutral === 1) return 'The one message showed no clear sign of feeling.'
    return `The one message sounded ${negative === 1 ? 'unhappy' : 'happy'}.`
  }
  const parts: [number, string][] = [
    [negative, 'unhappy'],
    [positive, 'happy'],
    [neutral, 'with no clear sign'],
    [unknown, 'unknown'],
  ]
  const some = parts.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`)
  return `How ${all} messages sounded: ${some.join(', ')}.`
}
