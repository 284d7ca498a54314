import type { Promising } from './commitment.ts'
import { DUTCH as DUTCH_TIMES, GERMAN as GERMAN_TIMES } from './germanic-times.ts'
import {
  FRENCH as FRENCH_TIMES,
  PORTUGUESE as PORTUGUESE_TIMES,
  SPANISH as SPANISH_TIMES,
} from './romance-times.ts'

/** Whole words; without a time it is a promise only where the deed is to ask, to look and to come back. */
const commitment = (words: string, sure: number, needsTime: boolean) => ({
  pattern: new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, 'giu'),
  sure,
  needsTime,
})

const GERMAN_DEED =
  'werden?|melden?|schicken?|senden?|rufen?|prüfen?|klären?|fragen?|schauen?|geben?|kümmern?|erstatten?|überweisen?|schreiben?|bestellen?|sagen?|liefern?|bringen?|ver(?:schicken?|senden?|anlassen?|einbaren?)|informieren?|kontaktieren?|erledigen?|holen?|reparieren?|ersetzen?|tauschen?|leiten?|mailen?|buchen?|organisieren?|machen?'
const GERMAN_ASK = 'melden?|prüfen?|klären?|fragen?|schauen?|kümmern?'

const GERMAN: Promising = {
  vocabulary: GERMAN_TIMES,
  commitments: [
    commitment('(?:das )?versprech(?:e|en) (?:ich|wir)|(?:ich|wir) versprechen?', 0.95, false),
    commitment(`(?:ich|wir) (?:\\p{L}+ ){0,1}(?:${GERMAN_DEED})|(?:${GERMAN_DEED}) (?:ich|wir)`, 0.85, true),
    commitment(
      `(?:ich|wir) (?:werden?(?= .*(?:melden|prüfen|klären|fragen|nachschauen|kümmern))|(?:${GERMAN_ASK}))|(?:${GERMAN_ASK}) (?:ich|wir)`,
      0.7,
      false,
    ),
    commitment(
      '(?:sie|du|ihr) (?:bekommen|bekommst|bekommt|erhalten|erhältst|erhaltet|hören|hörst|hört|haben|hast)|(?:bekommen|bekommst|erhalten|erhältst|hören|hörst|haben|hast) (?:sie|du)',
      0.8,
      true,
    ),
    commitment(
      '(?:paket|erstattung|geld|ersatz|rad|fahrrad|ware|bestellung|es|er|sie|das|(?:das|die|der|ihre?) \\p{L}+) (?:geht|kommt|ist|wird|trifft)(?= .*(?:raus|an|da|bei (?:ihnen|dir)|fertig|geliefert|verschickt|überwiesen|erstattet|ein))',
      0.6,
      true,
    ),
  ],
  never:
    /(?<!\p{L})(?:ist|sind)(?!\p{L}).*(?:angekommen|eingetroffen|geliefert worden|verschickt worden|gegangen)|(?<!\p{L})(?:kann|können|könnte|könnten|möchte)(?!\p{L})[^.;]{0,40}(?<!\p{L})(?:nicht|kein\p{L}*)(?!\p{L})|(?<!\p{L})(?:normalerweise|in der regel|üblicherweise|meistens|sollten?|würden?|wurden?)(?!\p{L})/iu,
  reported:
    /(?<!\p{L})(?:sagte|sagten|hoffe|hoffen|schrieb|schrieben|gesagt|ob|wenn|falls)(?!\p{L})[^,;:]*$/iu,
  hedged: /(?<!\p{L})(?:versuchen?|wahrscheinlich|vielleicht|vermutlich|hoffentlich|denke)(?!\p{L})/iu,
  condition: /(?<!\p{L})(?:wenn|falls|sobald|sofern)(?!\p{L})/iu,
  request:
    /^\W*(?:bitte )?(?:schicken|senden|schreiben|geben|sagen|schick|sende|schreib|gib|sag)(?!\p{L}).*(?:,| und| dann).*(?:ich|wir)(?!\p{L})/iu,
  question:
    /^\W*(?:könnten?|können|kannst|haben|hast|ist|sind|soll|sollen|wann|wie|was|wo|wer|warum|darf|dürfen|möchten|bekommen|melden|wird|werden)(?!\p{L})/iu,
}

