import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inviteLink } from '../../../adapters/discord/invite.ts'
import { readConfig } from '../../../src/config.ts'
import { CTRL_C, DOWN, ENTER, type Run, SPACE, startSetup } from '../../support/setup-terminal.ts'
import { serve } from '../slack/http-server.ts'
import { FakeDiscord } from './fake/discord.ts'

const CANARY = 'canary7d1f'

let folder: string
let file: string
let discord: FakeDiscord
let staff: string
let desk: string
let ask: string
let bot: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'warmline-test-'))
  file = join(folder, '.env')
  discord = await FakeDiscord.open({ messageContent: true })
  staff = discord.addRole({ name: 'Staff' })
  ask = discord.addChannel({ name: 'ask' })
  desk = discord.addChannel({ name: 'help-desk', only: [staff] })
  bot = discord.token
})
afterEach(async () => {
  await discord.close()
  rmSync(folder, { recursive: true, force: true })
})

const written = () => readFileSync(file, 'utf8')
const start = (run: Run = {}) => {
  const environment = { DISCORD_API_URL: discord.apiUrl, ...run.environment }
  return startSetup(file, { ...run, environment })
}
const finish = async (run: Run) => {
  const started = start(run)
  const code = await started.ended
  expect(started.shown()).not.toContain(CANARY)
  expect(started.shown()).not.toContain(bot)
  return { code, shown: started.shown() }
}

describe('npm run setup for Discord in a script', () => {
  it('tries what is given, and keeps it', async () => {
    const places = ['--discord-staff-channel', `<#${desk}>`, '--discord-staff-role', staff]
    const args = [
      '--discord-bot-token',
      `Bot ${bot}`,
      ...places,
      '--discord-ask-channels',
      `<#${ask}>, ${ask}`,
    ]
    const { code, shown } = await finish({ args })
    expect([code, shown]).toEqual([
      0,
      expect.stringContaining('Discord is set up. Start Warmline: npm start'),
    ])
    expect(written()).toBe(
      `DISCORD_BOT_TOKEN=${bot}\nDISCORD_STAFF_CHANNEL=${desk}\nDISCORD_STAFF_ROLE=${staff}\nDISCORD_ASK_CHANNELS=${ask}\n`,
    )
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readConfig({}, file).discord).toMatchObject({ token: bot, staffRole: staff, askChannels: [ask] })
    expect(discord.identifies).toBe(0)
  })

  it('keeps where the API is, when it is told so', async () => {
    const args = ['--discord-bot-token', bot, '--discord-api-url', `${discord.apiUrl}/v10/`]
    await finish({ args, environment: { DISCORD_API_URL: '' } })
    expect(readConfig({}, file).discord?.apiUrl).toBe(discord.apiUrl)
  })

  it('takes what the environment has, and does not write that down', async () => {
    expect((await finish({ args: ['--yes'], environment: { DISCORD_BOT_TOKEN: bot } })).code).toBe(0)
    expect(readdirSync(folder)).toEqual([])
  })

  it('takes channels away', async () => {
    writeFileSync(file, `DISCORD_BOT_TOKEN=${bot}\nDISCORD_ASK_CHANNELS=${ask}\n`)
    expect((await finish({ args: ['--discord-ask-channels', ''] })).code).toBe(0)
    expect(written()).toBe(`DISCORD_BOT_TOKEN=${bot}\n`)
  })

  it('goes on without the content of messages where nobody has to be heard without a word to the bot', async () => {
    discord.home.messageContent = false
    expect((await finish({ args: ['--discord-bot-token', bot] })).code).toBe(0)
  })

  it('needs one platform', async () => {
    const { code, shown } = await finish({ args: ['--yes'] })
    expect([code, shown]).toEqual([
      1,
      expect.stringContaining('--slack-bot-token or --discord-bot-token: one of them is needed.'),
    ])
  })

  it.each([
    [
      'a token that Discord does not take',
      () => ['--discord-bot-token', `a.${CANARY}.b`],
      'Discord does not accept it (HTTP 401).',
    ],
    ['no token', () => ['--discord-staff-channel', desk], '--discord-bot-token: is missing.'],
    [
      'a token of Slack',
      () => ['--discord-bot-token', `xoxb-${CANARY}`],
      "--discord-bot-token: It is a token of Slack's.",
    ],
    [
      'the name of a channel',
      () => ['--discord-bot-token', bot, '--discord-staff-channel', `#${CANARY}`],
      "--discord-staff-channel: It must be the channel's id",
    ],
    [
      'a role without a channel',
      () => ['--discord-bot-token', bot, '--discord-staff-role', staff],
      '--discord-staff-channel: is missing; the role says',
    ],
    [
      'a channel that everybody reads',
      () => ['--discord-bot-token', bot, '--discord-staff-channel', ask],
      'Discord staff channel: everybody in Home can read #ask',
    ],
  ])('writes nothing with %s', async (_what, args, told) => {
    writeFileSync(file, '# ours\n')
    const { code, shown } = await finish({ args: args() })
    expect([code, shown, written()]).toEqual([1, expect.stringContaining(told), '# ours\n'])
  })

  it('does not set up two places for staff', async () => {
    const before = `SLACK_BOT_TOKEN=xoxb-1-${CANARY}\nSLACK_APP_TOKEN=xapp-1-${CANARY}\nSLACK_STAFF_CHANNEL=C0HELPDESK\n`
    writeFileSync(file, before)
    const { code, shown } = await finish({
      args: ['--discord-bot-token', bot, '--discord-staff-channel', desk],
    })
    expect([code, shown]).toEqual([1, expect.stringContaining('staff can be in one place only')])
    expect(written()).toBe(before)
  })

  it('is not stopped by what is wrong with Slack', async () => {
    writeFileSync(file, 'SLACK_BOT_TOKEN=nonsense\n')
    const { code, shown } = await finish({ args: ['--discord-bot-token', bot] })
    expect([code, shown]).toEqual([
      1,
      expect.stringMatching(/Discord is set up, and this is left to do:\s+- SLACK_BOT_TOKEN: must be/),
    ])
    expect(written()).toContain(`DISCORD_BOT_TOKEN=${bot}`)
  })
})

