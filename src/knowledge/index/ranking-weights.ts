/** How much each thing that speaks for a passage counts. Computed by `npm run train`; change it there. */
export const RANKING = {
  passage: 3.205,
  page: 3.742,
  covered: 0.194,
  coveredInNames: 1.681,
  titleAsked: 1.008,
  meaning: 3.03,
  pairs: 2.945,
  letters: 3.259,
  window: 0.777,
  headKind: 2.059,
  denial: 0.713,
}
