import { either, has } from './either.ts'
import { makePlain } from './plain-text.ts'

const FILLER =
  "(?:please|pls|plz|ok(?:ay)?|no|nope|yes|yeah|right|and|but|so|now|just|also|then|really|seriously|thanks?|thank you|can you|could you|would you|will you|you can|you may|i want you to|i(?:'d| would) like you to|kindly|hi|hello|hey|sorry|all good|it is fine|it'?s fine|fine)"
const ANY = '(?:any|more|further|all|the|these|those|your|with|of|sending|me|us|such|follow-?up) '
const WORDS =
  '(?:questions?|questionnaires?|surveys?|messages?|follow[- ]?ups?|check[- ]?ins?|reminders?|notifications?)'
const DOING =
  "(?:asking|writing|messaging|contacting|texting|pinging|bothering|nagging|pestering|chasing|reminding|emailing|dm'?ing|following up|checking in)"
const DO =
  '(?:ask|write|message|contact|text|ping|bother|nag|pester|chase|remind|email|dm|follow up|check in|disturb)'
const TAIL =
  "(?: (?:again|any ?more|any longer|any further|further|ever|please|pls|now|about (?:this|it|that)|like this|unasked|unprompted|all the time|thanks|thank you|(?:if|whether) (?:it'?s|it is|it works|things are)(?: right)?(?: now)?|questions?|messages?|any more questions))*"
const ASKS = either(
  `^(?:${FILLER} )*(?:stop|quit) (?:${ANY})*(?:${DOING}|${WORDS})(?: (?:to|with|on|after))?(?: (?:me|us))?${TAIL}$`,
  `^(?:${FILLER} )*(?:no more|enough(?: with| of)?) (?:${ANY})*${WORDS}${TAIL}$`,
  `^(?:${FILLER} )*(?:do not|don'?t|never) (?:ever )?${DO}(?: (?:to|with|on|after))?(?: (?:me|us))${TAIL}$`,
  `^(?:${FILLER} )*(?:do not|don'?t|stop|never) send(?:ing)? (?:${ANY})*${WORDS}${TAIL}$`,
  `^(?:${FILLER} )*i (?:do not|don'?t) (?:want|need) (?:${ANY})*(?:${WORDS}|to be (?:asked|contacted|bothered|messaged|reminded))${TAIL}$`,
  `^(?:${FILLER} )*(?:leave me alone|unsubscribe(?: me)?|opt(?: me)? out)${TAIL}$`,
)
const ONLY_FILLER = either(`^(?:${FILLER}(?: |$))*$`)

/**
 * Whether a message asks us not to write unasked: `only` where it says nothing else, `too` where it does. Only plain words
 * count: "don't contact me by phone" is about the phone.
 */
export function asksForQuiet(text: string): 'only' | 'too' | null {
  const clauses = makePlain(text)
    .text.split(/[.!?,;:()\n]+|\s-\s/)
    .flatMap((clause) => clause.split(/ (?:and|but|so) /))
    .map((clause) => clause.replace(/[^\p{L}\p{N}' -]/gu, '').trim())
    .filter((clause) => clause !== '')
  const asking = clauses.filter((clause) => has(clause, ASKS))
  if (asking.length === 0) return null
  const others = clauses.filter((clause) => !asking.includes(clause) && !has(clause, ONLY_FILLER))
  return others.length === 0 ? 'only' : 'too'
}
