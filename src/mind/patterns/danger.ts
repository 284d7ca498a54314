import type { Danger } from '../reading.ts'
import type { PlainText } from './plain-text.ts'
import { blank, type Finding, findAll, oneOf, type Rule } from './rule.ts'

const SELF_HARM: Rule = {
  reason: 'may be in danger of self-harm',
  score: 1,
  pattern: oneOf(
    '\\b(?:kill(?:ing)?|hurt(?:ing)?|harm(?:ing)?|cut(?:ting)?|hang|shoot|drown) my ?self\\b|\\bsuicid\\w*|\\bself[- ]harm\\w*|\\bend(?:ing)? (?:my|it all|my own) ?life\\b|\\bend it all\\b|\\btake my (?:own )?life\\b',
    "\\b(?:want|wish|going|ready|rather) (?:to )?(?:be dead|die|i was dead|i were dead)\\b(?! laughing| of)|\\b(?:don'?t|do not|no longer|not) want to (?:live|be alive|be here any ?more|wake up|exist)\\b|\\bbetter off dead\\b|\\bbetter off without me\\b|\\bno (?:reason|point) (?:to|in) liv(?:e|ing)\\b|\\bkms\\b",
    '\\b(?:suicid\\w*|matarme|quitarme la vida|quiero morir|no quiero vivir|me suicider|en finir avec la vie|envie de mourir|veux mourir|umbringen|selbstmord|suizid\\w*|nicht mehr leben|me matar|quero morrer|nao quero (?:mais )?viver|uccidermi|voglio morire|ammazzarmi|zelfmoord|wil dood|niet meer leven|samoboj\\w*|zabic sie|chce umrzec|intihar|olmek istiyorum|kendimi oldur\\w*|aatmahatya|marna chaht\\w*|mar jana)\\b',
    'आत्महत्या|मरना चाहत|जीना नहीं|انتحار|انتحر|اقتل نفسي|اريد ان اموت|自杀|自殺|想死|不想活|死にたい|самоубий|покончить с собой|хочу умереть|자살|죽고 싶',
  ),
}

