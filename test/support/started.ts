import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, vi } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const READY_WITHIN = 20_000

/** The real process as `npm start` starts it, with a data folder of its own and nothing of this machine's own settings. */
export class Started {
  /** All that it has printed since it was last started. */
  said = ''
  readonly #folder = mkdtempSync(join(tmpdir(), 'warmline-started-'))
  #child: ChildProcess | null = null

  /** Rejects when it ends before it is ready. */
  async start(settings: Record<string, string>): Promise<void> {
    this.said = ''
    const child = spawn(process.execPath, ['src/start.js'], {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        HOST: '127.0.0.1',
        DATA_DIR: join(this.#folder, 'data'),
        DATABASE_URL: '',
        ...settings,
      },
    })
    this.#child = child
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.said += text
      })
    const isOver = () => child.exitCode !== null || child.signalCode !== null
    const isReady = () => this.said.includes('Warmline is ready.')
    await vi.waitFor(() => expect(isReady() || isOver()).toBe(true), { timeout: READY_WITHIN })
    expect(this.said).toContain('Warmline is ready.')
  }

  kill(): Promise<void> {
    return new Promise((done) => {
      this.#child?.once('close', () => done())
      this.#child?.kill('SIGKILL')
    })
  }

  end(): void {
    this.#child?.kill('SIGKILL')
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
