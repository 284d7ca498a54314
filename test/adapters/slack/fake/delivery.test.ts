import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { HTTPModuleFunctions } from '@slack/bolt'
import { describe, expect, it } from 'vitest'
import { soon } from '../../../support/soon.ts'
import { client, closesAfterEach, closing, listen, openSlack } from './opened.ts'

closesAfterEach()

describe('events', () => {
  it('tell of a mention twice, where the bot is a member', async () => {
    const { slack, channel, customer: user } = await openSlack()
    const elsewhere = slack.addChannel({ members: [user], bot: false })
    const { heard, events } = await listen(slack)
    const ts = await slack.say({ channel, user, text: `<@${slack.home.botUserId}> hello` })
    await slack.say({ channel: elsewhere, user, text: `<@${slack.home.botUserId}> hello` })
    expect(events().map(({ type, ts: at }) => [type, at])).toEqual([
      ['message', ts],
      ['app_mention', ts],
    ])
    expect(heard[0]?.body).toMatchObject({
      type: 'event_callback',
      team_id: slack.home.teamId,
      authorizations: [{ team_id: slack.home.teamId, is_bot: true }],
    })
    expect(heard[0]?.body.event_id).not.toBe(heard[1]?.body.event_id)
  })

  it('come back to the app for what it wrote itself', async () => {
    const { slack, web, channel } = await openSlack()
    const { events } = await listen(slack)
    await web.chat.postMessage({ channel, text: 'mine' })
    await web.chat.postMessage({ channel, text: 'named', username: 'Kim' })
    await slack.settled()
    expect(events()).toMatchObject([
      { bot_id: slack.home.botId, user: slack.home.botUserId, text: 'mine' },
      { bot_id: slack.home.botId, subtype: 'bot_message', username: 'Kim' },
    ])
    expect(events()[0]).not.toHaveProperty('subtype')
  })

  it('tell an edit, a preview and a deletion apart', async () => {
    const { slack, channel, customer: user } = await openSlack()
    const { events } = await listen(slack)
    const ts = await slack.say({ channel, user, text: 'one' })
    await slack.unfurl(channel, ts)
    await slack.edit(channel, ts, 'two')
    await slack.remove(channel, ts)
    expect(events().slice(1)).toMatchObject([
      { subtype: 'message_changed', message: { text: 'one' }, previous_message: { text: 'one' } },
      {
        subtype: 'message_changed',
        message: { text: 'two', edited: { user } },
        previous_message: { text: 'one' },
      },
      { subtype: 'message_deleted', deleted_ts: ts, previous_message: { text: 'two' } },
    ])
    expect(slack.seen(channel)).toEqual([])
  })

  it('leave a stub of what had replies, until the last of them is gone', async () => {
    const { slack, web, channel, customer: user } = await openSlack()
    const { events } = await listen(slack)
    const thread = await slack.say({ channel, user, text: 'parent' })
    const reply = await slack.say({ channel, user, text: 'reply', thread })
    await slack.remove(channel, thread)
    const stub = { subtype: 'tombstone', ts: thread, user: 'USLACKBOT' }
    expect(events().at(-1)).toMatchObject({ subtype: 'message_changed', message: stub })
    expect((await web.conversations.replies({ channel, ts: thread })).messages?.[0]).toMatchObject(stub)
    await slack.remove(channel, reply)
    expect(events().at(-1)).toMatchObject({ subtype: 'message_deleted', previous_message: stub })
  })

  it('name the home workspace in the authorizations when somebody of another company writes', async () => {
    const { slack } = await openSlack()
    const outsider = slack.addUser({ name: 'Sam Field', team: 'T0ELSE' })
    const shared = slack.addChannel({ shared: true, members: [outsider] })
    const { heard } = await listen(slack)
    await slack.say({ channel: shared, user: outsider, text: 'Hi' })
    expect(heard[0]?.body).toMatchObject({
      team_id: 'T0ELSE',
      is_ext_shared_channel: true,
      authorizations: [{ team_id: slack.home.teamId }],
    })
  })
})

