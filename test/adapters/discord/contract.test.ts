import { expect } from 'vitest'
import { createDiscordAdapter } from '../../../adapters/discord/adapter.ts'
import type { InboundDraft } from '../../../src/adapter.ts'
import { silentLog } from '../../../src/log.ts'
import { soon } from '../../support/soon.ts'
import { adapterContract } from '../contract.ts'
import { noMemory } from '../local-world.ts'
import { discordWords } from './discord-world.ts'
import { FakeDiscord } from './fake/discord.ts'

adapterContract('Discord', async () => {
  const discord = await FakeDiscord.open()
  const nora = discord.addUser({ name: 'nora' })
  const channel = discord.addDm(nora)
  const staffChannel = discord.addChannel({ only: [] })
  const adapter = createDiscordAdapter({
    token: discord.token,
    apiUrl: discord.apiUrl,
    staffChannel,
    staffRole: null,
    askChannels: [],
    words: discordWords,
    log: silentLog,
    clock: Date.now,
    timing: { apart: 10, shortest: 5, look: 10 },
  })
  const heard: InboundDraft[] = []
  await adapter.start(async (inbound) => {
    heard.push(inbound)
    return { status: 'recorded' }
  }, noMemory)
  const place = { adapter: 'discord', workspace: 'dm', channel, thread: '' }
  return {
    adapter,
    customerPlace: place,
    staffPlace: { ...place, workspace: discord.guildId, channel: staffChannel },
    async shown(where) {
      await discord.settled()
      return discord
        .seen(where.channel)
        .map(({ content, embeds }) =>
          embeds.length === 0 ? content : content.includes('Waiting') ? 'waiting' : 'claimed',
        )
    },
    async deliver(id, content) {
      const before = heard.length
      await discord.emit('MESSAGE_CREATE', {
        id,
        channel_id: channel,
        author: { id: nora, username: 'nora' },
        type: 0,
        content,
        attachments: [],
        mentions: [],
        edited_timestamp: null,
      })
      await soon(() => expect(heard.length).toBeGreaterThan(before))
    },
    heard: () => heard,
    breakDown: () => discord.close(),
    async close() {
      await adapter.stop()
      await discord.close()
    },
  }
})
