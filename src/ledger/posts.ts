import type { Selectable } from 'kysely'
import type { Ledger } from './ledger.ts'
import type { Tables } from './tables.ts'

/** How often other processes' posts are looked for while somebody listens. */
const POLL = 1_000
/**
 * PostgreSQL gives numbers at insert, and shows rows at commit: a lower number may become visible after a higher one.
 * So we look again this far behind the highest number seen.
 */
const OVERLAP = 500
/** Most that is read at once. */
const READ_AT_ONCE = 2_000

type Post = Omit<Selectable<Tables['posts']>, 'adapter'>
type Draft = Omit<Post, 'seq' | 'target'>
type Change = { mark: string; state: string; body: string; at?: number; now: number }
type Query = { channel: string; thread?: string; kind?: string; states?: string[]; newest: number }

const COLUMNS = ['seq', 'id', 'channel', 'thread', 'kind', 'state', 'target', 'body', 'at'] as const

/** What the local page shows, kept in the ledger and heard of live by every process on it. */
export function createPosts(ledger: Ledger, adapter: string) {
  const overlap = ledger.kind === 'postgres' ? OVERLAP : 0
  const news = createNews(ledger, adapter, overlap)

  const get = async (id: string): Promise<Post | null> => {
    const found = ledger.db.selectFrom('posts').select(COLUMNS)
    return (await found.where('adapter', '=', adapter).where('id', '=', id).executeTakeFirst()) ?? null
  }

  return {
    get,
    listen: news.listen,

    async add(draft: Draft): Promise<Post> {
      const added = await ledger.grouped((t) =>
        t
          .insertInto('posts')
          .values({ ...draft, adapter, target: null })
          .onConflict((conflict) => conflict.column('id').doNothing())
          .returning(COLUMNS)
          .executeTakeFirst(),
      )
      if (added) news.tell([added])
      const post = added ?? (await get(draft.id))
      if (!post) throw new Error('The id of this post is taken by another adapter')
      return post
    },

    async change(id: string, { mark, state, body, at, now }: Change): Promise<Post | null> {
      const done = await ledger.transaction(async (t) => {
        const posts = t.selectFrom('posts').select(COLUMNS).where('adapter', '=', adapter)
        const post = await posts.where('id', '=', id).where('kind', '!=', 'mark').executeTakeFirst()
        if (!post) return null
        const { channel, thread } = post
        const added = await t
          .insertInto('posts')
          .values({
            id: mark,
            adapter,
            channel,
            thread,
            kind: 'mark',
            state: '',
            target: id,
            body: '',
            at: now,
          })
          .onConflict((conflict) => conflict.column('id').doNothing())
          .returning(COLUMNS)
          .executeTakeFirst()
        if (!added) return { post, added: null }
        const next = { state, body, at: at ?? post.at }
        await t.updateTable('posts').set(next).where('id', '=', id).execute()
        return { post: { ...post, ...next }, added }
      })
      if (done?.added) news.tell([done.added])
      return done?.post ?? null
    },

    async list({ channel, thread, kind, states, newest }: Query): Promise<Post[]> {
      let query = ledger.db.selectFrom('posts').select(COLUMNS)
      query = query.where('adapter', '=', adapter).where('channel', '=', channel).where('kind', '!=', 'mark')
      if (thread !== undefined) query = query.where('thread', '=', thread)
      if (kind !== undefined) query = query.where('kind', '=', kind)
      if (states !== undefined) query = query.where('state', 'in', states)
      return (await query.orderBy('at', 'desc').orderBy('seq', 'desc').limit(newest).execute()).sort(bySeq)
    },

    async since(channel: string, seq: number): Promise<Post[]> {
      const found = ledger.db.selectFrom('posts').select(COLUMNS)
      const ours = found.where('adapter', '=', adapter).where('channel', '=', channel)
      const rows = await ours
        .where('seq', '>', seq - overlap)
        .orderBy('seq', 'desc')
        .limit(READ_AT_ONCE)
        .execute()
      return rows.sort(bySeq)
    },

    latest: () => latest(ledger, adapter),
  }
}

/** Tells listeners of what this process wrote at once, and of what others wrote at the next poll; each post once. */
function createNews(ledger: Ledger, adapter: string, overlap: number) {
  const listeners = new Set<(post: Post) => void>()
  /** How far polling has come. Not moved by `tell`: another process may have written a lower number meanwhile. */
  let polled = 0
  /** What was told already, as far back as a poll looks. */
  let known = new Set<number>()
  let polling = false
  let opening: Promise<void> | null = null

  const tell = (posts: Post[]) => {
    if (listeners.size === 0) return
    for (const post of posts) {
      if (known.has(post.seq)) continue
      known.add(post.seq)
      for (const hear of listeners) hear(post)
    }
  }
  const numbersAfter = async (seq: number) => {
    const query = ledger.db
      .selectFrom('posts')
      .select('seq')
      .where('adapter', '=', adapter)
      .where('seq', '>', seq)
    return (await query.orderBy('seq').limit(READ_AT_ONCE).execute()).map((row) => row.seq)
  }
  const poll = async () => {
    const numbers = await numbersAfter(polled - overlap)
    const unheard = numbers.filter((seq) => !known.has(seq))
    if (unheard.length > 0) {
      tell(
        await ledger.db
          .selectFrom('posts')
          .select(COLUMNS)
          .where('seq', 'in', unheard)
          .orderBy('seq')
          .execute(),
      )
    }
    polled = Math.max(polled, numbers.at(-1) ?? 0)
    known = new Set([...known].filter((seq) => seq > polled - overlap))
  }
  const pollOn = () => {
    const timer = setTimeout(async () => {
      polling = listeners.size > 0
      if (!polling) return
      // A ledger that does not answer shows in readiness; here the next poll simply tries again.
      await poll().catch(() => undefined)
      pollOn()
    }, POLL)
    timer.unref()
  }
  const open = async () => {
    polled = await latest(ledger, adapter)
    known = new Set(overlap > 0 ? await numbersAfter(polled - overlap) : [])
  }
  return {
    tell,
    async listen(hear: (post: Post) => void): Promise<() => void> {
      if (listeners.size === 0) {
        opening ??= open().finally(() => {
          opening = null
        })
        await opening
      }
      listeners.add(hear)
      if (!polling) {
        polling = true
        pollOn()
      }
      return () => {
        listeners.delete(hear)
      }
    },
  }
}

async function latest(ledger: Ledger, adapter: string): Promise<number> {
  const newest = ledger.db
    .selectFrom('posts')
    .select('seq')
    .where('adapter', '=', adapter)
    .orderBy('seq', 'desc')
  return (await newest.limit(1).executeTakeFirst())?.seq ?? 0
}

function bySeq(a: Post, b: Post): number {
  return a.seq - b.seq
}
