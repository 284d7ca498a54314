import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { manifestOf, manifestText, PublicUrl, SCOPES } from '../adapters/slack/manifest.ts'
import { HAND_TO_STAFF } from '../adapters/slack/receiver.ts'
import { readConfig } from '../src/config.ts'
import { changed, writeEnvFile } from '../src/env-file.ts'
import { FakeSlack } from './adapters/slack/fake/slack.ts'
import { CTRL_C, DOWN, ENTER, type Run, startSetup } from './support/setup-terminal.ts'

const CANARY = 'canary7d1f'
const BOT = `xoxb-1-2-${CANARY}`
const APP = `xapp-1-A0APP-2-${CANARY}`
const SECRET = '0123456789abcdef0123456789abcdef'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warmline-test-'))
  file = join(folder, '.env')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const written = () => readFileSync(file, 'utf8')
const rights = (path = file) => statSync(path).mode & 0o777

describe('the .env file', () => {
  it('is made for its owner alone', () => {
    writeEnvFile(file, { SLACK_BOT_TOKEN: BOT })
    expect([written(), rights()]).toEqual([`SLACK_BOT_TOKEN=${BOT}\n`, 0o600])
  })

  it('keeps every other line and comment, and is narrowed to its owner', () => {
    writeFileSync(
      file,
      '# ours\n\nexport PORT="8080" # the port\nSLACK_BOT_TOKEN=old # of the bot\n  HOST = ::1',
    )
    chmodSync(file, 0o644)
    writeEnvFile(file, { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP })
    expect(written()).toBe(
      `# ours\n\nexport PORT="8080" # the port\nSLACK_BOT_TOKEN=${BOT} # of the bot\n  HOST = ::1\nSLACK_APP_TOKEN=${APP}\n`,
    )
    expect(rights()).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['.env'])
  })

  it.each([
    ['a setting that is off', '#A=\n#B=2\n', { B: 'x' }, '#A=\nB=x\n'],
    ['a comment that only names it', '# B= is for bees\n', { B: 'x' }, '# B= is for bees\nB=x\n'],
    ['a setting that stands twice', 'B=1\nA=1\nB=2\n', { B: 'x' }, 'A=1\nB=x\n'],
    ['what is taken out', 'A=1\nexport B="2"\nB=3\nC=4\n', { B: null }, 'A=1\nC=4\n'],
    ['a quoted value with a # in it', `B='a # b' # c\n`, { B: 'x' }, 'B=x # c\n'],
    ['"export" and spaces', '  export  B = 2\n', { B: 'x' }, '  export  B = x\n'],
    ['an empty value', 'B=\n', { B: 'x' }, 'B=x\n'],
    ['an empty value with a comment', 'B= # c\n', { B: 'x' }, 'B= x # c\n'],
    ['what was taken for a comment', 'B=#c\n', { B: 'x' }, 'B=x\n'],
    ['a value that does not end', `B='a\n`, { B: 'x' }, 'B=x\n'],
    ['the line ends of other systems', 'A=1\r\nB=2\r\n', { B: 'x', C: 'y' }, 'A=1\r\nB=x\r\nC=y\r\n'],
    ['a value that needs quotes', '', { B: 'a # b' }, "B='a # b'\n"],
    ['nothing', 'A=1\n', {}, 'A=1\n'],
  ])('writes %s', (_what, before, changes, after) => {
    expect(changed(before, changes)).toBe(after)
  })

  it('stays where a link leads', () => {
    writeFileSync(join(folder, 'secrets'), 'A=1\n')
    symlinkSync(join(folder, 'secrets'), file)
    writeEnvFile(file, { B: '2' })
    expect([readFileSync(join(folder, 'secrets'), 'utf8'), readdirSync(folder)]).toEqual([
      'A=1\nB=2\n',
      ['.env', 'secrets'],
    ])
  })

  it('that cannot be written is said to be so, and nothing is left lying about', () => {
    expect(() => writeEnvFile(join(folder, 'no', '.env'), { A: '1' })).toThrow(
      '.env: cannot be written (ENOENT)',
    )
    expect(() => writeEnvFile(folder, { A: '1' })).toThrow('.env: cannot be written (EISDIR)')
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('the manifest', () => {
  const about = { company: 'Larkfield Bicycles', assistant: "Larkfield's assistant", publicUrl: null }

  it('makes an app that people may write to, by Socket Mode', () => {
    const { display_information, features, oauth_config, settings } = manifestOf(about)
    expect(display_information).toMatchObject({
      name: "Larkfield's assistant",
      description: 'Answers from the help pages of Larkfield Bicycles. A person is one message away.',
    })
    expect(features).toEqual({
      app_home: {
        home_tab_enabled: false,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: "Larkfield's assistant", always_online: true },
      shortcuts: [expect.objectContaining({ callback_id: HAND_TO_STAFF, type: 'message' })],
    })
    expect(oauth_config).toEqual({ scopes: { bot: Object.keys(SCOPES) } })
    expect(settings).toEqual({
      event_subscriptions: { bot_events: expect.arrayContaining(['app_mention', 'message.im']) },
      interactivity: { is_enabled: true },
      org_deploy_enabled: false,
      socket_mode_enabled: true,
      token_rotation_enabled: false,
    })
  })

  it('makes one that Slack calls over HTTPS', () => {
    const { settings, oauth_config } = manifestOf({ ...about, publicUrl: 'https://help.example.com' })
    const request_url = 'https://help.example.com/slack/events'
    expect(settings).toMatchObject({
      event_subscriptions: { request_url },
      interactivity: { is_enabled: true, request_url },
      socket_mode_enabled: false,
    })
    expect(oauth_config.redirect_urls).toEqual(['https://help.example.com/slack/oauth_redirect'])
  })

  it.each([
    [
      'a very long name',
      'The assistant of the honourable company of bicycle makers and menders of Larkfield',
    ],
    ['signs that Slack does not take', 'Larkfield! (Bicycles) <@U1> & friends #1'],
    ['emoji that must not be cut in half', '🚲'.repeat(40)],
    ['one long word', 'x'.repeat(200)],
    ['nothing that Slack takes', '???'],
  ])('keeps to what Slack takes, with %s', (_what, name) => {
    const { display_information: shown, features } = manifestOf({
      company: name,
      assistant: name,
      publicUrl: null,
    })
    expect(shown.name).toMatch(/^[\p{L}\p{N}][\p{L}\p{M}\p{N} '._-]{0,34}$/u)
    expect(shown.description.length).toBeLessThanOrEqual(140)
    expect(shown.description.isWellFormed()).toBe(true)
    expect(shown.long_description.length).toBeGreaterThan(174)
    expect(features.bot_user.display_name).toBe(shown.name)
  })

  it('is text that can be pasted', () => {
    expect(JSON.parse(manifestText(about))).toEqual(manifestOf(about))
  })

  it.each([
    ['https://help.example.com/', 'https://help.example.com'],
    [' https://help.example.com/warm/ ', 'https://help.example.com/warm'],
    ['https://help.example.com/slack/events', 'https://help.example.com'],
  ])('takes the public address %s', (typed, url) => {
    expect(PublicUrl.parse(typed)).toBe(url)
  })

  it.each([
    'http://help.example.com',
    'help.example.com',
    'https://',
    'https://a b',
    'https://u:p@help.example.com',
  ])('does not take the public address %s', (typed) => {
    expect(PublicUrl.safeParse(typed).success).toBe(false)
  })
})

describe('npm run setup', () => {
  let slack: FakeSlack
  let channel: string
  beforeEach(async () => {
    const scopes = Object.keys(SCOPES)
    slack = await FakeSlack.open({ home: { appId: 'A0APP', botToken: BOT, appToken: APP, scopes } })
    channel = slack.addChannel({ id: 'C0HELPDESK', name: 'help-desk' })
  })
  afterEach(() => slack.close())

  const start = (run: Run = {}) => {
    const environment = { SLACK_API_URL: slack.apiUrl, ...run.environment }
    return startSetup(file, { ...run, environment })
  }
  const finish = async (run: Run) => {
    const started = start(run)
    const code = await started.ended
    expect(started.shown()).not.toContain(CANARY)
    return { code, shown: started.shown() }
  }

  describe('in a script', () => {
    const given = ['--slack-bot-token', BOT, '--slack-app-token', APP]

    it('says which flags there are, and needs one', async () => {
      const asked = await finish({ args: ['--help'] })
      expect([asked.code, asked.shown]).toEqual([0, expect.stringContaining('--slack-bot-token TOKEN')])
      const bare = await finish({})
      expect([bare.code, bare.shown]).toEqual([
        1,
        expect.stringMatching(/^There is no terminal here[\s\S]*--slack-app-token/),
      ])
    })

    it('tries what is given, and keeps it', async () => {
      const { code, shown } = await finish({ args: [...given, '--slack-staff-channel', channel] })
      expect([code, shown]).toEqual([
        0,
        expect.stringContaining('Slack is set up. Start Warmline: npm start'),
      ])
      expect(written()).toBe(
        `SLACK_BOT_TOKEN=${BOT}\nSLACK_APP_TOKEN=${APP}\nSLACK_STAFF_CHANNEL=${channel}\n`,
      )
      expect(rights()).toBe(0o600)
      expect(readConfig({}, file).slack).toMatchObject({ botToken: BOT, staffChannel: channel })
    })

    it('keeps where the Web API is, when it is told so', async () => {
      const environment = { SLACK_API_URL: '' }
      await finish({ args: [...given, '--slack-api-url', slack.apiUrl.slice(0, -1)], environment })
      expect(readConfig({}, file).slack?.apiUrl).toBe(slack.apiUrl)
    })

    it('takes what the environment has, and does not write that down', async () => {
      const environment = { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP }
      expect((await finish({ args: ['--yes'], environment })).code).toBe(0)
      expect(readdirSync(folder)).toEqual([])
    })

    it('says where the environment overrules what was written', async () => {
      const environment = { SLACK_STAFF_CHANNEL: 'C0ANOTHER1' }
      const { code, shown } = await finish({
        args: [...given, '--slack-staff-channel', channel],
        environment,
      })
      expect([code, shown]).toEqual([
        1,
        expect.stringContaining('- SLACK_STAFF_CHANNEL is set in the environment, too'),
      ])
    })

    it('puts right what is wrong in the file, and does not go on with what stays wrong', async () => {
      writeFileSync(file, `SLACK_BOT_TOKEN=${APP}\nSLACK_STAFF_CHANNEL=help-desk\n`)
      const half = await finish({ args: given })
      expect([half.code, half.shown]).toEqual([
        1,
        expect.stringContaining("SLACK_STAFF_CHANNEL: It must be the channel's id"),
      ])
      expect((await finish({ args: [...given, '--slack-staff-channel', channel] })).code).toBe(0)
      expect(written()).toBe(
        `SLACK_BOT_TOKEN=${BOT}\nSLACK_STAFF_CHANNEL=${channel}\nSLACK_APP_TOKEN=${APP}\n`,
      )
    })

    it('says what else is left to do', async () => {
      writeFileSync(file, 'PORT=none\n')
      const { code, shown } = await finish({ args: [...given, '--yes'] })
      expect([code, shown]).toEqual([1, expect.stringContaining('- PORT: must be a number')])
      expect(written()).toContain('PORT=none\nSLACK_BOT_TOKEN=')
    })

    it.each([
      [
        'a token that Slack does not take',
        ['--slack-bot-token', `xoxb-9-${CANARY}`, '--slack-app-token', APP],
        'Slack bot token: Slack does not accept it (invalid_auth).',
      ],
      [
        'a channel that the bot is not in',
        [...given, '--slack-staff-channel', 'C0NOWHERE1'],
        'Slack staff channel: the channel C0NOWHERE1 is not there',
      ],
      ['a token of another kind', ['--slack-bot-token', APP], '--slack-bot-token: It is an app-level token'],
      [
        'a name in the place of an id',
        [...given, '--slack-staff-channel', `#${CANARY}`],
        "--slack-staff-channel: It must be the channel's id",
      ],
      ['no bot token', ['--slack-app-token', APP], '--slack-bot-token: is missing'],
      ['no way in', ['--slack-bot-token', BOT], '--slack-app-token: is missing'],
      ['a flag that is none', [`--slack-bottoken=${CANARY}`], 'There is a flag that is none of ours'],
      ['a token without its flag', [BOT], 'There is a flag that is none of ours'],
      [
        'an address that is none',
        ['--public-url', `http://${CANARY}`, '--yes'],
        '--public-url: It must look like',
      ],
    ])('writes nothing with %s', async (_what, args, told) => {
      writeFileSync(file, '# ours\n')
      const { code, shown } = await finish({ args })
      expect([code, shown, written()]).toEqual([1, expect.stringContaining(told), '# ours\n'])
    })

    it('only writes the manifest when that is all that is asked for', async () => {
      const manifest = join(folder, 'app.json')
      const args = ['--manifest', manifest, '--public-url', 'https://help.example.com']
      expect((await finish({ args })).code).toBe(0)
      expect(readFileSync(manifest, 'utf8')).toContain('https://help.example.com/slack/events')
      expect(readdirSync(folder)).toEqual(['app.json'])
      const nowhere = await finish({ args: ['--manifest', join(folder, 'no', 'app.json')] })
      expect([nowhere.code, nowhere.shown]).toEqual([1, expect.stringContaining('cannot be written')])
    })
  })

  describe('in a terminal', () => {
    it('leads from nothing to a written .env', async () => {
      const shared = slack.addChannel({ name: 'aa-shared', shared: true })
      const { answer, ended, shown } = start({ isAnswered: true })
      await answer('Where do customers write to you?', ENTER)
      await answer('How shall messages come', ENTER)
      await answer('Is there a Slack app', ENTER)
      await answer('Bot User OAuth Token (xoxb-)', 'nonsense', ENTER)
      await answer('It must be the Bot User OAuth Token', '\u0015', ` ${BOT} `, ENTER)
      await answer('App-level token (xapp-)', APP, ENTER)
      await answer('Which channel is for staff?', ENTER)
      expect(await ended).toBe(0)
      expect(shown()).toContain('https://api.slack.com/apps?new_app=1')
      expect(shown()).toContain('@warmline in the workspace Home')
      expect(shown()).toContain('Slack staff channel: #help-desk')
      expect(shown()).not.toContain(CANARY)
      expect(written()).toBe(
        `SLACK_BOT_TOKEN=${BOT}\nSLACK_APP_TOKEN=${APP}\nSLACK_STAFF_CHANNEL=${channel}\n`,
      )
      expect(readFileSync(join(folder, 'slack-manifest.json'), 'utf8')).toContain(
        '"socket_mode_enabled": true',
      )
      expect(written()).not.toContain(shared)
    })

    it('leads there over HTTPS', async () => {
      const { answer, ended, shown } = start({ isAnswered: true })
      await answer('Where do customers write to you?', ENTER)
      await answer('How shall messages come', DOWN, ENTER)
      await answer('The public address of Warmline', 'https://help.example.com', ENTER)
      await answer('Is there a Slack app', ENTER)
      await answer('Bot User OAuth Token (xoxb-)', BOT, ENTER)
      await answer('Signing secret (32 characters)', SECRET, ENTER)
      await answer('Which channel is for staff?', DOWN, DOWN, ENTER)
      expect(await ended).toBe(0)
      expect(shown()).not.toContain(SECRET)
      expect(written()).toBe(`SLACK_BOT_TOKEN=${BOT}\nSLACK_SIGNING_SECRET=${SECRET}\n`)
      expect(readFileSync(join(folder, 'slack-manifest.json'), 'utf8')).toContain(
        'help.example.com/slack/events',
      )
    })

    it('shows a second time what is set, and lets one keep it', async () => {
      const before = `SLACK_BOT_TOKEN=${BOT}\n# ours\nSLACK_APP_TOKEN=${APP}\nSLACK_STAFF_CHANNEL=${channel}\n`
      writeFileSync(file, before)
      chmodSync(file, 0o644)
      const { answer, ended, shown } = start({ isAnswered: true })
      await answer('Set so far: SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_STAFF_CHANNEL')
      await answer('Where do customers write to you?', ENTER)
      await answer('How shall messages come', ENTER)
      await answer('Is there a Slack app', ENTER)
      await answer('Bot User OAuth Token (xoxb-): it is set, and works.', ENTER)
      await answer('App-level token (xapp-): it is set, and works.', ENTER)
      await answer('Which channel is for staff?', ENTER)
      expect(await ended).toBe(0)
      expect([written(), rights()]).toEqual([before, 0o600])
      expect(shown()).not.toContain(CANARY)
    })

    it('lets one try again, or put in another, when Slack says no', async () => {
      const { answer, ended } = start({ isAnswered: true })
      await answer('Where do customers write to you?', ENTER)
      await answer('How shall messages come', ENTER)
      await answer('Is there a Slack app', DOWN, ENTER)
      await answer('Bot User OAuth Token (xoxb-)', `xoxb-9-${CANARY}`, ENTER)
      await answer('Slack does not accept it (invalid_auth)')
      await answer('What now?', ENTER)
      await answer('Bot User OAuth Token (xoxb-)', BOT, ENTER)
      slack.refuseSockets('socket_mode_not_enabled')
      await answer('App-level token (xapp-)', APP, ENTER)
      await answer('it is switched off')
      slack.refuseSockets(null)
      await answer('What now?', ENTER)
      await answer('Which channel is for staff?', ENTER)
      expect(await ended).toBe(0)
    })

    it('waits until a permission that is missing is given', async () => {
      slack.home.scopes.delete('im:history')
      const { answer, ended } = start({ isAnswered: true })
      await answer('Where do customers write to you?', ENTER)
      await answer('How shall messages come', ENTER)
      await answer('Is there a Slack app', DOWN, ENTER)
      await answer('Bot User OAuth Token (xoxb-)', BOT, ENTER)
      await answer('Slack permission im:history: missing: direct messages are not heard.')
      slack.home.scopes.add('im:history')
      await answer('What now?', ENTER)
      await answer('App-level token (xapp-)', APP, ENTER)
      await answer('Which channel is for staff?', ENTER)
      expect(await ended).toBe(0)
    })

    it('looks again for the channel that the bot was just invited to', async () => {
      slack.leave(channel, slack.home.botUserId)
      const { answer, ended } = start({ isAnswered: true })
      await answer('Where do customers write to you?', ENTER)
      await answer('How shall messages come', ENTER)
      await answer('Is there a Slack app', DOWN, ENTER)
      await answer('Bot User OAuth Token (xoxb-)', BOT, ENTER)
      await answer('App-level token (xapp-)', APP, ENTER)
      await answer('/invite @warmline')
      slack.addChannel({ id: 'C0INVITED1', name: 'invited' })
      await answer('Which channel is for staff?', ENTER)
      await answer('#invited', ENTER)
      expect(await ended).toBe(0)
      expect(written()).toContain('SLACK_STAFF_CHANNEL=C0INVITED1')
    })

    it.each([0, 1, 2, 3, 4, 5])(
      'leaves everything as it was when the person leaves at question %i',
      async (leaveAt) => {
        writeFileSync(file, '# ours\n')
        const questions: [string, ...string[]][] = [
          ['Where do customers write to you?', ENTER],
          ['How shall messages come', ENTER],
          ['Is there a Slack app', DOWN, ENTER],
          ['Bot User OAuth Token (xoxb-)', BOT, ENTER],
          ['App-level token (xapp-)', APP, ENTER],
          ['Which channel is for staff?', ENTER],
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
})
