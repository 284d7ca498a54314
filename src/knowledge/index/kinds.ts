// What kind of thing is asked: in a question, and in a heading.

const KINDS: readonly RegExp[] = [
  /\b(?:how (?:long|soon|fast|often|many (?:days|weeks|months|hours))|when|what time|hours|deadline|until|by what date)\b/i,
  /\b(?:how much|costs?|prices?|fees?|charge for|expensive|free)\b/i,
  /\b(?:where|which address|what address)\b/i,
  /\b(?:who|whom|whose)\b/i,
  /\bwhy\b|\bhow come\b|\breason\b/i,
  /\bhow (?:do|can|should|would|could|to|does one)\b|\bwhat (?:do|should) i do\b|\bsteps?\b/i,
  /^\W*(?:can|could|may|do|does|did|is|are|will|am|should|must|have|has)\b|\b(?:can|could|may|should) (?:i|we|you|my|someone|people)\b|\b(?:possible|allowed|able) to\b/i,
]
const DENIAL = /\b(?:not|cannot|never|without|except|exclud\w*)\b|n['’]t\b/i
const DENIES = 1 << KINDS.length

/** The kinds that a question or a heading asks for, as bits: how long, how much, where, who, why, how to, whether. */
export function kindsAsked(text: string): number {
  const denies = DENIAL.test(text) ? DENIES : 0
  return KINDS.reduce((bits, asks, kind) => (asks.test(text) ? bits | (1 << kind) : bits), denies)
}

/** Of the kinds asked for, how many are among these, from 0 to 1; 0 where nothing particular is asked. */
export function kindsShared(asked: number, other: number): number {
  let [all, both] = [0, 0]
  for (let kind = 0; kind < KINDS.length; kind++) {
    const bit = 1 << kind
    if ((asked & bit) === 0) continue
    all += 1
    if ((other & bit) !== 0) both += 1
  }
  return all === 0 ? 0 : both / all
}

/** "What can I return?" is not answered under "What can I not return?". */
export function deniesOtherwise(asked: number, heading: number): boolean {
  return (asked & DENIES) === 0 && (heading & DENIES) !== 0
}
