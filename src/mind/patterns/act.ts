import type { Act } from '../reading.ts'
import type { PlainText } from './plain-text.ts'
import { matches, oneOf } from './rule.ts'

const END =
  '(?=\\W*$|[ ,.!;:-]+(?:and|but|i|we|please|pls|there|all|you|thanks?|ok|that|it|this|the|a|my|its|thats)\\b|[,.!;:、。！،])'
const GREETING = oneOf(
  '^\\W*(?:hi+|hey+|hello+|helo|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day)|morning|hola|buen[oa]s (?:dias|tardes|noches)|bonjour|bonsoir|salut|hallo|guten (?:tag|morgen|abend)|moin|ola|bom dia|boa (?:tarde|noite)|ciao|buongiorno|buonasera|hoi|goede(?:morgen|middag|navond)|czesc|dzien dobry|merhaba|selam|namaste|namaskar|salam|hej)\\b|^\\W*(?:नमस्ते|नमस्कार|مرحبا|السلام عليكم|اهلا|你好|您好|こんにちは|おはよう|はじめまして|привет|здравствуйте|добрый день|안녕)',
)
const THANKS = oneOf(
  '\\b(?:thanks?|thank ?(?:you|u)|thankyou|thx|tnx|ty|tysm|cheers|much appreciated|appreciate (?:it|that|your|the|you)|grateful|gracias|merci|danke(?:schon)?|vielen dank|obrigad[oa]|grazie|bedankt|dank (?:je|u)|dziekuje|dzieki|tesekkur\\w*|sagol|dhanyava?a?d|shukriya|shukran|tack|takk|kiitos|dekuji)\\b|धन्यवाद|शुक्रिया|شكرا|谢谢|謝謝|多谢|感谢|ありがとう|спасибо|дякую|감사|고마|🙏',
)
const YES = oneOf(
  `^\\W*(?:yes+|yeah+|yep|yup|ya|yea|sure|ok(?:ay)?|okey|alright|correct|right|exactly|indeed|absolutely|definitely|of course|please do|go ahead|sounds good|that(?:'s| is) (?:right|correct|it)|si|claro|vale|oui|d'accord|ja|genau|jawohl|sim|va bene|tak|evet|tamam|haan?|theek hai)${END}`,
  '^\\W*(?:हाँ|हां|जी|نعم|ايوه|是的|好的|可以|对|はい|ええ|да|네|👍|✅)',
)
const NO = oneOf(
  `^\\W*(?:no+|nope|nah|not (?:really|yet|at all|now)|never ?mind|no way|negative|that(?:'s| is) (?:not|wrong)|non|nein|nao|nee|nie|hayir|yok|nahin?|naa?hi)${END}`,
  "^\\W*(?:(?:sorry|but|well|hmm+)\\W+)*(?:that|this|it|your (?:answer|reply)) (?:did|does|has|was|is)(?:n'?t| not) (?:really |actually )?(?:help|answer|what i)",
  '^\\W*(?:नहीं|لا(?= |$|[,.!،])|不是|不用|不要|没有|いいえ|いや|нет|아니)',
)
const MARKED = /[?？؟]|\bfyi\b.{0,3}$|か[。]?\s*$|[吗嗎呢][。]?\s*$/u
const ASKING = oneOf(
  "^(?:\\W|\\b(?:hi|hey|hello|hola|and|so|but|ok|okay|also|please|sorry|excuse me|there|good (?:morning|afternoon|evening)|thanks|well|then|just wondering)\\b)*(?:what|whats|wat|where|wheres|when|whens|why|who|whos|whom|whose|which|how|hows|can|could|would|will|shall|should|do|does|did|is|are|am|was|were|has|have|may|might|isn'?t|aren'?t|don'?t|doesn'?t|didn'?t|can'?t|couldn'?t|won'?t|any idea|any chance|any (?:news|update))\\b(?:'s|'re|'d)? (?!not\\b|nothing\\b)",
  '\\b(?:(?:tell|show|explain|let) (?:me |us )?(?:know )?(?:how|what|when|where|why|who|if|whether|about)|(?:know|wondering|wonder|ask|understand|see|check|sure|clue|idea|find out) (?:how|what|when|where|why|who|which|if|whether)|have (?:a|an|another|one|some) (?:\\w+ )?questions?|(?:what|how) about)\\b',
  '^\\W*(?:donde|cuando|como|cuanto|cuanta|cual|que|quien|por que|puedo|pueden|ou|quand|comment|combien|pourquoi|quel(?:le)?s?|est-ce que|puis-je|wo|wann|wie|warum|was|welche\\w*|wer|kann|konnen|onde|quando|quanto|qual|posso|dove|come|perche|quale|waar|wanneer|hoe|waarom|kan|gdzie|kiedy|jak|dlaczego|ile|czy|nerede|nasil|kac|neden|kab|kaise|kahan|kyon|kya)\\b ',
  '(?:कब|कहाँ|कहां|कैसे|क्यों|कितना|क्या)|^(?:где|когда|как|почему|сколько|можно ли|هل|اين|متى|كيف|كم|لماذا|ما هو|ما هي)|(?:什么|什麼|怎么|怎麼|哪里|哪裡|多少|为什么|為什麼|什么时候|几点)|(?:어디|언제|어떻게|얼마)',
)
const REQUEST = oneOf(
  "\\b(?:please|pls|plz|help|assist\\w*|need|want|wanna|would like|i'?d like|looking for|looking to|trying to|por favor|s'?il (?:vous|te) plait|bitte|per favore|alsjeblieft|prosze|lutfen)\\b|^\\W*(?:cancel|change|track|get|send|show|check|update|delete|open|create|give|book|order|find|reset|return|refund|recover|edit|switch|add|remove|buy|pay|transfer|order)\\w* ",
)

/** What of these stands in a message. */
export interface ActSigns {
  marked: boolean
  asking: boolean
  request: boolean
  thanks: boolean
  greeting: boolean
  yes: boolean
  no: boolean
}

export function findActSigns(plain: PlainText): ActSigns {
  return {
    marked: MARKED.test(plain.text),
    asking: matches(ASKING, plain),
    request: matches(REQUEST, plain),
    thanks: matches(THANKS, plain),
    greeting: matches(GREETING, plain),
    yes: matches(YES, plain),
    no: matches(NO, plain),
  }
}

/** What a message does, given whether it asks something or asks for something. */
export function nameAct(text: string, signs: ActSigns, asks: boolean): Act {
  const short = text.length <= 40
  if (signs.marked || signs.asking) return 'ask'
  if (short && signs.no) return 'no'
  if (short && signs.yes && !signs.thanks) return 'yes'
  if (signs.thanks && text.length <= 120 && !(asks && signs.request)) return 'thank'
  if (asks || signs.request) return 'ask'
  if (signs.yes && !signs.thanks) return 'yes'
  if (signs.no) return 'no'
  return signs.thanks ? 'thank' : signs.greeting && text.length <= 60 ? 'greet' : 'tell'
}
