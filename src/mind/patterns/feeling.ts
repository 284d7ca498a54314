import type { Feeling } from '../reading.ts'
import { cutQuote, type PlainText } from './plain-text.ts'
import { type Finding, firstMatch, oneOf, type Pattern } from './rule.ts'

const DENIED = "(?<!\\b(?:not|n't|never|no|hardly|isn't|don't|dont|nothing)(?: \\w+){0,2} )"

// The heavier feeling first: a message that is both angry and sad is answered as an angry one.
const UNHAPPY: [Feeling, string, Pattern][] = [
  [
    'angry',
    'angry words',
    oneOf(
      `${DENIED}\\b(?:angry|furious|livid|outrag\\w*|disgust\\w*|appall\\w*|unacceptable|ridiculous|pathetic|scam\\w*|thie(?:f|ves)|hate(?! to\\b)|wtf|fuck\\w*|shit\\w*|bullshit|pissed|worst|disgrace\\w*|inaceptable|inacceptable|unverschamt\\w*|enojad[oa]|wutend)\\b|😡|🤬|😠|👿|最悪|生气`,
    ),
  ],
  [
    'frustrated',
    'frustrated words',
    oneOf(
      `${DENIED}\\b(?:frustrat\\w*|fed up|annoy\\w*|sick of|tired of|again and again|over and over|waste of|wast(?:ed|ing) my|third time|useless|nobody (?:answers|replies|helps)|ugh+|argh+|harto|harta|ras le bol)\\b|😤|🙄|😩|😫`,
    ),
  ],
  [
    'worried',
    'worried words',
    oneOf(
      `${DENIED}\\b(?:worr(?:y|ied|ying)|anxious|nervous|afraid|scared|concerned|panic\\w*|stress(?:ed|ful)|fear|preocupad[oa]|inquiete?|besorgt|preoccupat[oa])\\b|😟|😰|😱|😨`,
    ),
  ],
  [
    'confused',
    'says it is confusing',
    oneOf(
      `${DENIED}\\b(?:confus\\w*|makes? no sense|unclear|puzzled|baffled|i(?:'m| am) lost|(?:do not|don'?t|can'?t) (?:understand|get it|figure)|no idea (?:what|how|why)|no entiendo|je ne comprends pas|verstehe nicht|nao entendo|non capisco)\\b|😕|🤔|🤷`,
    ),
  ],
  [
    'disappointed',
    'disappointed words',
    oneOf(
      `${DENIED}\\b(?:disappoint\\w*|let (?:me|us) down|expected (?:better|more)|dissatisfied|not (?:very |at all |really )?(?:happy|satisfied|impressed|pleased|good enough)|unhappy|(?:did|does)(?:n'?t| not) help|unhelpful|no help|decepcionad[oa]|decu|decue|enttauscht|teleurgesteld|delus[oa]|rozczarowan\\w*)\\b|😞|😒|👎|がっかり|失望`,
    ),
  ],
  [
    'sad',
    'sad words',
    oneOf(
      `${DENIED}\\b(?:sad|sadly|heart ?broken|upset|crying|cried|depress\\w*|devastated|lonely|miserable|grie(?:f|ving)|passed away|triste|traurig)\\b|😢|😭|💔|☹|😔`,
    ),
  ],
]
const HAPPY: [Feeling, string, Pattern][] = [
  [
    'grateful',
    'words of thanks',
    oneOf(
      `\\b(?:thank(?:s| ?you| u)?|thx|ty|tysm|grateful|appreciate\\w*|cheers|gracias|merci|danke|vielen dank|obrigad[oa]|grazie|bedankt|dank je|dziekuje|tesekkur\\w*|shukriya|dhanyava?ad|shukran|life ?savers?|kind of you|so kind|very kind|so helpful|very helpful)\\b|🙏|धन्यवाद|शुक्रिया|شكرا|谢谢|感谢|ありがとう|спасибо|감사`,
    ),
  ],
  [
    'happy',
    'kind words',
    oneOf(
      `${DENIED}\\b(?:love(?:ly|d|s|it)?|great|amazing|awesome|excellent|fantastic|wonderful|brilliant|perfect|happy|delighted|glad|pleased|fabulous|superb|beautiful|best (?:service|team|shop|store|company|support|ever|in the world)|thrilled|so good|genial|perfecto|parfait|super|toll|otimo|perfetto|geweldig)\\b|😊|😀|😁|😍|🥰|❤|💛|🎉|👍|😃|😄|🤩`,
    ),
  ],
  [
    'hopeful',
    'words of hope',
    oneOf(
      "\\b(?:hope\\w*|hoping|looking forward|fingers crossed|excited|can'?t wait|espero|hoffe|spero|j'?espere)\\b|🤞",
    ),
  ],
]

/** A feeling with the words that show it. */
export type Felt = Finding & { feeling: Feeling; words: string }

export const FEELINGS: Feeling[] = [...UNHAPPY, ...HAPPY].map(([feeling]) => feeling)

function findIn(feelings: typeof HAPPY, plain: PlainText): Felt | null {
  for (const [feeling, reason, pattern] of feelings) {
    const found = firstMatch(pattern, plain.text, plain.may)
    if (found === null) continue
    const quote = cutQuote(plain, found.index, found.index + found.text.length)
    return { reason, score: 1, quote, feeling, words: found.text.trim() }
  }
  return null
}

/** The feeling that the words show on the unhappy side, with those words. */
export function findUnhappy(plain: PlainText): Felt | null {
  return findIn(UNHAPPY, plain)
}

/** The feeling that the words show on the happy side, with those words. */
export function findHappy(plain: PlainText): Felt | null {
  return findIn(HAPPY, plain)
}
