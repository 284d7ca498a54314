import type { Parts } from '../../src/parts.ts'
import { hoursOf } from '../../src/people/hours.ts'
import { createLocalPromiser } from '../../src/people/promising.ts'
import type { Prompts } from '../../src/prompts.ts'

/** Who finds promises without a model, by the hours of the charter's office. */
export function localPromises({ charter }: Prompts): Pick<Parts, 'promiser' | 'hours'> {
  const hours = hoursOf(charter.office)
  return { promiser: createLocalPromiser(hours), hours }
}
