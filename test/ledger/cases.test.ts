import { afterEach, describe, expect, test } from 'vitest'
import { complaintCases } from '../../src/ledger/complaint-cases.ts'
import { fairnessCases } from '../../src/ledger/fairness-cases.ts'
import { helpCases } from '../../src/ledger/help-cases.ts'
import type { Db } from '../../src/ledger/ledger.ts'
import { UNHAPPY_BELOW } from '../../src/ledger/reports.ts'
import type { Day } from '../../src/ledger/stretches.ts'
import type { AftercareRow, Handoff, Message } from '../../src/ledger/tables.ts'
import type { AnyCase } from '../owner/a-case.ts'
import { createDatabase, databases, type TestDatabase } from '../support/databases.ts'
import { fillAtRandom } from './random-ledger.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 10, 22, 15)

describe.each(databases)('conversations as the owner’s pages see them, on %s', (kind) => {
  let database: TestDatabase
  afterEach(() => database.drop())

  test.each([1, 2, 3])(
    'are what a plain look at every row finds, whatever was done to them (%i)',
    async (seed) => {
      database = await createDatabase(kind)
      const ledger = await database.open()
      await fillAtRandom(ledger, NOW, seed)
      const until = NOW - 9 * DAY
      const all = await plainLook(ledger.db, { from: NOW - 60 * DAY, to: until })
      // The first one's words bear a time from before it began: two clocks differed.
      const first = all.findIndex(({ openedAt, wroteAt }) => wroteAt !== null && wroteAt < openedAt)
      const plain = all.slice(first)
      const day = { from: plain[0]?.openedAt ?? 0, to: until }
      expect(plain.length).toBeGreaterThan(50)

      const help = await helpCases(ledger.db, day)
      expect(help).toEqual(
        plain.map((one) =>
          pick(one, ['id', 'openedAt', 'outcome', 'wroteAt', 'signAt', 'answerAt', 'personAt', 'call']),
        ),
      )
      const whose = ['adapter', 'workspace', 'customer', 'customerSince', 'isUnhappy', 'language'] as const
      expect(await fairnessCases(ledger.db, day)).toEqual(
        plain.map((one) => ({ ...pick(one, ['id', 'openedAt', 'outcome', ...whose]), call: unreplied(one) })),
      )
      const complaints = await complaintCases(ledger.db, day)
      expect(complaints.map((one) => ({ ...one, complaints: inOrder(one) }))).toEqual(
        plain
          .filter((one) => one.complaints.length > 0)
          .map((one) => ({
            ...pick(one, ['id', 'openedAt', 'outcome', 'verdict']),
            call: unreplied(one),
            complaints: inOrder(one),
          })),
      )
    },
  )
})

function pick<T>(one: T, keys: readonly (keyof T & string)[]): Record<string, unknown> {
  return Object.fromEntries(keys.map((key) => [key, one[key]]))
}

function unreplied({ call }: AnyCase): Omit<NonNullable<AnyCase['call']>, 'repliedAt'> | null {
  if (call === null) return null
  const { repliedAt: _, ...rest } = call
  return rest
}

function inOrder({ complaints }: Pick<AnyCase, 'complaints'>): string[] {
  return complaints.map(({ topic, readBy }) => `${topic} ${readBy}`).sort()
}

