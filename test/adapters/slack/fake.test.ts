import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  type WebClient,
} from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { soon } from '../../support/soon.ts'
import { client, closesAfterEach, openSlack } from './fake/opened.ts'

closesAfterEach()

/** The word with which Slack refused. */
async function refusal(call: Promise<unknown>): Promise<unknown> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return error instanceof WebAPIPlatformError ? error.data.error : error
}

describe('who may call', () => {
  it('tells who the bot is and what it was granted', async () => {
    const { slack, web } = await openSlack()
    const { response_metadata, ...who } = await web.auth.test()
    expect(who).toMatchObject({
      team_id: slack.home.teamId,
      user_id: slack.home.botUserId,
      bot_id: slack.home.botId,
    })
    expect(response_metadata?.scopes).toEqual([...slack.home.scopes])
  })

  it('turns away tokens of another kind, of nobody, and those that were taken back', async () => {
    const { slack, web } = await openSlack()
    const app = client(slack, slack.home.appToken)
    expect(await refusal(app.auth.test())).toBe('not_allowed_token_type')
    expect(await refusal(web.apps.connections.open({}))).toBe('not_allowed_token_type')
    expect(await refusal(client(slack, 'xoxb-nobody').auth.test())).toBe('invalid_auth')
    expect(await refusal(web.apiCall('no.such'))).toBe('unknown_method')
    await slack.revokeTokens()
    expect(await refusal(web.auth.test())).toBe('token_revoked')
  })

  it('names the scope that is missing', async () => {
    const { web, channel } = await openSlack({ home: { scopes: ['chat:write'] } })
    const error = await web.conversations.history({ channel }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      data: { error: 'missing_scope', needed: 'channels:history', provided: 'chat:write' },
    })
  })

  it('exchanges a code once', async () => {
    const { slack } = await openSlack()
    const web = client(slack, '')
    const { clientId: client_id, clientSecret: client_secret } = slack.home
    slack.grant('code-1', 'U0OWNER')
    const access = { client_id, client_secret, code: 'code-1' }
    expect(await web.oauth.v2.access(access)).toMatchObject({ access_token: slack.home.botToken })
    expect(await refusal(web.oauth.v2.access(access))).toBe('invalid_code')
  })
})

describe('what the app writes', () => {
  it('stands where a person sees it, with the note of the app on it', async () => {
    const { slack, web, channel, customer } = await openSlack()
    const thread = await slack.say({ channel, user: customer, text: 'Where is my parcel?' })
    const metadata = { event_type: 'delivery', event_payload: { id: 'd-1' } }
    await web.chat.postMessage({ channel, thread_ts: thread, text: 'On its way', metadata })
    expect(slack.seen(channel, { thread }).map(({ text, deliveryId }) => [text, deliveryId])).toEqual([
      ['Where is my parcel?', undefined],
      ['On its way', 'd-1'],
    ])
    expect(slack.seen(channel, { thread: null })).toHaveLength(1)
  })

  it('shows another name only where that was granted, and says ok otherwise', async () => {
    const { slack, web, channel } = await openSlack()
    const post = { channel, text: 'Hello', username: 'Kim', icon_url: 'https://example.com/kim.png' }
    await web.chat.postMessage(post)
    slack.home.scopes.delete('chat:write.customize')
    await web.chat.postMessage(post)
    expect(slack.seen(channel)).toMatchObject([{ username: 'Kim' }, { user: slack.home.botUserId }])
  })

  it('is refused where the bot may not write, or with what Slack does not take', async () => {
    const { slack, web, channel, customer } = await openSlack()
    const elsewhere = slack.addChannel({ members: [customer], bot: false })
    const secret = slack.addChannel({ kind: 'private', members: [customer], bot: false })
    const closed = slack.addChannel({ archived: true })
    const post = (more: object) => refusal(web.apiCall('chat.postMessage', { channel, text: 'x', ...more }))
    expect(await post({ channel: elsewhere })).toBe('not_in_channel')
    expect(await post({ channel: secret })).toBe('channel_not_found')
    expect(await post({ channel: closed })).toBe('is_archived')
    expect(await post({ text: ' ' })).toBe('no_text')
    expect(await post({ text: 'x'.repeat(40_001) })).toBe('msg_too_long')
    expect(await post({ markdown_text: 'x' })).toBe('markdown_text_conflict')
    expect(await post({ blocks: [{ type: 'header', text: 'x' }] })).toBe('invalid_blocks')
    expect(await post({ thread_ts: '1.000000' })).toBe('thread_not_found')
    expect(slack.seen(channel)).toEqual([])
  })

  it('is changed and deleted by the bot that wrote it, and by no other', async () => {
    const { slack, web, channel, customer } = await openSlack()
    const theirs = await slack.say({ channel, user: customer, text: 'mine' })
    const { ts = '' } = await web.chat.postMessage({ channel, text: 'one', blocks: [{ type: 'divider' }] })
    await web.chat.update({ channel, ts, text: 'two' })
    expect(slack.seen(channel).at(-1)).toMatchObject({ text: 'two', blocks: [], edited: true })
    expect(await refusal(web.chat.update({ channel, ts, text: 'x'.repeat(4001) }))).toBe('msg_too_long')
    expect(await refusal(web.chat.update({ channel, ts: theirs, text: 'x' }))).toBe('cant_update_message')
    expect(await refusal(web.chat.update({ channel, ts: '1.000000', text: 'x' }))).toBe('message_not_found')
    await web.chat.delete({ channel, ts })
    expect(slack.seen(channel).map(({ text }) => text)).toEqual(['mine'])
  })

  it('is for one person alone when it is ephemeral', async () => {
    const { slack, web, channel, customer } = await openSlack()
    await web.chat.postEphemeral({ channel, user: customer, text: 'Psst' })
    expect(await refusal(web.chat.postEphemeral({ channel, user: 'U404', text: 'x' }))).toBe(
      'user_not_in_channel',
    )
    expect(slack.seen(channel)).toEqual([])
    expect(slack.ephemerals).toMatchObject([{ channel, user: customer, text: 'Psst' }])
  })
})

