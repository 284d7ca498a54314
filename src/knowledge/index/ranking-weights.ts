/** How much each thing that speaks for a passage counts. Computed by `npm run train`; change it there. */
export const RANKING = {
  passage: 3.227,
  page: 3.753,
  covered: 0.186,
  coveredInNames: 1.683,
  titleAsked: 1.021,
  meaning: 3.016,
  pairs: 2.949,
  letters: 3.207,
  window: 0.768,
  headKind: 2.061,
  denial: 0.709,
}
