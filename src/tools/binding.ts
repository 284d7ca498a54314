import type { Tool } from '@modelcontextprotocol/client'
import { JsonObject, misfit } from './schema.ts'
import type { CustomerForm, ToolSettings } from './settings.ts'

/** Who the customer is, as the platform told us and nobody wrote. */
export type Asker = { adapter: string; workspace: string; id: string }

/** Of arguments, in characters of JSON. */
const LONGEST_ARGUMENTS = 4_000

/** The arguments with the customer's identity, which is ours to fill and nobody else's. */
export function bound(
  { customer }: ToolSettings,
  tool: Tool,
  argumentsJson: string,
  asker: Asker,
): { given: JsonObject } | { why: string } {
  const given = argumentsJson.length <= LONGEST_ARGUMENTS ? readObject(argumentsJson) : null
  if (!given) return { why: 'The arguments must be one JSON object, and not too long.' }
  if (customer !== null) {
    if (Object.hasOwn(given, customer.argument))
      return { why: `The argument ${customer.argument} is filled in by us. Leave it out.` }
    given[customer.argument] = identity(customer.form, asker)
  }
  const why = misfit(given, tool.inputSchema)
  return why === null ? { given } : { why: `The arguments do not fit: ${why}.` }
}

function identity(form: CustomerForm, { adapter, workspace, id }: Asker): string {
  if (form === 'id') return id
  return form === 'adapter_and_id' ? `${adapter}:${id}` : `${adapter}:${workspace}/${id}`
}

/** Whether the customer in these arguments is the one whom we know. */
export function isAbout({ customer }: ToolSettings, given: JsonObject, asker: Asker): boolean {
  return customer === null || given[customer.argument] === identity(customer.form, asker)
}

/** One JSON object, as it is kept: numbers that JSON cannot hold are gone then, and not only when it is sent. */
export function readObject(json: string): JsonObject | null {
  try {
    const parsed: unknown = JSON.parse(json.trim() || '{}')
    return JsonObject.safeParse(JSON.parse(JSON.stringify(parsed))).data ?? null
  } catch {
    return null
  }
}