describe('sockets', () => {
  it('take turns', async () => {
    const { slack, channel, customer: user } = await openSlack()
    const [one, two] = [await listen(slack), await listen(slack)]
    expect(slack.sockets).toBe(2)
    for (const text of ['1', '2', '3', '4']) await slack.say({ channel, user, text })
    expect([one.heard.length, two.heard.length]).toEqual([2, 2])
  })

  it('bring again what nobody acked, with the same event id', async () => {
    const { slack, channel, customer: user } = await openSlack({ ackTimeout: 50 })
    await slack.say({ channel, user, text: 'while nobody listens' })
    expect(slack.undelivered).toHaveLength(1)
    let acks = false
    const { heard } = await listen(slack, () => (acks ? undefined : 'nothing'))
    await slack.redeliver()
    acks = true
    await slack.redeliver()
    expect(slack.undelivered).toEqual([])
    expect(heard.map(({ retry }) => retry)).toEqual([1, 2])
    expect(heard[0]?.body.event_id).toBe(heard[1]?.body.event_id)
    await slack.deliverAgain(heard[0]?.body.event_id ?? '', 3)
    expect(heard).toHaveLength(5)
    expect(slack.acks.map(({ status }) => status)).toEqual([
      'no_connection',
      'timeout',
      'ok',
      'ok',
      'ok',
      'ok',
    ])
  })

  it('come back after they were cut, and after Slack said goodbye', async () => {
    const { slack, channel, customer: user } = await openSlack()
    const { heard } = await listen(slack)
    slack.dropSockets()
    await soon(() => expect(slack.sockets).toBe(0))
    await slack.say({ channel, user, text: 'in the gap' })
    await soon(() => expect(slack.sockets).toBe(1))
    slack.disconnectSockets()
    await soon(() => expect(slack.sockets).toBe(0))
    await soon(() => expect(slack.sockets).toBe(1))
    await slack.redeliver()
    expect(heard).toHaveLength(1)
  })

  it('seem well while they lose everything', async () => {
    const { slack, channel, customer: user } = await openSlack()
    const { heard } = await listen(slack)
    slack.muteEvents()
    await slack.say({ channel, user, text: 'lost' })
    expect([slack.sockets, heard.length, slack.undelivered.length]).toEqual([1, 0, 1])
    slack.hearAgain()
    await slack.redeliver()
    expect(heard).toHaveLength(1)
  })

  it('answer nothing at all, and the client notices', async () => {
    const { slack, channel, customer: user } = await openSlack()
    const { socket } = await listen(slack)
    const noticed = new Promise((resolve) => socket.once('close', resolve))
    slack.deafen()
    await slack.say({ channel, user, text: 'lost' })
    await noticed
    await soon(() =>
      expect(slack.calls.filter(({ method }) => method === 'apps.connections.open')).toHaveLength(2),
    )
    await soon(() => slack.redeliver().then(() => expect(slack.undelivered).toEqual([])))
  })

  it('are refused with the word that was chosen', async () => {
    const { slack } = await openSlack()
    slack.refuseSockets('internal_error')
    const app = client(slack, slack.home.appToken)
    await expect(app.apps.connections.open({})).rejects.toMatchObject({ data: { error: 'internal_error' } })
  })
})

