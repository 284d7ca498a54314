import { readConfig } from './config.ts'
import { run } from './run.ts'
import { startWarmline } from './warmline.ts'

/** Warmline itself, by the settings of the environment. */
export async function main(): Promise<void> {
  await run('Warmline is ready.', async (log) => startWarmline(readConfig(process.env), log))
}
