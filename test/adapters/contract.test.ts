import { z } from 'zod'
import { UnreachableError } from '../../src/errors.ts'
import { databases } from '../support/databases.ts'
import { RecordingAdapter } from '../support/recording-adapter.ts'
import { adapterContract } from './contract.ts'
import { DESK, openLocalWorld, visit } from './local-world.ts'

const Body = z.object({ text: z.string() })

for (const kind of databases) {
  adapterContract(`the local pages on ${kind}`, async () => {
    const world = await openLocalWorld(kind)
    const { browser, place } = await visit(world)
    const before = (await world.posts.list({ channel: place.channel, newest: 50 })).length
    return {
      adapter: world.adapter,
      customerPlace: place,
      staffPlace: DESK,
      async shown({ channel }) {
        const posts = await world.posts.list({ channel, newest: 50 })
        const sent = posts
          .slice(channel === DESK.channel ? 0 : before)
          .filter(({ kind }) => kind !== 'customer')
        return sent.map(({ kind, state, body }) =>
          kind === 'card' ? state : Body.parse(JSON.parse(body)).text,
        )
      },
      deliver: (id, text) => browser.post('/chat/messages', { id, text }),
      heard: () => world.core.inbound,
      breakDown: () => world.ledger.close(),
      close: () => world.close(),
    }
  })
}

// The double that the stories are told through must keep the promises that the stories rest on.
adapterContract('the recording adapter', async () => {
  const adapter = new RecordingAdapter('paper')
  const heard: Parameters<typeof adapter.receive>[0][] = []
  await adapter.start(async (inbound) => {
    heard.push(inbound)
    return { status: 'recorded' }
  })
  const place = { adapter: 'paper', workspace: 'w', channel: 'dm', thread: '' }
  const author = { id: 'nora', name: 'Nora' }
  return {
    adapter,
    customerPlace: place,
    staffPlace: { ...place, channel: 'help-desk' },
    shown: async ({ channel }) =>
      adapter.posts
        .map(({ outbound }) => outbound)
        .filter((outbound) => outbound.place.channel === channel)
        .map((outbound) => {
          if (outbound.kind === 'card') return outbound.card.status
          return outbound.kind === 'thread' ? '' : outbound.text
        }),
    deliver: (id, text) => adapter.receive({ kind: 'message', id, place, author, text }),
    heard: () => heard,
    async breakDown() {
      adapter.before = () => {
        throw new UnreachableError('down')
      }
    },
    close: () => adapter.stop(),
  }
})
