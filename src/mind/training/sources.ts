import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Example, Labels } from './example.ts'

type Row = Record<string, string>
type Teach = (row: Row, text: string) => Labels

/** The public sets, each with how its own labels are read as ours. The sets' SOURCE.md say what the columns are. */
const SETS: { source: string; files: string[]; teach: (folder: string) => Teach }[] = [
  { source: 'goemotions', files: ['train.tsv', 'dev.tsv'], teach: () => teachGoemotions },
  { source: 'vader-tweets', files: ['../vader/tweets.tsv'], teach: () => teachTweets },
  { source: 'vader-words', files: ['../vader/vader_lexicon.txt'], teach: () => teachWords },
  { source: 'vader-films', files: ['../vader/movie_snippets.tsv'], teach: () => teachFilms },
  { source: 'senti4sd', files: ['train.tsv'], teach: () => teachPosts },
  { source: 'politeness', files: ['wikipedia.tsv', 'stackexchange.tsv'], teach: () => teachPoliteness },
  { source: 'bitext', files: ['train.tsv', 'dev.tsv', 'test.tsv'], teach: () => teachBitext },
  { source: 'banking77', files: ['train.tsv'], teach: teachBanking },
  { source: 'nluplusplus', files: ['banking.tsv'], teach: () => teachIntents },
  { source: 'clinc150', files: ['train.tsv', 'val.tsv'], teach: () => teachClinc },
  { source: 'multidogo', files: ['train.tsv'], teach: () => teachDialogues },
  { source: 'rasa', files: ['utterances.tsv'], teach: () => teachRasa },
]
export const SOURCES = SETS.map(({ source }) => source)

/** The sets' folders that are not there below a folder. */
export function missingFolders(folder: string): string[] {
  const names = new Set(SOURCES.map((source) => source.replace(/-.*/, '')))
  return [...names].filter((name) => !existsSync(join(folder, name)))
}

/** Reads all public sets below a folder. Throws what readFileSync throws where a file is missing. */
export function readSources(folder: string): Example[] {
  return SETS.flatMap(({ source, files, teach }) => {
    const own = join(folder, source)
    const labels = teach(own)
    return files.flatMap((file) =>
      readRows(join(own, file)).map((row) => ({
        source,
        text: row.text ?? '',
        ...labels(row, row.text ?? ''),
      })),
    )
  })
}

function readRows(path: string): Row[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').split('\n')
  const bare = path.endsWith('.txt')
  const names = bare ? ['text', 'mean'] : head.split('\t')
  return (bare ? [head, ...lines] : lines)
    .filter((line) => line !== '')
    .map((line) => {
      const cells = line.split('\t')
      return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']))
    })
}

const has = (list: string | undefined, ...names: string[]): boolean =>
  (list ?? '').split(',').some((name) => names.includes(name.trim()))

function side(label: string | undefined): Labels {
  if (label === 'negative') return { sentiment: 0 }
  if (label === 'neutral') return { sentiment: 1 }
  return label === 'positive' ? { sentiment: 2 } : {}
}

/** The heavy moods that come of life, not of a company. */
const LIFE = [
  'sadness',
  'fear',
  'remorse',
  'grief',
  'nervousness',
  'embarrassment',
  'anger',
  'disgust',
  'disapproval',
]

const calm = (label: string | undefined): Labels =>
  label === 'positive' || label === 'neutral' ? { complaint: 0 } : {}

const asksByMark = (text: string): Labels => (text.includes('?') ? { question: 1 } : { question: 0 })

function teachGoemotions({ emotions, sentiment }: Row, text: string): Labels {
  const asks = text.includes('?')
  const curious = has(emotions, 'curiosity', 'confusion', 'desire')
  const question: Labels = asks && curious ? { question: 1 } : !asks && !curious ? { question: 0 } : {}
  const lives =
    sentiment === 'negative' && has(emotions, ...LIFE) && !has(emotions, 'annoyance', 'disappointment')
  const complaint: Labels = lives ? { complaint: 0 } : calm(sentiment)
  return { ...side(sentiment), ...complaint, ...question, person: 0 }
}

function teachTweets({ label }: Row, text: string): Labels {
  return { ...side(label), ...calm(label), ...asksByMark(text), person: 0 }
}

/** The word list is a set of messages of one word each. */
function teachWords({ mean = '' }: Row): Labels {
  const valence = Number(mean)
  if (Math.abs(valence) < 0.8) return {}
  return { sentiment: valence < 0 ? 0 : 2 }
}

function teachFilms({ label, mean_rating }: Row): Labels {
  const rating = Number(mean_rating)
  const complaint: Labels = rating < -1.5 ? { complaint: 1 } : rating > 1 ? { complaint: 0 } : {}
  return { ...side(label), ...complaint, person: 0 }
}

function teachPosts({ label }: Row): Labels {
  return { ...side(label), ...calm(label), person: 0 }
}

function teachPoliteness(_: Row, text: string): Labels {
  return { person: 0, ...(text.includes('?') ? { question: 1 } : {}) }
}

/** Whoever asks how to complain does not complain yet. */
const HOW = /\b(?:how|where|what|can|could|possible|know|do i|is there)\b/i

