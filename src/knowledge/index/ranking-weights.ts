/** How much each thing that speaks for a passage counts. Computed by `npm run train`; change it there. */
export const RANKING = {
  passage: 3.227,
  page: 3.752,
  covered: 0.185,
  coveredInNames: 1.68,
  titleAsked: 1.017,
  meaning: 3.016,
  pairs: 2.949,
  letters: 3.213,
  window: 0.768,
  headKind: 2.062,
  denial: 0.709,
}