const SAFETY: Rule = {
  reason: 'somebody may be hurt or in danger',
  score: 0.95,
  pattern: oneOf(
    '\\b(?:caught|catches|catching|set) (?:on )?fire\\b|\\b(?:is|was|are|were|went|literally|currently|now) on fire\\b|\\bburst into flames|\\bin flames\\b|\\bflames (?:came|coming|shot)',
    '\\b(?:smok(?:e|ing)|sparks?|sparking|flames?|fumes|burning smell) (?:is |was |are |were |started |began |has been )?(?:com\\w+|came|pour\\w+|out of|from|everywhere|rising)|\\b(?:started?|began|is|was|keeps|of|saw|see|some|white|black) (?:to )?(?:smok(?:e|ing)|spark(?:s|ing)?)\\b(?! (?:polic|detector|alarm|gr[ae]y|free|area|room|jacket|plug))|\\bsmell(?:s|ed|ing)? (?:of |like )?(?:burn\\w*|gas|smoke|burnt)\\b|\\bburn(?:ing|t) smell',
    '\\b(?:explod(?:ed|es|ing)|explosion|blew up|electrocut\\w*|electric(?:al)? shock|(?:got|gave (?:me|him|her|us)) (?:a|an) (?:\\w+ )?shock|short[- ]circuit\\w*|carbon monoxide|gas leak|leaking (?:gas|acid))\\b|\\boverheat(?:ed|ing|s)\\b|\\b(?:batter(?:y|ies)|chargers?|it|device|plug)\\b.{0,20}\\b(?:swell\\w*|swollen|bulging|melt(?:ed|ing|s))\\b',
    '\\b(?:batter(?:y|ies)|chargers?)\\b.{0,25}\\b(?:hiss(?:es|ed|ing)|smok(?:es?|ed|ing)(?! (?:alarm|detector|area|room|free))|leak(?:s|ed|ing)|smells?|(?:very|really|so|too|extremely|burning|red) hot(?! (?:weather|day|summer|sun|climate|countr)))\\b',
    '\\b(?:injur(?:ed|y|ies)|bleeding|ambulance|hospitali[sz]ed|(?:went|ended up|taken|rushed|go|going)(?: in| to)?(?: the)? (?:hospital|emergency room|a&e)|stitches|concussion|unconscious|broke (?:my|his|her) (?:arm|leg|wrist|nose|collar ?bone|hand|tooth|ankle))\\b(?! (?:bed|gown|supplies|discount))',
    '\\b(?:burn(?:ed|t|s)|hurt|cut|scald(?:ed)?|sliced|shocked) (?:me|him|her|myself|himself|herself|(?:my|his|her|our|their) (?:hand|finger|face|leg|arm|foot|skin|eye|child|son|daughter|baby|kid|dog|cat|mouth|wife|husband|mother|father|mum|mom|dad|back|head|lip|tongue|arms|knee|foot|feet))s?\\b(?! (?:hair|feelings|off))',
    '\\b(?:chok(?:ed|ing)|allergic reaction|anaphyla\\w*|food poisoning|poison(?:ed|ing)|(?:child|baby|son|daughter|kid|toddler|dog|cat|he|she|i)(?: has| have)? swallowed)\\b|\\b(?:brakes?|steering|handlebars?|fork|seat ?belt)\\b.{0,15}\\b(?:fail(?:ed|s|ing)?|snapped|came off|gave out|stopped working)\\b|\\b(?:my|a|our) (?:child|baby|son|daughter|kid)\\b.{0,30}\\b(?:hurt|injured|sick|fell|choked|bleeding)\\b',
    '\\b(?:se incendio|en llamas|sale humo|echando humo|exploto|herid[oa]|quemadura\\w*|me queme|descarga electrica|prend feu|pris feu|fumee|explose|blesse\\w*|brule\\w*|brennt|feuer gefangen|raucht|rauch|explodiert|verletzt\\w*|stromschlag|verbrannt|pegou fogo|fumaca|explodiu|ferid[oa]|queimadura|choque eletrico|preso fuoco|fumo dal\\w*|esplos[oa]|ferit[oa]|ustionat[oa]|vlam gevat|in brand|rook|ontploft|gewond|zapalil\\w*|dymi\\w*|wybuch\\w*|poparz\\w*|yaniyor|alev aldi|duman|patladi|yaralandi\\w*|aag lag\\w*|dhua?n)\\b',
    'आग लग|धुआँ|धुआं|चोट|जल गय|حريق|احترق|دخان|انفجر|اصيب|着火|起火|冒烟|冒煙|爆炸|受伤|受傷|触电|火が出|発火|煙が|爆発|怪我|けがを|感電|загорел|дым(?:ит|ится)|взорва|ожог|불이 났|연기|폭발|다쳤',
  ),
}

const THREAT: Rule = {
  reason: 'threatens somebody',
  score: 0.9,
  pattern: oneOf(
    "\\b(?:i'?ll|i will|i'?m going to|i am going to|gonna|we will|we'?ll|i'?d|i would|going to|i want to|someone should) (?:\\w+ ){0,3}(?:kill|murder|hurt|shoot|stab|strangle|beat|punch|attack|destroy|burn|bomb|smash|blow|hunt|find) (?:up |down )?(?:you|u|him|her|them|your|ur|the (?:driver|manager|shop|store|office|staff)|every ?one|all of you)\\b(?! (?:a|an|the|one|another|something|later|there|in the)\\b)",
    "\\b(?:you(?:'ll| will)?|u|they|he|she) (?:deserves? to|should|must|will|gonna|are going to|are gonna) (?:die|regret (?:this|it)|pay for (?:this|what)|burn in)\\b|\\bi know where (?:you|u) (?:live|work)|\\bwatch your back\\b|\\b(?:a|the) bomb (?:in|at|under|to|threat)\\b|\\bdeath threat",
    '\\b(?:te voy a (?:matar|pegar)|os voy a matar|se donde vives|je vais (?:te|vous) (?:tuer|frapper)|ich (?:bringe|bring) (?:dich|euch|sie) um|vou te matar|ti (?:ammazzo|uccido)|vi ammazzo|ik (?:maak|vermoord) (?:je|jullie)(?: af)?|zabije (?:cie|was)|seni (?:oldur\\w*|gebert\\w*)|jaan se maar)\\b',
    'जान से मार|साقتلك|سوف اقتلك|ساقتلك|杀了你|殺了你|弄死你|殺してやる|ぶっ殺|убью (?:тебя|вас)|죽여버',
  ),
}

