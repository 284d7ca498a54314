import { z } from 'zod'
import { cleanText } from '../clean.ts'
import type { Correction } from '../ledger/readings.ts'
import { MOODS, type Mood, moodOf } from '../ledger/reports.ts'
import type { ReadingRow } from '../ledger/tables.ts'
import { Feeling } from '../mind/reading.ts'
import { MOOD_WORDS } from './words.ts'

const LONGEST_TOPIC = 60

/** What the form of a correction sends; '' is none. */
export const CorrectionForm = z.object({
  mood: z.enum(MOODS, '“How it sounded” is not one of the choices.'),
  feeling: z
    .union([Feeling, z.literal('')], '“Feeling” is not one of the choices.')
    .transform((feeling) => feeling || null),
  topic: z
    .string()
    .transform((topic) => cleanText(topic).replace(/\s+/g, ' ').toLowerCase() || null)
    .refine(
      (topic) => (topic?.length ?? 0) <= LONGEST_TOPIC,
      `“What it is about” has to be at most ${LONGEST_TOPIC} letters long.`,
    ),
  complaint: z
    .enum(['yes', 'no'], '“A complaint” is not one of the choices.')
    .transform((yes) => yes === 'yes'),
  person: z
    .enum(['yes', 'no'], '“Asks for a person” is not one of the choices.')
    .transform((yes) => yes === 'yes'),
})
export type CorrectionForm = z.infer<typeof CorrectionForm>

/** What a corrected mood counts as, where the number before it was of another mood. */
const SENTIMENT: Record<Mood, number | null> = { negative: -0.6, neutral: 0, positive: 0.6, unknown: null }

/** What is to stand in place of a reading; null where it says the same already. */
export function correctionOf(reading: ReadingRow, form: CorrectionForm): Correction | null {
  const before = moodOf(reading.sentiment)
  const [wasComplaint, wantedPerson] = [reading.complaint === 1, reading.wants_person === 1]
  // A model may write it otherwise: to find it as it stands is no correction.
  const topic = reading.topic?.toLowerCase() ?? null
  const changes = [
    form.mood === before ? '' : instead(MOOD_WORDS[form.mood], MOOD_WORDS[before]),
    form.feeling === reading.feeling ? '' : instead(form.feeling ?? 'no feeling named', reading.feeling),
    form.complaint === wasComplaint ? '' : form.complaint ? 'a complaint' : 'not a complaint',
    form.person === wantedPerson ? '' : form.person ? 'asks for a person' : 'does not ask for a person',
    form.topic === topic ? '' : `about ${instead(form.topic ?? 'nothing we name', reading.topic)}`,
  ].filter((change) => change !== '')
  if (changes.length === 0) return null
  return {
    sentiment: form.mood === before ? reading.sentiment : SENTIMENT[form.mood],
    feeling: form.feeling,
    topic: form.topic,
    isComplaint: form.complaint,
    wantsPerson: form.person,
    reason: `the owner says: ${changes.join('; ')}`,
  }
}

function instead(now: string, before: string | null): string {
  return before === null ? now : `${now}, not ${before}`
}
