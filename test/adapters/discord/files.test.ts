import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { fileUrl } from '../../../adapters/discord/file-url.ts'
import { gatherFiles, LARGEST_ENCLOSURE, readFile } from '../../../adapters/discord/files.ts'
import { createRest } from '../../../adapters/discord/rest.ts'
import type { File } from '../../../src/attachment.ts'
import { RefusedError, UnreachableError } from '../../../src/errors.ts'
import { LARGEST_FILE } from '../../../src/file-bytes.ts'
import { serve } from '../slack/http-server.ts'

const TOKEN = 'canary-of-a-token'
const CHANNEL = '111111111111111111'
const MESSAGE = '222222222222222222'
const ASK = `/api/v10/channels/${CHANNEL}/messages/${MESSAGE}`
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('it did not fail'),
    (error: unknown) => error,
  )
const bytes = (text: string) => new TextEncoder().encode(text)

type Answer = (request: IncomingMessage, response: ServerResponse) => void

const attached = (url: string | null, size: number | null = null) => ({
  ...{ name: 'photo.png', type: 'image/png', size },
  url: fileUrl({ channel: CHANNEL, message: MESSAGE, id: '7', url }),
})

/** A server that is Discord and its CDN in one; `answers` by path, the last one for good. */
async function discordWith(answers: Record<string, Answer[]>) {
  const asked: { path: string; authorization: string | undefined }[] = []
  const base = await serve((request, response) => {
    const [path = ''] = (request.url ?? '').split('?')
    asked.push({ path: request.url ?? '', authorization: request.headers.authorization })
    const [next, ...others] = answers[path] ?? []
    if (others.length > 0) answers[path] = others
    if (next) next(request, response)
    else response.writeHead(404).end()
  })
  const apiUrl = `${base}/api`
  const rest = createRest({ token: TOKEN, apiUrl, timeout: 1500 })
  const read = (url: string | null = `${base}/attachments/photo.png?ex=1`, size: number | null = null) =>
    readFile({ rest, apiUrl, attachment: attached(url, size), timeout: 1500 })
  const paths = () => asked.map(({ path }) => path)
  return { base, rest, apiUrl, asked, paths, read }
}

const send =
  (text: string | Uint8Array): Answer =>
  (_, response) =>
    response.end(text)
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response.writeHead(code, headers).end('no')
/** The message, with a file of ours at that address of the same server. */
const message =
  (shape: (file: { id: string; url: string }) => unknown, path = '/attachments/fresh.png?ex=2'): Answer =>
  ({ headers }, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(shape({ id: '7', url: `http://${headers.host}${path}` })))
  }
const withFile = message((file) => ({ attachments: [{ id: '6', url: 'x' }, null, file] }))

