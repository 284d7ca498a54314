import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createClient } from '../../../adapters/slack/client.ts'
import { codeOf } from '../../../adapters/slack/failures.ts'
import { createSharing, readFile, shareFiles } from '../../../adapters/slack/files.ts'
import type { File } from '../../../src/attachment.ts'
import { RefusedError, UnreachableError } from '../../../src/errors.ts'
import { LARGEST_FILE } from '../../../src/file-bytes.ts'
import { serve } from './http-server.ts'

const token = 'xoxb-canary-of-a-token'
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('it did not fail'),
    (error: unknown) => error,
  )

type Answer = (request: IncomingMessage, response: ServerResponse) => void
const attached = (url: string | null, more: { name?: string; type?: string; size?: number } = {}) => {
  const { name = 'photo.png', type = 'image/png', size = null } = more
  return { name, type, size, url }
}

/** A server that is Slack's, and how to read a file from it. */
async function slackWith(answer: Answer) {
  const asked: { path: string; authorization: string | undefined }[] = []
  const base = await serve((request, response) => {
    asked.push({ path: request.url ?? '', authorization: request.headers.authorization })
    answer(request, response)
  })
  const apiUrl = `${base}/api/`
  const read = (more: Parameters<typeof attached>[1] = {}, url = `${base}/files-pri/T1-F1/photo.png`) =>
    readFile({ token, apiUrl, attachment: attached(url, more), timeout: 1500 })
  return { base, apiUrl, asked, read }
}

const bytes = (text: string) => new TextEncoder().encode(text)

