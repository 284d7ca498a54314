import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv'
import { z } from 'zod'
import { stripHiddenCharacters } from '../knowledge/hidden.ts'

/** Anything that JSON can hold. */
export type Json = z.infer<typeof Json>
const Json = z.json()
export const JsonObject = z.record(z.string(), Json)
export type JsonObject = z.infer<typeof JsonObject>

/** What a model needs of a schema; the rest, and whatever it does not know, is left out. */
const KEPT = new Set([
  'type',
  'properties',
  'required',
  'enum',
  'const',
  'items',
  'prefixItems',
  'description',
  'format',
  'default',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'uniqueItems',
  'additionalProperties',
  'anyOf',
  'oneOf',
  'allOf',
  'not',
  '$ref',
  '$defs',
  'definitions',
])
/** Below these stand names that the server chose, each with a schema. */
const NAMED = new Set(['properties', '$defs', 'definitions'])
const LONGEST_WORDS = 300
const LONGEST_SCHEMA = 4_000
const DEEPEST = 12

/** The schema as a model is shown it: without the argument that we fill, without hidden characters, and not for ever. */
export function shownSchema(given: unknown, filled: string | null): JsonObject {
  const known = JsonObject.safeParse(given).data ?? {}
  const whole = kept(filled === null ? known : without(known, filled), 0, true)
  if (JSON.stringify(whole).length <= LONGEST_SCHEMA) return whole
  return kept(filled === null ? known : without(known, filled), 0, false)
}

function without(schema: JsonObject, name: string): JsonObject {
  const properties = Object.entries(JsonObject.safeParse(schema.properties).data ?? {})
  const required = z.array(z.string()).safeParse(schema.required).data ?? []
  return {
    ...schema,
    properties: Object.fromEntries(properties.filter(([one]) => one !== name)),
    required: required.filter((one) => one !== name),
  }
}

function kept(schema: JsonObject, depth: number, withWords: boolean): JsonObject {
  const entries = Object.entries(schema).flatMap(([key, value]): [string, Json][] => {
    if (!KEPT.has(key) || depth > DEEPEST || (key === 'description' && !withWords)) return []
    if (!NAMED.has(key)) return [[key, keptValue(value, depth, withWords)]]
    const below = Object.entries(JsonObject.safeParse(value).data ?? {})
    return [
      [key, Object.fromEntries(below.map(([name, one]) => [cut(name), keptValue(one, depth, withWords)]))],
    ]
  })
  return Object.fromEntries(entries)
}

function keptValue(value: Json, depth: number, withWords: boolean): Json {
  if (typeof value === 'string') return cut(value)
  if (Array.isArray(value)) return value.slice(0, 100).map((one) => keptValue(one, depth + 1, withWords))
  return typeof value === 'object' && value !== null ? kept(value, depth + 1, withWords) : value
}

function cut(text: string): string {
  return Array.from(stripHiddenCharacters(text)).slice(0, LONGEST_WORDS).join('')
}

/** The arguments that a tool's schema names. */
export function argumentNames(schema: unknown): string[] {
  const known = JsonObject.safeParse(schema).data ?? {}
  return Object.keys(JsonObject.safeParse(known.properties).data ?? {})
}

/** Why these arguments do not fit the schema, in words; null when they do. What it does not name it does not take. */
export function misfit(given: JsonObject, schema: unknown): string | null {
  const known = JsonObject.safeParse(schema).data ?? {}
  const takesOthers = known.patternProperties !== undefined || (known.additionalProperties ?? false) !== false
  const names = argumentNames(schema)
  const strange = Object.keys(given).find((name) => !takesOthers && !names.includes(name))
  if (strange !== undefined) return `there is no argument ${JSON.stringify(strange.slice(0, 60))}`
  try {
    // One for each schema: it would take two with the same $id for the same.
    const result = new AjvJsonSchemaValidator().getValidator({ ...known })(given)
    return result.valid ? null : stripHiddenCharacters(result.errorMessage).slice(0, LONGEST_WORDS)
  } catch {
    return 'the tool describes its arguments in a way that cannot be read'
  }
}