const FRENCH: Promising = {
  vocabulary: FRENCH_TIMES,
  commitments: [
    commitment('je (?:vous |te )?(?:le )?promets|nous (?:vous )?(?:le )?promettons', 0.95, false),
    commitment(
      "je (?:(?:vous|te|le|la|les|lui|me|y|en) |l'|m'|t'|vous l'|vous en )*(?:\\p{L}+rai|envoie|rappelle|reviens|tiens|demande|vérifie|regarde|contacte|rembourse|réponds|fais|appelle|écris|transmets|occupe|expédie|renseigne|vais (?:(?:vous|le|la|les|me) |l'|m')*\\p{L}+r\\p{L}*)",
      0.85,
      true,
    ),
    commitment(
      "je (?:(?:vous|te|le|la|les|lui|me|en) |l'|m'|t'|m'en )*(?:re(?:viens|viendrai)|(?:demande|vérifie|renseigne|rappelle)(?:rai)?|tiens (?:au courant)|tiendrai|vais (?:vérifier|demander|me renseigner|voir))",
      0.7,
      false,
    ),
    commitment(
      "(?:nous|on) (?:(?:vous|te|le|la|les) |l'|vous l')*(?!sommes|avons|pouvons|devons|espérons|regrettons|serons|pourrons|devrons|a\\b|est|peut)(?:\\p{L}+ons|\\p{L}+ra|rappelle|envoie|rembourse|allons \\p{L}+r)",
      0.85,
      true,
    ),
    commitment(
      "vous (?:l'|les |le |la )?(?:aurez|recevrez|serez (?:rembours|contact|rappel|inform|préven)\\p{L}+)",
      0.85,
      true,
    ),
    commitment(
      '(?:colis|remboursement|commande|vélo|argent|il|elle|ce|ça|tout|réponse) (?:vous )?(?:sera|arrivera|partira|part|arrive)',
      0.6,
      true,
    ),
  ],
  never:
    /(?<!\p{L})(?:ne (?:peux|peut|pouvons|pourrai|pourrons)|pas (?:pouvoir|possible)|devrai(?:t|ent)|normalement|en général|d'habitude|habituellement)(?!\p{L})/iu,
  reported: /(?<!\p{L})(?:a dit|ont dit|avez dit|espère|espérons|écrit|si|quand)(?!\p{L})[^,;:]*$/iu,
  hedged: /(?<!\p{L})(?:essa\p{L}+|probablement|peut-être|sans doute|de mon mieux)(?!\p{L})/iu,
  condition: /(?<!\p{L})(?:si|s'il|dès que|lorsque|quand|une fois|à condition)(?!\p{L})(?! possible)/iu,
  request:
    /^\W*(?:envoyez|dites|donnez|écrivez|envoie|dis|donne)(?!\p{L}).*(?: et |, ).*(?:je|nous)(?!\p{L})/iu,
  question:
    /^\W*(?:pou(?:vez|rriez|vons)|est-ce|avez|êtes|quand|comment|où|que|qui|pourquoi|quel|voulez|souhaitez)(?!\p{L})/iu,
}

const SPANISH: Promising = {
  vocabulary: SPANISH_TIMES,
  commitments: [
    commitment('(?:se )?lo promet(?:o|emos)', 0.95, false),
    commitment(
      '(?!podré|podremos|seré|seremos|estaré|estaremos|tendré que|tendremos que|deberé|querré)\\p{L}+(?:[aei]ré|dré|bré|rré|[aei]remos|dremos|bremos|haré|diré)',
      0.85,
      true,
    ),
    commitment('(?:vo?y|vamos) a \\p{L}+r(?:le|lo|la|te|se|les|los|selo|telo)?', 0.85, true),
    commitment(
      '(?:le|les|te|os|lo|la|se lo|te lo|me) (?:llamo|envío|mando|aviso|escribo|pongo en contacto|digo|confirmo|devuelvo|llamamos|enviamos|mandamos|avisamos|devolvemos|ponemos en contacto)',
      0.8,
      true,
    ),
    commitment(
      '\\p{L}*(?:avisaré|preguntaré|consultaré|comprobaré|revisaré|verificaré|averiguaré|confirmaré|avisaremos|consultaremos|comprobaremos|revisaremos)|voy a (?:preguntar|consultar|comprobar|revisar|averiguar)(?:lo)?|(?:le|te|les) aviso',
      0.7,
      false,
    ),
    commitment(
      '(?:(?:lo|la|los) )?(?:tendrá|tendrás|tendréis|tendrán|recibirá|recibirás|recibirán)',
      0.85,
      true,
    ),
    commitment(
      '(?:llegará|saldrá|será (?:enviad|reembolsad|devuelt)\\p{L}+|estará (?:list[oa]|ahí|en su casa))',
      0.6,
      true,
    ),
  ],
  never:
    /(?<!\p{L})(?:no (?:puedo|podemos|podré|podría)|debería\p{L}*|normalmente|por lo general|habitualmente)(?!\p{L})/iu,
  reported: /(?<!\p{L})(?:dij\p{L}+|espero|esperamos|ojalá|escribi\p{L}+|si|cuando)(?!\p{L})[^,;:]*$/iu,
  hedged: /(?<!\p{L})(?:intent\p{L}+|tratar\p{L}+|probablemente|quizás?|tal vez|lo posible)(?!\p{L})/iu,
  condition:
    /(?<!\p{L})(?:si|cuando|en cuanto|tan pronto como|una vez que?)(?!\p{L})(?! (?:sea posible|pueda))/iu,
  request: /^\W*(?:envíe(?:me|nos)?|mánde(?:me|nos)|díga(?:me|nos)|dime|mándame|envíame)(?!\p{L}).* y /iu,
  question: /^\W*¿|^\W*(?:puede|podría|puedes|cuándo|cómo|qué|dónde|quién|tiene|quiere)(?!\p{L})/iu,
}

const DUTCH_DEED =
  'zal|zullen|stuur|sturen|bel|bellen|vraag|vragen|kijk|kijken|check|checken|controleer|controleren|laat|laten|kom|komen|mail|mailen|betaal|betalen|stort|storten|regel|regelen|zoek|zoeken|geef|geven|neem|nemen|verstuur|versturen|verzend|verzenden|meld|melden|bestel|bestellen|ga|gaan|bezorg|bezorgen|breng|brengen|schrijf|schrijven|doe|doen|vervang|vervangen|repareer|repareren'
const DUTCH_ASK = 'vraag|vragen|kijk|kijken|zoek|zoeken|controleer|check'

const DUTCH: Promising = {
  vocabulary: DUTCH_TIMES,
  commitments: [
    commitment('(?:dat )?beloof ik|dat beloven we|(?:ik|we|wij) belo(?:of|ven)', 0.95, false),
    commitment(
      `(?:ik|we|wij) (?!ga ervan|gaan ervan|kom er niet|laat het hierbij)(?:${DUTCH_DEED})|(?:${DUTCH_DEED}) (?:ik|we|wij)`,
      0.85,
      true,
    ),
    commitment(
      `(?:ik|we|wij) (?:(?:${DUTCH_ASK})(?= .*(?:na|uit|aan|kom|laat|het))|laat(?= .*weten)|laten(?= .*weten)|kom(?= .*terug)|komen(?= .*terug)|zal(?= .*(?:vragen|nakijken|uitzoeken|weten)))`,
      0.7,
      false,
    ),
    commitment(
      '(?:je|u|jij|jullie) (?:krijgt|krijgen|hebt|heeft|ontvangt|hoort|horen)|(?:krijg|krijgt|hoor|hoort|heb|hebt|heeft|ontvang|ontvangt) (?:je|u)',
      0.8,
      true,
    ),
    commitment(
      '(?:het|pakket|geld|fiets|terugbetaling|bestelling|pakje|alles|vervanging) (?:komt|gaat|wordt|is|staat)(?= .*(?:aan|weg|deur uit|bezorgd|teruggestort|klaar|binnen|verstuurd|bij (?:je|u)|op (?:je|uw)))',
      0.6,
      true,
    ),
  ],
  never:
    /(?<!\p{L})(?:kan|kunnen|zou|zouden)(?!\p{L})[^.;]{0,40}(?<!\p{L})(?:niet|niets|geen)(?!\p{L})|(?<!\p{L})(?:normaal|meestal|gewoonlijk|in de regel|zou|zouden|werd)(?!\p{L})/iu,
  reported: /(?<!\p{L})(?:zei|zeiden|hoop|hopen|schreef|gezegd|of|als|wanneer)(?!\p{L})[^,;:]*$/iu,
  hedged: /(?<!\p{L})(?:probeer|proberen|waarschijnlijk|misschien|hopelijk|denk)(?!\p{L})/iu,
  condition: /(?<!\p{L})(?:als|zodra|wanneer|indien|mits)(?!\p{L})(?! mogelijk)/iu,
  request:
    /^\W*(?:stuur|geef|zeg|mail|laat)(?!\p{L}) (?:me|mij|ons|even).* (?:en|dan) (?:ik|we|wij|stuur|kijk|dan)/iu,
  question:
    /^\W*(?:kunt|kun|kan|heeft|heb|hebt|is|zijn|wanneer|hoe|wat|waar|wie|waarom|mag|wilt|wil|zal|zullen|krijg|krijgt)(?!\p{L})/iu,
}

const PORTUGUESE: Promising = {
  vocabulary: PORTUGUESE_TIMES,
  commitments: [
    commitment('(?:eu )?prometo|prometemos', 0.95, false),
    commitment(
      '(?!poderei|poderemos|serei|seremos|estarei|estaremos|terei que|teremos que|deverei|rei)\\p{L}+(?:[aei]rei|[aei]remos|rei|lhe-ei)',
      0.85,
      true,
    ),
    commitment('(?:vou|vamos) (?:lhe |te |o |a )?\\p{L}+r(?:-lhe|-te|-lo|-la)?', 0.85, true),
    commitment(
      '(?:eu )?(?:lhe |te )?(?:ligo|envio|mando|aviso|retorno|respondo|ligamos|enviamos|retornamos|reembolsamos)(?:-lhe|-te)?',
      0.8,
      true,
    ),
    commitment(
      'vou (?:verificar|perguntar|ver|conferir|checar|consultar)|(?:verificarei|perguntarei|consultarei|avisarei|retornarei)|(?:já )?(?:te |lhe )?(?:aviso|retorno)',
      0.7,
      false,
    ),
    commitment('(?:você )?(?:receberá|terá|receberás|terás|vai (?:receber|ter))', 0.85, true),
    commitment(
      '(?:chegará|vai chegar|sairá|chega|será (?:enviad|reembolsad|devolvid)\\p{L}+|estará (?:pront[oa]|aí))',
      0.6,
      true,
    ),
  ],
  never:
    /(?<!\p{L})(?:não (?:posso|podemos|poderei|consigo)|deveria\p{L}*|normalmente|geralmente|em geral)(?!\p{L})/iu,
  reported: /(?<!\p{L})(?:disse\p{L}*|espero|esperamos|tomara|escreve\p{L}+|se|quando)(?!\p{L})[^,;:]*$/iu,
  hedged: /(?<!\p{L})(?:tent\p{L}+|provavelmente|talvez|o possível)(?!\p{L})/iu,
  condition: /(?<!\p{L})(?:se|quando|assim que|logo que|caso)(?!\p{L})(?! (?:possível|puder))/iu,
  request: /^\W*(?:envie|mande|diga|me (?:envie|mande|diga)|envia|manda)(?:-me|-nos)?(?!\p{L}).* e /iu,
  question: /^\W*(?:pode|poderia|quando|como|o que|onde|quem|você (?:pode|tem)|tem|quer)(?!\p{L})/iu,
}

export const ELSEWHERE: readonly Promising[] = [GERMAN, FRENCH, SPANISH, DUTCH, PORTUGUESE]
