/**
 * npm run train -- --data DIR: trains the local reader's weights and the retrieval's ranking and gate on the public sets
 * below DIR and on our own phrases, and writes them. The same sets and the same seed give the same bytes. With
 * --corrections FILE the reader learns from an owner's corrections too.
 */
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { packWeights } from '../linear/weights.ts'
import { compress } from './compress.ts'
import { readCorrections } from './corrections.ts'
import { extract } from './extract.ts'
import { fitWeights } from './fit-weights.ts'
import { trainGate } from './gate.ts'
import { importanceOf } from './importance.ts'
import { writeOwnExamples } from './own-examples.ts'
import { BITS, OWN_TIMES, SCHEDULE } from './schedule.ts'
import { missingFolders, readSources } from './sources.ts'

const { values } = parseArgs({
  options: { data: { type: 'string' }, out: { type: 'string' }, corrections: { type: 'string' } },
})
const folder = values.data ?? ''
const missing = missingFolders(folder)
if (values.data === undefined || missing.length > 0) {
  console.error(
    `Say where the public sets are: npm run train -- --data DIR. ${folder || 'DIR'} must hold the folders ${missing.join(', ')}.`,
  )
  process.exit(1)
}
const out = values.out ?? join(import.meta.dirname, '..', 'reader-weights.bin')
const began = performance.now()
const tell = (line: string) =>
  console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s ${line}`)

const corrections = values.corrections === undefined ? [] : readCorrections(values.corrections)
const examples = [...readSources(folder), ...writeOwnExamples(SCHEDULE.seed, OWN_TIMES), ...corrections]
tell(`${examples.length} messages to learn from`)
const data = extract(examples, BITS, tell)
tell('learning')
const learned = fitWeights(examples, data, importanceOf(examples, null), SCHEDULE, tell)
const bytes = packWeights(compress(learned, data))
writeFileSync(out, bytes)
tell(`${out}: ${bytes.length} bytes, sha256 ${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`)

tell('the retrieval')
await trainGate(folder, tell)