/** Every row is read, and looked at one after the other. */
async function plainLook(db: Db, { from, to }: Day): Promise<AnyCase[]> {
  const conversations = await db.selectFrom('conversations').selectAll().execute()
  const customers = await db.selectFrom('customers').selectAll().execute()
  const of = {
    messages: Map.groupBy(
      await db.selectFrom('messages').selectAll().execute(),
      (row) => row.conversation_id,
    ),
    turns: Map.groupBy(await db.selectFrom('turns').selectAll().execute(), (row) => row.conversation_id),
    handoffs: Map.groupBy(
      await db.selectFrom('handoffs').selectAll().execute(),
      (row) => row.conversation_id,
    ),
    readings: Map.groupBy(
      await db.selectFrom('readings').selectAll().execute(),
      (row) => row.conversation_id,
    ),
    aftercare: Map.groupBy(
      await db.selectFrom('aftercare').selectAll().execute(),
      (row) => row.conversation_id,
    ),
  }
  const themes = new Map(
    (await db.selectFrom('themes').selectAll().execute()).map(({ topic, theme }) => [topic, theme]),
  )
  return conversations
    .filter(({ opened_at }) => opened_at >= from && opened_at < to)
    .sort((a, b) => a.opened_at - b.opened_at)
    .map((one) => {
      const messages = of.messages.get(one.id) ?? []
      const first = (...authors: Message['author'][]) =>
        earliest(messages.filter(({ author }) => authors.includes(author)).map(({ at }) => at))
      const answers = (of.turns.get(one.id) ?? []).filter(({ decision }) => decision === 'answer')
      const standing = (of.readings.get(one.id) ?? []).filter((row) => row.corrected_by === null)
      const staff = messages.filter(({ author }) => author === 'staff').map(({ at }) => at)
      return {
        id: one.id,
        openedAt: one.opened_at,
        outcome: one.outcome,
        adapter: one.adapter,
        workspace: one.workspace,
        customer: one.customer_id,
        customerSince: customers.find(({ id }) => id === one.customer_id)?.since ?? Number.NaN,
        wroteAt: first('customer'),
        signAt: first('assistant', 'house', 'staff'),
        answerAt: earliest(answers.map((turn) => turn.settled_at)),
        personAt: first('staff'),
        call: callOf(of.handoffs.get(one.id) ?? [], staff),
        isUnhappy: standing.some(({ sentiment }) => sentiment !== null && sentiment < UNHAPPY_BELOW),
        language: mostSpoken(standing.flatMap(({ language }) => language ?? [])),
        complaints: standing
          .filter(({ complaint }) => complaint === 1)
          .map(({ subject, read_by }) => ({ topic: themes.get(subject ?? '') ?? subject, readBy: read_by })),
        verdict: verdictOf(of.aftercare.get(one.id) ?? []),
      }
    })
}

function earliest(times: readonly number[]): number | null {
  return times.length === 0 ? null : Math.min(...times)
}

function callOf(handoffs: readonly Handoff[], staff: readonly number[]): AnyCase['call'] {
  const inTurn = handoffs.toSorted((a, b) => a.opened_at - b.opened_at)
  const isUncalled = ({ cause, opened_at, claimed_at }: Handoff) =>
    ['staff_asked', 'checked_in'].includes(cause) && claimed_at !== null && claimed_at <= opened_at
  const shown = inTurn.find((one) => !isUncalled(one)) ?? inTurn[0]
  if (!shown) return null
  return {
    cause: shown.cause,
    openedAt: shown.opened_at,
    claimedAt: shown.claimed_at,
    repliedAt: earliest(staff.filter((at) => at >= shown.opened_at)),
    isUncalled: isUncalled(shown),
    ended: inTurn.at(-1)?.status ?? shown.status,
  }
}

function mostSpoken(languages: readonly string[]): string | null {
  const counts = [...Map.groupBy(languages, (name) => name)].map(([name, all]) => ({ name, n: all.length }))
  return counts.sort((a, b) => b.n - a.n || (a.name < b.name ? -1 : 1))[0]?.name ?? null
}

function verdictOf(questions: readonly AftercareRow[]): AnyCase['verdict'] {
  const asked = questions.filter(({ asked_at }) => asked_at !== null)
  const newest = asked
    .filter(({ answer }) => answer !== null)
    .sort((a, b) => (b.answered_at ?? 0) - (a.answered_at ?? 0))[0]
  return newest?.answer ?? (asked.length > 0 ? 'none' : null)
}
