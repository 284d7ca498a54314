import type { APIEmbed } from 'discord.js'
import type { Card } from '../../src/card.ts'
import { PROMISE_SIGNS } from '../../src/card-words.ts'
import { COLOURS } from './card-facts.ts'
import { cutPlain } from './payload.ts'
import { escapeText } from './text-out.ts'
import { shortenText } from './text-split.ts'

/** A call that has no room here is shown in part, and cannot be let through from here. */
export const LONGEST_CALL = 2000
const LONGEST_PROMISE = 400

/** A call that waits for a button, whole: nothing in a fence is read as anything else, and a fence cannot stand in it. */
export function proposal({ proposal }: Card): APIEmbed[] {
  if (!proposal) return []
  const call = `\`\`\`\n${cutPlain(proposal.call, LONGEST_CALL).replaceAll('`', "'")}\n\`\`\``
  const says = shortenText(escapeText(proposal.says), 250)
  return [{ color: COLOURS.waiting, title: 'A call of a tool', description: `${says}\n${call}` }]
}

/** What is promised, one line each; where there are several, their numbers stand on what is to be chosen. */
export function promised({ promises, morePromises }: Card, share: number): APIEmbed[] {
  if (promises.length === 0) return []
  const lines = promises.map(
    ({ state, says }, n) =>
      `${promises.length > 1 ? `${n + 1}. ` : ''}${PROMISE_SIGNS[state]} ${shortenText(escapeText(says), LONGEST_PROMISE * share)}`,
  )
  const more = morePromises ? [`-# ${shortenText(escapeText(morePromises), 200)}`] : []
  return [{ color: COLOURS.claimed, title: 'Promised', description: [...lines, ...more].join('\n') }]
}
