import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Config, readConfig } from '../src/config.ts'
import { SetupError } from '../src/errors.ts'
import { Settings } from '../src/settings.ts'

const ROOT = resolve(import.meta.dirname, '..')
const CANARY = 'canary-7d1f'
const DEFAULTS: Config = {
  port: 3000,
  host: '127.0.0.1',
  dataDir: join(ROOT, 'data'),
  knowledgeDir: join(ROOT, 'knowledge'),
  promptsDir: join(ROOT, 'prompts'),
  repliesDir: join(ROOT, 'prompts/replies'),
  databaseUrl: null,
  retentionDays: null,
  viewerLink: false,
  tools: null,
  slack: null,
  discord: null,
  model: null,
  customersCsv: null,
  digest: null,
  owners: [],
  publicUrl: null,
}
const NAMES = Object.keys(Settings.shape)

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warmline-test-'))
  file = join(folder, '.env')
})
afterEach(() => rmSync(folder, { recursive: true }))

const read = (environment: NodeJS.ProcessEnv, text?: string) => {
  if (text !== undefined) writeFileSync(file, text)
  return readConfig(environment, file)
}

const problems = (environment: NodeJS.ProcessEnv, text?: string): readonly string[] => {
  try {
    read(environment, text)
  } catch (error) {
    if (error instanceof SetupError) return error.problems
    throw error
  }
  return []
}

describe('the settings', () => {
  it('may all be left out', () => {
    expect(read({})).toEqual(DEFAULTS)
  })

  it('are taken from the environment', () => {
    const environment = {
      PORT: '8080',
      HOST: '::1',
      DATA_DIR: '/var/warmline',
      KNOWLEDGE_DIR: 'pages',
      REPLIES_DIR: 'replies',
      DATABASE_URL: 'postgresql://nora:secret@db.example:5432/warmline?sslmode=require',
      RETENTION_DAYS: '365',
      VIEWER_LINK: 'yes',
    }
    expect(read(environment)).toEqual({
      port: 8080,
      host: '::1',
      dataDir: resolve('/var/warmline'),
      knowledgeDir: resolve('pages'),
      promptsDir: DEFAULTS.promptsDir,
      repliesDir: resolve('replies'),
      databaseUrl: environment.DATABASE_URL,
      retentionDays: 365,
      viewerLink: true,
      tools: null,
      slack: null,
      discord: null,
      model: null,
      customersCsv: null,
      digest: null,
      owners: [],
      publicUrl: null,
    })
  })

  it('are taken from the .env file, with quotes, comments, empty lines and "export"', () => {
    const text =
      '# where\n\n  # and how\nPORT="8080" # the port\nexport HOST=0.0.0.0\n  DATA_DIR = \'/var/warm line\'\n'
    expect(read({}, text)).toMatchObject({ port: 8080, host: '0.0.0.0', dataDir: resolve('/var/warm line') })
  })

  it('of the environment beat those of the file', () => {
    expect(read({ PORT: '8080' }, 'PORT=9090\nHOST=0.0.0.0\n')).toMatchObject({ port: 8080, host: '0.0.0.0' })
  })

  it.each(NAMES)('count as left out when %s is empty', (name) => {
    expect(read({ [name]: '' })).toEqual(DEFAULTS)
    expect(read({}, `${name}=\n`)).toEqual(DEFAULTS)
    expect(read({}, `${name}=""\n`)).toEqual(DEFAULTS)
  })

  it('may be read from a file with the line ends or the mark that other systems write', () => {
    expect(problems({}, '# where\r\n\r\nPORT=8080\r\n')).toEqual([])
    expect(read({}, '\ufeffPORT=8080\n').port).toBe(8080)
  })
})

