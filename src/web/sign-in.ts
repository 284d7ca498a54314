import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { getSignedCookie, setSignedCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { z } from 'zod'
import { page, wordsPage } from './page.ts'
import { readsPages } from './server.ts'
import { openSessionKey } from './session-key.ts'

const HOURS_12 = 12 * 60 * 60
const ATTEMPTS_A_MINUTE = 10

export const Role = z.enum(['staff', 'owner'])
export type Role = z.infer<typeof Role>

const Session = z.object({ role: Role, id: z.string(), name: z.string(), until: z.number() })
/** Somebody who came in by a sign-in link. `name` is '' until they have given it; `until` is when it ends. */
export type Session = z.infer<typeof Session>

export type SignIn = {
  /** Serves /sign-in. */
  routes: Hono
  /** The links to print at start. They work until the next start. */
  links(url: string): Record<Role, string>
  requireRole(role: Role): MiddlewareHandler
  session(c: Context, role: Role): Promise<Session | null>
  /** Keeps the name that somebody gave in their session. */
  rename(c: Context, role: Role, name: string): Promise<void>
}

export type SignInSettings = { dataDir: string; company: string; clock: () => number }

/** Sign-in by link: a fresh secret for each role at each start; whoever has opened the link stays in for twelve hours. */
export function createSignIn({ dataDir, company, clock }: SignInSettings): SignIn {
  const key = openSessionKey(dataDir)
  const secrets: Record<Role, string> = { staff: newSecret(), owner: newSecret() }
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

  routes.get('/sign-in', async (c) => {
    const allowed = await limiter.consume(addressOf(c)).then(
      () => true,
      () => false,
    )
    if (!allowed) {
      const sentences = [
        'There were too many attempts from here. Please wait a minute, then open the link again.',
      ]
      c.header('retry-after', '60')
      return c.html(wordsPage({ title: 'One moment, please', company, sentences }), 429)
    }
    const given = c.req.query('key') ?? ''
    const role = Role.options.find((one) => same(given, secrets[one]))
    if (!role)
      return c.html(
        wordsPage({ title: 'This link does not open anything', company, sentences: NEW_LINK }),
        403,
      )
    const before = await session(c, role)
    await keep(c, {
      role,
      id: before?.id ?? newId(),
      name: before?.name ?? '',
      until: clock() + HOURS_12 * 1000,
    })
    if (!fromElsewhere(c)) return c.redirect(HOMES[role], 303)
    // Opened from another site, such as a chat or mail page: a redirect would still count as that site's, and the strict
    // cookie would not go with it. A page of ours that moves on by itself is ours.
    return c.html(welcomePage(company, HOMES[role]))
  })

  return {
    routes,
    session,
    links: (url) => ({
      staff: `${url}/sign-in?key=${secrets.staff}`,
      owner: `${url}/sign-in?key=${secrets.owner}`,
    }),
    requireRole: (role) => async (c, next) => {
      if (await session(c, role)) return next()
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

const HOMES: Record<Role, string> = { staff: '/desk', owner: '/owner' }
const DOORS: Record<Role, string> = {
  staff: 'This is the desk of the people who help. It opens by the staff sign-in link.',
  owner: "This is the owner's room. It opens by the owner's sign-in link.",
}
const NEW_LINK = [
  'Each start of Warmline prints a fresh sign-in link and ends the one before. Please look for the newest link where Warmline was started, or ask whoever runs it, and open it whole.',
]
const SIGNED_OUT = 'You are no longer signed in. Please open the newest sign-in link, then try again.'

function fromElsewhere(c: Context): boolean {
  return ['cross-site', 'same-site'].includes(c.req.header('sec-fetch-site') ?? '')
}

function welcomePage(company: string, home: string) {
  const main = html`<div class="sheet"><h1>Welcome</h1><p><a href="${home}">Come in</a></p></div>`
  return page({ title: 'Welcome', company, main, moveTo: home })
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

function addressOf(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? 'unknown'
  } catch {
    return 'unknown'
  }
}
