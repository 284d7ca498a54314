import type { Backer } from './backing.ts'

const DEEDS =
  'refund(?:ed)?|cancell?ed|credited|checked|booked|ordered|sent|shipped|dispatched|changed|updated|escalated|forwarded|passed|contacted|asked|reserved|notified|scheduled|arranged|issued|processed|fixed|deleted|erased|created|opened|applied|added|removed|waived|approved|replaced|confirmed|extended|noted|told|informed|logged|raised|submitted|registered|activated|unlocked|reset|transferred|granted|flagged|recorded|upgraded|accepted|rebooked|resolved|completed|closed|looked|found out|spoken|talked|called|emailed|verified|reviewed|initiated|filed|placed|secured|reported|handled|sorted|taken care|made sure|put'
const DOING =
  'check|look|process|send|issu|refund|cancel+|book|contact|forward|pass|escalat|arrang|updat|chang|investigat|work|transfer|connect|put|gett?|ask|handl|tak|mak|call|email|writ|extend|waiv|giv|add|remov|apply|approv|replac|order|open|creat|delet|eras|fix|sort|find|reach|notify|submit|fil|grant|confirm|hand|track|ship|dispatch|reserv|pay|credit|unlock|reset'
const ABLE =
  'cancel|refund|change|book|check(?! whether| that the help)|look (?:up|into|at)|order|send|arrange|update|extend|waive|give|contact|call|ask (?:them|our|the|a)|track|reserve|approve|issue|process|replace|access|see your|unlock|reset|delete|erase|add|remove|apply|pay|credit|make an exception|bend|guarantee|promise|sort|fix|do that for you|do this for you|do it for you|get (?:it|this|that|you a (?:refund|discount|new))'
const TO_PEOPLE =
  /\b(?:pass|hand|bring|connect|get|fetch|call|put|ask|offer|transfer|let)\b.{0,60}\b(?:person|human|people|team|somebody|someone)\b/i
const WHO =
  '(?:we|our \\p{L}+|(?:some(?:one|body)|anyone|an? \\p{L}+|the \\p{L}+|one)(?: (?:of (?:our|the) \\p{L}+|from (?:our |the )?\\p{L}+(?: \\p{L}+)?|\\p{L}+er|(?:care|service|support|repair|workshop) \\p{L}+|else))?|they|he|she|it|this|that|everything|your [\\p{L}\\s-]{2,40}?|\\p{Lu}\\p{L}+)'
const NOT = "(?! not\\b| never\\b|n't| no longer\\b)"

/** What a promise looks like in English, who may back it, and what is said of it in the log. */
export type Rule = {
  why: string
  pattern: RegExp
  backer: Backer | null
  conditional?: boolean
  fewest?: number
  unless?: RegExp
  keyword?: boolean
}

