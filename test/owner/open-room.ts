import type { Hono } from 'hono'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { officeNow } from '../../src/owner/now.ts'
import { createOwnerRoutes, type OwnerSettings } from '../../src/owner/room.ts'
import { visitorOf } from '../../src/owner/visitor.ts'
import { createWeb } from '../../src/web/server.ts'
import { createSignIn } from '../../src/web/sign-in.ts'
import { createDatabase } from '../support/databases.ts'

export const NOW = Date.UTC(2026, 10, 22, 15)
/** The same on the clock of an office that goes by UTC, as the room does where nobody has said when people are there. */
export const CLOCK = officeNow({ zone: 'UTC' }, NOW)

export type Room = {
  ledger: Ledger
  /** The web as a visitor sees it who has not signed in. */
  app: Hono
  /** The link by which the owner signs in, where the web is at that address. */
  ownerLink(url: string): string
  /** As the owner sees it. */
  get(path: string): Promise<Response>
  see(path: string): Promise<string>
  /** A form of the owner's, sent. */
  post(path: string): Promise<Response>
  /** As a viewer sees it, or sends a form. */
  asViewer(path: string, method?: 'GET' | 'POST'): Promise<Response>
  /** Sends a form as the owner's browser does. */
  send(path: string, fields: Record<string, string>): Promise<Response>
  close(): Promise<void>
}

/** The owner's room behind its real door, on an empty ledger. */
export async function openRoom(
  kind: 'sqlite' | 'postgres',
  more: Partial<OwnerSettings> = {},
): Promise<Room> {
  const database = await createDatabase(kind)
  const room = await openRoomOn(await database.open(), database.dataDir, NOW, more)
  return { ...room, close: () => database.drop() }
}

/** The same on a ledger that is there, as it is at a moment (epoch milliseconds). */
export async function openRoomOn(
  ledger: Ledger,
  dataDir: string,
  now: number,
  more: Partial<OwnerSettings> = {},
  assets: string[] = [],
): Promise<Omit<Room, 'close'>> {
  const company = 'Larkfield'
  const signIn = createSignIn({ dataDir, company, clock: () => now })
  const requireOwner = signIn.requireRole('owner', 'viewer')
  const [who, viewerLink] = [visitorOf(signIn), (url: string) => signIn.links(url).viewer]
  const app = createWeb({
    company,
    assets,
    ready: async () => ({ ok: true, checks: {} }),
    routes: (web) => {
      web.route('/', signIn.routes)
      web.route(
        '/',
        createOwnerRoutes({ ledger, now: () => now, requireOwner, who, viewerLink, company, ...more }),
      )
    },
  })
  const cookieFor = async (link: string) =>
    (await app.request(link)).headers.get('set-cookie')?.split(';')[0] ?? ''
  const owner = await cookieFor(signIn.links('').owner)
  const viewer = await cookieFor(signIn.links('').viewer)
  const ask = async (cookie: string, path: string, method: 'GET' | 'POST') =>
    app.request(path, {
      method,
      headers: { accept: 'text/html', cookie, origin: 'http://localhost', 'sec-fetch-site': 'same-origin' },
    })
  const get = (path: string) => ask(owner, path, 'GET')
  const send = async (path: string, fields: Record<string, string>) =>
    app.request(path, {
      method: 'POST',
      headers: { accept: 'text/html', cookie: owner, 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams(fields),
    })
  return {
    ledger,
    app,
    ownerLink: (url) => signIn.links(url).owner,
    get,
    see: async (path) => (await get(path)).text(),
    send,
    post: (path) => ask(owner, path, 'POST'),
    asViewer: (path, method = 'GET') => ask(viewer, path, method),
  }
}