function teachBitext({ intent = '' }: Row, text: string): Labels {
  const unclear = ['payment_issue', 'registration_problems'].includes(intent)
  const reach = intent === 'contact_customer_service'
  return {
    question: 1,
    ...(unclear || (intent === 'complaint' && HOW.test(text))
      ? {}
      : { complaint: intent === 'complaint' ? 1 : 0 }),
    ...(reach ? {} : { person: intent === 'contact_human_agent' ? 1 : 0 }),
    ...(unclear || intent === 'complaint' ? {} : { sentiment: 1 }),
  }
}

const UNSURE_BANKING = [
  'card_arrival',
  'pin_blocked',
  'request_refund',
  'lost_or_stolen_card',
  'card_linking',
]

function teachBanking(folder: string): Teach {
  const { trouble } = z
    .object({ trouble: z.array(z.string()) })
    .parse(JSON.parse(readFileSync(join(folder, 'trouble-intents.json'), 'utf8')))
  return ({ intent = '' }, text) => {
    const wrong = trouble.includes(intent)
    return {
      person: 0,
      ...(UNSURE_BANKING.includes(intent) ? {} : { complaint: wrong ? 1 : 0 }),
      ...(text.includes('?') ? { question: 1 } : {}),
      ...(wrong || UNSURE_BANKING.includes(intent) ? {} : { sentiment: 1 }),
    }
  }
}

function teachIntents({ intents }: Row, text: string): Labels {
  const wrong = has(intents, 'wrong_notworking_notshowing')
  const wish = has(intents, 'handoff')
  const asks = has(intents, 'request_info', 'how', 'why', 'how_much', 'how_long')
  const small = (intents ?? '')
    .split(',')
    .every((name) =>
      ['affirm', 'deny', 'thank', 'greet', 'acknowledge', 'end_call', 'dont_know'].includes(name),
    )
  const question: Labels = asks || text.includes('?') ? { question: 1 } : small ? { question: 0 } : {}
  return {
    person: wish ? 1 : 0,
    ...(wish || has(intents, 'lost_stolen') ? {} : { complaint: wrong ? 1 : 0 }),
    ...question,
  }
}

function teachClinc({ intent = '' }: Row): Labels {
  if (intent === 'oos') return { person: 0 }
  const small = ['yes', 'no', 'maybe', 'greeting', 'thank_you', 'goodbye', 'cancel'].includes(intent)
  const wrong = ['card_declined', 'account_blocked'].includes(intent)
  const unsure = ['damaged_card', 'lost_luggage', 'report_fraud', 'report_lost_card'].includes(intent)
  return {
    person: 0,
    ...(unsure ? {} : { complaint: wrong ? 1 : 0 }),
    ...(unsure || wrong ? {} : { question: small ? 0 : 1 }),
    ...(intent === 'thank_you' ? { sentiment: 2 } : unsure || wrong ? {} : { sentiment: 1 }),
  }
}

const SMALL_TALK = [
  'contentonly',
  'confirmation',
  'rejection',
  'thankyou',
  'closinggreeting',
  'openinggreeting',
]

function teachDialogues({ intents = '' }: Row): Labels {
  if (has(intents, 'outofdomain') || intents === '') return {}
  const small = intents.split(',').every((name) => SMALL_TALK.includes(name.trim()))
  const wrong = has(intents, 'reportbrokensoftware', 'disputecharge')
  const unsure = has(intents, 'reportbrokenphone', 'reportlostcard')
  const sentiment: Labels = has(intents, 'thankyou')
    ? { sentiment: 2 }
    : wrong || unsure
      ? {}
      : { sentiment: 1 }
  return {
    person: 0,
    question: small ? 0 : 1,
    ...(unsure ? {} : { complaint: wrong ? 1 : 0 }),
    ...sentiment,
  }
}

const MOODS: Record<string, 0 | 1 | 2> = {
  mood_unhappy: 0,
  mood_angry: 0,
  mood_nervous: 0,
  mood_scared: 0,
  mood_lonely: 0,
  mood_happy: 2,
  mood_excited: 2,
  thank: 2,
  thankyou: 2,
}

function teachRasa({ intent = '' }: Row): Labels {
  const plain = intent.replace(/_smalltalk$/, '')
  const small = /^(?:greet|goodbyes?|affirm|deny|thank|thankyou|mood_\w+|inform)$/.test(plain)
  const trouble = [
    'problem_email',
    'internet_is_slow_fixing_internet',
    'no_wifi_fixing_internet',
    'no_internet_fixing_internet',
  ].includes(plain)
  const unsure = ['open_incident', 'out_of_scope', 'lost_card', 'help', 'incident_status'].includes(plain)
  const mood = MOODS[plain]
  return {
    person: plain === 'human_handoff' ? 1 : 0,
    ...(unsure || plain.startsWith('mood') ? {} : { complaint: trouble ? 1 : 0 }),
    ...(unsure || trouble ? {} : { question: small ? 0 : 1 }),
    ...(mood === undefined ? {} : { sentiment: mood }),
  }
}
