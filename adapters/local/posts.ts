/**
 * One thing that the local page shows, or (`kind: 'mark'`) the news that the post named by `target` was changed. `seq`
 * counts up in the order of writing; `thread` groups posts within a channel; `body` is JSON of the kind's own shape.
 */
export type Post = {
  seq: number
  id: string
  channel: string
  thread: string
  kind: string
  state: string
  target: string | null
  body: string
  at: number
}

export type PostDraft = Omit<Post, 'seq' | 'target'>
/** `mark` names the change: the same mark again is the same change, made once. Without `at` the post keeps its time. */
export type PostChange = { mark: string; state: string; body: string; at?: number; now: number }
export type PostQuery = { channel: string; thread?: string; kind?: string; states?: string[]; newest: number }

/** Where the local page keeps what it shows, as Slack keeps its channels. */
export interface Posts {
  /** Adds a post; one that is there already under this id stays as it is. Gives back what now stands there. */
  add(draft: PostDraft): Promise<Post>
  /** Changes a post in place and leaves a mark, so that listeners hear of it. Null when there is no such post. */
  change(id: string, change: PostChange): Promise<Post | null>
  get(id: string): Promise<Post | null>
  /** Posts without marks, oldest first; of many, the newest `newest`. */
  list(query: PostQuery): Promise<Post[]>
  /** Posts and marks of a channel after `seq`, oldest first; a little before it too, where numbers may come late. */
  since(channel: string, seq: number): Promise<Post[]>
  /** The highest number given so far. */
  latest(): Promise<number>
  /** Hears of every post and mark, whoever wrote it, once each. Returns how to stop. */
  listen(hear: (post: Post) => void): Promise<() => void>
}
