/** What speaks for a passage, each from 0 to about 1, whatever the question's length and the number of pages. */
export const FEATURES = [
  'passage',
  'page',
  'covered',
  'coveredInNames',
  'titleAsked',
  'meaning',
  'pairs',
  'letters',
  'window',
  'headKind',
  'denial',
] as const
export type Feature = (typeof FEATURES)[number]
export type Features = Record<Feature, number>
