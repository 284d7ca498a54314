import { COMPLAINTS_ELSEWHERE } from './complaint-elsewhere.ts'
import type { PlainText } from './plain-text.ts'
import { blank, type Finding, findAll, oneOf, type Rule } from './rule.ts'

const MANY =
  '(?:\\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|many|few|couple of|so many|all)'
const LONG = `(?:${MANY}\\+? (?:more |whole |full |business |working )?(?:hour|hr|day|week|wk|month|year)s?|ages|forever|(?:so|too|very|this|such a|quite a|a) long(?: time)?|a while|too long)`
const DAY =
  '(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|last|january|february|march|april|may|june|july|august|september|october|november|december|easter|christmas|the \\d)'

const RULES: Rule[] = [
  {
    reason: 'has waited a long time',
    score: 0.85,
    pattern: oneOf(
      `\\b(?:waited|waiting|(?:had to|made me|made to|having to) wait)\\b[^.!?]{0,30} (?:${LONG}|\\d{2,} ?min(?:ute)?s?)\\b(?! to\\b)`,
      `\\b(?:${LONG}|\\d{2,} ?min(?:ute)?s?) (?:on hold|in (?:the|your|a) queue|on the phone)\\b|\\bon hold (?:for|since|again)\\b`,
      '\\b(?:hop(?:ed|ing)|expect(?:ed|ing)|thought|should|would|supposed)\\b[^.!?]{0,60}\\bby now\\b',
      `\\b(?:been|for|it's|its|after|took|taken|past|last|over) (?:the |over |more than |almost |nearly |about |past |last |now |like |already )*${LONG}\\b[^.!?]{0,40}\\b(?:still|no|not|nothing|haven'?t|hasn'?t|waiting|without|nobody|never|yet)\\b`,
      `\\bstill\\b[^.!?]{0,50}\\b(?:after|for|since|later|${MANY} (?:day|week|month)s?)\\b`,
      `\\b${LONG} (?:late|overdue|later|now and|and (?:still|no|nothing|counting|waiting)|without)\\b`,
      `\\b(?:waiting|nothing|heard|no (?:reply|response|answer|news|word))[^.!?]{0,30} since (?:last )?${DAY}`,
      "\\b(?:still|been) (?:not|no|nothing|waiting|havent|haven'?t|hasn'?t|hasnt|isn'?t|isnt|don'?t have|missing|pending)\\b",
      `\\b(?:ordered|bought|paid|returned|sent|wrote|emailed|contacted|cancelled|asked)\\b[^.!?]{0,40} ${LONG} ago\\b[^?]{0,60}\\b(?:still|no|not|nothing|yet|haven'?t|hasn'?t|never)\\b`,
    ),
  },
  {
    reason: 'says that nobody answers',
    score: 0.85,
    pattern: oneOf(
      '\\b(?:no ?one|nobody)\\b[^.!?]{0,15} (?:repl|answer|respond|respon|call|help|came|come|pick|gets? back|got back|show|turn|care|listen|contact|told|tells)\\w*',
      "\\b(?:no (?:reply|response|answer|word|update|news)|(?:haven'?t|havent|have not|never|not) (?:heard|had a (?:reply|response)|got a (?:reply|response)|received (?:a|any) (?:reply|response|answer))|heard nothing|ignor(?:ed|ing) (?:me|my|us)|being ignored|left (?:me )?hanging|taking (?:so|too|way|forever|ages))",
    ),
  },
  {
    reason: 'asks again and again',
    score: 0.8,
    pattern: oneOf(
      '\\b(?:second|third|fourth|fifth|sixth|tenth|2nd|3rd|4th|5th|umpteenth|nth|\\d+th) (?:time|email|e-mail|message|call|attempt|reminder|replacement|ticket)',
      '\\b(?:twice|\\d+ times(?! \\d)|three times|several times|(?<!too )many times|multiple times|again and again|over and over|yet again|keeps? (?:on )?(?:happening|failing|breaking|crashing|getting|saying|telling|charging|sending|asking))\\b(?! a (?:week|day|month|year)| per )',
    ),
  },
  {
    reason: 'a promise was not kept',
    score: 0.8,
    pattern: oneOf(
      "\\b(?:you|they|he|she|was|were|i was|staff|agent)(?: guys| had| have|'ve)? (?:promised|assured|guaranteed|told me (?:it|that|i)|lied)\\b",
      '\\b(?:was|were) (?:supposed|meant|due|scheduled|expected) to (?:arrive|be|come|get|have|receive)\\b',
      "\\b(?:never|did ?n[o']?t|didn'?t|failed to|has ?n[o']?t|hasn'?t|hasnt|haven'?t|not) (?:arrived?|show(?:n|ed)? up|turn(?:ed)? up|come|came|been delivered|get (?:it|delivered)|received|deliver(?:ed)?|refunded|been refunded|credited)\\b",
      '\\b(?:as|like you) (?:promised|advertised|described)\\b|\\bnot (?:at all )?(?:as (?:described|advertised|promised|pictured|expected)|what i (?:ordered|paid|expected|asked))|\\bfalse advertising|\\bmisle(?:d|ading)',
      "\\b(?:marked|says|shows|saying|tracking says)(?: it(?: was| is|'s)?| as)? delivered\\b[^.!?]{0,40}\\b(?:but|not|no|never|nothing|don'?t|isn'?t|haven'?t)",
    ),
  },
  {
    reason: 'says it arrived broken or wrong',
    score: 0.85,
    pattern: oneOf(
      `\\b(?:was|were|is|are|it'?s) (?:all |already |badly |slightly |completely )*(?:broken|chipped|damaged|cracked|smashed|shattered|torn|ripped|dented|mou?ldy|leaking|stained|in pieces)\\b[^.!?]{0,30}\\b(?:when (?:i|we) (?:opened|got|unpacked|took)|on arrival|out of the box|in the (?:box|parcel|package))`,
      `\\b(?:arrived?|came|turned up|was delivered|delivered|showed up|reached me|received|sent me|got (?:an?|the|my|some))\\b[^.!?]{0,35}\\b(?:broken|brok|chipped|damaged|cracked|smashed|shattered|faulty|defective|torn|ripped|leaking|scratched|dented|bent|dead|rotten|mou?ldy|stale|expired|dirty|empty|incomplete|in pieces|soaked|crushed|wrong (?:item|size|colou?r|order|product|one|model|thing|address))\\b`,
      "\\b(?:ordered|bought|paid for|asked for)\\b[^.!?]{0,40}\\b(?:but|and)(?: i| we)?(?:'ve)? (?:have )?(?:got|received|was sent|were sent|came)\\b",
      "\\b(?:sent|gave|shipped|delivered|received|got|ordered)\\b[^.!?]{0,25}\\b(?:the wrong|a wrong|another|someone else'?s|a different|instead)\\b(?! (?:address|option))",
      '\\b(?:missing|left out) (?:from|in) (?:my|the) (?:order|box|parcel|package|delivery)|\\b(?:part|item|piece|screw|charger|half)s? (?:of \\w+ \\w+ )?(?:is|are|was|were) missing\\b|\\bwrong (?:item|size|colou?r|order|product|model) (?:arrived|came|was|delivered|sent)',
      '\\b(?:broke|fell apart|stopped working|died|failed|ripped|snapped|cracked)\\b[^.!?]{0,20} (?:after|within|in|on the)(?: only| just| less than)? (?:first|a|one|two|three|\\d+)',
      '\\bpoor (?:quality|service|condition|packaging|communication)|\\b(?:bad|terrible|awful|low|shoddy|cheap) (?:quality|service|experience|packaging|customer)',
    ),
  },
  {
    reason: 'wants the money back',
    score: 0.8,
    pattern: oneOf(
      "\\b(?:want|need|demand|give|get|like|where'?s|where is|return)(?: me)? (?:all )?(?:my|our|the) (?:money|cash|\\w+ ?(?:dollars|pounds|euros|bucks)) ?(?:back|refunded|returned|now)\\b(?! in| on)|\\b(?:give me|where(?: is|'s)) my money\\b(?! transfer)",
      '\\b(?:demand|expect|deserve|insist on|i want)(?: an?| my)?(?: full| immediate)? (?:refund|compensation)\\b(?! (?:polic|link|form|info))',
      "\\b(?:over ?charged|(?:charged|billed|debited|taken|paid|deducted)(?: me| my card| us| for it)? (?:twice|two times|double|three times|again|extra|too much|wrong)|double[- ]charged|wrong(?:ly)? charged|charge[sd]? (?:that )?i (?:did ?n[o']?t|never|do ?n[o']?t)|unauthori[sz]ed (?:charge|payment|transaction)|hidden (?:fee|charge)s?)",
      '\\b(?:scam|scammed|scammers?|rip ?off|ripped off|con artists?|thieves|fraudsters?|robbed|stole my money|cheated|waste of (?:money|time)|wasted (?:my|an?))\\b',
    ),
  },
  {
    reason: 'unhappy words',
    score: 0.8,
    pattern: oneOf(
      '\\b(?:unacceptable|not acceptable|ridiculous|outrageous|disgrace\\w*|disgust\\w*|appall\\w*|shocking|pathetic|unprofessional|incompeten\\w*|shambles|joke of a|is a joke|beyond a joke|rude|inexcusable|absurd)\\b',
      '\\b(?:worst|horrible|terrible|awful|dreadful|lousy|crap(?:py)?|rubbish|useless|abysmal|atrocious)\\b',
      "\\b(?:(?:very|so|really|bitterly|deeply|rather|quite|a bit|pretty|extremely|most|i'?m|i am|am|was|left|feel(?:ing)?|bit|little) (?:disappointed|dissatisfied|unhappy|frustrated|annoyed|let down|fed up|upset|angry|furious)|disappointing|frustrating|annoying|not (?:very |at all |really )?(?:happy|satisfied|impressed|pleased|good enough|ok(?:ay)? with)|let (?:me|us) down|fed up|had enough|sick of|tired of (?:waiting|this|your|asking)|lost (?:all )?(?:trust|faith|patience)|losing patience|never (?:order|buy|shop|us)\\w* (?:\\w+ )?(?:again|anything)|taking my business|expected (?:better|more)|hop(?:ed|ing) for better)\\b",
      "\\b(?:wtf|what the (?:hell|fuck|heck)|bullshit|piss(?:ed)?(?: off| take)|for god'?s sake|ffs)\\b|😡|🤬|👿|😤|👎",
    ),
  },
  {
    reason: 'says it with irony',
    score: 0.75,
    pattern: oneOf(
      '\\bthank(?:s| you)(?: (?:so much|a lot|very much))? for (?:nothing|ruining|wasting|losing|ignoring|hanging up|cancell?ing|breaking|the (?:\\w+ )?(?:delay|wait|mess)|not \\w+ing|making (?:me|us) wait|another)\\b',
      '\\b(?:great|nice|good|lovely|brilliant|fantastic|wonderful|awesome|amazing|excellent|perfect|cool|yay|oh|wow|super)[,.!]* (?:yet )?another (?:\\w+ ){0,2}(?:delay|cancell?ation|outage|fee|charge|price (?:rise|increase)|problem|error|fail|strike|update that)',
      "\\b(?:love|loving|adore|enjoy(?:ing)?|gotta love|fun) (?:it )?(?:how|when|that|being|sitting|waiting|paying|standing)\\b[^.!?]{0,60}\\b(?:not|no|never|nobody|late|lost|broken|again|hours?|hold|cancel\\w*|ignor\\w*|twice|nothing|doesn'?t|don'?t|won'?t|can'?t|isn'?t|delay\\w*|wrong|crash\\w*)\\b",
      '\\b(?:great|nice|good|top|quality|excellent|stellar|fantastic|brilliant) (?:job|work|service|stuff|one|customer service)\\b[^!?]{0,40}\\b(?:late|lost|broken|no (?:reply|answer|one)|nobody|hours|on hold|cancel\\w*|ignor\\w*|wrong|fail\\w*|not)\\b',
    ),
  },
  {
    reason: 'wants to complain',
    score: 0.85,
    pattern: oneOf(
      '\\b(?:want|need|like|wish|here|have|going|calling|writing|call|write|help me|help|got|trying|must|assistance)\\b(?: to| with| by| you| me| have)*(?: make| making| file| filing| lodge| lodging| submit| submitting| raise| register| leave| log| put in| report)? ?(?:an? |my |this )?(?:\\w+ )?(?:complaint|complain(?:ing)?|reclamation|grievance)\\b',
      "\\b(?:my|this is an?|formal|official) complaint\\b|\\bi(?:'m| am)? complain(?:ing)?\\b|\\b(?:mak|fil|lodg|rais|submitt?)(?:e|ing)? (?:an? )?(?:\\w+ )?(?:complaint|reclamation|(?:customer|consumer) claim|claim against)\\b",
    ),
  },
  {
    reason: 'says something went wrong',
    score: 0.58,
    pattern: oneOf(
      "\\bwhy (?:has|have|is|are|was|were|did|does|do|am|can|could|wo|would|has)(?:n'?t| not)?\\b[^.?!]{0,50}\\b(?:not|n'?t|still|declin\\w*|charg\\w*|fee|pending|fail\\w*|reject\\w*|cancel?led|revert\\w*|missing|disappear\\w*|gone|wrong|late|less|extra|blocked|refused|only)\\b|\\bwhy (?:isn'?t|hasn'?t|didn'?t|doesn'?t|won'?t|can'?t|wasn'?t|haven'?t)\\b",
      "\\b(?:still (?:pending|waiting|showing|processing)|(?:do|did|have)(?:n'?t| not) (?:recogni[sz]e|make|authori[sz]e|made|recall)|never (?:made|authori[sz]ed|got|received)|(?:strange|unknown|extra|unexpected|suspicious|random|weird) (?:charge|fee|payment|transaction|debit|withdrawal|direct debit)s?|(?:wrong|incorrect) (?:amount|exchange rate|rate|balance|charge|fee|price)|(?:has|have|was|were|did)(?:n'?t| not)(?: been)? (?:updated?|credited|processed|accepted|gone|go through|reflect\\w*|clear\\w*|receive[d]?)|disappeared|vanished|got cancel?led|(?:was|been|being|got) charged (?:a|an|for|extra|more)|swallowed my|someone (?:used|stole|is using|has used))\\b",
    ),
  },
  {
    reason: 'says something does not work',
    score: 0.55,
    pattern: oneOf(
      "\\b(?:(?:does|do|did|is|are|was|has|have|will|wo|can)(?:n'?t|nt| ?not) (?:\\w+ )?(?:log ?in|sign in|access|work|working|worked|turn on|start|load|charge|open|connect|show up|showing|going through|gone through|arrive|fit|respond|responding)|not working|stopped working|no longer works?|won'?t (?:work|turn|start|open|load)|(?:is|are|was|been|got|keeps being|were) (?:declined|rejected|denied|reverted|blocked|broken|faulty|defective|stuck|damaged|failing|frozen)|broken|crash(?:es|ed|ing)|went wrong|something(?:'s| is) wrong|(?:is|was|are|looks|seems) (?:missing|too high|late|delayed))\\b",
    ),
  },
]

