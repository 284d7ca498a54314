import type { Readable, Writable } from 'node:stream'
import { isCancel, log, multiselect, password, select, text } from '@clack/prompts'
import type { Check } from './check.ts'

/** The person at the keyboard has left (Ctrl-C). */
export class Left extends Error {}

/** What was typed or pasted, without what does not belong to it, or what is wrong with it. */
export type Reading = { value: string } | { problem: string }

type Choice<T extends string> = { value: T; label: string; hint?: string; disabled?: boolean }

/** A secret to be asked for and tried: `found` is what it turned out to be, null when it cannot be used. */
type Secret<T> = {
  title: string
  where: string
  /** The one that is set already. */
  given: string | null
  read(pasted: string): Reading
  check(value: string): Promise<{ checks: Check[]; found: T | null }>
}

/** Where the questions are asked: a terminal, or a test. */
export type Terminal = { input: Readable; output: Writable }
export type Questions = ReturnType<typeof createQuestions>

/** Questions in a terminal. Each throws Left when the person leaves instead of answering. */
export function createQuestions({ input, output }: Terminal) {
  const io = { input, output }

  return { choose, chooseMany, type, secret, tell, say, warn }

  async function choose<T extends string>(message: string, choices: Choice<T>[], first: T): Promise<T> {
    const settings = { message, options: choices, initialValue: first, maxItems: 12, showInstructions: false }
    const answer = await select<string>({ ...settings, ...io })
    const chosen = choices.find(({ value }) => value === answer)
    if (isCancel(answer) || chosen === undefined) throw new Left()
    return chosen.value
  }

  /** Any of them, none included. */
  async function chooseMany(message: string, choices: Choice<string>[], first: string[]): Promise<string[]> {
    const settings = { message, options: choices, initialValues: first, maxItems: 12, required: false }
    const answer = await multiselect<string>({ ...settings, ...io })
    if (isCancel(answer)) throw new Left()
    return answer
  }

  async function type(
    message: string,
    placeholder: string,
    read: (typed: string) => Reading,
  ): Promise<string> {
    const answer = await text({
      message,
      placeholder,
      validate: (typed = '') => problemOf(read(typed)),
      ...io,
    })
    return taken(answer, read)
  }

  async function paste(message: string, read: (pasted: string) => Reading): Promise<string> {
    const answer = await password({ message, validate: (pasted = '') => problemOf(read(pasted)), ...io })
    return taken(answer, read)
  }

  /** Asks until one works, or takes the one that is set already when that still works and the person keeps it. */
  async function secret<T>({
    title,
    where,
    given,
    read,
    check,
  }: Secret<T>): Promise<{ value: string; found: T }> {
    let value = given
    let isGiven = given !== null
    for (;;) {
      if (value === null) {
        say(where)
        value = await paste(title, read)
      }
      const { checks, found } = await check(value)
      tell(checks)
      const works = found !== null && checks.every(({ ok }) => ok)
      if (works && !isGiven) return { value, found }
      // What is good and lacks something elsewhere is tried again when that is mended; what is not good is replaced.
      const next = works
        ? await choose(
            `${title}: it is set, and works.`,
            [
              { value: 'same', label: 'Keep it' },
              { value: 'other', label: 'Put in another' },
            ],
            'same',
          )
        : await choose(
            'What now?',
            [
              { value: 'other', label: 'Put in another' },
              { value: 'same', label: 'Try the same one again' },
            ],
            found === null ? 'other' : 'same',
          )
      if (works && next === 'same') return { value, found }
      if (next === 'other') [value, isGiven] = [null, false]
    }
  }

  /** What came of a trial. What is well is said only where there is something to say. */
  function tell(checks: readonly Check[]): void {
    for (const { ok, isUnsure, name, says, problem = '', repair = '' } of checks) {
      if (!ok) log.error(`${folded(`${name}: ${problem}`)}\n${folded(repair)}`, io)
      else if (!isUnsure) log.success(folded(says === undefined ? name : `${name}: ${says}`), io)
    }
  }

  function say(sentence: string): void {
    log.message(folded(sentence), io)
  }

  /** What is no fault, and has to be seen. */
  function warn(sentence: string): void {
    log.warn(folded(sentence), io)
  }
}

const problemOf = (reading: Reading): string | undefined =>
  'problem' in reading ? reading.problem : undefined

function taken(answer: string | symbol, read: (pasted: string) => Reading): string {
  if (typeof answer === 'symbol') throw new Left()
  const reading = read(answer)
  return 'value' in reading ? reading.value : answer
}

const WIDTH = 76

/** In lines that fit beside the mark at the left of a terminal. */
function folded(text: string): string {
  let width = 0
  return text
    .split(' ')
    .map((word, index) => {
      const fits = index === 0 || width + 1 + word.length <= WIDTH
      width = fits && index > 0 ? width + 1 + word.length : word.length
      return index === 0 ? word : fits ? ` ${word}` : `\n${word}`
    })
    .join('')
}
