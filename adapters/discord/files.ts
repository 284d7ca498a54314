import { type REST, Routes } from 'discord.js'
import { z } from 'zod'
import type { Attachment, File } from '../../src/attachment.ts'
import { RefusedError, UnreachableError } from '../../src/errors.ts'
import { fileBytes, LARGEST_FILE } from '../../src/file-bytes.ts'
import type { Enclosure } from './body.ts'
import { asOurs, fromStatus, later } from './failures.ts'
import { type FileUrl, readFileUrl } from './file-url.ts'

/** The largest that any server takes from us, and all of one message together. Bytes. */
export const LARGEST_ENCLOSURE = 10 * 1024 * 1024
const LARGEST_MESSAGE = 20 * 1024 * 1024
/** How many files one message takes. */
const MOST_ENCLOSURES = 10
/** How long one file may take. Milliseconds. */
const LONGEST = 30_000
/** Where Discord keeps what people send. Anybody who has the address may read it, while it is fresh. */
const CDN = new Set(['cdn.discordapp.com', 'media.discordapp.net'])
/** The address has run out, or the file is gone. */
const STALE = new Set([401, 403, 404, 410])

export type Reading = {
  rest: REST
  apiUrl: string
  attachment: Attachment
  fetch?: typeof fetch
  /** Milliseconds. */
  timeout?: number
}

const Kept = z.object({ id: z.string(), url: z.string() })
const Files = z.array(Kept.nullable().catch(null)).catch([])
const Message = z.object({
  attachments: Files,
  message_snapshots: z
    .array(z.object({ message: z.object({ attachments: Files }) }))
    .nullish()
    .catch(null),
})

/**
 * The bytes of a file that was sent in Discord. Its address is good for a day: after that the message is asked for
 * another. Throws RefusedError where it is not Discord's (foreign_file), larger than 20 MiB (file_too_large) or not there
 * any more (file_not_found), and UnreachableError.
 */
export async function readFile(reading: Reading): Promise<Uint8Array> {
  const { attachment } = reading
  const file = readFileUrl(attachment.url ?? '')
  if (!file) throw new RefusedError('foreign_file', 'It is not kept by Discord')
  if ((attachment.size ?? 0) > LARGEST_FILE) throw new RefusedError('file_too_large')
  try {
    const known = file.url === null ? null : await get(reading, file.url)
    const bytes = known ?? (await get(reading, await freshUrl(reading.rest, file)))
    if (!bytes) throw new RefusedError('file_not_found')
    return bytes
  } catch (error) {
    throw asOurs(error)
  }
}

/** Null where the address has run out. */
async function get({ apiUrl, fetch: request = fetch, timeout = LONGEST }: Reading, url: string) {
  const address = cdnAddress(url, apiUrl)
  const response = await request(address, { redirect: 'manual', signal: AbortSignal.timeout(timeout) })
  const { status, headers } = response
  if (status === 200) return fileBytes(response)
  await response.body?.cancel()
  if (STALE.has(status)) return null
  if (status === 429) throw later((Number(headers.get('retry-after')) || 1) * 1000)
  if (status >= 300 && status < 400) throw new RefusedError('foreign_file', 'It is kept somewhere else')
  throw fromStatus(status)
}

/** Its address as the message has it now. */
async function freshUrl(rest: REST, { channel, message, id }: FileUrl): Promise<string> {
  const given = Message.safeParse(await told(rest, channel, message)).data
  const forwarded = given?.message_snapshots?.flatMap((one) => one.message.attachments) ?? []
  const file = [...(given?.attachments ?? []), ...forwarded].find((one) => one?.id === id)
  if (!file) throw new RefusedError('file_not_found')
  return file.url
}

async function told(rest: REST, channel: string, message: string): Promise<unknown> {
  try {
    return await rest.get(Routes.channelMessage(channel, message))
  } catch (error) {
    const ours = asOurs(error)
    throw ours instanceof RefusedError ? new RefusedError('file_not_found') : ours
  }
}

/** The address when it is Discord's, over https; plain http only to the host where its API is. Throws RefusedError. */
function cdnAddress(url: string, apiUrl: string): URL {
  const address = URL.parse(url)
  if (address && !address.username && !address.password) {
    const isCdn = address.protocol === 'https:' && CDN.has(address.host)
    if (isCdn || address.origin === new URL(apiUrl).origin) return address
  }
  throw new RefusedError('foreign_file', 'It is not kept by Discord')
}

/**
 * Reads files that are to go with one message, and names those that cannot. Throws UnreachableError where another attempt
 * may read them all.
 */
export async function gatherFiles(
  files: readonly File[],
): Promise<{ enclosures: Enclosure[]; missed: string[] }> {
  const enclosures: Enclosure[] = []
  const missed: string[] = []
  let size = 0
  for (const file of files) {
    const bytes = enclosures.length < MOST_ENCLOSURES ? await enclosed(file) : null
    if (bytes && size + bytes.byteLength <= LARGEST_MESSAGE) {
      size += bytes.byteLength
      enclosures.push({ name: file.name, bytes })
    } else missed.push(file.name)
  }
  return { enclosures, missed }
}

/** Null where it cannot be passed on. */
async function enclosed(file: File): Promise<Uint8Array | null> {
  if ((file.size ?? 0) > LARGEST_ENCLOSURE) return null
  try {
    const bytes = await file.read()
    return bytes.byteLength > LARGEST_ENCLOSURE ? null : bytes
  } catch (error) {
    if (error instanceof UnreachableError) throw error
    return null
  }
}