describe('a wrong setting is named with what to do, and never with its value:', () => {
  it.each([
    ['PORT', 'must be a number such as 3000', [CANARY, '-1', '30 00', '3e3', '123456', ' 3000']],
    ['PORT', 'must be at most 65535', ['65536', '99999']],
    ['RETENTION_DAYS', 'must be a number of days such as 365', [CANARY, '0', '-7', '1.5', 'never', '999999']],
    ['RETENTION_DAYS', 'must be at least 7: a conversation is over after seven quiet days', ['1', '6']],
    ['VIEWER_LINK', 'must be yes or no', [CANARY, 'true', '1']],
    ['HOST', 'must be one address, such as 127.0.0.1', [`${CANARY} b`, `http://${CANARY}`, 'a,b']],
    [
      'DATABASE_URL',
      'must look like postgres://user:password@host:5432/database',
      [`mysql://root:${CANARY}@db/x`, `${CANARY}`, `postgres://u:${CANARY} @db/x`, `postgres:/${CANARY}`],
    ],
  ])('%s %s', (name, advice, values) => {
    for (const value of values) {
      const told = problems({ [name]: value })
      expect(told).toEqual([`${name}: ${advice}.`])
      expect(told.join()).not.toContain(CANARY)
    }
  })

  it('the highest and the lowest port are right', () => {
    expect([read({ PORT: '65535' }).port, read({ PORT: '0' }).port]).toEqual([65_535, 0])
  })
})

