import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'warmline-find-'))
const docs = join(folder, 'pages.jsonl')
writeFileSync(
  docs,
  [
    '{"id":"oil","title":"Which oil do I need?","text":"Any lamp oil will do. A litre burns for forty hours."}',
    'this is no page',
    '{"id":7,"title":"How long does delivery take?","text":"A parcel takes three working days."}',
    '{"id":"glass","title":"Cleaning the glass","text":"Use warm water and a soft cloth."}',
  ].join('\n'),
)
afterAll(() => rmSync(folder, { recursive: true }))

function find(args: string[], input = '') {
  return spawnSync(process.execPath, ['src/start.js', 'find', ...args], {
    cwd: ROOT,
    input,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, DATA_DIR: folder },
  })
}

describe('finding on the command line', () => {
  it('answers each line in order, and says of a bad one what is wrong with it', () => {
    const lines = [
      '{"id":"a","text":"how long is delivery?"}',
      'nonsense',
      '{"id":"b"}',
      `{"id":"c","text":"${'lamp '.repeat(200_000)}\\ud800\\u0000"}`,
      '{"id":4,"text":""}',
      '{"id":"d","text":"who won the match?"}',
    ]
    const { stdout, stderr, status } = find(['--jsonl', '--docs', docs], lines.join('\n'))
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(status).toBe(0)
    expect(stderr).toContain('Line 2')
    expect(answers.map(({ id }) => id)).toEqual(['a', null, 'b', 'c', 4, 'd'])
    expect(answers[0]).toMatchObject({ pages: [{ id: 7 }], answer: true })
    expect(answers[1]).toEqual({ id: null, error: 'the line is not JSON' })
    expect(answers[2]).toHaveProperty('error')
    expect(answers[4]).toEqual({ id: 4, pages: [], answer: false, confidence: 0 })
    expect(answers[5]).toMatchObject({ answer: false })
  }, 30_000)

  it('shows a person what it finds in the knowledge', () => {
    const { stdout } = find(['How do I send something back?'])
    expect(stdout).toContain('send-something-back.md')
  }, 30_000)

  it('says how it is used', () => {
    const { stderr, status } = find([])
    expect(stderr).toContain('npm run find')
    expect(status).toBe(2)
  }, 30_000)
})
