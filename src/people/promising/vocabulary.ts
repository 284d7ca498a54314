/** Parts of a day; `first`: soon after people are there, `close`: when they leave. */
export type Part = 'first' | 'morning' | 'noon' | 'afternoon' | 'close' | 'evening' | 'midnight'

export type Period =
  | 'this_week'
  | 'weekend'
  | 'after_weekend'
  | 'early_next_week'
  | 'mid_next_week'
  | 'next_week'
  | 'this_month'
  | 'early_next_month'
  | 'next_month'
  | 'this_year'

export type Unit = 'minute' | 'hour' | 'working_day' | 'day' | 'week' | 'month'

/** How a language speaks of times. Values are regular expressions without capturing groups, read without regard to case. */
export type Vocabulary = {
  language: 'en' | 'de' | 'fr' | 'es' | 'nl' | 'pt'
  /** Days counted from today; an expression that holds another stands before it. */
  days: readonly (readonly [words: string, days: number])[]
  /** A day and its part in one word, such as "tonight". */
  dayParts: readonly (readonly [words: string, days: number, part: Part])[]
  /** From Sunday on. */
  weekdays: readonly string[]
  /** Before or behind a weekday: the one of the following week. */
  next: string
  parts: readonly (readonly [words: string, part: Part])[]
  periods: readonly (readonly [words: string, period: Period])[]
  units: readonly (readonly [words: string, unit: Unit])[]
  /** Such as "an" hour and "half an" hour; figures are known anyway. */
  numbers: readonly (readonly [words: string, number: number])[]
  /** Before a span of time: "within". */
  within: string
  /** Between two numbers or two times: "or", "to". */
  between: string
  /** "In a moment". */
  moment: string
  /** A time of the clock in words of its own: the groups `hour`, `minute` (may be missing) and `to` (minutes before). */
  clocks: readonly string[]
  hours: readonly (readonly [words: string, hour: number])[]
  /** Words that name a month: only then is a date in words looked for. */
  months: string
  /** What stands before a time that is told of and not promised: "you ordered on", "since", "for". */
  toldOf: string
  /** A weekday and a part of it written as one word; its two groups are read apart. */
  joined?: string
}