describe('a file from Slack', () => {
  it('is read with our token, byte by byte', async () => {
    const sent = Uint8Array.from({ length: 300_000 }, (_, n) => (n * 7) % 256)
    const { asked, read } = await slackWith((_, response) => response.end(sent))
    expect(Buffer.from(await read()).equals(Buffer.from(sent))).toBe(true)
    expect(asked).toEqual([{ path: '/files-pri/T1-F1/photo.png', authorization: `Bearer ${token}` }])
  })

  it.each([
    'https://files.example.com/photo.png',
    'https://slack.com.example.com/photo.png',
    'https://files.slack.com@example.com/photo.png',
    'https://user:word@files.slack.com/photo.png',
    'https://files.slack.com:8443/photo.png',
    'https://notslack.com/photo.png',
    'https://files.slack.com./photo.png',
    'https://files.slack-edge.com/photo.png',
    'https://slack-files.com/T1-F1-abc',
    'http://files.slack.com/photo.png',
    'ftp://files.slack.com/photo.png',
    'file:///etc/passwd',
    'data:text/plain,hello',
    'http://127.0.0.1/photo.png',
    'http://[::1]/photo.png',
    'http://169.254.169.254/latest/meta-data',
    'files.slack.com/photo.png',
    '//files.slack.com/photo.png',
    'not an address',
    '',
  ])('is not asked for where Slack keeps no files: %s', async (url) => {
    let asked = 0
    const counting = () => {
      asked += 1
      return Promise.reject(new Error('asked'))
    }
    const reading = { token, apiUrl: 'https://slack.com/api/', attachment: attached(url), fetch: counting }
    expect(await failure(readFile(reading))).toMatchObject({ name: 'RefusedError', code: 'foreign_file' })
    expect(asked).toBe(0)
  })

  it.each([
    'https://files.slack.com/files-pri/T1-F1/photo.png',
    'https://FILES.SLACK.COM/files-pri/T1-F1/photo.png',
    'https://acme.slack.com/files/photo.png',
    'https://files.slack-gov.com/files-pri/T1-F1/photo.png',
  ])('is asked for where Slack keeps them: %s', async (url) => {
    const here = () => Promise.resolve(new Response('here'))
    const reading = { token, apiUrl: 'http://127.0.0.1:1/api/', attachment: attached(url), fetch: here }
    expect(await readFile(reading)).toEqual(bytes('here'))
  })

  it('is followed within Slack, and never out of it', async () => {
    const stolen: string[] = []
    const thief = await serve((request, response) => {
      stolen.push(JSON.stringify(request.headers))
      response.end('thanks')
    })
    const { base, asked, read } = await slackWith(({ url }, response) => {
      const to = [`/within /photo`, `/out ${thief}/photo`, `/round /round`, `/nowhere http://`]
      const [, location] = to.map((line) => line.split(' ')).find(([from]) => from === url) ?? []
      if (location === undefined) response.end('here')
      else response.writeHead(302, { location }).end('Found')
    })
    expect(await read({}, `${base}/within`)).toEqual(bytes('here'))
    expect(await failure(read({}, `${base}/out`))).toMatchObject({ code: 'foreign_file' })
    expect(await failure(read({}, `${base}/nowhere`))).toMatchObject({ code: 'foreign_file' })
    asked.length = 0
    expect(await failure(read({}, `${base}/round`))).toMatchObject({ code: 'file_not_readable' })
    expect(asked).toHaveLength(4)
    expect(stolen).toEqual([])
  })

  it('is no page to sign in on, and no excuse in JSON', async () => {
    const page = '<!DOCTYPE html><title>Sign in</title>'
    const { read } = await slackWith((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page),
    )
    expect(await failure(read())).toMatchObject({ name: 'RefusedError', code: 'file_not_readable' })
    const html = { name: 'page.html', type: 'text/html' }
    expect(await failure(read({ ...html, size: 70_000 }))).toMatchObject({ code: 'file_not_readable' })
    expect(await read({ ...html, size: page.length })).toEqual(bytes(page))
    expect(await read(html)).toEqual(bytes(page))
    const { read: readJson } = await slackWith((_, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":false}'),
    )
    expect(await failure(readJson())).toMatchObject({ code: 'file_not_readable' })
    expect(await readJson({ name: 'data.json', type: '' })).toEqual(bytes('{"ok":false}'))
  })

  it('is turned away when it is too large: by what it says, by its header, by what comes', async () => {
    const { asked, read } = await slackWith((_, response) => {
      const piece = Buffer.alloc(1024 * 1024)
      const pour = () => {
        while (response.writable && response.write(piece));
      }
      response.on('drain', pour)
      pour()
    })
    expect(await failure(read({ size: LARGEST_FILE + 1 }))).toMatchObject({ code: 'file_too_large' })
    expect(asked).toEqual([])
    expect(await failure(read({ size: 5 }))).toMatchObject({ code: 'file_too_large' })
    const { read: readLong } = await slackWith((_, response) =>
      response.writeHead(200, { 'content-length': String(LARGEST_FILE + 1) }).write('x'),
    )
    expect(await failure(readLong())).toMatchObject({ code: 'file_too_large' })
  })

  it('may come later, where it may', async () => {
    const answers: Answer[] = [
      (_, response) => response.writeHead(429, { 'retry-after': '7' }).end(),
      (_, response) => response.writeHead(503).end(),
      (_, response) => response.destroy(),
      () => undefined,
      (_, response) => response.writeHead(200, { 'content-length': '9' }).write('x'),
    ]
    const { read } = await slackWith((request, response) => answers.shift()?.(request, response))
    expect(await failure(read())).toMatchObject({ name: 'UnreachableError', retryAfter: 7000 })
    for (let n = 0; n < 4; n++) expect(await failure(read())).toBeInstanceOf(UnreachableError)
  })

  it('is gone where it is gone', async () => {
    const { apiUrl, read } = await slackWith((_, response) => response.writeHead(404).end())
    expect(await failure(read())).toEqual(new RefusedError('file_not_found'))
    const nowhere = readFile({ token, apiUrl, attachment: attached(null) })
    expect(await failure(nowhere)).toMatchObject({ code: 'file_not_readable' })
  })
})

const file = (name: string, read: () => Promise<Uint8Array>, size: number | null = null): File => ({
  ...{ name, type: '', size, url: null },
  read,
})
const good = (name: string) => file(name, () => Promise.resolve(bytes(`The bytes of ${name}`)))

/** A Slack that takes files; `fail` answers in its place, by path, once for each entry. */
async function sharingSlack() {
  const fail: Record<string, Answer[]> = {}
  const stored = new Map<string, string>()
  const shared: { files: { id: string; title: string }[]; channel_id: string; thread_ts: string | null }[] =
    []
  const headers: IncomingMessage['headers'][] = []
  const base = await serve(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString()
    const path = request.url ?? ''
    const fields = new URLSearchParams(body)
    const failing = fail[path.startsWith('/upload/') ? '/upload' : path]?.shift()
    if (failing) return failing(request, response)
    if (path === '/api/files.getUploadURLExternal') {
      const id = `F-${fields.get('filename')}-${fields.get('length')}`
      return response.end(
        JSON.stringify({ ok: true, file_id: id, upload_url: `${base}/upload/${encodeURIComponent(id)}` }),
      )
    }
    if (path.startsWith('/upload/')) {
      headers.push(request.headers)
      stored.set(decodeURIComponent(path.slice('/upload/'.length)), body)
      return response.end('OK - 5')
    }
    const Files = z.array(z.object({ id: z.string(), title: z.string() }))
    const files = Files.parse(JSON.parse(fields.get('files') ?? ''))
    shared.push({ files, channel_id: fields.get('channel_id') ?? '', thread_ts: fields.get('thread_ts') })
    return response.end('{"ok":true,"files":[]}')
  })
  const client = createClient({ token, apiUrl: `${base}/api/`, timeout: 1500 })
  const share = (...files: File[]) =>
    shareFiles(client, { channel: 'C1', thread: '1.000001', files, timeout: 1500 })
  return { fail, stored, shared, headers, client, share }
}

const error =
  (code: string): Answer =>
  (_, response) =>
    response.end(JSON.stringify({ ok: false, error: code }))

