import type { Vocabulary } from './vocabulary.ts'

const COUNTED = [
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]

export const ENGLISH: Vocabulary = {
  language: 'en',
  days: [
    ['(?:the )?day after tomorrow', 2],
    ['(?:later |some ?time |early |sometime )?(?:tomorrow|tmrw|tmw)', 1],
    ['(?:later |some ?time |very )?today', 0],
  ],
  dayParts: [
    ['this morning', 0, 'morning'],
    ['(?:later )?this afternoon', 0, 'afternoon'],
    ['(?:later )?this evening', 0, 'evening'],
    ['tonight', 0, 'evening'],
    ['overnight', 1, 'morning'],
  ],
  weekdays: [
    'sundays?',
    'mondays?|mon',
    'tuesdays?|tues?',
    'wednesdays?|weds?',
    'thursdays?|thurs?|thu',
    'fridays?|fri',
    'saturdays?',
  ],
  next: 'next',
  parts: [
    ['first thing(?: in the morning)?', 'first'],
    ['(?:in the |early )?morning', 'morning'],
    ['noon|midday|lunch ?time|lunch', 'noon'],
    ['(?:in the |early |late )?afternoon', 'afternoon'],
    [
      '(?:the )?(?:end|close) of (?:the )?(?:(?:working|business|office) )?(?:day|business|play)|eod|cob|closing time',
      'close',
    ],
    ['(?:in the )?(?:evening|night)', 'evening'],
    ['midnight', 'midnight'],
  ],
  periods: [
    ['after the weekend', 'after_weekend'],
    ['(?:at |over |by the end of |during )(?:the |this )weekend|this weekend', 'weekend'],
    ['(?:early|(?:the )?(?:start|beginning|first half) of)(?: the)? (?:next|coming) week', 'early_next_week'],
    ['(?:mid|(?:the )?middle of)(?: |-)?(?:the )?(?:next|coming) week', 'mid_next_week'],
    ['(?:(?:the )?end of |late(?:r)? |some ?time )?(?:next|the coming) week|week after', 'next_week'],
    ['(?:(?:the )?end of |later )?(?:the|this) week(?! ?end)|(?:by|before) the weekend', 'this_week'],
    ['(?:early|(?:the )?(?:start|beginning) of) next month', 'early_next_month'],
    ['(?:(?:the )?end of |later )?next month', 'next_month'],
    ['(?:(?:the )?end of |later )?(?:the|this) month|month end', 'this_month'],
    ['(?:(?:the )?end of |later )?(?:the|this) year', 'this_year'],
  ],
  units: [
    ['min(?:ute)?s?', 'minute'],
    ['h(?:ou)?rs?|h', 'hour'],
    ['(?:working|business|office|week)[ -]?days?', 'working_day'],
    ['days?', 'day'],
    ['weeks?', 'week'],
    ['months?', 'month'],
  ],
  numbers: [
    ['half an|half a', 0.5],
    ['a quarter of an', 0.25],
    ['an|a|the next|the', 1],
    ['a couple of|a couple|couple of', 2],
    ['a few|few', 3],
    ...COUNTED.map((word, index) => [word, index + 1] as const),
    ['fifteen', 15],
    ['twenty', 20],
    ['thirty', 30],
  ],
  within:
    '(?:(?:with)?in|inside|under|no later than|no more than|give (?:me|us))(?: (?:about|around|roughly|the next|the space of|maybe|at most|max(?:imum)?|only|just|another))*',
  between: 'or|to|and|until|till',
  moment:
    'in (?:a|one) (?:moment|minute|second|sec|bit|jiffy|tick|mo)|(?:right|straight) ?away|right now|immediately|at once|shortly after this',
  clocks: [
    '(?<minute>half) (?<hour>HOUR)',
    '(?<minute>half|15|10|5|20|25|quarter|ten|five|twenty) past (?<hour>HOUR)',
    '(?<to>15|10|5|20|25|quarter|ten|five|twenty) to (?<hour>HOUR)',
    "(?<hour>HOUR) ?o'clock",
    '(?:by|before|until|till|at|around|about|latest) (?<hour>\\d{1,2})(?= ?(?:$|[,;.!?)]|today|tomorrow|on|this|at the latest|or so|latest|and|in the|sharp))',
    'between \\d{1,2}(?:[:.]\\d\\d)? ?(?:[ap]m)? and (?<hour>\\d{1,2})(?![\\d:]|\\.\\d| ?[ap]m)',
  ],
  hours: COUNTED.map((word, index) => [word, index + 1] as const),
  months:
    'jan(?:uary)?|feb(?:ruary)?|march|april|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?',
  toldOf:
    "(?:\\b(?:you|that|which|who|(?<!(?:have|get) )it|we|i|they|he|she|was|were|been|has|have|had)(?:'ve|'d| have| had| has)? (?:\\w+ly )?(?:ordered|bought|placed|sent|shipped|delivered|wrote|written|received|paid|arrived|came|made|reported|returned|collected|asked|told|called|rang|got|posted|opened|spoke|talked|mentioned|said|issued|refunded|charged|processed|dispatched|repaired|fitted|replaced|booked|cancelled|requested|registered|signed|dropped|handed)(?: \\w+){0,2} (?:on|in|at|by|last)? ?|(?:since|from|for|dated|last|every|each|(?<!(?:end|close|course|middle|start|beginning|part|half) )of) (?:the )?)$",
}