const LEGAL: Rule = {
  reason: 'speaks of the law',
  score: 0.9,
  pattern: oneOf(
    '\\b(?:my|a|our|the|with|speak to|call|get|hire) (?:lawyer|solicitor|attorney|barrister|legal team)s?\\b|\\blawyers?\\b|\\bsolicitors?\\b|\\blaw ?suits?\\b|\\bclass[- ]action\\b|\\bcease and desist\\b|\\blegal (?:action|proceedings|advice|steps|route|threat|claim)\\b|\\blegally\\b.{0,30}\\b(?:oblig|requir|bound|entitle)\\w*|\\bletter before (?:action|claim)\\b',
    "\\b(?:su(?:e|ing) (?:you|u|your|the (?:company|shop|store)|them|this)|(?:will|going to|gonna|i'?ll|might) sue\\b)|\\b(?:to|in|go|going|see you in|small claims|the|county|high|civil) court\\b(?! (?:shoes?|yard|jester))(?<!(?:food|tennis|squash|badminton|basketball) court)",
    '\\btrading standards\\b|\\bombuds\\w+|\\bconsumer (?:protection|rights|affairs|council|authority|tribunal|court|forum)\\b|\\bbetter business bureau\\b|\\b(?:attorney general|the ftc|the fca|the ico|information commissioner|citizens advice|consumer act|rights act)\\b|\\bregulators?\\b(?<!(?:gas|pressure|voltage|heat|temperature) regulator)|\\b(?:call|go to|report\\b.{0,20} to|tell|inform|contact) the (?:police|authorities)\\b',
    '\\b(?:gdpr|dsgvo|rgpd|data[- ]protection|privacy law|ccpa)\\b.{0,40}\\b(?:complain\\w*|breach\\w*|violat\\w*|request|right|rights|authority|officer|report\\w*|infring\\w*|erasure|access|fine|law|illegal|article)\\b|\\b(?:breach\\w*|violat\\w*|report\\w*|under|against|infring\\w*|complain\\w*|illegal)\\b.{0,30}\\b(?:gdpr|dsgvo|rgpd|data[- ]protection|ccpa)\\b|\\bdata breach\\b|\\bsubject access request\\b|\\bright to (?:erasure|be forgotten)\\b',
    "\\b(?:abogad[oa]s?|demandar(?:e|los|les|te)?|denunci(?:a|ar|are)|juzgado|tribunal\\w*|(?:mon|un|notre|l'|d') ?avocat|porter plainte|poursuites?|(?:rechts)?anwalt\\w*|anwaltin|rechtliche schritte|verklage\\w*|vor gericht|gerichtlich|verbraucherschutz|advogad[oa]|processar|procon|justica|avvocat[oa]|denunci(?:o|are)|querela|vie legali|advocaat|rechtbank|rechter|aangifte|juridische stappen|adwokat\\w*|prawnik\\w*|sad(?:u|zie|owy)|uokik|avukat\\w*|mahkeme\\w*|dava ac\\w*|tuketici hakem\\w*|vakee?l|adalat)\\b",
    'वकील|अदालत|कोर्ट|मुकदमा|محامي|محكمه|مقاضا|القانون|律师|律師|起诉|起訴|法院|法庭|消协|(?<!\\d)12315(?!\\d)|弁護士|訴え|裁判|訴訟|消費者センター|адвокат|юрист|в суд|суде|роспотребнадзор|변호사|소송|고소|소비자원',
  ),
}

const DANGERS: { danger: Danger; rule: Rule }[] = [
  { danger: 'self_harm', rule: SELF_HARM },
  { danger: 'safety', rule: SAFETY },
  { danger: 'threat', rule: THREAT },
  { danger: 'legal', rule: LEGAL },
]

const HARMLESS = oneOf(
  '\\b(?:bath|photo|seed|cherry|love) bombs?\\b|\\bhurt (?:my|our) (?:feelings|business|wallet)|\\bburnt? (?:my |a )?(?:hole|calories|cd)|\\bkilling (?:me|time|it)\\b|\\bno (?:injur\\w+|one (?:was|is) (?:hurt|injured))|\\bnon-?smok\\w+|\\bsmoke (?:alarm|detector)s?|\\bspark ?plugs?|\\bfire ?(?:place|pit|wall|fox|stick|tv)\\b',
)

/** Finds why a person must look at once: the gravest reason, when there are several. */
export function findDanger(plain: PlainText): (Finding & { danger: Danger }) | null {
  const text = blank(plain, HARMLESS)
  for (const { danger, rule } of DANGERS) {
    const [found] = findAll([rule], plain, text)
    if (found !== undefined) return { ...found, danger }
  }
  return null
}
