import { withDeadline } from './deadline.ts'
import type { Engine } from './engine.ts'
import type { Knowledge } from './knowledge/knowledge.ts'
import { countLateCards } from './ledger/deliveries.ts'
import type { Ledger } from './ledger/ledger.ts'
import { countUnanswered } from './ledger/messages.ts'
import { probe } from './ledger/probe.ts'
import { countDead } from './ledger/work.ts'

export type Readiness = { ok: boolean; checks: Record<string, string> }

/** The ledger must answer within this time. Milliseconds. */
const ANSWERS_WITHIN = 2_000
/** A card that staff have not had for this long is late. Milliseconds. */
const CARD_LATE_AFTER = 2 * 60_000

/** Whether a message that came in now would be kept and answered. Each check is "ok" or says what is wrong. */
export async function readiness(
  ledger: Ledger,
  engine: Engine,
  knowledge: Knowledge,
  troubles: Record<string, string>,
  now: number,
  /** Says that customers wait of whom everybody was reminded in vain; null where none do. */
  inVain: (now: number) => Promise<string | null> = async () => null,
): Promise<Readiness> {
  const answer = <T>(asked: Promise<T>) => withDeadline(ANSWERS_WITHIN, asked)
  const written = await answer(probe(ledger)).then(
    () => 'ok',
    () => 'cannot be written',
  )
  const checks: Record<string, string> = { ledger: written }
  for (const [name, alive] of Object.entries(engine.health()))
    checks[name] = alive ? 'ok' : 'has shown no life for 30 s'
  const ok = Object.values(checks).every((check) => check === 'ok')
  // Worth a look, and no reason to send customers away.
  const counted = (asked: Promise<number>) => answer(asked).then(String, () => 'unknown')
  checks.workPutAside = await counted(countDead(ledger.db))
  checks.waiting = await counted(countUnanswered(ledger.db))
  checks.lateCards = await counted(countLateCards(ledger.db, now - CARD_LATE_AFTER))
  const forgotten = await answer(inVain(now)).catch(() => 'unknown')
  if (forgotten !== null) checks.forgotten = forgotten
  for (const [name, trouble] of Object.entries(troubles)) checks[name] = trouble
  checks.pages = String(knowledge.summary.pages)
  return { ok, checks }
}
