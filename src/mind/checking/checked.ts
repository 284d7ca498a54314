/**
 * What a check says. `why` is for the log, `repair` is one sentence for the model that wrote it: neither ever holds the
 * text itself, nor anything that the model was told.
 */
export type Refusal = { why: string; repair: string }
export type Checked = { ok: true } | ({ ok: false } & Refusal)

/** What a text is: an answer, one question back, or a reply that we suggest to a person of ours. */
export type Kind = 'answer' | 'clarify' | 'reply'