describe('what the app reads', () => {
  const texts = (messages: { text?: string }[] = []) => messages.map(({ text }) => text)

  it('pages through the history, the newest first', async () => {
    const { slack, web, channel, customer: user } = await openSlack()
    const ts: string[] = []
    for (const text of ['1', '2', '3', '4', '5']) ts.push(await slack.say({ channel, user, text }))
    await slack.say({ channel, user, text: 'a reply', thread: ts[0] ?? '' })
    const pages: unknown[] = []
    for await (const page of web.paginate('conversations.history', { channel, limit: 2 })) {
      pages.push('messages' in page && Array.isArray(page.messages) ? texts(page.messages) : [])
    }
    expect(pages).toEqual([['5', '4'], ['3', '2'], ['1']])
    const range = { channel, oldest: ts[1] ?? '', latest: ts[3] ?? '' }
    expect(texts((await web.conversations.history(range)).messages)).toEqual(['3'])
    expect(texts((await web.conversations.history({ ...range, inclusive: true })).messages)).toEqual([
      '4',
      '3',
      '2',
    ])
  })

  it('pages through a thread, the oldest first, and begins with the parent whatever was asked', async () => {
    const { slack, web, channel, customer: user } = await openSlack()
    const thread = await slack.say({ channel, user, text: 'parent' })
    const [, second = ''] = [
      await slack.say({ channel, user, text: '1', thread }),
      await slack.say({ channel, user, text: '2', thread }),
      await slack.say({ channel, user, text: '3', thread }),
    ]
    const first = await web.conversations.replies({ channel, ts: thread, limit: 2 })
    expect([texts(first.messages), first.has_more]).toEqual([['parent', '1'], true])
    const cursor = first.response_metadata?.next_cursor ?? ''
    expect(texts((await web.conversations.replies({ channel, ts: thread, cursor })).messages)).toEqual([
      '2',
      '3',
    ])
    const since = await web.conversations.replies({ channel, ts: thread, oldest: second })
    expect(texts(since.messages)).toEqual(['parent', '3'])
    expect(since.messages?.[0]).toMatchObject({ reply_count: 3, thread_ts: thread })
    expect(await refusal(web.conversations.replies({ channel, ts: '1.0' }))).toBe('thread_not_found')
  })

  it('shows metadata only to those who ask', async () => {
    const { web, channel } = await openSlack()
    const metadata = { event_type: 'delivery', event_payload: { id: 'd-1' } }
    await web.chat.postMessage({ channel, text: 'x', metadata })
    const plain = await web.conversations.history({ channel })
    const whole = await web.conversations.history({ channel, include_all_metadata: true })
    expect(plain.messages?.[0]).not.toHaveProperty('metadata')
    expect(whole.messages?.[0]).toMatchObject({ metadata })
  })

  it('knows people, channels and members', async () => {
    const { slack, web, channel, customer } = await openSlack()
    const guest = slack.addUser({ name: 'Sam Field', team: 'T0ELSE' })
    const shared = slack.addChannel({ kind: 'private', shared: true, members: [guest] })
    expect((await web.users.info({ user: guest })).user).toMatchObject({
      team_id: 'T0ELSE',
      real_name: 'Sam Field',
    })
    expect((await web.conversations.members({ channel })).members).toEqual([customer, slack.home.botUserId])
    expect((await web.conversations.info({ channel: shared })).channel).toMatchObject({ is_ext_shared: true })
    const mine = await web.users.conversations({ types: 'public_channel,private_channel' })
    expect(mine.channels?.map(({ id }) => id)).toEqual([channel, shared])
    const opened = await web.conversations.open({ users: customer })
    expect(await web.conversations.open({ users: customer })).toMatchObject({
      already_open: true,
      channel: { id: opened.channel?.id },
    })
  })
})

