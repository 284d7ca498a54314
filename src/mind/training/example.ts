/** What the model learns to tell. Sentiment is 0 negative, 1 neutral, 2 positive; a missing label teaches nothing. */
export interface Labels {
  sentiment?: 0 | 1 | 2
  complaint?: 0 | 1
  person?: 0 | 1
  question?: 0 | 1
}

export const TASKS = ['sentiment', 'complaint', 'person', 'question'] as const
export type Task = (typeof TASKS)[number]

/** One message that teaches something, and the set that it comes from. */
export interface Example extends Labels {
  text: string
  source: string
}
