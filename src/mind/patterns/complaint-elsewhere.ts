import { oneOf, type Rule } from './rule.ts'

/** The plainest complaints in other languages than English, a language on each line. */
export const COMPLAINTS_ELSEWHERE: Rule[] = [
  {
    reason: 'has waited a long time',
    score: 0.8,
    pattern: oneOf(
      '\\b(?:llevo|hace) (?:mas de )?(?:\\d+|un|una|dos|tres|varios|varias) (?:dia|semana|mes|hora)\\w*|\\b(?:sigo|seguimos|todavia) (?:esperando|no|sin)|\\bnadie (?:me )?(?:responde|contesta|ayuda)',
      "\\bdepuis (?:plus de )?(?:\\d+|une?|deux|trois|plusieurs) (?:jour|semaine|moi|heure)\\w*|\\b(?:toujours|encore) (?:pas|rien|aucun)|\\bj'?attends (?:toujours|encore)|\\bpersonne ne (?:me )?repond",
      '\\bseit (?:uber )?(?:\\d+|einem?|einer|zwei|drei|mehreren) (?:tag|woche|monat|stunde)\\w*|\\b(?:warte|immer) (?:immer )?noch (?:nicht|auf|keine?)|\\bimmer noch (?:nicht|kein)|\\bniemand (?:antwortet|hilft|meldet)',
      '\\b(?:ha|faz) (?:mais de )?(?:\\d+|um|uma|dois|duas|tres) (?:dia|semana|mes|hora)\\w*|\\bainda (?:nao|estou esperando)|\\bninguem (?:me )?(?:responde|ajuda)',
      '\\bda (?:piu di )?(?:\\d+|un|una|due|tre) (?:giorn|settiman|mes|or)\\w*|\\b(?:ancora (?:non|niente|nulla)|non (?:e |ho )?ancora|sto ancora aspettando)|\\bnessuno (?:mi )?(?:risponde|aiuta)',
      '\\b(?:al|sinds) (?:\\d+|een|twee|drie) (?:dag|dagen|week|weken|maand|uur)\\w*|\\bnog (?:steeds|altijd) (?:niet|geen|niks)|\\bniemand (?:reageert|antwoordt|helpt)',
      '\\bod (?:\\d+|dwoch|trzech|kilku|tygodni\\w*) (?:dni|tygodni|miesiec)\\w*|\\b(?:nadal|wciaz|ciagle) (?:nie|czekam)|\\bnikt nie (?:odpowiada|odpisuje)',
      '\\b(?:\\d+|bir|iki|uc) (?:gun|hafta|ay|saat)\\w* (?:bekliyorum|gecti)|\\bhala (?:gelmedi|bekliyorum|yok)|\\bkimse (?:cevap|donus)',
      'अभी तक नहीं|(?:दिन|हफ्ते|महीने|सप्ताह)(?:ों)? से|\\b(?:abhi tak|ab tak) (?:\\w+ )?nah?in?\\b|\\b(?:din|hafte|mahine) se\\b',
      'منذ (?:\\d+|اسبوع|يوم|شهر|ثلاث)|لم (?:يصل|تصل|استلم)|لحد الان|لا احد يرد',
      '(?:还|還)(?:没|沒|未)(?:有)?(?:收到|到|回|发|發)|等了|没人(?:回|理)|沒人(?:回|理)|まだ(?:届|来|返|着)|待って(?:い)?(?:る|ます)のに|(?:週間|日|ヶ月|か月)(?:も|以上)(?:待|経)',
    ),
  },
  {
    reason: 'unhappy words',
    score: 0.8,
    pattern: oneOf(
      '\\b(?:inaceptable|pesim[oa]|horrible|verguenza|estafa|decepcionad[oa]|harto|harta|indignad[oa]|poner una (?:queja|reclamacion)|(?:llego|vino|roto|rota) (?:roto|rota|danad[oa]|defectuos[oa]|llego)|devuelv\\w* mi dinero|mal servicio|enojad[oa]|enfadad[oa])\\b',
      "\\b(?:inacceptable|scandaleux|honteux|decue?|c'?est nul(?:le)?|arnaque|catastroph\\w*|lamentable|inadmissible|en colere|ras le bol|(?:arrive|recu)e? (?:casse|abime|endommage)e?|remboursez[- ]moi|je veux (?:etre rembourse|me plaindre|porter plainte))\\b",
      '\\b(?:unverschamt\\w*|inakzeptabel|frechheit|enttauscht|wutend|schrecklich|katastroph\\w*|unzumutbar|betrug|abzocke|(?:kaputt|beschadigt|defekt) (?:angekommen|geliefert)|beschwer(?:de|en)|geld zuruck|verargert|sauer)\\b',
      '\\b(?:inaceitavel|pessim[oa]|horrivel|vergonha|golpe|decepcionad[oa]|chegou (?:quebrad|danificad)[oa]|meu dinheiro de volta|reclamacao|absurdo|descaso)\\b',
      '\\b(?:inaccettabile|pessim[oa]|vergogn\\w*|orribile|truffa|delus[oa]|arrabbiat[oa]|arrivat[oa] (?:rott|danneggiat)[oa]|reclamo|indietro i (?:miei )?soldi|scandaloso)\\b',
      '\\b(?:onacceptabel|belachelijk|schandalig|waardeloos|teleurgesteld|oplichting|boos|klacht|(?:kapot|beschadigd) (?:aangekomen|geleverd|ontvangen)|geld terug)\\b',
      '\\b(?:niedopuszczaln\\w*|skandal\\w*|oszust\\w*|rozczarowan\\w*|beznadziej\\w*|reklamacj\\w*|uszkodzon\\w*|zepsut\\w*|zwrot pieniedzy|tragedia)\\b',
      '\\b(?:kabul edilemez|rezalet|berbat|dolandiri\\w*|sikayet\\w*|kirik (?:geldi|cikti)|bozuk (?:geldi|cikti)|parami (?:geri|iade)|hayal kirikligi)\\b',
      '(?:शिकायत|खराब|बेकार|घटिया|टूटा|धोखा|निराश)|\\b(?:bekar|ghatiya|shikayat|kharab|toota|dhokha|bakwas)\\b|شكوى|سيئ|فظيع|نصب|مكسور|غير مقبول|تالف',
      '(?:投诉|投訴|差劲|太差|垃圾|骗子|騙子|坏了|壞了|破损|失望|生气|退钱|不能接受|最悪|ひどい|壊れ|がっかり|苦情|クレーム|詐欺|許せ|ふざけ)',
      '(?:ужасн|отвратительн|обман|жалоб|верните деньги|сломан|разочарован|безобрази|최악|환불해|고장|실망|짜증)',
    ),
  },
]
