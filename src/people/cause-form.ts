import type { CauseFix, CauseForm } from '../card.ts'
import { untold } from '../ledger/cause-told.ts'
import { causeOf, type KnownCause, knownCauses, type SaidThere, saidBeside } from '../ledger/causes.ts'
import { getHandoff } from '../ledger/handoffs.ts'
import type { Db } from '../ledger/ledger.ts'
import type { CauseRow } from '../ledger/tables.ts'
import type { Parts } from '../parts.ts'
import type { Say } from '../prompts.ts'
import { hearersOf } from './cause-hearers.ts'
import { countsOf, customersIn, hearingWords } from './cause-words.ts'
import { areAlike } from './unspoken.ts'

const CHOICES = 20
/** So many conversations that have a cause are looked at for one that is alike. */
const COMPARED = 50
/** Beside it stands how many raised it, and some platforms cut what is long. */
const LONGEST_NAME = 40

/** What staff choose from when they name a conversation's cause, or call it fixed, as it is now. */
export async function causeForm(parts: Parts, handoffId: string): Promise<CauseForm | null> {
  const { db } = parts.ledger
  const { say } = parts.prompts
  const handoff = await getHandoff(db, handoffId)
  if (!handoff) return null
  const linked = await causeOf(db, handoff.conversation_id)
  const known = await knownCauses(db, CHOICES)
  const likely = linked ? null : await likelyCause(db, handoff.conversation_id)
  const isLikely = ({ id }: KnownCause) => id === likely
  const inOrder = [...known.filter(isLikely), ...known.filter((cause) => !isLikely(cause))]
  return {
    handoff: handoff.id,
    linked: linked ? { id: linked.id, name: linked.name } : null,
    choices: inOrder.map((cause) => {
      const choice = labelOf(say, cause)
      return { id: cause.id, label: isLikely(cause) ? say('cause_choice_likely', { choice }) : choice }
    }),
    fix: linked ? await fixOf(parts, linked) : null,
  }
}

function labelOf(say: Say, { name, raised, fixed_at }: KnownCause): string {
  const letters = Array.from(name)
  const short = letters.length <= LONGEST_NAME ? name : `${letters.slice(0, LONGEST_NAME - 1).join('')}…`
  const slots = { cause: short, customers: customersIn(say, raised) }
  return fixed_at === null ? say('cause_choice', slots) : say('cause_choice_fixed', slots)
}

async function fixOf(parts: Parts, { id, name }: CauseRow): Promise<CauseFix> {
  const { say } = parts.prompts
  const now = parts.now()
  const counts = countsOf(hearersOf(await untold(parts.ledger.db, id, now), parts.adapters))
  return {
    cause: id,
    name,
    says: hearingWords(say, counts, 'ahead'),
    label:
      counts.tell === 0 ? say('fix_only') : say('fix_tell', { customers: customersIn(say, counts.tell) }),
    suggestion: say('suggest_fixed', { cause: name }),
    shownAt: now,
  }
}

/** The cause of another conversation in which much the same was said; null where there is none. */
async function likelyCause(db: Db, conversation: string): Promise<string | null> {
  const said = await saidBeside(db, conversation, COMPARED)
  const here = said.filter((one) => one.conversation === conversation)
  const alike = said.find(
    (there) =>
      there.cause !== null &&
      there.conversation !== conversation &&
      here.some((one) => isSameTopic(one, there) && areAlike(one.text, there.text)),
  )
  return alike?.cause ?? null
}

/** Who only asks for a person, in whichever words, has no topic: nothing is alike in that. */
function isSameTopic(a: SaidThere, b: SaidThere): boolean {
  return a.topic !== null && a.topic === b.topic
}
