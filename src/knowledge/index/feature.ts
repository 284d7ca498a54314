/**
 * What speaks for a passage: shares of what the question weighs (which a long question may take a little past 1), shares of
 * the heading, and likenesses from 0 to 1. None grows with the number of pages.
 */
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
