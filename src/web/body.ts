import type { Context } from 'hono'

/** What was sent as JSON, or null where it is none; for a schema to look at. */
export function readJson(c: Context): Promise<unknown> {
  return c.req.json<unknown>().catch(() => null)
}
