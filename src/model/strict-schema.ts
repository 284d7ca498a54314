import { z } from 'zod'

/** The part of JSON Schema that we write and read. */
export type Schema = { [word: string]: unknown }

/** What servers do not all take; the reply is checked for it afterwards, and its description says it. */
const SAID_IN_WORDS: Readonly<Record<string, string>> = {
  minimum: 'at least',
  maximum: 'at most',
  exclusiveMinimum: 'more than',
  exclusiveMaximum: 'less than',
  minLength: 'characters at least',
  maxLength: 'characters at most',
  minItems: 'items at least',
  maxItems: 'items at most',
  format: 'format',
}
const KEPT = new Set([
  'type',
  'description',
  'enum',
  'const',
  'anyOf',
  'items',
  'properties',
  '$ref',
  '$defs',
])

const UNSAYABLE = ['allOf', 'not', 'prefixItems', 'patternProperties']

/**
 * The schema as every strict mode takes it: all properties required, none besides, what may be absent may be null. Null
 * where that cannot be: the reply is no object, or holds properties of any name.
 */
export function strictSchema(schema: z.ZodType): Schema | null {
  let written: unknown
  try {
    written = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  } catch {
    return null
  }
  const strict = strictly(written)
  return strict !== null && strict.type === 'object' ? strict : null
}

/** Null where it cannot be made strict. */
function strictly(given: unknown): Schema | null {
  if (!isSchema(given) || UNSAYABLE.some((word) => given[word] !== undefined)) return null
  const schema = describedBounds(given)
  const options = given.anyOf ?? given.oneOf
  if (Array.isArray(options)) {
    const all = options.map(strictly)
    if (all.includes(null)) return null
    schema.anyOf = all
  }
  if (given.items !== undefined) {
    const items = strictly(given.items)
    if (items === null) return null
    schema.items = items
  }
  if (isSchema(given.$defs)) {
    const all = eachStrictly(given.$defs)
    if (all === null) return null
    schema.$defs = all
  }
  return given.type === 'object' ? strictObject(given, schema) : isEmpty(schema) ? null : schema
}

function strictObject(given: Schema, schema: Schema): Schema | null {
  if (given.additionalProperties !== undefined && given.additionalProperties !== false) return null
  const properties = eachStrictly(isSchema(given.properties) ? given.properties : {})
  if (properties === null) return null
  const required = Array.isArray(given.required) ? given.required : []
  const names = Object.keys(properties)
  for (const name of names) {
    const property = properties[name]
    if (!required.includes(name) && property !== undefined) properties[name] = nullable(property)
  }
  return { ...schema, properties, required: names, additionalProperties: false }
}

function eachStrictly(given: Schema): Record<string, Schema> | null {
  const all: Record<string, Schema> = {}
  for (const [name, one] of Object.entries(given)) {
    const strict = strictly(one)
    if (strict === null) return null
    all[name] = strict
  }
  return all
}

function nullable(schema: Schema): Schema {
  return isNullable(schema) ? schema : { anyOf: [schema, { type: 'null' }] }
}

/** Whether null fits. */
function isNullable({ type, anyOf }: Schema): boolean {
  return type === 'null' || (Array.isArray(anyOf) && anyOf.some((one) => isSchema(one) && isNullable(one)))
}

/** Without the bounds, which go into the description. */
function describedBounds(given: Schema): Schema {
  const kept = Object.entries(given).filter(([word]) => KEPT.has(word))
  const bounds = Object.entries(SAID_IN_WORDS).flatMap(([word, name]) => {
    const bound = given[word]
    const isSaid = (typeof bound === 'number' && Math.abs(bound) < 1e9) || typeof bound === 'string'
    return isSaid ? [`${name} ${bound}`] : []
  })
  const schema: Schema = Object.fromEntries(kept)
  if (bounds.length === 0) return schema
  const before = typeof given.description === 'string' ? `${given.description} ` : ''
  return { ...schema, description: `${before}(${bounds.join(', ')})` }
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isEmpty(schema: Schema): boolean {
  return Object.keys(schema).every((word) => word === 'description')
}
