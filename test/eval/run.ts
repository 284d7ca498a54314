import { parseArgs } from 'node:util'
import { evalModel } from './model.ts'

const { values } = parseArgs({
  options: { model: { type: 'boolean', default: false } },
})

if (values.model) await evalModel()
else console.log('Say what to look at: npm run eval -- --model')
