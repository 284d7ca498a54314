import type { Attachment } from '../../src/attachment.ts'
import type { DiscordFile, Said } from './events.ts'
import { fileUrl } from './file-url.ts'

/** The files of a message, each with all that is needed to find it again: Discord's own links run out after a day. */
export function attachmentsOf(
  { id, channel }: Pick<Said, 'id' | 'channel'>,
  files: DiscordFile[],
): Attachment[] {
  return files.slice(0, 50).map((file) => ({
    name: file.filename.slice(0, 300),
    type: (file.content_type ?? '').slice(0, 200),
    size: file.size ?? null,
    url: fileUrl({ channel, message: id, id: file.id, url: file.url ?? null }),
  }))
}
