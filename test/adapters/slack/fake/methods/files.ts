import { z } from 'zod'
import { channelFor, loose, type Method, read } from '../api.ts'
import { ApiError } from '../api-error.ts'
import { problemsOf } from '../block-kit.ts'
import type { Outlet } from '../outlet.ts'
import { fileShape } from '../shapes.ts'
import type { Json, StoredFile, World } from '../world.ts'

const Which = z.object({ file: z.string().min(1) })
const Wanted = z.object({
  filename: z.string().min(1),
  length: z.coerce.number().int().min(1),
  alt_text: z.string().optional(),
  snippet_type: z.string().optional(),
})
const Complete = z.object({
  files: loose(z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1)),
  channel_id: z.string().optional(),
  channels: z.string().optional(),
  thread_ts: z.string().optional(),
  initial_comment: z.string().optional(),
  blocks: loose(z.array(z.record(z.string(), z.unknown()))).optional(),
})

/** files.*: how the app reads what people sent, and sends files itself. */
export function fileMethods(world: World, outlet: Outlet): Record<string, Method> {
  return {
    'files.info': {
      token: 'bot',
      scopes: ['files:read'],
      run: (args) => ({ ok: true, file: fileShape(world, visible(world, read(Which, args).file)) }),
    },
    'files.getUploadURLExternal': {
      token: 'bot',
      scopes: ['files:write'],
      run: (args) => {
        const file = prepare(world, read(Wanted, args))
        return { ok: true, upload_url: `${world.base}/upload/v1/${file.id}`, file_id: file.id }
      },
    },
    'files.completeUploadExternal': {
      token: 'bot',
      scopes: ['files:write'],
      run: (args) => complete(world, outlet, read(Complete, args)),
    },
  }
}

/** The file, where the bot is in a channel that it was sent to, or sent it itself. */
function visible(world: World, id: string): StoredFile {
  const file = world.files.get(id)
  const isShared = [...(file?.channels ?? [])].some((channel) =>
    world.channels.get(channel)?.members.has(world.home.botUserId),
  )
  if (!file?.ready || !(isShared || file.user === world.home.botUserId)) throw new ApiError('file_not_found')
  return file
}

function prepare(world: World, { filename, length }: z.output<typeof Wanted>): StoredFile {
  const id = world.newId('F')
  const file: StoredFile = {
    id,
    name: filename,
    title: filename,
    type: 'application/octet-stream',
    size: length,
    user: world.home.botUserId,
    bytes: null,
    external: false,
    ready: false,
    channels: new Set(),
  }
  world.files.set(id, file)
  return file
}

function complete(world: World, outlet: Outlet, wanted: z.output<typeof Complete>): Json {
  const places = (wanted.channel_id ?? wanted.channels ?? '').split(',').filter(Boolean)
  if (wanted.thread_ts !== undefined && places.length !== 1) throw new ApiError('invalid_arguments')
  const channels = places.map((id) => channelFor(world, id, { member: true, open: true }))
  const files = wanted.files.map(({ id, title }) => ({ file: uploaded(world, id), title }))
  const blocks = wanted.blocks ?? []
  if (problemsOf(blocks).length > 0) throw new ApiError('invalid_blocks')
  const [first] = channels
  const root = wanted.thread_ts && first ? world.find(first.id, wanted.thread_ts) : undefined
  if (wanted.thread_ts !== undefined && !root) throw new ApiError('invalid_thread_ts')
  for (const { file, title } of files) {
    file.ready = true
    file.title = title ?? file.title
    for (const channel of channels) file.channels.add(channel.id)
  }
  for (const channel of channels) {
    const message = world.write({
      channel: channel.id,
      thread: root ? (root.thread ?? root.ts) : null,
      user: world.home.botUserId,
      bot: true,
      subtype: 'file_share',
      text: wanted.initial_comment ?? '',
      blocks,
      files: files.map(({ file }) => file.id),
    })
    void outlet.written(message)
  }
  return { ok: true, files: files.map(({ file }) => ({ id: file.id, title: file.title })) }
}

function uploaded(world: World, id: string): StoredFile {
  const file = world.files.get(id)
  if (!file || file.user !== world.home.botUserId) throw new ApiError('file_not_found')
  if (file.bytes === null) throw new ApiError('file_upload_failed')
  if (file.ready) throw new ApiError('invalid_arguments')
  return file
}
