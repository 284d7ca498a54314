import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Attachment, File } from '../../src/attachment.ts'
import { cleanText } from '../../src/clean.ts'
import { RefusedError, UnreachableError } from '../../src/errors.ts'
import { fileBytes, LARGEST_FILE } from '../../src/file-bytes.ts'
import { asOurs, codeOf, fromStatus, later } from './failures.ts'

/** How long one file may take. Milliseconds. */
const LONGEST = 30_000
/** Deliveries whose files are remembered as shared. */
const REMEMBERED = 1000
/** Redirects that are followed, each to one of Slack's own hosts. */
const REDIRECTS = 3
/** Where Slack keeps what customers send. Its other hosts serve what anybody may see, and need no token. */
const SLACK = ['slack.com', 'slack-gov.com']

export type Reading = {
  token: string
  apiUrl: string
  attachment: Attachment
  fetch?: typeof fetch
  /** Milliseconds. */
  timeout?: number
}

/**
 * The bytes of a file that was sent in Slack. Our token goes to Slack's hosts alone. Throws RefusedError where it is not
 * Slack's (foreign_file), larger than 20 MiB (file_too_large) or not shown to us (file_not_readable, file_not_found), and
 * UnreachableError.
 */
export async function readFile(reading: Reading): Promise<Uint8Array> {
  const { apiUrl, attachment, timeout = LONGEST } = reading
  const { size, url } = attachment
  if (url === null) throw new RefusedError('file_not_readable', 'Slack gave no address for it')
  const address = slackAddress(url, apiUrl)
  if ((size ?? 0) > LARGEST_FILE) throw new RefusedError('file_too_large')
  try {
    const response = await get(reading, address, AbortSignal.timeout(timeout))
    const bytes = await fileBytes(response)
    if (isExcuse(response, bytes, attachment))
      throw new RefusedError('file_not_readable', 'Slack does not show it to us')
    return bytes
  } catch (error) {
    throw asOurs(error)
  }
}

/** Follows redirects by hand, so that the token is never sent to a host that was not looked at. */
async function get(reading: Reading, first: URL, signal: AbortSignal): Promise<Response> {
  const { token, apiUrl, fetch: request = fetch } = reading
  let address = first
  for (let followed = 0; followed <= REDIRECTS; followed++) {
    const headers = { Authorization: `Bearer ${token}` }
    const response = await request(address, { headers, redirect: 'manual', signal })
    if (response.status === 200) return response
    await response.body?.cancel()
    const next = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null
    if (next === null) throw failure(response)
    address = slackAddress(next, apiUrl, address)
  }
  throw new RefusedError('file_not_readable', 'Slack sends us round in a circle')
}

function failure({ status, headers }: Response): RefusedError | UnreachableError {
  if (status === 429) return later(undefined, Number.parseInt(headers.get('retry-after') ?? '', 10) || 1)
  if (status === 404 || status === 410) return new RefusedError('file_not_found')
  return fromStatus(status)
}

/** The address when it is Slack's, over https; plain http only to the host where its API is. Throws RefusedError. */
function slackAddress(url: string, apiUrl: string, base?: URL): URL {
  const address = URL.parse(url, base?.href)
  if (address && !address.username && !address.password) {
    const { protocol, host, origin } = address
    const isSlack = protocol === 'https:' && SLACK.some((known) => `.${host}`.endsWith(`.${known}`))
    if (isSlack || origin === new URL(apiUrl).origin) return address
  }
  throw new RefusedError('foreign_file', 'It is not kept by Slack')
}

/** Without the right to see a file, Slack may show the page where a person would sign in, or say so in JSON. */
function isExcuse({ headers }: Response, bytes: Uint8Array, { name, type, size }: Attachment): boolean {
  const [, sort] = /^(?:text|application)\/(htm|json)/i.exec(headers.get('content-type') ?? '') ?? []
  if (!sort) return false
  const isMeant = `${type} ${name}`.toLowerCase().includes(sort.toLowerCase())
  return !isMeant || (size !== null && size !== bytes.byteLength)
}

/** `thread` is '' for none. */
export type Sharing = { channel: string; thread: string; files: readonly File[]; timeout?: number }

const Upload = z.object({ upload_url: z.url({ protocol: /^https?$/ }), file_id: z.string().min(1) })

/**
 * Shares files in one message, all or none, and returns the names of those that cannot be passed on. Throws
 * UnreachableError only while nothing has been shared and another attempt may share it: where nobody knows whether Slack
 * shared them, they are named, and not shared twice.
 */
export async function shareFiles(client: WebClient, sharing: Sharing): Promise<string[]> {
  const { files, timeout = LONGEST } = sharing
  const uploaded: { id: string; title: string; name: string }[] = []
  const missed: string[] = []
  for (const file of files) {
    try {
      uploaded.push(await upload(client, file, timeout))
    } catch (error) {
      if (isWorthAnother(asOurs(error))) throw asOurs(error)
      missed.push(file.name)
    }
  }
  const isShared = uploaded.length === 0 || (await share(client, sharing, uploaded))
  return isShared ? missed : files.map(({ name }) => name)
}

/**
 * Shares the files of a delivery once, however often it is asked to, as shareFiles does: what came after them may fail and
 * be sent again, files and all.
 */
export function createSharing(client: WebClient): (id: string, sharing: Sharing) => Promise<string[]> {
  const begun = new Map<string, Promise<string[]>>()
  return (id, sharing) => {
    const known = begun.get(id)
    if (known) return known
    const shared = shareFiles(client, sharing)
    begun.set(id, shared)
    shared.catch(() => begun.delete(id))
    const [oldest] = begun.keys()
    if (begun.size > REMEMBERED && oldest !== undefined) begun.delete(oldest)
    return shared
  }
}

// The client's own filesUploadV2 gives up on all files with one, sends the token to whatever address it is told, and
// hides from which step an error comes.
async function upload(client: WebClient, file: File, timeout: number) {
  if ((file.size ?? 0) > LARGEST_FILE) throw new RefusedError('file_too_large')
  const bytes = await file.read()
  if (bytes.byteLength > LARGEST_FILE) throw new RefusedError('file_too_large')
  const title = cleanText(file.name).replace(/\s+/g, ' ') || 'file'
  const answer = await client.files.getUploadURLExternal({ filename: title, length: bytes.byteLength })
  const { upload_url, file_id } = Upload.parse(answer)
  const response = await fetch(upload_url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
    redirect: 'error',
    signal: AbortSignal.timeout(timeout),
  })
  await response.body?.cancel()
  if (response.status !== 200) throw failure(response)
  return { id: file_id, title, name: file.name }
}

/** False where they are not shared, or nobody knows. */
async function share(
  client: WebClient,
  { channel, thread }: Sharing,
  files: { id: string; title: string }[],
) {
  const [first, ...others] = files.map(({ id, title }) => ({ id, title }))
  if (!first) return true
  try {
    const where = thread ? { channel_id: channel, thread_ts: thread } : { channel_id: channel }
    await client.files.completeUploadExternal({ files: [first, ...others], ...where })
    return true
  } catch (error) {
    const ours = asOurs(error)
    if (isWorthAnother(ours) && ours instanceof UnreachableError && !ours.mayHaveArrived) throw ours
    return false
  }
}

/** What was said beside the file must not wait for a right that we may never be given. */
function isWorthAnother(error: RefusedError | UnreachableError): boolean {
  return error instanceof UnreachableError && codeOf(error) !== 'missing_scope'
}
