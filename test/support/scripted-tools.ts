import { openHandoffOf } from '../../src/ledger/handoffs.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { proposeCall } from '../../src/people/proposal.ts'
import type { Asker } from '../../src/tools/binding.ts'
import type { Call } from '../../src/tools/call-text.ts'
import { type Called, noTools, type Tools } from '../../src/tools/tools.ts'

/** Runs nothing, says what it is told to, and remembers what it was asked. */
export function scriptedTools() {
  const calls: { call: Call; asker: Asker }[] = []
  const script = {
    answer: async (): Promise<Called> => ({ outcome: 'done', text: 'Order A-17 is cancelled.' }),
  }
  const tools: Tools = {
    ...noTools,
    call({ server, tool, arguments: json }, asker) {
      calls.push({ call: { server, tool, arguments: json }, asker })
      return script.answer()
    },
  }
  return { tools, calls, script }
}

export const CANCEL: Call = {
  server: 'shop',
  tool: 'cancel_order',
  arguments: '{"order":"A-17","reason":"She\u202e asked `twice`"}',
}
/** As staff read it. */
export const CANCEL_SHOWN = [
  'shop: cancel_order',
  'order = "A-17"',
  'reason = "She\\u202e asked \\u0060twice\\u0060"',
].join('\n')

/** The assistant proposes a call on the one handoff that is open. */
export async function propose(ledger: Ledger, call: Call, now: number): Promise<boolean> {
  const [conversation] = await ledger.db.selectFrom('conversations').select('id').execute()
  const proposed = await ledger.transaction(async (t) => {
    const handoff = await openHandoffOf(t, conversation?.id ?? '')
    return handoff ? proposeCall(t, handoff, call, now) : false
  })
  ledger.wake()
  return proposed
}
