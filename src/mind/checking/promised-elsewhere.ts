import { saysConcept } from './backing.ts'
import type { Written } from './written.ts'

/** What a rule finds, and which concepts of a page may back it: none for what only people may say. */
type Rule = { why: string; backs: readonly string[]; pattern: RegExp }

const forms = (...sources: string[]) =>
  new RegExp(String.raw`(?<!\p{L})(?:${sources.join('|')})(?!\p{L})`, 'iu')

// Spanish, French, German, Portuguese, Italian, Dutch, Polish: the frequent forms of each kind.
const RULES: readonly Rule[] = [
  {
    why: 'it promises to do something itself',
    backs: [],
    pattern: forms(
      String.raw`(?:voy|vamos) a (?!explicar|mostrar|contestar|responder)\p{L}+|(?:déjeme|déjame|permítame) \p{L}+|un momento(?=[ ,.!])|lo (?:comprobaré|revisaré|miraré|consultaré|verificaré)|(?:comprobaré|revisaré|consultaré|averiguaré|verificaré|cancelaré|enviaré|cambiaré|reembolsaré|devolveré|gestionaré|avisaré|llamaré|escribiré|reservaré|haré)|(?:le|te|se lo|se la|os|les) (?:devuelvo|reembolso|envío|cancelo|cambio|regalo|reservo|llamo|escribo|mando|aviso)|me encargo|me pondré en contacto|puedo (?:cancelar|reembolsar|cambiar|reservar|comprobar|revisar|devolver|hacer una excepción|ofrecerle un descuento)\p{L}*`,
      `je (?:vais|m'en occupe|reviens vers)(?! vous expliquer| expliquer)|je (?:vérifierai|vérifie|regarde|annulerai|rembourserai|enverrai|changerai|contacterai|appellerai|reviendrai|ferai|m'occuperai|me renseigne)|je vous (?:rappelle|recontacte|rembourse|tiens au courant|tiendrai)|laissez-moi|un instant|je peux (?:annuler|rembourser|modifier|changer|réserver|vérifier|faire une exception|vous rembourser|vous offrir)`,
      String.raw`ich (?:werde(?! ihnen (?:nun )?erklären)|kümmere mich|prüfe|überprüfe|schaue|sehe|melde mich|storniere|erstatte|sende|schicke|ändere|frage|leite|buche|rufe|gebe)|lassen sie mich|einen (?:moment|augenblick)|ich kann (?:\p{L}+ ){0,5}(?:stornieren|erstatten|ändern|buchen|prüfen|nachsehen|nachschauen|veranlassen|verlängern)`,
      String.raw`(?:eu )?(?:vou|irei) (?!explicar|mostrar)\p{L}+|(?:deixe-me|deixa-me|me deixe|permita-me)|um (?:momento|instante)(?=[ ,.!])|(?:te|lhe) (?:devolvo|reembolso|envio|ligo|aviso|mando)|cuido disso|(?:verificarei|cancelarei|enviarei|farei|entrarei em contato|entrarei em contacto|retornarei|reembolsarei|alterarei)|posso (?:cancelar|reembolsar|alterar|reservar|verificar|abrir uma exceção|fazer uma exceção|oferecer)`,
      String.raw`(?:controllo|verifico|controllerò|verificherò|annullerò|rimborserò|invierò|cambierò|farò|contatterò|richiamerò|mi occupo|me ne occupo|mi informo|le farò sapere|la ricontatto|la ricontatterò)|mi lasci|un (?:momento|attimo)(?=[ ,.!])|posso (?:annullare|rimborsare|cambiare|prenotare|verificare|controllare|fare un'eccezione)\p{L}*|(?:sto|stiamo) (?:controllando|verificando|annullando|rimborsando)`,
      String.raw`ik (?:zal|ga|controleer|kijk|regel|annuleer|stuur|vraag|bel|neem contact|kom (?:er|hierop|bij u))(?! u uitleggen)|laat me|een (?:moment|ogenblik)|ik kan (?:\p{L}+ ){0,5}(?:annuleren|terugbetalen|wijzigen|boeken|controleren|nakijken|regelen|verlengen)`,
      '(?:sprawdzę|zapytam|anuluję|wyślę|zwrócę|zmienię|zajmę się|skontaktuję się|dam znać|oddzwonię|odezwę się|zarezerwuję|przekażę|załatwię)|proszę (?:chwilę )?poczekać|chwileczkę|momencik|mogę (?:anulować|zwrócić|zmienić|sprawdzić|zarezerwować|zrobić wyjątek)',
    ),
  },
  {
    why: 'it claims a deed',
    backs: [],
    pattern: forms(
      String.raw`(?:ya )?(?:he|hemos) (?:cancelado|reembolsado|enviado|cambiado|anulado|devuelto|reservado|comprobado|revisado|pasado|avisado|aplicado|confirmado|solicitado|actualizado|tramitado|hablado|pedido|escalado)|(?:ha|han) sido (?:cancelad|reembolsad|enviad|procesad|aprobad|confirmad|anulad)\p{L}+|(?:está|queda|ya está) (?:cancelad|anulad|hech|confirmad|aprobad|reembolsad|resuelt)[oa]|hecho[.!]|listo[.!]`,
      String.raw`(?:j'ai|nous avons|on a)(?: bien| déjà| immédiatement)? (?:annulé|remboursé|envoyé|modifié|changé|réservé|vérifié|transmis|transféré|appliqué|confirmé|demandé|mis à jour|traité|contacté|fait)|(?:a|ont)(?: bien| déjà)? été (?:annulé|remboursé|envoyé|traité|approuvé|confirmé|modifié|accepté)\p{L}*|(?:est|sont)(?: désormais| maintenant| déjà| bien)? (?:annulé|remboursé|confirmé|approuvé)e?s?|c'est (?:fait|réglé|annulé)`,
      String.raw`(?:ich habe|wir haben|habe ich|haben wir)(?: [\p{L}-]+){0,7} (?:storniert|erstattet|geschickt|gesendet|geändert|gebucht|geprüft|weitergeleitet|veranlasst|bestätigt|beantragt|aktualisiert|angerufen|gefragt|überwiesen|gutgeschrieben|weitergegeben|erledigt|verlängert|reserviert)|(?:wurde|wurden|ist|sind)(?: [\p{L}-]+){0,4} (?:storniert|erstattet|genehmigt|überwiesen|gutgeschrieben|erledigt|bestätigt|unterwegs)|erledigt[.!]`,
      '(?:já )?(?:resolvi|fiz|cancelei|reembolsei|enviei|alterei|reservei|verifiquei|encaminhei|apliquei|confirmei|solicitei|atualizei|transferi|falei|pedi|processei|cancelamos|reembolsamos o seu|enviamos o seu)|(?:foi|foram|está|já está) (?:cancelad|reembolsad|aprovad|processad|confirmad|enviad)[oa]s?|feito[.!]|pronto[.!]',
      '(?:ho|abbiamo)(?: già| appena| subito)? (?:annullato|rimborsato|inviato|spedito|modificato|cambiato|prenotato|verificato|controllato|inoltrato|applicato|confermato|richiesto|aggiornato|contattato|avvisato)|(?:è|sono) stat[oaie] (?:annullat|rimborsat|inviat|approvat|confermat|elaborat)[oaie]|fatto[.!]',
      String.raw`(?:ik heb|we hebben|wij hebben|heb ik)(?: [\p{L}-]+){0,7} (?:geannuleerd|terugbetaald|gestuurd|verzonden|gewijzigd|geboekt|gecontroleerd|doorgestuurd|bevestigd|aangevraagd|bijgewerkt|gevraagd|geregeld|doorgegeven)|(?:is|zijn|werd)(?: [\p{L}-]+){0,3} (?:geannuleerd|terugbetaald|goedgekeurd|bevestigd|verwerkt|geregeld)|geregeld[.!]`,
      String.raw`(?:już )?(?:anulował|zwrócił|wysłał|zmienił|zarezerwował|sprawdził|przekazał|zastosował|potwierdził|zgłosił|zaktualizował)(?:em|am|iśmy|yśmy|śmy)|(?:został|została|zostało|zostały)(?: już)? (?:anulowan|zwrócon|wysłan|zatwierdzon|potwierdzon|przetworzon)\p{L}+|(?:gotowe|zrobione|załatwione)[.!]`,
    ),
  },
  {
    why: 'it makes an exception',
    backs: [],
    pattern: forms(
      '(?:hacer|haremos|hacemos|haré|como) una excepción|una excepción (?:con|para) usted|solo por esta vez|sólo por esta vez|aunque (?:haya pasado|ya haya) (?:el|pasado)',
      '(?:faire|ferons|faisons|fais|fait) (?:pour vous )?une exception|à titre exceptionnel|exceptionnellement|geste commercial|juste cette fois|pour cette fois',
      String.raw`(?:eine )?ausnahme (?:machen|für sie)|mach\p{L}+(?: \p{L}+){0,4} (?:eine )?ausnahme|ausnahmsweise|kulanz\p{L}*|nur dieses (?:eine )?mal|mache (?:ich )?(?:\p{L}+ ){0,3}ausnahme`,
      '(?:abrir|fazer|faremos|abriremos|como) uma exce(?:p)?ção|só desta vez|só dessa vez|cortesia|excepcionalmente',
      `(?:fare|faremo|facciamo|farò|in via) (?:per lei )?(?:un')?ecce(?:zione|zionale)|eccezionalmente|solo per questa volta|in via eccezionale`,
      String.raw`(?:een )?uitzondering (?:maken|voor u)|maken (?:we|wij)(?: \p{L}+){0,3} (?:een )?uitzondering|bij wijze van uitzondering|uit coulance|alleen deze keer`,
      String.raw`(?:zrobi\p{L}+|robimy|zrobić) (?:dla \p{L}+ )?wyjątek|wyjątkowo|tylko tym razem|w drodze wyjątku`,
    ),
  },
  {
    why: 'it guarantees',
    backs: ['guarante'],
    pattern: forms(
      String.raw`(?:se lo |le |te )?(?:garantizo|garantizamos|garantizad\p{L}|prometo|prometemos|aseguro|aseguramos)|con toda seguridad|sin falta|puede estar segur[oa]`,
      String.raw`(?:je |nous )?(?:vous )?(?:garantis|garantissons|promets|promettons|assure|assurons)|(?:est|sont) garanti\p{L}*|sans faute|c'est promis|soyez (?:assuré|certain)\p{L}*|à coup sûr`,
      String.raw`garantier\p{L}+|verspreche(?:n)?|versprochen|versichere(?:n)? (?:ich |wir )?ihnen|garantiert|auf jeden fall|ganz sicher|hundertprozentig`,
      'garanto|garantimos|garantid[oa]s?|prometo|prometemos|asseguro|asseguramos|com certeza|sem falta|pode ter certeza',
      'garantisco|garantiamo|garantit[oaie]|prometto|promettiamo|le assicuro|assicuriamo|senza dubbio|di sicuro|stia tranquill[oa]',
      'garande(?:er|ren)|(?:ge)?garandeer[dt]?|ik beloof|we beloven|wij beloven|verzeker(?:en)? u|zeker weten|absoluut zeker|gegarandeerd',
      String.raw`gwarantuj\p{L}+|gwarantowan\p{L}+|obiecuj\p{L}+|zapewniam|zapewniamy|na pewno|z pewnością|bez wątpienia`,
    ),
  },
  {
    why: 'it offers a gift or a discount',
    backs: ['discount', 'voucher', 'coupon'],
    pattern: forms(
      'descuentos?|rebajas?|vales?|cup[oó]n(?:es)?|bono|compensación|compensaremos|regalo|gratis como|mitad de precio',
      String.raw`remises?|réductions?|rabais|bon d'achat|bons d'achat|coupons?|avoir de|dédommag\p{L}+|compensation|cadeau|moitié prix|offert[es]?|ristourne`,
      String.raw`rabatte?|\p{L}*rabatt|gutscheine?|nachlass|preisnachlass|entschädig\p{L}+|geschenk|zum halben preis|kostenlos dazu|vergünstig\p{L}+`,
      String.raw`descontos?|vale(?:-\p{L}+)?|vales|cupo(?:m|ns)|compensação|indemnização|brinde|presente|metade do preço`,
      String.raw`sconti?|buon[io](?: sconto| regalo)?|coupon|risarciment\p{L}+|indennizzo|omaggio|metà prezzo`,
      'korting(?:en)?|kortingscode|tegoedbon(?:nen)?|waardebon(?:nen)?|vergoeding|compensatie|cadeau|halve prijs',
      String.raw`rabat\p{L}*|zniżk\p{L}+|bon(?:y|u|em|ów)?|kupon\p{L}*|rekompensat\p{L}+|odszkodowani\p{L}+|prezent\p{L}*|za pół ceny|gratis`,
    ),
  },
  {
    why: 'it promises a refund',
    backs: ['refund'],
    pattern: forms(
      String.raw`(?:le |te |les )?(?:reembolsaremos|devolveremos|abonaremos|reintegraremos)|(?:recibirá|tendrá|obtendrá)(?: \p{L}+){0,4} (?:reembolso|dinero|devolución)|será reembolsad[oa]|le (?:reembolsamos|devolvemos)`,
      String.raw`(?:nous )?(?:vous )?(?:rembourserons|remboursons|recréditerons)|vous serez (?:intégralement )?remboursé\p{L}*|vous (?:recevrez|obtiendrez)(?: \p{L}+){0,3} remboursement|remboursement intégral`,
      String.raw`(?:wir )?(?:erstatten|überweisen)(?: wir)? ihnen|(?:bekommen|erhalten) sie(?: [\p{L}-]+){0,4} (?:geld|erstattung|rückerstattung|betrag)|sie (?:bekommen|erhalten)(?: [\p{L}-]+){0,4} (?:geld|erstattung|rückerstattung|betrag)|wird(?: [\p{L}-]+){0,4} (?:erstattet|zurückgezahlt|zurückerstattet)`,
      String.raw`reembolsaremos|devolveremos|(?:receberá|terá)(?: \p{L}+){0,4} (?:reembolso|dinheiro)|será reembolsad[oa]|vamos reembolsar`,
      String.raw`(?:la |le )?(?:rimborseremo|rimborsiamo|restituiremo)|(?:riceverà|avrà|otterrà)(?: \p{L}+){0,4} (?:rimborso|denaro|soldi)|sarà rimborsat[oa]`,
      String.raw`(?:betalen|storten)(?: we| wij)?(?: [\p{L}-]+){0,5} terug|(?:krijgt|ontvangt) u(?: [\p{L}-]+){0,4} (?:geld|terugbetaling|bedrag)|u (?:krijgt|ontvangt)(?: [\p{L}-]+){0,4} (?:geld|terugbetaling|bedrag)|wordt(?: [\p{L}-]+){0,4} terugbetaald`,
      String.raw`zwrócimy|zwracamy|oddamy|(?:otrzyma|dostanie)(?: \p{L}+){0,4} (?:zwrot|pieniądze)|zostanie (?:zwrócon|zwrot)\p{L}*`,
    ),
  },
  {
    why: 'it promises what people will do',
    backs: [],
    pattern: forms(
      '(?:le |te )?llamar(?:á|án|emos)',
      '(?:vous )?(?:appeller|rappeller)(?:a|ont|ons)',
      String.raw`(?:wird|werden)(?: [\p{L}\d]+){0,8} (?:anrufen|zurückrufen)|ruf(?:t|en)(?: [\p{L}\d]+){0,4} (?:an|zurück)`,
      'ligar(?:á|ão|emos)|telefonar(?:á|emos)',
      '(?:la |le )?(?:ri)?chiamer(?:à|anno|emo)',
      String.raw`(?:zal|zullen|gaat|gaan)(?: [\p{L}\d]+){0,6} (?:terug)?bellen|belt u`,
      '(?:za|od)dzwoni(?:my|ą)?',
    ),
  },
  {
    why: 'it promises what people will do',
    backs: ['reply'],
    pattern: forms(
      '(?:le |te )?(?:llamar|contactar|escribir|responder|contestar|avisar|informar)(?:á|án|emos)|se pondrán? en contacto|nos pondremos en contacto',
      '(?:vous )?(?:appellera|appellerons|rappellera|rappellerons|contactera|contacterons|recontactera|recontacterons|répondra|répondrons|écrira|écrirons|reviendra vers vous|tiendra au courant)',
      String.raw`(?:wird|werden)(?: (?:sich|sie|ihnen|dich|bald|gleich|morgen|umgehend|in kürze|heute|innerhalb[\p{L}\d ]*)){1,4}(?: [\p{L}\d]+){0,5} (?:melden|anrufen|kontaktieren|zurückrufen|antworten|schreiben|informieren)|wir melden uns|meldet sich`,
      '(?:ligará|ligaremos|telefonará|contactará|contatará|entrará em conta(?:c)?to|entraremos em conta(?:c)?to|responderá|responderemos|retornará|retornaremos|avisaremos)',
      '(?:la |le )?(?:chiamerà|chiameremo|richiamerà|richiameremo|contatterà|contatteremo|ricontatterà|risponderà|risponderemo|scriverà|avviseremo)',
      String.raw`(?:zal|zullen|gaat|gaan)(?: [\p{L}\d]+){0,6} (?:bellen|contacteren|opnemen|antwoorden|mailen|terugbellen|laten weten)|(?:nemen|neemt)(?: [\p{L}\d]+){0,5} contact|belt u`,
      '(?:zadzwoni|zadzwonimy|oddzwoni|oddzwonimy|skontaktuje się|skontaktujemy się|odpowie|odpowiemy|odezwie się|odezwiemy się|napisze|poinformujemy|damy znać)',
    ),
  },
  {
    why: 'it promises a date soon',
    backs: [],
    pattern: forms(
      'muy pronto|en breve|hoy mismo|mañana mismo|cuanto antes',
      `très bientôt|sous peu|dès aujourd'hui|dans les plus brefs délais|tout de suite`,
      'noch heute|in kürze|sehr bald|schnellstmöglich|umgehend|bald bei ihnen',
      'muito em breve|em breve|ainda hoje|o quanto antes|hoje mesmo',
      'a breve|molto presto|oggi stesso|al più presto|quanto prima',
      'binnenkort|vandaag nog|zeer snel|zo snel mogelijk|zo spoedig mogelijk',
      'wkrótce|jeszcze dziś|już niedługo|jak najszybciej',
    ),
  },
  {
    why: 'it gives something away',
    backs: [],
    pattern: forms(
      String.raw`(?:le|te|les) (?:dar(?:á|án|emos|é)|damos|regal\p{L}+|ofrecemos|ofreceremos|abonamos) (?:un|una|\d|el|la)`,
      String.raw`(?:nous )?vous (?:offr\p{L}+|donner\p{L}*|accord\p{L}+) (?:un|une|\d|le|la|des)`,
      String.raw`(?:schenken|gewähren|geben) (?:wir )?ihnen (?:ein|einen|eine|\d|gerne)`,
      String.raw`(?:lhe )?(?:daremos|oferecemos|ofereceremos) (?:um|uma|\d|o|a)`,
      String.raw`le (?:daremo|diamo|offriamo|offriremo|regaliamo) (?:un|uno|una|\d)`,
      String.raw`(?:geven|schenken|bieden) (?:we|wij) u (?:een|\d)`,
      '(?:damy|dajemy|oferujemy|przyznamy|podarujemy) (?:panu|pani|państwu|ci)',
    ),
  },
  {
    why: 'it promises a date',
    backs: ['send', 'readi'],
    pattern: forms(
      'llegará|llegarán|lo recibirá|estará (?:listo|lista|ahí)',
      String.raw`arrivera|arriveront|sera (?:livré|prêt|chez vous)\p{L}*|vous (?:le|la|les) recevrez`,
      String.raw`(?:wird|kommt|werden|kommen)(?: [\p{L}\d.-]+){0,6} (?:ankommen|geliefert|eintreffen|an|da sein|fertig)`,
      'chegará|chegarão|será entregue|estará pront[oa]',
      'arriverà|arriveranno|sarà (?:consegnat[oa]|pront[oa])',
      String.raw`(?:zal|zullen|wordt|komt)(?: [\p{L}\d.-]+){0,6} (?:aankomen|geleverd|bezorgd|aan|klaar)`,
      String.raw`(?:dotrze|przyjdzie|dojdzie|zostanie dostarczon\p{L}+|będzie gotow\p{L}+)`,
    ),
  },
]

