import { describe, expect, it, vi } from 'vitest'
import { createClient } from '../../../adapters/slack/client.ts'
import { codeOf } from '../../../adapters/slack/failures.ts'
import { createPace } from '../../../adapters/slack/pace.ts'
import { createPosting } from '../../../adapters/slack/posting.ts'
import { RefusedError } from '../../../src/errors.ts'
import type { Fault } from './fake/faults.ts'
import { serve } from './http-server.ts'
import { deliver, partOf, postingWorld } from './posting-world.ts'

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('it did not fail'),
    (error: unknown) => error,
  )

describe('a post', () => {
  it('shows every part in order, marked, and with nothing in it coming alive', async () => {
    const { slack, started, channel, message, calls } = await postingWorld()
    const ts = await started().post(message('d1', ['one', 'two', 'three']))
    const seen = slack.seen(channel)
    expect(seen.map(({ text }) => text)).toEqual(['one', 'two', 'three'])
    expect(seen[0]?.ts).toBe(ts)
    expect(seen.map(({ metadata }) => metadata)).toEqual(
      [0, 1, 2].map((part) => ({ event_type: 'warmline_delivery', event_payload: { id: 'd1', part } })),
    )
    expect(seen.map(({ blocks }) => blocks[0]?.block_id)).toEqual(['w:d1:0', 'w:d1:1', 'w:d1:2'])
    for (const { args } of calls('chat.postMessage')) {
      const off = { parse: 'none', link_names: 'false', unfurl_links: 'false', unfurl_media: 'false' }
      expect(args).toMatchObject({ ...off, mrkdwn: 'true' })
    }
  })

  it('stands in its thread, and in the channel as well where it should', async () => {
    const { slack, started, channel, message } = await postingWorld()
    const root = await started().post(message('d1'))
    await started().post(message('d2', ['hidden'], { thread: root }))
    await started().post(message('d3', ['shown'], { thread: root, broadcast: true }))
    expect(slack.seen(channel, { thread: root }).map(({ text }) => text)).toContain('hidden')
    expect(slack.seen(channel, { thread: null }).map(({ text }) => text)).toEqual([
      'The words of d1',
      'shown',
    ])
  })

  it('carries the name and the face of whoever speaks', async () => {
    const { slack, started, channel, message } = await postingWorld()
    const part = { ...partOf('Hello'), username: 'Kim', icon_url: 'https://faces.example.com/kim.png' }
    await started().post(message('d1', [], { parts: [part] }))
    expect(slack.seen(channel)).toMatchObject([
      { username: 'Kim', icon: 'https://faces.example.com/kim.png', deliveryId: 'd1' },
    ])
  })

  it('is shown once and told the same, however often it is sent', async () => {
    const { slack, started, channel, message } = await postingWorld()
    const posting = started()
    const first = await posting.post(message('d1', ['one', 'two']))
    const asked = slack.calls.length
    expect(await posting.post(message('d1', ['one', 'two']))).toBe(first)
    expect(await posting.post(message('d1', ['one', 'two'], { doubtful: true }))).toBe(first)
    expect(slack.calls).toHaveLength(asked)
    expect(slack.seen(channel)).toHaveLength(2)
  })

  it('is not begun twice while it is under way', async () => {
    const { slack, started, channel, message } = await postingWorld()
    const posting = started()
    slack.fail('chat.postMessage', { kind: 'black_hole', after: true })
    const both = [message('d1'), message('d1', undefined, { doubtful: true })].map((one) =>
      failure(posting.post(one)),
    )
    for (const error of await Promise.all(both)) expect(error).toMatchObject({ mayHaveArrived: true })
    expect(slack.seen(channel)).toHaveLength(1)
  })

  it('remembers its parts, so that the rest can be posted in another shape', async () => {
    const { slack, time, started, channel, message } = await postingWorld()
    const posting = started()
    const refused = posting.post(message('d1', ['one', 'x'.repeat(40_001)]))
    expect(await failure(refused)).toEqual(new RefusedError('msg_too_long'))
    time.now += 2000
    await posting.post(message('d1', ['one', 'two']))
    expect(slack.seen(channel).map(({ text }) => text)).toEqual(['one', 'two'])
  })

  it('has nothing to say for itself without a part', async () => {
    const { started, message } = await postingWorld()
    expect(await failure(started().post(message('d1', [])))).toEqual(
      new RefusedError('no_text', 'There is nothing to post'),
    )
  })

  it('that comes too soon is told when to come, and asks Slack nothing', async () => {
    const { slack, time, started, message } = await postingWorld()
    const posting = started()
    await posting.post(message('d1'))
    const asked = slack.calls.length
    expect(await failure(posting.post(message('d2')))).toMatchObject({
      retryAfter: 1000,
      mayHaveArrived: false,
    })
    const doubtful = message('d3', undefined, { doubtful: true })
    expect(await failure(posting.post(doubtful))).toMatchObject({ retryAfter: 2000, mayHaveArrived: true })
    expect(slack.calls).toHaveLength(asked)
    time.now += 1000
    await posting.post(message('d2'))
  })

  it('keeps out of a channel for as long as Slack said, and goes first when that is over', async () => {
    const { slack, time, started, channel, message } = await postingWorld()
    const posting = started()
    slack.fail('chat.postMessage', { kind: 'rate_limited', retryAfter: 60 }, { channel })
    expect(await failure(posting.post(message('d1')))).toMatchObject({
      retryAfter: 60_000,
      mayHaveArrived: false,
    })
    expect(await failure(posting.post(message('d2')))).toMatchObject({ retryAfter: 61_000 })
    await posting.post(message('d3', undefined, { channel: slack.addChannel({}) }))
    time.now += 60_000
    await posting.post(message('d1'))
    time.now += 1000
    await posting.post(message('d2'))
    expect(slack.seen(channel).map(({ deliveryId }) => deliveryId)).toEqual(['d1', 'd2'])
  })

  it('says why, where a name or a block is not taken', async () => {
    const { slack, started, message } = await postingWorld()
    slack.fail('chat.postMessage', { kind: 'error', error: 'missing_scope' })
    expect(codeOf(await failure(started().post(message('d1'))))).toBe('missing_scope')
    slack.fail('chat.postMessage', { kind: 'error', error: 'invalid_blocks' })
    expect(await failure(started().post(message('d1')))).toEqual(new RefusedError('invalid_blocks'))
  })
})

