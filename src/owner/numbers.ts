/** Keeps a number and its unit on one line. */
const SPACE = '\u00a0'
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** "1 question", "12 questions", "1,204 questions". */
export function counted(number: number, noun: string): string {
  return `${grouped(number)} ${number === 1 ? noun : `${noun}s`}`
}

/** "delivery, refunds and an account". */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** How long something lasted, as one would say it: "less than a minute", "12 minutes", "3 hours", "2 days". */
export function durationWords(milliseconds: number): string {
  if (milliseconds < MINUTE) return 'less than a minute'
  if (milliseconds < HOUR) return counted(Math.floor(milliseconds / MINUTE), 'minute')
  if (milliseconds < DAY) return counted(Math.floor(milliseconds / HOUR), 'hour')
  return counted(Math.floor(milliseconds / DAY), 'day')
}

/** Within what something lasted, never less than it did: "8 seconds", "12 minutes", "3 hours", "2 days". */
export function withinWords(milliseconds: number): string {
  if (milliseconds < MINUTE) return counted(Math.max(1, Math.ceil(milliseconds / 1000)), 'second')
  if (milliseconds < HOUR) return counted(Math.ceil(milliseconds / MINUTE), 'minute')
  if (milliseconds < 2 * DAY) return counted(Math.ceil(milliseconds / HOUR), 'hour')
  return counted(Math.ceil(milliseconds / DAY), 'day')
}

/** A sentiment with its sign and at most two decimals: "−0.6", "+0.25", "0". */
export function signed(number: number): string {
  const short = String(Math.abs(Math.round(number * 100) / 100))
  if (short === '0') return '0'
  return `${number < 0 ? '−' : '+'}${short}`
}

/** A number as it is read best: "1,204". */
export function grouped(number: number): string {
  return number.toLocaleString('en-GB')
}

/** "12 %"; what is not nothing and not all is not said to be. "–" where there is nothing to share. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return '–'
  const share = (100 * part) / whole
  if (share > 0 && share < 1) return `under 1${SPACE}%`
  if (share > 99 && share < 100) return `over 99${SPACE}%`
  return `${Math.round(share)}${SPACE}%`
}
