import type { Promising } from './commitment.ts'
import { ENGLISH as vocabulary } from './english-times.ts'

const COLLEAGUE =
  'team|colleagues?|workshop|support|staff|people|manager|boss|warehouse|office|mechanic|technician|engineer|driver|courier|carrier|accounts?|finance|returns|repairs?'
const WHO = `(?:(?:I|we|they|he|she|someone|somebody|one of (?:us|my colleagues|our \\w+)|a (?:colleague|person|manager|member of (?:our|the) team)|(?:my|our|the) (?:${COLLEAGUE})(?: \\w+)?))`
const WILL = "(?:'ll| will| shall|(?:'m|'re|'s| am| are| is) going to)"
const MANNER =
  '(?: (?:also|then|now|certainly|definitely|gladly|personally|just|still|probably|hopefully|surely|quickly|both|all|first|again|of course|immediately|instead|try (?:and|to)|do (?:my|our) best to|do everything (?:I|we) can to|be sure to|be (?:able|happy|glad) to))*'
const DEED =
  'ask|check|double-check|find out|look|get back|come back|be (?:right |straight )?back (?:to you|in touch|with you)|be in touch|let you know|keep you (?:posted|updated|informed|in the loop)|tell you|write|e-?mail|mail|ring|call|phone|contact|message|text|send|post|ship|refund|reimburse|credit|pay|replace|order|arrange|organi[sz]e|book|chase|speak|talk|pass|forward|escalate|investigate|follow up|follow this up|update you|report back|sort|fix|repair|see (?:to|what|whether|if|how)|take care|take (?:it|this|that) up|get (?:it|that|this|them|you|your \\w+|an? \\w+|the \\w+|hold|onto|on to)|give you a|drop you|do (?:it|that|this|so)|make sure|confirm|prepare|reserve|put|answer|reply|return|issue|process|cancel|change|deliver|bring|collect|pick (?:it|this|that) up|have (?:it|this|that|them|an?|the|your|our|\\w+ing|news|someone)|try again|raise'
/** After "I'll": what is said of oneself, or at once, and owed to nobody. */
const NO_DEED =
  'not|never|always|need|have to|see you|assume|take it that|leave|add that|say|admit|understand|miss|stay|stop|explain|walk you|quote|start|begin|apologi[sz]e|wait|look forward|think|know|remember|keep (?:that|this|it) in mind|bear|be (?:here|there|around|honest|sure|pleased|away|off|out|closed|open|on (?:holiday|leave)|in the (?:office|shop|workshop)|the one|missing|gone|back(?! to| in touch| with))|be (?:able|happy|glad|delighted) to help|help you if|let you go|give you that|call it|close|open|tell you what|put it this way|ask you|miss you|find (?:it|them)|have (?:time|a look at it later if)'
const THING =
  "(?:it|this|that|these|they|everything|(?:the|your|our|a|an|both|all|another) (?!people|customers?|shop|office|store)[\\w' -]{2,40}?)"
const DELIVERED =
  'be (?:with you|on (?:its|the|their) way|sent|shipped|posted|dispatched|delivered|refunded|repaid|paid|credited|replaced|repaired|fixed|ready|done|finished|sorted|resolved|collected|picked up|in (?:your|the post)|here|there|yours|issued|processed|made|cancelled|corrected|back (?:in|on|with)|handed)|go out|go in the post|arrive|reach|leave (?:us|here|our|the)|ship|come to you|land|show|get to you'
const PAST = '\\b(?:said|says|say|told|tells|wrote|promised|claims?|claimed|heard|mentioned|read)\\b'

const commitment = (words: string, sure: number, needsTime: boolean) => ({
  pattern: new RegExp(words, 'giu'),
  sure,
  needsTime,
})

/** Case counts in a name: "Sam will ring you". */
const NAMED = new RegExp(
  `(?<![\\p{L}])(?!(?:If|It|This|That|There|What|When|Who|You|Your|They|Everything|Nothing|Nobody)\\b)[A-Z][a-z]+(?:'ll| will)${MANNER} (?:${DEED})\\b`,
  'gu',
)

