import type { Verdict } from '../../conversation.ts'
import { blankOut, either, has } from './either.ts'
import { makePlain } from './plain-text.ts'

/** Words that begin like a no, or like something broken, and are neither. */
const WELL = either(
  '\\b(?:no|not any|zero|without(?: any)?) (?:more |further |longer an? )?(?:problems?|worries|issues?|complaints?|trouble|errors?)(?! (?:is|was|solved|fixed))',
  '\\bno longer (?:broken|wrong|missing|an? (?:problem|issue))\\b',
  '\\bstill (?:works?|working|fine|good|ok(?:ay)?|all right|right|happy|going strong)\\b',
  "\\b(?:can'?t|cannot|nothing to|not going to) complain\\b|\\bnothing (?:else|more|left|wrong|is wrong|to add)\\b",
)
/** Neither yes nor no. */
const NEITHER = either(
  '\\bnever ?mind\\b|\\bno (?:idea|clue|matter)\\b|^\\W*(?:no|nope|nah)\\W+(?:thanks?|thank you|ta|cheers)\\W*$',
  '^\\W*(?:ok(?:ay)?|okey|k|alright|sure|right)\\W*$',
  "\\b(?:not|isn'?t|am not|i'?m not)(?: so| quite| really| yet| entirely)* sure(?: yet)?\\b",
)
const NO = either(
  "^\\W*(?:(?:sorry|well|hmm+|hi|hello|um+|oh)\\W+)*(?:no+|nope|nah|negative|not (?:yet|really|quite|at all|right|now|so far|fully)|sadly (?:no|not)|unfortunately (?:no|not)|(?:i'?m )?afraid not|i (?:don'?t|do not) think so|far from it|not even close)\\b",
  '\\bnot (?:right |fixed |solved |working )?yet\\b',
  "\\bstill (?:not|no|isn'?t|is not|doesn'?t|does not|don'?t|haven'?t|have not|hasn'?t|can'?t|cannot|won'?t|broken|wrong|waiting|missing|unsolved|unresolved|damaged|the same|same|there|fail\\w*|happening|happens|having|has|have|get(?:ting|s)?|an? (?:problem|issue)|squeak\\w*|leak\\w*|slip\\w*|rattl\\w*|late|open)\\b",
)
const BROKEN = either(
  "\\b(?:isn'?t|is not|wasn'?t|was not|aren'?t|are not|hasn'?t been|has not been|haven'?t been|not|never)(?: \\w+){0,2} (?:right|fixed|solved|resolved|sorted|working|done|ok(?:ay)?|fine|better|here|arrived|refunded|delivered)\\b",
  "\\b(?:doesn'?t|does not|didn'?t|did not|don'?t|won'?t|hasn'?t|haven'?t|has not|have not|can'?t|cannot)(?: \\w+){0,2} (?:works?|help(?:ed)?|arrived?|come|received?|gotten|got|start|fit|heard|happened|changed)\\b",
  '\\b(?:broken|broke|wrong|back|happened|happening|gone|failed|stopped)(?: working)? again\\b|\\bstopped working\\b|\\bno longer works?\\b',
  '\\bsame (?:old )?(?:problem|issue|thing|fault|error|mistake)\\b|\\bnothing (?:has |was |is )?(?:changed|happened|came|arrived|done|works)\\b',
  "\\b(?:it|that|this)(?:'?s| is| got)(?: even)? (?:worse|wrong|broken|unsolved|back again)\\b",
)
const YES = either(
  "^\\W*(?:(?:hi|hello|oh|well|thanks?|thank you)\\W+)*(?:yes+|yeah+|yep|yup|ya|yea|correct|exactly|indeed|absolutely|definitely|it (?:is|does|has)(?: now| indeed)?\\W*$|all (?:is )?(?:good|fine|right|ok(?:ay)?|sorted|set|well|done|resolved|solved|working)|perfect\\w*|fixed|solved|sorted|resolved|fine(?: now)?\\W*$)(?![\\w'])",
  '\\b(?:works?|working|fixed|solved|sorted|resolved|fine|right|good|perfect\\w*|better|ok(?:ay)?|arrived|came) (?:now|again|perfectly|fine|great|well|at last|today|yesterday|this morning)\\b',
  "\\b(?:it|that|this|everything|all)(?:'?s| is| was| has been| has)? (?:\\w+ )?(?:works|working|fixed|solved|sorted|resolved|fine|right|good|perfect|ok(?:ay)?|settled|arrived)\\b",
  '👍|✅',
)
/** What takes a yes back, or puts it off. */
const BUT = either(
  "\\b(?:but|however|although|except|apart from|only|almost|nearly|partly|partially|half|sometimes|mostly|will|should|might|may|hope|hopefully|if|when|once|until|till|think|guess|let me (?:check|see|try)|i'?ll)\\b",
)

export type Asked = { act: string; question: boolean; language: string | null }

/**
 * What words say to the question whether it is right now; null where they say neither. What is unclear is neither: nothing is
 * counted as right that nobody called so. `reading` is what was read of the message, for languages that have no words here.
 */
export function readVerdict(text: string, reading: Asked): Verdict | null {
  const plain = makePlain(text).text.trim()
  const isWell = has(plain, WELL)
  const rest = blankOut(plain, WELL)
  if (has(rest, NEITHER)) return null
  const isNo = has(rest, NO) && !(isWell && /^\W*no\W/.test(rest) && !has(rest, BROKEN))
  if (isNo || (!reading.question && has(rest, BROKEN))) return 'not_yet'
  if (reading.question || has(rest, BUT)) return null
  if (isWell || has(rest, YES)) return 'right'
  if (reading.language === 'en') return null
  return reading.act === 'yes' ? 'right' : reading.act === 'no' && !/^\W*no?\b/.test(rest) ? 'not_yet' : null
}
