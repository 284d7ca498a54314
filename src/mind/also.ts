import { withDeadline } from '../deadline.ts'

/**
 * Another way to rank passages (by embeddings, say): ids of passages for a question, the best first. Nothing needs it:
 * where it fails or is late, the question is answered without it.
 */
export type Also = { rank(question: string): Promise<readonly string[]>; deadline: number }

/** What the other ranker finds within its deadline (milliseconds); nothing where there is none, or it fails. */
export async function alsoFound(also: Also | null, question: string): Promise<readonly string[]> {
  if (also === null) return []
  try {
    return await withDeadline(also.deadline, also.rank(question))
  } catch {
    return []
  }
}
