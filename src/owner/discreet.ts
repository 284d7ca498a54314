import type { About, Pressing } from '../ledger/pressing.ts'
import { TOPIC_NAMES } from '../mind/patterns/topic.ts'
import type { Visit } from './advice.ts'

/** Stands for a customer where a name would last that nobody can erase. */
export const SOMEBODY = 'Somebody'

/** What presses without a name, a quote, or a topic that is not of our own list: it may be one customer's alone. */
export function discreet(pressing: Pressing): Pressing {
  const { danger, late, promise, unhappy, unanswered, fresh, complained } = pressing
  return {
    danger: danger && { ...danger, customer: SOMEBODY },
    late: late && { ...late, customer: SOMEBODY },
    promise: promise && { ...promise, customer: SOMEBODY, words: '' },
    unhappy: unhappy && { ...unhappy, customer: SOMEBODY },
    unanswered: ofOurList(unanswered),
    fresh: ofOurList(fresh),
    complained: ofOurList(complained),
  }
}

/** The same for a visit. */
export function discreetVisit(visit: Visit | null): Visit | null {
  return visit && { name: SOMEBODY, opening: '' }
}

function ofOurList(about: About | null): About | null {
  return about && TOPIC_NAMES.includes(about.topic) ? about : null
}
