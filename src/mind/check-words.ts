import { strangeAddress } from './checking/addresses.ts'
import { contradicts } from './checking/against.ts'
import { strangeCharacters } from './checking/characters.ts'
import type { Checked, Kind, Refusal } from './checking/checked.ts'
import { encoded } from './checking/encoded.ts'
import { passesOver } from './checking/feeling.ts'
import { ungrounded } from './checking/grounded.ts'
import { leaks } from './checking/leak.ts'
import { strangeName } from './checking/names.ts'
import { overpromises } from './checking/promised.ts'
import { asksForSecrets } from './checking/secrets.ts'
import { wrongSize } from './checking/size.ts'
import { unsupported } from './checking/support.ts'
import { unkind } from './checking/tone.ts'
import { otherTongue, unknownTongue } from './checking/tongue.ts'
import { type Written, writtenOf } from './checking/written.ts'
import type { Ground } from './ground.ts'
import { hasMention } from './mentions.ts'

type Check = (written: Written) => Refusal | null

const mentions: Check = ({ text }) =>
  hasMention(text)
    ? {
        why: 'it mentions people',
        repair: 'Address nobody by a mention: leave out every @ and every name in angle brackets.',
      }
    : null

// What could do harm comes first: whoever reads the log sees the worst of it.
const ALL: readonly Check[] = [
  wrongSize,
  strangeCharacters,
  leaks,
  mentions,
  strangeAddress,
  asksForSecrets,
  encoded,
  ungrounded,
  strangeName,
  overpromises,
  unkind,
  otherTongue,
  unknownTongue,
  unsupported,
  contradicts,
  passesOver,
]
/** A question rests on nothing yet, and a person of ours may know more than the pages. */
const NOT_FOR: Record<Kind, readonly Check[]> = {
  answer: [],
  clarify: [unsupported, contradicts, passesOver],
  reply: [strangeName, otherTongue, unsupported, contradicts, passesOver],
}

/** Longer than this it is refused unread: no check needs to look at it. In characters. */
const UNREAD = 10_000

/**
 * Whether words that a model wrote may be shown: an answer or a question to a customer, or a reply suggested to a person
 * of ours. Pure, and quick whatever the text. A refusal holds nothing of the text and nothing that the model was told.
 */
export function checkWords(text: string, ground: Ground, kind: Kind = 'answer'): Checked {
  if (text.length > UNREAD)
    return { ok: false, why: 'it is far too long', repair: 'Answer in a few sentences.' }
  const written = writtenOf(text, ground, kind)
  for (const check of ALL) {
    if (NOT_FOR[kind].includes(check)) continue
    const refusal = check(written)
    if (refusal !== null) return { ok: false, ...refusal }
  }
  return { ok: true }
}
