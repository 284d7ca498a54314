/** Of `of` cases, `count` are so. */
export type Share = { count: number; of: number }
export type Compared = 'more' | 'less' | 'same' | 'too few'

/** With fewer cases on either side nothing is said. */
export const ENOUGH = 30
/** What is rarer than this on both sides together is too rare to have a trend. */
const RARE = 10
/**
 * Standard errors that chance is granted. One share in 370 lies further out by chance alone, so that a page with some thirty
 * comparisons, each looked at on its worse side, raises a false alarm less than once in twenty times.
 */
const Z = 3

/** Whether a share is more or less than another, beyond what chance does. */
export function compareShares(one: Share, other: Share): Compared {
  if (one.of < ENOUGH || other.of < ENOUGH || one.count + other.count < RARE) return 'too few'
  const { low, high } = differenceOf(one, other)
  if (low > 0) return 'more'
  return high < 0 ? 'less' : 'same'
}

/** So much worse one side has to be before it is called worse. */
const WORSE_BY = 1.1

/** Which of two shares of what is bad is worse, by enough and in enough cases to mean it; null where neither is. */
export function worseOf(one: Share, other: Share): 0 | 1 | null {
  const compared = compareShares(one, other)
  const [a, b] = [one.count / one.of, other.count / other.of]
  if (compared === 'more' && a > WORSE_BY * b) return 0
  return compared === 'less' && b > WORSE_BY * a ? 1 : null
}

/**
 * Between what the true difference of two shares lies: the hybrid score interval, method 10 of R. G. Newcombe, "Interval
 * estimation for the difference between independent proportions", Statistics in Medicine 17 (1998), 873–890.
 */
export function differenceOf(one: Share, other: Share): { low: number; high: number } {
  const [p, q] = [one.count / one.of, other.count / other.of]
  const [a, b] = [wilson(one), wilson(other)]
  return {
    low: p - q - Math.hypot(p - a.low, b.high - q),
    high: p - q + Math.hypot(a.high - p, q - b.low),
  }
}

/** E. B. Wilson's score interval of one share (Journal of the American Statistical Association 22, 1927, 209–212). */
function wilson({ count, of }: Share): { low: number; high: number } {
  const share = count / of
  const middle = share + (Z * Z) / (2 * of)
  const reach = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of))
  const all = 1 + (Z * Z) / of
  return { low: (middle - reach) / all, high: (middle + reach) / all }
}
