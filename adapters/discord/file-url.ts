import { z } from 'zod'

/** Where a file is: its message, so that its link can be had anew, and the link that it came with. */
export type FileUrl = { channel: string; message: string; id: string; url: string | null }

const LONGEST = 3000
const Parts = z.object({
  channel: z.string().min(1),
  message: z.string().min(1),
  id: z.string().min(1),
  url: z.url().nullable(),
})

/** A file's place as one address, for the ledger to keep; only we can read it. */
export function fileUrl({ channel, message, id, url }: FileUrl): string {
  const query = new URLSearchParams({ channel, message, id })
  const bare = `discord-file:?${query}`
  if (url) query.set('url', url)
  const whole = `discord-file:?${query}`
  return whole.length <= LONGEST ? whole : bare
}

/** Null for an address that is none of ours. */
export function readFileUrl(address: string): FileUrl | null {
  if (!address.startsWith('discord-file:?')) return null
  const query = new URLSearchParams(address.slice('discord-file:?'.length))
  const given = (name: string) => query.get(name)
  const parts = { channel: given('channel'), message: given('message'), id: given('id'), url: given('url') }
  return Parts.safeParse(parts).data ?? null
}
