import type { Engine } from './engine.ts'
import type { Knowledge } from './knowledge/knowledge.ts'
import type { Ledger } from './ledger/ledger.ts'
import { countUnanswered } from './ledger/messages.ts'
import { countDead } from './ledger/work.ts'

export type Readiness = { ok: boolean; checks: Record<string, string> }

/** Whether a message that came in now would be kept and answered. Each check is "ok" or says what is wrong. */
export async function readiness(ledger: Ledger, engine: Engine, knowledge: Knowledge): Promise<Readiness> {
  const checks: Record<string, string> = {}
  const dead = await countDead(ledger.db).catch(() => null)
  checks.ledger = dead === null ? 'cannot be read' : 'ok'
  for (const [name, alive] of Object.entries(engine.health()))
    checks[name] = alive ? 'ok' : 'has shown no life for 30 s'
  const ok = Object.values(checks).every((check) => check === 'ok')
  // Worth a look, and no reason to send customers away.
  checks.workPutAside = dead === null ? 'unknown' : String(dead)
  checks.waiting = await countUnanswered(ledger.db).then(String, () => 'unknown')
  checks.pages = String(knowledge.summary.pages)
  return { ok, checks }
}
