import type { PlainText } from './plain-text.ts'
import { matches, oneOf, type Pattern } from './rule.ts'

const TOPICS: [string, Pattern][] = [
  [
    'privacy',
    oneOf(
      '\\b(?:gdpr|privacy|personal (?:data|info\\w*)|data protection|delete my data|rgpd|dsgvo|datenschutz|privacidad)\\b',
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
      '\\b(?:return(?:s|ed|ing)?|send (?:it|this|them) back|exchange (?:it|this|for)|swap (?:it|this)|devol\\w*|retour\\w*|umtausch\\w*|reso)\\b(?! (?:to|of) (?:home|page))|退货|返品',
    ),
  ],
  [
    'product fault',
    oneOf(
      "\\b(?:broken|broke|faulty|defect\\w*|damaged|cracked|(?:not|n'?t|stopped) work(?:ing)?|crash\\w*|wrong (?:item|size|colou?r|product)|missing (?:part|piece)s?|roto|rota|casse|kaputt|quebrad[oa]|rotto|kapot|bozuk)\\b|壊れ|坏了",
    ),
  ],
  [
    'delivery',
    oneOf(
      "\\b(?:deliver\\w*|ship\\w*|parcels?|packages?|courier|tracking|track|arriv\\w+|dispatch\\w*|postage|where(?: is|'?s) my order|envio|entrega|pedido|livraison|colis|lieferung|paket|encomenda|consegna|pacco|bezorg\\w*|pakket|paczk\\w*|dostaw\\w*|kargo)\\b|快递|发货|配送|届",
    ),
  ],
  [
    'payment',
    oneOf(
      '\\b(?:pay|paid|pays|paying|payments?|charged?|charges|invoices?|bill(?:ed|ing|s)?|(?:credit|debit|bank) cards?|fees?|price|prices|cost|costs|discount|voucher|coupon|checkout|pago|factura|paiement|facture|zahlung|rechnung|pagamento|fattura|betaling|factuur)\\b|付款|支払',
    ),
  ],
  [
    'account',
    oneOf(
      '\\b(?:accounts?|log ?in|log ?on|sign ?(?:in|up)|passwords?|user ?name|register\\w*|profile|e-?mail address|cuenta|compte|konto|passwort|conta|senha)\\b|账号|密码|アカウント',
    ),
  ],
  [
    'opening hours',
    oneOf(
      '\\b(?:open(?:ing)? (?:hours|times?|on|today|tomorrow|until|till)|(?:are|do|when).{0,12} you (?:open|close|closed)|(?:opening|business|working) hours|what time.{0,20}(?:open|close)|closing time|horario|horaires|offnungszeiten|orari)\\b|营业时间|営業時間',
    ),
  ],
]

/** The topics that we know by ourselves; a model, or a person, may name others. */
export const TOPIC_NAMES: readonly string[] = TOPICS.map(([name]) => name)

/** What a message is about, in the words an owner would use; null where none of ours fits. */
export function readTopic(plain: PlainText): string | null {
  return TOPICS.find(([, pattern]) => matches(pattern, plain))?.[0] ?? null
}
