import { z } from 'zod'
import { type Page, reply, tokenOf } from './server.ts'
import type { Json, World } from './world.ts'

/** What was posted to a response_url. */
export type Response = { channel: string; user: string; body: Json; at: number }

const LOGIN = '<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body>Sign in</body></html>'

/** POST to an upload address: the bytes, plain or in a form. */
export function uploadPage(world: World): Page {
  return (request, path, body, response) => {
    const id = /^\/upload\/v1\/(\w+)$/.exec(path.pathname)?.[1]
    if (id === undefined || request.method !== 'POST') return false
    const file = world.files.get(id)
    if (!file || file.ready) {
      reply(response, 404, {})
      return true
    }
    file.bytes = body.bytes
    file.size = body.bytes.byteLength
    response.writeHead(200, { 'content-type': 'text/plain' })
    response.end(`OK - ${body.bytes.byteLength}`)
    return true
  }
}

/** GET of a private file. Without a good token Slack does not say no: it sends the visitor to a page to sign in. */
export function downloadPage(world: World): Page {
  return (request, path, _body, response) => {
    if (path.pathname === '/signin') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      response.end(LOGIN)
      return true
    }
    const id = /^\/files-pri\/[^/]+-(\w+)\//.exec(path.pathname)?.[1]
    if (id === undefined) return false
    const { home } = world
    const file = world.files.get(id)
    const may = tokenOf(request) === home.botToken && !home.revoked && home.scopes.has('files:read')
    if (!may) response.writeHead(302, { location: '/signin' }).end()
    else if (!file?.bytes || !file.ready) reply(response, 404, {})
    else response.writeHead(200, { 'content-type': file.type, 'content-length': file.size }).end(file.bytes)
    return true
  }
}

/** POST to the response_url of an interaction: kept, and shown to nobody. */
export function responsePage(world: World, responses: Response[]): Page {
  return (request, path, body, response) => {
    const found = /^\/actions\/\w+\/(\w+)\/(\w+)$/.exec(path.pathname)
    if (!found || request.method !== 'POST') return false
    const [, channel, user] = z.tuple([z.string(), z.string(), z.string()]).parse([...found])
    responses.push({ channel, user, body: body.fields, at: world.clock() })
    reply(response, 200, { ok: true })
    return true
  }
}
