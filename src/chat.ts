import { join } from 'node:path'
import { runTerminalChat } from '../adapters/local/terminal.ts'
import { readConfig } from './config.ts'
import { SetupError } from './errors.ts'
import { createLog } from './log.ts'
import { startWarmline } from './warmline.ts'

/** The customer's chat in this terminal: with the Warmline that runs here, or with one that lives as long as the chat. */
export async function main(): Promise<void> {
  try {
    const config = readConfig(process.env)
    const here = `http://${config.host}:${config.port}`
    const running = (await isWarmline(here))
      ? null
      : await startWarmline({ ...config, host: '127.0.0.1', port: 0 }, createLog('fatal'))
    if (running) console.log(`Staff desk, while this chat is open: ${running.links.staff}\n`)
    await runTerminalChat({
      baseUrl: running?.url ?? here,
      cookieFile: join(config.dataDir, 'terminal.cookie'),
      input: process.stdin,
      output: process.stdout,
    })
    await running?.stop()
    process.exit(0)
  } catch (error) {
    const problems =
      error instanceof SetupError ? error.problems : ['Something went wrong, and this is our mistake.']
    console.error(`\nThe chat cannot start:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\n`)
    process.exit(1)
  }
}

async function isWarmline(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(1_000) })
    return response.ok
  } catch {
    return false
  }
}
