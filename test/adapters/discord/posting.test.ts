import { describe, expect, it, vi } from 'vitest'
import { codeOf } from '../../../adapters/discord/failures.ts'
import type { Payload } from '../../../adapters/discord/payload.ts'
import { createPosting } from '../../../adapters/discord/posting.ts'
import { createRest } from '../../../adapters/discord/rest.ts'
import { webhookName } from '../../../adapters/discord/webhooks.ts'
import { RefusedError } from '../../../src/errors.ts'
import { serve } from '../slack/http-server.ts'
import type { Fault } from './fake/faults.ts'
import { deliver, failure, postingWorld } from './posting-world.ts'

const CREATE = 'POST /channels/:channel/messages'
const EDIT = 'PATCH /channels/:channel/messages/:message'
const READ = 'GET /channels/:channel/messages'
const MINUTE = 60_000
const NO_PREVIEWS = 4

/** A card as it stands: its words change, the ids on its buttons do not. */
const card = (words: string, handoff = 'H1'): Payload => ({
  embeds: [{ title: words, fields: [{ name: 'Who', value: 'Kim' }] }],
  components: [
    {
      type: 1,
      components: [{ type: 2, style: 1, label: 'Claim', custom_id: `staff:claim:${handoff}` }],
    },
  ],
})

