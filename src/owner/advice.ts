import type { Pressing, Who } from '../ledger/pressing.ts'
import { dateOf, dayOf, daysFrom } from './day.ts'
import { customerName } from './marks.ts'
import type { Now } from './now.ts'
import { counted, durationWords } from './numbers.ts'
import { listLink } from './query.ts'
import { topicWords } from './topic-words.ts'

/** The one thing that is best done now, and where; `presses` is false of what only does good. */
export type Advice = { words: string; act: string; link: string; presses: boolean }
/** Whom to visit next, and what to begin with; '' where that is not to be said here. */
export type Visit = { name: string; opening: string }

/** The first rule that fits, most pressing first: people before promises, promises before pages; null where none does. */
export function adviceOn(pressing: Pressing, now: Now): Advice | null {
  return onPeople(pressing, now) ?? onPages(pressing, now)
}

/** What does good where nothing presses. */
export function calmAdvice(visit: Visit | null): Advice {
  if (visit) {
    const opening =
      visit.opening === '' ? 'Your room says who, and what to begin with.' : `To begin with: ${visit.opening}`
    const words = `${customerName(visit.name)} is the next to visit. ${opening}`
    return { words, act: 'Visit them', link: '/owner/visits', presses: false }
  }
  const words = 'How does it feel to be a customer of yours?'
  return { words, act: 'Write to your own assistant as one would', link: '/', presses: false }
}

function onPeople({ danger, late, promise, unhappy }: Pressing, now: Now): Advice | null {
  if (danger) {
    const words = `${nameOf(danger)} may be in danger, or somebody near them, and nobody has taken it yet.`
    return pressingOn(danger, words, 'See that a person writes to them at once')
  }
  if (late) {
    const waited = late.isPastTold ? 'longer than was said' : durationWords(now.time - late.since)
    const words = `${nameOf(late)} has waited for a person for ${waited}.`
    return pressingOn(late, words, 'See that somebody takes it')
  }
  if (promise) {
    const what = promise.words === null ? 'words that were taken back' : `“${promise.words}”`
    const words =
      promise.words === ''
        ? 'A promise to a customer is late.'
        : `A promise to ${nameOf(promise)} is late: ${what}`
    return pressingOn(promise, words, promise.by ? `Ask ${promise.by} about it` : 'See what is owed')
  }
  if (unhappy) {
    const words = `${nameOf(unhappy)} has been a customer for over a year, sounded unhappy, and waits for a reply.`
    return pressingOn(unhappy, words, 'Read it, and write to them yourself')
  }
  return null
}

function onPages({ unanswered, fresh, complained }: Pressing, now: Now): Advice | null {
  const { time, zone } = now
  const from = dateOf(daysFrom(dayOf(time, zone).from, -7, zone), zone)
  const week = { from, to: dateOf(time, zone) }
  if (unanswered) {
    const { topic, conversations } = unanswered
    const words = `${counted(conversations, 'conversation')} about ${topicWords(topic)} this week found no answer in your pages.`
    const link = listLink({ ...week, topic })
    return { words, act: 'Read what they asked, and write a page', link, presses: true }
  }
  if (fresh) {
    const { topic, conversations } = fresh
    const words = `Something new makes customers unhappy: ${topicWords(topic)}, in ${counted(conversations, 'conversation')} this week.`
    const link = listLink({ ...week, topic, mood: 'negative' })
    return { words, act: 'Read what they say', link, presses: true }
  }
  if (complained) {
    const { topic, conversations } = complained
    const words = `Customers complained about ${topicWords(topic)} in ${counted(conversations, 'conversation')} this week.`
    const link = listLink({ ...week, topic, complaint: 'yes' })
    return { words, act: 'Read them, and change what they have in common', link, presses: true }
  }
  return null
}

function pressingOn(who: Who, words: string, act: string): Advice {
  const link = `/owner/conversations/${encodeURIComponent(who.conversation)}`
  return { words, act, link, presses: true }
}

function nameOf({ customer }: Who): string {
  return customerName(customer)
}