describe('what people press', () => {
  const blocks = [
    {
      type: 'actions',
      block_id: 'b1',
      elements: [{ type: 'button', action_id: 'claim', value: 'h1', text: words('Take') }],
    },
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: 'thumbs',
          positive_button: { text: words('Good'), value: 'yes' },
          negative_button: { text: words('Bad'), value: 'no' },
        },
      ],
    },
  ]
  const modal = {
    type: 'modal' as const,
    title: words('Reply'),
    submit: words('Send'),
    private_metadata: 'h1',
    blocks: [
      {
        type: 'input',
        block_id: 'reply',
        label: words('Words'),
        element: { type: 'plain_text_input', action_id: 'text', multiline: true },
      },
    ],
  }
  function words(text: string) {
    return { type: 'plain_text' as const, text }
  }

  it('comes with what stood on the button', async () => {
    const { slack, web, channel, customer: user } = await openSlack()
    const { ts = '' } = await web.chat.postMessage({ channel, text: 'x', blocks })
    await slack.settled()
    const { heard } = await listen(slack)
    await slack.click({ channel, ts, actionId: 'claim', user })
    await slack.click({ channel, ts, actionId: 'thumbs', user, feedback: 'negative' })
    expect(heard.map(({ body }) => body.actions)).toMatchObject([
      [{ action_id: 'claim', block_id: 'b1', value: 'h1', type: 'button' }],
      [{ action_id: 'thumbs', value: 'no', type: 'feedback_buttons' }],
    ])
    await expect(slack.click({ channel, ts, actionId: 'nothing', user })).rejects.toThrow()
  })

  it('opens a form once and in time, which is sent, refused with reasons, and sent again', async () => {
    let now = Date.UTC(2026, 10, 22)
    const { slack, web, channel, customer: user } = await openSlack({ clock: () => now })
    const { ts = '' } = await web.chat.postMessage({ channel, text: 'x', blocks })
    await slack.settled()
    let answer: unknown
    const { heard } = await listen(slack, () => answer)
    await slack.click({ channel, ts, actionId: 'claim', user })
    const trigger_id = String(heard[0]?.body.trigger_id)
    await web.views.open({ trigger_id, view: modal })
    await expect(web.views.open({ trigger_id, view: modal })).rejects.toThrow('exchanged_trigger_id')
    answer = { response_action: 'errors', errors: { reply: 'A word, please' } }
    expect(await slack.submit({ user, values: { reply: { text: 'Hello' } } })).toEqual(answer)
    expect(slack.views).toMatchObject([{ open: true, errors: { reply: 'A word, please' } }])
    answer = undefined
    expect(await slack.submit({ user, values: { reply: { text: 'Hello' } } })).toEqual({})
    expect(slack.views).toMatchObject([{ open: false }])
    expect(heard.at(-1)?.body).toMatchObject({
      type: 'view_submission',
      view: { private_metadata: 'h1', state: { values: { reply: { text: { value: 'Hello' } } } } },
    })
    await slack.shortcut({ callbackId: 'hand_over', channel, ts, user })
    now += 3001
    const late = String(heard.at(-1)?.body.trigger_id)
    await expect(web.views.open({ trigger_id: late, view: modal })).rejects.toThrow('expired_trigger_id')
  })

  it('is lost where nobody acks, and the person hears so', async () => {
    const { slack, web, channel, customer: user } = await openSlack()
    const { ts = '' } = await web.chat.postMessage({ channel, text: 'x', blocks })
    expect(await slack.click({ channel, ts, actionId: 'claim', user })).toBeNull()
    expect(slack.lost).toMatchObject([{ type: 'block_actions' }])
  })
})

describe('over HTTP', () => {
  async function receive(signingSecret: string, status = 200) {
    const heard: { retry: unknown; body: string; type: unknown }[] = []
    const server = createServer(async (request, response) => {
      try {
        const { rawBody } = await HTTPModuleFunctions.parseAndVerifyHTTPRequest({ signingSecret }, request)
        const { 'x-slack-retry-num': retry, 'content-type': type } = request.headers
        heard.push({ retry, body: rawBody.toString(), type })
        response.writeHead(reply.status).end()
      } catch {
        response.writeHead(401).end()
      }
    })
    const reply = { status }
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    closing(async () => server.close())
    const address: AddressInfo | string | null = server.address()
    const port = address && typeof address === 'object' ? address.port : 0
    return { url: `http://127.0.0.1:${port}/slack/events`, heard, reply }
  }

  it('signs what it posts, as the SDK checks it', async () => {
    const { slack, channel, customer: user } = await openSlack({ mode: 'http' })
    const app = await receive(slack.home.signingSecret)
    slack.requestUrl = app.url
    await slack.say({ channel, user, text: 'Hé' })
    expect(JSON.parse(app.heard[0]?.body ?? '')).toMatchObject({ event: { text: 'Hé' } })
    expect((await slack.post({ type: 'url_verification', challenge: 'c' })).status).toBe(200)
    expect((await slack.post({}, { secret: 'another' })).status).toBe(401)
    expect((await slack.post({}, { age: 360 })).status).toBe(401)
    expect(app.heard).toHaveLength(2)
  })

  it('posts again what was not answered with 200, and says how often', async () => {
    const { slack, channel, customer: user } = await openSlack({ mode: 'http' })
    const app = await receive(slack.home.signingSecret, 500)
    slack.requestUrl = app.url
    await slack.say({ channel, user, text: 'x' })
    expect(slack.undelivered).toMatchObject([{ reason: 'http_error' }])
    app.reply.status = 200
    await slack.redeliver()
    expect(app.heard.map(({ retry }) => retry)).toEqual([undefined, '1'])
    expect(slack.undelivered).toEqual([])
  })
})
