import { oneOf, type Rule } from './rule.ts'

const ES =
  '(?:persona|humano|agente|asesora?|operadora?|representante|encargad[oa]|gerente|supervisora?|ejecutiv[oa]|ser humano|alguien|responsable)'
const FR =
  "(?:personnes?|humain|etre humain|agent|conseill(?:er|ere)|operat(?:eur|rice)|responsable|representant|quelqu'?un|service client|technicien)"
const DE =
  '(?:mensch\\w*|mitarbeiter\\w*|person|jemand\\w*|berater\\w*|kundenservice|kundendienst|kundenbetreuer\\w*|vorgesetzt\\w*|ansprechpartner\\w*|support)'
const PT =
  '(?:pessoa|humano|agente|atendente|operador|representante|gerente|supervisor|alguem|ser humano|responsavel)'
const IT =
  '(?:persona|umano|essere umano|agente|operatore|operatrice|addetto|responsabile|rappresentante|qualcuno|consulente|assistenza clienti)'
const NL =
  '(?:mens|persoon|medewerker|iemand|klantenservice|agent|collega|echt iemand|leidinggevende|manager)'

/** Wishes to be called, and not to be left with a machine, a language on each line. */
const CALLS_AND_MACHINES: Rule = {
  reason: 'asks for a person',
  score: 0.9,
  pattern: oneOf(
    '\\b(?:llam(?:en|a|e|ad)me|devuelv(?:e|a|an)me la llamada)\\b|\\bque (?:me|nos) (?:llame|atienda|contacte|ayude)n? (?:alguien|una persona|un )|\\b(?:me|nos) (?:puede|podria|pueden) (?:atender|llamar|ayudar|contactar) (?:alguien|una persona|un (?:humano|agente|asesor))|\\bno quiero (?:hablar|chatear|seguir) con (?:un |una |este |el )?(?:robot|bot|maquina|chatbot)|\\bcomuni(?:queme|came|queme) con',
    "\\b(?:rappele[zr]?[- ]?moi|etre rappele|me (?:faire )?rappeler|(?:pouvez|peux)[- ](?:vous|tu) m'?appeler)\\b|\\b(?:puis-je|je veux|je peux|peut-on) avoir (?:quelqu'?un|une personne|un (?:conseiller|humain|agent))|\\b(?:ne veux pas|pas envie de|marre de) parler (?:a|avec) (?:un |une |ce |votre )?(?:robot|bot|machine|ia|chatbot)",
    '\\b(?:ruf(?:en|t)?|rufe) (?:sie |ihr )?mich\\b|\\b(?:kann|konnte|konnten|soll|wurde) mich (?:bitte )?(?:jemand|ein mitarbeiter)|\\b(?:ruckruf|zuruckrufen)\\b|\\bgibt es (?:hier |da |dort )?(?:einen? )?(?:echten? )?(?:mensch\\w*|mitarbeiter\\w*)|\\b(?:keinen|nicht mit (?:einem|dem|diesem)|kein) (?:bot|roboter|chatbot|computer|automaten?)\\b',
    '\\b(?:me ligu?em?|podem? me ligar|alguem (?:pode|poderia) (?:me )?(?:ligar|ajudar|atender))\\b|\\b(?:me )?passa\\w*(?: \\w+){0,3} (?:atendente|pessoa|humano|gerente)|\\b(?:ajuda|atendente|suporte) human[oa]\\b|\\bnao quero falar com (?:o |um |esse |este )?(?:robo|bot|maquina|chatbot)',
    '\\b(?:mi (?:chiami|richiami|chiamate|richiamate)|(?:essere|venire) (?:ri)?chiamat[oa]|(?:puo|potete|potrebbe) (?:ri)?chiamarmi)\\b|\\bmi passi\\b(?! (?:il link|la fattura))|\\b(?:operatore|assistenza|supporto) uman[oa]\\b|\\bnon voglio parlare con (?:un |il |questo )?(?:bot|robot|macchina|chatbot|computer)',
    '\\b(?:terugbellen|bel (?:mij|me)(?: terug)?|(?:kunt|kun|kan) (?:u|je|jullie|iemand) (?:mij|me) (?:terug ?)?bellen)\\b|\\bniet met (?:een |de |deze |die )?(?:robot|bot|machine|computer|chatbot)',
    '\\b(?:zadzwon(?:cie)?|oddzwon(?:cie)?|prosze o (?:telefon|kontakt telefoniczny|oddzwonienie))\\b|\\bnie chce (?:rozmawiac|pisac|gadac) z (?:botem|robotem|maszyna|automatem)',
    '\\b(?:beni (?:geri )?ara(?:yin|r misiniz|yabilir misiniz)|(?:temsilci|yetkili|insan|operator)(?:yi|i|ye|e|si|sine)? (?:istiyorum|lutfen|lazim))\\b|\\b(?:robot|bot|makine)(?:la|le|yla|yle)? (?:konusmak|gorusmek|yazismak) istemiyorum',
    '(?:मुझे|हमें) (?:वापस )?(?:कॉल|फोन|फ़ोन) (?:कर|की)|(?:रोबोट|बॉट|मशीन) से (?:बात )?नहीं|\\b(?:mujhe|hume) (?:wapas )?(?:call|phone) (?:kar|ki)|\\b(?:robot|bot|machine) se (?:baat )?nah',
    '(?:اتصل(?:وا)?|كلم(?:وني|ني)) ?(?:بي|بنا)|كلموني|(?:اتصال|مكالمه) (?:من|هاتفي)|(?:لا|مش|ما) (?:اريد|عايز|ابي|بدي)[^.!?؟،]{0,20}(?:روبوت|بوت|اله)|خدمه العملاء(?: من فضلك| لو سمحت|$)',
    '(?:给|給)我(?:回)?(?:打|个|個)?(?:电话|電話|电|電)|(?:不想|不要|别|別)(?:再)?(?:跟|和|与|與|用)(?:机器|機器|智能)(?:人)?(?:说|說|聊|讲|對|对)?|(?:叫|让|讓|请|請)(?:你们|你們|您)?(?:的)?(?:经理|經理|主管|负责人|領導|领导)',
    '(?:お?電話|折り返し)(?:を)?(?:して|ください|下さい|お願い|頂|いただ|もらえ|くれ)|(?:ロボット|ボット|機械|AI|ai)(?:じゃ|では)(?:な|無)|(?:ロボット|ボット|機械)(?:と|とは)話したくな',
  ),
}

