import type { PlainText } from './plain-text.ts'
import { matches, oneOf, type Pattern } from './rule.ts'

/** The first that fits is it. What names a thing beyond doubt comes first; what only hints at one comes late, again. */
const TOPICS: [string, Pattern][] = [
  [
    'privacy',
    oneOf(
      '\\b(?:gdpr|privacy|personal (?:data|info\\w*)|data protection|delete my data|rgpd|dsgvo|datenschutz|privacidad)\\b',
    ),
  ],
  [
    'security',
    oneOf(
      '\\b(?:hack(?:ed|ers?)|phishing|fraud(?:ulent|ster)?s?|identity theft|(?:suspicious|fake) (?:e-?mail|message|link|log ?in)s?|somebody else (?:uses|used|is using) my|phishing|estafa|fraude|betrug\\w*|frode|oplichting|oszust\\w*|dolandiri\\w*)\\b|诈骗|詐欺|धोखाधड़ी|احتيال',
    ),
  ],
  [
    'refund',
    oneOf(
      '\\b(?:refund\\w*|money back|reimburs\\w*|reembols\\w*|rembours\\w*|ruckerstatt\\w*|erstattung|rimbors\\w*|terugbetal\\w*|zwrot pieniedzy|iade)\\b|退款|返金|रिफंड|استرداد',
    ),
  ],
  [
    'returns',
    oneOf(
      '\\b(?:return(?:s|ed|ing)?|(?:send|sent|sending) (?:it|this|them|the \\w+|my \\w+) back|exchange (?:it|this|for)|swap (?:it|this|for)|devol\\w*|retour\\w*|umtausch\\w*|reso)\\b(?! (?:to|of) (?:home|page))|退货|返品',
    ),
  ],
  [
    'safety',
    oneOf(
      '\\b(?:unsafe|not safe|dangerous|hazard\\w*|safety|(?:caught|on|catch(?:es)?) fire|(?:started|starts|is|was|began) (?:to )?(?:smok|burn|spark)(?:e|ing)(?! (?:allowed|permitted))|burn(?:t|ed|s) (?:my|her|his|me)|electric shock|injur\\w*|peligros[oa]|dangereu(?:x|se)|gefahrlich|perigos[oa]|pericolos[oa]|gevaarlijk|niebezpieczn\\w*|tehlikeli)\\b|危险|危険|खतरनाक|خطير',
    ),
  ],
  [
    'website or app',
    oneOf(
      "\\b(?:app|site|web ?site|web ?page|page|browser|check ?out)(?: (?!and\\b)[\\w']+){0,2} (?:crash\\w*|down|slow|freez\\w*|frozen|hangs|error|stuck|broken|(?:\\w+n'?t|not|never) (?:work|load|open|let)\\w*)\\b",
    ),
  ],
  [
    'product fault',
    oneOf(
      "\\b(?:broken|broke|faulty|(?:a|has|have|had|got) (?:\\w+ )?faults?|defect\\w*|damaged?|cracked|(?:not|\\w+n'?t|stopped) work(?:ing)?|crash\\w*|wrong (?:item|size|colou?r|product)|missing (?:part|piece)s?|fell (?:off|apart)|fall(?:s|ing) (?:off|apart)|dented|scratched|torn(?! between)|leak(?:s|ed|ing|y)|worn out|smashed|shattered|snapped (?:off|in)|rattl(?:es|ing)|squeak\\w*|sent (?:me |us )?the wrong|roto|rota|casse|kaputt|quebrad[oa]|rotto|kapot|zepsut\\w*|uszkodzon\\w*|bozuk)\\b|壊れ|坏了|टूट|مكسور",
    ),
  ],
  [
    'warranty',
    oneOf(
      '\\b(?:warrant(?:y|ies)|(?:year|month|lifetime|under|the|your|any|a) guarantee|garantia|garantie|garanzia|gwarancj\\w*|garanti)\\b|保修|保証|वारंटी|गारंटी|ضمان',
    ),
  ],
  [
    'delivery',
    oneOf(
      "\\b(?:deliver\\w*|ship\\w*|parcels?|packages?|courier|tracking|track|arriv\\w+|dispatch\\w*|postage|where(?: is|'?s) my order|(?:out|was) when the (?:courier|driver)|(?:the|your|delivery) driver|depot|(?<!\\b(?:i|we) )(?:left|leave) (?:it )?(?:with (?:a|my|the) neighbou?r|at the (?:front )?door|on the doorstep|outside|in the rain)|rang (?:the|my) (?:door ?)?bell|customs|import dut(?:y|ies)|envio|entrega|pedido|livraison|colis|liefer\\w*|geliefert|paket|zugestellt|encomenda|consegna\\w*|pacco|bezorg\\w*|pakket|paczk\\w*|dostaw\\w*|kargo)\\b|快递|发货|配送|届|包裹|物流|配達|荷物|डिलीवरी|पार्सल|توصيل|شحن|الطرد",
    ),
  ],
  [
    'payment',
    oneOf(
      '\\b(?:pay|paid|pays|paying|payments?|charged? (?:me|my|us|twice|for|a|an|extra|too|the wrong)|was charged|(?:the|your|these|those|any|no|extra|hidden|bank|service|delivery|what|wrong) charges|(?:over|double) ?charged|invoices?|bill(?:ed|ing|s)?|receipts?|(?:credit|debit|bank|my) cards?|card number|fees?|checkout|bank transfer|pago|factura|paiement|facture|zahlung|bezahl\\w*|rechnung|pagamento|fattura|betaling|factuur|platnosc\\w*|faktur\\w*|odeme|fatura)\\b|付款|支払|भुगतान|पेमेंट|الدفع|فاتورة',
    ),
  ],
  [
    'account',
    oneOf(
      '\\b(?:accounts?|log ?in|log(?:ged|ging)? (?:in|on|out)|locked out|sign ?(?:in|up)|passwords?|user ?name|register\\w*|profile|e-?mail address|cuenta|contrasena|compte|mot de passe|konto|passwort|conta|senha|wachtwoord|hasl[oa]|sifre\\w*|hesab\\w*)\\b|账号|密码|アカウント|パスワード|अकाउंट|पासवर्ड|حسابي|كلمة المرور',
    ),
  ],
  [
    'opening hours',
    oneOf(
      '\\b(?:open(?:ing)? (?:hours|times?|on|today|tomorrow|until|till|at (?:the )?(?:weekend|christmas|easter|night))|(?:are|do|when).{0,12} you (?:open|close|closed)|when (?:is|are|does|do) (?:the|your) \\w+ (?:open|close)|(?:opening|business|working|service) hours|what time.{0,20}(?:open|close)|closing time|bank holidays?|horario|horaires|offnungszeiten|orari|openingstijden|godziny otwarcia|calisma saatleri)\\b|营业时间|営業時間|ساعات العمل',
    ),
  ],
  [
    'booking',
    oneOf(
      '\\b(?:appointments?|bookings?|(?:to|can i|could i|we|have|had|i) book(?:ed)?|book (?:in|a (?:table|room|slot|time|repair|service|visit|place|class|course|test))|reserv(?:e|ed|ing|ation)|reschedul\\w*|(?:free|time) slot|cita|reservar?|rendez-?vous|termin|(?:keine|(?:freie|neue|weitere|andere|nachste)n?|die|ihre|meine) termine|buchung|gebucht|agend(?:ar|amento)|prenota\\w*|appuntamento|afspraak|reservering|rezerwacj\\w*|randevu)\\b|预约|予約|अपॉइंटमेंट|موعد',
    ),
  ],
  [
    'repair',
    oneOf(
      '\\b(?:repair\\w*|mend(?:ed|ing)?|workshop|mechanics?|technicians?|spare parts?|maintenance|tune-?up|puncture|serviced|(?:full|annual|yearly|first) service|reparar|reparacion\\w*|repar(?:er|ation)|reparatur\\w*|reparier\\w*|werkstatt|conserto|riparaz\\w*|riparar\\w*|reparatie|repareren|werkplaats|napraw\\w*|tamir\\w*)\\b|维修|修理|मरम्मत|صيانة|تصليح',
    ),
  ],
  [
    'price',
    oneOf(
      '\\b(?:pric(?:e[ds]?|ing|ey|y)|costs?|costly|expensive|over ?priced|too (?:dear|much money)|cheap(?:er|est)?|discounts?|vouchers?|coupons?|promo(?:tion)? codes?|gift cards?|(?:value|worth) (?:for|the|my|every) (?:money|penny|cent)|precios?|descuentos?|prix|trop cher|preise?|teuer|rabatt|gutschein\\w*|precos?|desconto|prezz[io]|sconto|troppo caro|prijs|prijzen|te duur|korting|znizk\\w*|rabat|fiyat\\w*|pahali|indirim)\\b|价格|多少钱|太贵|値段|価格|कीमत|महंग|السعر|غالي',
    ),
  ],
  [
    'size and fit',
    oneOf(
      "\\b(?:size[ds]?|sizing|too (?:small|big|large|tight|loose|wide|narrow)|fits|(?:not|n'?t|will|would|does|do|did) fit|measurements?|tallas?|tamanhos?|taglia|passt nicht|zu (?:klein|gross|eng)|trop (?:petit|grand|serre)e?|te (?:klein|groot|strak)|rozmiar\\w*|beden)\\b|尺码|尺寸|サイズ|साइज|مقاس",
    ),
  ],
  [
    'quality',
    oneOf(
      '\\b(?:(?<!air )quality(?! of (?:the |your )?(?:service|support|help))|(?:well|badly|poorly|cheaply|beautifully|nicely) made|flimsy|shoddy|craftsmanship|workmanship|calidad|qualite|qualitat|qualidade|qualita|kwaliteit|jakosc\\w*|kalite\\w*)\\b|质量|品质|品質|गुणवत्ता|क्वालिटी|جودة',
    ),
  ],
  [
    'stock',
    oneOf(
      '\\b(?:(?:in|out of|back in) stock|sold out|re-?stock\\w*|stock(?:ed|ing)?(?: up)?|do you (?:still )?(?:sell|stock|carry)|agotad[oa]|en stock|rupture de stock|ausverkauft|vorratig|lieferbar|esgotad[oa]|esaurit[oa]|uitverkocht|op voorraad|wyprzedan\\w*|stokta)\\b|缺货|有货|在庫|品切れ',
    ),
  ],
  [
    'subscription',
    oneOf(
      '\\b(?:subscription\\w*|(?<!(?:family|staff|team) )member(?:ship)?s?(?! of (?:(?:your|the|my|our) )?(?:staff|team|family|public))|renewals?|auto-?renew\\w*|free trial|suscripcion|abonnement|mitgliedschaft|abo|assinatura|abbonamento|lidmaatschap|subskrypcj\\w*|abonelik)\\b|订阅|会员|サブスク|सदस्यता|اشتراك',
    ),
  ],
  [
    'newsletter',
    oneOf(
      '\\b(?:newsletters?|unsubscri\\w*|mailing list|marketing (?:e-?mail|message)s?|spam(?:ming)?|advertising (?:e-?mail|letter)s?|boletin|infolettre|rundbrief|nieuwsbrief)\\b|メルマガ',
    ),
  ],
  [
    'ingredients',
    oneOf(
      '\\b(?:ingredients?|allerg\\w*|vegan|vegetarian|gluten|lactose|ingredientes|inhaltsstoffe|zutaten|ingredienti|ingredienten|skladnik\\w*|icindekiler)\\b|成分|过敏|アレルギー|الحساسية',
    ),
  ],
  [
    'where we are',
    oneOf(
      '\\b(?:parking|car park|directions to|where (?:are you|is your (?:shop|store|office|showroom))|(?:nearest|closest) (?:shop|store|branch)|(?:have|got|there|is|are) (?:an?|any|another|other) (?:shop|store|branch|showroom)(?:e?s)? (?:near|in|close to)|donde (?:estais|estan|esta la tienda)|ou (?:etes-vous|se trouve)|wo (?:ist ihr|sind sie|finde ich sie)|dove siete|waar (?:zitten|zijn) jullie)\\b',
    ),
  ],
  [
    'jobs',
    oneOf(
      '\\b(?:vacanc(?:y|ies)|are you hiring|job (?:opening|application|offer|interview)s?|(?:(?:like|love|want|hope|hoping|come) (?:to|and)|can i|could i|may i) work for you|interested in working for you|internships?|trabajar con (?:vosotros|ustedes)|stellenangebot\\w*|bewerbung|vacature)\\b',
    ),
  ],
  [
    'instructions',
    oneOf(
      "\\b(?:instructions|user guide|(?:user|owner)(?:'?s)? manual|the manual|assembl\\w*|put (?:it|this|them|(?:the|my) \\w+) (?:together|in (?:wrong|right))|install(?:ed|ing|ation)?|instrucciones|montaje|mode d'emploi|(?:la|une|cette|votre) notice|notice (?:de\\b|d')|montage|anleitung|zusammenbau\\w*|instrucoes|istruzioni|handleiding|instrukcj\\w*|kurulum)\\b|说明书|説明書|निर्देश|تعليمات",
    ),
  ],
  [
    'cancellation',
    oneOf(
      '\\b(?:cancel\\w*|annul(?:er|ation)|stornier\\w*|annullar\\w*|annuleren|anulow\\w*|iptal\\w*)\\b|取消|キャンセル|रद्द|إلغاء',
    ),
  ],
  [
    'website or app',
    oneOf(
      '\\b(?:web ?sites?|web ?page|(?:your|the|this|mobile|phone) (?:app|site)|online (?:shop|store)|web ?shop|sitio web|pagina web|site internet|webseite|internetseite|sito|strona internetowa|uygulama)\\b|网站|サイト|アプリ|वेबसाइट|ऐप|الموقع|التطبيق',
    ),
  ],
  [
    'product fault',
    oneOf(
      "\\b(?:(?:feels?|sounds?|smells?|looks?|acts?|behaves?) (?:\\w+ ){0,2}(?:strange(?:ly)?|odd(?:ly)?|funny|weird(?:ly)?|wrong)|(?:came|arrived) without|(?:is|are|was|were) (?:\\w+ )?missing|(?:does|will|do|wo|can)(?: not|n'?t) (?:start|charge|turn on|switch on|turn off)|something(?:'s| is)? wrong with|went wrong with|wears? out|flat tyres?|scratch(?:es)?|stain(?:s|ed)?|mou?ldy|rotten)\\b",
    ),
  ],
  [
    'delivery',
    oneOf(
      "\\b(?:(?:it|they|order|nothing|one)(?:'s| is| are| has| have| was| were)? (?:still )?(?:not|yet to be)(?: yet)? (?:been )?here\\b|(?:is|has|are)n'?t here yet|should have been here|(?:it|order|they)(?: still)? (?:has not|hasn'?t|have not|haven'?t|did not|didn'?t|never) (?:come|came|turn(?:ed)? up|show(?:ed)? up)|(?:stayed|waited) (?:at home|in) all day|(?:days?|weeks?|months?) late)\\b",
    ),
  ],
  [
    'order',
    oneOf(
      "\\b(?:(?:my|the|an|this|that|your|our|this|new|last|whole|same) orders?|orders? (?:number|status|again|online)|(?:i|we|have|had|'ve) (?:just )?order(?:ed)?|to order|purchase[sd]?|commandes?|commander|bestell\\w*|ordin[ei]|ordinat[oa]|zamow\\w*|siparis\\w*)\\b|订单|注文|ऑर्डर|طلبي",
    ),
  ],
  [
    'how we help',
    oneOf(
      '\\b(?:customer (?:service|support|care)|support team|(?:great|good|lovely|wonderful|excellent|fantastic|brilliant|amazing|outstanding|superb|friendly|kind|best|quick|fast|bad|poor|terrible|awful|horrible|dreadful|worst|appalling|shocking|slow|rude|such|this|your|the) (?:service|support)(?! (?:\\w+ ){0,3}(?:plan|fee|charge|provider|station|down|unavailable|offline|interrupted)\\b)|(?:your|the) (?:staff|people|team|colleagues?)|rude(?:ness)?|impolite|unfriendly|on hold|hung up (?:on )?(?:me|us)?|call cent(?:re|er)|help ?line|hot ?line|servicio|atencion al cliente|service client|kundenservice|kundendienst|bedienung|beratung|atendimento|servizio|assistenza clienti|klantenservice|bediening|obslug\\w*|musteri hizmet\\w*)\\b|(?:服务|客服)(?:态度|很|太|真|不好)|接客|対応が|خدمة العملاء|الخدمة',
    ),
  ],
]

/** The topics that we know by ourselves; a model, or a person, may name others. */
export const TOPIC_NAMES: readonly string[] = [...new Set(TOPICS.map(([name]) => name))]

/** What a message is about, in the words an owner would use; null where none of ours fits. */
export function readTopic(plain: PlainText): string | null {
  return TOPICS.find(([, pattern]) => matches(pattern, plain))?.[0] ?? null
}
