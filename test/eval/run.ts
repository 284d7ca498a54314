/**
 * npm run eval -- [--model] [--data DIR]: how well the mind reads and finds beside other libraries, or what a model makes of
 * conversations. Not a test.
 */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { evalFelt } from './felt.ts'
import { evalModel } from './model.ts'
import { evalReader } from './reader.ts'
import { evalRetrieval } from './retrieval.ts'

const { values } = parseArgs({
  options: { model: { type: 'boolean', default: false }, data: { type: 'string' } },
})
const { data } = values

if (values.model) await evalModel()
else if (data !== undefined && !existsSync(data)) {
  console.error(
    `There is no folder ${data}. Please name the one that has docs-qa, covid-faq and the others that NOTICE.md names.`,
  )
  process.exitCode = 2
} else {
  await evalReader(data)
  await evalFelt(data)
  if (data !== undefined) await evalRetrieval(data)
  else
    console.log(
      '\nThe retrieval is measured on public data: npm run eval -- --data DIR. NOTICE.md names them.',
    )
}
