import { Events, HTTPError, REST, Routes } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { soon } from '../../support/soon.ts'
import type { FakeDiscord } from './fake/discord.ts'
import { closesAfterEach, loggedIn, openDiscord, refusal, restOf } from './fake/opened.ts'

closesAfterEach()

const NOON = Date.UTC(2026, 10, 22, 12)
const Message = z.looseObject({ id: z.string(), content: z.string() })
const Messages = z.array(Message)

const post = async (rest: REST, channel: string, body: object) =>
  Message.parse(await rest.post(Routes.channelMessages(channel), { body }))
const list = async (rest: REST, channel: string, query: Record<string, string> = {}) =>
  Messages.parse(await rest.get(Routes.channelMessages(channel), { query: new URLSearchParams(query) }))

describe('who may call', () => {
  it('tells the app who it is and what it may', async () => {
    const { discord, rest } = await openDiscord({ messageContent: true })
    expect(await rest.get(Routes.user('@me'))).toMatchObject({ id: discord.botId, bot: true })
    const about = await rest.get(Routes.currentApplication())
    expect(about).toMatchObject({ id: discord.applicationId, flags: 1 << 19 })
    expect(discord.botId).not.toBe(discord.applicationId)
  })

  it('turns away whoever has another token', async () => {
    const { discord, channel } = await openDiscord()
    const error = await restOf(discord, 'nobody')
      .get(Routes.channel(channel))
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ status: 401, rawError: { message: '401: Unauthorized', code: 0 } })
    expect(discord.requests.at(-1)).toMatchObject({ auth: 'wrong', status: 401 })
  })

  it('speaks version 10 and no other', async () => {
    const { discord, channel } = await openDiscord()
    const rest = new REST({ api: discord.apiUrl, version: '9', retries: 0 }).setToken(discord.token)
    expect(await refusal(rest.get(Routes.channel(channel)))).toBe(50041)
  })

  it('knows the guild, its people, roles and rights', async () => {
    const { discord, customer, channel, rest } = await openDiscord()
    const role = discord.addRole({ name: 'Support' })
    discord.giveRole(customer, role)
    expect(await rest.get(Routes.guildMember(discord.guildId, customer))).toMatchObject({ roles: [role] })
    expect(await rest.get(Routes.guildRoles(discord.guildId))).toHaveLength(3)
    expect(await rest.get(Routes.guildChannels(discord.guildId))).toMatchObject([{ id: channel }])
    const stranger = discord.addUser({ name: 'Sam', member: false })
    expect(await refusal(rest.get(Routes.guildMember(discord.guildId, stranger)))).toBe(10007)
    expect(await refusal(rest.get(Routes.guildMember(discord.guildId, '1')))).toBe(10013)
  })
})

