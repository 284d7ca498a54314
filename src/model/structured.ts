import { z } from 'zod'
import { isSchema, type Schema, strictSchema } from './strict-schema.ts'

export type Read<T> = { ok: true; value: T } | { ok: false; reason: string }

/** More than so many pieces of JSON in one reply are not looked at. */
const PIECES = 8
const TRIES = 50
const REASON_AT_MOST = 600

const kept = new WeakMap<z.ZodType, Schema | null>()

/** The schema for a server's strict mode, made once; null where it cannot be said strictly. */
export function schemaOf(schema: z.ZodType): Schema | null {
  const known = kept.get(schema)
  if (known !== undefined) return known
  const made = strictSchema(schema)
  kept.set(schema, made)
  return made
}

/** What tells a model the shape of its reply, where the server's own way does not or may not be heeded. */
export function shapeInWords(schema: Schema | null): string {
  const shape = schema === null ? '' : ` It must fit this JSON Schema: ${JSON.stringify(schema)}`
  return `Reply with one JSON object and nothing else: no Markdown, no text before or after it.${shape}`
}

/** What asks for the one repair. */
export function repairInWords(reason: string): string {
  return `Your reply could not be read: ${reason}\nReply again with the whole JSON object, corrected, and nothing else.`
}

/**
 * The reply in its shape, also when it stands in a code block or between sentences, behind the model's thoughts, with a
 * comma too many or without a key that may be null. Two different replies in one are none.
 */
export function readReply<T>(text: string, schema: z.ZodType<T>): Read<T> {
  const said = withoutThoughts(text)
  if (said === '') return { ok: false, reason: 'It was empty.' }
  const found = jsonIn(said)
  if (found.length === 0) return { ok: false, reason: 'It held no whole JSON object.' }
  const read = found.map((value) => readValue(wellFormed(value), schema))
  const fitting = read.filter((one) => one.ok)
  const different = new Set(fitting.map((one) => JSON.stringify(one.value)))
  if (different.size > 1) return { ok: false, reason: 'It held more than one JSON object.' }
  return fitting[0] ?? read.at(-1) ?? { ok: false, reason: 'It held no JSON object.' }
}

/** Without what no database keeps and nobody sees: NUL, and halves of letters. */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed()
  if (Array.isArray(value)) return value.map(wellFormed)
  if (!isSchema(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, wellFormed(one)]))
}

function readValue<T>(value: unknown, schema: z.ZodType<T>): Read<T> {
  const asItIs = schema.safeParse(value)
  if (asItIs.success) return { ok: true, value: asItIs.data }
  const again = schema.safeParse(mended(value, asItIs.error))
  if (again.success) return { ok: true, value: again.data }
  return { ok: false, reason: z.prettifyError(asItIs.error).slice(0, REASON_AT_MOST) }
}

function withoutThoughts(text: string): string {
  const visible = text.replace(/<(think|thinking|reasoning)>[\s\S]*?<\/\1>/gi, '')
  // Some servers send the end of the thoughts without their beginning.
  const [, behind = visible] = /<\/(?:think|thinking|reasoning)>([\s\S]*)$/i.exec(visible) ?? []
  return behind.replace(/^\ufeff/, '').trim()
}

/** The JSON objects that stand in a text, the outermost of each. */
function jsonIn(text: string): unknown[] {
  const whole = parsed(text)
  if (isSchema(whole)) return [whole]
  const found: unknown[] = []
  let from = text.indexOf('{')
  for (let tries = 0; from !== -1 && found.length < PIECES && tries < TRIES; tries++) {
    const end = endOfObject(text, from)
    const value = end === -1 ? undefined : parsed(text.slice(from, end))
    if (isSchema(value)) found.push(value)
    from = text.indexOf('{', value === undefined ? from + 1 : end)
  }
  return found
}

/** Just behind the brace that closes the one at `from`; -1 where it is not closed. */
function endOfObject(text: string, from: number): number {
  let depth = 0
  let isQuoted = false
  for (let at = from; at < text.length; at++) {
    const sign = text[at]
    if (isQuoted) {
      if (sign === '\\') at++
      else if (sign === '"') isQuoted = false
    } else if (sign === '"') isQuoted = true
    else if (sign === '{') depth++
    else if (sign === '}' && --depth === 0) return at + 1
  }
  return -1
}

function parsed(text: string): unknown {
  for (const attempt of [text, withoutTrailingCommas(text)]) {
    try {
      const value: unknown = JSON.parse(attempt)
      return value
    } catch {}
  }
  return undefined
}

/** A comma before a closing bracket goes; what stands in quotes stays as it is. */
function withoutTrailingCommas(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/gs, (_all, quoted?: string) => quoted ?? '')
}

/**
 * Some models leave out what may be null, and strict modes send null for what our shape lets be absent. Where that is
 * what is wrong, it is put right.
 */
function mended(value: unknown, { issues }: z.ZodError): unknown {
  const copy: unknown = structuredClone(value)
  for (const { path } of issues) {
    const key = path.at(-1)
    let holder = copy
    for (const step of path.slice(0, -1))
      holder = isSchema(holder) || Array.isArray(holder) ? at(holder, step) : null
    if (!isSchema(holder) || typeof key !== 'string') continue
    if (!Object.hasOwn(holder, key)) holder[key] = null
    else if (holder[key] === null) delete holder[key]
  }
  return copy
}

function at(holder: Schema | unknown[], step: PropertyKey): unknown {
  return Object.hasOwn(holder, step)
    ? Object.entries(holder).find(([key]) => key === String(step))?.[1]
    : null
}
