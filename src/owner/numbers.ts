const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** "1 question", "12 questions". */
export function counted(number: number, noun: string): string {
  return `${number} ${number === 1 ? noun : `${noun}s`}`
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

/** A sentiment with its sign and at most two decimals: "−0.6", "+0.25", "0". */
export function signed(number: number): string {
  const short = String(Math.abs(Math.round(number * 100) / 100))
  if (short === '0') return '0'
  return `${number < 0 ? '−' : '+'}${short}`
}
