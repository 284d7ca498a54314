import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { each, type Figure, percentile } from './measure.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const STARTS = 7
const CONVERSATIONS = 10_000
const AT_ONCE = 16

const Ready = z.object({ checks: z.object({ waiting: z.string() }) })

type Running = { process: ChildProcess; url: string; took: number }

/** The real process: from its start to listening, and what memory it takes idle and after many conversations over HTTP. */
export async function benchStart(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'warmline-start-'))
  rmSync(join(ROOT, 'node_modules/.cache/warmline'), { recursive: true, force: true })
  const first = await start(dataDir)
  await stop(first)
  const starts: number[] = []
  await each(STARTS, async () => {
    const running = await start(dataDir)
    starts.push(running.took)
    await stop(running)
  })
  const running = await start(dataDir)
  await new Promise((done) => setTimeout(done, 3_000))
  const idle = resident(running)
  const lost = await converse(running.url)
  const busy = resident(running)
  await stop(running)
  rmSync(dataDir, { recursive: true })

  const p50 = percentile(starts, 50)
  return [
    {
      name: 'cold start of the process to listening',
      value: `${(p50 / 1000).toFixed(2)} s (the very first start, which compiles: ${(first.took / 1000).toFixed(2)} s)`,
      goal: 'at most 1.0 s',
      met: p50 <= 1_000,
    },
    { name: 'resident memory, idle', value: `${idle} MiB`, goal: 'at most 120 MiB', met: idle <= 120 },
    {
      name: `resident memory after ${CONVERSATIONS.toLocaleString('en')} conversations over HTTP (${lost} not taken)`,
      value: `${busy} MiB`,
      goal: 'at most 200 MiB',
      met: busy <= 200 && lost === 0,
    },
  ]
}

function start(dataDir: string): Promise<Running> {
  const { DATABASE_URL: _, ...environment } = process.env
  const began = performance.now()
  const child = spawn(process.execPath, ['--max-semi-space-size=4', 'src/start.js'], {
    cwd: ROOT,
    env: { ...environment, PORT: '0', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((done, fail) => {
    let printed = ''
    child.once('exit', () => fail(new Error(`Warmline did not start: ${printed}`)))
    child.stdout?.on('data', (chunk) => {
      printed += String(chunk)
      const url = /chat here\s+(http\S+)/.exec(printed)?.[1]
      if (url) done({ process: child, url, took: performance.now() - began })
    })
  })
}

function stop({ process: child }: Running): Promise<void> {
  return new Promise((done) => {
    child.removeAllListeners('exit')
    child.once('exit', () => done())
    child.kill('SIGTERM')
  })
}

/** MiB, as the system counts them. */
function resident({ process: child }: Running): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]
  return Math.round(Number(kilobytes) / 1024)
}

async function converse(url: string): Promise<number> {
  let next = 0
  let lost = 0
  const customer = async () => {
    while (next++ < CONVERSATIONS) {
      const response = await fetch(`${url}/chat/messages`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin: url,
          cookie: `warmline_customer=${randomBytes(32).toString('base64url')}`,
        },
        body: JSON.stringify({ id: randomUUID(), text: 'My parcel is late. What happens now?' }),
      })
      if (response.status !== 202) lost++
      await response.arrayBuffer()
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, customer))
  // What was taken is answered meanwhile; wait until the last turn is done.
  for (let n = 0; n < 600; n++) {
    await new Promise((done) => setTimeout(done, 500))
    const { checks } = Ready.parse(await (await fetch(`${url}/readyz`)).json())
    if (checks.waiting === '0') break
  }
  return lost
}