describe('a file from Discord', () => {
  it('is read where it is, byte by byte, and without our token', async () => {
    const sent = Uint8Array.from({ length: 300_000 }, (_, n) => (n * 7) % 256)
    const { asked, read } = await discordWith({ '/attachments/photo.png': [send(sent)] })
    expect(Buffer.from(await read()).equals(Buffer.from(sent))).toBe(true)
    expect(asked).toEqual([{ path: '/attachments/photo.png?ex=1', authorization: undefined }])
  })

  it.each([401, 403, 404, 410])('is asked for anew where its address has run out: HTTP %i', async (code) => {
    const { asked, paths, read } = await discordWith({
      '/attachments/photo.png': [status(code)],
      '/attachments/fresh.png': [send('fresh')],
      [ASK]: [withFile],
    })
    expect(await read()).toEqual(bytes('fresh'))
    expect(paths()).toEqual(['/attachments/photo.png?ex=1', ASK, '/attachments/fresh.png?ex=2'])
    expect(asked.map(({ authorization }) => authorization)).toEqual([undefined, `Bot ${TOKEN}`, undefined])
  })

  it('is found by its message alone, also in one that was forwarded', async () => {
    const forwarded = message((file) => ({
      attachments: [],
      message_snapshots: [{ message: { attachments: [file] } }],
    }))
    const { read } = await discordWith({
      '/attachments/fresh.png': [send('here')],
      [ASK]: [withFile, forwarded],
    })
    expect(await read(null)).toEqual(bytes('here'))
    expect(await read(null)).toEqual(bytes('here'))
  })

  it.each<[string, Answer]>([
    ['it was taken out of the message', message(() => ({ attachments: [] }))],
    ['the message makes no sense', message(() => ({ attachments: 'none' }))],
    ['the fresh address leads to nothing', message((file) => ({ attachments: [file] }), '/attachments/none')],
  ])('is gone where %s', async (_, answer) => {
    const { read } = await discordWith({ '/attachments/photo.png': [status(404)], [ASK]: [answer] })
    expect(await failure(read())).toEqual(new RefusedError('file_not_found'))
  })

  it('is gone where Discord says that the message is', async () => {
    const gone: Answer = (_, response) =>
      response
        .writeHead(404, { 'content-type': 'application/json' })
        .end('{"message":"Unknown Message","code":10008}')
    const { read } = await discordWith({ '/attachments/photo.png': [status(404)], [ASK]: [gone] })
    expect(await failure(read())).toEqual(new RefusedError('file_not_found'))
  })

  it.each([
    'https://files.example.com/photo.png',
    'https://cdn.discordapp.com.example.com/photo.png',
    'https://cdn.discordapp.com@example.com/photo.png',
    'https://user:word@cdn.discordapp.com/photo.png',
    'https://cdn.discordapp.com:8443/photo.png',
    'https://cdn.discordapp.com./photo.png',
    'https://discord.com/photo.png',
    'https://evil.discordapp.com/photo.png',
    'http://cdn.discordapp.com/photo.png',
    'ftp://cdn.discordapp.com/photo.png',
    'file:///etc/passwd',
    'data:text/plain,hello',
    'http://127.0.0.1/photo.png',
    'http://[::1]/photo.png',
    'http://169.254.169.254/latest/meta-data',
  ])('is not asked for where Discord keeps no files: %s', async (url) => {
    const { rest, asked } = await discordWith({})
    const counting = () => Promise.reject(new Error('asked'))
    const reading = {
      rest,
      apiUrl: 'https://discord.com:444/api',
      attachment: attached(url),
      fetch: counting,
    }
    expect(await failure(readFile(reading))).toMatchObject({ name: 'RefusedError', code: 'foreign_file' })
    expect(asked).toEqual([])
  })

  it.each([null, '', 'https://cdn.discordapp.com/photo.png', 'slack-file:?id=1'])(
    'is not what has no address of ours: %s',
    async (url) => {
      const { rest, apiUrl, asked } = await discordWith({})
      const attachment = { name: 'photo.png', type: '', size: null, url }
      expect(await failure(readFile({ rest, apiUrl, attachment }))).toMatchObject({ code: 'foreign_file' })
      expect(asked).toEqual([])
    },
  )

  it.each([
    'https://cdn.discordapp.com/attachments/1/2/photo.png?ex=1',
    'https://media.discordapp.net/photo.png',
  ])('is asked for where Discord keeps them: %s', async (url) => {
    const { rest } = await discordWith({})
    const here = () => Promise.resolve(new Response('here'))
    const reading = { rest, apiUrl: 'http://127.0.0.1:2/api', attachment: attached(url), fetch: here }
    expect(await readFile(reading)).toEqual(bytes('here'))
  })

  it('is followed nowhere', async () => {
    const { paths, read } = await discordWith({
      '/attachments/photo.png': [status(302, { location: 'http://127.0.0.1:2/' })],
    })
    expect(await failure(read())).toMatchObject({ code: 'foreign_file' })
    expect(paths()).toHaveLength(1)
  })

  it('is turned away when it is too large: by what it says, by its header, by what comes', async () => {
    const pour: Answer = (_, response) => {
      const piece = Buffer.alloc(1024 * 1024)
      const more = () => {
        while (response.writable && response.write(piece));
      }
      response.on('drain', more)
      more()
    }
    const long: Answer = (_, response) =>
      response.writeHead(200, { 'content-length': String(LARGEST_FILE + 1) }).write('x')
    const { asked, read } = await discordWith({ '/attachments/photo.png': [pour, long] })
    expect(await failure(read(undefined, LARGEST_FILE + 1))).toMatchObject({ code: 'file_too_large' })
    expect(asked).toEqual([])
    expect(await failure(read())).toMatchObject({ code: 'file_too_large' })
    expect(await failure(read())).toMatchObject({ code: 'file_too_large' })
  })

  it('may come later, where it may', async () => {
    const { read } = await discordWith({
      '/attachments/photo.png': [
        status(429, { 'retry-after': '7' }),
        status(503),
        (_, response) => response.destroy(),
        () => undefined,
        (_, response) => response.writeHead(200, { 'content-length': '9' }).write('x'),
        status(404),
      ],
      [ASK]: [status(500)],
    })
    expect(await failure(read())).toMatchObject({ name: 'UnreachableError', retryAfter: 7000 })
    for (let n = 0; n < 5; n++) expect(await failure(read())).toBeInstanceOf(UnreachableError)
  })
})

const file = (name: string, read: () => Promise<Uint8Array>, size: number | null = null): File => ({
  ...{ name, type: '', size, url: null },
  read,
})
const good = (name: string, length = 3) => file(name, () => Promise.resolve(new Uint8Array(length)))

describe('files for staff', () => {
  it('are gathered for one message, and those that cannot be are named', async () => {
    const { enclosures, missed } = await gatherFiles([
      good('one.txt'),
      file('said-large.zip', () => expect.unreachable('it was read'), LARGEST_ENCLOSURE + 1),
      good('is-large.zip', LARGEST_ENCLOSURE + 1),
      file('gone.pdf', () => Promise.reject(new RefusedError('file_not_found'))),
      good('two.txt'),
    ])
    expect(enclosures.map(({ name, bytes }) => [name, bytes.byteLength])).toEqual([
      ['one.txt', 3],
      ['two.txt', 3],
    ])
    expect(missed).toEqual(['said-large.zip', 'is-large.zip', 'gone.pdf'])
  })

  it('are as many, and as large together, as one message takes', async () => {
    const many = await gatherFiles(Array.from({ length: 12 }, (_, n) => good(`${n}`)))
    expect(many.enclosures).toHaveLength(10)
    expect(many.missed).toEqual(['10', '11'])
    const large = await gatherFiles(['a', 'b', 'c'].map((name) => good(name, LARGEST_ENCLOSURE - 1)))
    expect(large.missed).toEqual(['c'])
  })

  it('are tried again where they cannot be read just now', async () => {
    const later = new UnreachableError('later', { retryAfter: 5000 })
    const files = [good('one.txt'), file('two.txt', () => Promise.reject(later))]
    expect(await failure(gatherFiles(files))).toBe(later)
  })
})
