import type { CallToolResult } from '@modelcontextprotocol/client'
import { cleanName } from '../clean.ts'
import { stripHiddenCharacters } from '../knowledge/hidden.ts'

/** How much of a result is passed on, in characters. */
const LONGEST_RESULT = 4_000
const CUT = '\n[cut: the rest was too long]'

/** What a tool said, as text: words and structured data; anything else by its name, never opened. */
export function resultText(result: CallToolResult): string {
  const parts = result.content.map((part): string => {
    if (part.type === 'text') return part.text
    if (part.type === 'image' || part.type === 'audio') return `[${part.type}, not shown]`
    if (part.type === 'resource_link') return `[link, not followed: ${cleanName(part.title ?? part.name)}]`
    return `[file, not opened: ${cleanName(part.resource.uri)}]`
  })
  const { structuredContent: data } = result
  // Servers are asked to say their data as text, too.
  const isSaid = data === undefined || parts.some((text) => isSame(text, data))
  return capped(isSaid ? parts : [...parts, JSON.stringify(data)])
}

/** Somebody's words without what nobody sees, cut where they are too long. */
export function capped(parts: readonly string[]): string {
  const text = stripHiddenCharacters(parts.join('\n').slice(0, 10 * LONGEST_RESULT)).trim()
  if (text.length <= LONGEST_RESULT) return text
  return `${text.slice(0, LONGEST_RESULT - CUT.length).toWellFormed()}${CUT}`
}

function isSame(text: string, data: unknown): boolean {
  try {
    return JSON.stringify(JSON.parse(text)) === JSON.stringify(data)
  } catch {
    return false
  }
}