describe('Slack', () => {
  const BOT = { SLACK_BOT_TOKEN: `xoxb-1-2-${CANARY}` }
  const SOCKET = { ...BOT, SLACK_APP_TOKEN: `xapp-1-A0-2-${CANARY}` }
  const SECRET = '0123456789abcdef0123456789abcdef'
  const FURTHER = { SLACK_CLIENT_ID: '12.34', SLACK_CLIENT_SECRET: SECRET, TOKEN_KEY: SECRET.repeat(2) }
  const slack = (environment: NodeJS.ProcessEnv, text?: string) => read(environment, text).slack

  it('is left out where it is not set', () => {
    expect(slack({})).toBeNull()
    expect(slack({ SLACK_API_URL: 'http://127.0.0.1:8080' })).toBeNull()
  })

  it('needs a bot token, and one of the two ways in', () => {
    const socket = {
      botToken: BOT.SLACK_BOT_TOKEN,
      appToken: SOCKET.SLACK_APP_TOKEN,
      signingSecret: null,
      staffChannel: null,
      apiUrl: 'https://slack.com/api/',
      oauth: null,
    }
    expect(slack(SOCKET)).toEqual(socket)
    expect(slack({ ...SOCKET, SLACK_SIGNING_SECRET: SECRET })).toEqual({ ...socket, signingSecret: SECRET })
    expect(slack({ ...BOT, SLACK_SIGNING_SECRET: SECRET })).toMatchObject({
      appToken: null,
      signingSecret: SECRET,
    })
  })

  it('takes a channel for staff', () => {
    for (const id of ['C0123456789', 'G01ABCDEF'])
      expect(slack({ ...SOCKET, SLACK_STAFF_CHANNEL: id })?.staffChannel).toBe(id)
  })

  it('takes what was pasted with a space or quotes round it', () => {
    const pasted = { SLACK_BOT_TOKEN: ` "${BOT.SLACK_BOT_TOKEN}" `, SLACK_APP_TOKEN: SOCKET.SLACK_APP_TOKEN }
    expect(slack(pasted)).toMatchObject({ botToken: BOT.SLACK_BOT_TOKEN })
    expect(slack(SOCKET, "SLACK_STAFF_CHANNEL='C0123456789 '\n")?.staffChannel).toBe('C0123456789')
  })

  it.each([
    ['http://127.0.0.1:8080/api', 'http://127.0.0.1:8080/api/'],
    ['https://slack.com/api', 'https://slack.com/api/'],
    ['https://slack.com/api//', 'https://slack.com/api/'],
    ['http://slack.company.example', 'http://slack.company.example/'],
  ])('asks at %s when it is told to', (given, used) => {
    expect(slack({ ...SOCKET, SLACK_API_URL: given })?.apiUrl).toBe(used)
  })

  it('may be installed in further workspaces, with a key in either writing', () => {
    const key = Buffer.alloc(32, 7)
    const oauth = { clientId: '12.34', clientSecret: SECRET, key }
    for (const written of [key.toString('hex'), key.toString('base64'), key.toString('base64url')])
      expect(slack({ ...SOCKET, ...FURTHER, TOKEN_KEY: written })?.oauth).toEqual(oauth)
  })

  it.each([
    ['SLACK_BOT_TOKEN', 'is an app-level token', [`xapp-1-A0-2-${CANARY}`]],
    ['SLACK_BOT_TOKEN', 'is a user token', [`xoxp-1-${CANARY}`]],
    ['SLACK_BOT_TOKEN', 'is a token that expires', [`xoxe.xoxb-1-${CANARY}`, `xoxe-1-${CANARY}`]],
    [
      'SLACK_BOT_TOKEN',
      'must be the Bot User OAuth Token',
      [CANARY, `xoxb-1 ${CANARY}`, `Bearer xoxb-${CANARY}`],
    ],
    ['SLACK_APP_TOKEN', 'is a bot token', [`xoxb-1-${CANARY}`]],
    ['SLACK_APP_TOKEN', 'must be an app-level token', [CANARY, `xoxp-${CANARY}`, 'A0123456789']],
    ['SLACK_SIGNING_SECRET', 'is a token', [`xoxb-${CANARY}`, `xapp-${CANARY}`]],
    ['SLACK_SIGNING_SECRET', 'must be the Signing Secret', [`${CANARY} ${SECRET}`, 'short']],
    ['SLACK_STAFF_CHANNEL', "must be the channel's id", [`#${CANARY}`, 'help-desk', 'c0123456789']],
    ['SLACK_STAFF_CHANNEL', 'is the id of a person', ['D0123456789', 'U0123456789']],
    [
      'SLACK_API_URL',
      'must look like',
      [CANARY, `https://u:${CANARY}@slack.com/api/`, 'https://a/?b', 'https://'],
    ],
    ['SLACK_API_URL', 'must begin with https', ['http://slack.com/api/', 'http://www.slack.com/api/']],
    ['SLACK_CLIENT_ID', 'must be two numbers', [`${CANARY} 12`]],
    ['SLACK_CLIENT_SECRET', 'must be the Client Secret', [`${CANARY} ${SECRET}`, 'short']],
    ['TOKEN_KEY', 'must be 64 characters', [CANARY, SECRET, `${SECRET}${SECRET}0`]],
  ])('is refused where %s %s', (name, advice, values) => {
    for (const value of values) {
      const told = problems({ ...SOCKET, ...FURTHER, [name]: value })
      expect(told).toEqual([expect.stringContaining(`${name}: ${advice}`)])
      expect(told.join()).not.toContain(CANARY)
    }
  })

  it('has both tokens named when they are swapped', () => {
    const told = problems({ SLACK_BOT_TOKEN: SOCKET.SLACK_APP_TOKEN, SLACK_APP_TOKEN: BOT.SLACK_BOT_TOKEN })
    expect(told).toEqual([
      expect.stringMatching(/^SLACK_BOT_TOKEN: .*belongs in SLACK_APP_TOKEN/),
      expect.stringMatching(/^SLACK_APP_TOKEN: .*belongs in SLACK_BOT_TOKEN/),
    ])
  })

  it.each([
    [
      { SLACK_APP_TOKEN: SOCKET.SLACK_APP_TOKEN },
      'SLACK_BOT_TOKEN: is missing, and SLACK_APP_TOKEN cannot work',
    ],
    [
      { SLACK_STAFF_CHANNEL: 'C0123456789' },
      'SLACK_BOT_TOKEN: is missing, and SLACK_STAFF_CHANNEL cannot work',
    ],
    [FURTHER, 'SLACK_BOT_TOKEN: is missing, and SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, TOKEN_KEY cannot work'],
    [BOT, 'SLACK_APP_TOKEN: is missing, and without it (or SLACK_SIGNING_SECRET) nothing is heard'],
    [
      { ...SOCKET, SLACK_CLIENT_ID: '12.34', TOKEN_KEY: FURTHER.TOKEN_KEY },
      'SLACK_CLIENT_SECRET: is missing.',
    ],
  ])('is refused where a part of it is missing (%#)', (environment, told) => {
    expect(problems(environment)).toEqual([expect.stringContaining(told)])
  })
})

