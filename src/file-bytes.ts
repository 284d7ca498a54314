import { RefusedError } from './errors.ts'

/** The largest file that is read from a platform. Bytes. */
export const LARGEST_FILE = 20 * 1024 * 1024

/** All the bytes of an answer. Throws RefusedError as soon as they are too many (file_too_large), and what reading throws. */
export async function fileBytes(response: Response): Promise<Uint8Array> {
  if (Number(response.headers.get('content-length')) > LARGEST_FILE) {
    await response.body?.cancel()
    throw new RefusedError('file_too_large')
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > LARGEST_FILE) throw new RefusedError('file_too_large')
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
