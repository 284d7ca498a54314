import { describe, expect, it } from 'vitest'
import type { Claim } from '../../src/ledger/claims.ts'
import type { Office } from '../../src/people/office.ts'
import { DAY, MINUTE, wallTime, weekday } from '../../src/people/zone.ts'
import { london, pune } from './offices.ts'
import { apart, around, arrivals, numbers, queued, replay } from './replay.ts'

const FROM = Date.UTC(2026, 1, 1)
type Random = () => number
type Pattern = { office: Office; longest: number; claims: (random: Random, seed: number) => Claim[] }

const days = (at: number) => (at - FROM) / DAY
const wall = (at: number) => wallTime(london.zone, at)
const byDay = (at: number) => (wall(at).minute >= 540 && wall(at).minute < 1020 ? 1 : 0.15)
const byNight = (at: number) => 1.1 - byDay(at)
const monday = (at: number) =>
  weekday(wall(at).day) === 0 && wall(at).minute > 480 && wall(at).minute < 720 ? 1 : 0.05
/** One day in ten, others in each run. */
const isBad = (at: number, seed: number) => numbers(Math.imul(wall(at).day, 7919) ^ seed)() < 0.1

/**
 * How people wait. `longest` is how many times as long as nine of ten really waited at most the middle stated wait may
 * be: under half an hour the words themselves have no shorter step.
 */
const patterns: Record<string, Pattern> = {
  'at any hour, ten minutes each': {
    office: london,
    longest: 2.5,
    claims: (r) => apart(london, arrivals(r, FROM, 120, 12), () => around(r, 10 * MINUTE, 0.8)),
  },
  'mostly by day, twenty minutes each': {
    office: london,
    longest: 2.5,
    claims: (r) => apart(london, arrivals(r, FROM, 120, 25, byDay), () => around(r, 20 * MINUTE, 1)),
  },
  'mostly by night, a queue in the morning': {
    office: london,
    longest: 2,
    claims: (r) =>
      queued(
        london,
        arrivals(r, FROM, 120, 15, byNight),
        () => 2,
        () => around(r, 12 * MINUTE, 0.6),
      ),
  },
  'all on Monday morning': {
    office: london,
    longest: 2,
    claims: (r) =>
      queued(
        london,
        arrivals(r, FROM, 150, 60, monday),
        () => 2,
        () => around(r, 15 * MINUTE, 0.5),
      ),
  },
  'slowly slower and quick again': {
    office: pune,
    longest: 2,
    claims: (r) =>
      apart(pune, arrivals(r, FROM, 150, 10), (at) =>
        around(r, (5 + 27.5 * (1 - Math.cos((days(at) / 75) * Math.PI))) * MINUTE, 0.7),
      ),
  },
  'slower by two in a hundred every day': {
    office: london,
    longest: 1.5,
    claims: (r) =>
      apart(london, arrivals(r, FROM, 150, 10), (at) =>
        around(r, 5 * MINUTE * Math.exp(days(at) * 0.02), 0.7),
      ),
  },
  'sudden bad days, twelve times as slow': {
    office: london,
    longest: 3,
    claims: (r, seed) =>
      apart(london, arrivals(r, FROM, 200, 12, byDay), (at) =>
        around(r, (isBad(at, seed) ? 150 : 12) * MINUTE, 0.7),
      ),
  },
  'one person in place of four on sudden bad days': {
    office: london,
    longest: 2,
    claims: (r, seed) =>
      queued(
        london,
        arrivals(r, FROM, 200, 25, byDay),
        (at) => (isBad(at, seed) ? 1 : 4),
        () => around(r, 35 * MINUTE, 0.6),
      ),
  },
  'a week in which hardly anybody is there': {
    office: london,
    longest: 1,
    claims: (r) =>
      apart(london, arrivals(r, FROM, 200, 10), (at) =>
        around(r, (days(at) % 60 > 52 ? 480 : 30) * MINUTE, 0.6),
      ),
  },
  'three or four a week': {
    office: london,
    longest: 2.5,
    claims: (r) => apart(london, arrivals(r, FROM, 700, 0.6), () => around(r, 45 * MINUTE, 1.2)),
  },
  'most quick, some very slow': {
    office: pune,
    longest: 2.5,
    claims: (r) => apart(pune, arrivals(r, FROM, 120, 10), () => around(r, 15 * MINUTE, 1.6)),
  },
}

describe('what a customer is told is kept nine times in ten, and is not absurdly long:', () => {
  it.each(Object.entries(patterns))('%s', (_how, { office, longest, claims }) => {
    for (const seed of [11, 23, 47]) {
      const { stated, kept, medianStated, p90Actual } = replay(claims(numbers(seed), seed), office)
      expect(stated).toBeGreaterThan(200)
      expect(kept).toBeGreaterThanOrEqual(0.9)
      expect(medianStated).toBeLessThanOrEqual(longest * p90Actual)
    }
  })
})
