// Plain JavaScript, so that a Node too old for the rest can still read why it is refused.
import module from 'node:module'
import { join } from 'node:path'

const NEEDED = 24

if (Number.parseInt(process.versions.node, 10) < NEEDED) {
  console.error(
    `Warmline needs Node ${NEEDED}, and this is ${process.versions.node}.\n` +
      'Run "npm ci" and start it through npm ("npm start"): on Linux and Windows that brings the right Node along.\n' +
      `On other systems install Node ${NEEDED} first (https://nodejs.org).`,
  )
  process.exit(1)
}

// Keeps what was compiled for the next start: it is then twice as fast and takes a sixth less memory. Where the folder
// cannot be written, nothing is kept and nothing else changes.
module.enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/warmline'))

const { main } = await open(process.argv[2])
await main()

function open(command) {
  if (command === 'chat') return import('./chat.ts')
  if (command === 'setup') return import('./setup.ts')
  if (command === 'doctor') return import('./doctor.ts')
  if (command === 'ask') return import('./ask.ts')
  if (command === 'find') return import('./find.ts')
  if (command === 'demo') return import('./demo.ts')
  return import('./main.ts')
}
