import type { Attachment } from '../../src/attachment.ts'
import { type SlackFile, SlackFileInfo } from './events.ts'
import { fileUrl } from './file-url.ts'
import type { Workspace } from './workspaces.ts'

/** A file's name is not worth more waiting: the message counts. Milliseconds. */
const PATIENCE = 800

/** The files of a message. Of what another company shares Slack tells the id alone, and the rest when it is asked. */
export function attachmentsOf(files: SlackFile[], workspace: Workspace): Promise<Attachment[]> {
  return Promise.all(
    files.map(async (file) => attachmentOf(isBare(file) ? await look(file, workspace) : file, workspace.id)),
  )
}

function isBare({ file_access, name, url_private }: SlackFile): boolean {
  return file_access === 'check_file_info' || !(name && url_private)
}

async function look(file: SlackFile, { client }: Workspace): Promise<SlackFile> {
  const asked = client.files.info({ file: file.id }).then(
    (answer) => SlackFileInfo.safeParse(answer.file).data ?? file,
    () => file,
  )
  return Promise.race([
    asked,
    new Promise<SlackFile>((resolve) => setTimeout(resolve, PATIENCE, file).unref()),
  ])
}

function attachmentOf(file: SlackFile, workspace: string): Attachment {
  const { id, name, title, mimetype, size, url_private } = file
  return {
    name: (name || title || id).slice(0, 300),
    type: (mimetype ?? '').slice(0, 200),
    size: size ?? null,
    url: fileUrl({ workspace, id, url: url_private ?? null }),
  }
}