/** "No puedo", "nous ne pouvons pas", "wir geben keine": what is denied is no promise. */
const DENIED =
  /(?<!\p{L})(?:no|nunca|ningún|ninguna|ne|n'\p{L}*|pas|aucun|aucune|nicht|kein\p{L}*|nie|não|nunca|nenhum\p{L}*|non|nessun\p{L}*|niet|geen|nooit|nie|żadn\p{L}+|sin|sans|ohne|sem|senza|zonder|bez)(?!\p{L})[^,;:.]*$/iu
const CONDITION =
  /(?<!\p{L})(?:si|cuando|hasta|después|una vez|lorsque|quand|après|jusqu'\p{L}*|une fois|dès que|wenn|falls|sobald|nachdem|bis|se|quando|após|depois|até|dopo|fino|als|wanneer|zodra|nadat|tot|jeśli|gdy|kiedy|po|do czasu|jak tylko)(?!\p{L})/iu

/** The kind of promise that a text in another language makes and nothing backs; null for none. */
export function promisedElsewhere(written: Written): string | null {
  for (const sentence of written.sentences) {
    for (const { why, backs, pattern } of RULES) {
      if (written.kind === 'reply' && /itself|people will/.test(why)) continue
      const found = pattern.exec(sentence)
      if (found === null || DENIED.test(sentence.slice(Math.max(0, found.index - 50), found.index))) continue
      if (why === 'it claims a deed' && CONDITION.test(sentence.slice(0, found.index))) continue
      // A number was checked already: together with the pages' own word it is theirs.
      const exact = /\d/.test(sentence) || CONDITION.test(sentence) || !/refund|date/.test(why)
      if (backs.length > 0 && exact && saysConcept(backs, 'pages', written)) continue
      if (written.sources.language === written.language && pageSays(pattern, written)) continue
      return why
    }
  }
  return null
}

function pageSays(pattern: RegExp, { sources }: Written): boolean {
  return pattern.test(sources.pages)
}