describe('npm run setup for Discord in a terminal', () => {
  const PLATFORM = 'Where do customers write to you?'
  const APP = 'Is there a Discord bot for Warmline already?'
  const TOKEN = 'Token of the bot'
  const ASK = 'In which channels is every message a question?'
  const DESK = 'Which channel is for staff?'
  const ROLE = 'Who is staff?'

  it('leads from nothing to a written .env', async () => {
    const { answer, ended, shown } = start({ isAnswered: true })
    await answer(PLATFORM, DOWN, ENTER)
    await answer(APP, ENTER)
    await answer(TOKEN, 'a token', ENTER)
    await answer('It must be the token of the bot', '\u0015', ` Bot ${bot} `, ENTER)
    await answer(ASK, SPACE, ENTER)
    await answer(DESK, ENTER)
    await answer(ROLE, DOWN, ENTER)
    expect(await ended).toBe(0)
    expect(shown()).toContain('https://discord.com/developers/applications')
    expect(shown()).toContain('Discord bot token: @warmline')
    expect(shown()).toContain('Discord servers: Home')
    expect(shown()).toContain('Discord ask channel: #ask in Home')
    expect(shown()).toContain('Discord staff channel: #help-desk in Home')
    expect(shown()).not.toContain(bot)
    expect(written()).toBe(
      `DISCORD_BOT_TOKEN=${bot}\nDISCORD_STAFF_CHANNEL=${desk}\nDISCORD_STAFF_ROLE=${staff}\nDISCORD_ASK_CHANNELS=${ask}\n`,
    )
    expect(discord.identifies).toBe(0)
  })

  it('shows a second time what is set, and lets one keep it', async () => {
    const before = `# ours\nDISCORD_BOT_TOKEN=${bot}\nDISCORD_STAFF_CHANNEL=${desk}\nDISCORD_STAFF_ROLE=${staff}\nDISCORD_ASK_CHANNELS=${ask}\n`
    writeFileSync(file, before)
    const { answer, ended } = start({ isAnswered: true })
    await answer('Set so far: DISCORD_BOT_TOKEN, DISCORD_STAFF_CHANNEL')
    for (const question of [PLATFORM, APP, `${TOKEN}: it is set, and works.`, ASK, DESK, ROLE])
      await answer(question, ENTER)
    expect(await ended).toBe(0)
    expect(written()).toBe(before)
  })

  it('lets one try again when Discord says no', async () => {
    const { answer, ended } = start({ isAnswered: true })
    await answer(PLATFORM, DOWN, ENTER)
    await answer(APP, DOWN, ENTER)
    await answer(TOKEN, `a.${CANARY}.b`, ENTER)
    await answer('Discord does not accept it (HTTP 401)')
    await answer('What now?', ENTER)
    await answer(TOKEN, bot, ENTER)
    await answer(ASK, ENTER)
    await answer(DESK, DOWN, DOWN, ENTER)
    expect(await ended).toBe(0)
    expect(written()).toBe(`DISCORD_BOT_TOKEN=${bot}\n`)
  })

  it('waits until the content of messages is switched on', async () => {
    discord.home.messageContent = false
    const { answer, ended } = start({ isAnswered: true, args: ['--discord-bot-token', bot] })
    await answer(APP, ENTER)
    await answer(`${TOKEN}: it is set, and works.`, ENTER)
    await answer('Discord message content: switched off: in channels and threads')
    discord.home.messageContent = true
    await answer('What now?', ENTER)
    await answer(ASK, ENTER)
    await answer(DESK, DOWN, DOWN, ENTER)
    expect(await ended).toBe(0)
  })

  it('goes on without it, and offers no channels for questions then', async () => {
    discord.home.messageContent = false
    const { answer, ended, shown } = start({ isAnswered: true, args: ['--discord-bot-token', bot] })
    await answer(APP, ENTER)
    await answer(`${TOKEN}: it is set, and works.`, ENTER)
    await answer('What now?', DOWN, ENTER)
    await answer(DESK, ENTER)
    await answer(ROLE, ENTER)
    expect(await ended).toBe(0)
    expect(shown()).not.toContain(ASK)
    expect(written()).toBe(`DISCORD_BOT_TOKEN=${bot}\nDISCORD_STAFF_CHANNEL=${desk}\n`)
  })

  it('shows the link of the invitation, and waits until the bot is in a server', async () => {
    let isIn = false
    const url = await serve(async (request, response) => {
      const { authorization = '' } = request.headers
      const isList = request.url?.endsWith('/users/@me/guilds')
      const answer = await fetch(`${discord.apiUrl}${request.url}`, { headers: { authorization } })
      response.setHeader('content-type', 'application/json')
      response.writeHead(answer.status).end(isList && !isIn ? '[]' : await answer.text())
    })
    const { answer, ended, shown } = start({
      isAnswered: true,
      args: ['--discord-bot-token', bot],
      environment: { DISCORD_API_URL: url },
    })
    await answer(APP, ENTER)
    await answer(`${TOKEN}: it is set, and works.`, ENTER)
    await answer('Is the bot in your server?', ENTER)
    await answer('Is the bot in your server?')
    isIn = true
    await answer('Is the bot in your server?', ENTER)
    await answer(ASK, ENTER)
    await answer(DESK, DOWN, DOWN, ENTER)
    expect(await ended).toBe(0)
    expect(shown()).toContain(`\n${inviteLink(discord.applicationId, url)}\n`)
  })

  it('does not take a channel that customers read, nor one in which the bot can do too little', async () => {
    discord.deny('SendMessagesInThreads', desk)
    const open = discord.addChannel({ name: 'zz-open' })
    const { answer, ended } = start({ isAnswered: true, args: ['--discord-bot-token', bot] })
    await answer(APP, ENTER)
    await answer(`${TOKEN}: it is set, and works.`, ENTER)
    await answer(ASK, ENTER)
    await answer(DESK, DOWN, ENTER)
    await answer(ROLE, ENTER)
    await answer('everybody in Home can read #zz-open and counts as')
    await answer(DESK, ENTER)
    await answer(ROLE, ENTER)
    await answer('Discord permission Send Messages in Threads in #help-desk: missing')
    discord.allow('SendMessagesInThreads', desk)
    await answer(DESK, ENTER)
    await answer(ROLE, ENTER)
    expect(await ended).toBe(0)
    expect(written()).not.toContain(open)
  })

  it('asks again for channels in which the bot can do too little', async () => {
    discord.deny('CreatePublicThreads', ask)
    const { answer, ended } = start({ isAnswered: true, args: ['--discord-bot-token', bot] })
    await answer(APP, ENTER)
    await answer(`${TOKEN}: it is set, and works.`, ENTER)
    await answer(ASK, SPACE, ENTER)
    await answer('Discord permission Create Public Threads in #ask: missing')
    discord.allow('CreatePublicThreads', ask)
    await answer('What now?', ENTER)
    await answer(ASK, ENTER)
    await answer(DESK, ENTER)
    await answer(ROLE, ENTER)
    expect(await ended).toBe(0)
    expect(written()).toContain(`DISCORD_ASK_CHANNELS=${ask}\n`)
  })

  describe('where staff are in Slack', () => {
    const slack = `SLACK_BOT_TOKEN=xoxb-1-${CANARY}\nSLACK_APP_TOKEN=xapp-1-${CANARY}\n`
    const begin = async () => {
      writeFileSync(file, `${slack}SLACK_STAFF_CHANNEL=C0HELPDESK\n`)
      const started = start({ isAnswered: true })
      const { answer } = started
      await answer('set up already', DOWN, ENTER)
      await answer(APP, DOWN, ENTER)
      await answer(TOKEN, bot, ENTER)
      await answer(ASK, ENTER)
      return started
    }

    it('lets them stay there', async () => {
      const { answer, ended, shown } = await begin()
      await answer('staff stay in Slack', ENTER)
      expect(await ended).toBe(0)
      expect(written()).toBe(`${slack}SLACK_STAFF_CHANNEL=C0HELPDESK\nDISCORD_BOT_TOKEN=${bot}\n`)
      expect(shown()).not.toContain(CANARY)
    })

    it.each([
      ['stays there after all', [ENTER], 'SLACK_STAFF_CHANNEL=C0HELPDESK\n'],
      ['moves', [DOWN, ENTER], 'DISCORD_STAFF_CHANNEL='],
    ])('lets them choose one place: who %s', async (_what, keys, kept) => {
      const { answer, ended } = await begin()
      await answer(DESK, '\u001b[A', '\u001b[A', ENTER)
      await answer(ROLE, DOWN, ENTER)
      await answer('Staff can be in one place only.', ...keys)
      expect(await ended).toBe(0)
      expect(written()).toContain(kept)
      expect(written().match(/^\w+_STAFF_CHANNEL=/gm)).toHaveLength(1)
    })
  })

  it.each([0, 1, 2, 3, 4, 5])(
    'leaves everything as it was when the person leaves at question %i',
    async (leaveAt) => {
      writeFileSync(file, '# ours\n')
      const questions: [string, ...string[]][] = [
        [PLATFORM, DOWN, ENTER],
        [APP, DOWN, ENTER],
        [TOKEN, bot, ENTER],
        [ASK, ENTER],
        [DESK, ENTER],
        [ROLE, ENTER],
      ]
      const { answer, ended, shown } = start({ isAnswered: true })
      for (const [question, ...keys] of questions.slice(0, leaveAt)) await answer(question, ...keys)
      await answer(questions[leaveAt]?.[0] ?? '', CTRL_C)
      expect(await ended).toBe(1)
      expect(shown()).toContain('Your settings are as they were.')
      expect([written(), readdirSync(folder)]).toEqual(['# ours\n', ['.env']])
    },
  )
})