describe('files', () => {
  it('go up in three steps and stand in the thread', async () => {
    const { slack, web, channel, customer } = await openSlack()
    const thread = await slack.say({ channel, user: customer, text: 'Look' })
    await web.filesUploadV2({
      channel_id: channel,
      thread_ts: thread,
      filename: 'a.txt',
      file: Buffer.from('abc'),
    })
    expect(slack.seen(channel, { thread }).at(-1)).toMatchObject({
      files: ['a.txt'],
      user: slack.home.botUserId,
    })
  })

  it('come down with the token, and without it as a page to sign in', async () => {
    const { slack, web, channel } = await openSlack()
    const outsider = slack.addUser({ name: 'Sam Field', team: 'T0ELSE' })
    await slack.memberJoined(channel, outsider)
    await slack.say({ channel, user: outsider, text: '', files: [{ name: 'a.txt', content: 'abc' }] })
    const [latest] = (await web.conversations.history({ channel, limit: 1 })).messages ?? []
    expect(latest?.files?.[0]).toMatchObject({ file_access: 'check_file_info' })
    const { file } = await web.files.info({ file: latest?.files?.[0]?.id ?? '' })
    const authorization = `Bearer ${slack.home.botToken}`
    const bytes = await fetch(file?.url_private ?? '', { headers: { authorization } })
    expect(await bytes.text()).toBe('abc')
    const page = await fetch(file?.url_private ?? '')
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  })
})

describe('faults', () => {
  const post = (web: WebClient, channel: string) => web.chat.postMessage({ channel, text: 'x' })

  it('slow down one channel and no other', async () => {
    const { slack, web, channel } = await openSlack()
    const other = slack.addChannel({})
    slack.fail('chat.postMessage', { kind: 'rate_limited', retryAfter: 5 }, { channel })
    await expect(post(web, channel)).rejects.toThrow(WebAPIRateLimitedError)
    await post(web, other)
    await post(web, channel)
    expect([slack.seen(channel).length, slack.seen(other).length]).toEqual([1, 1])
  })

  it('break before or after Slack has stored what was sent', async () => {
    const { slack, web, channel } = await openSlack()
    slack.fail('chat.postMessage', { kind: 'http', status: 500 })
    await expect(post(web, channel)).rejects.toThrow(WebAPIHTTPError)
    slack.fail('chat.postMessage', { kind: 'reset' })
    await expect(post(web, channel)).rejects.toThrow(WebAPIRequestError)
    expect(slack.seen(channel)).toHaveLength(0)
    slack.fail('chat.postMessage', { kind: 'http', status: 500, after: true })
    await expect(post(web, channel)).rejects.toThrow(WebAPIHTTPError)
    slack.fail('chat.postMessage', { kind: 'reset', after: true })
    await expect(post(web, channel)).rejects.toThrow(WebAPIRequestError)
    slack.fail('chat.postMessage', { kind: 'error', error: 'internal_error' })
    expect(await refusal(post(web, channel))).toBe('internal_error')
    expect(slack.seen(channel)).toHaveLength(2)
  })

  it('leave the caller without an answer', async () => {
    const { slack, channel } = await openSlack()
    const web = client(slack, slack.home.botToken, { timeout: 100 })
    slack.fail('chat.postMessage', { kind: 'black_hole', after: true })
    await expect(post(web, channel)).rejects.toThrow(WebAPIRequestError)
    expect(slack.seen(channel)).toHaveLength(1)
  })

  it('let history be read seldom and little', async () => {
    let now = Date.UTC(2026, 10, 22)
    const { slack, web, channel, customer: user } = await openSlack({ clock: () => now })
    for (let n = 0; n < 20; n += 1) await slack.say({ channel, user, text: String(n) })
    slack.historyLimit(15, 1)
    const page = await web.conversations.history({ channel, limit: 200 })
    expect([page.messages?.length, page.has_more]).toEqual([15, true])
    const error = await web.conversations.history({ channel }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ retryAfter: 60 })
    now += 60_000
    await web.conversations.history({ channel })
  })

  it('hold to one post a second in a channel, where that is asked for', async () => {
    let now = Date.UTC(2026, 10, 22)
    const { web, channel } = await openSlack({ clock: () => now, pace: true })
    await post(web, channel)
    await expect(post(web, channel)).rejects.toThrow(WebAPIRateLimitedError)
    now += 1000
    await soon(() => post(web, channel))
  })
})