describe('a post', () => {
  it('shows every part in order, known again by its nonce, and nothing in it comes alive', async () => {
    const { discord, started, channel, message } = await postingWorld()
    const user = discord.addUser({ name: 'Kim' })
    const texts = [`one <@${user}>`, 'two @everyone @here', 'three https://example.com']
    const id = await started().post(message('d1', texts))
    const seen = discord.seen(channel)
    expect(seen.map(({ content }) => content)).toEqual(texts)
    expect(seen[0]?.id).toBe(id)
    expect(seen.map(({ nonce }) => nonce)).toEqual(['d1', 'd11', 'd12'])
    expect(seen.map(({ flags }) => flags)).toEqual([NO_PREVIEWS, NO_PREVIEWS, NO_PREVIEWS])
    expect(discord.pings).toEqual([])
  })

  it('keeps to the length of a nonce, however long the id and however many the parts', async () => {
    const { discord, started, channel, message } = await postingWorld()
    const ids = ['a-delivery-of-20-chars', 'an-id-that-is-far-too-long-to-be-a-nonce']
    for (const id of ids)
      await started().post(
        message(
          id,
          Array.from({ length: 40 }, (_, n) => `${n}`),
        ),
      )
    const nonces = discord.seen(channel).map(({ nonce }) => String(nonce))
    expect(Math.max(...nonces.map((nonce) => nonce.length))).toBeLessThanOrEqual(25)
    expect(new Set(nonces).size).toBe(80)
  })

  it('shows its own embeds, and unfolds no link beside them', async () => {
    const { discord, started, channel, message } = await postingWorld()
    const content = 'see https://example.com/a, [here](https://example.com/b) and <https://example.com/c>'
    await started().post(message('d1', [{ content, ...card('A card') }]))
    expect(discord.seen(channel)).toMatchObject([
      {
        flags: 0,
        embeds: [{ title: 'A card' }],
        content: 'see <https://example.com/a>, [here](<https://example.com/b>) and <https://example.com/c>',
      },
    ])
  })

  it('is a reply where it should be, to a message that may be gone', async () => {
    const { discord, started, channel, message } = await postingWorld()
    const user = discord.addUser({ name: 'Kim' })
    const question = await discord.say({ channel, user, text: 'How long?' })
    await started().post(message('d1', ['Three days'], { replyTo: question }))
    await started().post(message('d2', ['Or so'], { replyTo: '123456789012345678' }))
    expect(discord.seen(channel).map(({ replyTo }) => replyTo)).toEqual([null, question, null])
    expect(discord.pings).toEqual([])
  })

  it('is no reply where we may not read what was said', async () => {
    const { discord, started, channel, message } = await postingWorld()
    const question = await discord.say({ channel, user: discord.addUser({ name: 'Kim' }), text: 'How long?' })
    discord.deny('ReadMessageHistory', channel)
    await started().post(message('d1', ['Three days'], { replyTo: question }))
    expect(discord.seen(channel).at(-1)).toMatchObject({ content: 'Three days', replyTo: null })
  })

  it('carries its files with the last part', async () => {
    const { discord, started, channel, message } = await postingWorld()
    const files = [
      { name: 'one\u202e\n.txt', bytes: new TextEncoder().encode('The bytes of one') },
      { name: 'two.txt', bytes: new TextEncoder().encode('The bytes of two') },
    ]
    await started().post(message('d1', ['first', 'second'], { files }))
    expect(discord.seen(channel).map(({ attachments }) => attachments)).toMatchObject([
      [],
      [
        { name: 'one .txt', text: 'The bytes of one' },
        { name: 'two.txt', text: 'The bytes of two' },
      ],
    ])
  })

  it('is shown once and told the same, however often it is sent', async () => {
    const { discord, started, channel, message } = await postingWorld()
    const posting = started()
    const first = await posting.post(message('d1', ['one', 'two']))
    const asked = discord.requests.length
    expect(await posting.post(message('d1', ['one', 'two']))).toBe(first)
    expect(await posting.post(message('d1', ['one', 'two'], { doubtful: true, since: 0 }))).toBe(first)
    expect(discord.requests).toHaveLength(asked)
    expect(discord.seen(channel)).toHaveLength(2)
  })

  it('is not begun twice while it is under way', async () => {
    const { discord, started, channel, message } = await postingWorld({ nonceMemory: 0 })
    const posting = started()
    discord.fail(CREATE, { kind: 'black_hole', after: true })
    const both = [message('d1'), message('d1', undefined, { doubtful: true })].map((one) =>
      failure(posting.post(one)),
    )
    for (const error of await Promise.all(both)) expect(error).toMatchObject({ mayHaveArrived: true })
    expect(discord.seen(channel)).toHaveLength(1)
  })

  it('remembers its parts, so that the rest can be posted in another shape', async () => {
    const { discord, started, channel, message } = await postingWorld()
    const posting = started()
    const refused = posting.post(message('d1', ['one', 'x'.repeat(2001)]))
    expect(await failure(refused)).toEqual(new RefusedError('discord_50035'))
    await posting.post(message('d1', ['one', 'two']))
    expect(discord.seen(channel).map(({ content }) => content)).toEqual(['one', 'two'])
  })

  it('that was told to wait half-way stays in doubt, and goes on where it stopped', async () => {
    const { discord, time, started, channel, message } = await postingWorld()
    discord.limit(CREATE, { limit: 3, windowMs: 1000 })
    const texts = Array.from({ length: 7 }, (_, n) => `part ${n}`)
    const failed = vi.fn()
    const posting = started()
    await deliver(() => posting, message('d1', texts), time, { failed })
    expect(failed).toHaveBeenCalled()
    for (const [error] of failed.mock.calls) expect(error).toMatchObject({ mayHaveArrived: true })
    expect(discord.seen(channel).map(({ content }) => content)).toEqual(texts)
  })

  it('that has waited too long behind another is not begun any more', async () => {
    const { discord, rest, clock, channel, message, calls } = await postingWorld({ timeout: 600 })
    const posting = createPosting({ rest, clock, longest: 300 })
    discord.fail(CREATE, { kind: 'slow', ms: 500 })
    const first = createPosting({ rest, clock }).post(message('d1'))
    const others = ['d2', 'd3'].map((id) => failure(posting.post(message(id))))
    for (const error of await Promise.all(others)) expect(error).toMatchObject({ name: 'UnreachableError' })
    await first
    await discord.settled()
    expect(calls(CREATE)).toHaveLength(1)
    expect(discord.seen(channel)).toHaveLength(1)
    await posting.post(message('d2', undefined, { doubtful: true }))
    expect(discord.seen(channel)).toHaveLength(2)
  })

  it('has nothing to say for itself without a part', async () => {
    const { started, message } = await postingWorld()
    expect(codeOf(await failure(started().post(message('d1', []))))).toBe('no_text')
  })

  it('opens an archived thread, and cannot open one that is locked', async () => {
    const { discord, started, channel, message } = await postingWorld()
    const user = discord.addUser({ name: 'Kim' })
    const thread = await discord.startThread({ channel, user, name: 'Old' })
    await discord.archive(thread)
    await started().post(message('d1', ['hello'], { channel: thread }))
    expect(discord.seen(thread).at(-1)?.content).toBe('hello')
    discord.deny('ManageThreads')
    await discord.archive(thread)
    await discord.lock(thread)
    expect(await failure(started().post(message('d2', ['hello'], { channel: thread })))).toBeInstanceOf(
      RefusedError,
    )
  })
})

