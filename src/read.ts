/**
 * npm run read -- "text": what the local reader sees in a message, in words.
 * npm run -s read -- --jsonl: reads {"id", "text"} a line on stdin, writes what it sees as a line of JSON each, in order.
 */
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { describeReading } from './mind/describe-reading.ts'
import { type Judge, openJudge } from './mind/linear/judge.ts'
import { answerLine, idIn, refuse } from './mind/lines.ts'
import { readMessage } from './mind/local-reader.ts'
import { splitLines } from './mind/split-lines.ts'

/** Written out at once when so many characters have come together. */
const BATCH = 64 * 1024

const { values, positionals } = parseArgs({
  options: { jsonl: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const judge = openJudge()
// Whoever reads our lines may stop reading them: that is no error.
process.stdout.on('error', () => process.exit(0))
if (values.jsonl) await readLines(judge)
else if (positionals.length > 0) console.log(describeReading(readMessage(positionals.join(' '), judge)))
else {
  console.error('Say what to read: npm run read -- "your text", or lines of JSON with --jsonl.')
  process.exitCode = 1
}

async function readLines(judge: Judge): Promise<void> {
  let batch = ''
  let written = performance.now()
  const flush = async (): Promise<void> => {
    if (batch !== '' && !process.stdout.write(batch)) await once(process.stdout, 'drain')
    batch = ''
    written = performance.now()
  }
  for await (const line of splitLines(process.stdin)) {
    batch += `${line.cut ? refuse(idIn(line.text), 'this line is too long') : answerLine(line.text, judge)}\n`
    if (batch.length >= BATCH || performance.now() - written > 50) await flush()
  }
  await flush()
}
