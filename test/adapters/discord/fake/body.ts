import type { IncomingMessage } from 'node:http'
import type { Upload } from './routing.ts'

export type Body = { json: unknown; files: Map<number, Upload> }

/** Reads JSON, or a form with payload_json and files[n]. Null where it cannot be read: Discord says 400. */
export async function bodyOf(request: IncomingMessage): Promise<Body | null> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  const bytes = Buffer.concat(parts)
  const type = request.headers['content-type'] ?? ''
  if (type.includes('multipart/form-data')) return formOf(bytes, type)
  if (bytes.length === 0) return { json: undefined, files: new Map() }
  if (!type.includes('application/json')) return null
  const json = jsonOf(bytes.toString())
  return json === undefined ? null : { json, files: new Map() }
}

async function formOf(bytes: Buffer, type: string): Promise<Body | null> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
  const files = new Map<number, Upload>()
  for (const [field, value] of form) {
    const number = /^files\[(\d+)\]$/.exec(field)?.[1]
    if (number === undefined || typeof value === 'string') continue
    const content = new Uint8Array(await value.arrayBuffer())
    const kind = value.type.split(';')[0] || 'application/octet-stream'
    files.set(Number(number), { name: value.name, type: kind, bytes: content })
  }
  const payload = form.get('payload_json')
  const json = typeof payload === 'string' ? jsonOf(payload) : {}
  return json === undefined ? null : { json, files }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
