import { NOT_WISHES_ELSEWHERE, WISHES_ELSEWHERE } from './person-elsewhere.ts'
import type { PlainText } from './plain-text.ts'
import { blank, type Finding, findAll, oneOf, type Rule } from './rule.ts'
import { repairTypos } from './typo.ts'

const KIND =
  '(?:(?:a|an|the|any|some|one of|your|you|ur|our|other|another|different|real|really|actual|live|living|human|normal|proper|physical|customer|consumer|client|support|service|services|care|sales|account|technical|tech|help|free|senior|non-robotic|other|more|my account|fucking|damn|goddamn|bloody|freaking|godamn) )*'
const NOUN =
  '(?:person|human(?: ?being)?|hooman|agent|representative|rep|operator|manager|supervisor|advis[eo]r|assistant|attendant|consultant|specialist|expert|boss|owner|employee|worker|colleague|team ?mate|team|staff(?: member)?|member of (?:the |your )?(?:staff|team)|associate)s?'
const ANYONE =
  '(?:some ?one|some ?body|any ?one|any ?body|people)(?! (?:about|at) (?:my|the) (?:bank|work|job))'
const DESK =
  '(?:customer|client|consumer)s? ?(?:service|care|support|assistance|relations)s?(?: team| department| desk)?'
const END = '(?![\\w-])(?! (?:who|that|which|i (?:spoke|talked)|number|id|hours|fees?|code|role|review))'
const WHO = `${KIND}(?:${NOUN}|${ANYONE}|${DESK}|help ?desk|support(?: team| department)?|call cent(?:er|re))${END}`
const MACHINE =
  '(?:bots?|chat ?bots?|robots?|machines?|computers?|a\\.?i\\.?|automat\\w*|virtual (?:agent|assistant|bot)s?)'
const POLITE = '(?:please|pls|plz|now|asap|thanks|thank you|immediately|today|at once|hello|hi|hey|ok)'

const WISHES: Rule[] = [
  {
    reason: 'asks for a person',
    score: 0.95,
    pattern: oneOf(
      `\\b(?:talk|talking|speak|speaking|spk|chat|chatting)(?: live| directly| now| please| pls)?(?: (?:to|with|2|too|w/?))? ${WHO}`,
      `\\b(?:connect|transfer|put|pass|hand|forward|redirect|direct|switch|refer|escalate)(?:ing)? (?:to )?(?:me|this|it|us|my \\w+)(?: (?:through|thru|over|up|on|straight|back|directly|please))*(?: to| with| onto)? ${WHO}`,
      `\\b(?:get|give|gimme|fetch|bring|pass|(?:find|send|show|assign) (?:me|us))(?: me| us)?(?: to| with| hold of| a hold of| in touch with| through to)? (?:an? |the |some |your )?${KIND}(?:${NOUN}|(?:some ?one|some ?body)(?: else)?)${END}`,
      `\\b(?:i|we)(?:'?d| would| really| just| do| still)* (?:want|need|like|prefer|demand|require|wanna|wnat|request)(?: to have| to get| to see| help from| assistance from| an answer from| a reply from| a response from)? (?:an? |the |your |some )?${KIND}${NOUN}${END}`,
      `\\b(?:need|want|like|help|assistance|how|where|possible|able|can i|could i|trying|try|let me|may i|wanna|have to|got to|can'?t|cannot|to do)\\b.{0,30}\\b(?:contact|contacting|reach|call|calling|phone|see|meet|deal with|hear from|get in touch with|get hold of|get a hold of|get through to|write to|message|ask for|use|find)(?: to| with| out to)? ${WHO}`,
      `^(?:please |pls |plz )?(?:contact|contacting|reach|call|calling|ask|asking) (?:for |to |with )?${WHO}`,
      `\\b(?:i|we) (?:want|need|demand|request) (?:to )?(?:a )?(?:human|live|real) (?:help|support|assistance|being|person|one|contact)`,
      `^(?!\\W*(?:thanks?|thank you|hi|hello|hey|ok)\\b.{0,12}\\b(?:team|boss|staff|owner|support))\\W*(?:(?:${POLITE}|just|want|need|i want|i need) )*(?:an? |the )?(?:${KIND}(?:${NOUN}|real one)|some ?one real|call ?back|hand ?off|hand ?over|${DESK})(?: (?:${POLITE}|help|chat|support))*\\W*$`,
      `[.!?,] *(?:an? )?(?:real |actual |live )*(?:human|person|agent|operator|representative|manager)(?: being)?,? ${POLITE}\\W*$`,
      '\\b(?:is|are) (?:there )?(?:any ?(?:one|body)|some ?(?:one|body)|a (?:real |live |actual )*(?:person|human|agent)|(?:real )?people)(?: (?:real|alive|human))? (?:there|here|around|available|online|home|(?:that |who )?i (?:can|could) (?:talk|speak|chat))',
      '^\\W*(?:hello+\\W+)?any ?(?:one|body) (?:there|here|home|around)\\W*$',
      '\\bwho (?:can|could|do|should) (?:i|we) (?:talk|speak|chat) (?:to|with)',
      '\\b(?:some ?one|some ?body) (?:(?:else|real|human) (?:please|to help|on the (?:line|phone))|(?:real|human)\\W*$)',
      '\\b(?:can|could|would|will|may|please)(?: have| get)? (?:some ?one|some ?body|a (?:human|person|manager|colleague|member of staff)|(?:one of )?your (?:staff|team|colleagues))(?: from (?:the|your) \\w+(?: \\w+)?)? (?:please )?(?:call|phone|ring|contact|get back|get in touch|reach out|take over|step in|talk|speak|look)',
      '\\b(?<!what )(?:please|can|could|would)(?: you)?(?: please)? (?:call|phone|ring) me(?: back)?(?: on | at | please| asap| now| today| tomorrow| when|[.!?,]|$)',
      '\\b(?:human|live|real[- ]person) (?:support|agent|help|chat|assistance|operator|representative|person|please)\\b(?! hours)',
      '\\btake this (?:up )?(?:to|with) (?:your|the|a) (?:manager|boss|supervisor)',
      '\\bescalat(?:e|ing) (?:this|it|my|the)\\b|\\bescalated? to\\b',
      '^\\W*call me(?: back)?(?: please| asap| now)?\\W*$',
      `\\b(?:rather|prefer|want|like|need) (?:to )?(?:discuss|go over|sort|settle|do|handle|deal|resolve|explain)(?: \\w+){0,3} with ${WHO}`,
      '\\b(?:is|are) there (?:an? |any )?(?:actual |real |live )+(?:person|human|people|agent)s?\\b',
      '^\\W*(?:please )?put me (?:through|on)(?: to someone)?(?: please| now)?\\W*$',
      '\\b(?:live|real) chat with (?:an? )?(?:real |live )?(?:person|human|agent|someone)\\b',
    ),
  },
]

