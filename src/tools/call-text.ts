import { JsonObject } from './schema.ts'

/** One exact call: the server, its tool, and all arguments as the JSON that is kept, shown and sent. */
export type Call = { server: string; tool: string; arguments: string }

/**
 * What could look like something else than it is, or like nothing: controls, marks without a shape, every space but the
 * plain one, letters of nobody, and the backtick, which some places read as a sign of theirs.
 */
const UNCLEAR =
  /\p{C}|(?! )\p{Z}|\u034f|\u17b4|\u17b5|[\u115f\u1160\u2800\u3164\uffa0`]|\p{Variation_Selector}/gu

/** A call as staff read it before they let it through: whole, one argument on each line, nothing hidden in it. */
export function callText({ server, tool, arguments: json }: Call): string {
  const given = Object.entries(JsonObject.parse(JSON.parse(json)))
  return [`${server}: ${tool}`, ...given.map(([name, value]) => `${name} = ${JSON.stringify(value)}`)]
    .map((line) => line.replace(UNCLEAR, escaped))
    .join('\n')
}

function escaped(letter: string): string {
  const units = Array.from({ length: letter.length }, (_, at) => letter.charCodeAt(at))
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')
}
