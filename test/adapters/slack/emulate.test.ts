import type { WebClient } from '@slack/web-api'
import { createEmulator, type Emulator } from 'emulate'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { createClient } from '../../../adapters/slack/client.ts'
import { codeOf } from '../../../adapters/slack/failures.ts'
import { readFile, shareFiles } from '../../../adapters/slack/files.ts'
import { createPace } from '../../../adapters/slack/pace.ts'
import { createPosting, type Message } from '../../../adapters/slack/posting.ts'
import { RefusedError } from '../../../src/errors.ts'

// A Slack that others wrote: what our own fake has wrong, it does not have wrong in the same way.

const BOT = 'xoxb-all-rights'
const READER = 'xoxb-may-only-read'
const ALL = ['chat:write', 'channels:read', 'channels:history', 'files:read', 'files:write']

const Said = z.array(
  z.object({
    ts: z.string(),
    text: z.string().optional(),
    thread_ts: z.string().optional(),
    blocks: z.array(z.object({ block_id: z.string() })).optional(),
    metadata: z.object({ event_payload: z.object({ id: z.string(), part: z.number() }) }).optional(),
    files: z
      .array(z.object({ name: z.string(), size: z.number(), mimetype: z.string(), url_private: z.string() }))
      .optional(),
  }),
)

let slack: Emulator
let client: WebClient
let apiUrl: string
let channel: string

beforeAll(async () => {
  const seed = {
    tokens: {
      [BOT]: { login: 'U000000001', scopes: ALL },
      [READER]: { login: 'U000000001', scopes: ['channels:read'] },
    },
    slack: { channels: [{ name: 'help' }], strict_scopes: true },
  }
  slack = await createEmulator({ service: 'slack', port: 0, seed })
  apiUrl = `${slack.url}/api`
  client = createClient({ token: BOT, apiUrl })
  const { channels = [] } = await client.conversations.list()
  channel = channels.find(({ name }) => name === 'help')?.id ?? ''
})
afterAll(() => slack.close())

const postingOf = (by: WebClient) =>
  createPosting({ client: by, pace: createPace({ clock: Date.now, pace: 0 }) })
const partOf = (text: string) => ({
  text,
  blocks: [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text } }],
})
const messageOf = (id: string, texts: string[], more: Partial<Message> = {}): Message => ({
  ...{ channel, thread: '', broadcast: false, doubtful: false, since: Date.now() },
  ...{ id, parts: texts.map(partOf), ...more },
})
const history = async () =>
  Said.parse(
    (await client.conversations.history({ channel, include_all_metadata: true, limit: 200 })).messages,
  )
const thread = async (ts: string) =>
  Said.parse((await client.conversations.replies({ channel, ts })).messages)

it('posts with both marks, and changes what it posted', async () => {
  const posting = postingOf(client)
  const ts = await posting.post(messageOf('d-1', ['Good morning']))
  const [posted] = (await history()).filter((said) => said.ts === ts)
  expect(posted).toMatchObject({
    text: 'Good morning',
    metadata: { event_payload: { id: 'd-1', part: 0 } },
    blocks: [{ block_id: 'w:d-1:0' }],
  })
  await posting.update({ channel, ts, part: partOf('Good evening'), id: 'd-2' })
  expect((await history()).filter((said) => said.ts === ts)).toMatchObject([
    { text: 'Good evening', metadata: { event_payload: { id: 'd-2' } } },
  ])
})

it('finds what an earlier attempt posted, over many pages, and posts only the rest', async () => {
  const first = messageOf('d-3', ['one', 'two'])
  const ts = await postingOf(client).post(first)
  for (let n = 0; n < 250; n++) await client.chat.postMessage({ channel, text: `in between ${n}` })
  const again = messageOf('d-3', ['one', 'two', 'three'], { doubtful: true })
  expect(await postingOf(client).post(again)).toBe(ts)
  const ours = (await allOf()).filter(({ metadata }) => metadata?.event_payload.id === 'd-3')
  expect(ours.map(({ text }) => text).sort()).toEqual(['one', 'three', 'two'])
})

async function allOf() {
  const found: unknown[] = []
  for await (const page of client.paginate('conversations.history', { channel, limit: 100 })) {
    found.push(...z.object({ messages: z.array(z.unknown()) }).parse(page).messages)
  }
  return Said.parse(found)
}

it('keeps to the thread, and finds there what it posted', async () => {
  const root = await postingOf(client).post(messageOf('d-4', ['The card']))
  const reply = messageOf('d-5', ['A line'], { thread: root })
  const ts = await postingOf(client).post(reply)
  expect(await postingOf(client).post({ ...reply, doubtful: true })).toBe(ts)
  const shown = messageOf('d-6', ['For all'], { thread: root, broadcast: true })
  const shownTs = await postingOf(client).post(shown)
  expect(await postingOf(client).post({ ...shown, doubtful: true })).toBe(shownTs)
  expect((await thread(root)).map(({ text }) => text)).toEqual(['The card', 'A line', 'For all'])
})

it('says what is not allowed in the words of the house', async () => {
  const reader = postingOf(createClient({ token: READER, apiUrl }))
  const refused = await reader.post(messageOf('d-7', ['x'])).catch((error: unknown) => error)
  expect(refused).toMatchObject({ name: 'UnreachableError', mayHaveArrived: false })
  expect(codeOf(refused)).toBe('missing_scope')
  const lost = postingOf(client).post(messageOf('d-8', ['x'], { channel: 'C0NOWHERE' }))
  await expect(lost).rejects.toThrow(new RefusedError('channel_not_found'))
  const gone = postingOf(client).update({ channel, ts: '1.000001', part: partOf('x'), id: 'd-9' })
  await expect(gone).rejects.toThrow(new RefusedError('message_not_found'))
})

it('passes a file on into a thread, byte by byte', async () => {
  const root = await postingOf(client).post(messageOf('d-10', ['The card']))
  const bytes = Uint8Array.from({ length: 70_000 }, (_, n) => n % 256)
  const file = (name: string, read: () => Promise<Uint8Array>) => ({
    name,
    type: '',
    size: null,
    url: null,
    read,
  })
  const missed = await shareFiles(client, {
    channel,
    thread: root,
    files: [
      file('photo.png', async () => bytes),
      file('gone.pdf', () => Promise.reject(new RefusedError('file_not_found'))),
      file('note.txt', async () => new TextEncoder().encode('Hello')),
    ],
  })
  expect(missed).toEqual(['gone.pdf'])
  const [, shared] = await thread(root)
  expect(shared?.files?.map(({ name, size }) => ({ name, size }))).toEqual([
    { name: 'photo.png', size: 70_000 },
    { name: 'note.txt', size: 5 },
  ])
  const [photo] = shared?.files ?? []
  const attachment = { name: 'photo.png', type: 'image/png', size: 70_000, url: photo?.url_private ?? '' }
  expect(Buffer.from(await readFile({ token: BOT, apiUrl, attachment })).equals(Buffer.from(bytes))).toBe(
    true,
  )
  const stranger = readFile({ token: READER, apiUrl, attachment })
  await expect(stranger).rejects.toThrow(RefusedError)
})
