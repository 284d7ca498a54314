import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { z } from 'zod'
import type { KeptKeys } from '../ledger/sign-ins.ts'
import { page, wordsPage } from './page.ts'
import { readsPages } from './server.ts'
import { openSessionKey } from './session-key.ts'

const HOURS_12 = 12 * 60 * 60
const MINUTES_10 = 10 * 60 * 1000
const ATTEMPTS_A_MINUTE = 10

const Role = z.enum(['staff', 'owner', 'viewer'])
export type Role = z.infer<typeof Role>

const Session = z.object({ role: Role, id: z.string(), name: z.string(), until: z.number() })
/** Somebody who came in by a sign-in link. `name` is '' until they have given it; `until` is when it ends. */
export type Session = z.infer<typeof Session>

export type SignIn = {
  /** Serves /sign-in. */
  routes: Hono
  /** A link that lets the owner in once, within ten minutes. */
  linkOnce(url: string): Promise<string>
  /** The links to print at start. They work until the next start. */
  links(url: string): Record<Role, string>
  /** Lets in whoever has one of these roles. */
  requireRole(...roles: [Role, ...Role[]]): MiddlewareHandler
  session(c: Context, role: Role): Promise<Session | null>
  /** Keeps the name that somebody gave in their session. */
  rename(c: Context, role: Role, name: string): Promise<void>
}

export type SignInSettings = {
  dataDir: string
  company: string
  clock: () => number
  /** Where keys that open once are kept; without it there are none. */
  keys?: KeptKeys
}

/**
 * Sign-in by link: a fresh secret for each role at each start; whoever has opened the link stays in for twelve hours, or
 * until they sign out. A viewer sees what the owner sees, and takes and changes nothing.
 */
export function createSignIn({ dataDir, company, clock, keys }: SignInSettings): SignIn {
  const key = openSessionKey(dataDir)
  const secrets: Record<Role, string> = { staff: newSecret(), owner: newSecret(), viewer: newSecret() }
  const limiter = new RateLimiterMemory({ points: ATTEMPTS_A_MINUTE, duration: 60 })
  const routes = new Hono()

  const session = async (c: Context, role: Role): Promise<Session | null> => {
    const value = await getSignedCookie(c, key, cookieOf(role))
    const found = value ? parse(value) : null
    return found && found.role === role && found.until > clock() ? found : null
  }
  const keep = (c: Context, kept: Session) =>
    setSignedCookie(c, cookieOf(kept.role), Buffer.from(JSON.stringify(kept)).toString('base64url'), key, {
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
      maxAge: HOURS_12,
    })

  const enter = async (c: Context, role: Role) => {
    const before = await session(c, role)
    const until = clock() + HOURS_12 * 1000
    await keep(c, { role, id: before?.id ?? newId(), name: before?.name ?? '', until })
  }

  routes.use('/sign-in', async (c, next) => {
    const allowed = await limiter.consume(addressOf(c)).then(
      () => true,
      () => false,
    )
    if (allowed) return next()
    const sentences = [
      'There were too many attempts from here. Please wait a minute, then open the link again.',
    ]
    c.header('retry-after', '60')
    return c.html(wordsPage({ title: 'One moment, please', company, sentences }), 429)
  })

  // Whatever looks at a link before its reader does, such as a preview, must not use it up: it takes a press.
  routes.post('/sign-in', async (c) => {
    const { once } = await c.req.parseBody()
    const opens = typeof once === 'string' && ((await keys?.use(hashOf(once), clock())) ?? false)
    if (!opens)
      return c.html(
        wordsPage({ title: 'This link does not open anything', company, sentences: USED_UP }),
        403,
      )
    await enter(c, 'owner')
    return c.redirect(HOMES.owner, 303)
  })

  routes.get('/sign-in', async (c) => {
    const once = c.req.query('once')
    if (once !== undefined) return c.html(doorPage(company, once))
    const given = c.req.query('key') ?? ''
    const role = Role.options.find((one) => same(given, secrets[one]))
    if (!role)
      return c.html(
        wordsPage({ title: 'This link does not open anything', company, sentences: NEW_LINK }),
        403,
      )
    await enter(c, role)
    if (!fromElsewhere(c)) return c.redirect(HOMES[role], 303)
    // Opened from another site, such as a chat or mail page: a redirect would still count as that site's, and the strict
    // cookie would not go with it. A page of ours that moves on by itself is ours.
    return c.html(welcomePage(company, HOMES[role]))
  })

  routes.post('/sign-out', (c) => {
    for (const role of Role.options) deleteCookie(c, cookieOf(role), { path: '/' })
    return c.html(wordsPage({ title: 'You are signed out', company, sentences: NEW_LINK }))
  })

  return {
    routes,
    session,
    async linkOnce(url) {
      if (!keys) throw new Error('Keys that open once are not kept here')
      const secret = newSecret()
      await keys.add(hashOf(secret), clock() + MINUTES_10, clock())
      return `${url}/sign-in?once=${secret}`
    },
    links: (url) => ({
      staff: `${url}/sign-in?key=${secrets.staff}`,
      owner: `${url}/sign-in?key=${secrets.owner}`,
      viewer: `${url}/sign-in?key=${secrets.viewer}`,
    }),
    requireRole:
      (role, ...others) =>
      async (c, next) => {
        for (const one of [role, ...others]) if (await session(c, one)) return next()
        if (!readsPages(c)) return c.json({ status: 'refused', say: SIGNED_OUT }, 401)
        // A link followed from another site comes without the strict cookie: ask once more, from a page of ours.
        if (c.req.method === 'GET' && fromElsewhere(c)) {
          const { pathname, search } = new URL(c.req.url)
          return c.html(welcomePage(company, pathname + search))
        }
        return c.html(
          wordsPage({ title: 'You are not signed in', company, sentences: [DOORS[role], ...NEW_LINK] }),
          401,
        )
      },
    async rename(c, role, name) {
      const found = await session(c, role)
      if (found) await keep(c, { ...found, name })
    },
  }
}

