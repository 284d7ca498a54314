import { SetupError } from './errors.ts'
import { createLog, type Log } from './log.ts'
import type { Running } from './warmline.ts'

/** Starts Warmline, prints `title` and where it is, and stops it in order on SIGTERM or Ctrl-C. */
export async function run(title: string, start: (log: Log) => Promise<Running>): Promise<void> {
  const log = createLog('info')
  try {
    const running = await start(log)
    console.log(
      [
        '',
        title,
        '',
        `  Customers chat here   ${running.url}`,
        `  Staff desk            ${running.links.staff}`,
        `  Owner's room          ${running.links.owner}`,
        ...(running.links.viewer === null ? [] : [`  A viewer, who only looks  ${running.links.viewer}`]),
        '',
        'The last two links sign you in. They are secret, and new at each start.',
        `Knowledge: ${running.summary}`,
        ...running.troubles().map((trouble) => `Not well yet: ${trouble}`),
        'Stop with Ctrl-C.',
        '',
      ].join('\n'),
    )
    stopOnSignal(running, log)
  } catch (error) {
    explain(error)
    process.exit(1)
  }
}

function stopOnSignal(running: Running, log: Log): void {
  const stop = () => {
    // A second Ctrl-C is for whoever cannot wait.
    process.once('SIGINT', () => process.exit(130))
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.trouble('could not stop in order', error)
        process.exit(1)
      },
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

function explain(error: unknown): void {
  if (error instanceof SetupError) {
    console.error(
      `\nWarmline cannot start:\n${error.problems.map((problem) => `  - ${problem}`).join('\n')}\n`,
    )
    return
  }
  createLog('info').trouble('could not start', error)
  console.error(
    '\nWarmline could not start, and this is our mistake. The line above says where it happened.\n',
  )
}
