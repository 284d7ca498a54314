import { either, has } from './either.ts'
import { makePlain } from './plain-text.ts'

const THANKS = '(?:thanks?|thank you|thx|cheers|danke|merci|gracias|bedankt|obrigad[oa])'
const SOUR = either(
  `\\b${THANKS}(?: (?:you|a lot|a bunch|so much|very much|again|guys|once again))* for (?:nothing(?!,? but)|no help|absolutely nothing|wasting|ignoring|the run ?around|making me|leaving me|keeping me|letting me down|your silence|your (?:non-?)?help\\W*not)\\b`,
  `\\b${THANKS} (?:fur|pour|por|per|voor) (?:nichts|rien|nada|niente|niets)\\b`,
  `\\bgee,? ${THANKS}\\b|\\b${THANKS},? i guess\\b|\\b${THANKS} anyway\\b`,
  `\\b${THANKS}\\b.{0,40}\\b(?:useless|pointless|no help|no use|not (?:very |really |any )?help\\w*|unhelpful|didn'?t help|a joke|what a waste)\\b`,
)

/** Whether words of thanks are plainly none: "thanks for nothing". */
export function isSour(text: string): boolean {
  return has(makePlain(text).text, SOUR)
}
