import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openJudge } from '../../src/mind/linear/judge.ts'
import { answerLine } from '../../src/mind/lines.ts'
import { splitLines } from '../../src/mind/split-lines.ts'

const judge = openJudge()
const answer = (line: string): unknown => JSON.parse(answerLine(line, judge))

describe('a line', () => {
  it('is answered with what its text shows', () => {
    expect(answer('{"id":"a1","text":"still no reply since Monday"}')).toMatchObject({
      id: 'a1',
      label: 'negative',
      complaint: true,
      wantsHuman: false,
      question: false,
      quote: 'still no reply since Monday',
      language: 'en',
    })
  })

  it('says of what cannot be told that it is unknown, and leans to no side', () => {
    expect(answer('{"id":1,"text":"ok"}')).toMatchObject({
      id: 1,
      sentiment: null,
      label: 'neutral',
      language: null,
      unknown: ['sentiment', 'language'],
    })
  })

  it.each([
    ['{"id":7}', 7, 'object with a text'],
    ['{"id":"x","text":5}', 'x', 'object with a text'],
    ['{"text":null}', null, 'object with a text'],
    ['[]', null, 'object with a text'],
    ['null', null, 'object with a text'],
    ['{"id":"b2","text":"cut off', 'b2', 'not JSON'],
    ['{"id": 12, "text": oops}', 12, 'not JSON'],
    ['\0', null, 'not JSON'],
    ['['.repeat(200_000), null, 'not JSON'],
    [`{"id":3,"text":"${'\t'}"}`, 3, 'not JSON'],
  ])('that is no message (%.20s) gets an error with its id where known', (line, id, error) => {
    expect(answer(line)).toEqual({ id, error: expect.stringContaining(error) })
  })

  it.each([
    ['a megabyte', 'waiting '.repeat(131_072)],
    ['a megabyte of one letter', 'a'.repeat(1_048_576)],
    ['NUL', 'I want\0 a human'],
    ['lone surrogates', '\ud83d hello \ude00'],
    ['nothing', ''],
  ])('of %s is read', (_, text) => {
    expect(answer(JSON.stringify({ id: 0, text }))).toMatchObject({
      id: 0,
      complaintScore: expect.any(Number),
    })
  })
})

describe('lines', () => {
  async function split(...chunks: (string | Uint8Array)[]): Promise<string[]> {
    async function* give() {
      for (const chunk of chunks) yield Buffer.from(chunk)
    }
    const texts: string[] = []
    for await (const { text } of splitLines(give())) texts.push(text)
    return texts
  }

  it('are found across pieces, whatever their ends, with or without a last newline', async () => {
    expect(await split('a', 'b\r\nc\n\n', '  \nd')).toEqual(['ab', 'c', 'd'])
  })

  it('keep a letter whole that comes in two pieces', async () => {
    const [first, second] = [Buffer.from('é').subarray(0, 1), Buffer.from('é').subarray(1)]
    expect(await split(first, second, '\n')).toEqual(['é'])
  })

  it('survive bytes that are no text', async () => {
    expect(await split(Uint8Array.from([255, 254, 10, 65]))).toEqual(['\ufffd\ufffd', 'A'])
  })
})

describe('the command', () => {
  it('answers every line in order and goes on after a broken one', async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/read.ts'), '--jsonl'])
    const lines = Array.from({ length: 3000 }, (_, i) =>
      i % 7 === 3 ? `broken ${i}` : JSON.stringify({ id: i, text: `where is order ${i}?` }),
    )
    child.stdin.end(lines.join('\n'))
    let out = ''
    for await (const chunk of child.stdout) out += chunk
    const answers = out
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    expect(answers).toHaveLength(3000)
    answers.forEach((given, i) => {
      expect(given).toMatchObject(i % 7 === 3 ? { id: null, error: 'this line is not JSON' } : { id: i })
    })
  })
})
