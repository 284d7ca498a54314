// What stands beside a question in a message and is no part of it: courtesy, and how its writer feels. English only.

/** Several sources as one pattern; each repetition in them is bounded, for a message may be long and strange. */
function oneOf(...sources: string[]): RegExp {
  return new RegExp(sources.join('|'), 'giu')
}

/** Where a sentence or a part of it begins. */
const OPENS = '(?:^|(?<=[.!?,;:–—\\n]\\s{0,3}))\\W{0,5}'
const CLOSES = '(?=\\W{0,9}$|\\s?[,.!;:–—-])'
const ALL = '(?: (?:there|team|all|everyone|everybody|folks|again))?'
const YOU_TELL =
  '(?: (?:please|kindly|perhaps|be|so|very|kind|good|as|to|if|whether|you|could|can|would|tell|let|explain|help|remind|me|us|know|understand|hear|out)){0,12}'
/** What somebody thanks for may be what they go on to ask about: "Thanks for the invoice, but where is its number?" */
const NAMES_NOTHING =
  '(?![^.!?\\n]{0,80}\\b(?:it|its|he|she|him|her|they|them|their|those|these|this|that|ones?|any)\\b[^.!?\\n]{0,80}\\?)'
const COURTESY = oneOf(
  `${OPENS}(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|(?:morning|afternoon|evening)(?=${CLOSES}))${ALL}\\b`,
  `${OPENS}dear (?:team|all|sir or madam|sirs?|madam|friends)\\b`,
  `${OPENS}(?:i |we )?(?:just )?hop(?:e|ing) (?:that )?(?:you(?: are|'re)?|this|all|everything|everyone)(?: (?:all|finds? you|having|is|are|have|had|a|an)){0,4} (?:well|fine|good|ok|okay|great|nice|lovely)(?: (?:day|week|weekend|morning|evening|one|today))?\\b`,
  `\\b(?:many )?thank(?:s| you)(?: (?:so|very|ever so) much| a lot| a million| again)?(?:${CLOSES}|(?: (?:for|in) [^.!?,;:\\n]{1,60})(?=\\s?[.!,;]| but\\b)${NAMES_NOTHING})`,
  `\\b(?:i am |i'm )?(?:so |very |really )?sorry (?:to|for|if|about)(?: (?:be(?:ing)?|this|that|it|is|was|may be|sounds|seems|you|ask(?:ing)?|bother(?:ing)?|trouble|troubling|disturb(?:ing)?|again|so|many|a|an|the|my|silly|stupid|dumb|basic|obvious|pain|nuisance|questions?)){1,8}`,
  `\\bi (?:really |do )?(?:hate|don'?t (?:want|mean|like)) to (?:ask|bother|trouble|be a (?:pain|bother|nuisance))(?: (?:you|this|that|again|with this)){0,3}`,
  `\\b(?:i|we)(?: was| am| were| are|'m|'re)?(?: just)? wonder(?:ing|ed)?\\b${YOU_TELL}`,
  `\\b(?:i|we)(?:'d| would| should)(?: (?:be|really|so|very|much|truly|also)){0,4} (?:grateful|thankful|appreciate(?: it)?|happy|glad|delighted|love|like)\\b${YOU_TELL}`,
  `\\b(?:could|can|would|will) you\\b(?=(?: (?:please|kindly|maybe|perhaps|possibly|be|so|very|kind|good|as|enough|to|just|quickly)){0,8} (?:tell|let|help|explain|remind) )${YOU_TELL}`,
  `\\bit would (?:mean a lot(?: to (?:me|us))?|be (?:great|lovely|nice|wonderful|good)|help (?:me|us)(?: a lot)?)\\b${YOU_TELL}`,
  `\\b(?:(?:i have|i've got|just|may i ask|can i ask) )?(?:a|one|another|one more|my) (?:(?:quick|small|little|short|silly|stupid|simple) )?(?:question|thing)(?: (?:please|for you|though|first)){0,2}(?=\\s?[:,.!–—-])`,
  `\\bwhat (?:now|next|happens (?:now|next|then))(?=\\W{0,9}$)`,
  `\\b(?:quick question|by the way|to be honest|if (?:you don'?t mind|that'?s ok(?:ay)?|possible|i may ask)|any idea|any chance)\\b`,
)