describe('what the app writes', () => {
  it('stands where people see it, with all that came with it', async () => {
    const { discord, channel, rest } = await openDiscord()
    const files = [{ name: 'a.txt', data: Buffer.from('abc'), contentType: 'text/plain' }]
    const body = {
      content: ' Look ',
      embeds: [{ title: 'T' }],
      attachments: [{ id: 0, description: 'letters' }],
    }
    await rest.post(Routes.channelMessages(channel), { body, files })
    expect(discord.seen(channel)).toMatchObject([
      {
        author: 'Warmline',
        bot: true,
        content: 'Look',
        embeds: [{ type: 'rich', title: 'T' }],
        attachments: [{ name: 'a.txt', text: 'abc', description: 'letters' }],
      },
    ])
  })

  it('counts once when it comes with the same nonce, for some minutes, in that channel', async () => {
    let now = NOON
    const { discord, channel, rest } = await openDiscord({ clock: () => now })
    const other = discord.addChannel()
    const body = { content: 'Hello', nonce: 'n-1', enforce_nonce: true }
    const first = await post(rest, channel, body)
    expect((await post(rest, channel, { ...body, content: 'Again' })).id).toBe(first.id)
    expect((await post(rest, other, body)).id).not.toBe(first.id)
    await post(rest, channel, { content: 'Hello', nonce: 'n-1' })
    expect(discord.seen(channel).map(({ nonce }) => nonce)).toEqual(['n-1', 'n-1'])
    await rest.delete(Routes.channelMessage(channel, first.id))
    expect(await refusal(post(rest, channel, body))).toBe(10008)
    now += 10 * 60_000
    expect((await post(rest, channel, body)).id).not.toBe(first.id)
  })

  it('shows its nonce to whoever has just written it, and to nobody later', async () => {
    const { channel, rest } = await openDiscord()
    expect(await post(rest, channel, { content: 'x', nonce: 'n-1' })).toMatchObject({ nonce: 'n-1' })
    expect((await list(rest, channel))[0]).not.toHaveProperty('nonce')
  })

  it('is refused where the bot may not write, and where nobody takes it', async () => {
    const { discord, customer, channel, rest } = await openDiscord()
    const forum = discord.addChannel({ kind: 'forum' })
    const hidden = discord.addChannel({ bot: false })
    const dm = discord.addDm(customer)
    const far = discord.addDm(discord.addUser({ name: 'Far', member: false }))
    const code = (place: string, body: object = { content: 'x' }) => refusal(post(rest, place, body))
    expect(await code('1')).toBe(10003)
    expect(await code(hidden)).toBe(50001)
    expect(await code(forum)).toBe(50008)
    expect(await code(far)).toBe(50278)
    discord.takesDms(customer, false)
    expect(await code(dm)).toBe(50007)
    discord.deny('EmbedLinks', channel)
    expect(await code(channel, { embeds: [{ title: 'x' }] })).toBe(50013)
    discord.deny('SendMessages', channel)
    expect(await code(channel)).toBe(50013)
  })

  it('is refused where Discord does not take it', async () => {
    const { discord, channel, rest } = await openDiscord()
    expect(await refusal(post(rest, channel, { content: ' ' }))).toBe(50006)
    const tooLong = await post(rest, channel, { content: 'x'.repeat(2001) }).catch(
      (thrown: unknown) => thrown,
    )
    expect(tooLong).toMatchObject({
      code: 50035,
      rawError: { errors: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } },
    })
    expect(discord.seen(channel)).toEqual([])
  })

  it('replies to what is there', async () => {
    const { discord, customer, channel, rest } = await openDiscord()
    const question = await discord.say({ channel, user: customer, text: 'Why?' })
    const reply = (message_id: string, more = {}) =>
      post(rest, channel, { content: 'So', message_reference: { message_id, ...more } })
    expect(await reply(question)).toMatchObject({ type: 19, referenced_message: { id: question } })
    expect(await refusal(reply('1'))).toBe(50035)
    expect(await reply('1', { fail_if_not_exists: false })).toMatchObject({ type: 0 })
  })

  it('is changed by the bot alone, and deleted', async () => {
    const { discord, customer, channel, rest } = await openDiscord()
    const theirs = await discord.say({ channel, user: customer, text: 'mine' })
    const { id } = await post(rest, channel, { content: 'one', embeds: [{ title: 'T' }] })
    const edit = (message: string, body: object) =>
      rest.patch(Routes.channelMessage(channel, message), { body })
    await edit(id, { content: 'two' })
    expect(discord.seen(channel).at(-1)).toMatchObject({
      content: 'two',
      embeds: [{ title: 'T' }],
      edited: true,
    })
    expect(await refusal(edit(theirs, { content: 'x' }))).toBe(50005)
    expect(await refusal(edit('1', { content: 'x' }))).toBe(10008)
    expect(await refusal(edit(id, { content: '', embeds: [] }))).toBe(50006)
    expect(await refusal(rest.delete(Routes.channelMessage(channel, theirs)))).toBe(50013)
    await rest.delete(Routes.channelMessage(channel, id))
    expect(discord.seen(channel).map(({ content }) => content)).toEqual(['mine'])
  })

  it('pings whom it is allowed to, and no more', async () => {
    const { discord, customer, channel, rest } = await openDiscord()
    const role = discord.addRole({ name: 'All', mentionable: true })
    const secret = discord.addRole({ name: 'Some' })
    const content = `<@${customer}> <@&${role}> <@&${secret}> @everyone`
    await post(rest, channel, { content, allowed_mentions: { parse: [] } })
    expect(discord.pings).toEqual([])
    const { id } = await post(rest, channel, { content })
    await post(rest, channel, { content, allowed_mentions: { users: [customer] } })
    expect(discord.pings).toMatchObject([
      { channel, message: id, users: [customer], roles: [role], everyone: false },
      { users: [customer], roles: [] },
    ])
    discord.allow('MentionEveryone', channel)
    await post(rest, channel, { content: '@here', allowed_mentions: { parse: ['everyone'] } })
    expect(discord.pings.at(-1)).toMatchObject({ everyone: true })
  })

  it('opens direct messages', async () => {
    const { discord, customer, rest } = await openDiscord()
    const open = (recipient_id: string) => rest.post(Routes.userChannels(), { body: { recipient_id } })
    expect(await open(customer)).toMatchObject({ id: discord.addDm(customer), type: 1 })
    expect(await refusal(open('1'))).toBe(50035)
    expect(await refusal(open(discord.botId))).toBe(50007)
  })

  it('reacts and types', async () => {
    const { discord, customer, channel, rest } = await openDiscord()
    const message = await discord.say({ channel, user: customer, text: 'x' })
    await rest.put(Routes.channelMessageOwnReaction(channel, message, encodeURIComponent('👀')))
    expect((await list(rest, channel))[0]).toMatchObject({ reactions: [{ emoji: { name: '👀' }, me: true }] })
    await rest.delete(Routes.channelMessageOwnReaction(channel, message, encodeURIComponent('👀')))
    await rest.post(Routes.channelTyping(channel))
    expect(discord.typing).toMatchObject([{ channel }])
  })
})

