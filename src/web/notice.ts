import type { MiddlewareHandler } from 'hono'
import { html } from 'hono/html'

const HEADER = '<header class="top">'

/** Puts a sentence above every page that is in our frame, whoever made it. */
export function putNotice(sentence: string): MiddlewareHandler {
  return async (c, next) => {
    await next()
    if (!c.res.headers.get('content-type')?.startsWith('text/html')) return
    const notice = String(
      await html`<aside class="banner" aria-label="About these pages">${sentence}</aside>`,
    )
    const page = await c.res.text()
    c.res = new Response(
      page.replace(HEADER, () => `${notice}\n${HEADER}`),
      c.res,
    )
  }
}
