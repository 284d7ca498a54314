import type { Context } from 'hono'
import { type SSEMessage, type SSEStreamingApi, streamSSE } from 'hono/streaming'
import { z } from 'zod'
import type { Post, Posts } from './posts.ts'

const KEEP_ALIVE = 15_000
/** Streams open at once, in all. One too many ends the oldest, whose page comes back when it is looked at. */
const MOST = 2_000
/** How many numbers a connection remembers as shown, to drop what the ledger tells twice. */
const REMEMBERED = 1_000

/** What one connection follows, and how posts and marks become its events. */
/** `most`: so many streams may follow the channel at once; one more ends the oldest. */
export type Following = { channel: string; most: number; show(posts: Post[]): Promise<SSEMessage[]> }

type Follower = { channel: string; working(): void; end(): void }

/** Live streams of posts to open pages: what came since they last heard, and then everything as it comes. */
export function createLive(posts: Posts) {
  const followers = new Set<Follower>()

  const follow = async (c: Context, stream: SSEStreamingApi, { channel, most, show }: Following) => {
    let open = true
    let busy = false
    let wake = () => {}
    let unshown: Post[] = []
    const follower: Follower = {
      channel,
      working: () => {
        busy = true
        wake()
      },
      end: () => {
        open = false
        wake()
      },
    }
    stream.onAbort(follower.end)
    const unlisten = await posts.listen((post) => {
      if (post.channel !== channel) return
      unshown.push(post)
      wake()
    })
    const shown = new Set<number>()
    const here = [...followers].filter((other) => other.channel === channel)
    if (here.length >= most) here[0]?.end()
    else if (followers.size >= MOST) [...followers][0]?.end()
    followers.add(follower)
    try {
      await stream.write('retry: 2000\n\n')
      unshown = [...(await posts.since(channel, heardUpTo(c))), ...unshown]
      while (open) {
        const batch = unshown.filter(({ seq }) => !shown.has(seq) && shown.add(seq))
        unshown = []
        if (batch.length > 0) for (const message of await show(batch)) await stream.writeSSE(message)
        if (busy) await stream.writeSSE({ event: 'working', data: '{}' })
        busy = false
        for (const seq of [...shown].slice(0, -REMEMBERED)) shown.delete(seq)
        if (unshown.length === 0 && open) await nap()
      }
    } finally {
      unlisten()
      followers.delete(follower)
    }

    // Sleeps until there is something to show; a quiet quarter of a minute is filled, so that no proxy hangs up.
    async function nap() {
      let quiet = false
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          quiet = true
          resolve()
        }, KEEP_ALIVE)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      wake = () => {}
      if (quiet) await stream.write(': still here\n\n')
    }
  }

  return {
    follow(c: Context, following: Following): Response {
      c.header('x-accel-buffering', 'no')
      // The page connects again by itself, so a ledger that fails here only ends this stream.
      return streamSSE(c, (stream) => follow(c, stream, following).catch(() => undefined))
    },
    /** Shows the sign of life on the pages that follow this channel. */
    working(channel: string) {
      for (const follower of followers) if (follower.channel === channel) follower.working()
    },
    stop() {
      for (const follower of followers) follower.end()
    },
  }
}
export type Live = ReturnType<typeof createLive>

const Seq = z.coerce.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER)

function heardUpTo(c: Context): number {
  return Seq.safeParse(c.req.header('last-event-id') ?? c.req.query('after') ?? 0).data ?? 0
}