describe('a post in doubt', () => {
  it('is found by its metadata or by its block, and only what is not there is posted', async () => {
    const { slack, client, started, channel, message } = await postingWorld()
    await client.chat.postMessage({
      channel,
      ...partOf('by block'),
      blocks: [{ type: 'divider', block_id: 'w:d1:1' }],
    })
    const metadata = { event_type: 'warmline_delivery', event_payload: { id: 'd1', part: 0 } }
    const { ts } = await client.chat.postMessage({ channel, text: 'by metadata', metadata })
    await client.chat.postMessage({
      channel,
      ...partOf('another'),
      blocks: [{ type: 'divider', block_id: 'w:d12:2' }],
    })
    expect(await started().post(message('d1', ['a', 'b', 'c'], { doubtful: true }))).toBe(ts)
    expect(slack.seen(channel).map(({ text }) => text)).toEqual(['by block', 'by metadata', 'another', 'c'])
  })

  it('is looked for from half an hour before the first attempt on, for clocks differ', async () => {
    const { time, started, message, calls } = await postingWorld()
    await started().post(message('d1', undefined, { doubtful: true, since: time.now }))
    expect(calls('conversations.history')[0]?.args).toMatchObject({
      oldest: '1799998200.000000',
      include_all_metadata: 'true',
    })
  })

  it('is found behind many pages, though Slack gives a few rows a minute and the process lives on', async () => {
    const { slack, time, started, channel, message, calls } = await postingWorld()
    const first = await started().post(message('d1'))
    for (let n = 0; n < 40; n++) slack.sayUnheard({ channel, user: slack.home.botUserId, text: `line ${n}` })
    slack.historyLimit(15, 1)
    const posting = started()
    const waits: (number | null)[] = []
    const found = await deliver(
      () => posting,
      message('d1', undefined, { doubtful: true }),
      time,
      (error) => {
        expect(error.mayHaveArrived).toBe(true)
        waits.push(error.retryAfter)
      },
    )
    expect(found).toBe(first)
    expect(calls('conversations.history').length).toBeLessThanOrEqual(6)
    expect(waits.every((wait) => wait === 60_000)).toBe(true)
  })

  it('is found in the channel, though it belongs to another thread by now', async () => {
    const { slack, time, started, channel, message } = await postingWorld()
    const roots = ['d1', 'd2', 'd3'].map((id) => started().post(message(id)))
    const [first = '', second = '', third = ''] = await Promise.all(roots)
    slack.fail('chat.postMessage', { kind: 'reset', after: true })
    const shown = message('d4', ['one', 'two'], { thread: first, broadcast: true })
    expect(await failure(started().post(shown))).toMatchObject({ mayHaveArrived: true })
    time.now += 2000
    await started().post({ ...shown, thread: second, doubtful: true })
    await started().post({ ...shown, thread: '', broadcast: false, doubtful: true })
    await started().post({ ...shown, thread: third, doubtful: true })
    const seen = slack.seen(channel).filter(({ deliveryId }) => deliveryId === 'd4')
    expect(seen.map(({ text }) => text)).toEqual(['one', 'two'])
  })

  it('is found in its thread where the channel does not show it', async () => {
    const { slack, started, channel, message } = await postingWorld()
    const root = await started().post(message('d1'))
    const hidden = message('d2', ['hidden'], { thread: root })
    const ts = await started().post(hidden)
    expect(await started().post({ ...hidden, broadcast: true, doubtful: true })).toBe(ts)
    expect(slack.seen(channel)).toHaveLength(2)
  })

  it('begins to read anew where Slack has forgotten the page', async () => {
    const { slack, time, started, channel, message } = await postingWorld()
    const first = await started().post(message('d1'))
    for (let n = 0; n < 20; n++) slack.sayUnheard({ channel, user: slack.home.botUserId, text: `line ${n}` })
    slack.historyLimit(15, 1)
    const posting = started()
    const doubtful = message('d1', undefined, { doubtful: true })
    expect(await failure(posting.post(doubtful))).toMatchObject({ retryAfter: 60_000 })
    slack.historyLimit(15, null)
    slack.fail('conversations.history', { kind: 'error', error: 'invalid_cursor' })
    time.now += 60_000
    expect(await failure(posting.post(doubtful))).toMatchObject({
      name: 'UnreachableError',
      mayHaveArrived: true,
    })
    expect(await deliver(() => posting, doubtful, time)).toBe(first)
  })

  it.each<Fault>([
    { kind: 'rate_limited', retryAfter: 30 },
    { kind: 'http', status: 500 },
    { kind: 'reset' },
    { kind: 'black_hole' },
    { kind: 'error', error: 'internal_error' },
    { kind: 'error', error: 'token_revoked' },
  ])('stays in doubt while nobody can look: %j', async (fault) => {
    const { slack, time, started, channel, message } = await postingWorld()
    const ts = await started().post(message('d1'))
    slack.fail('conversations.history', fault, { times: 3 })
    const doubtful = message('d1', undefined, { doubtful: true })
    const failed = vi.fn()
    expect(await deliver(started, doubtful, time, failed)).toBe(ts)
    expect(failed).toHaveBeenCalledTimes(3)
    for (const [error] of failed.mock.calls) expect(error).toMatchObject({ mayHaveArrived: true })
    expect(slack.seen(channel)).toHaveLength(1)
  })

  it('is not posted where the history cannot be read as one', async () => {
    const odd = { ts: '1.0', metadata: 'x', blocks: [null, { block_id: 7 }, { block_id: 'w:d1:' }] }
    const history = [{}, { messages: 'none' }, { messages: [null, 7, 'x', {}, { ts: 5 }, odd] }]
    let posted = 0
    const apiUrl = await serve(({ url }, response) => {
      if (url === '/chat.postMessage') posted += 1
      const answer = url === '/chat.postMessage' ? { ts: '2.0' } : history.shift()
      response.end(JSON.stringify({ ok: true, ...answer }))
    })
    const client = createClient({ token: 'xoxb-1', apiUrl })
    const posting = createPosting({ client, pace: createPace({ clock: Date.now, pace: 0 }) })
    const { message } = await postingWorld()
    const doubtful = message('d1', undefined, { doubtful: true })
    expect(await failure(posting.post(doubtful))).toMatchObject({ mayHaveArrived: true })
    expect(await failure(posting.post(doubtful))).toMatchObject({ mayHaveArrived: true })
    expect(posted).toBe(0)
    expect(await posting.post(doubtful)).toBe('2.0')
  })

  it('is refused where the channel is gone for good', async () => {
    const { started, message } = await postingWorld()
    const gone = message('d1', undefined, { doubtful: true, channel: 'C0GONE' })
    expect(await failure(started().post(gone))).toEqual(new RefusedError('channel_not_found'))
  })
})

