import { z } from 'zod'

/** Where a file is: `url` null where Slack gave none yet, as for what another company shares. */
export type FileUrl = { workspace: string; id: string; url: string | null }

const LONGEST = 3000
const Parts = z.object({ workspace: z.string().min(1), id: z.string().min(1), url: z.url().nullable() })

/** A file's place as one address, for the ledger to keep; only we can read it. */
export function fileUrl({ workspace, id, url }: FileUrl): string {
  const query = new URLSearchParams({ workspace, id })
  const bare = `slack-file:?${query}`
  if (url) query.set('url', url)
  const whole = `slack-file:?${query}`
  return whole.length <= LONGEST ? whole : bare
}

/** Null for an address that is none of ours. */
export function readFileUrl(address: string): FileUrl | null {
  if (!address.startsWith('slack-file:?')) return null
  const query = new URLSearchParams(address.slice('slack-file:?'.length))
  const parts = { workspace: query.get('workspace'), id: query.get('id'), url: query.get('url') }
  return Parts.safeParse(parts).data ?? null
}
