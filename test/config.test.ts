import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Config, readConfig, Settings } from '../src/config.ts'
import { SetupError } from '../src/errors.ts'

const ROOT = resolve(import.meta.dirname, '..')
const CANARY = 'canary-7d1f'
const DEFAULTS: Config = {
  port: 3000,
  host: '127.0.0.1',
  dataDir: join(ROOT, 'data'),
  knowledgeDir: join(ROOT, 'knowledge'),
  promptsDir: join(ROOT, 'prompts'),
  databaseUrl: null,
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
      DATABASE_URL: 'postgresql://nora:secret@db.example:5432/warmline?sslmode=require',
    }
    expect(read(environment)).toEqual({
      port: 8080,
      host: '::1',
      dataDir: resolve('/var/warmline'),
      knowledgeDir: resolve('pages'),
      promptsDir: DEFAULTS.promptsDir,
      databaseUrl: environment.DATABASE_URL,
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

  it.each(['constructor', 'toString', '__proto__'])('has no setting %s', (name) => {
    expect(problems({}, `${name}=1\n`)).toHaveLength(1)
  })

  it('that cannot be read is said to be so', () => {
    expect(() => readConfig({}, folder)).toThrow('.env: cannot be read')
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