describe('a change', () => {
  it('takes the place of what was posted, marked as the newer delivery', async () => {
    const { slack, started, channel, message, calls } = await postingWorld()
    const posting = started()
    const ts = await posting.post(message('d1'))
    await posting.update({ channel, ts, part: partOf('Now so'), id: 'd2' })
    expect(slack.seen(channel)).toMatchObject([{ ts, text: 'Now so', deliveryId: 'd2' }])
    expect(calls('chat.update')[0]?.args).toMatchObject({ parse: 'none', link_names: 'false' })
  })

  it.each(['message_not_found', 'cant_update_message', 'edit_window_closed', 'is_inactive'])(
    'that Slack refuses says why: %s',
    async (error) => {
      const { slack, started, channel } = await postingWorld()
      slack.fail('chat.update', { kind: 'error', error })
      const change = { channel, ts: '1.000000', part: partOf('x'), id: 'd2' }
      expect(await failure(started().update(change))).toEqual(new RefusedError(error))
    },
  )

  it('that is told to wait says for how long, and keeps no post out', async () => {
    const { slack, started, channel, message } = await postingWorld()
    const posting = started()
    slack.fail('chat.update', { kind: 'rate_limited', retryAfter: 9 })
    const change = { channel, ts: '1.000000', part: partOf('x'), id: 'd2' }
    expect(await failure(posting.update(change))).toMatchObject({ retryAfter: 9000 })
    await posting.post(message('d1'))
  })
})