describe('what the app reads', () => {
  it('pages through what was written, the newest first', async () => {
    const { discord, customer: user, channel, rest } = await openDiscord({ messageContent: true })
    const ids: string[] = []
    for (const text of ['1', '2', '3', '4', '5']) ids.push(await discord.say({ channel, user, text }))
    const texts = async (query: Record<string, string>) =>
      (await list(rest, channel, query)).map(({ content }) => content).join('')
    const [, second = '', third = ''] = ids
    expect(await texts({})).toBe('54321')
    expect(await texts({ limit: '2' })).toBe('54')
    expect(await texts({ before: third })).toBe('21')
    expect(await texts({ after: second, limit: '2' })).toBe('43')
    expect(await texts({ around: third, limit: '3' })).toBe('432')
    expect(await refusal(texts({ limit: '101' }))).toBe(50035)
    expect(await refusal(texts({ before: third, after: second }))).toBe(50035)
    discord.deny('ReadMessageHistory', channel)
    expect(await texts({})).toBe('')
    expect(await refusal(rest.get(Routes.channelMessage(channel, second)))).toBe(50013)
  })

  it('keeps the words of others from an app without the intent', async () => {
    const { discord, customer: user, channel, rest } = await openDiscord()
    const dm = discord.addDm(user)
    await discord.say({ channel, user, text: 'secret', files: [{ name: 'a.txt', content: 'x' }] })
    await discord.say({ channel, user, text: `for you <@${discord.botId}>` })
    await discord.say({ channel: dm, user, text: 'hello' })
    expect(await list(rest, channel)).toMatchObject([
      { content: `for you <@${discord.botId}>` },
      { content: '', attachments: [] },
    ])
    expect(await list(rest, dm)).toMatchObject([{ content: 'hello' }])
  })

  it('gives files to those who ask within a day', async () => {
    let now = NOON
    const {
      discord,
      customer: user,
      channel,
      rest,
    } = await openDiscord({ messageContent: true, clock: () => now })
    await discord.say({ channel, user, text: '', files: [{ name: 'ä b.txt', content: 'abc' }] })
    const File = z.looseObject({ attachments: z.tuple([z.looseObject({ url: z.string() })]) })
    const look = async () => File.parse((await list(rest, channel))[0]).attachments[0].url
    const url = await look()
    expect(await (await fetch(url)).text()).toBe('abc')
    expect((await fetch(url.replace(/hm=./, 'hm=x'))).status).toBe(404)
    now += 25 * 60 * 60_000
    expect((await fetch(url)).status).toBe(404)
    expect((await fetch(await look())).status).toBe(200)
    const fresh = z
      .object({ refreshed_urls: z.tuple([z.object({ refreshed: z.string() })]) })
      .parse(await rest.post('/attachments/refresh-urls', { body: { attachment_urls: [url] } }))
    expect((await fetch(fresh.refreshed_urls[0].refreshed)).status).toBe(200)
  })

  it('tells what discord.js makes of it', async () => {
    const { discord, customer: user, channel } = await openDiscord()
    const { client } = await loggedIn(discord)
    const heard: (string | null)[][] = []
    client.on(Events.MessageCreate, (message) => {
      heard.push([message.content, message.guildId, message.member?.displayName ?? null])
    })
    await discord.say({ channel, user, text: `Hi <@${discord.botId}>` })
    await discord.say({ channel, user, text: 'not for you' })
    await discord.say({ channel: discord.addDm(user), user, text: 'psst' })
    await soon(() => expect(heard).toHaveLength(3))
    expect(heard).toEqual([
      [`Hi <@${discord.botId}>`, discord.guildId, 'Robin'],
      ['', discord.guildId, 'Robin'],
      ['psst', null, null],
    ])
    const place = await client.channels.fetch(channel)
    const sent = place?.isSendable()
      ? await place.send({ content: 'Hello', enforceNonce: true, nonce: 'n' })
      : null
    expect(discord.seen(channel).at(-1)).toMatchObject({ id: sent?.id, content: 'Hello', nonce: 'n' })
  })

  it('moves with the clock, and never back', async () => {
    let now = NOON
    const { discord, customer: user, channel } = await openDiscord({ clock: () => now })
    const first = await discord.say({ channel, user, text: '1' })
    now -= 60_000
    const second = await discord.say({ channel, user, text: '2' })
    expect(BigInt(second) > BigInt(first)).toBe(true)
    expect(Number((BigInt(first) >> 22n) + 1_420_070_400_000n)).toBe(NOON)
  })
})