const HOMES: Record<Role, string> = { staff: '/desk', owner: '/owner', viewer: '/owner' }
const DOORS: Record<Role, string> = {
  staff: 'This is the desk of the people who help. It opens by the staff sign-in link.',
  owner: "This is the owner's room. It opens by the owner's sign-in link.",
  viewer: "This is the owner's room. It opens by a sign-in link of the owner's, or a viewer's.",
}
const NEW_LINK = [
  'Each start of Warmline prints a fresh sign-in link and ends the one before. Please look for the newest link where Warmline was started, or ask whoever runs it, and open it whole.',
]
const USED_UP = [
  'It was used already, or it is older than ten minutes. Please write “room” to the app once more: it sends you a new one.',
]
const SIGNED_OUT = 'You are no longer signed in. Please open the newest sign-in link, then try again.'

function fromElsewhere(c: Context): boolean {
  return ['cross-site', 'same-site'].includes(c.req.header('sec-fetch-site') ?? '')
}

function welcomePage(company: string, home: string) {
  const main = html`<div class="sheet"><h1>Welcome</h1><p><a href="${home}">Come in</a></p></div>`
  return page({ title: 'Welcome', company, main, moveTo: home })
}

function doorPage(company: string, once: string) {
  const main = html`<div class="sheet"><h1>The owner’s room</h1><p>This link opens once, for you.</p><form method="post" action="/sign-in"><input type="hidden" name="once" value="${once}"><button type="submit" class="main">Come in</button></form></div>`
  return page({ title: 'The owner’s room', company, main })
}

function cookieOf(role: Role): string {
  return `warmline_${role}`
}

function parse(value: string): Session | null {
  try {
    return Session.safeParse(JSON.parse(Buffer.from(value, 'base64url').toString())).data ?? null
  } catch {
    return null
  }
}

function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

function newId(): string {
  return randomBytes(15).toString('base64url')
}

// Both are hashed first, so that neither the content nor the length of the secret shows in the time taken.
function same(given: string, secret: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(secret))
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

function addressOf(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? 'unknown'
  } catch {
    return 'unknown'
  }
}