describe('what a person says', () => {
  const as = (parent: string, name = 'Kim', picture: string | null = null) => ({
    as: { name, picture, parent },
  })
  const face = 'https://cdn.discordapp.com/avatars/1/a.png'

  it('stands under their name and face, in a channel and in a thread of it', async () => {
    const { discord, started, channel, message, calls } = await postingWorld()
    const posting = started()
    const user = discord.addUser({ name: 'Ada' })
    const thread = await discord.startThread({ channel, user, name: 'Help' })
    await posting.post(message('d1', ['here @everyone'], as(channel, 'Kim', face)))
    await posting.post(message('d2', ['there'], { channel: thread, ...as(channel) }))
    expect(discord.seen(channel).at(-1)).toMatchObject({
      author: 'Kim',
      webhook: { name: 'Kim', avatar: face },
      content: 'here @everyone',
      flags: NO_PREVIEWS,
    })
    expect(discord.seen(thread).at(-1)).toMatchObject({ author: 'Kim', content: 'there' })
    expect(discord.pings).toEqual([])
    expect(calls('POST /channels/:channel/webhooks')).toHaveLength(1)
    expect(calls('POST /webhooks/:webhook/:token').map(({ auth }) => auth)).toEqual(['none', 'none'])
  })

  it('uses the webhook that is there already, after a new start too', async () => {
    const { discord, started, channel, message, calls } = await postingWorld()
    for (let n = 0; n < 3; n++) await started().post(message(`d${n}`, undefined, as(channel)))
    expect(calls('POST /channels/:channel/webhooks')).toHaveLength(1)
    expect(discord.seen(channel)).toHaveLength(3)
  })

  it('makes another webhook where ours was taken away', async () => {
    const { discord, started, channel, message, calls } = await postingWorld()
    const posting = started()
    await posting.post(message('d1', undefined, as(channel)))
    discord.world.webhooks.clear()
    await posting.post(message('d2', undefined, as(channel)))
    for (const webhook of discord.world.webhooks.values()) webhook.token = 'another-by-now'
    await posting.post(message('d3', undefined, as(channel)))
    expect(discord.seen(channel)).toHaveLength(3)
    expect(calls('POST /channels/:channel/webhooks')).toHaveLength(2)
  })

  it('is a no where we may have no webhook, and that is not asked each time', async () => {
    const { discord, time, started, channel, message } = await postingWorld()
    const posting = started()
    discord.deny('ManageWebhooks', channel)
    expect(await failure(posting.post(message('d1', undefined, as(channel))))).toEqual(
      new RefusedError('discord_50013'),
    )
    const asked = discord.requests.length
    await failure(posting.post(message('d2', undefined, as(channel))))
    expect(discord.requests).toHaveLength(asked)
    discord.allow('ManageWebhooks', channel)
    time.now += 11 * MINUTE
    await posting.post(message('d3', undefined, as(channel)))
    expect(discord.seen(channel)).toHaveLength(1)
  })

  it('is found again, though without the right to read Discord shows it empty', async () => {
    const { discord, time, started, channel, message } = await postingWorld({ messageContent: false })
    const user = discord.addUser({ name: 'Ada' })
    const thread = await discord.startThread({ channel, user, name: 'Help' })
    for (const where of [channel, thread]) {
      const said = message(`to-${where}`.slice(0, 20), ['one', 'two'], { channel: where, ...as(channel) })
      discord.fail('POST /webhooks/:webhook/:token', { kind: 'reset', after: true }, { times: 2 })
      expect(await deliver(started, said, time)).toMatch(/^\d+$/)
      const seen = discord.seen(where).filter(({ webhook }) => webhook)
      expect(seen.map(({ content }) => content)).toEqual(['one', 'two'])
    }
  })

  it.each([
    ['Kim', 'Kim'],
    ['Discord Support', 'Dis-cord Support'],
    ['CLYDE', 'CLY-DE'],
    ['everyone', 'Our team'],
    ['\u200b', 'Our team'],
    ['', 'Our team'],
    ['x'.repeat(200), 'x'.repeat(80)],
    ['😀'.repeat(80), `${'😀'.repeat(39)}…`],
  ])('has a name that Discord takes: %s', async (name, shown) => {
    const { discord, started, channel, message } = await postingWorld()
    expect(webhookName(name)).toBe(shown)
    await started().post(message('d1', undefined, as(channel, name)))
    expect(discord.seen(channel)[0]?.author).toBe(shown)
  })
})