// Words of complaint in a question about rules, in a supposition, or denied.
const NOT_COMPLAINTS = oneOf(
  "\\b(?:how|where|who|whom|what|possible|can i|could i|may i|(?:don'?t|do not|dont) know|is there)\\b[^.!?]{0,45}\\b(?:complaints?|complain|reclamations?|claims?|grievance)\\b(?: against \\w+ \\w+)?",
  '\\b(?:complaints?) (?:policy|procedure|process|form|department|team|page|email|address|link)',
  "\\b(?:no|not an?|without|zero|isn'?t an?|never had an?y?) (?:complain\\w*|problems?|issues?)|\\bnothing to complain\\b|\\b(?:nothing|none|not (?:a|one) (?:single )?\\w+|no \\w+) (?:was|is|were|are|came|arrived|got) (?:broken|damaged|missing|wrong|late|cracked|lost)|\\bcan'?t complain",
  "\\bnot (?:disappointed|angry|annoyed|upset|rude|bad|frustrated|unhappy)|\\bnever (?:let me down|disappoint\\w*)|\\bdon'?t (?:want|mean) to (?:be rude|complain)",
  '(?:\\bwhat if|\\bwhat happens (?:if|when)|\\bin case|\\bhow long (?:should|do|will|does)|^if|[.!?] ?if|\\b(?:do|what|can|could|would|should|does|is|will|how)\\b[^.!?]{0,40} if)\\b[^,.!?]{0,80}',
)
const ASKS_HOW =
  /\b(?:how (?:do|can|could|to|should|would|might)|what (?:should|can|could|do|would) (?:i|we|you)|what (?:happens|now|next)|where (?:can|do|should)|do you (?:sell|have|repair|fix|offer|stock)|can (?:i|you|it|this) (?:fix|repair|be|replace|buy|order|get)|any (?:tips|advice|ideas?)|is there a way)\b/

