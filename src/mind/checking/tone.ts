import type { Refusal } from './checked.ts'
import type { Written } from './written.ts'

const BLAME = new RegExp(
  [
    String.raw`\byou should(?:n't| not)? have (?!received|got|gotten|an?\b|the\b|your\b|been (?:sent|told|given|able)|seen|had|arrived|by now|at least|it\b|\d)`,
    String.raw`\byou ought to have\b|\byou could have\b(?! been)|\byou failed to\b|\byou (?:must|clearly|obviously) (?:have )?(?:did|done|made|misread|missed|not|forgot|forgotten|misunderst\w+)\b`,
    String.raw`\bas (?:i|we)(?:'ve| have)? (?:already |just |clearly |previously )*(?:said|told|explained|mentioned|stated|wrote|written)\b|\bi(?:'ve| have)? already (?:said|told|explained|answered|mentioned)\b|\bper my (?:last|previous)\b|\blike i said\b|\bhow many times\b`,
    String.raw`\b(?:it's|it is|that's|that is|this is|was|is) (?:all |entirely |simply )?your (?:own )?(?:fault|mistake|responsibility|problem|doing|negligence)\b|\byour (?:own )?(?:fault|carelessness|negligence)\b|\bblame yourself\b`,
    String.raw`\bif you had (?:only |just |bothered |actually )?(?:read|followed|listened|checked|looked|paid attention|told)\b|\byou (?:didn't|did not|never) (?:read|listen|follow|pay attention|bother)\b|\byou need to understand\b|\byou (?:are|'re) (?:wrong|mistaken|being (?:rude|unreasonable|difficult|dramatic)|overreacting|lying|confused)\b|\bread the (?:manual|page|policy|instructions) (?:again|properly|first|next time)\b|\bnext time,? (?:please )?(?:read|check|be more)\b|\bobviously\b|\bcommon sense\b`,
    String.raw`\b(?:deberías|debería|tendrías que|debiste) haber (?!recibido|llegado)|\bcomo ya (?:le|te) (?:dije|he dicho|expliqué)\b|\bes (?:su|tu) culpa\b|\bvous auriez dû\b(?! recevoir)|\bcomme je (?:vous )?l'ai (?:déjà )?dit\b|\bc'est (?:de )?(?:votre|ta) faute\b|\b(?:sie|du) hätte(?:n|st) \p{L}+ (?:sollen|müssen)\b|\bwie (?:ich )?(?:bereits|schon) (?:gesagt|erwähnt|erklärt)\b|\b(?:ihre|deine) (?:eigene )?schuld\b|\bcomo já (?:disse|expliquei)\b|\bculpa sua\b|\bavrebbe dovuto\b(?! ricevere)|\bcome (?:le )?ho già detto\b|\bcolpa sua\b|\bu had moeten\b|\bzoals ik al zei\b|\buw (?:eigen )?schuld\b|\bjak już (?:mówił\p{L}*|pisał\p{L}*)\b|\b(?:pana|pani|twoja) wina\b`,
  ].join('|'),
  'iu',
)
const BRUSH_OFF =
  /\b(?:not|isn't) (?:my|our) (?:problem|concern|fault|department|job|responsibility)\b|\bnothing (?:more |else |that )?(?:we|i|you) can (?:do|say)\b|\bthere(?:'s| is) nothing (?:to be done|(?:more|else|that)? ?(?:we|i) can)\b|\bcontact (?:our |the |customer )?(?:customer )?(?:support|service|helpdesk)\b|\bcalm down\b|\bcalm yourself\b|\brelax\b|\bchill\b|\byour (?:call|feedback|message|opinion|business|satisfaction) is (?:very |extremely )?(?:important|valued)\b|\bvalued customer\b|\bvaluable feedback\b|\btickets?\b|\bcase (?:number|id)\b|\bdeal with it\b|\btoo bad\b|\btake it or leave it\b|\brules are rules\b|\b(?:get|move) (?:over it|on)\b|\bit's not (?:a |that )?(?:big deal|bad|serious)\b|\bno big deal\b|\bwhatever\b(?! you| we| the| i| size| colou?r)|\bgo (?:away|elsewhere)\b|\bwe apologi[sz]e for any inconvenience\b|\bany inconvenience (?:this|caused)\b|\bstop (?:complaining|whining|shouting)\b|\bno es (?:mi|nuestro) problema\b|\bcálme(?:se|te)\b|\bcálmate\b|\bce n'est pas (?:mon|notre) problème\b|\bcalmez-vous\b|\bnicht (?:mein|unser) problem\b|\bberuhigen sie sich\b|\bnão é (?:meu|nosso|problema nosso|problema meu)\b|\bacalme-se\b|\bnon è (?:un )?(?:mio|nostro) problema\b|\bsi calmi\b|\bniet (?:mijn|ons) probleem\b|\brustig aan\b|\bto nie (?:mój|nasz) problem\b|\bproszę się uspokoić\b/iu