// The first that matches and is not backed refuses. `keyword`: what it found must stand in the very sentence that backs it. `conditional`: "once your return has been checked" claims no deed.
export const RULES: readonly Rule[] = [
  {
    why: 'it promises to do something itself',
    pattern: new RegExp(
      String.raw`\bI(?:'ll| will| shall|'m going to| am going to|'m about to|'m gonna| plan to| intend to| want to make sure| can promise)${NOT}(?! (?:\p{L}+ly |just |also |be )?(?:explain|show|list|answer you|answer your|answer that|tell you what|give you the (?:steps|short)|walk|take you|try|keep (?:it|this)|here|happy|glad|clear|brief|honest|plain|quote|say|stick|need|start with|go through)\b)`,
      'iu',
    ),
    backer: 'charter',
    fewest: 2,
  },
  {
    why: 'it says that it is doing something',
    pattern: new RegExp(
      String.raw`\b(?:I'm|I am|we're|we are)(?: now| already| currently| just| right now)* (?:${DOING})ing\b`,
      'iu',
    ),
    backer: 'charter',
    conditional: false,
    fewest: 2,
    unless: /\b(?:we're|we are) (?:working|looking) (?:on|for) (?:other|more)/i,
  },
  {
    why: 'it says that it will look',
    pattern:
      /\blet me (?:just |quickly |now )?(?:check|look|ask|find out|see (?:what|if|whether)|get|arrange|book|sort|cancel|refund|contact|call|talk|pull|fetch|confirm|verify|take care|handle|fix|pass|escalate|put|send|do (?:that|this|it))\b|\bgive me (?:a|one|just)\b|\b(?:one|just a|a|wait a|hold on a)(?: quick| short)? (?:moment|minute|second|sec)\b(?= please|[.!,]|$| while)|(?:^|[,.!] )(?:will )?get back to you\b|\b(?:hold on|hang on|bear with me|stand by|stay tuned|leave (?:it|this|that) (?:with|to) (?:me|us)|I'm on it|we're on it|on it!|I've got (?:it|this)|be right back|keep you (?:posted|updated|informed)|stay on top|keep an eye|make sure (?:of it|that it|it (?:gets|happens)))\b/iu,
    backer: 'charter',
    fewest: 2,
  },
  {
    why: 'it claims a deed',
    pattern: new RegExp(
      String.raw`\bI(?:'ve| have|'d| had| did)?(?: just| already| now| also| successfully| gone ahead and| went ahead and| personally)* (?:${DEEDS})\b(?! that)`,
      'iu',
    ),
    backer: 'ours',
  },
  {
    why: 'it claims a deed',
    pattern: new RegExp(
      String.raw`\bwe(?:'ve| have| had)(?: just| already| now| also| successfully)* (?:${DEEDS})\b`,
      'iu',
    ),
    backer: 'ours',
    conditional: true,
  },
  {
    why: 'it claims a deed',
    pattern: new RegExp(
      String.raw`\b(?:your|the|a|an|it|this|that|these|everything|both|they)\b[^.!?;:]{0,60}?\b(?:has|have)(?: now| already| just| also)*(?: been)(?: successfully| now| just| already| fully)* (?:${DEEDS})\b|\b(?:your|it|this|that|everything)\b[^.!?;:]{0,40}?\b(?:is|are)(?: now| already| all| being| officially)+ (?:${DEEDS}|on (?:its|the|their) way|done|set|sorted)\b|\b(?:your|it|the (?:refund|order|parcel|replacement|return|booking|voucher))\b[^.!?;:]{0,40}?(?:\bis|\bare|'s) (?:on (?:its|the|their) way|taken care of|approved|confirmed|processed|all set)\b|\byour (?:\p{L}+ ){1,3}(?:was|were) (?:successfully |just |now )?(?:refunded|cancelled|canceled|approved|processed|issued|confirmed|credited|changed|updated|extended|erased|deleted|closed|booked|sent|shipped|accepted)\b`,
      'iu',
    ),
    backer: 'ours',
    conditional: true,
  },
  {
    why: 'it claims a deed',
    pattern:
      /(?:^|[.!]\s)(?:all )?(?:done|sorted|approved|granted|cancelled|refunded|confirmed|booked)\s*(?:[.!,:-]|for you|$)|\b(?:it's|it is|that's|that is|all) (?:all )?(?:done|sorted|taken care of|handled)\b|\bconsider it\b|\byou(?:'re| are) (?:all set|approved|booked in|good to go)\b|\bas requested,? (?:I|we|your)\b|\brequest (?:is|has been|was) (?:granted|approved|processed|complete\w*)\b|\bsuccessfully (?:refunded|cancel\w+|changed|processed|submitted|applied)\b/iu,
    backer: 'ours',
    conditional: true,
  },
  {
    why: 'it claims a power that it does not have',
    pattern: new RegExp(
      String.raw`\bI(?:'m able to| am able to| can| could|'d be happy to| would be happy to|'m happy to| am happy to|'d gladly| have the power to| am authori[sz]ed to)(?: also| certainly| definitely| gladly| easily| still| always| even| just)? (?:${ABLE})\b`,
      'iu',
    ),
    backer: null,
    unless: TO_PEOPLE,
  },
  {
    why: 'it claims a power that it does not have',
    pattern: new RegExp(
      String.raw`\b(?:would you like me to|shall I|should I|do you want me to|want me to|may I go ahead|I can go ahead)(?: also| now)? (?:${ABLE}|go ahead|proceed|place|put|make|start)\b`,
      'iu',
    ),
    backer: null,
    unless: TO_PEOPLE,
  },
  {
    keyword: true,
    why: 'it makes an exception',
    pattern:
      /\b(?:make|making|made|grant\w*|allow\w*|do) (?:you )?(?:an? |one )?(?:special |one-?time |small )?exceptions?\b|\bas an? (?:special |one-?off |one-?time )?(?:exception|goodwill|courtesy|favou?r|gesture)\b|\bjust this once\b|\bthis one time\b|\b(?:only|just|especially|specially|special) for you\b|\bfor you (?:only|alone|specially)\b|\bin your (?:special )?case,? (?:we|I|you|it|the|there)\b|\bbend the rules?\b|\bwaiv(?:e|ed|es|ing)\b|\boverlook\b|\bturn a blind eye\b|\b(?:despite|regardless of|notwithstanding) (?:the|our|that|your) (?:polic\w+|rules?|deadline|date|time limit|terms|condition)\b|\beven (?:though|if) (?:the|your|it|its)[^.!?]{0,40}(?:past|over|expired|too late|passed|used|worn)\b|\b(?:extend\w*|prolong\w*|stretch\w*) (?:the|your|this|that) (?:\p{L}+ ){0,2}(?:deadline|return\p{L}*|warranty|period|time|window|limit|date)\b|\bgoodwill\b|\bspecial (?:deal|offer|arrangement|permission|treatment|price)\b|\bignore (?:the|that) (?:deadline|limit|rule|condition)\b|\bdoesn't apply to you\b/iu,
    backer: 'pages',
  },
  {
    keyword: true,
    why: 'it guarantees',
    pattern:
      /\b(?:guarantee\w*|I promise|we promise|is promised|promise you|my word|our word|rest assured|be assured|assure you|100 ?% (?:sure|certain|safe|sure)|definitely|for (?:sure|certain)|without (?:fail|(?:a|any) doubt)|no doubt|risk-free|no risk|count on (?:it|that|us|me)|certainly (?:will|arrive|be|get)|will (?:certainly|surely|always|definitely)|always works?|never fails?|you have nothing to worry|absolutely (?:safe|certain|sure|will)|no matter what|under all circumstances)\b/iu,
    backer: 'pages',
  },
  {
    keyword: true,
    why: 'it offers a gift or a discount',
    pattern:
      /\b(?:discounts?|discounted|coupons?|promo(?:tion)?(?:al)? code|voucher|gift (?:card|voucher)|free gift|compensat\p{L}+|on the house|half[- ]price|half (?:off|of the price|the price|your money)|cash ?back|bonus|loyalty|store credit|credit (?:to|on|for) your|price match\p{L}*|% off|per ?cent off|(?:pounds|euros|dollars) off|off your (?:next|order|bill)|off the price|knock \p{L}+ off|reduced price|lower price)\b|\d ?% off/iu,
    backer: 'pages',
    fewest: 2,
  },
  {
    why: 'it promises what people will do',
    pattern: new RegExp(
      String.raw`(?<![\p{L}'])(?!if |when |what |which )${WHO}(?:'ll| will| shall|'re going to| are going to| is going to)${NOT}(?: (?:then|also|still|now|usually|gladly|happily|personally|simply|just|only|soon|shortly|immediately|each|both|all|be able to))* (?!need\b|have to\b|see\b|want\b|depend|be (?:able|asked|needed|different|the same|shown|listed)\b)\p{L}+`,
      'iu',
    ),
    backer: 'pages',
  },
  {
    why: 'it promises what people will do',
    pattern:
      /\b(?:you|your money|your refund)(?:'ll| will|'re going to| are going to| can expect to| should)(?! not\b| never\b)(?: (?:also|then|still|now|soon|shortly))* (?:be (?:refunded|credited|contacted|called|reimbursed|compensated|paid|sent|given|told|notified|informed|upgraded)|get|receive|hear|be getting|be back|come back)\b|\byou(?:'re| are) (?:entitled|owed|due|eligible)\b|\b(?:(?:can|may|should|please|will|'ll) (?:also |then |now )?expect|look forward to) (?:a|an|your|our|the) (?:\p{L}+ )?(?:call|refund|reply|answer|email|message|voucher|delivery|parcel|replacement|payment)\b/iu,
    backer: 'pages',
  },
  {
    why: 'it promises a refund',
    pattern:
      /\b(?:we|you)(?: also| always| then| still| fully| gladly| happily| immediately)* (?:refund|reimburse|compensate|pay (?:for|you|back)|give (?:you|back)|cover|offer you|credit|get (?:a|an|the|your|your|it|all|everything)? ?(?:\p{L}+ ){0,2}(?:refund|money|voucher|compensation|replacement|credit|gift|upgrade)|are getting)\b|\bfull refund\b|\brefund(?:s|ed)? (?:is|are|of|in full|immediately|today|right away|at once)\b/iu,
    backer: 'pages',
    fewest: 2,
  },
  {
    why: 'it promises a date',
    pattern:
      /\b(?:arrives?|comes?|delivered|ready|there|shipped|sent|dispatched|done|fixed|repaired|refunded|paid|with you|back)(?: (?:to|for|with) you| out)? (?:by |on |before |until |this |next |the )*(?:today|tonight|tomorrow|shortly|soon|in no time|(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend|morning|afternoon|evening|week|(?:end|close) of (?:the )?(?:day|week|month|business))\b|\b(?:very )?(?:soon|shortly|any (?:minute|moment|time now)|right away|momentarily|asap|as soon as possible|straight away|in no time)[.!]/iu,
    backer: 'pages',
    fewest: 2,
    conditional: true,
  },
]
