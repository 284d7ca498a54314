import { createSlackAdapter } from '../../../adapters/slack/adapter.ts'
import type { InboundDraft } from '../../../src/adapter.ts'
import { silentLog } from '../../../src/log.ts'
import { adapterContract } from '../contract.ts'
import { noMemory } from '../local-world.ts'
import { FakeSlack } from './fake/slack.ts'
import { slackWords } from './slack-world.ts'

adapterContract('Slack over a socket', async () => {
  const slack = await FakeSlack.open()
  const nora = slack.addUser({ name: 'Nora' })
  const channel = slack.addDm(nora)
  const staffChannel = slack.addChannel({ kind: 'private' })
  const adapter = createSlackAdapter({
    botToken: slack.home.botToken,
    appToken: slack.home.appToken,
    signingSecret: null,
    apiUrl: slack.apiUrl,
    staffChannel,
    words: slackWords,
    log: silentLog,
    clock: Date.now,
    pace: 0,
  })
  const heard: InboundDraft[] = []
  await adapter.start(async (inbound) => {
    heard.push(inbound)
    return { status: 'recorded' }
  }, noMemory)
  const place = { adapter: 'slack', workspace: slack.home.teamId, channel, thread: '' }
  return {
    adapter,
    customerPlace: place,
    staffPlace: { ...place, channel: staffChannel },
    async shown(where) {
      await slack.settled()
      return slack
        .seen(where.channel)
        .map(({ text, blocks }) =>
          blocks[0]?.type !== 'header'
            ? text
            : JSON.stringify(blocks).includes('Waiting')
              ? 'waiting'
              : 'claimed',
        )
    },
    deliver: (id, text) =>
      slack.emit({ type: 'message', channel_type: 'im', channel, user: nora, ts: id, text }),
    heard: () => heard,
    breakDown: () => slack.close(),
    async close() {
      await adapter.stop()
      await slack.close()
    },
  }
})
