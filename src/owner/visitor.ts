import { createHash } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { wordsPage } from '../web/page.ts'
import { readsPages } from '../web/server.ts'
import type { SignIn } from '../web/sign-in.ts'

/** Who is in the owner's room. A viewer sees all of it, and takes and changes nothing. `session` tells two apart. */
export type Visitor = { role: 'owner' | 'viewer'; session: string; until: number | null }
export type Who = (c: Context) => Promise<Visitor>

/** Looks who it is; who signed in as both is the owner. */
export function visitorOf({ session }: Pick<SignIn, 'session'>): Who {
  return async (c) => {
    const owner = await session(c, 'owner')
    const found = owner ?? (await session(c, 'viewer'))
    return {
      role: owner ? 'owner' : 'viewer',
      session: found ? found.name || createHash('sha256').update(found.id).digest('hex').slice(0, 8) : '',
      until: found?.until ?? null,
    }
  }
}

const SAFE = new Set(['GET', 'HEAD'])

/** Whatever changes something in the room is the owner's to do. */
export function onlyOwnersChange(who: Who, company: string): MiddlewareHandler {
  const guard = onlyOwners(who, company)
  return (c, next) => (SAFE.has(c.req.method) ? next() : guard(c, next))
}

/** A viewer is told kindly that this is not theirs. */
export function onlyOwners(who: Who, company: string): MiddlewareHandler {
  return async (c, next) => {
    if ((await who(c)).role === 'owner') return next()
    if (!readsPages(c)) return c.json({ status: 'refused', say: SENTENCES.join(' ') }, 403)
    return c.html(wordsPage({ title: 'This is the owner’s to do', company, sentences: SENTENCES }), 403)
  }
}

const SENTENCES = [
  'You are here as a viewer: you can look at everything in this room. Taking something out of it, changing it or erasing it is for the owner.',
  'Nothing was changed. If it should be done, please ask the owner.',
]