describe('a post in doubt', () => {
  it('is left to its nonce while Discord still knows that, and nothing is read', async () => {
    const { discord, time, started, channel, message, calls } = await postingWorld()
    const first = await started().post(message('d1'))
    time.now += 30_000
    const since = time.now - 30_000
    expect(await started().post(message('d1', undefined, { doubtful: true, since }))).toBe(first)
    expect(discord.seen(channel)).toHaveLength(1)
    expect(calls(READ)).toEqual([])
  })

  it.each([3 * MINUTE, 3 * 60 * MINUTE])('is found by what it shows, %i ms later', async (age) => {
    const { discord, time, started, channel, message } = await postingWorld({ nonceMemory: 0 })
    const since = time.now
    const texts = ['  one\n\nwith **words** ', 'two', 'three']
    const first = await started().post(message('d1', texts.slice(0, 2)))
    time.now += age
    expect(await started().post(message('d1', texts, { doubtful: true, since }))).toBe(first)
    expect(discord.seen(channel).map(({ content }) => content)).toEqual([texts[0]?.trim(), 'two', 'three'])
  })

  it('is told from the same words of a delivery that a process before has posted', async () => {
    const { discord, time, started, channel, message } = await postingWorld({ nonceMemory: 0 })
    const since = time.now
    const first = await started().post(message('d1', ['Yes, we will.']))
    time.now += 2 * MINUTE
    const again = message('d2', ['Yes, we will.'], { doubtful: true, since, others: [first] })
    expect(await started().post(again)).not.toBe(first)
    expect(discord.seen(channel)).toHaveLength(2)
  })

  it('is told from the same words of others, of other deliveries, and of a time before', async () => {
    const { discord, time, started, channel, message } = await postingWorld({ nonceMemory: 0 })
    const user = discord.addUser({ name: 'Ada' })
    const bot = discord.addUser({ name: 'Another bot', bot: true })
    const posting = started()
    await posting.post(message('d0', ['the words']))
    time.now += 5 * MINUTE
    const since = time.now
    await discord.say({ channel, user, text: 'the words' })
    await discord.say({ channel, user: bot, text: 'the words' })
    await posting.post(message('d1', ['the words']))
    time.now += 5 * MINUTE
    await posting.post(message('d2', ['the words'], { doubtful: true, since }))
    expect(discord.seen(channel)).toHaveLength(5)
    await posting.post(message('d2', ['the words'], { doubtful: true, since }))
    expect(discord.seen(channel)).toHaveLength(5)
  })

  it.each([-20 * MINUTE, 20 * MINUTE])('is found though our clocks differ by %i ms', async (apart) => {
    const { discord, rest, time, channel, message } = await postingWorld({ nonceMemory: 0 })
    const clock = () => time.now + apart
    const since = clock()
    const posting = createPosting({ rest, clock })
    await posting.post(message('d0', ['hello']))
    discord.fail(CREATE, { kind: 'reset', after: true })
    await failure(posting.post(message('d1', ['the words'], { since })))
    time.now += 5 * MINUTE
    await posting.post(message('d1', ['the words'], { since, doubtful: true }))
    expect(discord.seen(channel).map(({ content }) => content)).toEqual(['hello', 'the words'])
  })

  it('may say the same in two parts', async () => {
    const { discord, time, started, channel, message } = await postingWorld({ nonceMemory: 0 })
    const since = time.now
    discord.fail(CREATE, { kind: 'http', status: 502, after: true }, { times: 2 })
    await deliver(started, message('d1', ['same', 'same']), time, { later: 5 * MINUTE })
    expect(discord.seen(channel)).toHaveLength(2)
    expect(since).toBeLessThan(time.now)
  })

  it('is a card that says something else by now, and is known by its buttons', async () => {
    const { discord, time, started, channel, message } = await postingWorld({ nonceMemory: 0 })
    const since = time.now
    await started().post(message('d0', [card('Waiting for 1 minute', 'H2')], { mark: 'H2' }))
    const first = await started().post(message('d1', [card('Waiting for 1 minute')], { mark: 'H1' }))
    time.now += 5 * MINUTE
    const again = message('d1', [card('Waiting for 6 minutes')], { mark: 'H1', doubtful: true, since })
    expect(await started().post(again)).toBe(first)
    expect(discord.seen(channel)).toHaveLength(2)
  })

  it('is found with embeds, buttons, links and files', async () => {
    const { discord, time, started, channel, message } = await postingWorld({ nonceMemory: 0 })
    const since = time.now
    const files = [{ name: 'a b.txt', bytes: new Uint8Array(3) }]
    const given = [{ content: 'see https://example.com', ...card('A card') }]
    const first = await started().post(message('d1', given, { files }))
    time.now += 5 * MINUTE
    expect(await started().post(message('d1', given, { files, doubtful: true, since }))).toBe(first)
    expect(discord.seen(channel)).toHaveLength(1)
  })

  it('is found behind many pages, though a limit stops the reading, and the process lives on', async () => {
    const { discord, time, started, channel, message, calls } = await postingWorld({ nonceMemory: 0 })
    const since = time.now
    const user = discord.addUser({ name: 'Ada' })
    for (let n = 0; n < 750; n++) discord.sayUnheard({ channel, user, text: `line ${n}` })
    const first = await started().post(message('d1'))
    discord.limit(READ, { limit: 3, windowMs: 900 })
    time.now += 5 * MINUTE
    const posting = started()
    const failed = vi.fn()
    const found = await deliver(() => posting, message('d1', undefined, { doubtful: true, since }), time, {
      failed,
    })
    expect(found).toBe(first)
    expect(failed).toHaveBeenCalled()
    for (const [error] of failed.mock.calls) expect(error).toMatchObject({ mayHaveArrived: true })
    expect(calls(READ).filter(({ status }) => status === 200)).toHaveLength(8)
    expect(discord.seen(channel)).toHaveLength(751)
  })

  it.each<Fault>([
    { kind: 'rate_limited', retryAfter: 1 },
    { kind: 'http', status: 500 },
    { kind: 'reset' },
    { kind: 'black_hole' },
    { kind: 'error', code: 130000, status: 503 },
    { kind: 'error', code: 40062, status: 400 },
  ])('stays in doubt while nobody can look: %j', async (fault) => {
    const { discord, time, started, channel, message } = await postingWorld({ nonceMemory: 0 })
    const since = time.now
    const first = await started().post(message('d1'))
    discord.fail(READ, fault, { times: 3 })
    time.now += 5 * MINUTE
    const failed = vi.fn()
    const doubtful = message('d1', undefined, { doubtful: true, since })
    expect(await deliver(started, doubtful, time, { failed })).toBe(first)
    expect(failed).toHaveBeenCalledTimes(3)
    for (const [error] of failed.mock.calls) expect(error).toMatchObject({ mayHaveArrived: true })
    expect(discord.seen(channel)).toHaveLength(1)
  })

  it('is not posted where the history cannot be read as one', async () => {
    const us = { id: '1', bot: { id: '2' } }
    const odd = {
      id: '7',
      author: { id: '2' },
      embeds: 'x',
      components: [null, 7, { components: 'x' }],
      attachments: 1,
    }
    const history = [{}, 'none', [null, 7, 'x', {}, { id: 5 }, odd]]
    let posted = 0
    const base = await serve(({ url = '', method }, response) => {
      if (method === 'POST') posted += 1
      const answer = url.endsWith('/@me') ? us : method === 'POST' ? { id: '9' } : history.shift()
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    })
    const { message, clock, time } = await postingWorld()
    const posting = createPosting({ rest: createRest({ token: 'x', apiUrl: `${base}/api` }), clock })
    const since = time.now - 5 * MINUTE
    const doubtful = message('d1', undefined, { doubtful: true, since })
    expect(await failure(posting.post(doubtful))).toMatchObject({ mayHaveArrived: true })
    expect(await failure(posting.post(doubtful))).toMatchObject({ mayHaveArrived: true })
    expect(posted).toBe(0)
    expect(await posting.post(doubtful)).toBe('9')
  })

  it('is refused where the channel is gone for good', async () => {
    const { time, started, message } = await postingWorld()
    const gone = { doubtful: true, channel: '123456789012345678', since: time.now - 5 * MINUTE }
    expect(await failure(started().post(message('d1', undefined, gone)))).toEqual(
      new RefusedError('discord_10003'),
    )
  })
})