describe('Discord', () => {
  const BOT = { DISCORD_BOT_TOKEN: `MTIz.GAbcde.${CANARY}` }
  const STAFF = '1029384756102938475'
  const discord = (environment: NodeJS.ProcessEnv, text?: string) => read(environment, text).discord

  it('is left out where it is not set', () => {
    expect(discord({})).toBeNull()
    expect(discord({ DISCORD_API_URL: 'http://127.0.0.1:8080' })).toBeNull()
  })

  it('needs a bot token alone', () => {
    expect(discord(BOT)).toEqual({
      token: BOT.DISCORD_BOT_TOKEN,
      staffChannel: null,
      staffRole: null,
      askChannels: [],
      apiUrl: 'https://discord.com/api',
    })
  })

  it('takes a token of a server that only speaks like it, without what was pasted along', () => {
    expect(discord({ DISCORD_BOT_TOKEN: ` "Bot ${CANARY}" ` })?.token).toBe(CANARY)
    expect(discord({}, `DISCORD_BOT_TOKEN='bot  a.b_c-d.e'\n`)?.token).toBe('a.b_c-d.e')
  })

  it('takes ids as they are, and as they are pasted out of a message', () => {
    const staff = { DISCORD_STAFF_CHANNEL: `<#${STAFF}>`, DISCORD_STAFF_ROLE: '<@&20001>' }
    expect(discord({ ...BOT, ...staff })).toMatchObject({ staffChannel: STAFF, staffRole: '20001' })
    expect(discord({ ...BOT, DISCORD_STAFF_CHANNEL: ` ${STAFF} ` })?.staffChannel).toBe(STAFF)
  })

  it.each([
    ['12345', ['12345']],
    ['12345,23456', ['12345', '23456']],
    [' <#12345> , 23456,\n 12345,', ['12345', '23456']],
    ['\'12345\'; "23456"', ['12345', '23456']],
    [' ', []],
  ])('takes the channels to ask in from %j', (given, ids) => {
    expect(discord({ ...BOT, DISCORD_ASK_CHANNELS: given })?.askChannels).toEqual(ids)
  })

  it.each([
    ['https://discord.com/api/', 'https://discord.com/api'],
    ['https://discord.com/api/v10/', 'https://discord.com/api'],
    ['http://127.0.0.1:8080/api//', 'http://127.0.0.1:8080/api'],
    ['http://discord.company.example', 'http://discord.company.example'],
  ])('asks at %s when it is told to', (given, used) => {
    expect(discord({ ...BOT, DISCORD_API_URL: given })?.apiUrl).toBe(used)
  })

  it.each([
    ['DISCORD_BOT_TOKEN', "is a token of Slack's", [`xoxb-1-${CANARY}`, `xapp-1-${CANARY}`]],
    ['DISCORD_BOT_TOKEN', 'is an id, not a token', [STAFF]],
    ['DISCORD_BOT_TOKEN', 'must be the token of the bot', [`${CANARY} ${CANARY}`, `Bot a ${CANARY}`]],
    [
      'DISCORD_STAFF_CHANNEL',
      "must be the channel's id",
      [`#${CANARY}`, 'help-desk', '<#abc>', '123', `${STAFF}99`, '<#12345', '12345>'],
    ],
    ['DISCORD_STAFF_CHANNEL', 'is the id of a channel in Slack', ['C0123456789']],
    ['DISCORD_STAFF_ROLE', "must be the role's id", [`@${CANARY}`, 'Staff']],
    ['DISCORD_ASK_CHANNELS', 'must be the ids of channels', [`#${CANARY}`, `12345,${CANARY}`]],
    ['DISCORD_API_URL', 'must look like', [CANARY, `https://u:${CANARY}@discord.com/api`, 'https://a/?b']],
    ['DISCORD_API_URL', 'must begin with https', ['http://discord.com/api', 'http://www.discord.com']],
  ])('is refused where %s %s', (name, advice, values) => {
    for (const value of values) {
      const told = problems({ ...BOT, DISCORD_STAFF_CHANNEL: STAFF, [name]: value })
      expect(told).toEqual([expect.stringContaining(`${name}: ${advice}`)])
      expect(told.join()).not.toContain(CANARY)
    }
  })

  it.each([
    [
      { DISCORD_STAFF_CHANNEL: STAFF, DISCORD_ASK_CHANNELS: '12345' },
      'DISCORD_BOT_TOKEN: is missing, and DISCORD_STAFF_CHANNEL, DISCORD_ASK_CHANNELS cannot work',
    ],
    [{ ...BOT, DISCORD_STAFF_ROLE: '20001' }, 'DISCORD_STAFF_CHANNEL: is missing, and DISCORD_STAFF_ROLE'],
    [
      { ...BOT, DISCORD_STAFF_CHANNEL: STAFF, DISCORD_ASK_CHANNELS: `12345, <#${STAFF}>` },
      'DISCORD_ASK_CHANNELS: names the staff channel',
    ],
    [
      {
        ...BOT,
        DISCORD_STAFF_CHANNEL: STAFF,
        SLACK_BOT_TOKEN: 'xoxb-1',
        SLACK_APP_TOKEN: 'xapp-1',
        SLACK_STAFF_CHANNEL: 'C0123456789',
      },
      'DISCORD_STAFF_CHANNEL: is set beside SLACK_STAFF_CHANNEL, and staff can be in one place only. Keep one',
    ],
  ])('is refused where its parts do not go together (%#)', (environment, told) => {
    expect(problems(environment)).toEqual([expect.stringContaining(told)])
  })
})