const DEGREE =
  '(?:(?:a|just|only|so|very|really|quite|rather|pretty|too|extremely|terribly|awfully|getting|feel(?:ing|s)?|felt|be(?:en|ing)|(?:little|bit|tad|touch)(?: of a)?|kind of|sort of|more than|totally|absolutely|completely|also|still|already|slightly|somewhat|increasingly) ){0,6}'
const UNHAPPY =
  '(?:afraid|alarmed|angry|annoy(?:ed|ing)|anxious|ashamed|awful|baffled|bother(?:s|ed|ing)|concern(?:s|ed|ing)|confus(?:ed|ing)|desperate|devastated|disappoint(?:ed|ing)|distress(?:ed|ing)|dreading|embarrass(?:ed|ing)|exhausted|fed up|foolish|frantic|frighten(?:ed|ing)|frustrat(?:ed|ing)|furious|gutted|heart ?broken|helpless|irritated|miserable|nervous|overwhelmed|panick(?:ed|ing|y)|puzzled|sad|scared|scary|shocked|silly|sorry|stress(?:ed|ful)(?: out)?|stupid|terrible|terrified|uncomfortable|uneasy|unhappy|unsettled|unsure|upset(?:s|ting)?|worr(?:y|ied|ies|ying|isome)(?: sick)?)'
const HAPPY =
  '(?:amazed|curious|delighted|excit(?:ed|ing)|glad|grateful|happy|impressed|looking forward|over the moon|pleased|relieved|thankful|thrilled)'
const NEAR =
  '(?:\\b(?:my|our) (?:daughters?|sons?|child(?:ren)?|kids?|wife|husband|partner|boyfriend|girlfriend|mum|mom|mother|dad|father|parents|gran|grandmother|grandfather|sister|brother|friends?|family) (?:is|are|was|were|feels?|felt|has been|gets?|got) )?'
const MORE =
  '(?: (?:a )?(?:little|bit|lot)\\b)?(?:,? (?:asking|to ask|saying|to say|writing)(?: (?:this|that|it|so))?\\b)?'
const TOPIC = '(?:about|with|of|for|at|by|over|to)'
/** After a feeling comes its topic, a clause or nothing; before a noun the word tells of the noun: "a happy hour". */
const GOES_ON = `(?=\\W{0,9}$|\\s{0,3}[,.!?;:()–—\\n-]|\\s(?:${TOPIC}|from|that|because|as|since|and|or|but|so|when|if|whether|how|what|where|why|which|i|i'm|im|we|my|our|me|us|you|it|its|it's|this|these|the|he|she|they|there|now|today|can|could|do|does|is|are|will|would|please|any|in|on|after|before|while)\\b)`
const felt = (words: string) => `${NEAR}\\b${DEGREE}${words}\\b${MORE}${GOES_ON}`
const MOODS = `${OPENS}(?:sadly|unfortunately|unluckily|regrettably|alas|luckily|happily|annoyingly|frustratingly|worryingly|embarrassingly|honestly|frankly|oh no|oh dear|ugh{1,9}|argh{1,9}|omg|wow|hmm{1,9})\\b`
const LIKES = `\\b(?:i|we) (?:(?:really|just|so|do|absolutely) ){0,3}(?:love|adore|hate|fear|dread|dislike)(?= (?:my|our|the|your|this|that|these|it|how)\\b)`

const FELT = oneOf(MOODS, LIKES, felt(UNHAPPY), felt(HAPPY))
/** What somebody is unhappy to tell: "I'm worried that it is late", and not "I'm worried about it". */
const TOLD = oneOf(MOODS, `${felt(UNHAPPY)}(?!\\s${TOPIC} (?!(?:this|that|it|all|everything)\\b))`)

/** A text without greetings, thanks and polite frames. */
export function withoutCourtesy(text: string): string {
  return closed(text.replaceAll('’', "'").replace(COURTESY, ' '))
}

/**
 * A text without how its writer feels. Where nothing is `asked`, a feeling with its topic may be all that is said, and
 * stays: it is no question about the topic.
 */
export function withoutFeeling(text: string, asked: boolean): string {
  return closed(text.replace(asked ? FELT : TOLD, ' '))
}

function closed(text: string): string {
  return text.replaceAll(/[ \t]+/g, ' ').trim()
}