/** Wishes for a person in other languages than English, each of a language's patterns on a line of its own. */
export const WISHES_ELSEWHERE: Rule[] = [
  CALLS_AND_MACHINES,
  {
    reason: 'asks for a person',
    score: 0.9,
    pattern: oneOf(
      `\\b(?:habl|comuni[ck]|contact|chate|convers|pas|pon|conect|transf|atiend|dame|deme|quiero|necesito|quisiera|prefiero)\\w*(?: (?:hablar|chatear|con|a|que|me|ser|atendido|por|un|una|el|la|algun|alguna|otr[oa]|su|vuestro)){0,5} (?:un |una )?${ES}\\b(?! de contacto)|\\b(?:hay|esta) alguien|\\bpersona (?:real|de verdad|humana)|\\batencion humana|^\\W*(?:un |una )?(?:agente|operador|humano|asesor)(?: por favor)?\\W*$`,
      `\\b(?:parl|discut|echang|joind|contact|passe|mett|connect|transfer|donne|veux|voudrais|souhait|besoin|prefere)\\w*(?:[ -](?:parler|moi|nous|me|en|relation|ligne|contact|a|au|avec|d'?|de|un|une|le|la|un autre|vrai|vraie|votre|du)){0,6}[ ']?(?:une? |d')?(?:vraie? |reel(?:le)? )?${FR}\\b(?! agee)|\\bil y a quelqu'?un|\\by a-t-il quelqu'?un|\\bvraie personne|^\\W*(?:un )?(?:conseiller|agent|humain|operateur)(?: s'?il (?:vous|te) plait| svp)?\\W*$`,
      `\\bmit (?:\\w+ ){0,3}${DE}(?: \\w+){0,3} (?:sprechen|reden|schreiben|telefonieren|chatten|verb(?:inden|unden)|sprehcen)|\\b(?:sprechen|reden|sprich|verbinden?)\\b(?: \\w+){0,4} mit (?:\\w+ ){0,3}${DE}|\\b(?:will|mo(?:e)?chte|brauche|hatte gerne?|haette gerne?|geben sie mir|gib mir)\\b(?: bitte)? (?:einen?|mit|jemand\\w*|zu)? ?(?:echte\\w* |richtige\\w* |menschliche\\w* )?(?:mensch|mitarbeiter|ansprechpartner|berater)\\w*|\\b(?:einen|eine|jemanden?) (?:mensch\\w*|mitarbeiter\\w*|person)? ?(?:sprechen|erreichen)|\\bechte[rn]? (?:mensch|person)\\w*|\\bist (?:da |dort |hier )?jemand(?: da)?|^\\W*(?:mensch|mitarbeiter|berater)(?: bitte)?\\W*$`,
      `\\b(?:fal|convers|contat|contact|pass|transf|conect|quero|preciso|gostaria|prefiro)\\w*(?: (?:de|falar|conversar|com|para|a|o|um|uma|algum|alguma|outra?|me|ser|atendid[oa]|por)){0,5} ${PT}\\b|\\btem alguem|\\bha alguem|\\bpessoa (?:real|de verdade)|\\batendimento humano|^\\W*(?:um )?atendente(?: por favor)?\\W*$`,
      `\\b(?:parl|contatt|passa|mett|connett|trasfer|voglio|vorrei|bisogno|posso|preferi)\\w*(?: (?:parlare|chattare|di|con|a|in|contatto|un|uno|una|il|la|altro|altra|vostro)){0,6} (?:un |un'|una )?(?:vera |vero |altra )?${IT}\\b|\\bc'?e qualcuno|\\bpersona (?:reale|vera|in carne)|^\\W*(?:un )?operatore(?: per favore| grazie)?\\W*$`,
      `\\b(?:met|aan) (?:een |de |jullie |uw )?(?:echte? |andere? |levend[e]? )?${NL}\\b(?: \\w+){0,3} (?:praten|spreken|chatten|bellen|verbonden|contact|doorverbonden)|\\b(?:spreken?|praten?|spreek|praat|verbind|bellen)\\b(?: \\w+){0,2} (?:met|aan)? ?(?:een |de )?(?:echte? )?${NL}\\b|\\b(?:kan|mag|wil) ik (?:een |met )?(?:echte? )?${NL} (?:spreken|bellen)\\b|\\b(?:wil|heb|mag|geef)\\b(?: \\w+){0,2} een (?:echte? )?(?:mens|persoon|medewerker)\\b|\\becht (?:mens|persoon)|\\bis er iemand|^\\W*medewerker(?: graag| alsjeblieft| aub)?\\W*$`,
      `(?:rozmaw|porozmaw|pogada|mow|skontakt|polacz|przelacz|chce|potrzebuje|prosze)\\w*(?: \\w+){0,3} (?:czlowiek|konsultant|osob|pracownik|kims|agent|doradc|kierownik|przedstawiciel)\\w*|\\b(?:prawdziw|zyw)\\w* (?:czlowiek|osob)\\w*|\\bjest tam kto|^\\W*(?:konsultant|czlowiek)\\W*$`,
      `(?:insan|yetkili|temsilci|musteri hizmetleri|biri|gercek (?:bir )?kisi|operator|calisan)\\w*(?: \\w+){0,3} (?:konus|gorus|bagla|iste|yaz|ulas|ver)\\w*|\\bgercek (?:bir )?(?:insan|kisi)|\\b(?:orada )?kimse (?:var|yok) mi|^\\W*(?:musteri temsilcisi|temsilci|operator)\\W*$`,
      '(?:व्यक्ति|इंसान|इन्सान|आदमी|एजेंट|प्रतिनिधि|किसी|ऑपरेटर|मैनेजर|मनुष्य|कस्टमर केयर)[^.!?।]{0,25}(?:बात|संपर्क|जोड़|बुला|चाहिए|कनेक्ट)|क्या (?:वहाँ |वहां )?कोई है',
      '\\b(?:insaan|insan|vyakti|aadmi|agent|kisi|customer care|operator|manager|bande|human|person|koi)\\b.{0,25}\\b(?:baat|bat|baath|connect|chahiye|chaiye|bulao|bulaiye|milao)\\b|\\bkoi (?:hai|h)\\b(?: \\w+)?\\W*$',
      '(?:اتحدث|التحدث|اتكلم|الكلام|التكلم|احكي|اكلم|تحويلي|حولني|حولوني|اتواصل|التواصل|اريد|محتاج|عايز|ابغى|بدي)[^.!?؟،]{0,25}(?:شخص|انسان|موظف|مندوب|ممثل|احد|حد|مدير|بشري|خدمه العملاء|ادمي|وكيل)|هل (?:من احد|يوجد احد|هناك احد)|شخص حقيقي|^\\W*موظف\\W*$',
      '(?:转|轉|找|要|接|跟|和|与|與|联系|聯繫|呼叫|换|換)(?:一?[个個位名])?(?:真)?(?:人工|真人|客服|活人|人类|人類)|人工(?:客服|服务|服務)|(?:跟|和|与|與|找)(?:一?[个個位])?(?:人|经理|經理|负责人|主管)(?:说话|說話|聊|讲|講|沟通|溝通|谈|談|交流)|(?:转|轉)人工|真人|有人(?:在)?(?:吗|嗎)|^\\W*(?:人工|客服)\\W*$',
      '(?:人|人間|担当者?|オペレーター|スタッフ|係の?[者人]|係員|責任者|上司|誰か|方)(?:の[者人方])?(?:と|に|へ)(?:直接|電話で|チャットで)?(?:話|はな|喋|しゃべ|相談|連絡|繋|つな|つない|代わ|替わ|変わ|お話)|(?:担当者?|オペレーター|人間|有人|責任者)(?:を|に)?(?:お願い|呼|出し|対応|希望)|有人(?:対応|チャット)|誰か(?:い|居)(?:ます|る|ませんか)|^\\W*オペレーター\\W*$',
      // One line each for languages beyond: Russian, Ukrainian, Korean, Swedish, Danish and Norwegian, Finnish,
      // Czech, Romanian, Hungarian, Greek, Hebrew, Indonesian, Vietnamese, Thai.
      '(?:поговор|связ|говор|соедин|переключ|позов|позв|дайте|нужен|хочу|хотел)[^.!?]{0,25}(?:человек|оператор|менеджер|сотрудник|специалист|кем[- ]?(?:то|нибудь)|представител)|жив(?:ой|ым|ого) человек|^\\W*(?:оператор|человек)\\W*$',
      '(?:поговор|зв.?яз|говор|з.?єдн|переключ|покличте|потрібн|хочу)[^.!?]{0,25}(?:людин|оператор|менеджер|працівник|кимось)|жив(?:ою|а|ої) людин',
      '(?:상담원|상담사|사람|직원|담당자|매니저)(?:이랑|하고|과|와|에게|을|를|한테|으로)? ?(?:직접 )?(?:통화|대화|연결|얘기|이야기|말|바꿔|불러|상담|필요)|^\\W*상담원\\W*$',
      '\\b(?:prata|tala|snakke?|tale)\\b.{0,20}\\b(?:manniska|person|nagon|handlaggare|medarbetare|menneske|noen|nogen|medarbejder|kundeservice|kundtjanst)\\b',
      '\\b(?:puhua|jutella|puhun|yhdista)\\w*.{0,20}(?:ihmis|asiakaspalvel|jonkun|henkilo)\\w*|\\b(?:ihmisen|asiakaspalvelijan) kanssa',
      '\\b(?:mluvit|promluvit|spojit|spojte|hovorit)\\b.{0,20}(?:clovek|operator|nekym|zive|zastupc|pracovnik)\\w*',
      '\\b(?:vorbesc|vorbi|discut|contact)\\w*.{0,15}(?:persoana|om|operator|cineva|agent|reprezentant)\\b',
      '(?:ember|ugyintezo|munkatars|valaki|operator)\\w*.{0,15}(?:beszel|kapcsol|szeretne)\\w*|(?:beszel|kapcsol)\\w*.{0,20}(?:ember|ugyintezo|munkatars|valaki|operator)\\w*',
      '(?:μιλησ|επικοινων|συνδε|θελω)[^.!?;]{0,25}(?:ανθρωπο|εκπροσωπο|υπαλληλο|καποιον|ατομο)',
      '(?:לדבר|לשוחח|להעביר|תעביר|רוצה)[^.!?]{0,20}(?:נציג|אדם|אנושי|מישהו|מנהל|בן אדם)',
      '\\b(?:bicara|berbicara|ngobrol|chat|hubungkan|sambungkan|mau|ingin)\\b.{0,25}\\b(?:orang|manusia|cs|customer service|agen|petugas|seseorang|admin)\\b',
      '(?:noi chuyen|gap|ket noi|tro chuyen|lien he)\\b.{0,20}\\b(?:nguoi|nhan vien|tu van vien|ai do)',
      '(?:คุย|พูด|ติดต่อ|ต่อ|โอนสาย|ขอสาย)[^.!?]{0,20}(?:คน|เจ้าหน้าที่|พนักงาน|แอดมิน|มนุษย์)',
    ),
  },
]

