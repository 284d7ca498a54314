import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { silentLog } from '../../src/log.ts'
import { type Running, startWarmline } from '../../src/warmline.ts'
import { promptsFolder } from '../support/scripted.ts'

const SOON = { timeout: 20_000 }

let running: Running
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'warmline-priority-'))
  const promptsDir = join(folder, 'prompts')
  cpSync(promptsFolder, promptsDir, { recursive: true })
  const charter = join(promptsDir, 'charter.md')
  const ruled = readFileSync(charter, 'utf8').replace(
    'priority: []',
    'priority:\n  - complaint\n  - place: eats',
  )
  writeFileSync(charter, ruled)
  const knowledgeDir = resolve(import.meta.dirname, '../../knowledge')
  const settings = { port: 0, host: '127.0.0.1', dataDir: join(folder, 'data'), knowledgeDir, promptsDir }
  const repliesDir = join(promptsDir, 'replies')
  running = await startWarmline(
    {
      ...settings,
      repliesDir,
      retentionDays: null,
      viewerLink: false,
      customersCsv: null,
      digest: null,
      owners: [],
      publicUrl: null,
      databaseUrl: null,
      tools: null,
      slack: null,
      discord: null,
      model: null,
    },
    silentLog,
  )
})
afterAll(async () => {
  await running.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function visit(path: string) {
  const cookies = new Map<string, string>()
  const send = async (to: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { accept: 'text/html', origin: running.url, cookie, ...init.headers }
    const answer = await fetch(to.replace(running.url, '').replace(/^/, running.url), {
      ...init,
      headers,
      redirect: 'manual',
    })
    for (const kept of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(kept) ?? []
      if (name && value) cookies.set(name, value)
    }
    return answer
  }
  const post = (to: string, body: unknown) =>
    send(to, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  await send(path)
  return { read: async (to: string) => (await send(to)).text(), post }
}

async function customer(name: string, text: string) {
  const { post } = await visit('/')
  expect((await post('/chat/messages', { id: crypto.randomUUID(), text, name })).status).toBe(202)
}

const order = (page: string, names: string[]) =>
  names.filter((name) => page.includes(name)).sort((a, b) => page.indexOf(a) - page.indexOf(b))

it(
  'the desk and the owner’s room stand in the order of the rule, and the room says whom it makes wait',
  SOON,
  async () => {
    const names = ['Ann', 'Bea', 'Zoe']
    const desk = await visit(running.links.staff)
    await desk.post('/desk/name', { name: 'Kim' })
    const queue = async () =>
      (await desk.read('/desk')).match(/<strong>(Ann|Bea|Zoe)<\/strong>/g)?.join() ?? ''
    await customer('Ann', 'I want to talk to a person, please')
    await expect.poll(queue, SOON).toBe('<strong>Ann</strong>')
    await customer('Bea', 'My bike arrived broken and I am angry about it')
    await expect.poll(queue, SOON).toBe('<strong>Bea</strong>,<strong>Ann</strong>')
    await customer('Zoe', 'The battery is smoking and it is on fire')
    await expect.poll(queue, SOON).toBe('<strong>Zoe</strong>,<strong>Bea</strong>,<strong>Ann</strong>')
    const room = await (await visit(running.links.owner)).read('/owner')
    const waiting = /<h2 id="queue">[\s\S]*?<\/ol>/.exec(room)?.[0] ?? ''
    expect(order(waiting, names)).toEqual(['Zoe', 'Bea', 'Ann'])
    const rule = /<h2 id="priority">[\s\S]*?<\/section>/.exec(room)?.[0] ?? ''
    expect(rule.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ')).toContain('Ann stands behind Bea, who came')
    expect(room).toContain('nothing of that name is connected')
  },
)