describe('a broken .env file', () => {
  it('is told of with line and settings, and all of its problems at once with those of the environment', () => {
    const text = `# ours\nPORT=none\n${CANARY}\nDATABSE_URL=postgres://nora:${CANARY}@db/x\nHOST = a b\n`
    const told = problems({ DATABASE_URL: `mysql://${CANARY}` }, text)
    expect(told).toEqual([
      '.env, line 3: not a setting. Write NAME=value, the name in capitals, or put a # before the line.',
      `.env, line 4: there is no setting DATABSE_URL. The settings are ${NAMES.join(', ')}.`,
      'PORT: must be a number such as 3000.',
      'HOST: must be one address, such as 127.0.0.1.',
      'DATABASE_URL: must look like postgres://user:password@host:5432/database.',
    ])
    expect(told.join()).not.toContain(CANARY)
  })

  it('is refused even when every setting in it is right', () => {
    expect(problems({}, 'PORT=3000\nport=3000\n')).toEqual([
      '.env, line 2: not a setting. Write NAME=value, the name in capitals, or put a # before the line.',
    ])
  })

  it('is told of where a value is taken for a comment', () => {
    expect(problems({}, `PORT= # as always\nSLACK_STAFF_CHANNEL=#${CANARY}\n`)).toEqual([
      '.env, line 2: what begins with # is a comment, so SLACK_STAFF_CHANNEL is empty. Put quotes round its value.',
    ])
  })

  it.each(['constructor', 'toString', '__proto__'])('has no setting %s', (name) => {
    expect(problems({}, `${name}=1\n`)).toHaveLength(1)
  })

  it('that cannot be read is said to be so', () => {
    expect(() => readConfig({}, folder)).toThrow('.env: cannot be read')
  })
})

describe('the digest', () => {
  it('goes to a place on a platform, at an hour of the day', () => {
    const given = { DIGEST: 'weekly', DIGEST_HOUR: '7', DIGEST_PLACE: 'slack:C0123', CUSTOMERS_CSV: 'c.csv' }
    const { digest, customersCsv } = read(given)
    expect(digest).toEqual({ every: 'weekly', hour: 7, place: { adapter: 'slack', channel: 'C0123' } })
    expect(customersCsv).toBe(resolve('c.csv'))
    expect(read({ DIGEST: 'daily' }).digest).toEqual({ every: 'daily', hour: 8, place: null })
  })

  it.each([
    [{ DIGEST: 'hourly' }, 'DIGEST: must be off, daily or weekly.'],
    [{ DIGEST: 'daily', DIGEST_HOUR: '24' }, 'DIGEST_HOUR: must be an hour of the day, from 0 to 23.'],
    [{ DIGEST: 'daily', DIGEST_PLACE: 'C0123' }, 'DIGEST_PLACE: must name the platform and'],
    [{ DIGEST_PLACE: 'slack:C0123' }, 'DIGEST: is off, and DIGEST_PLACE would do nothing.'],
  ])('%j is refused with what to do', (given, problem) => {
    expect(() => read(given)).toThrow(problem)
  })
})

describe('.env.example', () => {
  const example = readFileSync(join(ROOT, '.env.example'), 'utf8')

  it('lists every setting, in the order of the code', () => {
    expect([...example.matchAll(/^#([A-Z_]+)=/gm)].map((match) => match[1])).toEqual(NAMES)
  })

  it('is right as it is, and with every # before a setting removed', () => {
    expect(read({}, example)).toEqual(DEFAULTS)
    const all = read({}, example.replace(/^#(?=[A-Z_]+=)/gm, ''))
    expect(all).toEqual({
      ...DEFAULTS,
      dataDir: resolve('data'),
      knowledgeDir: resolve('knowledge'),
      databaseUrl: 'postgres://user:password@localhost:5432/warmline',
    })
  })
})