/** What speaks for a complaint, and what against. */
export interface ComplaintSigns {
  /** The rules that fired, the surest first. */
  findings: Finding[]
  /** One for each rule, in their order: whether it fired. */
  fired: boolean[]
  /** Asks how to do or to mend something. */
  asksHow: boolean
  /** Speaks of complaints or troubles in a question about rules, in a supposition, or denies them. */
  supposed: boolean
}

const ALL = [...RULES, ...COMPLAINTS_ELSEWHERE]
export const COMPLAINT_RULES = ALL.length

/** Looks for the signs of a complaint. */
export function findComplaintSigns(plain: PlainText): ComplaintSigns {
  const text = blank(plain, NOT_COMPLAINTS)
  const fired = ALL.map((rule, i) => findAll([rule], plain, i < RULES.length ? text : plain.text)[0] ?? null)
  const findings = fired.filter((found) => found !== null).sort((a, b) => b.score - a.score)
  return {
    findings,
    fired: fired.map((found) => found !== null),
    asksHow: ASKS_HOW.test(plain.text),
    supposed: text !== plain.text,
  }
}

/** Finds a complaint by the rules alone and how sure we are of it. A question of how to mend something is none by itself. */
export function findComplaint({ findings, asksHow }: ComplaintSigns): Finding | null {
  const [first] = findings
  if (first === undefined) return null
  if (first.score < 0.6 && asksHow) return { ...first, score: 0.3 }
  const doubt = findings.reduce((left, { score }) => left * (1 - score), 1)
  return { ...first, score: Math.round((1 - doubt) * 100) / 100 }
}
