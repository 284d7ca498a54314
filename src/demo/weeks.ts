import { epochOf, plusDays, wallOf, weekdayOf } from '../calendar.ts'
import { type Cast, createCast } from './cast.ts'
import { type Chance, createChance } from './chance.ts'
import { linesOf, openingOf } from './opening.ts'
import type { Someone, Story } from './story.ts'
import { peopleFor } from './with-people.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Nothing is told that is so young: whoever wrote it would still wait for an answer. */
const SETTLED = 3 * MINUTE
/** Today has at least so many, however early it is. */
const TODAY_AT_LEAST = 14
/** From Sunday on, as the clock counts days. */
const BY_WEEKDAY = [0.5, 1.3, 1.2, 1.1, 1.1, 1, 0.65]
const BY_HOUR = [1, 0, 0, 0, 0, 1, 2, 5, 9, 13, 15, 14, 12, 11, 12, 12, 11, 10, 9, 9, 8, 6, 4, 2]

export type Weeks = {
  seed: number
  /** Epoch milliseconds: nothing is later. */
  now: number
  days: number
  perDay: number
  /** How many customers there are of old. */
  standing: number
  /** How much is said in a conversation: 1, or more. */
  talk: number
}

/** The weeks, and by whose clock their days and hours are (IANA name). */
type Told = Weeks & { zone: string }

type Scene = Told & { chance: Chance; cast: Cast }

/** What begins on a day, in order, and when the day ends. */
export type DayOfStories = { stories: Story[]; until: number }

/** The stories of the sample's weeks, day by day. */
export function* tellWeeks(weeks: Told): Generator<DayOfStories> {
  const chance = createChance(weeks.seed)
  const cast = createCast(chance, weeks.standing, weeks.now - weeks.days * DAY)
  const scene = { ...weeks, chance, cast }
  for (let ago = weeks.days - 1; ago >= 0; ago--) {
    const stories = beginningsOf(scene, ago).map((at) => storyAt(scene, at, ago))
    const until = epochOf(plusDays(wallOf(weeks.now, weeks.zone), 1 - ago), 0, weeks.zone)
    yield { stories: stories.sort((a, b) => a.at - b.at), until }
  }
}

/** When the conversations of a day begin. */
function beginningsOf({ now, zone, perDay, chance }: Scene, ago: number): number[] {
  const day = plusDays(wallOf(now, zone), -ago)
  const usual = perDay * (BY_WEEKDAY[weekdayOf(day)] ?? 1) * (0.85 + chance.next() * 0.3)
  const hours = BY_HOUR.map((weight, hour) => [hour, weight] as const)
  const all = Array.from({ length: Math.round(usual) }, () => {
    const minutes = chance.weigh(hours) * 60 + chance.whole(0, 59)
    return epochOf(day, minutes, zone) + chance.whole(0, 59) * 1000 + chance.whole(0, 999)
  })
  const told = all.filter((at) => at <= now - SETTLED)
  if (ago > 0) return told
  const from = Math.max(epochOf(day, 0, zone), now - 5 * HOUR)
  while (told.length < TODAY_AT_LEAST)
    told.push(Math.round(from + chance.next() * Math.max(0, now - SETTLED - from)))
  return told
}

function storyAt(scene: Scene, at: number, ago: number): Story {
  const customer = customerFor(scene, at)
  const { chance, talk } = scene
  const opening = openingOf(chance, ago)
  const people = peopleFor(chance, { staff: opening.staff, customer, at, ago, talk })
  return { customer, at, lines: linesOf(chance, opening, talk), people }
}

function customerFor({ chance, cast }: Scene, at: number): Someone {
  if (chance.is(0.08)) return chance.pick(cast.large)
  if (chance.is(0.62)) return chance.pick(cast.standing)
  const newcomer = cast.newcomer(at)
  // Some come again.
  if (chance.is(0.3)) cast.standing.push(newcomer)
  return newcomer
}