describe('webhooks', () => {
  const Webhook = z.looseObject({ id: z.string(), token: z.string() })

  async function withWebhook(discord: FakeDiscord, rest: REST, channel: string) {
    const made = await rest.post(Routes.channelWebhooks(channel), { body: { name: 'Help' } })
    const { id, token } = Webhook.parse(made)
    const say = (body: object, query: Record<string, string> = {}) =>
      rest.post(Routes.webhook(id, token), {
        body,
        auth: false,
        query: new URLSearchParams({ wait: 'true', ...query }),
      })
    return { id, token, say, seen: () => discord.seen(channel).at(-1) }
  }

  it('speak under a name and a picture', async () => {
    const { discord, channel, rest } = await openDiscord()
    const { id, token, say, seen } = await withWebhook(discord, rest, channel)
    const said = Message.parse(
      await say({ content: 'Hi', username: 'Kim', avatar_url: 'https://example.com/kim.png' }),
    )
    expect(said).toMatchObject({ webhook_id: id, author: { id, username: 'Kim', bot: true } })
    expect(seen()).toMatchObject({ author: 'Kim', webhook: { avatar: 'https://example.com/kim.png' } })
    await rest.patch(Routes.webhookMessage(id, token, said.id), { body: { content: 'Ho' }, auth: false })
    expect(seen()).toMatchObject({ content: 'Ho', edited: true })
    await rest.delete(Routes.webhookMessage(id, token, said.id), { auth: false })
    expect(discord.seen(channel)).toEqual([])
    expect(await rest.get(Routes.channelWebhooks(channel))).toMatchObject([{ id, token }])
  })

  it('reach the threads of their channel, and archived ones too', async () => {
    const { discord, customer: user, channel, rest } = await openDiscord()
    const { say } = await withWebhook(discord, rest, channel)
    const message = await discord.say({ channel, user, text: 'x' })
    const thread = await discord.startThread({ channel, user, name: 'T', message })
    await discord.archive(thread)
    await say({ content: 'in it' }, { thread_id: thread })
    expect(discord.seen(thread).at(-1)).toMatchObject({ content: 'in it', author: 'Help' })
    expect(discord.threads(channel)[0]?.thread?.archived).toBe(false)
    const elsewhere = discord.addChannel()
    const other = await discord.startThread({ channel: elsewhere, user, name: 'O' })
    expect(await refusal(say({ content: 'x' }, { thread_id: other }))).toBe(10003)
  })

  it('are refused as Discord refuses', async () => {
    const { discord, channel, rest } = await openDiscord()
    const { id, token, say } = await withWebhook(discord, rest, channel)
    expect(await refusal(say({ content: 'x', username: 'Discord help' }))).toBe(50035)
    expect(await refusal(say({ content: '' }))).toBe(50006)
    const wrong = rest.post(Routes.webhook(id, 'other'), { body: { content: 'x' }, auth: false })
    expect(await refusal(wrong)).toBe(50027)
    for (let n = 0; n < 14; n += 1) await rest.post(Routes.channelWebhooks(channel), { body: { name: 'x' } })
    const more = () => rest.post(Routes.channelWebhooks(channel), { body: { name: 'x' } })
    expect(await refusal(more())).toBe(30007)
    discord.deny('ManageWebhooks', channel)
    expect(await refusal(more())).toBe(50013)
    discord.allow('ManageWebhooks', channel)
    await rest.delete(Routes.webhook(id))
    expect(await refusal(rest.post(Routes.webhook(id, token), { body: { content: 'x' }, auth: false }))).toBe(
      10015,
    )
  })
})

