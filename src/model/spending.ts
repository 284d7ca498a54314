import { withDeadline } from '../deadline.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { recordSpend, sumSpend } from '../ledger/spend.ts'
import type { Log } from '../log.ts'
import type { ModelConfig } from '../model-settings.ts'
import type { About, Purpose } from './model.ts'
import { costOf } from './prices.ts'
import type { Usage } from './said.ts'

/** One call as it is written down. `model` as it was asked for, which is what has the price. */
export type Spent = {
  about: About
  purpose: Purpose
  model: string
  usage: Usage
  /** The server told no usage. */
  isEstimated: boolean
  /** Milliseconds. */
  took: number
  /** "whole", or why there is no reply. */
  ended: string
}

/** A call that may be made. Its greatest cost counts as spent until `end`. */
export type Reservation = { end(): void }

export type Spending = {
  /** Whether no budget is spent, now (epoch milliseconds). */
  mayAsk(about: About, now: number): Promise<boolean>
  /** Null where a budget is spent. `most` is the most that the call may use. */
  reserve(about: About, model: string, most: Usage, now: number): Promise<Reservation | null>
  /** Writes it down, in its own time: it never fails, and nobody waits for it. `now` in epoch milliseconds. */
  record(spent: Spent, now: number): void
  /** Which budget for everybody has stopped the last call, with what to do, for the owner; null where none has. */
  trouble(now: number): string | null
  /** When all that was recorded is written down. */
  settled(): Promise<void>
}

type Running = { customer: string | null; most: number }

const DAY = 24 * 60 * 60 * 1000
/** How long the ledger may take to say what is spent. Milliseconds. */
const SUMS_WITHIN = 2_000

const TROUBLES = {
  day: "The model: today's budget is spent. It begins anew at midnight UTC, or raise MODEL_BUDGET_PER_DAY. Until then customers are helped without the model.",
  total:
    'The model: the whole budget is spent. Raise MODEL_BUDGET_TOTAL to go on. Until then customers are helped without the model.',
}

type Settings = { ledger: Ledger; log: Log } & Pick<ModelConfig, 'prices' | 'budgets'>

/** Counts what is spent against the budgets. Days are those of UTC. */
export function createSpending({ ledger, log, prices, budgets }: Settings): Spending {
  const running = new Set<Running>()
  const unwritten = new Set<Running>()
  const writing = new Set<Promise<void>>()
  let stopped: { by: 'day' | 'total'; day: number } | null = null
  /** What was spent before a day: it changes no more, so it is added up once. */
  let earlier: { day: number; cost: Promise<number> } | null = null

  const before = (day: number) => {
    if (earlier?.day !== day) {
      const cost = sumSpend(ledger.db, { to: day })
      cost.catch(() => {
        if (earlier?.cost === cost) earlier = null
      })
      earlier = { day, cost }
    }
    return earlier.cost
  }
  /** What runs and began before `mine` counts as spent: of two that begin at once, one has the right of way. */
  const isUnder = async ({ customer }: About, now: number, mine: Running | null) => {
    const day = now - (now % DAY)
    const calls = [...running]
    const ahead = [...unwritten, ...(mine === null ? calls : calls.slice(0, calls.indexOf(mine)))]
    const most = (some: Running[]) => some.reduce((sum, call) => sum + call.most, 0)
    const { perCustomer, perDay, total } = budgets
    const [own, today, past] = await Promise.all([
      customer === null || perCustomer === null ? 0 : sumSpend(ledger.db, { from: day, customer }),
      perDay === null && total === null ? 0 : sumSpend(ledger.db, { from: day }),
      total === null ? 0 : before(day),
    ])
    const theirs = ahead.filter((call) => call.customer === customer)
    const isWithin = (budget: number | null, spent: number) => budget === null || spent < budget
    const isOver = !isWithin(total, past + today + most(ahead))
    const isDayOver = !isWithin(perDay, today + most(ahead))
    stopped = isOver || isDayOver ? { by: isOver ? 'total' : 'day', day } : null
    return stopped === null && (customer === null || isWithin(perCustomer, own + most(theirs)))
  }
  const hasBudget = Object.values(budgets).some((budget) => budget !== null)
  const may = async (about: About, now: number, mine: Running | null) => {
    if (!hasBudget) return true
    try {
      return await withDeadline(SUMS_WITHIN, isUnder(about, now, mine))
    } catch (error) {
      // A budget that cannot be looked at is kept by asking nothing: customers are helped without the model.
      log.trouble('spending not added up', error)
      return false
    }
  }

  return {
    mayAsk: (about, now) => may(about, now, null),
    async reserve(about, model, usage, now) {
      const price = prices.get(model)
      const mine = { customer: about.customer, most: price ? costOf(usage, price) : 0 }
      running.add(mine)
      if (await may(about, now, mine)) return { end: () => void running.delete(mine) }
      running.delete(mine)
      return null
    },
    record(spent, now) {
      const price = prices.get(spent.model)
      const cost = price ? costOf(spent.usage, price) : null
      const mine = { customer: spent.about.customer, most: cost ?? 0 }
      unwritten.add(mine)
      const done = recordSpend(ledger, {
        at: now,
        customer_id: spent.about.customer,
        conversation_id: spent.about.conversation,
        purpose: spent.purpose,
        model: spent.model,
        input_tokens: spent.usage.input,
        cached_tokens: spent.usage.cached,
        output_tokens: spent.usage.output,
        reasoning_tokens: spent.usage.reasoning,
        estimated: spent.isEstimated ? 1 : 0,
        cost,
        ms: Math.round(spent.took),
        ended: spent.ended,
      }).catch((error: unknown) => log.trouble('spending not written down', error, { model: spent.model }))
      writing.add(done)
      void done.then(() => {
        writing.delete(done)
        unwritten.delete(mine)
      })
    },
    trouble(now) {
      const isNewDay = stopped?.by === 'day' && stopped.day !== now - (now % DAY)
      return stopped === null || isNewDay ? null : TROUBLES[stopped.by]
    },
    async settled() {
      await Promise.all(writing)
    },
  }
}

/** Counts nothing and limits nothing; for trials. */
export const freeSpending: Spending = {
  mayAsk: async () => true,
  reserve: async () => ({ end: () => undefined }),
  record: () => undefined,
  trouble: () => null,
  settled: async () => undefined,
}
