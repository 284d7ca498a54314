import { createHmac } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Json, StoredFile } from './records.ts'
import type { World } from './world.ts'

const DAY = 86_400

/** A file as Discord shows it, with an address that is good for a day from now. */
export function fileShape(world: World, id: string): Json {
  const file = world.files.get(id)
  if (!file) throw new Error(`there is no file ${id}`)
  return {
    id: file.id,
    filename: file.name,
    size: file.bytes.byteLength,
    url: fileUrl(world, file),
    proxy_url: fileUrl(world, file),
    content_type: file.type,
    ...(file.description === null ? {} : { description: file.description }),
  }
}

/** Signed anew each time that somebody asks. */
export function fileUrl(world: World, file: StoredFile): string {
  const now = Math.floor(world.clock() / 1000)
  const [until, since] = [now + DAY, now].map((seconds) => seconds.toString(16))
  const path = `/attachments/${file.channel}/${file.id}/${encodeURIComponent(file.name)}`
  return `${world.base}${path}?ex=${until}&is=${since}&hm=${signature(path, until ?? '')}&`
}

/** Answers a request for a file: with its bytes, or with 404 where the address is wrong or too old. */
export function serveFile(world: World, url: URL, response: ServerResponse): void {
  const [, , channel, id] = url.pathname.split('/')
  const file = world.files.get(id ?? '')
  const until = url.searchParams.get('ex') ?? ''
  const isSigned = url.searchParams.get('hm') === signature(url.pathname, until)
  const isFresh = Number.parseInt(until, 16) * 1000 > world.clock()
  if (file?.channel === channel && file && isSigned && isFresh) {
    response.writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.byteLength })
    response.end(file.bytes)
    return
  }
  response.writeHead(404, { 'content-type': 'text/plain;charset=UTF-8' })
  response.end('This content is no longer available.')
}

function signature(path: string, until: string): string {
  return createHmac('sha256', 'a-secret-of-nobody').update(`${path} ${until}`).digest('hex')
}