describe('faults', () => {
  const POST = 'POST /channels/:id/messages'

  it('break before or after Discord has stored what was sent', async () => {
    const { discord, channel, rest } = await openDiscord()
    const send = () => post(rest, channel, { content: 'x' }).catch((thrown: unknown) => thrown)
    discord.fail(POST, { kind: 'http', status: 502 })
    expect(await send()).toBeInstanceOf(HTTPError)
    discord.fail(POST, { kind: 'reset' })
    expect(await send()).toBeInstanceOf(Error)
    expect(discord.seen(channel)).toHaveLength(0)
    discord.fail(POST, { kind: 'http', status: 502, after: true })
    expect(await send()).toBeInstanceOf(HTTPError)
    discord.fail(POST, { kind: 'reset', after: true })
    expect(await send()).toBeInstanceOf(Error)
    expect(discord.seen(channel)).toHaveLength(2)
    discord.fail(POST, { kind: 'error', code: 200_000 })
    expect(await send()).toMatchObject({ code: 200_000, status: 400 })
    expect(await send()).toMatchObject({ content: 'x' })
    expect(discord.requests.map(({ route, status }) => [route, status]).at(1)).toEqual([
      'POST /channels/:channel/messages',
      null,
    ])
  })

  it('leave the caller without an answer', async () => {
    const { discord, channel } = await openDiscord()
    const rest = new REST({ api: discord.apiUrl, retries: 0, timeout: 100 }).setToken(discord.token)
    discord.fail(POST, { kind: 'black_hole', after: true })
    await expect(post(rest, channel, { content: 'x' })).rejects.toThrow()
    expect(discord.seen(channel)).toHaveLength(1)
    await discord.settled()
  })

  it('slow down one channel and no other, or everything', async () => {
    const { discord, channel } = await openDiscord()
    const other = discord.addChannel()
    const impatient = () =>
      new REST({ api: discord.apiUrl, retries: 0, rejectOnRateLimit: () => true }).setToken(discord.token)
    const code = (place: string) =>
      post(impatient(), place, { content: 'x' }).catch((thrown: unknown) => thrown)
    discord.fail(POST, { kind: 'rate_limited', retryAfter: 5, scope: 'shared' }, { channel })
    expect(await code(other)).toMatchObject({ content: 'x' })
    expect(await code(channel)).toMatchObject({ retryAfter: 5000 + 50, scope: 'shared' })
    discord.fail('*', { kind: 'rate_limited', retryAfter: 7, scope: 'global' })
    expect(await code(other)).toMatchObject({ global: true })
    expect(await code(other)).toMatchObject({ content: 'x' })
  })

  it('count what a route allows, and tell it beforehand', async () => {
    const { discord, channel } = await openDiscord()
    discord.limit(POST, { limit: 2, windowMs: 300 })
    const rest = new REST({ api: discord.apiUrl, retries: 0 }).setToken(discord.token)
    const from = performance.now()
    for (const content of ['1', '2', '3']) await post(rest, channel, { content })
    expect(performance.now() - from).toBeGreaterThan(250)
    const headers = { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' }
    const url = `${discord.apiUrl}/v10/channels/${channel}/messages`
    const heedless = () => fetch(url, { method: 'POST', headers, body: '{"content":"x"}' })
    const last = [await heedless(), await heedless()].at(-1)
    expect([last?.status, last?.headers.get('x-ratelimit-scope')]).toEqual([429, 'user'])
  })

  it('name only routes that there are', async () => {
    const { discord } = await openDiscord()
    expect(() => discord.fail('POST /channels/:id/mesages', { kind: 'reset' })).toThrow('there is no route')
    const rest = restOf(discord)
    expect(await rest.get('/no/such').catch((thrown: unknown) => thrown)).toMatchObject({ status: 404 })
  })
})
