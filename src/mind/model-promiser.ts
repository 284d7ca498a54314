import { z } from 'zod'
import { epochOf } from '../calendar.ts'
import type { Model } from '../model/model.ts'
import { labelled, labelledAll } from './labelled.ts'
import type { Found, Promised, Promiser } from './promiser.ts'

/** Milliseconds: nobody waits for it. */
const WITHIN = 20_000
const LONGEST = 900
const READ_AT_MOST = 6_000
const AT_ONCE = 10
/** Nobody promises for later than this. Milliseconds. */
const FARTHEST = 400 * 24 * 60 * 60 * 1000

const Seen = z.object({
  promises: z.array(
    z.object({
      sentence: z.string(),
      by: z.string().nullable(),
      conditional: z.boolean(),
      sure: z.number(),
    }),
  ),
})
type SeenOne = z.infer<typeof Seen>['promises'][number]

/**
 * Finds promises with a model; null where it does not answer. What it names must stand word for word in the message, at a
 * time ahead of it. `usualDue` says when a promise without a time is to be kept.
 */
export function createModelPromiser(
  model: Model,
  instructions: string,
  usualDue: (at: number) => number,
): Promiser {
  return {
    async find(promised) {
      const replied = await model.ask({
        purpose: 'promise',
        size: 'small',
        about: promised.about,
        instructions,
        input: inputOf(promised),
        schema: Seen,
        schemaName: 'promises',
        longest: LONGEST,
        within: WITHIN,
      })
      if (!replied.ok) return null
      return replied.value.promises.slice(0, AT_ONCE).flatMap((one) => foundIn(one, promised, usualDue))
    },
  }
}

/** The first promiser that can look finds them. */
export function firstPromiser(promisers: readonly Promiser[]): Promiser {
  return {
    async find(promised) {
      for (const promiser of promisers) {
        const found = await promiser.find(promised)
        if (found) return found
      }
      return null
    },
  }
}

function inputOf({ text, at, zone }: Promised): string {
  const now = new Date(at).toLocaleString('en-GB', { timeZone: zone, dateStyle: 'full', timeStyle: 'short' })
  const facts = [labelled('fact', `It was written on ${now}, by the clock of ${zone}.`)]
  return [labelledAll('facts', facts), labelled('message', text.slice(0, READ_AT_MOST))].join('\n\n')
}

const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/

function foundIn(seen: SeenOne, { text, at, zone }: Promised, usualDue: (at: number) => number): Found[] {
  const what = seen.sentence.trim()
  if (what === '' || !text.includes(what)) return []
  const due = seen.by === null ? usualDue(at) : momentOf(seen.by, zone)
  if (due === null || due <= at || due > at + FARTHEST) return []
  const sure = Math.min(1, Math.max(0, seen.sure))
  return [{ what, due, stated: seen.by !== null, conditional: seen.conditional, sure }]
}

/** Null for what is no time, such as the 31st of June. */
function momentOf(local: string, zone: string): number | null {
  const parts = LOCAL.exec(local)?.slice(1).map(Number)
  if (!parts) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || hour > 24 || minute > 59) return null
  return epochOf({ year, month, day }, hour * 60 + minute, zone)
}
