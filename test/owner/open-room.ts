import type { Hono } from 'hono'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { createOwnerRoutes } from '../../src/owner/room.ts'
import { createWeb } from '../../src/web/server.ts'
import { createSignIn } from '../../src/web/sign-in.ts'
import { createDatabase } from '../support/databases.ts'

export const NOW = new Date(2026, 10, 22, 15).getTime()

export type Room = {
  ledger: Ledger
  /** The web as a visitor sees it who has not signed in. */
  app: Hono
  /** As the owner sees it. */
  get(path: string): Promise<Response>
  see(path: string): Promise<string>
  close(): Promise<void>
}

/** The owner's room behind its real door, on an empty ledger. */
export async function openRoom(kind: 'sqlite' | 'postgres'): Promise<Room> {
  const database = await createDatabase(kind)
  const ledger = await database.open()
  const company = 'Larkfield'
  const signIn = createSignIn({ dataDir: database.dataDir, company, clock: () => NOW })
  const requireOwner = signIn.requireRole('owner')
  const app = createWeb({
    company,
    assets: [],
    ready: async () => ({ ok: true, checks: {} }),
    routes: (web) => {
      web.route('/', signIn.routes)
      web.route('/', createOwnerRoutes({ ledger, now: () => NOW, requireOwner, company }))
    },
  })
  const entered = await app.request(signIn.links('').owner)
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const get = async (path: string) => app.request(path, { headers: { accept: 'text/html', cookie } })
  return { ledger, app, get, see: async (path) => (await get(path)).text(), close: () => database.drop() }
}
