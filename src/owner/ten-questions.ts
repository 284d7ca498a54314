import { type Answer, type Facts, figure, type Link, NAMED, NOTHING, were } from './answer.ts'
import { counted, grouped, listed } from './numbers.ts'
import { datesOf } from './period.ts'
import { listLink } from './query.ts'
import { competition, courted, longStanding, there } from './waiting-questions.ts'

/** The questions that an owner should ask, each answered from the ledger, or said to be one that it cannot answer. */
export function answers(facts: Facts): Answer[] {
  return [
    policy(facts),
    longStanding(facts),
    competition(facts),
    staffKnow(facts),
    rules(facts),
    understanding(facts),
    reasons(facts),
    there(facts),
    courted(facts),
    afraid(facts),
    rewarded(facts),
  ]
}

function policy(facts: Facts): Answer {
  const { complaints, conversations } = facts
  const [first] = complaints.topics.filter(({ topic }) => topic !== null)
  const named = complaints.topics.filter(({ topic }) => topic !== null).slice(0, NAMED)
  const says =
    conversations === 0
      ? NOTHING
      : complaints.count === 0
        ? 'No customer has complained, so none has run into a policy and said so.'
        : named.length === 0
          ? `Customers complained in ${counted(complaints.count, 'conversation')}, of no one matter.`
          : `Customers complained in ${counted(complaints.count, 'conversation')}, most often about ${listed(named.map(({ topic, count }) => `${topic} (${count})`))}.`
  return {
    question: 'Do we make policy for our customers, or for ourselves?',
    says: [says],
    figures: named.map(({ topic, count }) => ({
      name: `Complaints about ${topic}`,
      value: grouped(count),
      href: listLink({ ...daysOf(facts), complaint: 'yes', topic: topic ?? '' }),
    })),
    links: complaints.count > 0 ? [complaintsOf(facts)] : [],
    tell: `Whom a policy serves stands in no ledger. ${first ? `Take the rule behind “${first.topic}”: if it serves us, change it, and see whether this number falls.` : 'When complaints come, ask of the policy behind each whom it serves.'}`,
  }
}

function staffKnow({ promises, aftercare }: Facts): Answer {
  const due = promises.kept + promises.keptLate + promises.broken
  const answered = aftercare.right + aftercare.notYet
  return {
    question: 'Do our people know that the customer’s satisfaction comes first?',
    says: [
      'The ledger cannot know: it sees what is done, not what is in anybody’s mind.',
      due > 0
        ? `Of ${counted(due, 'promise')} that came due, ${grouped(promises.kept)} ${were(promises.kept)} kept in time.`
        : '',
      answered > 0
        ? `Of ${counted(answered, 'customer')} who told us, ${grouped(aftercare.right)} said that the matter is right now.`
        : '',
    ].filter((sentence) => sentence !== ''),
    figures: [
      ...figure('Promises kept in time', promises.kept, due),
      ...figure('Kept late', promises.keptLate, due),
      ...figure('Not kept', promises.broken, due),
    ],
    links: due > 0 ? [{ words: 'The promises', href: '/owner/promises?weeks=12' }] : [],
    tell: 'Ask five of them what comes first when a customer and a rule are at odds, and do not say why you ask.',
  }
}

function rules(facts: Facts): Answer {
  const { aftercare, reopened, conversations } = facts
  const came = aftercare.notYet + reopened
  const says =
    conversations === 0
      ? NOTHING
      : came === 0
        ? 'No matter that we called solved came back. Silence is no proof: only whoever says so is counted.'
        : `${counted(aftercare.notYet, 'matter')} that we called solved ${aftercare.notYet === 1 ? 'was' : 'were'} not right for the customer, and ${counted(reopened, 'conversation')} came back after help.`
  return {
    question: 'Are our rules in the customers’ interest?',
    says: [says],
    figures: [
      ...figure('Not right yet, when asked', aftercare.notYet, aftercare.asked),
      ...figure('Came back after help', reopened, conversations),
    ],
    links: [
      ...(reopened > 0 ? [{ words: 'Who came back', href: '/owner/help?weeks=12#outcome' }] : []),
      ...(facts.complaints.count > 0 ? [complaintsOf(facts)] : []),
    ],
    tell: 'Read those that came back, and look for the rule in each. A rule that explains three of them is the one to change.',
  }
}

