import { createServer, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { SetupError } from '../errors.ts'
import { putNotice } from './notice.ts'
import { wordsPage } from './page.ts'

const LARGEST_BODY = 64 * 1024
/** How long a request that is being served may take to finish when we close. */
const PATIENCE = 4_000

export type Ready = () => Promise<{ ok: boolean; checks: Record<string, string> }>

export type WebSettings = {
  company: string
  /** Folders whose files are served under /assets/, the first that has a file wins. */
  assets: string[]
  ready: Ready
  routes: (app: Hono) => void
  /** Routes for machines that prove who they are by themselves; what guards browsers is not asked of them. */
  machines?: (app: Hono) => void
  onError?: (error: Error) => void
  /** A sentence above every page; null for none. */
  notice?: string | null
}

export type Address = { host: string; port: number }
export type Listening = { url: string; close(): Promise<void> }

/** The web application: safety for every route, health, assets, and the pages that `routes` adds. */
export function createWeb(settings: WebSettings): Hono {
  const { company, assets, ready, routes, machines, onError, notice = null } = settings
  const app = new Hono()
  if (notice !== null) app.use(putNotice(notice))
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'no-referrer',
      xFrameOptions: 'DENY',
      // Warmline itself speaks plain HTTP; whoever puts HTTPS in front of it decides on this one.
      strictTransportSecurity: false,
    }),
  )
  app.use(async (c, next) => {
    await next()
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
  })
  machines?.(app)
  app.use(async (c, next) => {
    // Nobody types NUL, and PostgreSQL takes no text that holds one.
    if (c.req.url.includes('%00')) throw new HTTPException(400)
    await next()
  })
  app.use(csrf({ origin: sameHost }))
  app.use(async (c, next) => {
    if (!SAFE.has(c.req.method) && !fromHere(c)) throw new HTTPException(403)
    await next()
  })
  app.use(
    bodyLimit({
      maxSize: LARGEST_BODY,
      onError(c) {
        // The rest of the body is not read, so nothing more can come over this connection.
        c.header('connection', 'close')
        return sorry(c, company, 413)
      },
    }),
  )

  app.get('/healthz', (c) => c.json({ ok: true }))
  app.get('/readyz', async (c) => {
    const state = await ready().catch(() => ({ ok: false, checks: { readiness: 'could not be found out' } }))
    return c.json({ ok: state.ok, checks: state.checks }, state.ok ? 200 : 503)
  })
  for (const root of assets) {
    app.get(
      '/assets/*',
      serveStatic({
        root,
        rewriteRequestPath: (path) => path.slice('/assets'.length),
        onFound: (_path, c) => c.header('cache-control', 'no-cache'),
      }),
    )
  }
  routes(app)

  app.notFound((c) => sorry(c, company, 404))
  app.onError((error, c) => {
    if (error instanceof HTTPException) return sorry(c, company, error.status)
    onError?.(error)
    return sorry(c, company, 500)
  })
  return app
}

/** Listens. Throws SetupError when it cannot. `close` ends the live streams and lets other requests finish. */
export function listen(app: Hono, { host, port }: Address): Promise<Listening> {
  const streams = new Set<ServerResponse>()
  const answer = getRequestListener(app.fetch, { hostname: host })
  const server = createServer((request, response) => {
    if (request.headers.accept?.includes('text/event-stream')) {
      streams.add(response)
      response.on('close', () => streams.delete(response))
    }
    void answer(request, response)
  })
  const close = () =>
    new Promise<void>((done) => {
      const impatient = setTimeout(() => server.closeAllConnections(), PATIENCE)
      server.close(() => {
        clearTimeout(impatient)
        done()
      })
      for (const stream of streams) stream.destroy()
      server.closeIdleConnections()
    })
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new SetupError([whyNot(error, { host, port })])))
    server.listen(port, host, () => {
      const bound = server.address()
      resolve({
        url: `http://${named(host)}:${bound && typeof bound === 'object' ? bound.port : port}`,
        close,
      })
    })
  })
}

/** Whether the caller reads pages (a browser's navigation), rather than data (a script's fetch or a live stream). */
export function readsPages(c: Context): boolean {
  return c.req.header('accept')?.includes('text/html') ?? false
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

// Only the host is compared: behind a proxy that adds HTTPS, the page's scheme is not the one that we see.
function sameHost(origin: string, c: Context): boolean {
  return URL.canParse(origin) && new URL(origin).host === new URL(c.req.url).host
}

// Browsers name the site on addresses that they trust (HTTPS, localhost); elsewhere the origin has to be ours.
function fromHere(c: Context): boolean {
  const site = c.req.header('sec-fetch-site')
  return site === undefined ? sameHost(c.req.header('origin') ?? '', c) : site === 'same-origin'
}

const SORRY: Record<number, { title: string; say: string }> = {
  400: {
    title: 'That did not work',
    say: 'We could not read what was sent. Please load the page again and try once more.',
  },
  403: {
    title: 'That was not let through',
    say: 'This has to be done from the page itself. Please open the page again and try once more.',
  },
  404: {
    title: 'There is nothing here',
    say: 'This address leads nowhere. Perhaps a letter went missing on the way.',
  },
  413: {
    title: 'That is too long',
    say: 'That is longer than we can take in one message. Please send it in two or three parts.',
  },
}
const OURS = {
  title: 'Something went wrong here',
  say: 'That is our fault, not yours. Please try again in a moment.',
}

function sorry(c: Context, company: string, status: HTTPException['status']): Response | Promise<Response> {
  const { title, say } = SORRY[status] ?? OURS
  if (!readsPages(c)) return c.json({ status: 'refused', say }, status)
  return c.html(wordsPage({ title, company, sentences: [say] }), status)
}

function whyNot(error: Error, { port }: Address): string {
  const code = 'code' in error ? error.code : ''
  if (code === 'EADDRINUSE') {
    return `PORT: ${port} is taken by another program, perhaps by a Warmline that still runs. Stop that one, or set PORT to a free number.`
  }
  if (code === 'EACCES') return `PORT: this user may not listen on ${port}. Set PORT to a number above 1023.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return 'HOST: this machine has no such address. Set HOST to 127.0.0.1 for this machine alone, or to 0.0.0.0 for every network it is in.'
  }
  return `HOST, PORT: the web server could not start (${code || 'unknown reason'}). Set HOST and PORT to an address that is free.`
}

function named(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
