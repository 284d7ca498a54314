import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import type { Json } from './world.ts'

/** What came with a request: its fields, and the bytes as they were. */
export type Body = { fields: Json; bytes: Uint8Array }

const Fields = z.record(z.string(), z.unknown())

/** Reads a form, JSON, or a form with a file. */
export async function bodyOf(request: IncomingMessage): Promise<Body> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  const bytes = Buffer.concat(parts)
  const type = request.headers['content-type'] ?? ''
  if (type.includes('application/json')) return { fields: jsonOf(bytes), bytes }
  if (type.includes('application/x-www-form-urlencoded')) {
    return { fields: Object.fromEntries(new URLSearchParams(bytes.toString())), bytes }
  }
  if (type.includes('multipart/form-data')) return { fields: {}, bytes: await fileIn(bytes, type) }
  return { fields: {}, bytes }
}

function jsonOf(bytes: Buffer): Json {
  try {
    const parsed = Fields.safeParse(JSON.parse(bytes.toString()))
    return parsed.success ? parsed.data : {}
  } catch {
    return {}
  }
}

/** The first file of a form. */
async function fileIn(bytes: Buffer, type: string): Promise<Uint8Array> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
  for (const value of form.values()) {
    if (typeof value !== 'string') return new Uint8Array(await value.arrayBuffer())
  }
  return new Uint8Array()
}
