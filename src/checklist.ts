import { styleText } from 'node:util'
import type { Check } from './check.ts'

const MARKS = { well: styleText('green', '✓'), unsure: '·', wrong: styleText('red', '✗') }

/** For people, at most 80 columns wide. */
export function report(checks: readonly Check[]): string {
  const lines = checks.flatMap(({ name, ok, isUnsure, says, problem = '', repair = '' }) => {
    if (ok)
      return wrapped(isUnsure ? MARKS.unsure : MARKS.well, says === undefined ? name : `${name}: ${says}`)
    return [...wrapped(MARKS.wrong, `${name}: ${problem}`), ...wrapped('  →', repair)]
  })
  const wrong = checks.filter(({ ok }) => !ok).length
  const sum =
    wrong === 0
      ? 'All is well.'
      : wrong === 1
        ? 'One thing is to be put right.'
        : `${wrong} things are to be put right.`
  return ['', ...lines, '', sum, ''].join('\n')
}

const WIDTH = 80

/** What does not fit into a line goes on under its own beginning. */
function wrapped(mark: string, text: string): string[] {
  const indent = mark === '  →' ? 4 : 2
  const lines: string[] = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && indent + line.length + 1 + word.length > WIDTH) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.map((line, index) => (index === 0 ? `${mark} ${line}` : `${' '.repeat(indent)}${line}`))
}
