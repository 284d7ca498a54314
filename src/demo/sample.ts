import type { Place } from '../adapter.ts'
import { openKnowledge } from '../knowledge/knowledge.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { noRows, type SampleRows, TABLES, writeSample } from '../ledger/sample.ts'
import { hoursOf } from '../people/hours.ts'
import type { Prompts } from '../prompts.ts'
import { createChance } from './chance.ts'
import { createOrder } from './in-order.ts'
import { createMind } from './mind.ts'
import { HELP_DESK } from './platforms.ts'
import { createTeller } from './telling.ts'
import { tellWeeks, type Weeks } from './weeks.ts'

/** The sample's usual size: eight weeks of a small shop. */
export const USUAL = { seed: 1, days: 56, perDay: 40, standing: 420, talk: 1 }
/** So many days are written at once. */
const AT_ONCE = 7

export type SampleSettings = { weeks: Weeks; prompts: Prompts; knowledgeDir: string; desk: Place }

/** Fills an empty ledger with invented weeks: the same for the same settings, word for word. */
export async function fillWithSample(ledger: Ledger, settings: SampleSettings): Promise<void> {
  const { weeks, prompts, knowledgeDir, desk } = settings
  const knowledge = await openKnowledge(knowledgeDir)
  try {
    const tell = createTeller({
      now: weeks.now,
      prompts,
      mind: createMind(knowledge),
      chance: createChance(weeks.seed + 1),
      desks: { past: HELP_DESK, present: desk },
    })
    const inOrder = createOrder()
    let told: SampleRows[] = []
    const write = async (until: number) => {
      await writeSample(ledger, inOrder(joined(told), until))
      told = []
    }
    for (const { stories, until } of tellWeeks({ ...weeks, zone: hoursOf(prompts.charter.office).zone })) {
      told.push(await tell(stories))
      if (told.length === AT_ONCE) await write(until)
    }
    await write(Number.POSITIVE_INFINITY)
  } finally {
    knowledge.close()
  }
}

function joined(days: readonly SampleRows[]): SampleRows {
  const all = noRows()
  const add = <K extends keyof SampleRows>(table: K) => {
    const rows: SampleRows[K][number][] = all[table]
    for (const day of days) for (const row of day[table]) rows.push(row)
  }
  for (const table of TABLES) add(table)
  return all
}