function understanding({ unanswered, visits, conversations }: Facts): Answer {
  const says =
    conversations === 0
      ? NOTHING
      : unanswered === 0
        ? 'Your pages had an answer to whatever was asked.'
        : `${counted(unanswered, 'question')} found no answer in your pages: there our customers’ days are not as we thought.`
  return {
    question: 'How well do we understand our customers’ business?',
    says: [
      says,
      visits.noted > 0
        ? `You wrote ${counted(visits.noted, 'note')} on visits.`
        : 'No visit with a note was written down.',
    ],
    figures: [
      { name: 'Questions without an answer', value: grouped(unanswered) },
      { name: 'Visits with a note', value: grouped(visits.noted) },
    ],
    links: [
      { words: 'What we could not answer', href: '/owner/gaps' },
      { words: 'Whom to visit', href: '/owner/visits' },
    ],
    tell: 'What they do all day is learnt at their place. A visit with one question, “what is hardest for you just now?”, tells more than any figure here.',
  }
}

function reasons(facts: Facts): Answer {
  const { moods, aftercare, visits, corrections } = facts
  const all = moods.negative + moods.neutral + moods.positive + moods.unknown
  const did = [
    [aftercare.asked, 'customer', 'asked whether it is right now'],
    [visits.count, 'visit', 'made'],
    [corrections, 'reading', 'corrected by a person'],
  ] as const
  const done = did.flatMap(([count, noun, what]) => (count > 0 ? [`${counted(count, noun)} ${what}`] : []))
  return {
    question: 'Do we know why they are happy or unhappy, and what did we do to find out?',
    says:
      all === 0
        ? [NOTHING]
        : [
            `Of ${counted(all, 'message')} ${grouped(moods.positive)} sounded happy and ${grouped(moods.negative)} unhappy, each with the words that it rests on; how ${grouped(moods.unknown)} sounded is unknown.`,
            done.length > 0 ? `To find out more: ${listed(done)}.` : 'Nothing more was done to find out.',
          ],
    figures: [
      ...figure('Sounded unhappy', moods.negative, all),
      ...figure('Sounded happy', moods.positive, all),
      ...figure('Unknown', moods.unknown, all),
    ],
    links:
      all === 0
        ? []
        : [
            { words: 'The unhappy words', href: listLink({ ...daysOf(facts), mood: 'negative' }) },
            { words: 'The happy words', href: listLink({ ...daysOf(facts), mood: 'positive' }) },
          ],
    tell: 'Most who are unhappy say nothing. Ask three who have gone quiet.',
  }
}

function afraid({ checkins, visits }: Facts): Answer {
  return {
    question: 'Are we too afraid of losing them to suggest something new?',
    says: [
      'The ledger cannot know what was left unsaid.',
      checkins + visits.count === 0
        ? 'It knows of no word and no visit that a customer had not asked for.'
        : `It knows of ${counted(checkins, 'word')} and ${counted(visits.count, 'visit')} that no customer had asked for.`,
    ],
    figures: [
      { name: 'Words that nobody had asked for', value: grouped(checkins) },
      { name: 'Visits', value: grouped(visits.count) },
    ],
    links: [{ words: 'Whom to visit', href: '/owner/visits' }],
    tell: 'For a month, note after each visit whether something new was suggested. If the notes are empty, it was fear.',
  }
}

function rewarded({ thanks }: Facts): Answer {
  return {
    question: 'Do we reward those who help?',
    says: [
      thanks.staff === 0
        ? 'No customer wrote kind words after one of our people had answered.'
        : `Customers wrote kind words ${thanks.words === 1 ? 'once' : counted(thanks.words, 'time')}, of ${counted(thanks.staff, 'person').replace('persons', 'people')}.`,
      'Whether anybody passed them on, the ledger cannot know.',
    ],
    figures: [{ name: 'Kind words', value: grouped(thanks.words) }],
    links: thanks.staff > 0 ? [{ words: 'Thanks', href: '/owner/thanks' }] : [],
    tell: 'Read them out at the next meeting, by name.',
  }
}

function complaintsOf(facts: Facts): Link {
  return { words: 'The complaints', href: listLink({ ...daysOf(facts), complaint: 'yes' }) }
}

function daysOf({ from, to, zone }: Facts): { from: string; to: string } {
  return datesOf({ from, to }, zone)
}
