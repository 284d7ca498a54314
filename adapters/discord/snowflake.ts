/** When Discord's ids begin to count. Epoch milliseconds. */
const EPOCH = 1_420_070_400_000n
/** An id holds its time above these bits. */
const BELOW = 22n
const SNOWFLAKE = /^\d{1,20}$/

/** When what has this id was made, epoch milliseconds; null where it is no id of Discord's. */
export function timeOf(id: string): number | null {
  return SNOWFLAKE.test(id) ? Number((BigInt(id) >> BELOW) + EPOCH) : null
}

/** The lowest id that anything made at that time can have. Epoch milliseconds; before Discord it is the first id of all. */
export function snowflakeAt(time: number): string {
  const since = BigInt(Math.floor(time)) - EPOCH
  return String(since > 0n ? since << BELOW : 0n)
}

/** For sorting: the older first. Ids of one length compare as words, and of two lengths the shorter is the older. */
export function byAge(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length
  return a < b ? -1 : Number(a > b)
}
