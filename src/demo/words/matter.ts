/** What customers of the sample company write about one matter, and what its staff answer; all of it invented. */
export type Matter = {
  /** Asked calmly; most of it stands in the sample pages. */
  asks: readonly string[]
  /** What may come after an answer, as a question of its own. */
  follows: readonly string[]
  /** Unhappy, and not yet a complaint. */
  grumbles: readonly string[]
  complaints: readonly string[]
  /** What staff write first when they have taken it, and when it is done. */
  taken: readonly string[]
  done: readonly string[]
}