describe('files for staff', () => {
  it('are shared in one message of the thread, and the token stays with the API', async () => {
    const { stored, shared, headers, share } = await sharingSlack()
    expect(await share(good('one.txt'), good('two\u202e words\n.txt'))).toEqual([])
    expect([...stored.values()]).toEqual(['The bytes of one.txt', 'The bytes of two\u202e words\n.txt'])
    expect(shared).toMatchObject([
      { channel_id: 'C1', thread_ts: '1.000001', files: [{ title: 'one.txt' }, { title: 'two words .txt' }] },
    ])
    expect(JSON.stringify(headers)).not.toContain(token)
  })

  it('stand in the channel where there is no thread', async () => {
    const { client, shared } = await sharingSlack()
    expect(await shareFiles(client, { channel: 'C1', thread: '', files: [good('one.txt')] })).toEqual([])
    expect(shared).toMatchObject([{ thread_ts: null }])
  })

  it('are nothing where there are none', async () => {
    const { shared, share } = await sharingSlack()
    expect(await share()).toEqual([])
    expect(shared).toEqual([])
  })

  it('that cannot be passed on are named, and the others are shared', async () => {
    const { fail, shared, share } = await sharingSlack()
    fail['/api/files.getUploadURLExternal'] = [error('file_type_not_allowed')]
    fail['/upload'] = [(_, response) => response.writeHead(413).end()]
    const missed = await share(
      good('program.exe'),
      good('large.zip'),
      file('said-large.zip', () => expect.unreachable('it was read'), LARGEST_FILE + 1),
      file('is-large.zip', () => Promise.resolve(new Uint8Array(LARGEST_FILE + 1))),
      file('gone.pdf', () => Promise.reject(new RefusedError('file_not_found'))),
      good('one.txt'),
    )
    expect(missed).toEqual(['program.exe', 'large.zip', 'said-large.zip', 'is-large.zip', 'gone.pdf'])
    expect(shared.map(({ files }) => files.map(({ title }) => title))).toEqual([['one.txt']])
  })

  it.each(['missing_scope', 'not_in_channel', 'is_archived'])(
    'are all named where Slack will not have them: %s',
    async (code) => {
      const { fail, share } = await sharingSlack()
      fail['/api/files.completeUploadExternal'] = [error(code)]
      expect(await share(good('one.txt'), good('two.txt'))).toEqual(['one.txt', 'two.txt'])
    },
  )

  it.each<[string, string, Answer]>([
    [
      'an address is not given',
      '/api/files.getUploadURLExternal',
      (_, response) => response.writeHead(500).end(),
    ],
    [
      'an address makes no sense',
      '/api/files.getUploadURLExternal',
      (_, response) => response.end('{"ok":true}'),
    ],
    ['the upload breaks', '/upload', (_, response) => response.destroy()],
    ['the upload hangs', '/upload', () => undefined],
    [
      'the upload is sent elsewhere',
      '/upload',
      (_, response) => response.writeHead(302, { location: '/' }).end(),
    ],
    [
      'Slack tells us to wait',
      '/api/files.completeUploadExternal',
      (_, response) => response.writeHead(429, { 'retry-after': '3' }).end(),
    ],
    ['the token was revoked', '/api/files.completeUploadExternal', error('token_revoked')],
  ])('are tried again, and shared once, where %s', async (_, path, answer) => {
    const { fail, shared, share } = await sharingSlack()
    fail[path] = [answer]
    expect(await failure(share(good('one.txt'), good('two.txt')))).toBeInstanceOf(UnreachableError)
    expect(shared).toEqual([])
    expect(await share(good('one.txt'), good('two.txt'))).toEqual([])
    expect(shared).toHaveLength(1)
  })

  it('are tried again where they cannot be read just now', async () => {
    const { share } = await sharingSlack()
    const later = new UnreachableError('later', { retryAfter: 5000 })
    expect(await failure(share(file('one.txt', () => Promise.reject(later))))).toBe(later)
  })

  it.each<[string, Answer]>([
    ['broke', (_, response) => response.destroy()],
    ['hung', () => undefined],
    ['said internal_error', error('internal_error')],
  ])('are named and not shared twice, where the last call %s and nobody knows', async (_, answer) => {
    const { fail, shared, share } = await sharingSlack()
    fail['/api/files.completeUploadExternal'] = [answer]
    expect(await share(good('one.txt'))).toEqual(['one.txt'])
    expect(shared).toEqual([])
  })

  it('of one delivery are shared once, however often and at whatever time it is sent', async () => {
    const { fail, shared, client } = await sharingSlack()
    const share = createSharing(client)
    const sharing = { channel: 'C1', thread: '1.000001', files: [good('one.txt')] }
    fail['/upload'] = [(_, response) => response.destroy()]
    expect(await failure(share('d1', sharing))).toBeInstanceOf(UnreachableError)
    await Promise.all([share('d1', sharing), share('d1', sharing)])
    expect(await share('d1', sharing)).toEqual([])
    expect(shared).toHaveLength(1)
    expect(await share('d2', sharing)).toEqual([])
    expect(shared).toHaveLength(2)
  })

  it('tell why in a word', async () => {
    const { fail, share } = await sharingSlack()
    fail['/api/files.getUploadURLExternal'] = [error('token_revoked')]
    expect(codeOf(await failure(share(good('one.txt'))))).toBe('token_revoked')
  })
})