describe('a change', () => {
  it('takes the place of all that was posted, and brings nobody and no preview', async () => {
    const { discord, started, channel, message, calls } = await postingWorld()
    const posting = started()
    const id = await posting.post(message('d1', [card('Waiting')]))
    const user = discord.addUser({ name: 'Kim' })
    await posting.update({ channel, message: id, payload: { content: `Now <@${user}>` } })
    expect(discord.seen(channel)).toMatchObject([
      { id, content: `Now <@${user}>`, embeds: [], components: [], flags: NO_PREVIEWS },
    ])
    await posting.update({ channel, message: id, payload: card('Resolved') })
    expect(discord.seen(channel)).toMatchObject([{ id, content: '', embeds: [{ title: 'Resolved' }] }])
    expect(calls(EDIT)).toHaveLength(2)
    expect(discord.pings).toEqual([])
  })

  it('of what is gone asks for a new post, as does what was changed too often, or is not ours', async () => {
    const { discord, started, channel, message } = await postingWorld()
    const posting = started()
    const gone = { channel, message: '123456789012345678', payload: { content: 'x' } }
    expect(codeOf(await failure(posting.update(gone)))).toBe('message_not_found')
    const id = await posting.post(message('d1'))
    for (const [code, status] of [
      [30046, 429],
      [30046, 400],
      [50005, 403],
    ] as const) {
      discord.fail(EDIT, { kind: 'error', code, status })
      const change = { channel, message: id, payload: { content: 'x' } }
      expect(codeOf(await failure(posting.update(change)))).toBe('message_not_found')
    }
    await posting.post(message('d2'))
  })

  it('in an archived thread opens it first', async () => {
    const { discord, started, channel, message } = await postingWorld()
    const user = discord.addUser({ name: 'Kim' })
    const thread = await discord.startThread({ channel, user, name: 'Old' })
    const id = await started().post(message('d1', undefined, { channel: thread }))
    await discord.archive(thread)
    await started().update({ channel: thread, message: id, payload: { content: 'Now so' } })
    expect(discord.seen(thread).at(-1)?.content).toBe('Now so')
  })

  it('that is told to wait says for how long', async () => {
    const { discord, started, channel, message } = await postingWorld()
    const posting = started()
    const id = await posting.post(message('d1'))
    discord.fail(EDIT, { kind: 'rate_limited', retryAfter: 9 })
    const change = { channel, message: id, payload: { content: 'x' } }
    expect(await failure(posting.update(change))).toHaveProperty('retryAfter', expect.closeTo(9050, -2))
    await posting.post(message('d2'))
  })
})
