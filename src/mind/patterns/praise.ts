import type { PlainText } from './plain-text.ts'
import { type Finding, findAll, oneOf, type Rule } from './rule.ts'

/** Before a word: that it is not said with a "not", and is not only waited or hoped for. */
const DENIED =
  "(?<!(?:\\b(?:not|never|no|hardly|dont|nothing|when|once|if|until|till|hope|hopefully|wish)|n't)(?: \\w+){0,3} )"
const FINE =
  '(?:great|good|lovely|wonderful|excellent|fantastic|brilliant|amazing|awesome|outstanding|superb|perfect|beautiful|terrific|first[- ]class|top)'
const VERY =
  "(?:so|very|really|super|incredibly|extremely|pretty|how|such|was|were|is|are|been|it's|that's|you're)"
const DONE =
  '(?:sort(?:ed|ing)|solv(?:ed|ing)|fix(?:ed|ing)|came|arrived|answered|answering|replied|replying|helped|helping|deliver(?:ed|ing)|responded|handled|refund(?:ed|ing)|repaired|sent|sending|done)'

/** What customers praise: English, then the plainest wordings elsewhere, then those in other letters. */
const RULES: Rule[] = [
  praise(
    'somebody was kind',
    `${DENIED}\\b(?:kind(?! of\\b)|kindness|friendly|polite|courteous|caring|considerate|thoughtful|patient with|(?:so|very|really|was|were|been) (?:helpful|patient|understanding|nice)|listen(?:ed|s)|(?:nice|lovely|helpful|kind) (?:people|person|staff|team|man|woman|lady|colleague)|out of (?:your|his|her|their) way|the extra mile|above and beyond)\\b|${DENIED}\\bkind of you\\b`,
    '\\b(?:amables?|amabilidad|muy simpatic[oa]s?|(?:tres|si|vraiment) gentil(?:le)?s?|gentillesse|tres aimables?|tres sympa\\w*|freundlich(?:e[rs]?)?(?! gru)|freundlichkeit|sehr nett|so nett|hilfsbereit|lieb von|muito (?:gentil|gentis|simpatic[oa]s?|atencios[oa]s?)|(?:molto|cosi|davvero|stat[oaie]) (?:gentil[ei]|cortes[ei])|gentilissim[oaie]|gentilezza|vriendelijk(?! verzoek)|(?:heel|erg|zo) aardig|behulpzaam|bardzo (?:mil\\w+|uprzejm\\w+|pomocn\\w+)|zyczliw\\w*|cok (?:nazik|kibar|ilgili))\\b',
    'दयालु|विनम्र|لطيف|ودود|很(?:热情|耐心|亲切|友好)|态度(?:很|真|非常)?好|親切|丁寧|優し',
  ),
  praise(
    'it was quick',
    `${DENIED}\\b${VERY} (?:quick|fast|prompt|swift|speedy)\\b(?! question)|\\b(?:quick|fast|prompt|swift|speedy) (?:reply|answer|response|delivery|service|help|work|shipping|turnaround|reaction|solution|refund|repair)\\b|${DENIED}(?<!please [^.!?]{0,60})\\b${DONE}\\b[^.!?]{0,30}\\b(?:quickly|promptly|fast|right away|straight ?away|immediately|so soon|on time|early|(?:with)?in (?:just |only |about )?(?:(?:\\w+ )?(?:minutes|seconds)|no time|an hour|(?:a|one|two) (?:hour|day)s?)|(?:the )?(?:same|next|very next) day)\\b`,
    '\\b(?:(?:muy|tan|que) rapid[oa]s?|rapidez|(?:tres|si|super) (?:rapides?|rapidement|vite)|rapidite|(?:so|sehr|super|echt) (?:schnell\\w*|zugig)|schnelle (?:antwort|hilfe|lieferung|reaktion)|(?:muito|tao|super) rapid[oa]s?|(?:molto|cosi|super) (?:rapid[oaie]|veloc[ei])|velocissim[oaie]|(?:heel|erg|zo|super|lekker) snel|snelle (?:reactie|levering|hulp)|(?:bardzo|tak|super) szybk\\w*|szybka (?:odpowiedz|dostawa|reakcja)|(?:cok|bu kadar) hizli)\\b',
    'बहुत (?:जल्दी|तेज)|سريع(?:ه)? جدا|(?:很|真|好|非常)快|太快了|速度快|迅速|(?:早|速)かった|(?:早|速)い対応',
  ),
  praise(
    'it was fair',
    `${DENIED}\\b(?:fair(?! enough| play| trade)|generous|honest|(?:good|great|fair|excellent|amazing) (?:price|prices|value|deal)|value for money|worth (?:it|the money|every (?:penny|cent))|no quibbles?|no questions asked)\\b`,
    '\\b(?:muy just[oa]|honest[oa]s?|generos[oa]s?|buen precio|honnetes?|genereu(?:x|se)|bon prix|faire[rs]?|sehr fair|kulant\\w*|grosszugig\\w*|guter preis|bom preco|onest[oaie]|buon prezzo|heel eerlijk|coulant|goede prijs|uczciw[aye]|dobra cena|durust|uygun fiyat\\w*)\\b',
    'ईमानदार|公平|公道|实惠|良心的|誠実|سعر (?:جيد|ممتاز)',
  ),
  praise(
    'it was easy',
    `${DENIED}\\b${VERY} (?:easy|simple|smooth|straightforward|painless|effortless)(?! (?:question|thing))\\b|\\bmade (?:it|this|that|everything|things|my life)(?: all)?(?: so| very| really)? (?:easy|easier|simple)\\b|${DENIED}\\b(?:(?:no|without(?: any)?) (?:fuss|hassle)|hassle[- ]free|went smoothly|easy to (?:use|set up|order|book|follow|find|assemble|install|put)|(?:well|clearly) explained|explained (?:\\w+ ){0,3}(?:well|clearly))\\b`,
    '\\b(?:(?:muy|tan) (?:facil|sencill[oa])|(?:tres|si|super) (?:facile|simple)(?:ment)?|(?:sehr|super|ganz) (?:einfach|leicht)|unkompliziert\\w*|reibungslos|muito (?:facil|simples)|(?:molto|cosi) (?:facile|semplice)|(?:heel|erg|super) (?:makkelijk|eenvoudig)|bardzo (?:latw\\w+|prost\\w+)|cok (?:kolay|basit))\\b',
    'बहुत आसान|سهل جدا|(?:很|非常)(?:方便|简单|容易)|簡単(?:で|に|だ)|わかりやす',
  ),
  praise(
    'it works well',
    `${DENIED}\\b(?:works?|worked|working|runs?|running|rides?|fits?|goes|performs?)(?: \\w+)? (?:perfectly|well|great|wonderfully|beautifully|brilliantly|flawlessly|smoothly|again|like (?:new|a charm|a dream|clockwork))\\b|${DENIED}\\b(?:(?:as )?good as new|(?:does|did) exactly what|going strong|lasts (?:long|ages|all|for))\\b|\\bworks now\\b`,
    '\\b(?:funciona (?:muy |muito )?(?:bien|bem|perfect\\w+|de maravilla)|(?:fonctionne|marche) (?:tres |vraiment )?(?:bien|parfaitement|a merveille)|(?:funktioniert|lauft) (?:\\w+ )?(?:gut|super|einwandfrei|perfekt|prima|tadellos|wieder)|funziona (?:molto )?(?:bene|benissimo|perfettamente)|werkt (?:\\w+ )?(?:goed|perfect|prima|uitstekend|weer)|dziala (?:\\w+ )?(?:dobrze|swietnie|idealnie|bez zarzutu)|(?:iyi|guzel|mukemmel|sorunsuz) calis\\w*)\\b',
    '(?:अच्छा|बढ़िया) (?:काम|चल)|يعمل (?:بشكل )?(?:جيد|ممتاز|رائع)|(?:很|非常|真)好用|使いやす|問題なく(?:使|動)',
  ),
  praise(
    'the product is good',
    `${DENIED}\\b(?:love|loves|loving|adore|enjoy(?:s|ing)?) (?:my|our|her|his|their) (?!sense\\b)|\\blov(?:e|es|ing) (?:the|this|these|it|them)\\b(?! (?:if|when|how|service|way|idea))|\\b(?:over the moon|delighted|thrilled|(?:so|very|really) (?:happy|pleased)|happy|pleased) with (?:(?:my|our|her|his|their|the|this) (?!service|support|help|work|staff|team|way|answer|result|repair|outcome)|it\\b)|\\b${FINE} (?:quality|products?|items?)\\b|\\b(?:well|beautifully|nicely) made\\b|\\bbest (?:\\w+ ){1,3}?(?:i|we)(?:'ve| have)? (?:ever )?(?:had|have|owned|bought|tasted|eaten|used|seen|ridden)\\b|\\b(?:tastes?|looks?|feels?|sounds?) (?:so |really |absolutely )?${FINE}\\b|\\bdelicious\\b`,
    '\\b(?:(?:muy )?buena calidad|excelente calidad|me encanta(?! la idea)|(?:bonne|excellente) qualite|de qualite|(?:gute|tolle|super|beste|hervorragende|top) qualitat|(?:boa|otima|excelente) qualidade|adorei|(?:ottima|buona) qualita|(?:goede|prima|mooie|uitstekende) kwaliteit|(?:dobra|swietna|doskonala|wysoka) jakosc|(?:cok )?kaliteli|cok begen\\w+)\\b',
    '(?:अच्छी|बढ़िया) (?:क्वालिटी|गुणवत्ता)|جودة (?:ممتازة|عالية|رائعة)|质量(?:很|非常|真)?好|(?:很|非常)喜欢|品質が(?:良|い)|気に入(?:っ|り)',
  ),
  praise(
    'somebody helped well',
    `\\b${FINE} (?:customer )?(?:service|support|help|advice|job|work|team|staff|care)\\b|\\bbest (?:service|team|shop|store|company|support)\\b|\\b(?:you(?: are|'re| were)|he(?: is|'s| was)|she(?: is|'s| was)|they(?: are|'re| were)) (?:an? (?:absolute )?(?:star|legend|gem|hero|angel)s?|the best|${FINE})\\b|\\b(?:you|[a-z]+) (?:are|is|was) an? (?:absolute )?(?:star|legend|gem|hero|angel)\\b|\\blife ?savers?\\b|\\b(?:happy|pleased|delighted|impressed|satisfied) with (?:your|the|his|her|their) (?:service|support|help|work|advice|team|staff)\\b`,
    '\\b(?:(?:buen|excelente|gran) (?:servicio|trabajo)|(?:buena|excelente) atencion|(?:bon|excellent|super) (?:service|travail|accueil)|(?:toller|guter|super|bester|klasse|top|hervorragender) service|(?:gute|tolle|super) (?:beratung|hilfe|arbeit)|(?:bom|otimo|excelente) (?:servico|atendimento|trabalho)|(?:ottimo|buon|eccellente) (?:servizio|lavoro)|ottima assistenza|(?:goede|prima|top|geweldige|uitstekende) (?:service|hulp)|(?:goed|prima|mooi) werk|(?:swietna|dobra|doskonala) (?:obslug\\w*|robota)|(?:harika|iyi|guzel|mukemmel) (?:hizmet|servis))\\b',
    '(?:अच्छी|बढ़िया) सेवा|خدمة (?:ممتازة|رائعة|جيدة)|服务(?:很|真|非常)?(?:好|棒|周到)|素晴らしい対応',
  ),
  praise(
    'it helped',
    `${DENIED}\\b(?:(?:is|are|all|was|got|been|now|it's|that's) (?:all )?(?:sorted|solved|resolved|fixed|put right)|all (?:good|fine|well|right) now|problem solved|saved (?:my|the) (?:day|life|weekend|week)|(?:that|this|it|which|you|he|she|they)(?: has| have|'ve)? (?:really |already |all )?(?:helps?|helped)|that (?:did it|worked|fixed it)|(?:just|exactly)? ?what i (?:needed|wanted|was looking for))\\b`,
    "\\b(?:solucionad[oa]|resuelt[oa]|me (?:ha )?ayud(?:o|ado|aron)|(?:est|c'est) (?:resolu|regle)|(?:ist|alles|hat sich) (?:jetzt )?(?:geklart|erledigt|gelost)|hat (?:mir )?(?:sehr )?geholfen|resolvid[oa]|ajudou|risolt[oa]|mi ha aiutat[oa]|(?:is|nu) opgelost|(?:goed|heeft) geholpen|rozwiazan[aey]|zalatwion[aey]|pomogl\\w*|cozuldu|yardimci oldu)\\b",
    'हल हो गया|ठीक हो गया|मदद मिली|解决了|帮了|解決(?:し|で)|助かり|تم الحل',
  ),
]

/** Why somebody may be happy, in words that an owner would use; nothing where only the sound of it is kind. */
export function findPraise(plain: PlainText): Finding[] {
  return findAll(RULES, plain)
}

function praise(reason: string, ...sources: string[]): Rule {
  return { reason, score: 1, pattern: oneOf(...sources) }
}