export const ENGLISH: Promising = {
  vocabulary,
  commitments: [
    commitment(
      '\\b(?:I|we)(?: do| can)? promise\\b|\\b(?:you have )?my word\\b|\\b(?:I|we)(?: can)? guarantee (?:you|that|it|this)\\b',
      0.95,
      false,
    ),
    commitment(`\\b${WHO}${WILL}${MANNER} (?!(?:${NO_DEED})\\b)(?:${DEED})\\b`, 0.9, false),
    commitment(`\\b${WHO}${WILL}${MANNER} (?!(?:${NO_DEED})\\b)\\w+`, 0.75, true),
    commitment(
      "\\byou(?:'ll| will| shall|'re going to| are going to)(?: also| then| definitely| certainly| all)* (?:hear|be (?:contacted|called|rung|told|informed|notified|updated))\\b(?! (?:a|the|some) )",
      0.8,
      false,
    ),
    commitment(
      "\\byou(?:'ll| will| shall|'re going to| are going to)(?: also| then| definitely| certainly| both| all)* (?:have(?! (?:to|until|till|time|\\d|an? (?:chance|choice|year|month|week)|the (?:chance|choice|option|right)|noticed|seen|received|read|been|had|a))|get(?! (?:the (?:chance|option)|to|used))|receive|be (?:refunded|credited|paid|reimbursed|sent))\\b",
      0.85,
      true,
    ),
    commitment(
      '\\b(?:you can )?expect (?:it|an?|the|my|our|your|to (?:hear|have|receive)|us|me|news)\\b',
      0.75,
      true,
    ),
    commitment(`\\b${THING}(?:'ll| will)${MANNER} (?:${DELIVERED})\\b`, 0.65, true),
    commitment(
      "\\b(?:it|this|that|everything|(?:the|your|our|an?|another) [\\w' -]{2,30}?)(?:'s| is|'re| are)? (?:going out|leaving (?:us|here)|being (?:sent|shipped|posted|refunded|collected|repaired|replaced|delivered)|goes out|leaves us|ships)\\b",
      0.65,
      true,
    ),
    commitment(
      "\\b(?:I'm|I am|we're|we are)(?: now| also| just)? (?!having|being|waiting|hoping|looking forward|aiming|thinking|expecting|closing|opening|missing|struggling|leaving|going to be|working|talking|wondering|asking you|starting|staying|open|dealing|running|seeing)\\w+ing\\b",
      0.7,
      true,
    ),
    commitment(
      "\\blet me (?:check|ask|find out|look|see|speak|talk|chase|get|arrange|book|sort)\\b(?=.*\\band (?:I'll |I will )?(?:come back|get back|be back|let you know|write|ring|call|tell you|update))",
      0.75,
      false,
    ),
    commitment('\\blet me (?:check|ask|find out|look|speak|talk|chase|get|arrange|book|sort)\\b', 0.6, true),
    commitment(
      `(?:^|[.!,–—-] *)will (?:${DEED})\\b|(?:^|[.!,:–—-] *)(?:back (?:to|with) you|back in touch|(?:I'm )?back in (?=\\d|an?\\b|half)|more (?:news|from me|on this)|getting back to you)`,
      0.75,
      true,
    ),
    commitment(
      `(?:^|[.!,–—-] *)will (?:get back|come back|let you know|check|ask|find out|look into)\\b`,
      0.65,
      false,
    ),
    commitment(`\\b(?:I|we)(?:'m|'re|'ve| am| are| have)?\\b[^.;?]*\\band will (?:${DEED})\\b`, 0.8, false),
    { pattern: NAMED, sure: 0.8, needsTime: false },
  ],
  never:
    /\b(?:can't|cannot|can not|couldn't|won't|don't want to|wouldn't|unable to|not able to|hard to|difficult to|nobody can|without being able to)\b[^.;]{0,25}\b(?:promise|guarantee|say|commit|tell)\b|\b(?:usually|normally|typically|generally|in general|as a rule|always|every (?:day|week|month|year)(?!.*\buntil\b)|as you (?:said|wrote|told)|aim to|hope to)\b/iu,
  reported: new RegExp(
    `(?:${PAST}|\\b(?:hope|hopes|hoped|hoping|wish|supposed to|would|should|whether|in case|until|till|(?:know|see|tell|sure|ask|check) (?:if|when)|don't know|wonder\\w*|assum\\w*|not sure|expects? that|pretend|imagine|means? that)\\b)[^,;:]*$`,
    'iu',
  ),
  hedged:
    /\b(?:try|trying|do (?:my|our) best|do everything|probably|hopefully|think|with (?:any|a bit of) luck|likely|perhaps|maybe|be able|possibly|all being well)\b/iu,
  condition:
    /\b(?:if|unless|provided(?: that)?|providing|as long as|once|as soon as(?! (?:possible|I (?:can|get|am|have a)|we (?:can|are)|I'm|we're))|when (?!I\b|we\b|I'm|we're)|after you|should you|until you)\b/iu,
  request:
    /^\W*(?:please |just |do |so |hello[\w ,]*[,!] ?|then )*(?:send|tell|give (?!me (?:an? |until|\d|half)|us (?:an? |until|\d|half))|show|drop|post|bring|reply|write|share|attach|let (?:me|us) know|confirm|e-?mail|mail|ring|call|upload|pop|try|answer)\b.*?(?:,|;|–|-| and| then) *(?:and |then |so )*(?:I|we|you|it)(?:'ll| will)\b/iu,
  question:
    /^\W*(?:(?:hello|hi|hey|thanks|ok|okay|so|and|or|but|also|please)\b[\w ]{0,20}[,!]? ?)?(?:could|can|would|will|shall|should|do|does|did|are|is|was|were|have|has|had|may|might|what|when|where|who|which|why|how|any)\b/iu,
}