/** What looks like such a wish and is the opposite. */
export const NOT_WISHES_ELSEWHERE = oneOf(
  '\\bno (?:quiero|necesito|hace falta|hay necesidad)\\b(?! (?:hablar|chatear|seguir) con (?:un |una |este |el )?(?:robot|bot|maquina|chatbot))[^,.;!?]{0,60}',
  '\\b(?:hable|hablamos|hablaron|ya habl\\w+) con\\b[^,.;!?]{0,40}|\\b(?:falei|falamos) com\\b[^,.;!?]{0,40}|\\b(?:ho parlato|abbiamo parlato) con\\b[^,.;!?]{0,40}|\\bai parle (?:a|avec)\\b[^,.;!?]{0,40}',
  '人工(?:费|費|智能|成本)|(?:客服|人工|真人)[^,.;!?]{0,4}(?:态度|態度|很好|不错|不錯|几点|幾點|时间|時間)',
  "\\b(?:pas besoin|(?:ne |n')?(?:veux|souhaite|ai) pas(?: besoin)?(?! (?:parler )?(?:a|avec) (?:un |une |ce |votre )?(?:robot|bot|machine|ia|chatbot))|sans(?: avoir a)? parler)\\b[^,.;!?]{0,60}",
  '\\b(?:kein(?!en bot|en roboter|en chatbot|en computer)\\w*|nicht mit(?! (?:einem|dem|diesem) (?:bot|roboter|chatbot|computer))|ohne|ich (?:muss|will|mochte) nicht)\\b[^,.;!?]{0,60}',
  '\\bnao (?:quero|preciso|e preciso)\\b(?! falar com (?:o |um |esse |este )?(?:robo|bot|maquina|chatbot))[^,.;!?]{0,60}',
  '\\bnon (?:voglio|ho bisogno|serve|vorrei)\\b(?! parlare con (?:un |il |questo )?(?:bot|robot|macchina|chatbot|computer))[^,.;!?]{0,60}',
  '\\b(?:geen|niet met|hoef niet|wil niet)\\b(?! (?:met )?(?:een |de |deze |die )?(?:robot|bot|machine|computer|chatbot))[^,.;!?]{0,60}',
  '\\bnie (?:chce|potrzebuje|musze)\\b(?! (?:rozmawiac|pisac|gadac) z (?:botem|robotem|maszyna|automatem))[^,.;!?]{0,60}',
  '\\b(?!robot|bot|makine)\\w+(?: \\w+)? (?:konusmak|gorusmek) istemiyorum',
  '(?:不用|不要|不需要|不想|无需|別|别)(?![^,.;!?]{0,4}(?:机器|機器))[^,.;!?]{0,6}(?:人工|真人|客服|人)',
  '[^.!?]{0,30}(?:नहीं चाहिए|नहीं करनी|ज़रूरत नहीं|nahi chahiye|nahin chahiye|nahi karni)',
  '(?:لا|لست|مش) (?:اريد|احتاج|داعي|محتاج|عايز)(?![^.!?؟،]{0,20}(?:روبوت|بوت|اله))[^.!?؟،]{0,40}',
  '[^.!?]{0,25}(?:話したくない|必要ありません|必要ない|不要です|いりません)',
  'не (?:хочу|нужен|нужно|надо|потрібн)[^,.!?]{0,40}',
)