const TIRED_OF_MACHINES: Rule[] = [
  {
    reason: 'does not want to talk to a machine',
    score: 0.85,
    pattern: oneOf(
      `\\b(?:stop|turn off|switch off|disable|kill|quit|end|no|no more|(?<!\\b(?:am|i'm|are|you're) )not an?|instead of|hate|rather than|sick of|tired of|fed up with|enough of)(?: the| this| that| your| these| talking to| speaking to| an?)* (?:stupid |useless |bloody |damn )?${MACHINE}\\b(?! protection)`,
      `\\b(?:don'?t|do not|not|never|without|stop|hate|refuse|why).{0,60} (?:to|with|by|from) (?:the |this |an? |your |these )?(?:stupid |useless |bloody |damn )?${MACHINE}\\b`,
      "\\b(?:don'?t|do not) (?:want|wanna|wish) (?:to )?(?:talk|speak|chat|deal)(?:ing)? (?:to|with) you\\b",
      `\\b(?:stupid|useless|dumb|terrible|idiotic|bloody|damn) ${MACHINE}\\b`,
      `\\b${MACHINE} (?:is|are) (?:so |really |completely |totally |just )?(?:stupid|useless|dumb|terrible|not help\\w*|no help|rubbish)`,
    ),
  },
]

// Words about people that are no wish for one; blanked before the rules look.
const NOT_WISHES = oneOf(
  "\\b(?:don'?t|do not|doesn'?t|didn'?t|did not|never|not|won'?t|no longer)(?: really| actually| even| you)? (?:need|want|wanna|wish|have|require|asking|ask|looking|transfer|connect|put|escalate)\\b(?! you to just)[^,.;!?]{0,80}?(?=[,.;!?]|$| but | just | i (?:want|need)| give | let | get )",
  '\\b(?:no need|no reason|rather not|prefer not|instead of|without|avoid|before i|after i?|when i|while i|every ?time i|last time i)\\b[^,.;!?]{0,60}',
  "\\b(?:am i|are we|was i|i was|i were|we were|i am|i'm|i've been|been) (?:now |currently |really |actually |already )?(?:talk|speak|chatt?)(?:ing)? (?:to|with)\\b[^.;!?]{0,60}",
  '\\bhad (?:a|another) (?:chat|talk|call)\\b[^,.;!?]{0,60}',
  '(?<!what |how |who )\\b(?:do|did|will|would|must) (?:i|we) (?:need|have|want) to\\b[^,.;!?]{0,60}',
  '\\b(?:are|r) (?:you|u|yo)\\b[^,.;!?]{0,40}\\b(?:person|human|bot|robot|machine|ai|agent)\\b',
  '\\bis (?:this|it|that)(?: just| really)? (?:an? )?(?:real |live |actual )*(?:person|human|bot|robot|machine|ai|agent)\\b',
  '\\bno (?:human|person|agent|one)s? (?:is |are )?(?:needed|required|necessary)\\b',
)

/** What speaks for a wish for a person, and what against. */
export interface WishSigns {
  wished: Finding | null
  elsewhere: Finding | null
  tired: Finding | null
  /** Speaks of people or machines without wishing for anybody. */
  denied: boolean
}

/** Looks for a wish for a person, in any wording or of many languages. */
export function findWishSigns(plain: PlainText): WishSigns {
  const repaired = repairTypos(plain)
  const text = blank(repaired, NOT_WISHES)
  const elsewhere = findAll(WISHES_ELSEWHERE, plain, blank(plain, NOT_WISHES_ELSEWHERE))
  return {
    wished: findAll(WISHES, repaired, text)[0] ?? null,
    elsewhere: elsewhere[0] ?? null,
    tired: findAll(TIRED_OF_MACHINES, repaired)[0] ?? null,
    denied: text !== repaired.text,
  }
}

/** The surest wish among what was found, or null. */
export function wishOf({ wished, elsewhere, tired }: WishSigns): Finding | null {
  return wished ?? elsewhere ?? tired
}
