import type { Refusal } from './checked.ts'
import type { Written } from './written.ts'

const SECRET =
  'passwords?|pass ?codes?|pins?|cvv|cvc|security codes?|one[- ]time codes?|(?:full |credit |debit |bank )*card (?:numbers?|details)|iban|bank (?:account )?details|social security number'
const ASKS = new RegExp(
  `\\b(?:tell|give|send|share|enter|type|provide|confirm|what(?:'s| is)|need|let (?:me|us) (?:know|have))\\b[^.!\\n]{0,60}\\b(?:your|the)\\b[^.!\\n]{0,40}\\b(?:${SECRET})\\b`,
  'i',
)
const DENIES = /\b(?:never|not|don'?t|do not|no need|without)\b/i

/** Whether a text asks a customer for what nobody should write in a chat. A page may say that nobody will ask. */
export function asksForSecrets({ text }: Written): Refusal | null {
  const asking = text.split(/(?<=[.!?\n])/).some((sentence) => ASKS.test(sentence) && !DENIES.test(sentence))
  if (!asking) return null
  return {
    why: 'it asks for a secret',
    repair: 'Ask nobody for a password, a code, or numbers of a card or an account.',
  }
}