const HUMAN =
  /\bi(?:'m| am) (?:also |actually |really |just )?(?:a |an )?(?:real |actual |live |human )?(?:human|person|man|woman|guy|girl|mother|father|mum|dad|cyclist|rider|parent)\b|\bi(?:'m| am) (?:not|no) (?:an? )?(?:ai|bot|robot|machine|computer|program|chatbot)\b|\bmy (?:colleagues?|co-?workers?|boss|manager|supervisor|team|shift|lunch|break|desk|wife|husband|kids|children|son|daughter|mum|mother|dad|father|family|friends?|own (?:bike|bicycle|children|experience)|personal)\b|\bas (?:a|another|one) (?:fellow )?(?:human|person|cyclist|rider|parent|mother|father)\b|\bi (?:personally|myself)\b|\bpersonally,? i\b|\bin my (?:own )?(?:experience|opinion|family)\b|\bi(?:'ve| have) (?:been there|been through|felt|ridden|owned|had (?:the|that|this) same|worked here)\b|\bi (?:ride|rode|cycle|own|remember|grew up|feel|felt|live|drove|drive|walked|drank|ate|slept|called|phoned|spoke|talked|met|went|visited|tried it|was (?:at|in|on|there|a)|worked|love riding|love cycling|know (?:exactly )?how (?:you|it|that) feel)\b(?! sorry)|\bwhen i was\b|\b(?:breaks|warms|touches) my heart\b|\bmy heart\b|\bi(?:'m| am) (?:heartbroken|devastated|crying|in tears|angry|furious|tired|exhausted|hungry|human)\b|\bsoy (?:una |un )?(?:persona|humano|humana|ser humano)\b|\bje suis (?:une |un )?(?:personne|humain|humaine|être humain)\b|\bich bin (?:ein |eine )?(?:mensch|person|echter mensch)\b|\b(?:eu )?sou (?:uma |um )?(?:pessoa|humano|humana|ser humano)\b|\bsono (?:una |un )?(?:persona|umano|umana|essere umano)\b|\bik ben (?:een )?(?:mens|persoon)\b|\bjestem (?:człowiekiem|osobą)\b|\bmi (?:compañer[oa]|colega|jefe)\b|\bmon collègue\b|\bma collègue\b|\bmein(?:e|em|er)? kolleg(?:e|in|en)\b|\b(?:meu|minha) colega\b|\b(?:il|la) mi[oa] collega\b|\bmijn collega\b|\bmo(?:ja|im|ją) koleża\p{L}+|\bmój kolega\b/iu

/** A person is always one turn away, whatever a model or a page says. */
const DENIES_PERSON =
  /\byou (?:can(?:not|'t)|can not|may not|(?:are|'re) not (?:able|allowed) to|won't be able to) (?:talk|speak|write|get through|reach|be (?:put|transferred|connected))\b[^.!?\n]{0,30}\b(?:person|human|people|anyone|anybody|someone|somebody|staff|team)\b|\b(?:no (?:person|human|people|staff|one)|nobody)(?: (?:here|of our team|from our team))? (?:can|will|could|is able to|are able to|is available|are available)\b|\b(?:a person|people|humans?|our (?:team|staff)) (?:is|are) (?:never|not) (?:available|there|reachable)\b/iu

/** No blame, no brush-off, and no claim to be a person or to have lived. What the pages say in the same words may stand. */
export function unkind({ plain, kind, sources }: Written): Refusal | null {
  const said = (pattern: RegExp) => {
    const found = pattern.exec(plain)?.[0]
    return found !== undefined && !sources.pages.toLowerCase().includes(found.toLowerCase())
  }
  if (DENIES_PERSON.test(plain))
    return {
      why: 'it denies the customer a person',
      repair: 'Never say that no person can help: one is always there.',
    }
  if (said(BLAME))
    return {
      why: 'it blames the customer',
      repair:
        'Say what can be done now, without a word of what the customer should have done or was told before.',
    }
  if (said(BRUSH_OFF))
    return {
      why: 'it sends the customer away',
      repair:
        'Answer kindly and plainly: send nobody away, make nothing small, use no words of call centres.',
    }
  if (kind !== 'reply' && said(HUMAN))
    return {
      why: 'it claims to be a person',
      repair: 'You are an AI: claim no body, no life, no colleagues and no experiences of your own.',
    }
  return null
}
