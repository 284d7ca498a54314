import { noRows, type SampleRows } from '../ledger/sample.ts'

/**
 * Puts rows that come by conversation into the order in which a ledger would have got them. What happens after `until`
 * (epoch milliseconds) waits for the next call.
 */
export function createOrder() {
  let held = noRows()
  return (more: SampleRows, until: number): SampleRows => {
    const ready = noRows()
    const later = noRows()
    const sort = <K extends keyof SampleRows>(table: K, at: (row: SampleRows[K][number]) => number) => {
      const all: SampleRows[K][number][] = [...held[table], ...more[table]]
      all.sort((a, b) => at(a) - at(b))
      const end = all.findIndex((row) => at(row) > until)
      const [now, next]: SampleRows[K][number][][] = [ready[table], later[table]]
      for (const [index, row] of all.entries()) (end === -1 || index < end ? now : next)?.push(row)
    }
    sort('customers', () => 0)
    sort('conversations', () => 0)
    sort('messages', ({ at }) => at)
    sort('readings', ({ at }) => at)
    sort('turns', ({ settled_at }) => settled_at)
    sort('handoffs', () => 0)
    sort('handoff_steps', ({ at }) => at)
    sort('aftercare', () => 0)
    sort('notes', ({ at }) => at)
    sort('causes', () => 0)
    sort('cause_links', () => 0)
    sort('promises', ({ made_at }) => made_at)
    sort('deliveries', ({ created_at }) => created_at)
    sort('spend', ({ at }) => at)
    sort('work', ({ created_at }) => created_at)
    held = later
    return ready
  }
}
