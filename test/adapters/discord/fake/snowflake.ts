/** 1 January 2015, from which Discord counts its milliseconds. */
const EPOCH = 1_420_070_400_000

/** Ids that carry the moment they were made at, each greater than the one before, whatever the clock does. */
export class Snowflakes {
  readonly #clock: () => number
  #moment = 0
  #count = 0

  constructor(clock: () => number) {
    this.#clock = clock
  }

  next(): string {
    const now = Math.floor(this.#clock())
    if (now < EPOCH) throw new Error('Discord did not exist yet')
    if (now > this.#moment) {
      this.#moment = now
      this.#count = 0
    } else if (this.#count === 4095) {
      this.#moment += 1
      this.#count = 0
    } else this.#count += 1
    return snowflakeAt(this.#moment, this.#count)
  }
}

/** The id of that moment, epoch milliseconds. */
export function snowflakeAt(moment: number, count = 0): string {
  return String((BigInt(moment - EPOCH) << 22n) | BigInt(count))
}

/** Negative where `one` is older than `other`. */
export function compareIds(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length
  return one < other ? -1 : one > other ? 1 : 0
}
