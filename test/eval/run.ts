/** npm run eval -- [--model] [--data DIR]: how well the mind reads and finds beside other libraries, or what a model makes of conversations. Not a test. */
import { parseArgs } from 'node:util'
import { evalModel } from './model.ts'
import { evalReader } from './reader.ts'

const { values } = parseArgs({
  options: { model: { type: 'boolean', default: false }, data: { type: 'string' } },
})

if (values.model) await evalModel()
else {
  await evalReader(values.data)
}
